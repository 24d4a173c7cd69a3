"""T: targets that cannot be measured as they stand, and one quantity promised with two values."""

import re
from collections import defaultdict
from collections.abc import Iterator

from ..values import Compiled, SentenceKind, Severity, Target
from ..words import flat
from .rule import Fault, rule


@rule(
    "T001", Severity.WARNING, "Chỉ tiêu không có thời hạn",
    reason="Không có năm hay ngày thì không bao giờ biết chỉ tiêu đạt hay chưa.",
    example="Tỷ lệ lấp đầy đạt trên 80%.",
    mend="Ghi năm hoặc ngày phải đạt, hoặc đặt chỉ tiêu dưới đề mục có năm.",
)  # fmt: skip
def no_date(compiled: Compiled) -> Iterator[Fault]:
    for target in compiled.targets:
        if target.by is None and target.per is None and target.confidence >= 0.6:
            yield Fault(target.place, f"Chỉ tiêu “{_named(target)}” ({_value(target)}) không có thời hạn.", "", 0.8)


@rule(
    "T002", Severity.NOTE, "Chỉ tiêu tỷ lệ không nói rõ mẫu số",
    reason="Một tỷ lệ phần trăm chỉ tính được khi biết tính trên cái gì.",
    example="Đạt 80% vào năm 2025.",
    mend="Viết rõ tỷ lệ của cái gì trên tổng số gì.",
)  # fmt: skip
def no_denominator(compiled: Compiled) -> Iterator[Fault]:
    for target in compiled.targets:
        words = flat(f"{target.indicator} {target.quote}")
        if target.unit == "%" and not re.search(
            r"\d\s*%\s*(?:các |số |tổng |của )?[^\W\d]{2,}|tỷ lệ|tỉ lệ|tỷ trọng|tốc độ|số ", words
        ):
            yield Fault(target.place, f"Chỉ tiêu {_value(target)} không nói tính trên tổng số nào.", "", 0.6)


@rule(
    "T003", Severity.NOTE, "Chỉ tiêu không có số nền",
    reason="Không biết đang ở đâu thì không biết đã đi được bao xa.",
    example="Tăng tỷ lệ lao động qua đào tạo lên trên 80% (không nói hiện nay bao nhiêu).",
    mend="Ghi số hiện tại, hoặc ghi rõ “chưa có số nền, đơn vị X xác định trước ngày D”.",
)  # fmt: skip
def no_baseline(compiled: Compiled) -> Iterator[Fault]:
    moving = [target for target in compiled.targets if target.baseline is None and target.direction in ("rise", "fall")]
    for target in moving:
        yield Fault(target.place, f"Chỉ tiêu “{_named(target)}” ({_value(target)}) không có số nền.", "", 0.6)


@rule(
    "T004", Severity.NOTE, "Mục tiêu không có con số",
    reason="Một mong muốn không có số thì không đo được.",
    example="Phấn đấu nâng cao tỷ lệ lấp đầy.",
    mend="Đặt một con số và thời hạn, hoặc ghi đây là định hướng.",
)  # fmt: skip
def no_number(compiled: Compiled) -> Iterator[Fault]:
    measured = {target.place.block for target in compiled.targets}
    for sentence in compiled.sentences:
        if sentence.kind is SentenceKind.WISH and sentence.place.block not in measured:
            words = " ".join(sentence.text.split()[:14])
            yield Fault(sentence.place, f"Mục tiêu “{words}…” không có con số để đo.", "", 0.6)


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
        if len(name.split()) >= 4 and target.unit == "%" or len(name.split()) >= 6:
            by_name[name, flat(target.unit), (target.by or "")[:4]].append(target)
    for same in by_name.values():
        first = same[0]
        for other in same[1:]:
            if (other.value, other.high) != (first.value, first.high) and other.place.block != first.place.block:
                what = f"“{_named(other)}” được nêu {_value(first)} ở chỗ khác và {_value(other)} ở đây, cùng thời hạn {other.by}."
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
