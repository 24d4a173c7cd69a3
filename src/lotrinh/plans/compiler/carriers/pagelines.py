"""A PDF page as lines of words and ruled tables, with where each stands (points from the upper left)."""

import io
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psparser import PSException

from ..values import Layout, UnreadableDocument
from .raw import Grid, GridCell, Piece

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it reports every odd font of every page


@dataclass(frozen=True, slots=True)
class PageLine:
    """A run of words on one line of one column."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    bold: bool
    size: float
    column: int = 0
    """1 or 2 where the text runs in two columns."""


@dataclass(frozen=True, slots=True)
class PageTable:
    top: float
    bottom: float
    grid: Grid


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    width: float
    height: float
    lines: tuple[PageLine, ...]
    tables: tuple[PageTable, ...]


def page_lines(data: bytes, name: str, most_pages: int) -> list[Page]:
    """The pages of the file. Raises UnreadableDocument where it is locked, broken or endless."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > most_pages:
                raise UnreadableDocument(
                    f"Tệp “{name}” có {len(document.pages)} trang, quá {most_pages}. Hãy tách phần kế hoạch ra."
                )
            return [_page(page, number) for number, page in enumerate(document.pages, start=1)]
    except UnreadableDocument:
        raise
    except PDFPasswordIncorrect as error:
        raise UnreadableDocument(
            f"Tệp “{name}” được đặt mật khẩu. Hãy mở bằng mật khẩu rồi in lại thành PDF không khoá."
        ) from error
    except (
        PSException,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        OSError,
        RecursionError,
        AssertionError,
        OverflowError,
    ) as error:
        locked = "password" in repr(error).lower() or "PDFPasswordIncorrect" in repr(error)
        cause = "được đặt mật khẩu" if locked else "bị hỏng hoặc không đúng dạng PDF"
        raise UnreadableDocument(
            f"Tệp “{name}” {cause}. Hãy mở bằng trình đọc PDF và in lại thành PDF mới, hoặc gửi bản Word."
        ) from error
    except Exception as error:
        # pdfminer lets errors of many libraries through; each means the same to the one who sent the file.
        if "Password" in type(error).__name__ or "Password" in repr(error):
            message = "được đặt mật khẩu. Hãy mở bằng mật khẩu rồi in lại thành PDF không khoá."
        else:
            message = "không mở được. Hãy mở bằng trình đọc PDF và in lại thành PDF mới, hoặc gửi bản Word."
        raise UnreadableDocument(f"Tệp “{name}” {message}") from error


_FEWEST_RULES = 4


def _page(page: Any, number: int) -> Page:
    ruled = len(page.lines) + len(page.rects) + len(page.curves)
    found = page.filter(_is_rule_or_text).find_tables() if _FEWEST_RULES <= ruled <= 4_000 else []
    tables = [table for table in found if _is_table(table)]
    words = page.extract_words(return_chars=True, use_text_flow=False, keep_blank_chars=False)
    page_tables = []
    for table in tables:
        box = table.bbox
        inside = [word for word in words if _inside(word, box)]
        if inside:
            page_tables.append(PageTable(box[1], box[3], _grid(table, inside)))
            words = [word for word in words if not _inside(word, box)]
    lines = tuple(_lines(words))
    result = Page(number, float(page.width), float(page.height), lines, tuple(page_tables))
    page.close()
    return result


_THICKEST_RULE = 3.0
"""Points; a thicker rectangle is a coloured ground behind words and no border."""


def _is_rule_or_text(thing: dict[str, Any]) -> bool:
    if thing.get("object_type") != "rect":
        return True
    return bool(min(abs(thing["x1"] - thing["x0"]), abs(thing["bottom"] - thing["top"])) < _THICKEST_RULE)


