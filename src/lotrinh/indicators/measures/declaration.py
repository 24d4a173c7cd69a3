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
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.timezone import localdate

from lotrinh.core.periods import Period
from lotrinh.core.registers.columns import field_at
from lotrinh.core.registers.declaration import register_of
from lotrinh.indicators.measures.asking import Asking, Span, as_decimal, span_of
from lotrinh.indicators.measures.figures import Figure, FigureRows
from lotrinh.indicators.measures.scopes import EVERYWHERE, MeasureScope

NOTHING_TO_DIVIDE = "Mẫu số bằng 0: chưa có dòng nào trong sổ để chia."


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
    """What those groups are called that are annotations of `rows`."""
    group_words: dict[str, dict[str, str]] = {}
    """What their keys are called."""
    areas: tuple[str, ...] = ()
    """Paths to the units a row lies in, when other than the scope of its queryset: today's, and the former one."""
    missing: Any = None
    """Condition of rows that ought to count and cannot."""
    missing_means = "thiếu dữ liệu"
    none_means = ""
    """Why there is no figure where there is no row: what nobody reported is no nought. Empty: no row means nought."""
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
        asking = Asking(self, scope)
        if not by:
            return [asking.whole(period) for period in periods]
        divided = [asking.divided(period, by) for period in periods]
        keys = dict.fromkeys(key for found, _ in divided for key in found)
        return {key: [found.get(key) or absent(key) for found, absent in divided] for key in keys}

    def asked(self, scope: MeasureScope, span: Span) -> models.QuerySet:
        """The rows within `scope`, with `weight`, `counted` and `is_missing`: the numerator and its proof."""
        return Asking(self, scope).rows(span)

    def rows_behind(self, figure: Figure, who) -> FigureRows:
        register = register_of(self.model)
        everything = self.asked(figure.scope, span_of(figure.period, figure.as_of))
        if figure.as_of < figure.period.first:  # a period to come has no rows yet
            everything = everything.none()
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
            value=as_decimal(self.function(**parts)) if known else None,
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
