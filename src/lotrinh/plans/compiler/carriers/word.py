"""docx: the body walked in its order, with labels, tables, text boxes, notes and changes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ..text import clean
from ..values import Layout, UnreadableDocument
from . import oldfonts
from .archive import Archive
from .raw import Grid, GridCell, Item, Note, Piece
from .wordnumbers import Numbering
from .wordstyles import Style, Styles, centred, font_of, list_of, size_of
from .wordxml import STRICT, TRANSITIONAL, W, attribute, child, is_on, number_attribute
from .wrapping import MARK

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TRACKED = "Văn bản có nội dung sửa đổi chưa duyệt (Track Changes): đã đọc như khi chấp nhận mọi thay đổi."
COMMENTS = "Văn bản có ghi chú bên lề (comment): không đọc."
_DEEPEST = 40
"""Nested tables and controls; deeper is no document a person made."""


def read(data: bytes, name: str) -> tuple[list[Item], list[str]]:
    """The items of a docx file, and what the reader should be told. Raises UnreadableDocument."""
    archive = Archive(data, name)
    root = _part(archive, "word/document.xml")
    if root is None:
        raise UnreadableDocument(
            f"Tệp “{name}” không phải là văn bản Word (.docx). Hãy mở bằng Word và lưu lại dạng .docx."
        )
    body = child(root, "body")
    if body is None:
        raise UnreadableDocument(f"Tệp “{name}” không có nội dung. Hãy kiểm tra lại tệp.")
    reader = _Reader(Styles(_part(archive, "word/styles.xml")), Numbering(_part(archive, "word/numbering.xml")))
    items = list(reader.items(body, 0))
    items = _with_letterhead_of_headers(archive, reader, items)
    items += _notes(archive, reader)
    return items, reader.remarks


def _part(archive: Archive, part: str) -> etree._Element | None:
    content = archive.read(part)
    if content is not None and STRICT.encode() in content[:5000]:
        from .archive import parse_xml

        return parse_xml(content.replace(STRICT.encode(), TRANSITIONAL.encode()), archive.name)
    return archive.xml(part)


def _notes(archive: Archive, reader: "_Reader") -> list[Item]:
    found: list[Item] = []
    for part in ("footnotes", "endnotes"):
        root = _part(archive, f"word/{part}.xml")
        for note in root if root is not None else ():
            if attribute(note, "type") in ("separator", "continuationSeparator", "continuationNotice"):
                continue
            pieces = [item.text for item in reader.items(note, 1) if isinstance(item, Piece)]
            found.append(Note(" ".join(pieces)))
    return found


def _with_letterhead_of_headers(archive: Archive, reader: "_Reader", items: list[Item]) -> list[Item]:
    """A page header is read only when the letterhead stands there and nowhere in the body."""
    start = " ".join(_text(item) for item in items[:12])
    if re.search(r"Số\s*:|CỘNG\s+H[OÒ][AÀ]|ĐẢNG\s+CỘNG", start):
        return items
    for part in sorted(name for name in archive.names() if re.fullmatch(r"word/header\d*\.xml", name)):
        root = _part(archive, part)
        found = list(reader.items(root, 0)) if root is not None else []
        if re.search(r"Số\s*:|CỘNG\s+H[OÒ][AÀ]|ĐẢNG\s+CỘNG", " ".join(_text(item) for item in found)):
            return [*found, *items]
    return items


def _text(item: Item) -> str:
    if isinstance(item, Grid):
        return " ".join(cell.text for cell in item.cells)
    return item.text


@dataclass(slots=True)
class _Line:
    """Text of a paragraph up to a line break, with how much of it is bold or italic."""

    parts: list[str] = field(default_factory=list)
    letters: int = 0
    bold: int = 0
    italic: int = 0
    size: float | None = None


class _Reader:
    """Walks the elements of one document; counts labels as it goes."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.remarks: list[str] = []

    def remark(self, text: str) -> None:
        if text not in self.remarks:
            self.remarks.append(text)

    def items(self, parent: etree._Element, depth: int, *, in_table: bool = False) -> Iterator[Item]:
        """The items below `parent`, in order; controls, changes and the like are seen through."""
        if depth > _DEEPEST:
            return
        for element in parent:
            tag = element.tag
            if tag == f"{W}p":
                yield from self._paragraph(element, depth, in_table)
            elif tag == f"{W}tbl":
                yield self._table(element, depth)
            elif tag in (f"{W}del", f"{W}moveFrom"):
                self.remark(TRACKED)
            elif tag == f"{W}sdt":
                content = child(element, "sdtContent")
                if content is not None:
                    yield from self.items(content, depth + 1, in_table=in_table)
            elif tag in (f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
                yield from self.items(element, depth + 1, in_table=in_table)

    def _paragraph(self, element: etree._Element, depth: int, in_table: bool) -> Iterator[Item]:
        properties = child(element, "pPr")
        named = child(properties, "pStyle") if properties is not None else None
        style = self.styles.get(attribute(named, "val") if named is not None else None)
        lines, boxes = [_Line()], list[etree._Element]()
        self._runs(element, style, lines, boxes, depth)
        label = self._label(properties, style, attribute(named, "val") if named is not None else None, lines)
        yield from self._pieces(lines, label, properties, style, in_table)
        for box in boxes:
            yield from self.items(box, depth + 1, in_table=in_table)

    def _label(self, properties: etree._Element | None, style: Style, style_id: str | None, lines: list[_Line]) -> str:
        list_id, level = list_of(properties)
        if list_id is None:
            list_id = style.list_id
            if level is None and list_id:
                level = (
                    style.level if style.level is not None else self.numbering.level_of_style(list_id, style_id or "")
                )
        if not list_id or list_id == "0" or not any(line.letters for line in lines):
            return ""
        return self.numbering.label(list_id, level or 0)

    def _pieces(
        self, lines: list[_Line], label: str, properties: etree._Element | None, style: Style, in_table: bool
    ) -> Iterator[Piece]:
        """The paragraph as one piece, or as several where a line break in it separates rather than wraps."""
        centre = centred(properties)
        indent = _indent(properties)
        groups: list[list[_Line]] = []
        for line in lines:
            text = "".join(line.parts).strip()
            if groups and not _separates(groups[-1][-1], text, in_table):
                groups[-1].append(line)
            elif text or not groups:
                groups.append([line])
        for number, group in enumerate(groups):
            letters = sum(line.letters for line in group)
            layout = Layout(
                bold=letters > 0 and sum(line.bold for line in group) >= 0.9 * letters,
                italic=letters > 0 and sum(line.italic for line in group) >= 0.9 * letters,
                centred=style.centred if centre is None else centre,
                indent=indent,
                size=next((line.size for line in group if line.size), style.size),
                style=style.name,
            )
            text = " ".join("".join(line.parts) for line in group)
            yield Piece(text, layout, label if number == 0 else "")

    def _runs(
        self, parent: etree._Element, style: Style, lines: list[_Line], boxes: list[etree._Element], depth: int
    ) -> None:
        if depth > _DEEPEST:
            return
        for element in parent:
            tag = element.tag
            if tag == f"{W}r":
                self._run(element, style, lines, boxes)
            elif tag in (f"{W}del", f"{W}moveFrom"):
                self.remark(TRACKED)
            elif tag in (f"{W}commentRangeStart", f"{W}commentReference"):
                self.remark(COMMENTS)
            elif tag == f"{W}sdt":
                content = child(element, "sdtContent")
                if content is not None:
                    self._runs(content, style, lines, boxes, depth + 1)
            elif tag in (
                f"{W}ins",
                f"{W}moveTo",
                f"{W}hyperlink",
                f"{W}smartTag",
                f"{W}fldSimple",
                f"{W}customXml",
                f"{W}dir",
                f"{W}bdo",
            ):
                if tag in (f"{W}ins", f"{W}moveTo"):
                    self.remark(TRACKED)
                self._runs(element, style, lines, boxes, depth + 1)

    def _run(self, run: etree._Element, style: Style, lines: list[_Line], boxes: list[etree._Element]) -> None:
        properties = child(run, "rPr")
        if is_on(properties, "vanish"):
            return
        named = child(properties, "rStyle") if properties is not None else None
        own = self.styles.get(attribute(named, "val")) if named is not None else None
        bold = _said(is_on(properties, "b"), own.bold if own else None, style.bold)
        italic = _said(is_on(properties, "i"), own.italic if own else None, style.italic)
        capitals = _said(is_on(properties, "caps"), own.capitals if own else None, style.capitals)
        font = font_of(properties) or (own.font if own else "") or style.font
        for element in run:
            tag = element.tag
            if tag == f"{W}t":
                text = oldfonts.converted(element.text or "", font)
                _add(lines[-1], text.upper() if capitals else text, bold, italic, size_of(properties))
            elif tag == f"{W}tab":
                lines[-1].parts.append("\t")
            elif tag in (f"{W}br", f"{W}cr"):
                lines.append(_Line())
            elif tag == f"{W}noBreakHyphen":
                lines[-1].parts.append("-")
            elif tag == f"{W}sym":
                lines[-1].parts.append(_symbol(attribute(element, "char")))
            else:
                boxes.extend(_boxes(element))

    def _table(self, element: etree._Element, depth: int) -> Grid:
        cells: dict[tuple[int, int], GridCell] = {}
        above: dict[int, tuple[int, int]] = {}
        for row_number, row in enumerate(_rows(element)):
            column = _skipped_columns(row)
            for cell in _cells(row):
                properties = child(cell, "tcPr")
                span = child(properties, "gridSpan") if properties is not None else None
                width = max(1, min(number_attribute(span, "val", 1), 500)) if span is not None else 1
                merged = child(properties, "vMerge") if properties is not None else None
                if merged is not None and attribute(merged, "val") != "restart" and column in above:
                    at = above[column]
                    old = cells[at]
                    cells[at] = GridCell(old.row, old.column, old.pieces, row_number - old.row + 1, old.column_span)
                else:
                    pieces = tuple(self._cell_pieces(cell, depth))
                    cells[row_number, column] = GridCell(row_number, column, pieces, 1, width)
                    above[column] = (row_number, column)
                column += width
        return Grid(tuple(cells[at] for at in sorted(cells)))

    def _cell_pieces(self, cell: etree._Element, depth: int) -> Iterator[Piece]:
        """The paragraphs of a cell; those of a table inside it stand in their order."""
        for item in self.items(cell, depth + 1, in_table=True):
            if isinstance(item, Piece):
                if clean(item.text).strip() or item.automatic_label:
                    yield item
            elif isinstance(item, Grid):
                for inner in item.cells:
                    yield from inner.pieces


def _said(*values: bool | None) -> bool:
    return bool(next((value for value in values if value is not None), False))


def _add(line: _Line, text: str, bold: bool, italic: bool, size: float | None) -> None:
    line.parts.append(text)
    count = sum(char.isalnum() for char in text)
    line.letters += count
    line.bold += count if bold else 0
    line.italic += count if italic else 0
    line.size = line.size or (size if count else None)


def _separates(before: _Line, text: str, in_table: bool) -> bool:
    """Whether a line break in a paragraph begins something new: a bullet, a line of a letterhead, a new sentence."""
    earlier = "".join(before.parts).strip()
    if not text or not earlier:
        return True
    if MARK.match(text):
        return True
    return in_table and (text[:1].isupper() or text[:1] in "*-_") or bool(re.search(r"[.;:]$", earlier))


def _indent(properties: etree._Element | None) -> float | None:
    found = child(properties, "ind") if properties is not None else None
    if found is None:
        return None
    left = number_attribute(found, "left", number_attribute(found, "start", 0))
    return (left + number_attribute(found, "firstLine", 0) - number_attribute(found, "hanging", 0)) / 20


def _symbol(code: str | None) -> str:
    """A sign of a symbol font; the dash and bullet among them are kept, the rest is left out."""
    return {"F02D": "-", "F0B7": "•", "F0A7": "•", "F0B3": "≥", "F0A3": "≤", "F0B1": "±"}.get((code or "").upper(), "")


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Text boxes drawn in a run; of the two ways Word stores one, the newer is taken."""
    if element.tag == f"{_MC}AlternateContent":
        choice = element.find(f"{_MC}Choice")
        source = choice if choice is not None else element
        yield from source.iter(f"{W}txbxContent")
    elif element.tag in (f"{W}pict", f"{W}drawing", f"{W}object"):
        yield from element.iter(f"{W}txbxContent")


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if element.tag == f"{W}tr":
            if child(element, "trPr") is None or element.find(f"{W}trPr/{W}del") is None:
                yield element
        elif element.tag in (f"{W}sdt", f"{W}customXml", f"{W}ins"):
            content = child(element, "sdtContent")
            yield from _rows(content if content is not None else element)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row:
        if element.tag == f"{W}tc":
            yield element
        elif element.tag in (f"{W}sdt", f"{W}customXml"):
            content = child(element, "sdtContent")
            yield from _cells(content if content is not None else element)


def _skipped_columns(row: etree._Element) -> int:
    properties = child(row, "trPr")
    before = child(properties, "gridBefore") if properties is not None else None
    return max(0, min(number_attribute(before, "val", 0), 500)) if before is not None else 0
