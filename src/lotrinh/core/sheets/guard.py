"""What is asked of a file before any reader touches it: what it really is, and whether it is out to harm.

The reader lays a sheet out as one dense block in memory, so two cells far apart are as harmful as a zip bomb; both
are found here by looking through the unpacked bytes once, without parsing them.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from lotrinh.core.sheets.problems import SheetProblem


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest file that is read. The defaults hold 100,000 rows of 60 columns."""

    file_mib: int = 40
    unpacked_mib: int = 600
    rows: int = 200_000
    columns: int = 500
    cells: int = 8_000_000


@dataclass(frozen=True, slots=True)
class Inspected:
    kind: str
    """xlsx, xls, ods or text."""
    error_cells: dict[str, frozenset[tuple[int, int]]] = field(default_factory=dict)
    """Part name of a sheet → (row, column) from 0 of cells whose formula failed; the reader shows them as empty."""


_CHUNK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_WIDE = re.compile(rb"""<c [^>]*?\br=["']([A-Z]{2,})""")
_ROW = re.compile(rb"""<row [^>]*?\br=["'](\d+)""")
_FAILED = re.compile(rb"""<c (?=[^>]*?\bt=["']e["'])[^>]*?\br=["']([A-Z]+)(\d+)""")
_TOO_BIG = "Tệp quá lớn để đọc an toàn ({why}). Hãy xoá các dòng, cột trống ở cuối hoặc chia tệp thành nhiều phần."


def inspect(file: BinaryIO, limits: Limits) -> Inspected:
    """What `file` is. Raises SheetProblem for what cannot or must not be read. Leaves the file at its start."""
    size = file.seek(0, 2)
    file.seek(0)
    if size == 0:
        raise SheetProblem("Tệp trống. Hãy chọn lại tệp có dữ liệu.")
    if size > limits.file_mib << 20:
        raise SheetProblem(_TOO_BIG.format(why=f"{size >> 20} MB, tối đa {limits.file_mib} MB"))
    magic = file.read(8)
    if magic.startswith(_ZIP):
        inspected = _inspect_zip(file, limits)
    elif magic == _OLE:
        inspected = _inspect_ole(file)
    else:
        inspected = Inspected("text")
    file.seek(0)
    return inspected


def _inspect_ole(file: BinaryIO) -> Inspected:
    """An old xls, or the shell that Office puts around an encrypted workbook or an old Word document."""
    file.seek(0)
    content = file.read()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise SheetProblem("Tệp có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu, lưu và tải lại.")
    if "Workbook".encode("utf-16-le") not in content and "Book".encode("utf-16-le") not in content:
        raise SheetProblem("Tệp không phải là bảng tính. Hãy chọn tệp .xlsx, .xls, .ods hoặc .csv.")
    return Inspected("xls")


def _inspect_zip(file: BinaryIO, limits: Limits) -> Inspected:
    try:
        members = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SheetProblem("Tệp bị hỏng hoặc tải lên chưa hết. Hãy lưu lại bằng Excel rồi tải lên lại.") from error
    names = {member.filename for member in members}
    if any(member.flag_bits & 1 for member in members):
        raise SheetProblem("Tệp có mật khẩu. Hãy bỏ mật khẩu, lưu và tải lại.")
    if sum(member.file_size for member in members) > limits.unpacked_mib << 20 or len(members) > 2_000:
        raise SheetProblem(_TOO_BIG.format(why="nội dung nén bất thường"))
    if "xl/workbook.xml" in names:
        kind = "xlsx"
    elif "content.xml" in names and "META-INF/manifest.xml" in names:
        kind = "ods"
    else:
        raise SheetProblem("Tệp không phải là bảng tính. Hãy chọn tệp .xlsx, .xls, .ods hoặc .csv.")
    return Inspected(kind, _look_through(file, members, kind, limits))


def _look_through(
    file: BinaryIO, members: Iterable[zipfile.ZipInfo], kind: str, limits: Limits
) -> dict[str, frozenset[tuple[int, int]]]:
    left = limits.unpacked_mib << 20
    failed = {}
    for member in members:
        watch = _watch_for(member.filename, kind, limits)
        try:
            for place, piece in enumerate(_inflated(file, member)):
                left -= len(piece)
                if left < 0:
                    raise SheetProblem(_TOO_BIG.format(why="nội dung nén bất thường"))
                if place == 0 and any(mark in piece[:65_536] for mark in _DOCTYPE):
                    raise SheetProblem("Tệp chứa khai báo DOCTYPE, không an toàn. Hãy lưu lại bằng Excel rồi tải lên.")
                watch.see(piece)
            watch.finish()
        except (zlib.error, struct.error, expat.ExpatError) as error:
            raise SheetProblem("Tệp bị hỏng. Hãy mở bằng Excel, lưu lại rồi tải lên lại.") from error
        if watch.failed:
            failed[member.filename] = frozenset(watch.failed)
    return failed


