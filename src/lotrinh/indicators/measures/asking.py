"""How a measure becomes a query: the rows with what each adds, their sums, and the figures made of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connections, models
from django.db.models import Case, DecimalField, F, Q, Sum, Value, When
from django.utils import timezone
from django.utils.timezone import localdate

from lotrinh.areas import territory
from lotrinh.core import vietnamese
from lotrinh.core.periods import Period
from lotrinh.core.registers.columns import field_at
from lotrinh.indicators.measures.figures import Figure
from lotrinh.indicators.measures.scopes import MeasureScope
from lotrinh.rules.book import Book, Shelf
from lotrinh.rules.models import DatedRule

if TYPE_CHECKING:
    from lotrinh.indicators.measures.declaration import Measure

PLACES = 6
"""Decimal places that sums keep."""
_NUMBER = DecimalField(max_digits=24, decimal_places=PLACES)
NOT_YET = "Kỳ này chưa đến."
ALL_MISSING = "Mọi dòng đều thiếu dữ liệu."


@dataclass(frozen=True, slots=True)
class Span:
    """The days a measure reads: a stock `last` alone, a flow all of them. Never beyond the day it is asked."""

    first: date
    last: date
    rules: Shelf = field(default_factory=Shelf, compare=False, repr=False)

    def rule(self, key: str) -> DatedRule | None:
        """The dated rule in force on the last day."""
        return self.rules.on(key, self.last)


def span_of(period: Period, today: date, rules: Shelf | None = None) -> Span:
    return Span(period.first, min(period.last, today), rules or Shelf())


class Asking:
    """One measure over one scope: territory and rules are looked up once for all periods."""

    def __init__(self, measure: "Measure", scope: MeasureScope):
        self.measure, self.scope, self.now = measure, scope, timezone.now()
        self.today = localdate(self.now)
        self.rules = Shelf()
        self._parts: dict[tuple, MeasureScope] = {}

    @cached_property
    def refusal(self) -> str:
        """Why the measure cannot be narrowed as the scope asks; "" when it can."""
        try:
            for group, key in self.scope.within:
                self._in_group(group, key)
        except ValueError as error:
            return str(error)
        return ""

    def unknown(self, period: Period, why: str) -> Figure:
        """The figure of a period without a value."""
        return _Maker(self, period).figure(why=why)

    def rows(self, span: Span) -> models.QuerySet:
        """The rows one by one: what the sums below add up."""
        found = self._found(span)
        missing = self.measure.missing
        is_missing = Value(False) if missing is None else Case(When(missing, then=Value(True)), default=Value(False))
        return found.annotate(weight=self._weight, counted=self._counted(span), is_missing=is_missing)

    def _found(self, span: Span) -> models.QuerySet:
        found = self.measure.rows(span)
        return found.filter(self._inside) if self._inside else found

    @cached_property
    def _weight(self):
        return _number(self.measure.weight)

    @cached_property
    def _hidden(self) -> Q | None:
        """Missing rows that the sums must be told to pass over: a row without a weight they pass over by themselves."""
        missing = self.measure.missing
        has_no_weight = isinstance(self.measure.weight, str) and missing == Q(**{self.measure.weight: None})
        return None if has_no_weight else missing

    def _counted(self, span: Span):
        """What a row adds to the numerator: its part where it counts, nothing where not, null where it is missing."""
        counts = self._weight if self.measure.part is None else _number(self.measure.part)
        cases = [When(self._hidden, then=None)] if self._hidden else []
        if (condition := self.measure.counts(span)) is not None:
            cases.append(When(condition, then=counts))
            counts = Value(0)
        return Case(*cases, default=counts, output_field=_NUMBER)

    @cached_property
    def _inside(self) -> Q:
        inside = Q()
        if self.scope.areas:
            keys = frozenset().union(*territory.within(self.scope.areas).values())
            here = Q(pk__in=[])
            for path in self._area_paths():
                here |= Q(**{f"{path}__in": keys})
            inside &= here
        for group, key in self.scope.within:
            inside &= self._in_group(group, key)
        return inside

    def _area_paths(self) -> tuple[str, ...]:
        if self.measure.areas:
            return self.measure.areas
        scope = getattr(self.measure.rows(Span(self.today, self.today)), "scope", None) or ()
        return (scope,) if isinstance(scope, str) else scope

    def _in_group(self, group: str, key: str) -> Q:
        if group not in self.measure.groups:
            raise ValueError(f"Số liệu “{self.measure.label}” không chia theo “{group}”.")
        f = field_at(self.measure.model, group)
        if f is None:  # an annotation of `rows`
            return Q(**{group: key}) if key else Q(**{f"{group}__isnull": True})
        if f.is_relation:
            if key and not (key.isdecimal() and len(key) < 18):
                raise ValueError(f"“{key}” không phải là một {f.verbose_name}.")
            return Q(**{group: int(key)}) if key else Q(**{f"{group}__isnull": True})
        try:
            return Q(**{group: f.to_python(key)})
        except ValidationError as error:
            raise ValueError(f"“{key}” không phải là {f.verbose_name}.") from error

    def whole(self, period: Period) -> Figure:
        """The figure of one period. One query, none for a period to come."""
        make = _Maker(self, period)
        if period.first > self.today:
            return make.figure(why=NOT_YET)
        return make.figure(**self._found(make.span).order_by().aggregate(**self._sums(make.span)))

    def divided(self, period: Period, by: str) -> tuple[dict[Any, Figure], Callable[[Any], Figure]]:
        """Key of the group → figure, for groups with rows there; and what makes the figure of one without."""
        if by not in self.measure.groups:
            raise ValueError(f"Số liệu “{self.measure.label}” không chia theo “{by}”.")
        make = _Maker(self, period)
        if period.first > self.today:
            return {}, lambda key: make.figure(by, key, why=NOT_YET)
        sums = self._sums(make.span)
        lines = _as_stored(self._found(make.span).order_by().values_list(by).annotate(**sums))
        found = {line[0]: make.figure(by, line[0], **dict(zip(sums, line[1:], strict=True))) for line in lines}
        return found, lambda key: make.figure(by, key)

    def _sums(self, span: Span) -> dict:
        return {"numerator": Sum(self._counted(span)), **self._other_sums}

    @cached_property
    def _other_sums(self) -> dict:
        measure, sums = self.measure, {"total": models.Count("*")}
        if measure.is_ratio:
            sums["denominator"] = Sum(self._weight, filter=~self._hidden if self._hidden else None)
        if measure.missing is not None:
            sums["missing"] = models.Count("pk", filter=measure.missing)
        if measure.sample and field_at(measure.model, measure.sample) is not None:
            sums["samples"] = models.Count("pk", filter=Q(**{measure.sample: True}))
        return sums

    def part(self, by: str, key) -> MeasureScope:
        """The scope of one key of a group, made once for all periods."""
        if (by, key) not in self._parts:
            self._parts[by, key] = self.scope.narrowed(by, key) if by else self.scope
        return self._parts[by, key]


class _Maker:
    """Makes the figures of one period: what they share is worked out once."""

    def __init__(self, asking: Asking, period: Period):
        self.measure, self.asking, self.period = asking.measure, asking, period
        self.span = span_of(period, asking.today, asking.rules)
        book = asking.rules.book(self.measure.rule) if self.measure.rule else None
        self.legal_version, self.rule_note = _cited(book, self.span.last)

    def figure(
        self, by: str = "", key=None, numerator=None, total=0, denominator=None, missing=0, samples=0, why=""
    ) -> Figure:
        measure = self.measure
        numerator, denominator = as_decimal(numerator), as_decimal(denominator)
        if why:
            value, numerator, denominator = None, None, None
        elif total and missing == total:
            value, why = None, ALL_MISSING
        elif measure.none_means and not total:
            value, why = None, measure.none_means
        else:
            value, why = measure.value_of(numerator, denominator)
        return Figure(
            measure=measure.name,
            label=measure.label,
            unit=measure.unit,
            value=value,
            numerator=numerator,
            denominator=denominator if measure.is_ratio else None,
            period=self.period,
            scope=self.asking.part(by, key),
            as_of=self.span.last,
            known_at=self.asking.now,
            rule=measure.rule,
            legal_version=self.legal_version,
            rule_note=self.rule_note,
            missing=missing,
            missing_means=measure.missing_means if missing else "",
            total=total,
            why=why,
            is_sample=samples > 0,
            decimals=measure.decimals,
        )


def _as_stored(rows: models.QuerySet) -> list[tuple]:
    """The lines as the database gives them: numbers are turned into decimals once, by `as_decimal`."""
    try:
        sql, params = rows.query.get_compiler(rows.db).as_sql()
    except EmptyResultSet:
        return []
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _number(given):
    """A column's name, an expression or a plain number, as an expression."""
    if isinstance(given, str):
        return F(given)
    return Value(given) if isinstance(given, int | Decimal) else given


def as_decimal(number) -> Decimal:
    """Rounded where a float of the database ends: 8.000000000000001 of 10 is not “trên 80 %”."""
    return Decimal(f"{number or 0:.{PLACES}f}")


def _cited(book: Book | None, day: date) -> tuple[str, str]:
    """The document that defines the measure on `day`, and what must be said of it."""
    if book is None or not book.rows:
        return "", ""
    if (rule := book.on(day)) is not None:
        return (
            rule.source,
            "" if rule.certainty == "confirmed" else f"{rule.get_certainty_display()}. {rule.note}".strip(),
        )
    rule = book.rows[0] if day < book.rows[0].valid_from else book.rows[-1]
    return rule.source, f"Không có hiệu lực vào ngày {vietnamese.format_date(day)}; tính theo để so sánh."
