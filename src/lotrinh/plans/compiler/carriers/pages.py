"""pdf with a text layer: words to lines, lines to columns, pages to one text."""

from collections.abc import Sequence

from ..values import UnreadableDocument
from .pagelines import PageLine, page_lines
from .pagetext import items_of
from .raw import Item

FEWEST_LETTERS = 60
"""A page, on average; a scan has none, or those of a stamp."""
MOST_PAGES = 1_500


def read(data: bytes, name: str) -> tuple[Sequence[Item], Sequence[str]]:
    """The items of a PDF. Raises UnreadableDocument for a scan, an encrypted or a broken file."""
    pages = page_lines(data, name, MOST_PAGES)
    letters = sum(sum(char.isalpha() for char in line.text) for page in pages for line in page.lines)
    letters += sum(len(cell.text) for page in pages for table in page.tables for cell in table.grid.cells)
    if letters < FEWEST_LETTERS * max(1, len(pages)):
        raise UnreadableDocument(
            f"Tệp “{name}” là bản quét (ảnh chụp trang giấy), không có lớp chữ để đọc: "
            f"{len(pages)} trang chỉ có {letters} chữ cái. "
            "Hãy gửi bản Word gốc, hoặc cho chạy nhận dạng chữ (OCR) tiếng Việt rồi gửi lại PDF có lớp chữ."
        )
    return items_of(pages), ()


__all__ = ["PageLine", "read"]
