"""Which establishments may be one and the same: by name, by telephone, by nearness. Pure: no Django.

A suspicion is for people to judge; nothing is merged by itself.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from lotrinh.core import vietnamese

NEAR_M = 30.0
"""Two points nearer than this may be one yard measured twice."""
CROWD = 20
"""What more rows than this have in common tells none of them apart: the number of an office, a street market."""
_METRES_PER_DEGREE = 111_320.0
_GENERIC = re.compile(
    r"\b(ho kinh doanh|hkd|co so|cs|san xuat|kinh doanh|cong ty|trach nhiem huu han|tnhh|mot thanh vien|mtv|co phan|cp|"
    r"doanh nghiep tu nhan|doanh nghiep|dntn|hop tac xa|htx|to hop tac)\b"
)

SAME_NAME, SAME_PHONE, NEAR = "cùng tên", "cùng điện thoại", "cách nhau dưới 30 m"
_WEIGHT = {SAME_NAME: 0.5, SAME_PHONE: 0.6, NEAR: 0.4}


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is compared of one establishment; `phone` "" when unknown or hidden from the asker."""

    key: int
    name: str
    area: int
    trade: str = ""
    phone: str = ""
    point: tuple[float, float] | None = None
    """Latitude, longitude."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Two establishments (`first` the lower key) and what they have in common, strongest suspicion first."""

    first: int
    second: int
    reasons: tuple[str, ...]

    @property
    def strength(self) -> float:
        return sum(_WEIGHT[reason] for reason in self.reasons)


def suspicions(candidates: Iterable[Candidate], distinct: frozenset[tuple[int, int]] = frozenset()) -> list[Suspicion]:
    """Pairs that may be one, without those known to be `distinct` (pairs of keys, the lower first)."""
    candidates = list(candidates)
    reasons: dict[tuple[int, int], list[str]] = defaultdict(list)
    for reason, pairs in (
        (SAME_NAME, _together(candidates, lambda one: (one.area, core_of(one.name)) if core_of(one.name) else None)),
        (SAME_PHONE, _together(candidates, lambda one: digits_of(one.phone) or None)),
        (NEAR, _near(candidates)),
    ):
        for one, other in pairs:
            pair = (min(one.key, other.key), max(one.key, other.key))
            if pair not in distinct and reason not in reasons[pair]:
                reasons[pair].append(reason)
    found = [Suspicion(*pair, tuple(given)) for pair, given in reasons.items() if given]
    return sorted(found, key=lambda one: (-one.strength, one.first, one.second))


def core_of(name: str) -> tuple[str, ...]:
    """What is left of a name without the words every establishment has, in any order: “HKD Út Bảy” = “cơ sở Út Bảy”."""
    return tuple(sorted(_GENERIC.sub(" ", vietnamese.fold(name)).split()))


def digits_of(phone: str) -> str:
    """The last nine digits, so that 0912… and +84 912… are one number; "" when there are fewer."""
    digits = re.sub(r"\D", "", phone)
    return digits[-9:] if len(digits) >= 9 else ""


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    north = (one[0] - other[0]) * _METRES_PER_DEGREE
    east = (one[1] - other[1]) * _METRES_PER_DEGREE * math.cos(math.radians(one[0]))
    return math.hypot(north, east)


def _together(candidates: list[Candidate], key) -> Iterator[tuple[Candidate, Candidate]]:
    groups = defaultdict(list)
    for one in candidates:
        if (value := key(one)) is not None:
            groups[value].append(one)
    for group in groups.values():
        if len(group) <= CROWD:
            yield from combinations(group, 2)


def _near(candidates: list[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    """Pairs of one trade, or of alike names, whose points are near; each pair once."""
    side = NEAR_M / _METRES_PER_DEGREE * 1.05
    cells = defaultdict(list)
    for one in candidates:
        if one.point is not None:
            cells[int(one.point[0] // side), int(one.point[1] // side)].append(one)
    for (row, column), here in cells.items():
        around = [one for r in (-1, 0, 1) for c in (-1, 0, 1) for one in cells.get((row + r, column + c), ())]
        if len(around) > CROWD * 5:
            continue
        for one in here:
            for other in around:
                is_near = one.key < other.key and metres_between(one.point, other.point) <= NEAR_M
                if is_near and (one.trade == other.trade or _alike(one.name, other.name)):
                    yield one, other


def _alike(one: str, other: str) -> bool:
    """At least half of the telling words are common."""
    a, b = set(core_of(one)), set(core_of(other))
    return bool(a | b) and len(a & b) / len(a | b) >= 0.5
