"""Which figures are kept every night because a plan in force is judged by them."""

from collections.abc import Iterator

from lotrinh.indicators.keeping import kept_nightly
from lotrinh.indicators.measures import MeasureScope
from lotrinh.indicators.models import Indicator
from lotrinh.plans.models import Target, TargetContract


@kept_nightly
def followed() -> Iterator[tuple[Indicator, MeasureScope]]:
    """The indicator and scope of every live target."""
    targets = Target.objects.in_force().values("pk")
    contracts = TargetContract.objects.filter(target__in=targets).exclude(live_since=None)
    contracts = contracts.select_related("indicator", "target__version__programme")
    for contract in contracts.prefetch_related("target__version__programme__areas"):
        yield contract.indicator, contract.measure_scope
