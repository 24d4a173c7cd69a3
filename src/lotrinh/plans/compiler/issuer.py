"""The issuer's full name from the lines of a letterhead: the last body named, with the place of the one above it."""

import re

from .text import pattern, without_tones

_BODY = pattern(
    r"(?:ỦY BAN|UỶ BAN|UBND|UB MTTQ|UBMTTQ|HỘI ĐỒNG|HĐND|SỞ|BỘ|BAN|VĂN PHÒNG|CHI CỤC|CỤC|TỔNG CỤC|VIỆN|TRƯỜNG"
    r"|TRUNG TÂM|PHÒNG|CÔNG AN"
    r"|TỈNH [ỦU][YỶ]|TỈNH [UỦ]Ỷ|THÀNH [ỦU][YỶ]|HUYỆN [ỦU][YỶ]|QUẬN [ỦU][YỶ]|THỊ [ỦU][YỶ]|ĐẢNG [ỦU][YỶ]|ĐẢNG BỘ"
    r"|CHI BỘ|ĐOÀN|HỘI|LIÊN ĐOÀN|TIỂU BAN|CHÍNH PHỦ"
    r"|THỦ TƯỚNG|QUỐC HỘI|CHỦ TỊCH NƯỚC|TÒA ÁN|TOÀ ÁN|MẶT TRẬN|TỔNG|TẬP ĐOÀN|CÔNG TY|TỔ CÔNG TÁC|THANH TRA"
    r"|KHO BẠC|BẢO HIỂM|NGÂN HÀNG|LIÊN MINH"
    r"|BTT|BCH|BCĐ|ĐẠI HỌC|HỌC VIỆN|BỆNH VIỆN|BỘ CHỈ HUY|BỘ TƯ LỆNH|QUÂN KHU|ĐÀI)(?![\w])",
)
_PLACE = pattern(
    r"(?:^|(?<=\s))(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU"
    r"|THỦ ĐÔ)(?=\s+[[:upper:]])(?!\s+[UỦ][YỶ])"
)
_COMPLETE = pattern(
    r"TRUNG ƯƠNG|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|^BỘ(?! (?:CHỈ HUY|PHẬN))|CHỦ TỊCH NƯỚC|^BAN BÍ THƯ"
    r"|^(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ) [UỦ][YỶ] \w|^BỘ CHÍNH TRỊ"
    r"|NHÀ NƯỚC|QUỐC GIA"
)
_OWN_PLACE_BODY = pattern(
    r"^(?:BAN THƯỜNG TRỰC|BAN THƯỜNG VỤ|BAN CHẤP HÀNH|TIỂU BAN|VĂN PHÒNG|BTT|TỔ CÔNG TÁC|BAN CHỈ ĐẠO|BAN)(?![\w])"
)
_WRITTEN_OUT = (
    (pattern(r"\bUBND\b"), "ỦY BAN NHÂN DÂN"),
    (pattern(r"\bHĐND\b"), "HỘI ĐỒNG NHÂN DÂN"),
    (pattern(r"\bTP\.?(?=\s)"), "THÀNH PHỐ"),
    (pattern(r"\bUB(?=\s+M)|\bUB(?=MTTQ)"), "ỦY BAN "),
    (pattern(r"^BCH\b"), "BAN CHẤP HÀNH"),
    (pattern(r"^BTT\b"), "BAN THƯỜNG TRỰC"),
    (pattern(r"^BCĐ\b"), "BAN CHỈ ĐẠO"),
    (pattern(r"\bTT(?=\s+(?:HĐND|UBND))"), "THƯỜNG TRỰC"),
)


