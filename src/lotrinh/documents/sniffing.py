"""What an uploaded file really is: told by its bytes, never by its name."""

import zipfile
from typing import BinaryIO

from lotrinh.documents.choices import FileKind

_OFFICE = {"word/document.xml": FileKind.DOCX, "xl/workbook.xml": FileKind.XLSX}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": FileKind.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": FileKind.ODS,
}


def sniff(file: BinaryIO) -> FileKind | None:
    """The kind of `file`, None for whatever is not on the list. Leaves the file at its start."""
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        return FileKind.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileKind.WEBP
    if head.startswith(b"PK\x03\x04"):
        return _inside_zip(file)
    return FileKind.TEXT if _is_text(head) else None


def _inside_zip(file: BinaryIO) -> FileKind | None:
    try:
        with zipfile.ZipFile(file) as parts:
            names = set(parts.namelist())
            if any("vbaproject" in name.lower() for name in names):
                return None
            for name, kind in _OFFICE.items():
                if name in names:
                    return kind
            if "mimetype" in names:
                with parts.open("mimetype") as told:
                    return _OPEN_DOCUMENT.get(told.read(100).strip())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return None
    finally:
        file.seek(0)
    return None


def _is_text(head: bytes) -> bool:
    if not head or b"\x00" in head or head.lstrip()[:1] == b"<":
        return False  # a page or a picture of markup would run in a browser that believes in it
    try:
        head[: len(head) - 3 if len(head) == 4096 else None].decode("utf-8")
    except UnicodeDecodeError as error:
        return len(head) == 4096 and error.start > 4080
    return True
