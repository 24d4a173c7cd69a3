"""The support sheet of one establishment, computed from rates; no queries. Vietnamese: phiếu hỗ trợ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from lotrinh.core import vietnamese
from lotrinh.relocation.choices import RateUnit

_THOUSAND_DONG = Decimal("0.001")
_DONG_PER_MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Rated:
    """A rate as the sheet needs it: `rate` in đồng a unit, or percent; `cap` in million đồng."""

    unit: str
    rate: Decimal
    cap: Decimal | None = None
    first_percent: Decimal = Decimal(100)


@dataclass(frozen=True, slots=True)
class Quantities:
    """What rates are multiplied by; None is unknown and makes no line. `cost` is the real cost, million đồng."""

    area_m2: Decimal | None = None
    workers: int | None = None
    stoppage_months: Decimal | None = None
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """`amount` in million đồng after the cap; `how` says it in words; `parts` is what is paid first and what after."""

    quantity: Decimal
    amount: Decimal
    how: str
    parts: tuple[Decimal, ...]


def line(rated: Rated, known: Quantities) -> Line | None:
    """The line of one rate; None when what it is multiplied by is not known."""
    quantity = quantity_of(rated.unit, known)
    if quantity is None:
        return None
    full = quantity * rated.rate / (100 if rated.unit == RateUnit.PERCENT else _DONG_PER_MILLION)
    amount = _rounded(full if rated.cap is None else min(full, rated.cap))
    how = f"{_told(quantity, rated)} = {vietnamese.format_number(_rounded(full))} triệu đồng"
    if rated.cap is not None and full > rated.cap:
        how += f", không quá {vietnamese.format_number(rated.cap)} triệu đồng"
    return Line(quantity, amount, how, _parts(amount, rated.first_percent))


def quantity_of(unit: str, known: Quantities) -> Decimal | None:
    if unit == RateUnit.LUMP:
        return Decimal(1)
    if unit == RateUnit.PER_M2:
        return known.area_m2
    if unit == RateUnit.PERCENT:
        return known.cost
    if known.workers is None or known.stoppage_months is None:
        return None
    return known.workers * known.stoppage_months


def _told(quantity: Decimal, rated: Rated) -> str:
    amount, rate = vietnamese.format_number(quantity), vietnamese.format_number(rated.rate)
    if rated.unit == RateUnit.PERCENT:
        return f"{rate} % của {amount} triệu đồng"
    units = {RateUnit.PER_M2: "m²", RateUnit.PER_WORKER_MONTH: "người-tháng", RateUnit.LUMP: "cơ sở"}
    return f"{amount} {units[RateUnit(rated.unit)]} × {rate} đồng"


def _parts(amount: Decimal, first_percent: Decimal) -> tuple[Decimal, ...]:
    first = _rounded(amount * first_percent / 100)
    return tuple(part for part in (first, amount - first) if part) or (amount,)


def capped(amounts: Sequence[Decimal], cap: Decimal | None) -> list[Decimal]:
    """`amounts` lowered in proportion so that together they do not exceed `cap`; the largest takes the rounding."""
    whole = sum(amounts, Decimal(0))
    if cap is None or whole <= cap:
        return list(amounts)
    lowered = [(amount * cap / whole).quantize(_THOUSAND_DONG, ROUND_DOWN) for amount in amounts]
    largest = max(range(len(lowered)), key=lowered.__getitem__)
    lowered[largest] += cap - sum(lowered, Decimal(0))
    return lowered


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(_THOUSAND_DONG, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Sum:
    purse: str
    year: int
    amount: Decimal


def sums(lines: Iterable[tuple[str, int, Decimal]]) -> list[Sum]:
    """(purse, year, amount) added up per purse and year, by year and then by purse."""
    found: dict[tuple[int, str], Decimal] = {}
    for purse, year, amount in lines:
        found[year, purse] = found.get((year, purse), Decimal(0)) + amount
    return [Sum(purse, year, amount) for (year, purse), amount in sorted(found.items())]
