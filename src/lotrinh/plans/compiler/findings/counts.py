"""C: a stated count beside its list."""

import re
from collections.abc import Iterator

from ..duties import lines
from ..values import Compiled, Place, Severity
from .rule import Fault, rule

_SPELLED = ("hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_COUNT = rf"(?P<count>\d{{1,2}}|(?<!\w)(?i:{'|'.join(_SPELLED)}))"


def _said(count: str) -> int:
    """7 of "07" and of "bảy"."""
    return int(count) if count.isdigit() else _SPELLED.index(count.lower()) + 2


_COUNTED = re.compile(
    rf"(?<![\d.,/]){_COUNT}\s*(?:\([^)]*\)\s*)?(?P<noun>nhóm(?: nhiệm vụ)?(?:,? giải pháp)?|nội dung"
    r"|nhiệm vụ|giải pháp|chỉ tiêu|tiêu chí|mục tiêu|dự án|chương trình|bước|vị trí|điểm|trường hợp|loại)"
    r"(?:\s+[^\d;.:]{0,60})?(?:sau(?: đây)?|như sau|bao gồm|gồm)\s*:\s*$"
)


@rule(
    "C003", Severity.WARNING, "Số mục nêu ra khác số mục liệt kê",
    reason="Nêu “08 nhóm giải pháp” mà liệt kê bảy: thiếu một mục hoặc đếm sai.",
    example="03 nhiệm vụ sau: rồi chỉ có hai điểm.",
    mend="Đếm lại danh sách.",
    kind="sum",
)  # fmt: skip
def counted_list(compiled: Compiled) -> Iterator[Fault]:
    yield from _listed_in_line(compiled)
    all_lines = lines(compiled.skeleton)
    for number, line in enumerate(all_lines):
        match = _COUNTED.search(line.text) if line.text.rstrip().endswith(":") else None
        if not match:
            continue
        below = []
        for following in all_lines[number + 1 :]:
            if following.rank <= line.opens_at or following.block - line.block > 400:
                break
            below.append(following)
        if not below or below[0].rank >= 60:
            continue
        entries = [following for following in below if following.rank == below[0].rank]
        said = _said(match.group("count"))
        if (
            said != len(entries)
            and said > 1
            and len(entries) > 1
            and min(entry.rank for entry in below) == below[0].rank
        ):
            place = Place(line.block, line.offset + match.start(), line.offset + match.end())
            yield Fault(
                place,
                f"Nêu {match.group('count')} {match.group('noun')} nhưng liệt kê {len(entries)}.",
                f"{match.group('count')}, {len(entries)}",
                0.7,
            )


_COUNTED_IN_LINE = re.compile(
    r"(?<![\d.,/])(?<!án )(?<!số )(?<!tháng )(?<!quý )(?<!năm )" + _COUNT + r"\s+(?!đã|đang|được|có|là)"
    r"(?P<noun>[^\W\d][^\d;:().\t\n\v]{2,60}?)(?:\s+(?:sau(?: đây)?|gồm|bao gồm|là|cụ thể))?"
    r"\s*:\s*\(1\)"
)
_ITEM = re.compile(r"\((\d{1,2})\)")


def _listed_in_line(compiled: Compiled) -> Iterator[Fault]:
    """ "03 nền tảng: (1) …; (2) …" in one sentence or cell."""
    for block in compiled.skeleton.body_blocks:
        for match in _COUNTED_IN_LINE.finditer(block.text) if "(1)" in block.text else ():
            stop = re.compile(r"[\t\n]|\.\s|$").search(block.text, match.end())
            said, listed = _said(match.group("count")), 1
            for item in _ITEM.finditer(block.text, match.end(), stop.start() if stop else len(block.text)):
                if int(item.group(1)) != listed + 1:
                    break
                listed += 1
            goes_on = re.compile(r"\.\.\.|…|v\.v").search(block.text, match.end(), stop.start() if stop else 0)
            if listed > 1 and said != listed and not goes_on:
                noun = match.group("noun").strip()
                what = f"Nêu {match.group('count')} {noun} nhưng liệt kê {listed}: (1) đến ({listed})."
                place = Place(block.index, match.start(), match.start("noun") + len(match.group("noun")))
                yield Fault(place, what, f"{match.group('count')}; (1), ({listed})", 0.8)
