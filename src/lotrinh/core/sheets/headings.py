"""Finding the row of headings and telling which column is which, with or without tone marks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lotrinh.core.sheets.problems import SheetProblem
from lotrinh.core.vietnamese import fold

_WORDS = re.compile(r"[^\w%]+")


def heading_key(text: object) -> str:
    """What two spellings of one heading share: "Diện tích (ha) *" and "dien tich  ha" are the same."""
    return _WORDS.sub(" ", fold(str(text))).strip()


def column_letters(index: int) -> str:
    """The spreadsheet's name of the column at `index`, from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def find_headings(rows: Sequence[Sequence[object]], headings: Iterable[str] = ()) -> int:
    """Index of the row that holds most of `headings`; without them, of the first row with two texts.

    Raises SheetProblem when none of the headings is found.
    """
    wanted = {heading_key(heading) for heading in headings}
    if not wanted:
        filled = [sum(isinstance(cell, str) and bool(cell.strip()) for cell in row) for row in rows]
        return next((at for at, count in enumerate(filled) if count > 1), 0)
    found = [len(wanted & {heading_key(cell) for cell in row if cell != ""}) for row in rows]
    best = max(found, default=0)
    if not best:
        names = ", ".join(f"“{heading}”" for heading in list(headings)[:6])
        raise SheetProblem(
            f"Không tìm thấy dòng tiêu đề trong {len(rows)} dòng đầu. Tệp cần có các cột như: {names}; "
            "hãy xuất sổ ra tệp mẫu rồi điền vào đó."
        )
    return found.index(best)


@dataclass(frozen=True, slots=True)
class Matched:
    """Which column of the file holds which heading."""

    places: dict[str, int]
    """Wanted heading → index of the file's column."""
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    """Headings of the file that nobody asked for, such as the reasons of a returned file."""


def match_headings(header: Sequence[str], headings: Sequence[str], *, ignored: Iterable[str] = ()) -> Matched:
    """Match the file's `header` with the wanted `headings`. Raises SheetProblem when one column is given twice."""
    wanted = {heading_key(heading): heading for heading in headings}
    skipped = {heading_key(heading) for heading in ignored}
    places: dict[str, int] = {}
    unknown = []
    for index, text in enumerate(header):
        key = heading_key(text)
        if not key or key in skipped:
            continue
        if key not in wanted:
            unknown.append(str(text))
            continue
        heading = wanted[key]
        if heading in places:
            raise SheetProblem(
                f"Cột “{heading}” có hai lần: cột {column_letters(places[heading])} và cột {column_letters(index)}. "
                "Hãy xoá hoặc đổi tên một cột rồi tải lên lại."
            )
        places[heading] = index
    return Matched(places, tuple(heading for heading in headings if heading not in places), tuple(unknown))
