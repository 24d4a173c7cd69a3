"""The unit's own sheet: prefilled, known again by a mark of ours whatever its name, returned with reasons at the cells.

The mark stands in a hidden sheet and is signed, so that it can be neither written by hand nor moved to another round.
"""

import hashlib
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

import python_calamine as calamine
import xlsxwriter
from django.core import signing

from lotrinh.collection.choices import QuestionKind
from lotrinh.collection.errors import BadSheet
from lotrinh.collection.models import RoundUnit
from lotrinh.core.sheets import ERROR_CELL, Limits, Noted, SheetProblem, guard, read_table
from lotrinh.core.vietnamese import format_date, nfc

SALT = "collection.sheet"
MARK_SHEET = "lotrinh"
LIMITS = Limits(file_mib=10, unpacked_mib=100, rows=5_000, columns=120, cells=400_000)
KEY, LABEL, UNIT, VALUE, NOTE = "Mục", "Nội dung", "Đơn vị tính", "Trả lời", "Ghi chú của bên hỏi"
_GUIDE = (
    "Điền cột “Trả lời” rồi gửi lại chính tệp này; đổi tên tệp không sao, xin đừng xoá cột hay trang tính nào.",
    "Sửa, thêm dòng ngay trong bảng rồi gửi lại chính tệp này; đổi tên tệp không sao, xin đừng xoá cột nào.",
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Which line a sheet was made for, and the edition of the line that it was filled from."""

    line: int
    edition: int


@dataclass(frozen=True)
class Sheet:
    """A sheet that came back."""

    mark: Mark
    typed: dict[str, Any]
    sha256: str


def write_sheet(line: RoundUnit, content: dict[str, Any], notes: dict[str, str]) -> BinaryIO:
    """The prefilled workbook of one unit, open and rewound; `notes` by question, or "row:column", mark its cells."""
    if line.round.register:
        header, rows = [label for _, label in line.round.columns], _register_rows(content, notes)
    else:
        header, rows = [KEY, LABEL, UNIT, VALUE, NOTE], _question_rows(line, content, notes)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book = xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet("Trả lời")
    bold, wrong = book.add_format({"bold": True}), book.add_format({"bg_color": "#FFD9D6"})
    heading = book.add_format({"bold": True, "bg_color": "#E7EEF6", "text_wrap": True, "bottom": 1})
    a_date = book.add_format({"num_format": "dd/mm/yyyy"})
    span = line.round.span
    page.write_string(0, 0, f"{line.round.title} – {line.unit.name}"[:250], bold)
    page.write_string(1, 0, f"Kỳ {span.label}: {format_date(span.first)}–{format_date(span.last)}. "
                      f"Hạn {format_date(line.round.due)}. {_GUIDE[bool(line.round.register)]}")  # fmt: skip
    for column, text in enumerate(header):
        page.set_column(column, column, 60 if text == LABEL else max(12, min(30, len(text) + 3)))
        page.write_string(3, column, text, heading)
    page.freeze_panes(4, 0)
    for number, row in enumerate(rows, start=4):
        for column, cell in enumerate(row):
            _write(page, number, column, cell, wrong, a_date)
    hidden = book.add_worksheet(MARK_SHEET)
    hidden.write_string(0, 0, signing.dumps([line.pk, line.edition], salt=SALT))
    hidden.very_hidden()
    book.close()
    file.seek(0)
    return file


def _write(page, row: int, column: int, cell, wrong, a_date) -> None:
    style = None
    if isinstance(cell, Noted):
        page.write_comment(row, column, cell.note, {"x_scale": 2})
        cell, style = cell.value, wrong
    if cell is None or cell == "":
        page.write_blank(row, column, None, style)
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, style or a_date)
    elif isinstance(cell, Decimal):
        page.write_number(row, column, cell, style)
    else:
        page.write_string(row, column, str(cell), style)


def _question_rows(line: RoundUnit, content: dict, notes: dict[str, str]) -> Iterable[list]:
    for question in line.round.questions.all():
        if question.kind == QuestionKind.FILE:
            continue
        kept = content.get(question.key)
        value = kept.get("typed") if isinstance(kept, dict) else kept
        if isinstance(kept, str) and question.is_number:
            value = Decimal(kept)
        elif isinstance(kept, str) and question.kind == QuestionKind.DATE:
            value = date.fromisoformat(kept)
        note = notes.get(question.key, "")
        hint = note or (f"Chọn một: {', '.join(question.options)}" if question.options else "")
        label = question.label if question.required else f"{question.label} (không bắt buộc)"
        yield [question.key, label, question.unit, Noted(value, note) if note else value, hint]


def _register_rows(content: dict, notes: dict[str, str]) -> Iterable[list]:
    for number, row in enumerate(content.get("rows", [])):
        yield [
            Noted(cell, notes[place]) if (place := f"{number}:{column}") in notes else cell
            for column, cell in enumerate(row)
        ]


def read_mark(file: BinaryIO) -> Mark:
    """Whose sheet this is. Raises BadSheet when the file is none of ours, or its mark was written by another hand."""
    try:
        kind = guard.inspect(file, LIMITS).kind
    except SheetProblem as problem:
        raise BadSheet(summary=str(problem)) from problem
    text = _hidden_text(file) if kind == "xlsx" else ""
    if not text:
        raise BadSheet(
            summary="Tệp không mang dấu của đợt thu thập nào. Hãy tải “Tệp để điền” của đơn vị rồi điền vào chính "
            "tệp đó; nếu đã chép số sang tệp khác, hãy chép lại."
        )
    try:
        line, edition = signing.loads(text, salt=SALT)
        return Mark(int(line), int(edition))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadSheet(
            summary="Dấu trong tệp không đúng: tệp đã bị sửa dấu hoặc do hệ thống khác xuất. Hãy tải lại “Tệp để điền”."
        ) from error


def _hidden_text(file: BinaryIO) -> str:
    file.seek(0)
    # A reader written in Rust panics on some broken files; such a panic is no Exception.
    try:
        book = calamine.load_workbook(file)
        if MARK_SHEET not in book.sheet_names:
            return ""
        rows = book.get_sheet_by_name(MARK_SHEET).to_python(nrows=1)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        raise BadSheet(summary="Tệp bị hỏng. Hãy mở bằng Excel, lưu lại rồi gửi.") from error
    finally:
        file.seek(0)
    return str(rows[0][0]) if rows and rows[0] else ""


def read_sheet(file: BinaryIO, line: RoundUnit, mark: Mark) -> Sheet:
    """What was filled in. Raises BadSheet."""
    try:
        typed = _typed_rows(file, line) if line.round.register else _typed_answers(file)
    except SheetProblem as problem:
        raise BadSheet(summary=str(problem)) from problem
    file.seek(0)
    return Sheet(mark, typed, hashlib.sha256(file.read()).hexdigest())


def _typed_answers(file: BinaryIO) -> dict[str, Any]:
    table = read_table(file, headings=[KEY, LABEL, VALUE], limits=LIMITS)
    places = {text: at for at, text in enumerate(table.header)}
    if KEY not in places or VALUE not in places:
        raise SheetProblem(f"Tệp thiếu cột “{KEY}” hoặc “{VALUE}”. Hãy tải lại “Tệp để điền”.")
    typed: dict[str, Any] = {}
    for number, cells in table.rows:
        key, value = nfc(_key(cells[places[KEY]])), cells[places[VALUE]]
        if value == ERROR_CELL:
            raise SheetProblem(f"Dòng {number}: công thức ở cột “{VALUE}” bị lỗi; hãy thay bằng giá trị.")
        if key in typed:
            raise SheetProblem(f"Mục {key} đứng hai lần trong tệp; hãy giữ một dòng.")
        typed[key] = value
    return typed


def _key(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _typed_rows(file: BinaryIO, line: RoundUnit) -> dict[str, Any]:
    labels = [label for _, label in line.round.columns]
    table = read_table(file, headings=labels, limits=LIMITS)
    places = {text: at for at, text in enumerate(table.header)}
    if missing := [label for label in labels if label not in places]:
        raise SheetProblem(f"Tệp thiếu cột {', '.join(f'“{label}”' for label in missing[:5])}. Hãy tải lại tệp.")
    return {"rows": [[_text(cells[places[label]]) for label in labels] for _, cells in table.rows]}


def _text(cell: Any) -> str:
    if isinstance(cell, date):
        return format_date(cell)
    if isinstance(cell, float):
        return f"{Decimal(str(cell)).normalize():f}".replace(".", ",")
    return str(cell)


def notes_of(flaws: Sequence) -> dict[str, str]:
    """Flaws as notes on cells, several at one cell together."""
    notes: dict[str, str] = {}
    for flaw in flaws:
        notes[flaw.place] = f"{notes[flaw.place]} {flaw.message}" if flaw.place in notes else flaw.message
    return notes
