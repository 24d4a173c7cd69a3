"""Which figures are kept every night because a plan in force is judged by them."""

from collections.abc import Iterator

from lotrinh.indicators.keeping import kept_nightly
from lotrinh.indicators.measures import MeasureScope
from lotrinh.indicators.models import Indicator
from lotrinh.indicators.reading import measure_of
from lotrinh.plans.models import Target, TargetContract


@kept_nightly
def followed() -> Iterator[tuple[Indicator, MeasureScope]]:
    """The indicator and scope of every live target; one that no longer fits must not cost the others their night."""
    targets = Target.objects.in_force().values("pk")
    contracts = TargetContract.objects.filter(target__in=targets).exclude(live_since=None)
    contracts = contracts.select_related("indicator", "target__version__programme")
    for contract in contracts.prefetch_related("target__version__programme__areas"):
        try:
            scope = contract.measure_scope
        except ValueError:
            continue
        if _fits(contract.indicator, scope):
            yield contract.indicator, scope


def _fits(indicator: Indicator, scope: MeasureScope) -> bool:
    """The measure can be narrowed as the scope asks."""
    measure = measure_of(indicator)
    return measure is None or all(group in measure.groups for group, _ in scope.within)