def _inflated(file: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked bytes of a member, however many they truly are: the sizes a zip declares may lie."""
    file.seek(member.header_offset + 26)
    name_length, extra_length = struct.unpack("<HH", file.read(4))
    file.seek(name_length + extra_length, 1)
    packed_left = member.compress_size
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise SheetProblem("Tệp nén theo cách lạ. Hãy mở bằng Excel, lưu lại thành .xlsx rồi tải lên.")
    engine = zlib.decompressobj(-15) if member.compress_type == zipfile.ZIP_DEFLATED else None
    while packed_left > 0 and (packed := file.read(min(_CHUNK, packed_left))):
        packed_left -= len(packed)
        if engine is None:
            yield packed
            continue
        while packed:
            yield engine.decompress(packed, _CHUNK)
            packed = engine.unconsumed_tail


def _watch_for(name: str, kind: str, limits: Limits) -> "_XlsxSheet | _OdsContent | _Nothing":
    if kind == "xlsx" and _SHEET_PART.fullmatch(name):
        return _XlsxSheet(limits)
    if kind == "ods" and name == "content.xml":
        return _OdsContent(limits)
    return _Nothing()


class _Nothing:
    failed: frozenset[tuple[int, int]] = frozenset()

    def see(self, piece: bytes) -> None: ...

    def finish(self) -> None: ...


class _XlsxSheet:
    """The extent of one sheet, from the addresses of its rows and cells, and its failed formulas."""

    def __init__(self, limits: Limits):
        self.limits = limits
        self.rows = 0
        self.columns = 26
        self.failed: set[tuple[int, int]] = set()
        self._rest = b""

    def see(self, piece: bytes) -> None:
        # Cut after the last whole tag, so that no address is torn in two.
        text = self._rest + piece
        cut = text.rfind(b">") + 1
        self._rest, text = text[cut:], text[:cut]
        if len(self._rest) > 4 * _CHUNK:
            raise SheetProblem("Tệp bị hỏng. Hãy mở bằng Excel, lưu lại rồi tải lên lại.")
        self.rows = max(self.rows, max(map(int, _ROW.findall(text)), default=0))
        for letters in set(_WIDE.findall(text)):
            self.columns = max(self.columns, _column(letters) + 1)
        self.failed.update((int(row) - 1, _column(letters)) for letters, row in _FAILED.findall(text))
        _refuse_larger(self.rows, self.columns, self.limits)

    def finish(self) -> None: ...


class _OdsContent:
    """The extent of an OpenDocument sheet, where a single element may stand for a million rows or cells."""

    failed: frozenset[tuple[int, int]] = frozenset()

    def __init__(self, limits: Limits):
        self.limits = limits
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.rows = self.columns = self.column = self.width = 0
        self.repeat_row = self.repeat_cell = 1
        self.has_content = False

    def see(self, piece: bytes) -> None:
        self.parser.Parse(piece, False)

    def finish(self) -> None:
        self.parser.Parse(b"", True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.rows = self.columns = 0
        elif name == "table:table-row":
            self.repeat_row = _repeats(attributes, "table:number-rows-repeated")
            self.column = self.width = 0
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            self.repeat_cell = _repeats(attributes, "table:number-columns-repeated")
            self.has_content = "office:value-type" in attributes or "office:value" in attributes
        elif name == "text:p":
            self.has_content = True

    def _end(self, name: str) -> None:
        if name in {"table:table-cell", "table:covered-table-cell"}:
            self.column += self.repeat_cell
            if self.has_content:
                self.width = self.column
        elif name == "table:table-row":
            # Rows of nothing at the end of a sheet are repeated a million times by every OpenDocument program.
            self.rows += self.repeat_row if self.width else 0
            self.columns = max(self.columns, self.width)
            _refuse_larger(self.rows, self.columns, self.limits)


def _repeats(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return int(text) if text.isdigit() and len(text) < 9 else 1


def _column(letters: bytes) -> int:
    """Index of a column from its letters; anything longer than Excel's XFD counts as endless."""
    index = 0
    for letter in letters[:6]:
        index = index * 26 + letter - 64
    return index - 1


def _refuse_larger(rows: int, columns: int, limits: Limits) -> None:
    if rows > limits.rows:
        raise SheetProblem(_TOO_BIG.format(why=f"có ô ở dòng {rows}, tối đa {limits.rows} dòng"))
    if columns > limits.columns:
        raise SheetProblem(_TOO_BIG.format(why=f"có ô ở cột thứ {columns}, tối đa {limits.columns} cột"))
    if rows * columns > limits.cells:
        raise SheetProblem(_TOO_BIG.format(why=f"{rows} dòng × {columns} cột"))
