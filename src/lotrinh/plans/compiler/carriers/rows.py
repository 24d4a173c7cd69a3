"""What a row of a table is: part of a letterhead, of a signature, of a page about the document, or of its text."""

import re

from ..text import pattern

LETTERHEAD = pattern(
    r"c[oộ]ng\s+h[oòó][aàá]\s+xã\s+hội\s+chủ\s+nghĩa"
    r"|đảng\s+cộng\s+sản\s+việt\s+nam(?=\s*$|\s+[^,\n]{2,30},\s*ngày\s)|độc lập\s*[-–]\s*tự do",
    re.I | re.M,
)
NUMBER_AND_DAY = pattern(r"^\W*Số\s*:?.*?\bngày\b[^\n]{0,12}\btháng\b[^\n]{0,12}\bnăm\b", re.S | re.M)
CLOSING = pattern(
    r"(?i:n[oơ]i\s+nh[aậ]n)\s*:|^\s*(?:TM|KT|T/M|K/T|TL|TUQ|Q)\s*\.|^\s*(?:PHÓ\s+)?(?:CHỦ TỊCH|BỘ TRƯỞNG"
    r"|GIÁM ĐỐC|TRƯỞNG BAN|CHÁNH VĂN PHÒNG|THỦ TƯỚNG)\s*$",
    re.M,
)
_PAGE = pattern(
    r"^\W*(?:số hiệu|số ký hiệu|loại văn bản|nơi ban hành|cơ quan ban hành|người ký|ngày ban hành|ngày hiệu lực"
    r"|ngày công báo|số công báo|tình trạng)\s*:"
    r"|bản dịch này thuộc|đang tải văn bản|đăng nhập|đăng xuất|tài khoản|mật khẩu",
    re.I | re.M,
)
_COUNTED = pattern(r"\s*\d{1,3}\.?\s*(?:\n|$)")
"""A row that begins with its running number is one of the table, though it speaks of accounts and passwords."""


_FILED = pattern(r"^\s*[-–]\s*L[ưu]u\s*(?::|VT\b|[Vv]ăn\b|VP\b|Ban\b)", re.M)
"""The filing line; only a list of recipients has one, though "Nơi nhận" stand in the row above."""


def kind_of_row(text: str) -> str:
    """letterhead, closing, page, or table."""
    if LETTERHEAD.search(text) or NUMBER_AND_DAY.search(text) and len(text) < 400:
        return "letterhead"
    if (
        re.search(r"n[oơ]i\s+nh[aậ]n\s*:", text, re.I)
        or _FILED.search(text)
        or CLOSING.search(text)
        and len(text) < 400
    ):
        return "closing"
    return "page" if _PAGE.search(text) and not _COUNTED.match(text) else "table"


_MOST_LINES = 60
"""Lines of a cell; the longest cells of task tables met have forty."""
_ONLY_IN_TEXT = pattern(
    r"^[*_\s]*(?:[IVX]{1,5}\.[*_\s]+[[:upper:]]{2}|Điều \d+\.|Căn cứ\s|Kính gửi\s*:)|\./\.[*_\s)]*$", re.M
)

BEGINS_PART = pattern(
    r"^\W*(?:KẾ HOẠCH|QUYẾT ĐỊNH|CHỈ THỊ|CÔNG ĐIỆN|THÔNG BÁO|NGHỊ QUYẾT|KẾT LUẬN|HƯỚNG DẪN"
    r"|PHỤ LỤC(?:\s+(?:SỐ\s+)?[IVX\d]+[A-Z]?)?)\W*$"
)
"""The kind of a document or an annex alone on its line, its title on the next."""


def is_running_text(lines: list[str]) -> bool:
    """Whether what stands between two pipes is text of the document and no cell."""
    filled = [line for line in lines if line.strip()]
    if len(filled) < 2:
        return False
    if len(filled) > _MOST_LINES:
        return True
    text = "\n".join(filled)
    if LETTERHEAD.search(text) or CLOSING.search(text.replace("*", "")):
        return False
    kind_first = bool(filled) and bool(BEGINS_PART.match(filled[0]))
    return len(filled) > 1 and kind_first or len(filled) > 5 and bool(_ONLY_IN_TEXT.search(text))