def bodies(lines: list[str]) -> list[str]:
    """The lines of a letterhead's left side grouped to bodies, the superior first."""
    found: list[str] = []
    for part in (part for line in lines for part in _WITHIN_LINE.split(line)):
        text = part.strip(" .*-_/\\|")
        if not text:
            continue
        ends_place = " " not in text and text not in _ALONE and bool(found) and bool(_PLACE.search(found[-1]))
        if not found or (_BODY.match(text) and not ends_place and not _needs_more(found[-1])):
            found.append(text)
        else:
            found[-1] = f"{found[-1]} {text}"
    return [_written_out(body) for body in found]


_ALONE = frozenset(("UBND", "HĐND", "BTT", "BCH", "BCĐ"))
"""Bodies of one word; any other word alone on its line is the end of a place broken before it: XÃ GIA / HỘI."""


_WITHIN_LINE = pattern(
    r"(?<=[[:upper:]])\s+(?=(?:SỞ(?=\s)|VĂN PHÒNG|BAN (?:THƯỜNG TRỰC|THƯỜNG VỤ|TUYÊN GIÁO|TỔ CHỨC|QUẢN LÝ|CHỈ ĐẠO"
    r"|DÂN VẬN|NỘI CHÍNH)|CHI CỤC|TIỂU BAN|TRUNG TÂM(?=\s)|BCH|BTV"
    r"|(?<!VĂN )(?<!HẢI )PHÒNG(?=\s)(?! (?:CHỐNG|THỦ|CHÁY|,))|CÔNG AN)(?!\w))"
)
"""Where a second body begins in a line that holds both; one that says no more ends the name of a place (Mễ Sở)."""


def _needs_more(body: str) -> bool:
    """The line before breaks off: "SỞ VĂN HÓA, THỂ THAO VÀ" or "HỘI ĐỒNG" alone."""
    return bool(re.search(r"(?:,|\bVÀ|\bCỦA|\bCÁC|\bTHÀNH PHỐ HẢI|-)$", body)) or body in {
        "HỘI ĐỒNG",
        "TỔNG",
        "BAN CHẤP HÀNH ĐẢNG BỘ",
        "ĐẢNG ỦY",
    }


def _written_out(body: str) -> str:
    for short, full in _WRITTEN_OUT:
        body = short.sub(full, body)
    return " ".join(body.split())


def issuer_of(found: list[str]) -> str | None:
    """The name, in capitals, of the body in whose name the document speaks; its place taken from the body above it."""
    if not found:
        return None
    body = found[-1]
    above = found[:-1]
    if _COMPLETE.search(body) or _PLACE.search(body) and not _OWN_PLACE_BODY.match(body):
        return body
    if not above:
        return body
    superior = above[-1]
    if _OWN_PLACE_BODY.match(body):
        return _under(body, superior)
    place = _PLACE.search(superior)
    if place:
        return f"{body} {superior[place.start() :]}"
    return body if _COMPLETE.search(body) else _joined(body, superior)


def _under(body: str, superior: str) -> str:
    """A part of a body is named with the whole of it: Ban Thường trực Ủy ban MTTQ Việt Nam xã …"""
    if _PLACE.search(body):
        return body
    if superior == "BAN CHẤP HÀNH TRUNG ƯƠNG" and body.startswith("BAN "):
        return f"{body} TRUNG ƯƠNG"
    if superior == "BAN CHẤP HÀNH TRUNG ƯƠNG" and body == "VĂN PHÒNG":
        return "VĂN PHÒNG TRUNG ƯƠNG ĐẢNG"
    place = _PLACE.search(superior)
    if place and re.match(r"(?:ỦY|UỶ) BAN NHÂN DÂN", superior):
        return f"{body} {superior[place.start() :]}"
    return _joined(body, superior)


def _joined(body: str, superior: str) -> str:
    return body if without_tones(superior) in without_tones(body) else f"{body} {superior}"


