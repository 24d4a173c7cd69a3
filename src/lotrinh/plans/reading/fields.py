"""One value of the compiler as the fields of a row."""

import re
from datetime import date
from decimal import Decimal

from lotrinh.core import vietnamese
from lotrinh.indicators.choices import Direction
from lotrinh.plans.choices import Comparator, PeriodKind, VerbClass
from lotrinh.plans.compiler import values

_LEADING = re.compile(r"^\s*(?:[-–+*•]|\d+(?:\.\d+)*[.)]|[a-zđ]\)|[IVX]+\.)\s*")


def basis_fields(basis: values.LegalBasis) -> dict:
    return {
        "citation": basis.citation,
        "kind": basis.kind,
        "issuer": basis.issuer,
        "dated": basis.dated.isoformat() if basis.dated else None,
        "block": basis.place.block,
    }


def basis_words(basis: values.LegalBasis) -> str:
    """The citation with its kind, day and issuer, each said once."""
    day = f" ngày {vietnamese.format_date(basis.dated)}" if basis.dated else ""
    kind = "" if vietnamese.fold(basis.citation).startswith(vietnamese.fold(basis.kind)) else f"{basis.kind} "
    return f"{kind}{basis.citation}{day}{f' của {basis.issuer}' if basis.issuer else ''}".strip()


def money_fields(money: values.Money) -> dict:
    return {
        "million_vnd": money.million_vnd,
        "source": money.source,
        "years": list(money.years),
        "block": money.place.block,
    }


def target_fields(read: values.Target) -> dict:
    comparator = read.comparator if read.comparator in Comparator.values else Comparator.EQUAL
    value, high = decimal_of(read.value), decimal_of(read.high)
    if comparator == Comparator.RANGE and (value is None or high is None):
        comparator, high = Comparator.EQUAL, None
    if comparator == Comparator.RANGE:
        value, high = min(value, high), max(value, high)
    return {
        "name": (read.indicator or read.quote)[:1000],
        "comparator": comparator,
        "value": value,
        "value_high": high if comparator == Comparator.RANGE else None,
        "unit": read.unit[:200],
        "by": last_day(read.by),
        "per": read.per or "",
        "direction": read.direction if read.direction in Direction.values else "",
        "printed_baseline": decimal_of(read.baseline),
        "territory": read.territory[:300],
    }


def task_fields(read: values.Task) -> dict:
    verb = read.verb_class.value
    return {
        "name": unnumbered(read.name),
        "verb_class": verb if verb in VerbClass.values else VerbClass.ONE_OFF,
        "period_kind": read.period if read.period in PeriodKind.values else "",
        "due": last_day(read.due),
        "due_words": read.due_words[:300],
        "product": read.product[:500],
    }


def unnumbered(text: str) -> str:
    """Without the bullet or number it begins with in print, and the gap a footnote's mark leaves before its stop."""
    return re.sub(r"\s+(?=[.;]$)", "", _LEADING.sub("", text)) or text


def why_fields(trace: values.Trace) -> dict:
    return {"rules": list(trace.rules), "nearly": trace.nearly} if trace != values.Trace() else {}


def decimal_of(value: float | None) -> Decimal | None:
    """None for nothing, and for a number too large to be a quantity of a plan."""
    if value is None or abs(value) >= 1e15:
        return None
    return Decimal(str(round(value, 4)))


def last_day(when: str | None) -> date | None:
    """2025 → 31/12/2025; an ISO date → itself; anything else → None."""
    if not when:
        return None
    try:
        return date(int(when), 12, 31) if len(when) == 4 else date.fromisoformat(when)
    except ValueError:
        return None
