"""The declaration of a measure, how it becomes one query a period, and the list of all that were declared.

    @measure("cluster.fill_2024", vi="Tỷ lệ lấp đầy (NĐ 32/2024)", unit="%", rule="cluster.fill_2024")
    class Fill2024(Ratio):
        '''Industrial land let or approved over all industrial land; a plot counts once.'''
        weight, groups, missing = "area_ha", ("cluster", "cluster__area"), Q(area_ha=None)

        def rows(self, span):
            return Plot.objects.industrial()

        def counts(self, span):
            return Exists(leases_of_plot(span.last)) | Exists(approvals_of_plot(span.last))

    Fill2024.at(scope, period)                      # a Figure
    Fill2024.series(scope, periods, by="cluster")   # {cluster key: [Figure, …]}, one query a period

The numerator and the rows that prove it are one queryset (`asked`), so that they cannot disagree.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connections, models
from django.db.models import Case, DecimalField, F, Q, Sum, Value, When
from django.utils import timezone
from django.utils.timezone import localdate

from lotrinh.areas import territory
from lotrinh.core import vietnamese
from lotrinh.core.periods import Period
from lotrinh.core.registers.columns import field_at
from lotrinh.core.registers.declaration import register_of
from lotrinh.indicators.measures.figures import Figure, FigureRows
from lotrinh.indicators.measures.scopes import EVERYWHERE, MeasureScope
from lotrinh.rules.book import Book, Shelf
from lotrinh.rules.models import DatedRule

PLACES = 6
"""Decimal places that sums keep."""
_NUMBER = DecimalField(max_digits=24, decimal_places=PLACES)
NOT_YET = "Kỳ này chưa đến."
NOTHING_TO_DIVIDE = "Mẫu số bằng 0: chưa có dòng nào trong sổ để chia."
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


class Measure:
    """What is counted, over which rows. Subclasses give what differs; an instance stands under the class's name."""

    name = ""
    label = ""
    unit = ""
    rule = ""
    decimals = 0
    weight: Any = 1
    """What a row weighs: a column, an expression, or a number."""
    part: Any = None
    """How much of a row counts when it is not all of its weight: a column or an expression."""
    groups: tuple[str, ...] = ()
    """Paths by which the figure may be divided or narrowed."""
    group_names: dict[str, str] = {}
    """What groups are called that are annotations of `rows`, and below what their keys are called."""
    group_words: dict[str, dict[str, str]] = {}
    areas: tuple[str, ...] = ()
    """Paths to the units a row lies in, when other than the scope of its queryset: today's, and the former one."""
    missing: Any = None
    """Condition of rows that ought to count and cannot."""
    missing_means = "thiếu dữ liệu"
    sample = "is_sample"
    is_ratio = False
    is_flow = False
    """Counts what happened within the period, not what stands on its last day."""
    others: tuple[str, ...] = ()
    """Names of measures that answer the same question by another definition."""
    words: tuple[str, str] = ("tử số", "mẫu số")
    """What the numerator and the denominator are, for the formula."""

    def rows(self, span: Span) -> models.QuerySet:
        """All rows that belong to the denominator, or that may count."""
        raise NotImplementedError

    def counts(self, span: Span):
        """Condition of the rows that count; None: all of them."""
        return None

    # --- what follows from the declaration ---

    @cached_property
    def definition(self) -> str:
        return " ".join((type(self).__doc__ or "").split())

    @cached_property
    def model(self) -> type[models.Model]:
        return self.rows(Span(date(2000, 1, 1), date(2000, 1, 1))).model

    def at(self, scope: MeasureScope = EVERYWHERE, period: Period | None = None) -> Figure:
        """The figure over `scope` in `period` (this year), as known now."""
        return self.series(scope, [period or Period("year", localdate().year)])[0]

    def series(self, scope: MeasureScope, periods: Iterable[Period], by: str = ""):
        """A figure for each period; with `by` a group: {key of the group: such a list}. One query a period."""
        asking = _Asking(self, scope)
        per_period = [asking.figures(period, by) for period in periods]
        if not by:
            return [figures[None] for figures in per_period]
        keys = dict.fromkeys(key for figures in per_period for key in figures if key is not NOWHERE)
        return {key: [found.get(key) or found[NOWHERE](key) for found in per_period] for key in keys}

    def asked(self, scope: MeasureScope, span: Span) -> models.QuerySet:
        """The rows within `scope`, with `weight`, `counted` and `is_missing`: the numerator and its proof."""
        return _Asking(self, scope).rows(span)

    def rows_behind(self, figure: Figure, who) -> FigureRows:
        register = register_of(self.model)
        everything = self.asked(figure.scope, span_of(figure.period, figure.as_of))
        seen = everything.visible_to(who) if register.may.view(who) else everything.none()
        seen = seen.select_related(*register.references) if register.references else seen
        count = seen.count()
        outside = everything.count() - count
        return FigureRows(seen.order_by(*register.default_order, "pk"), register, count, outside)

    def value_of(self, numerator: Decimal, denominator: Decimal) -> tuple[Decimal | None, str]:
        """The value, or None and why it cannot be told."""
        return numerator, ""

    def group_labels(self, by: str, keys: Iterable) -> dict[Any, str]:
        """What each key of a group is called. One query for a foreign key, none for a choice."""
        keys = list(keys)
        f = field_at(self.model, by)
        if f is not None and f.is_relation:
            named = {row.pk: str(row) for row in f.related_model._default_manager.filter(pk__in=[k for k in keys if k])}
        else:
            named = dict(f.flatchoices or ()) if f is not None else self.group_words.get(by, {})
        return {key: str(named.get(key, key or "chưa ghi")) for key in keys}

    def group_label(self, by: str) -> str:
        f = field_at(self.model, by)
        return str(f.verbose_name) if f is not None else self.group_names.get(by, by)

    def __repr__(self):
        return f"<measure {self.name}>"


