"""Sums that must hold between the numbers of one answer: `15 = 15.1 + 15.2`, `18 <= 17`. Pure: no Django."""

import operator
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

_SIGNS: dict[str, tuple[Callable[[Decimal, Decimal], bool], str]] = {
    "=": (operator.eq, "bằng"),
    "<=": (operator.le, "không lớn hơn"),
    ">=": (operator.ge, "không nhỏ hơn"),
}
_LINE = re.compile(r"(?P<left>\S+)\s*(?P<sign><=|>=|=|≤|≥)\s*(?P<right>\S+(?:\s*\+\s*\S+)*)")
_TOLERANCE = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Rule:
    """`left` compared with the sum of `right`; all are keys of questions."""

    left: str
    sign: str
    right: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.left} {self.sign} {' + '.join(self.right)}"

    def broken_by(self, numbers: Mapping[str, Decimal]) -> str:
        """What is wrong, in words; "" when it holds or when a number it needs was not given."""
        if self.left not in numbers or any(key not in numbers for key in self.right):
            return ""
        left, right = numbers[self.left], sum((numbers[key] for key in self.right), Decimal(0))
        holds, words = _SIGNS[self.sign]
        if holds(left, right) or abs(left - right) <= _TOLERANCE:
            return ""
        what = "mục " + " + ".join(self.right)
        return f"Mục {self.left} ({_plain(left)}) phải {words} {what} ({_plain(right)})."


def parse_rules(text: str, keys: Collection[str]) -> tuple[Rule, ...]:
    """One rule a line. Raises ValueError with a Vietnamese message that names the line."""
    return tuple(_parse(line.strip(), keys) for line in text.splitlines() if line.strip())


def _parse(line: str, keys: Collection[str]) -> Rule:
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"Không đọc được ràng buộc “{line}”; hãy viết như 15 = 15.1 + 15.2 hoặc 18 <= 17.")
    rule = Rule(
        match["left"],
        match["sign"].replace("≤", "<=").replace("≥", ">="),
        tuple(re.split(r"\s*\+\s*", match["right"])),
    )
    if unknown := [key for key in (rule.left, *rule.right) if key not in keys]:
        raise ValueError(f"Ràng buộc “{line}” nhắc tới mục không phải là cột số của đợt: {', '.join(unknown)}.")
    return rule


def broken(rules: Collection[Rule], numbers: Mapping[str, Decimal]) -> Iterator[tuple[str, str]]:
    """(key of the question to look at, what is wrong) for every rule that does not hold."""
    for rule in rules:
        if words := rule.broken_by(numbers):
            yield rule.left, words


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
