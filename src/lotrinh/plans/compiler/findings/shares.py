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


_OF = re.compile(
    r"(?<![\d/.,])(?P<part>\d[\d.]*)\s+(?:[^\W\d]+\s+){0,3}?(?:trong (?:tổng )?số|trên tổng số|/\s?tổng số"
    r"|trên)\s+(?P<whole>\d[\d.]*)"
    r"(?![\d/%,])(?P<between>[^\d;.()]{0,70}?)(?P<said>[,(]\s*(?:đạt|bằng|chiếm|tương đương|tức)|(?:đạt |chiếm )?tỷ lệ"
    r"|chiếm)"
    r"(?:\s+(?:tỷ lệ|khoảng))?\s*(?P<percent>\d{1,3}(?:,\d+)?)\s?%"
)
_BEFORE = re.compile(
    r"(?<![\d,.])(?P<percent>\d{1,3}(?:,\d+)?)\s?%(?P<between>)\s*\(\s*(?:tương đương\s+|tức\s+"
    r"|đạt\s+)?(?P<part>\d[\d.]*)\s?/\s?"
    r"(?P<whole>\d[\d.]*)(?![\d/])\s+[^\W\d][^()]{0,60}\)"
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
        if "%" not in block.text or block.cells:
            continue
        for shape in (_DIVISION, _OF, _BEFORE):
            for match in shape.finditer(block.text):
                right = _divided(match)
                if right is not None:
                    words = f"{match.group('part')}/{match.group('whole')}"
                    printed = f"{printed_number(round(right, 2))}%"
                    what = f"{words} là {printed}, không phải {match.group('percent')}%."
                    numbers = f"{match.group('part')}, {match.group('whole')}"
                    detail = f"{words} ({numbers}); {match.group('percent')}%; {printed}"
                    yield Fault(Place(block.index, match.start(), match.end()), what, detail, 0.8)


def _divided(match: re.Match[str]) -> float | None:
    """The true share where another one is stated; None where the stated one is right or nothing can be divided."""
    part, whole = _whole_number(match.group("part")), _whole_number(match.group("whole"))
    if not part or not whole or whole < 4 or part > whole * 3:
        return None
    if re.search(r"ngày|tháng|kế hoạch|dự toán|cùng kỳ", match.group("between")):
        return None
    right, percent = 100 * part / whole, float(match.group("percent").replace(",", "."))
    step = 0.1 ** len(match.group("percent").partition(",")[2])
    return right if abs(right - percent) > 1.01 * step else None


_SHARED_OUT = re.compile(
    r"(?:cơ cấu|tỷ trọng|phân bổ|nguồn (?:vốn|kinh phí|lực)|kinh phí)(?:\s+[^\W\d]+){0,6}?\s*(?::|gồm|như sau:"
    r"|theo tỷ lệ:?)(?P<list>[^.;]*)",
    re.I,
)
_PERCENT = re.compile(r"(?<![\d,.])(\d{1,3}(?:,\d+)?)\s?%")


@rule(
    "C006", Severity.ERROR, "Các tỷ lệ của một tổng cộng lại quá 100%",
    reason="Các phần của một nguồn, một cơ cấu không thể vượt 100%: có tỷ lệ sai.",
    example="Cơ cấu nguồn vốn: ngân sách trung ương 50%, ngân sách tỉnh 30%, doanh nghiệp 25% (cộng 105%).",
    mend="Kiểm tra lại từng tỷ lệ để cộng bằng 100%.",
    kind="sum",
)  # fmt: skip
def above_hundred(compiled: Compiled) -> Iterator[Fault]:
    for block in compiled.skeleton.body_blocks:
        for match in _SHARED_OUT.finditer(block.text) if block.text.count("%") >= 3 and not block.cells else ():
            shares = _PERCENT.findall(match["list"])
            together = sum(float(share.replace(",", ".")) for share in shares)
            entries = re.split(r",\s|\svà\s", match["list"])
            if len(shares) < 3 or not 100.5 < together <= 150 or len(entries) != len(shares):
                continue
            added = " + ".join(f"{share}%" for share in shares)
            what = f"Các tỷ lệ {added} cộng lại là {printed_number(together)}%, quá 100%."
            place = Place(block.index, match.start(), match.end())
            yield Fault(place, what, f"{added} = {printed_number(together)}%", 0.8)


def _whole_number(text: str) -> float | None:
    plain = text.rstrip(".")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+|\d+", plain):
        return float(plain.replace(".", ""))
    return None
