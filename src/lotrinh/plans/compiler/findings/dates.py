"""P: dates and periods that cannot be."""

import re
from collections.abc import Iterator
from datetime import date

from ..citations import day
from ..values import Block, Compiled, Place, Severity
from ..words import flat
from .about import cited, text_of
from .rule import Fault, rule

_DATE = re.compile(
    r"(?<![\d/.,-])(?:ngày\s+)?(\d{1,2})\s?/\s?(\d{1,2})\s?/\s?((?:19|20)\d\d)(?![\d/])"
    r"|ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+((?:19|20)\d\d))?"
    r"|(?:(?:ngày|(?:trước|đến|chậm nhất|hết)(?: hết)?)\s+|(?<=\d/\d )và\s+"
    r"|(?<=\d/\d\d )và\s+)(\d{1,2})/(\d{1,2})()(?![\d/%,.-]*\d|%|-?[A-ZĐ]|\s*(?:xã|phường|thôn|huyện|tỉnh|trường|hộ"
    r"|đơn vị))"
)
_MAY_DATE = re.compile(r"\d\s?/\s?\d|\d\s+tháng\s")
_NO_SUCH_TIME = re.compile(
    r"tháng\s+(?:1[3-9]|[2-9]\d)(?:/|\s+năm\s+)20\d\d|quý\s+(?:VI{0,3}|[5-9])(?:/|\s+năm\s+)20\d\d", re.I
)
_PERIOD = re.compile(
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ|các năm|từ năm)\s+(?:năm\s+)?((?:19|20)\d\d)\s*(?:-|–|đến"
    r"|đến năm)\s*(?:năm\s+)?((?:19|20)\d\d)(?!\d)",
    re.I,
)
_VISION = re.compile(
    r"(?:(?:giai đoạn|thời kỳ)\s+(?:(?:19|20)\d\d)\s*[-–]\s*|đến (?:hết )?năm\s+)((?:19"
    r"|20)\d\d)\s*,?\s*(?:và\s+)?(?:có\s+)?(?:tầm nhìn|định hướng)\s+(?:đến|tới)\s+(?:năm\s+)?((?:19|20)\d\d)",
    re.I,
)


def _blocks(compiled: Compiled) -> Iterator[Block]:
    yield from (block for block in compiled.skeleton.blocks if block.text)


@rule(
    "P001", Severity.ERROR, "Ngày không có trong lịch",
    reason="Ngày 31/02 hay tháng 13 không tồn tại: thời hạn không kiểm tra được.",
    example="Hoàn thành trước ngày 31/02/2026. Báo cáo trước ngày 31/11 hằng năm.",
    mend="Sửa lại ngày.",
    kind="date",
)  # fmt: skip
def impossible(compiled: Compiled) -> Iterator[Fault]:
    for block in _blocks(compiled):
        for match in _DATE.finditer(block.text) if _MAY_DATE.search(block.text) else ():
            d, m, y = next(match.group(first, first + 1, first + 2) for first in (1, 4, 7) if match.group(first))
            if not y and not (int(m) <= 12 or match[0].startswith("ngày")):
                continue  # "đến 3/20" is rather a share
            if day(y or "2024", m, d) is None:  # a leap year: 29/02 without a year may be
                words = " ".join(match.group().split())
                yield Fault(Place(block.index, match.start(), match.end()), f"Không có ngày “{words}”.", words)
        for match in _NO_SUCH_TIME.finditer(block.text) if "20" in block.text else ():
            words = " ".join(match[0].split())
            yield Fault(Place(block.index, match.start(), match.end()), f"Không có “{words}”.", words, 0.8)


@rule(
    "P002", Severity.ERROR, "Văn bản viện dẫn có ngày sau ngày ban hành",
    reason="Một kế hoạch không thể căn cứ vào văn bản chưa ra đời: một trong hai ngày sai.",
    example="Kế hoạch ngày 24/11/2025 căn cứ Quyết định ngày 05/12/2025.",
    mend="Tra lại ngày của văn bản viện dẫn và ngày ban hành.",
    kind="date",
)  # fmt: skip
def basis_after(compiled: Compiled) -> Iterator[Fault]:
    header = compiled.skeleton.header
    if header.dated is None:
        return
    told: set[str] = set()
    for reference in cited(compiled):
        day_of_it = reference.dated
        own = header.number is not None and reference.citation.upper() == header.number.upper()
        if day_of_it is None or day_of_it <= header.dated or own or reference.citation in told:
            continue
        if not _unissued(text_of(compiled, reference), reference.place.start):
            told.add(reference.citation)
            days = f"{day_of_it:%d/%m/%Y}", f"{header.dated:%d/%m/%Y}"
            what = f"Văn bản {reference.citation} ngày {days[0]} ra sau văn bản này ({days[1]})."
            yield Fault(reference.place, what, f"{reference.citation} {days[0]}, {days[1]}")
    yield from _basis_of_later_month(compiled, header.dated)


