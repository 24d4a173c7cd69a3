"""P: dates and periods that cannot be."""

import re
from collections.abc import Iterator
from datetime import date

from ..citations import day
from ..references import outside
from ..values import Block, Compiled, Place, Severity
from .rule import Fault, rule

_DATE = re.compile(
    r"(?<![\d/.,-])(?:ngày\s+)?(\d{1,2})\s?/\s?(\d{1,2})\s?/\s?((?:19|20)\d\d)(?![\d/])|ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+((?:19|20)\d\d))?"
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
    example="Hoàn thành trước ngày 31/02/2026.",
    mend="Sửa lại ngày.",
    kind="date",
)  # fmt: skip
def impossible(compiled: Compiled) -> Iterator[Fault]:
    for block in _blocks(compiled):
        for match in _DATE.finditer(block.text):
            d, m, y = match.group(1, 2, 3) if match.group(1) else match.group(4, 5, 6)
            if y is None and (int(m) == 2 and int(d) == 29):
                continue
            if day(y or "2024", m, d) is None:
                words = " ".join(match.group().split())
                yield Fault(Place(block.index, match.start(), match.end()), f"Không có ngày “{words}”.", words)


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
    for block in _blocks(compiled):
        if block.index in compiled.skeleton.furniture:
            continue
        for reference in outside(block):
            cited = reference.dated
            own = header.number is not None and reference.citation.upper() == header.number.upper()
            if (
                cited
                and cited > header.dated
                and not own
                and reference.citation not in told
                and not _unissued(block.text, reference.place.start)
            ):
                told.add(reference.citation)
                what = (
                    f"Văn bản {reference.citation} ngày {cited:%d/%m/%Y} ra sau văn bản này ({header.dated:%d/%m/%Y})."
                )
                yield Fault(reference.place, what, f"{reference.citation} {cited:%d/%m/%Y}, {header.dated:%d/%m/%Y}")


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
        for match in _VISION.finditer(block.text):
            if int(match.group(2)) <= int(match.group(1)):
                cited = [
                    reference.citation for reference in outside(block) if 0 < match.start() - reference.place.end < 200
                ]
                about = f"{cited[-1]}: " if cited else ""
                words = " ".join(match.group().split())
                what = f"{about}“{words}”: năm tầm nhìn {match.group(2)} không sau năm {match.group(1)}."
                yield Fault(Place(block.index, match.start(), match.end()), what, f"{about}{words}")


@rule(
    "P004", Severity.ERROR, "Giai đoạn có năm cuối trước năm đầu",
    reason="Một giai đoạn không thể kết thúc trước khi bắt đầu.",
    example="Giai đoạn 2030 - 2026.",
    mend="Sửa lại hai năm của giai đoạn.",
    kind="date",
)  # fmt: skip
def reversed_period(compiled: Compiled) -> Iterator[Fault]:
    for block in _blocks(compiled):
        for match in _PERIOD.finditer(block.text):
            if int(match.group(2)) < int(match.group(1)):
                words = " ".join(match.group().split())
                yield Fault(
                    Place(block.index, match.start(), match.end()), f"“{words}” kết thúc trước khi bắt đầu.", words
                )


@rule(
    "P005", Severity.ERROR, "Năm trong số và năm trong ngày của một văn bản khác nhau",
    reason="Số của văn bản quy phạm mang năm ban hành; ngày khác năm là chép sai một trong hai.",
    example="Quyết định số 46/2002/QĐ-UBND ngày 12/9/2022.",
    mend="Tra lại số và ngày của văn bản.",
    kind="date",
)  # fmt: skip
def year_of_number(compiled: Compiled) -> Iterator[Fault]:
    told: set[str] = set()
    for block in _blocks(compiled):
        for reference in outside(block):
            year = re.search(r"/((?:19|20)\d\d)/", reference.citation)
            if (
                year
                and reference.dated
                and int(year.group(1)) != reference.dated.year
                and reference.citation not in told
            ):
                told.add(reference.citation)
                what = (
                    f"Văn bản {reference.citation} mang năm {year.group(1)} nhưng ngày là {reference.dated:%d/%m/%Y}."
                )
                yield Fault(reference.place, what, f"{reference.citation} {reference.dated:%d/%m/%Y}")


@rule(
    "P006", Severity.WARNING, "Thời hạn đã qua khi kế hoạch được ban hành",
    reason="Việc được giao với thời hạn trước ngày ban hành thì không ai hoàn thành đúng hạn được.",
    example="Kế hoạch ngày 24/11/2025 giao hoàn thành trước ngày 15/10/2025.",
    mend="Đặt lại thời hạn hoặc ghi rõ việc đã hoàn thành.",
)  # fmt: skip
def past_due(compiled: Compiled) -> Iterator[Fault]:
    issued = compiled.skeleton.header.dated
    for task in compiled.tasks:
        if (
            issued
            and task.due
            and len(task.due) == 10
            and task.assignments
            and _iso(task.due)
            and task.due < issued.isoformat()
            and re.match(r"trước|chậm nhất|hoàn thành|xong|thời hạn", task.due_words.lower())
        ):
            yield Fault(
                task.place,
                f"Thời hạn {task.due_words or task.due} trước ngày ban hành {issued:%d/%m/%Y}.",
                f"{task.due}, {issued.isoformat()}",
                0.7,
            )


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
