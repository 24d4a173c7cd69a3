"""Tables in text files: which letters, which separator, then row by row."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from lotrinh.core.sheets.guard import Limits
from lotrinh.core.sheets.problems import SheetProblem
from lotrinh.core.vietnamese import nfc

FORMULA_STARTS = frozenset("=+-@\t\r")
"""A spreadsheet runs text that begins so as a formula; `write_csv` puts an apostrophe before it."""

_CHUNK = 1 << 20
_SEPARATORS = "\t;,|"
_CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def text_rows(file: BinaryIO, limits: Limits) -> Iterator[list[str]]:
    """The rows of a csv file. Raises SheetProblem for what is no text."""
    encoding = _encoding(file)
    separator = _separator(file, encoding)
    file.seek(0)
    lines: io.TextIOWrapper[Any] = io.TextIOWrapper(_Unclosing(file), encoding=encoding, newline="")
    try:
        for number, row in enumerate(csv.reader(lines, delimiter=separator), start=1):
            if number > limits.rows or len(row) > limits.columns:
                raise SheetProblem(
                    f"Tệp có quá nhiều dòng hoặc cột (tối đa {limits.rows} dòng, {limits.columns} cột); hãy chia nhỏ."
                )
            yield [_plain(cell) for cell in row]
    except csv.Error as error:
        raise SheetProblem(
            "Tệp văn bản sai cấu trúc: có dấu ngoặc kép không đóng hoặc một ô dài bất thường. "
            "Hãy mở bằng Excel và lưu lại thành .xlsx."
        ) from error
    except UnicodeError as error:
        raise SheetProblem(
            "Không đọc được chữ trong tệp. Hãy mở bằng Excel và lưu thành “CSV UTF-8” hoặc .xlsx."
        ) from error
    finally:
        lines.detach()


def _plain(cell: str) -> str:
    """The cell in composed letters and without the apostrophe that `write_csv` puts before a would-be formula."""
    cell = nfc(cell)
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'")[:1] in FORMULA_STARTS else cell


class _Unclosing(io.BufferedIOBase):
    """Lets a text wrapper read the file without closing it, whatever object the upload is."""

    def __init__(self, file: BinaryIO):
        self.file = file

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        return self.file.read(-1 if size is None else size)

    read1 = read


def _encoding(file: BinaryIO) -> str:
    """UTF-8 or UTF-16 by its mark, else UTF-8 when every byte agrees, else Windows Vietnamese."""
    file.seek(0)
    start = file.read(4)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding = "utf-8"
    file.seek(0)
    while chunk := file.read(_CHUNK):
        if len(chunk.translate(None, _CONTROL)) < len(chunk):
            raise SheetProblem("Tệp không phải là bảng tính hay văn bản. Hãy chọn tệp .xlsx, .xls, .ods hoặc .csv.")
        if encoding == "utf-8":
            try:
                decoder.decode(chunk, final=len(chunk) < _CHUNK)
            except UnicodeDecodeError:
                encoding = "cp1258"
    return encoding


def _separator(file: BinaryIO, encoding: str) -> str:
    """The separator that cuts the first lines into the most columns of one and the same number."""
    file.seek(0)
    sample = codecs.getincrementaldecoder(encoding)(errors="ignore").decode(file.read(65_536)).splitlines()[:30]

    def columns(separator: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(sample, delimiter=separator)]
        except csv.Error:
            return 0, 0
        usual = max(widths, key=widths.count, default=0)
        return (widths.count(usual), usual) if usual > 1 else (0, 0)

    return max(_SEPARATORS, key=columns)
