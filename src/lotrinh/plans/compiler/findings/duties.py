"""D: duties without a unit, a leader, a date or an addressee; units that are gone, idle or left uninformed."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from ..contexts import section_of
from ..lexicon import entries
from ..naming import Names
from ..units import read_list
from ..values import Assignment, Compiled, Severity, Task, VerbClass
from ..words import flat
from .about import is_plan
from .rule import Fault, rule


@rule(
    "D001", Severity.NOTE, "Nhiệm vụ chưa giao cho ai",
    reason="Việc không có đơn vị thì không ai làm và không ai chịu trách nhiệm.",
    example="Mục II.3 nêu năm nhiệm vụ mà không nêu đơn vị.",
    mend="Ghi đơn vị chủ trì cho từng nhiệm vụ, trong đoạn hoặc trong phụ lục phân công.",
)  # fmt: skip
def nobody(compiled: Compiled) -> Iterator[Fault]:
    if not is_plan(compiled):
        return
    by_section: dict[int | None, list[Task]] = defaultdict(list)
    homes = {sentence.place: sentence.node for sentence in compiled.sentences}
    for task in compiled.tasks:
        if not task.assignments:
            by_section[_chapter(compiled, homes.get(task.place))].append(task)
    for node, tasks in by_section.items():
        heading = compiled.skeleton.outline[node] if node is not None else None
        if heading and _orders_nothing(heading.heading):
            continue
        name = f"Mục “{' '.join(heading.heading.split()[:10])}”" if heading else "Văn bản"
        yield Fault(tasks[0].place, f"{name} có {len(tasks)} nhiệm vụ chưa nêu đơn vị thực hiện.", str(len(tasks)), 0.7)


_PURPOSES = re.compile(r"mục đích|yêu cầu|quan điểm|căn cứ|phạm vi|đối tượng")


def _orders_nothing(heading: str) -> bool:
    """Whether what stands below says what for, with what money or how things are, and nobody waits to be told."""
    return bool(_PURPOSES.search(flat(heading))) or section_of(heading) in ("aims", "state", "means", "rules", "awards")


def _chapter(compiled: Compiled, node: int | None) -> int | None:
    """The heading of the first level above heading `node`."""
    while node is not None and node > 0 and compiled.skeleton.outline[node].level > 1:
        node -= 1
    return node


@rule(
    "D002", Severity.WARNING, "Có đơn vị phối hợp mà không có đơn vị chủ trì",
    reason="Không ai chủ trì thì các bên chờ nhau.",
    example="Cột chủ trì để trống, cột phối hợp có ba sở.",
    mend="Ghi đơn vị chủ trì.",
)  # fmt: skip
def no_lead(compiled: Compiled) -> Iterator[Fault]:
    for task in compiled.tasks:
        roles = {part.role for part in task.assignments}
        laid_out = {"table", "field"} & set(task.trace.rules)
        if laid_out and roles == {"support"}:
            yield Fault(
                task.place,
                f"Nhiệm vụ “{_short(compiled, task)}” chỉ có đơn vị phối hợp, không có đơn vị chủ trì.",
                "",
                0.7,
            )


@rule(
    "D003", Severity.NOTE, "Nhiều đơn vị cùng chủ trì một nhiệm vụ",
    reason="Hai người cùng chủ trì là không ai chủ trì.",
    example="Cơ quan chủ trì: Sở Y tế, Sở Nội vụ.",
    mend="Chọn một đơn vị chủ trì, các đơn vị khác phối hợp.",
)  # fmt: skip
def two_leads(compiled: Compiled) -> Iterator[Fault]:
    for task in compiled.tasks:
        leads = [part.unit for part in task.assignments if part.role == "lead"]
        if len(leads) > 1 and {"table", "field"} & set(task.trace.rules):
            yield Fault(
                task.place,
                f"Nhiệm vụ “{_short(compiled, task)}” có {len(leads)} đơn vị chủ trì: {'; '.join(leads)}.",
                "",
                0.7,
            )


_REPORTING = re.compile(
    r"(?:định kỳ|chế độ)[^.;]{0,40}báo cáo|báo cáo (?:kết quả|tình hình|tiến độ)(?: triển khai"
    r"| tổ chức)?(?: thực hiện)?|gửi báo cáo"
)
_WHEN = re.compile(
    r"(?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng|tuần|ngày)|ngày\s+\d|tháng\s+\d|quý\s+[ivx\d]|\d{1,2}/\d{1,2}"
    r"|6 tháng|năm \d{4}|theo quy định|theo định kỳ|đột xuất|khi có yêu cầu|sau khi|trước khi|ngay"
)
_TO = re.compile(
    r"(?:về|gửi|cho|qua|tới|trình|báo cáo|với)\s+(?:kết quả\s+|tình hình\s+)?(?:các\s+)?(?:ubnd|ủy ban|sở|bộ"
    r"|ban|văn phòng|thủ tướng|chính phủ|công an|hội đồng|hđnd|chủ tịch|phòng|cục|tỉnh ủy|thành ủy|đảng ủy"
    r"|cấp|tổ|trung tâm|lãnh đạo|thường trực|quốc hội|cơ quan)"
)


@rule(
    "D004", Severity.WARNING, "Giao báo cáo mà không có kỳ hạn",
    reason="“Định kỳ báo cáo” không nói kỳ nào, ngày nào thì không biết khi nào là chậm.",
    example="Định kỳ báo cáo kết quả thực hiện về Sở Công Thương.",
    mend="Ghi kỳ báo cáo (tháng, quý, năm) và ngày gửi.",
)  # fmt: skip
def report_without_period(compiled: Compiled) -> Iterator[Fault]:
    for task in compiled.tasks:
        text = flat(task.name)
        found = re.search(r"định kỳ[^.;]{0,30}báo cáo|chế độ báo cáo", text)
        whole = flat(_text_at(compiled, task))
        if found and task.assignments and not _WHEN.search(whole) and task.verb_class is not VerbClass.PERIODIC:
            yield Fault(task.place, f"“{_short(compiled, task)}”: không nói kỳ và ngày báo cáo.", "", 0.75)


@rule(
    "D005", Severity.NOTE, "Giao báo cáo mà không nói báo cáo ai",
    reason="Không có nơi nhận thì báo cáo không đến ai.",
    example="Báo cáo kết quả thực hiện trước ngày 30/11.",
    mend="Ghi nơi nhận báo cáo.",
)  # fmt: skip
def report_without_addressee(compiled: Compiled) -> Iterator[Fault]:
    for task in compiled.tasks:
        whole = flat(_text_at(compiled, task))
        if task.assignments and _REPORTING.search(flat(task.name)) and _WHEN.search(whole) and not _TO.search(whole):
            yield Fault(task.place, f"“{_short(compiled, task)}”: không nói báo cáo cho ai.", "", 0.6)


@rule(
    "D006", Severity.WARNING, "Đơn vị không còn vào ngày ban hành",
    reason="Việc giao cho một đơn vị đã hợp nhất hoặc giải thể thì không ai nhận.",
    example="Kế hoạch tháng 11/2025 giao Sở Kế hoạch và Đầu tư (đã hợp nhất vào Sở Tài chính từ 01/3/2025).",
    mend="Ghi tên đơn vị kế tục.",
)  # fmt: skip
def ended_unit(compiled: Compiled) -> Iterator[Fault]:
    issued = compiled.skeleton.header.dated
    if issued is None:
        return
    names = Names()
    ended: dict[str, tuple[date, str]] = {
        names.key(row["name"]) if "@" not in row["name"] else row["name"]: (row["on"], row["now"])
        for row in entries("dissolved")["ended"]
    }
    told: set[str] = set()
    for part in compiled.assignments:
        key = names.key(part.unit).partition("|")[0]
        if key in ended and issued >= ended[key][0] and key not in told:
            told.add(key)
            day, now = ended[key]
            yield Fault(part.place, f"{part.unit} không còn từ {day:%d/%m/%Y}; nay là {now}.", "", 0.85)


@rule(
    "D007", Severity.NOTE, "Đơn vị được giao việc nhưng không có trong nơi nhận",
    reason="Đơn vị không nhận được văn bản thì không biết mình có việc.",
    example="Sở Tài chính chủ trì một nhiệm vụ, nơi nhận không có Sở Tài chính và không có “các sở, ban, ngành”.",
    mend="Thêm đơn vị vào nơi nhận.",
)  # fmt: skip
def not_informed(compiled: Compiled) -> Iterator[Fault]:
    recipients = compiled.skeleton.recipients
    if not recipients:
        return
    names = Names()
    lines = names.written_out("; ".join(recipient.line for recipient in recipients))
    if re.search(
        r"như (?:trên|điều)|(?:^|; )(?:như |các (?:cơ quan|đơn vị)[^;]{0,30})?(?:mục|phần|điều) [ivx\d]"
        r"|các (?:cơ quan|đơn vị|thành phần)[^;]{0,20}(?:liên quan|tại|có tên|được giao|nêu)",
        lines,
    ):
        return
    told: set[str] = set()
    for part in compiled.assignments:
        unit = names.key(part.unit).partition("|")[0]
        if part.role in ("lead", "implement") and unit not in told and not _covered(unit, lines) and _is_body(part):
            told.add(unit)
            yield Fault(part.place, f"{part.unit} được giao việc nhưng không có trong nơi nhận.", "", 0.6)


def _covered(unit: str, lines: str) -> bool:
    plain = re.sub(r"[^\w]+", " ", lines)
    in_set = unit.startswith("@") or unit.split()[0] in _OF_THE_SETS
    if in_set and re.search(r"các (?:sở|ban|bộ)\b|(?:^|; )(?:sở|bộ)(?:, ban)?,? ngành", lines):
        return True
    if unit.startswith("bộ ") and not unit.startswith(("bộ chỉ", "bộ tư")) and re.search(r"các bộ\b", lines):
        return True
    if "@xã" in unit and re.search(r"ủy ban nhân dân (?:các )?(?:cấp )?(?:xã|phường|huyện|đặc khu)", plain):
        return True
    if "@huyện" in unit and re.search(r"ủy ban nhân dân (?:các )?(?:cấp )?(?:huyện|quận|thành phố)", plain):
        return True
    core = unit.replace("ủy ban ", "").split("@")[0].strip()
    if re.search(r"\b(?:hội|đoàn|liên minh|liên đoàn|mặt trận|hiệp hội|tỉnh đoàn)\b", core) and re.search(
        r"đoàn thể|tổ chức chính trị|mặt trận tổ quốc", plain
    ):
        return True
    return core in plain or " ".join(core.split()[:4]) in plain


_OF_THE_SETS = ("sở", "ban", "công", "thanh", "văn", "chi", "cục", "kho", "thuế", "ngân", "bảo")
"""First words of the names that "các sở, ban, ngành" among the recipients covers."""


def _is_body(part: Assignment) -> bool:
    names, _ = read_list(part.unit, closed=True)
    return bool(names) and names[0].kind in ("body", "set")


def _text_at(compiled: Compiled, task: Task) -> str:
    block = compiled.skeleton.blocks[task.place.block]
    return task.name if block.cells else block.text


def _short(compiled: Compiled, task: Task) -> str:
    """The task's first words; those of its row where no column names it."""
    text = compiled.skeleton.blocks[task.place.block].text
    words = (task.name or text[task.place.start : task.place.end]).split()
    return " ".join(words[:14]) + ("…" if len(words) > 14 else "")