_ACTS = (
    r"(?:ban hành|xây dựng|triển khai|lập|đề ra|yêu cầu|đề nghị|hướng dẫn|thông báo|kết luận|chỉ thị|quyết định"
    r"|tổ chức|báo cáo|phát động"
    r"|thống nhất|chỉ đạo|giao|phê duyệt|điện)"
)
_NAMED_BODY = (
    r"(?:Ủy ban|Uỷ ban|UBND|Hội đồng nhân dân|HĐND|Ban Thường trực|Ban Thường vụ|Ban Chấp hành|Ban Chỉ đạo"
    r"|Ban chỉ đạo|Thường trực|Sở|Bộ(?! trưởng)|Cục|Chi cục|Đảng ủy|Đảng uỷ"
    r"|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ|Huyện ủy|Huyện uỷ|Quận ủy|Thị ủy|Phòng|Ban|Trung tâm|Trường|Văn phòng"
    r"|Đoàn|Hội|Liên đoàn|Công an|Tiểu ban|Thủ tướng Chính phủ|Chính phủ"
    r"|THỦ TƯỚNG CHÍNH PHỦ|Viện|Tổng cục|Ủy ban MTTQ|Bảo hiểm|Kho bạc|Bộ Chính trị|Ban Bí thư)"
)
_SPEAKS = pattern(rf"(?:^|[;,.]\s+|\n)({_NAMED_BODY}(?![\w])[^;:.]{{0,140}}?)\s*,?\s+(?={_ACTS}(?![\w]))", re.M)


_LAST_OF_SEVERAL = pattern(r"^.*,\s+(?=(?:Ban Chỉ đạo|Ủy ban|UBND|Bộ|Sở)(?![\w]))")
"""It is the last body of a list that speaks: what stands before it belongs to the citation."""


def speaker(sentence: str) -> str | None:
    """Who speaks in the last sentence of a preamble ("Ủy ban nhân dân huyện X xây dựng kế hoạch …"): the name."""
    matches = list(_SPEAKS.finditer(sentence))
    if not matches:
        return None
    name = re.sub(r"\s*\([^)]*\)", "", matches[-1][1]).strip(" ,")
    name = _LAST_OF_SEVERAL.sub("", name)
    if re.search(r"\s(?:và|của)$", name):  # "Kết luận của Quốc hội, Chính phủ và chỉ đạo của …": those of a citation
        return speaker(sentence[: matches[-1].start()])
    said = len(name.split()) <= 22 and not re.search(r"\b(?:tại|đã|được|về việc)\b", name)
    return name if said else None


def names_its_place(name: str) -> bool:
    """Whether the name says which: "Sở Y tế tỉnh Hà Giang" and "Bộ Y tế" do, "Ủy ban nhân dân tỉnh" does not."""
    upper = name.upper()
    return bool(_PLACE.search(upper) or _COMPLETE.search(upper) or "VIỆT NAM" in upper)


def in_office_case(name: str) -> str:
    """Ministries and departments are written with a capital for each field: Bộ Giáo dục và Đào tạo."""
    if not re.match(r"(?:Bộ|Sở)\s", name):
        return name
    return re.sub(r"(^(?:Bộ|Sở) |,\s| và )(\w)", lambda match: match[1] + match[2].upper(), name)


def place_in(name: str, text: str) -> str | None:
    """ "tỉnh Đắk Nông" where the text writes the name with it."""
    unit = r"\s+((?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)\s+[[:upper:]]\w*(?:\s+[[:upper:]]\w*){0,3})"
    found = pattern(re.escape(name) + unit).search(text)
    return found[1] if found else None


def with_place(name: str, place: str | None) -> str:
    """ "Ủy ban nhân dân tỉnh" and the place of the date line, Đắk Lắk → "Ủy ban nhân dân tỉnh Đắk Lắk"."""
    name = re.sub(r"\bUBND\b", "Ủy ban nhân dân", name)
    name = re.sub(r"\bHĐND\b", "Hội đồng nhân dân", name)
    if place and re.search(r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)$", name, re.I):
        head, _, level = name.rpartition(" ")
        return f"{head} {level.lower()} {place}"
    return name
