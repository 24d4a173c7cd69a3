"""The open targets of a programme as questions: one for each declared indicator that a live contract follows."""

from lotrinh.collection.choices import Adding
from lotrinh.collection.models import Question
from lotrinh.indicators.choices import Nature
from lotrinh.plans.models import Programme, Target, TargetContract

_ADDING = {
    Nature.RATIO: Adding.RATIO,
    Nature.LEVEL: Adding.LEVEL,
    Nature.FLOW: Adding.FLOW,
    Nature.CUMULATIVE: Adding.LEVEL,
}


def questions_of(programme: Programme, who) -> list[Question]:
    """Shares are asked with both parts, so that units can be added up. What a register counts is not asked."""
    targets = Target.objects.visible_to(who).in_force().filter(version__programme=programme)
    contracts = TargetContract.objects.filter(target__in=targets.values("pk")).exclude(live_since=None)
    declared = contracts.filter(indicator__measure="").exclude(indicator=None).select_related("indicator")
    indicators = {contract.indicator_id: contract.indicator for contract in declared.order_by("target__pk")}
    found: list[Question] = []
    for number, indicator in enumerate(indicators.values(), start=1):
        key, is_ratio = str(number), indicator.nature == Nature.RATIO
        found.append(
            Question(
                key=key,
                label=indicator.name[:300],
                unit=indicator.unit,
                indicator=indicator,
                adding=_ADDING[Nature(indicator.nature)],
                numerator=f"{key}.1" if is_ratio else "",
                denominator=f"{key}.2" if is_ratio else "",
            )
        )
        if is_ratio:
            found.append(Question(key=f"{key}.1", label=f"Tử số của mục {key}", adding=Adding.FLOW))
            found.append(Question(key=f"{key}.2", label=f"Mẫu số của mục {key}", adding=Adding.FLOW))
    return found
