"""C: a stated share beside its division."""

import re
from collections.abc import Iterator

from ..values import Compiled, Place, Severity
from .rule import Fault, rule
from .sums import printed_number

_DIVISION = re.compile(
    r"(?<![\d/.,])(?P<part>\d[\d.]*)\s?/\s?(?P<whole>\d[\d.]*)(?![\d/]|\s?/"
    r"|-)(?P<between>[^\d;.()]{0,70})(?P<said>[,(]\s*(?:đạt|bằng|chiếm|tương đương|tức)|(?:đạt |chiếm )?tỷ lệ"
    r"|chiếm|tương đương|=)(?:\s+(?:tỷ lệ|khoảng))?\s*(?P<percent>\d{1,3}(?:,\d+)?)\s?%"
)


@rule(
    "C002", Severity.ERROR, "Tỷ lệ không bằng phép chia",
    reason="Tỷ lệ phần trăm nêu cạnh tử số và mẫu số mà không khớp: một trong ba số sai.",
    example="629/731 trường, đạt tỷ lệ 96,1% (đúng là 86,0%).",
    mend="Tính lại tỷ lệ.",
    kind="sum",
)  # fmt: skip
def share(compiled: Compiled) -> Iterator[Fault]:
    for block in compiled.skeleton.blocks:
        if "%" not in block.text or "/" not in block.text or block.cells:
            continue
        for match in _DIVISION.finditer(block.text):
            part, whole = _whole_number(match.group("part")), _whole_number(match.group("whole"))
            percent = float(match.group("percent").replace(",", "."))
            if (
                not part
                or not whole
                or whole < 4
                or part > whole * 3
                or re.search(r"ngày|tháng|kế hoạch|dự toán|cùng kỳ", match.group("between"))
            ):
                continue
            right = 100 * part / whole
            step = 0.1 ** len(match.group("percent").partition(",")[2])
            if abs(right - percent) > 1.01 * step:
                words = f"{match.group('part')}/{match.group('whole')}"
                what = f"{words} là {printed_number(round(right, 2))}%, không phải {match.group('percent')}%."
                yield Fault(
                    Place(block.index, match.start(), match.end()), what, f"{words}; {match.group('percent')}%", 0.8
                )


def _whole_number(text: str) -> float | None:
    plain = text.rstrip(".")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+|\d+", plain):
        return float(plain.replace(".", ""))
    return None
