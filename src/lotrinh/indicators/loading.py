"""Indicators as shipped: one for every measure that no indicator names yet. An office changes them as it likes."""

from lotrinh.core.registers import write
from lotrinh.indicators.choices import Direction, Nature
from lotrinh.indicators.measures import Measure, Ratio, all_measures
from lotrinh.indicators.measures.figures import DECLARED
from lotrinh.indicators.models import Indicator
from lotrinh.rules.models import DatedRule

FALLING = {"establishment.in_residential_area", "establishment.on_urban_residential_land", "establishment.closed"}


def load() -> int:
    """Add an indicator for each measure without one; returns how many."""
    named = set(Indicator.objects.exclude(measure="").values_list("measure", flat=True))
    codes = set(Indicator.objects.values_list("code", flat=True))
    documents = {rule.key: rule.source for rule in DatedRule.objects.order_by("valid_from")}
    rows = [_of(measure, documents) for measure in all_measures() if measure.name not in named]
    rows = [row for row in rows if row.code not in codes]
    return len(write(rows, by=None, deed="Nạp danh mục chỉ số").created)


def _of(measure: Measure, documents: dict[str, str]) -> Indicator:
    others = [f"{other.label}: {other.definition}" for other in all_measures() if other.name in measure.others]
    return Indicator(
        code=code_of(measure.name),
        name=measure.label,
        definition=measure.definition,
        other_definitions="\n".join(others),
        unit=measure.unit,
        direction=Direction.FALL if measure.name in FALLING else Direction.RISE,
        nature=Nature.RATIO if isinstance(measure, Ratio) else Nature.FLOW if measure.is_flow else Nature.LEVEL,
        measure=measure.name,
        decimals=measure.decimals,
        legal_basis=documents.get(measure.rule, ""),
    )


def code_of(name: str) -> str:
    """cluster.fill_2024 → cluster-fill-2024: no measure is mistaken for declared figures."""
    return name.removeprefix(DECLARED).replace(".", "-").replace("_", "-")