class Ratio(Measure):
    """Σ counted ÷ Σ weight, times 100 where the unit is %."""

    is_ratio = True
    decimals = 1

    def value_of(self, numerator, denominator):
        if not denominator:
            return None, NOTHING_TO_DIVIDE
        return numerator / denominator * (100 if self.unit == "%" else 1), ""


class Total(Measure):
    """Σ counted: hectares, persons, million đồng."""

    words = ("tổng", "")


class Count(Measure):
    """How many rows count."""

    weight = 1
    words = ("số dòng", "")


NOWHERE = object()
"""Stands in a period's figures for groups without a row there: a function from the group's key to an empty figure."""


class _Asking:
    """One measure asked over one scope: territory and rules are looked up once for all periods."""

    def __init__(self, measure: Measure, scope: MeasureScope):
        self.measure, self.scope, self.now = measure, scope, timezone.now()
        self.today = localdate(self.now)
        self.rules = Shelf()
        self._parts: dict[tuple, MeasureScope] = {}

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

    def figures(self, period: Period, by: str) -> dict:
        """Key of the group (None without one) → Figure."""
        make = _Maker(self, period)
        if period.first > self.today:
            if by:
                return {NOWHERE: lambda key: make.figure(by, key, why=NOT_YET)}
            return {None: make.figure("", None, why=NOT_YET)}
        rows, sums = self._found(make.span).order_by(), {"numerator": Sum(self._counted(make.span)), **self._sums}
        if not by:
            return {None: make.figure("", None, **rows.aggregate(**sums))}
        if by not in self.measure.groups:
            raise ValueError(f"Số liệu “{self.measure.label}” không chia theo “{by}”.")
        lines = _as_stored(rows.values_list(by).annotate(**sums))
        found = {line[0]: make.figure(by, line[0], **dict(zip(sums, line[1:], strict=True))) for line in lines}
        return found | {NOWHERE: lambda key: make.figure(by, key)}

    @cached_property
    def _sums(self) -> dict:
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


def span_of(period: Period, today: date, rules: Shelf | None = None) -> Span:
    return Span(period.first, min(period.last, today), rules or Shelf())


