"""What is agreed of a target before it is followed."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.core.registers.errors import Invalid, Problem
from lotrinh.indicators.reading import refusal_of
from lotrinh.plans.actions.fresh import check, must_be_fresh
from lotrinh.plans.choices import VersionState
from lotrinh.plans.errors import Incomplete, NotInForce
from lotrinh.plans.models import Target, TargetContract
from lotrinh.plans.rights import must_run

FIELDS = (
    "definition",
    "unit",
    "denominator",
    "direction",
    "indicator",
    "scope",
    "threshold",
    "baseline",
    "baseline_on",
    "baseline_finder",
    "baseline_due",
    "contestant",
)


@transaction.atomic
def draft_contract(*, target: Target, by: User, seen: int | None = None, **fields) -> TargetContract:
    """Write down what is agreed so far; what is left out stays, or starts as the plan's words have it.

    A live contract stays live only while it is complete. Raises NotYourPlan, Incomplete, Changed, Invalid; TypeError
    for fields that no contract has.
    """
    must_run(by, target.version.programme)
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"not in a contract: {sorted(unknown)}")
    with audit(f"Soạn hợp đồng chỉ tiêu: {target}", by=by) as entry:
        contract = TargetContract.objects.filter(target=target).first()
        if contract is not None:
            must_be_fresh(contract, seen)
        contract = contract or from_the_words(target)
        for name, value in fields.items():
            setattr(contract, name, value)
        if contract.is_live and contract.missing:
            raise Incomplete(contract.missing)
        if contract.indicator and (why := refusal_of(contract.indicator, contract.measure_scope)):
            raise Invalid([Problem(contract, "scope", why)])
        contract.entry = entry
        check(contract)
        contract.save()
    target.contract = contract
    return contract


def from_the_words(target: Target) -> TargetContract:
    """A contract with what the plan itself says, not saved."""
    return TargetContract(
        target=target,
        unit=target.unit,
        direction=target.direction,
        threshold=target.value,
        baseline=target.printed_baseline,
    )


@transaction.atomic
def make_target_live(*, target: Target, by: User, on: date | None = None) -> TargetContract:
    """Follow the target from `on` (today). Only with a complete contract, and only a target that is in force.

    Raises NotYourPlan, NotInForce, Incomplete.
    """
    must_run(by, target.version.programme)
    if not target.is_kept or target.version.state != VersionState.PUBLISHED:
        raise NotInForce()
    contract = TargetContract.objects.select_for_update().filter(target=target).first() or from_the_words(target)
    if contract.missing:
        raise Incomplete(contract.missing)
    if contract.is_live:
        return contract
    with audit(f"Đưa chỉ tiêu vào theo dõi: {target}", by=by) as entry:
        contract.decided = contract.entry = entry
        contract.live_since = on or localdate()
        contract.save()
    target.contract = contract
    return contract
