"""Which carrier a file is, told by its bytes before its name; and what is refused at the door."""

from pathlib import PurePath

from ..values import Carried, UnreadableDocument
from . import markdown, plain, word
from .blocks import carried
from .decoding import decoded

LARGEST = 60 * 1024 * 1024
"""Bytes. The largest plan met has 1 MiB; a scan in a PDF may have 30."""


def carry(data: bytes, name: str) -> Carried:
    """The blocks of the document in `data`. Raises UnreadableDocument with what is wrong and how to mend it."""
    if len(data) > LARGEST:
        raise UnreadableDocument(
            f"Tệp “{name}” nặng {len(data) // 1024**2} MB, quá {LARGEST // 1024**2} MB. "
            "Hãy bỏ bớt hình ảnh hoặc chỉ gửi phần văn bản của kế hoạch."
        )
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument(f"Tệp “{name}” không có nội dung. Hãy kiểm tra lại tệp và gửi bản đã lưu đầy đủ.")
    result = _read(data, name)
    if not any(any(char.isalpha() for char in block.text) for block in result.blocks):
        raise UnreadableDocument(f"Không tìm thấy chữ nào trong tệp “{name}”. Hãy gửi bản Word hoặc PDF có lớp chữ.")
    return result


def _read(data: bytes, name: str) -> Carried:
    suffix = PurePath(name).suffix.lower()
    if data.startswith(b"PK"):
        items, notes = word.read(data, name)
        return carried("docx", items, notes)
    text = decoded(data, name)
    if suffix in {".md", ".markdown"}:
        return carried("md", markdown.read(text))
    return carried("txt", plain.read(text))