def _is_table(table: Any) -> bool:
    rows = [row for row in table.rows if any(row.cells)]
    columns = max((sum(cell is not None for cell in row.cells) for row in rows), default=0)
    return len(rows) >= 2 and columns >= 2


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _grid(table: Any, words: list[dict[str, Any]]) -> Grid:
    """The ruled cells with their words; a cell over several rows or columns stands once."""
    edges_x = _edges(cell[0] for row in table.rows for cell in row.cells if cell)
    edges_y = _edges(cell[1] for row in table.rows for cell in row.cells if cell)
    boxes = {cell for row in table.rows for cell in row.cells if cell}
    cells = []
    for box in sorted(boxes, key=lambda box: (_nearest(edges_y, box[1]), _nearest(edges_x, box[0]))):
        row, column = _nearest(edges_y, box[1]), _nearest(edges_x, box[0])
        height = max(1, sum(1 for edge in edges_y if box[1] + 2 < edge < box[3] - 2) + 1)
        width = max(1, sum(1 for edge in edges_x if box[0] + 2 < edge < box[2] - 2) + 1)
        inside = [word for word in words if _inside(word, box)]
        lines = list(_lines(inside, split=False))
        pieces = (
            (Piece(" ".join(line.text for line in lines), Layout(bold=all(line.bold for line in lines))),)
            if lines
            else ()
        )
        cells.append(GridCell(row, column, pieces, height, width))
    return Grid(tuple(cells))


def _edges(values: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > 3:
            edges.append(value)
    return edges


def _nearest(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - value))


def _lines(words: list[dict[str, Any]], *, split: bool = True) -> Iterable[PageLine]:
    """Words grouped by their height on the page, then cut where a gap shows another column."""
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: ((word["top"] + word["bottom"]) / 2, word["x0"])):
        middle = (word["top"] + word["bottom"]) / 2
        if rows:
            last = rows[-1][-1]
            height = max(last["bottom"] - last["top"], 1)
            if abs((last["top"] + last["bottom"]) / 2 - middle) < height * 0.4:
                rows[-1].append(word)
                continue
        rows.append([word])
    for row in rows:
        row.sort(key=lambda word: word["x0"])
        segment = [row[0]]
        usual = _usual_gap(row)
        for number, word in enumerate(row[1:], start=1):
            gap = word["x0"] - segment[-1]["x1"]
            wide = gap > 2.5 * usual and gap > 2.2 * _letter_width(segment[-1]) + 6
            if (
                split
                and (wide or gap > 1.6 * usual and _is_nation(row[number:]))
                and not (gap < _WIDEST_TAB and _is_label(segment))
            ):
                yield _line(segment)
                segment = []
            segment.append(word)
        yield _line(segment)


_WIDEST_TAB = 80.0
"""Points between a label and its text."""


def _is_nation(words: list[dict[str, Any]]) -> bool:
    """The national name begins here: it heads the right column, however near the issuer's name comes to it."""
    return words[0]["text"] == "CỘNG" and len(words) > 2 and words[2]["text"] == "XÃ"


def _usual_gap(row: list[dict[str, Any]]) -> float:
    """The middle one of a line's gaps: a justified line of few words has wide ones everywhere."""
    gaps = sorted(after["x0"] - before["x1"] for before, after in zip(row, row[1:], strict=False))
    return float(gaps[len(gaps) // 2]) if len(gaps) > 2 else 0.0


_LABEL = re.compile(r"(?:[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,2})*|[a-zđ])[.)]?|\d+(?:\.\d+)*|[-–+•*▪]|Số\s*:|\(\d+\)")


def _is_label(segment: list[dict[str, Any]]) -> bool:
    """A label is followed by a tab, not by another column."""
    return len(segment) <= 2 and bool(_LABEL.fullmatch(" ".join(word["text"] for word in segment)))


def _letter_width(word: dict[str, Any]) -> float:
    return float((word["x1"] - word["x0"]) / max(1, len(word["text"])))


def _line(words: list[dict[str, Any]]) -> PageLine:
    chars = [char for word in words for char in word["chars"]]
    letters = [char for char in chars if char["text"].isalnum()]
    bold = sum("bold" in char["fontname"].lower() or "black" in char["fontname"].lower() for char in letters)
    return PageLine(
        " ".join(word["text"] for word in words), words[0]["x0"], words[-1]["x1"],
        min(word["top"] for word in words), max(word["bottom"] for word in words),
        bold > 0.8 * len(letters) if letters else False, max((char["size"] for char in chars), default=0.0),
    )  # fmt: skip
