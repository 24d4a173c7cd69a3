"""T: targets that cannot be measured as they stand, and one quantity promised with two values."""

import re
from collections import defaultdict
from collections.abc import Iterator

from ..values import Compiled, Sentence, SentenceKind, Severity, Target
from ..words import flat
from .about import is_plan
from .rule import Fault, rule


def _planned(compiled: Compiled) -> tuple[Target, ...]:
    """The targets of a plan; figures of letters and norms are no promises."""
    return compiled.targets if is_plan(compiled) else ()


def _by_block(targets: list[Target], lacks: str) -> Iterator[Fault]:
    """One fault for each paragraph or table: a row of a table is judged with its neighbours."""
    blocks: dict[int, list[Target]] = defaultdict(list)
    for target in targets:
        blocks[target.place.block].append(target)
    for together in blocks.values():
        first = together[0]
        many = f" và {len(together) - 1} chỉ tiêu khác ở đây" if len(together) > 1 else ""
        yield Fault(first.place, f"Chỉ tiêu “{_named(first)}” ({_value(first)}){many} {lacks}.", "", 0.8)


@rule(
    "T001", Severity.WARNING, "Chỉ tiêu không có thời hạn",
    reason="Không có năm hay ngày thì không bao giờ biết chỉ tiêu đạt hay chưa.",
    example="Tỷ lệ lấp đầy đạt trên 80%.",
    mend="Ghi năm hoặc ngày phải đạt, hoặc đặt chỉ tiêu dưới đề mục có năm.",
)  # fmt: skip
def no_date(compiled: Compiled) -> Iterator[Fault]:
    if re.search(r"(?:19|20)\d\d", compiled.skeleton.header.title or ""):
        return  # the title says for which years the whole plan is made
    undated = [target for target in _planned(compiled) if target.by is None and target.per is None]
    yield from _by_block([target for target in undated if target.confidence >= 0.8], "không có thời hạn")


@rule(
    "T002", Severity.NOTE, "Chỉ tiêu tỷ lệ không nói rõ mẫu số",
    reason="Một tỷ lệ phần trăm chỉ tính được khi biết tính trên cái gì.",
    example="Đạt 80% vào năm 2025.",
    mend="Viết rõ tỷ lệ của cái gì trên tổng số gì.",
)  # fmt: skip
def no_denominator(compiled: Compiled) -> Iterator[Fault]:
    for target in _planned(compiled):
        words = flat(f"{target.indicator} {target.quote}")
        # In a table the heads of the columns and rows say what the share is of.
        in_table = bool(compiled.skeleton.blocks[target.place.block].cells)
        if target.unit == "%" and not in_table and not _SAYS_OF_WHAT.search(words) and not _grows(target):
            yield Fault(target.place, f"Chỉ tiêu {_value(target)} không nói tính trên tổng số nào.", "", 0.6)


def _grows(target: Target) -> bool:
    """A growth: it is reckoned on the thing itself, a year or a plan before."""
    return bool(re.search(r"(?:tăng|giảm)(?:\s+\S+){0,4}?\s+[\d.,]+\s*%|%\s*/\s*năm", flat(target.quote)))


_WHEN_OR_HOW = r"(?!vào|trong|đến|trước|so|theo|mỗi|từ|và|đạt)"
_SAYS_OF_WHAT = re.compile(
    rf"\d\s*%\s*{_WHEN_OR_HOW}(?:các |số |tổng |của )?[^\W\d]{{2,}}|t[ỷỉ] lệ {_WHEN_OR_HOW}[^\W\d]{{2,}}"
    r"|tỷ trọng|tốc độ|tăng trưởng|số |/grdp"
)