class _Maker:
    """Makes the figures of one period: what they share is worked out once."""

    def __init__(self, asking: _Asking, period: Period):
        self.measure, self.asking, self.period = asking.measure, asking, period
        self.span = span_of(period, asking.today, asking.rules)
        book = asking.rules.book(self.measure.rule) if self.measure.rule else None
        self.legal_version, self.rule_note = _cited(book, self.span.last)

    def figure(self, by: str, key, numerator=None, total=0, denominator=None, missing=0, samples=0, why="") -> Figure:
        measure = self.measure
        numerator, denominator = _decimal(numerator), _decimal(denominator)
        if why:
            value, numerator, denominator = None, None, None
        elif total and missing == total:
            value, why = None, ALL_MISSING
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
    """The lines as the database gives them: numbers are turned into decimals once, by `_decimal`."""
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


def _decimal(number) -> Decimal:
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


# --- figures made of figures ---


class OfFigures(Measure):
    """A plain function of other measures' figures, of the same scope and of this or another period."""

    pattern = ""
    """Its formula, with the names of its parts in braces: "{now} − {before}"."""

    def __init__(self, function: Callable, of: dict[str, Any]):
        self.function = function
        self.of = {name: given if isinstance(given, tuple) else (given, _same) for name, given in of.items()}
        self.groups = tuple(g for g in self._first.groups if all(g in part.groups for part, _ in self.of.values()))

    @property
    def _first(self) -> Measure:
        return next(iter(self.of.values()))[0]

    @cached_property
    def definition(self) -> str:
        return " ".join((self.function.__doc__ or "").split())

    @cached_property
    def model(self):
        return self._first.model

    def series(self, scope, periods, by=""):
        periods = list(periods)
        parts = {
            name: measure.series(scope, [shift(period) for period in periods], by)
            for name, (measure, shift) in self.of.items()
        }
        if not by:
            return [self._made(scope, p, {n: s[i] for n, s in parts.items()}) for i, p in enumerate(periods)]
        keys = dict.fromkeys(key for series in parts.values() for key in series)
        return {
            key: [
                self._made(scope.narrowed(by, key), p, {n: s[key][i] for n, s in parts.items() if key in s})
                for i, p in enumerate(periods)
            ]
            for key in keys
        }

    def _made(self, scope: MeasureScope, period: Period, parts: dict[str, Figure]) -> Figure:
        known = parts.keys() == self.of.keys() and all(part.is_known for part in parts.values())
        unknown = next((f"{part.label}, {part.period}: {part.why}" for part in parts.values() if not part.is_known), "")
        return Figure(
            measure=self.name,
            label=self.label,
            unit=self.unit,
            decimals=self.decimals,
            value=_decimal(self.function(**parts)) if known else None,
            numerator=None,
            denominator=None,
            period=period,
            scope=scope,
            as_of=min(period.last, max(part.as_of for part in parts.values())),
            known_at=min(part.known_at for part in parts.values()),
            missing=sum(part.missing for part in parts.values()),
            missing_means=next((part.missing_means for part in parts.values() if part.missing_means), ""),
            total=sum(part.total for part in parts.values()),
            why="" if known else unknown or "Thiếu một số liệu thành phần.",
            is_sample=any(part.is_sample for part in parts.values()),
            parts=tuple(parts.values()),
        )

    def rows_behind(self, figure, who):
        """Its proof is the figures it is made of; each opens into its own rows."""
        return FigureRows(self.model._default_manager.none(), register_of(self.model), 0, 0)


def _same(period: Period) -> Period:
    return period


# --- the list ---

_measures: dict[str, Measure] = {}


def measure(name: str, *, vi: str, unit: str = "", rule: str = "", of: dict[str, Any] | None = None, **more):
    """Decorator: declare a subclass of Ratio, Total or Count, or with `of` a function of figures, as a measure.

    `vi` is its Vietnamese name. `of` gives for each argument of the function a measure, or (measure, period → period).
    """

    def declare(declared) -> Measure:
        instance = OfFigures(declared, of) if of is not None else declared()
        for attribute, value in {"name": name, "label": vi, "unit": unit, "rule": rule, **more}.items():
            setattr(instance, attribute, value)
        if name in _measures and _measures[name].definition != instance.definition:
            raise ValueError(f"two measures are called {name}")
        _measures[name] = instance
        return instance

    return declare


def all_measures() -> list[Measure]:
    return list(_measures.values())


def measure_named(name: str) -> Measure:
    """Raises LookupError when no measure has this name."""
    try:
        return _measures[name]
    except KeyError:
        raise LookupError(f"no measure is called {name}") from None