_MONTH_ALONE = re.compile(
    r"(?:ngày\s*[.…_\s]*/\s*(?P<month>\d{1,2})\s*/\s*(?P<year>20\d\d)"
    r"|ngày\s*[.…_\s]*tháng\s*(?P<written>\d{1,2})\s*năm\s*(?P<in_year>20\d\d))(?!\d)"
)
"""A date whose day was left blank: "ngày   /12/2025"."""


def _basis_of_later_month(compiled: Compiled, issued: date) -> Iterator[Fault]:
    """A basis of which only month and year are printed, and they come after the plan."""
    skeleton = compiled.skeleton
    for block in skeleton.blocks[: skeleton.body.start]:
        if not _IS_BASIS.match(block.text):
            continue
        for match in _MONTH_ALONE.finditer(block.text):
            month, year = match["month"] or match["written"], match["year"] or match["in_year"]
            if (int(year), int(month)) > (issued.year, issued.month):
                days = f"{month}/{year}", f"{issued.day}/{issued.month}/{issued.year}"
                what = f"Căn cứ ra tháng {days[0]}, sau ngày của văn bản này ({days[1]})."
                yield Fault(Place(block.index, match.start(), match.end()), what, f"{days[0]}, {days[1]}")


_IS_BASIS = re.compile(r"\W*(?:Căn cứ|Thực hiện|Triển khai|Theo)\b")


def _unissued(text: str, start: int) -> bool:
    return bool(re.search(r"(?:thay thế|sẽ|dự kiến|sửa đổi bởi)[^.;]{0,60}$", text[:start]))


@rule(
    "P003", Severity.ERROR, "Năm tầm nhìn không sau năm cuối của giai đoạn",
    reason="Tầm nhìn phải xa hơn giai đoạn; năm trước hoặc bằng là chép sai.",
    example="Thời kỳ 2021-2030, tầm nhìn đến 2025.",
    mend="Tra lại tên văn bản hoặc chương trình rồi sửa năm.",
    kind="date",
)  # fmt: skip
def vision_before_end(compiled: Compiled) -> Iterator[Fault]:
    for block in _blocks(compiled):
        for match in _VISION.finditer(block.text) if "20" in block.text else ():
            if int(match.group(2)) <= int(match.group(1)):
                before = [
                    reference.citation
                    for reference in cited(compiled)
                    if reference.place.block == block.index and 0 < match.start() - reference.place.end < 200
                ]
                about = f"{before[-1]}: " if before else ""
                words = " ".join(match.group().split())
                what = f"{about}“{words}”: năm tầm nhìn {match.group(2)} không sau năm {match.group(1)}."
                yield Fault(Place(block.index, match.start(), match.end()), what, f"{about}{words}")


@rule(
    "P005", Severity.ERROR, "Năm trong số và năm trong ngày của một văn bản khác nhau",
    reason="Số của văn bản quy phạm mang năm ban hành; ngày khác năm là chép sai một trong hai.",
    example="Quyết định số 46/2002/QĐ-UBND ngày 12/9/2022.",
    mend="Tra lại số và ngày của văn bản.",
    kind="date",
)  # fmt: skip
def year_of_number(compiled: Compiled) -> Iterator[Fault]:
    told: set[str] = set()
    for reference in cited(compiled):
        year = re.search(r"/((?:19|20)\d\d)/", reference.citation)
        if not year or reference.dated is None or reference.citation in told:
            continue
        if int(year.group(1)) != reference.dated.year:
            told.add(reference.citation)
            day_of_it = f"{reference.dated:%d/%m/%Y}"
            what = f"Văn bản {reference.citation} mang năm {year.group(1)} nhưng ngày là {day_of_it}."
            yield Fault(reference.place, what, f"{reference.citation} {day_of_it}")


@rule(
    "P007", Severity.ERROR, "Đề mục nêu giai đoạn khác giai đoạn của kế hoạch",
    reason="Đề mục chép từ kế hoạch cũ: không rõ nội dung dưới đó thuộc giai đoạn nào.",
    example="Kế hoạch giai đoạn 2026 - 2030 có đề mục “Giải pháp thực hiện kế hoạch giai đoạn 2021 - 2025”.",
    mend="Sửa giai đoạn trong đề mục.",
    kind="date",
)  # fmt: skip
def other_period(compiled: Compiled) -> Iterator[Fault]:
    title = compiled.skeleton.header.title or ""
    own = _PERIOD.search(title)
    if own is None:
        return
    subject = set(flat(title[: own.start()]).split())
    for node in compiled.skeleton.outline:
        other = _PERIOD.search(node.heading)
        shared = subject & set(flat(node.heading).split())
        forwards = other and int(other.group(1)) <= int(other.group(2))  # one that runs backwards is told by itself
        if (
            other
            and forwards
            and other.group(1, 2) != own.group(1, 2)
            and len(subject) >= 3
            and len(shared) >= 0.7 * len(subject)
        ):
            periods = f"{other.group(1)}-{other.group(2)}", f"{own.group(1)}-{own.group(2)}"
            what = f"Đề mục nêu giai đoạn {periods[0]}, kế hoạch là giai đoạn {periods[1]}."
            yield Fault(node.place, what, f"{(node.label or '').strip(' .')}: {periods[0]}, {periods[1]}", 0.85)


_WEEKDAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy")
_DAY_NAME = r"(?:thứ\s+(?P<{0}>hai|ba|tư|năm|sáu|bảy|[2-7])|(?P<{0}_sunday>chủ\s+nhật))"
_FULL_DAY = (
    r"(?:ngày\s+)?(?P<{0}>\d{{1,2}})(?:\s?[/.-]\s?(?P<{0}m>\d{{1,2}})\s?[/.-]\s?(?P<{0}y>20\d\d)"
    r"|\s+tháng\s+(?P<{0}n>\d{{1,2}})\s+năm\s+(?P<{0}x>20\d\d))(?!\d)"
)
_WEEKDAY = re.compile(
    rf"{_DAY_NAME.format('a')}\s*[,(]?\s*{_FULL_DAY.format('d')}"
    rf"|{_FULL_DAY.format('e')}\s*[,(]?\s*{_DAY_NAME.format('b')}",
    re.I,
)


@rule(
    "P008", Severity.ERROR, "Thứ trong tuần không khớp với ngày",
    reason="Người dự không biết đến theo thứ hay theo ngày.",
    example="Thứ Sáu, ngày 07/02/2026 (ngày đó là thứ Bảy).",
    mend="Tra lịch rồi sửa thứ hoặc ngày.",
    kind="date",
)  # fmt: skip
def wrong_weekday(compiled: Compiled) -> Iterator[Fault]:
    for block in _blocks(compiled):
        named = "20" in block.text and _NAMES_DAY.search(block.text)
        for match in _WEEKDAY.finditer(block.text) if named else ():
            first = "d" if match["d"] else "e"
            at = day(match[f"{first}y"] or match[f"{first}x"], match[f"{first}m"] or match[f"{first}n"], match[first])
            said = _weekday_of(match["a"] or match["b"])
            if at is None or at.weekday() == said:
                continue
            words, right = " ".join(match[0].split()), "Chủ nhật" if at.weekday() == 6 else f"thứ {_day_word(at)}"
            place = Place(block.index, match.start(), match.end())
            yield Fault(place, f"“{words}”: ngày đó là {right}.", f"{words}: {at:%d/%m/%Y} là {right}")


_NAMES_DAY = re.compile(r"thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật", re.I)


def _weekday_of(name: str | None) -> int:
    """0 for Monday (thứ hai) to 6 for Sunday (None)."""
    if name is None:
        return 6
    return int(name) - 2 if name.isdigit() else _WEEKDAYS.index(name.lower())


def _day_word(at: date) -> str:
    return _WEEKDAYS[at.weekday()]


_TO_FINISH = re.compile(
    r"\b(?:để|sẽ|phấn đấu|tiếp tục[^.;]{0,60}?|dự kiến|phải)\s+(?:hoàn thành|hoàn tất|kết thúc|đưa vào sử dụng)"
    r"\s+(?:trong\s+|vào\s+|trước\s+)?(?:(?:cuối|đầu)\s+)?năm\s+(?P<year>20\d\d)(?!\d|\s*[-–])",
    re.I,
)


@rule(
    "P009", Severity.ERROR, "Việc phải hoàn thành trong năm đã qua",
    reason="Năm hoàn thành trước năm ban hành: thường là chép từ kế hoạch năm trước.",
    example="Hướng dẫn dự toán năm 2027 bố trí vốn “để hoàn thành năm 2024”.",
    mend="Sửa năm hoàn thành.",
    kind="date",
)  # fmt: skip
def finished_in_the_past(compiled: Compiled) -> Iterator[Fault]:
    issued = compiled.skeleton.header.dated
    for block in _blocks(compiled) if issued else ():
        for match in _TO_FINISH.finditer(block.text) if "20" in block.text else ():
            if issued and int(match["year"]) < issued.year:
                words = " ".join(match[0].split())
                what = f"“{words}”: năm {match['year']} đã qua khi văn bản ra ngày {issued:%d/%m/%Y}."
                yield Fault(Place(block.index, match.start(), match.end()), what, f"năm {match['year']}: {words}", 0.75)