@rule(
    "T003", Severity.NOTE, "Chỉ tiêu không có số nền",
    reason="Không biết đang ở đâu thì không biết đã đi được bao xa.",
    example="Tăng tỷ lệ lao động qua đào tạo lên trên 80% (không nói hiện nay bao nhiêu).",
    mend="Ghi số hiện tại, hoặc ghi rõ “chưa có số nền, đơn vị X xác định trước ngày D”.",
)  # fmt: skip
def no_baseline(compiled: Compiled) -> Iterator[Fault]:
    unbased = [target for target in _planned(compiled) if target.baseline is None]
    yield from _by_block([target for target in unbased if _moves_a_level(target)], "không có số nền")


def _moves_a_level(target: Target) -> bool:
    """A state that rises or falls; what is made, held or done in time begins at nothing."""
    if target.direction not in ("rise", "fall") or _grows(target):
        return False
    made = {"delivers", "kind_duration"} & set(target.trace.rules)
    return target.unit == "%" or "in_aims" in target.trace.rules and not made


@rule(
    "T004", Severity.NOTE, "Mục tiêu không có con số",
    reason="Một mong muốn không có số thì không đo được.",
    example="Phấn đấu nâng cao tỷ lệ lấp đầy.",
    mend="Đặt một con số và thời hạn, hoặc ghi đây là định hướng.",
)  # fmt: skip
def no_number(compiled: Compiled) -> Iterator[Fault]:
    if not is_plan(compiled):
        return
    measured = {target.place.block for target in compiled.targets}
    headings = {node.place.block for node in compiled.skeleton.outline}
    by_section: dict[int | None, list[Sentence]] = defaultdict(list)
    for sentence in compiled.sentences:
        if sentence.kind is SentenceKind.WISH and sentence.place.block not in measured | headings:
            by_section[sentence.node].append(sentence)
    for sentences in by_section.values():
        words = " ".join(sentences[0].text.split()[:12])
        many = f" và {len(sentences) - 1} mục tiêu khác cùng mục" if len(sentences) > 1 else ""
        yield Fault(sentences[0].place, f"Mục tiêu “{words}…”{many} không có con số để đo.", "", 0.6)


@rule(
    "T005", Severity.WARNING, "Một chỉ tiêu nêu hai giá trị",
    reason="Cùng một chỉ tiêu, cùng thời hạn mà hai con số: đơn vị sẽ chọn số dễ hơn.",
    example="Mục II: 50% xã, phường không ma túy; mục III: 100% xã, phường không ma túy, cùng đến năm 2030.",
    mend="Thống nhất một giá trị.",
)  # fmt: skip
def two_values(compiled: Compiled) -> Iterator[Fault]:
    by_name: dict[tuple[str, str, str | None], list[Target]] = defaultdict(list)
    for target in compiled.targets:
        name = _key(target)
        if name.endswith(":") or re.match(r"(?:tại|đối với|về|ở) ", name):
            continue  # the place or the group it holds for, not what is measured
        if len(name.split()) >= 4 and target.unit == "%" or len(name.split()) >= 6:
            by_name[name, flat(target.unit), (target.by or "")[:4]].append(target)
    for same in by_name.values():
        first = same[0]
        for other in same[1:]:
            if (other.value, other.high) != (first.value, first.high) and other.place.block != first.place.block:
                both = f"{_value(first)} ở chỗ khác và {_value(other)} ở đây"
                what = f"“{_named(other)}” được nêu {both}, cùng thời hạn {other.by}."
                yield Fault(other.place, what, f"{_value(first)}, {_value(other)}", 0.6)
                break


def _key(target: Target) -> str:
    name = flat(target.indicator)
    return re.sub(
        r"\s+", " ", re.sub(r"\b(?:đến năm|năm|giai đoạn|phấn đấu|đạt|tối thiểu|ít nhất|trên)\b|[\d.,%]+", " ", name)
    ).strip()


def _named(target: Target) -> str:
    return " ".join(target.indicator.split()[:12]) or " ".join(target.quote.split()[:12])


def _value(target: Target) -> str:
    value = f"{target.value:g}".replace(".", ",")
    high = f"–{target.high:g}".replace(".", ",") if target.high is not None else ""
    return f"{value}{high} {target.unit}".strip() if target.unit != "%" else f"{value}{high}%"
