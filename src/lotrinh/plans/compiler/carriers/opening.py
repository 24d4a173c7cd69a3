"""Which carrier a file is, told by its bytes before its name; and what is refused at the door."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from ..values import Carried, UnreadableDocument
from . import markdown, office, oldfonts, pages, plain, web, word
from .blocks import carried
from .decoding import decoded
from .raw import Item

LARGEST = 60 * 1024 * 1024
"""Bytes. The largest plan met has 1 MiB; a scan in a PDF may have 30."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_OFFICE = {".odt": "OpenDocument", ".rtf": "RTF", ".wps": "WPS"}
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table|div|p)\b", re.I)
_MARKS_OF_MARKDOWN = re.compile(r"^\*\*[^*\n]+\*\*[ \t]*$|^\|(?:.*\|)?[ \t]*$", re.M)
"""Whole lines of emphasis and tables that a crawler left in a file it called plain text."""
_NOT_TEXT = {
    b"\x89PNG": "ảnh PNG", b"\xff\xd8\xff": "ảnh JPEG", b"GIF8": "ảnh GIF", b"II*\0": "ảnh TIFF", b"MM\0*": "ảnh TIFF",
    b"Rar!": "tệp nén RAR", b"7z\xbc\xaf": "tệp nén 7z", b"\x1f\x8b": "tệp nén gzip",
    b"\x7fELF": "chương trình", b"MZ": "chương trình",
}  # fmt: skip


def carry(data: bytes, name: str) -> Carried:
    """The blocks of the document in `data`. Raises UnreadableDocument with what is wrong and how to mend it."""
    if len(data) > LARGEST:
        raise UnreadableDocument(
            f"Tệp “{name}” nặng {len(data) // 1024**2} MB, quá {LARGEST // 1024**2} MB. "
            "Hãy bỏ bớt hình ảnh hoặc chỉ gửi phần văn bản của kế hoạch."
        )
    if not data[:100_000].strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument(f"Tệp “{name}” không có nội dung. Hãy kiểm tra lại tệp và gửi bản đã lưu đầy đủ.")
    carrier, items, notes = _read(data, name)
    result = carried(carrier, items, notes)
    if not any(any(char.isalpha() for char in block.text) for block in result.blocks):
        raise UnreadableDocument(f"Không tìm thấy chữ nào trong tệp “{name}”. Hãy gửi bản Word hoặc PDF có lớp chữ.")
    return result


def _read(data: bytes, name: str) -> tuple[str, Sequence[Item], Sequence[str]]:
    suffix = PurePath(name).suffix.lower()
    if data[:1024].lstrip().startswith(b"%PDF"):
        return "pdf", *pages.read(data, name)
    if data.startswith(b"PK"):
        if suffix in _OTHER_OFFICE:
            return "doc", *word.read(office.converted_to_docx(data, name, suffix), name)
        return "docx", *word.read(data, name)
    if data.startswith(_OLE):
        return "doc", *_old_office(data, name)
    if data.lstrip()[:5] == b"{\\rtf":
        return "doc", *word.read(office.converted_to_docx(data, name, ".rtf"), name)
    for start, what in _NOT_TEXT.items():
        if data.startswith(start):
            raise UnreadableDocument(
                f"Tệp “{name}” là {what}, không phải văn bản. Hãy gửi bản Word, PDF có lớp chữ hoặc .txt."
            )
    if (
        suffix in {".htm", ".html", ".xhtml", ".mht"}
        or _HTML.search(data[:2048].replace(b"\0", b""))
        and suffix not in {".md", ".markdown"}
    ):
        return "html", web.read(data, name), ()
    text = oldfonts.unicode_of(decoded(data, name))
    if suffix in {".md", ".markdown"}:
        return "md", markdown.read(text), ()
    if _MARKS_OF_MARKDOWN.search(text, 0, 50_000):
        return "txt", markdown.read(text), ()
    return "txt", plain.read(text), ()


def _old_office(data: bytes, name: str) -> tuple[Sequence[Item], Sequence[str]]:
    """Word 97–2003, or a new document that is encrypted: Office stores that in the old container."""
    if _ENCRYPTED in data:
        raise UnreadableDocument(
            f"Tệp “{name}” được đặt mật khẩu. "
            "Hãy mở bằng Word, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ tài liệu) rồi lưu lại."
        )
    return word.read(office.converted_to_docx(data, name, ".doc"), name)
