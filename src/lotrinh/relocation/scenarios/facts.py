"""What the registers say as of a day, as frozen values: the input of a problem. Pure."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

KINDS = ("move", "convert", "change_trade", "close", "stay")
KIND_WORDS = {
    "move": "di dời",
    "convert": "đổi công nghệ tại chỗ",
    "change_trade": "đổi ngành nghề",
    "close": "chấm dứt hoạt động",
    "stay": "ở lại",
}


class Known(StrEnum):
    """How well a datum is known. Vietnamese: độ chắc của số liệu."""

    DECLARED = "khai báo"
    ESTIMATED = "ước tính"
    MISSING = "thiếu, dùng giả định"


Point = tuple[float, float]
"""Latitude, longitude."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing an establishment may do; zone only for a move, quarter not for staying."""

    kind: str
    zone: str | None = None
    quarter: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS or (self.zone is None) == (self.kind == "move"):
            raise ValueError(f"no such option: {self}")
        if (self.quarter is None) != (self.kind == "stay"):
            raise ValueError(f"{self.kind} with quarter {self.quarter}")


@dataclass(frozen=True, slots=True)
class Datum:
    """A number with how it is known; None is missing."""

    value: float | None
    known: Known = Known.DECLARED

    @classmethod
    def of(cls, value, known: Known = Known.DECLARED) -> "Datum":
        return cls(None, Known.MISSING) if value is None else cls(float(value), known)


@dataclass(frozen=True, slots=True)
class Site:
    """One establishment that waits for a decision. Vietnamese: cơ sở trong phương án."""

    key: str
    """Its code: the id in the problem."""
    pk: int
    name: str
    trade: str
    ward: str
    group: str
    point: Point | None
    exposure: Datum
    """Weighted persons."""
    area_m2: Datum
    land_m2: float | None
    """What it occupies today."""
    workers: Datum
    costs: dict[str, float | None] = field(default_factory=dict)
    """Support by kind from dated rates, million đồng; a kind that is absent takes the assumed rates."""
    needs: dict[str, Datum] = field(default_factory=dict)
    """Further resources by name, in the resource's unit."""
    removed: frozenset[str] = frozenset()
    """Kinds its owner refused or that are not possible."""
    closed_grounds: frozenset[str] = frozenset()
    """Clusters it cannot go to."""
    may_stay: bool = False
    earliest: date | None = None
    signed: Option | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """A cluster with land to take in. Vietnamese: khu tiếp nhận."""

    key: str
    pk: int
    point: Point | None
    steps: tuple[tuple[date, float], ...]
    """Day it is serviced, m² that become usable that day; nothing let or approved among them."""
    leasable_m2: float = 0.0
    let_m2: float = 0.0
    undated_m2: float = 0.0
    """Industrial land with no day from which it is serviced: not counted."""
    resources: dict[str, tuple[tuple[date, float], ...]] = field(default_factory=dict)
    """Per further resource the days and what becomes usable on each; a resource that is absent is undeclared."""


@dataclass(frozen=True, slots=True)
class Money:
    """A purse: what it has by year, what it may pay for. Vietnamese: nguồn kinh phí."""

    key: str
    pk: int
    by_year: dict[int, float]
    carry_over: float
    pays_for: frozenset[str]
    serves: frozenset[str] | None = None
    """Keys of the only establishments it may pay; None: all."""


@dataclass(frozen=True, slots=True)
class Fill:
    """A promised fill rate of a cluster. Vietnamese: chỉ tiêu lấp đầy."""

    ground: str
    by: date
    rate: float


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a scenario takes from the registers."""

    day: date
    sites: tuple[Site, ...]
    grounds: tuple[Ground, ...]
    purses: tuple[Money, ...]
    fills: tuple[Fill, ...] = ()
    precedence: tuple[tuple[str, str], ...] = ()
    resources: dict[str, str] = field(default_factory=dict)
    """Names of resources beyond area, each with the assumption that stands in for an undeclared need."""
    notes: tuple[str, ...] = ()
    """What was left out, and why."""
