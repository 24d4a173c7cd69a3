"""A target is shared out to units; a unit proposes another share, and the two come to terms."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.timezone import localdate

from lotrinh.core.models import AuditEntry, User
from lotrinh.core.periods import Period
from lotrinh.core.registers import audit
from lotrinh.core.registers.errors import Invalid, Problem
from lotrinh.indicators.models import Indicator
from lotrinh.organizations.models import Organization
from lotrinh.plans.actions.fresh import check, must_be_fresh
from lotrinh.plans.allotting import Computed, by_weights, is_ratio, weights_of
from lotrinh.plans.choices import ProposalState, ShareKey
from lotrinh.plans.errors import Ended, NoEvidence, NoReason, NotInForce, NotShared, NotYourTask, Unsettled
from lotrinh.plans.models import Allotment, Share, ShareProposal, Target
from lotrinh.plans.rights import acts_for, must_run

Given = Mapping[Organization, Decimal]


def computed(
    target: Target,
    units: list[Organization],
    *,
    key: str,
    values: Given | None = None,
    numbers: Given | None = None,
    indicator: Indicator | None = None,
    period: str = "",
    decimals: int = 0,
) -> dict[int, Computed]:
    """Each unit's part, nothing written. `numbers` are weights, of a ratio denominators.

    Raises NothingToShare, CannotShare, Invalid (a unit without its number, named by its key).
    """
    values, numbers = values or {}, numbers or {}
    if key == ShareKey.HAND:
        _must_have(units, values, "gia_tri", "Hãy ghi phần được giao của {}.")
        return {unit.pk: Computed(values[unit], None, numbers.get(unit)) for unit in units}
    if key == ShareKey.INDICATOR:
        ratio = is_ratio(target)
        return by_weights(target, weights_of(indicator, Period.parse(period), units, ratio=ratio), decimals)
    _must_have(units, numbers, "so_goc", "Hãy ghi số gốc của {}.")
    return by_weights(target, {unit.pk: numbers[unit] for unit in units}, decimals)


def _must_have(units: list[Organization], given: Given, field: str, message: str) -> None:
    lacking = [unit for unit in units if given.get(unit) is None or given[unit] < 0]
    if lacking:
        raise Invalid([Problem(None, f"{field}_{unit.pk}", message.format(unit.label)) for unit in lacking])


@transaction.atomic
def share_out(
    *,
    target: Target,
    units: list[Organization],
    by: User,
    key: str = ShareKey.HAND,
    values: Given | None = None,
    numbers: Given | None = None,
    indicator: Indicator | None = None,
    period: str = "",
    source: str = "",
    decimals: int = 0,
    why: str = "",
    seen: int | None = None,
) -> Allotment:
    """Give each of `units` its part; units left out lose theirs. Whether all adds up is shown, never forced.

    By hand `values` are the parts; by weights `numbers`, by an indicator its figures of each unit's area share out what
    is asked. `seen`: the entry when the sheet was opened, 0 when there was none yet. Raises NotYourPlan, NotInForce,
    Ended, NothingToShare, CannotShare, Changed, Invalid.
    """
    must_run(by, target.version.programme)
    _must_run_now(target)
    if any(not unit.exists_on(localdate()) for unit in units):
        raise Ended()
    # The target is held: two sheets written at once would both find no allotment.
    Target.objects.select_for_update().get(pk=target.pk)
    parts = computed(
        target,
        units,
        key=key,
        values=values,
        numbers=numbers,
        indicator=indicator,
        period=period,
        decimals=decimals,
    )
    with audit(f"Phân bổ chỉ tiêu: {target}", by=by, reason=why) as entry:
        allotment = Allotment.objects.filter(target=target).first()
        if allotment is not None:
            must_be_fresh(allotment, seen)
        allotment = allotment or Allotment(target=target)
        allotment.key, allotment.decimals, allotment.source = key, decimals, source.strip()
        allotment.indicator, allotment.period = (indicator, period) if key == ShareKey.INDICATOR else (None, "")
        allotment.entry = entry
        check(allotment)
        allotment.save()
        _write(allotment, parts, why, entry)
    return allotment


def _write(allotment: Allotment, parts: dict[int, Computed], why: str, entry: AuditEntry) -> None:
    held = {share.organization_id: share for share in allotment.shares.current()}
    for unit, share in held.items():
        if unit not in parts:
            end_share(share, entry)
            _close_waiting(allotment, unit, "Bảng phân bổ không còn phần của đơn vị.", entry)
    for unit, part in parts.items():
        share = held.get(unit)
        if share is not None and Computed(share.value, share.weight, share.denominator) == part:
            continue
        if share is not None:
            end_share(share, entry)
        new = Share(allotment=allotment, organization_id=unit, why=why[:500], entry=entry)
        new.value, new.weight, new.denominator = part.value, part.weight, part.denominator
        check(new)
        new.save()


def end_share(share: Share, entry: AuditEntry) -> None:
    share.ended = entry
    share.save(update_fields=["ended"])


def _close_waiting(allotment: Allotment, unit: int, answer: str, entry: AuditEntry) -> None:
    """What a unit proposed and nobody settled: kept, with why it went no further."""
    for one in allotment.proposals.unsettled().filter(organization=unit):
        one.state, one.settled = ProposalState.REPLACED, entry
        one.answer = one.answer or answer
        one.save(update_fields=["state", "settled", "answer"])


# --- another share is proposed ---------------------------------------------------------------------------------------


@transaction.atomic
def propose_share(
    *,
    target: Target,
    organization: Organization,
    value: Decimal,
    reason: str,
    evidence: str,
    by: User,
    sent_as: UUID | None = None,
) -> ShareProposal:
    """Ask, for `organization`, for another share than the one it got. What it had proposed before, and was not settled,
    is replaced and kept. Raises NotYourTask, NotShared, NotInForce, NoReason, NoEvidence, Invalid.
    """
    if not acts_for(by, organization):
        raise NotYourTask()
    if sent_as and (already := ShareProposal.objects.filter(sent_as=sent_as, organization=organization).first()):
        return already
    _must_run_now(target)
    share = Share.objects.current().select_for_update().filter(allotment__target=target, organization=organization)
    share = share.first()
    if share is None:
        raise NotShared()
    if not reason.strip():
        raise NoReason()
    if not evidence.strip():
        raise NoEvidence()
    with audit(f"Đề xuất điều chỉnh phần được giao: {target}", by=by) as entry:
        allotment = Allotment.objects.get(pk=share.allotment_id)
        _close_waiting(allotment, organization.pk, "Đơn vị gửi đề xuất khác.", entry)
        proposal = ShareProposal(
            allotment=allotment,
            organization=organization,
            given=share.value,
            value=value,
            reason=reason.strip(),
            evidence=evidence.strip()[:500],
            raised=entry,
            sent_as=sent_as or uuid4(),
        )
        check(proposal)
        proposal.save()
    return proposal


@transaction.atomic
def accept_proposal(*, proposal: ShareProposal, by: User, answer: str = "") -> ShareProposal:
    """The unit gets what it proposed. Raises NotYourPlan, Unsettled, NotShared."""
    return _answer(proposal, ProposalState.ACCEPTED, answer, by=by, value=proposal.value)


@transaction.atomic
def refuse_proposal(*, proposal: ShareProposal, answer: str, by: User) -> ShareProposal:
    """The share stays, for a reason. Raises NotYourPlan, Unsettled, NoReason."""
    if not answer.strip():
        raise NoReason()
    return _answer(proposal, ProposalState.REFUSED, answer, by=by)


@transaction.atomic
def offer_share(*, proposal: ShareProposal, offered: Decimal, answer: str, by: User) -> ShareProposal:
    """Neither the given nor the proposed number: the unit may agree to `offered` or propose anew.

    Raises NotYourPlan, Unsettled, NoReason, Invalid.
    """
    if not answer.strip():
        raise NoReason()
    if offered < 0:
        raise Invalid([Problem(None, "offered", "Phần đề nghị lại không được âm.")])
    return _answer(proposal, ProposalState.OFFERED, answer, by=by, offered=offered)


@transaction.atomic
def agree_to_offer(*, proposal: ShareProposal, by: User) -> ShareProposal:
    """The unit takes what was offered. Raises NotYourTask, Unsettled, NotShared."""
    if not acts_for(by, proposal.organization):
        raise NotYourTask()
    proposal = _held(proposal, ProposalState.OFFERED)
    with audit(f"Đồng ý phần đề nghị lại: {proposal.allotment.target}", by=by) as entry:
        proposal.state, proposal.settled = ProposalState.AGREED, entry
        proposal.save(update_fields=["state", "settled"])
        _set(proposal, proposal.offered, entry)
    return proposal


def _answer(
    proposal: ShareProposal,
    state: str,
    answer: str,
    *,
    by: User,
    value: Decimal | None = None,
    offered: Decimal | None = None,
) -> ShareProposal:
    must_run(by, proposal.allotment.target.version.programme)
    proposal = _held(proposal, ProposalState.OPEN)
    deed = f"Trả lời đề xuất của {proposal.organization.label}: {ProposalState(state).label}"
    with audit(deed[:200], by=by, reason=answer.strip()) as entry:
        proposal.state, proposal.answer, proposal.answered = state, answer.strip(), entry
        proposal.offered = offered
        proposal.settled = None if state == ProposalState.OFFERED else entry
        check(proposal)
        proposal.save()
        if value is not None:
            _set(proposal, value, entry)
    return proposal


def _held(proposal: ShareProposal, state: str) -> ShareProposal:
    """The proposal as it is now, held until the deed is through; Raises Unsettled unless it is in `state`."""
    found = ShareProposal.objects.select_for_update(of=("self",)).select_related("organization", "allotment__target")
    proposal = found.get(pk=proposal.pk)
    if proposal.state != state:
        raise Unsettled()
    return proposal


def _set(proposal: ShareProposal, value: Decimal, entry: AuditEntry) -> None:
    held = proposal.allotment.shares.current().filter(organization=proposal.organization_id).first()
    if held is None:
        raise NotShared()
    end_share(held, entry)
    Share.objects.create(
        allotment=proposal.allotment,
        organization_id=proposal.organization_id,
        value=value,
        denominator=held.denominator,
        taken_over_from_id=held.taken_over_from_id,
        why=f"Theo đề xuất của đơn vị: {proposal.reason}"[:500],
        entry=entry,
    )
    # Whoever had the sheet open is told that it changed.
    Allotment.objects.filter(pk=proposal.allotment_id).update(entry=entry)


def _must_run_now(target: Target) -> None:
    if not Target.objects.in_force().filter(pk=target.pk).exists():
        raise NotInForce()


# --- a unit ends -----------------------------------------------------------------------------------------------------


def hand_share(share: Share, successor: Organization, entry: AuditEntry) -> None:
    """The successor holds it from now on, on top of what it has already; the sum of all stays what it was."""
    end_share(share, entry)
    allotment = share.allotment
    _close_waiting(allotment, share.organization_id, "Đơn vị đã kết thúc; đơn vị kế tục có thể đề xuất lại.", entry)
    own = allotment.shares.current().filter(organization=successor).first()
    part = _together(own, share, ratio=is_ratio(allotment.target)) if own else share
    if own:
        end_share(own, entry)
    Share.objects.create(
        allotment=allotment,
        organization=successor,
        value=part.value,
        denominator=part.denominator,
        taken_over_from=share.organization,
        why=f"Nhận bàn giao từ {share.organization.label}"[:500],
        entry=entry,
    )


def _together(own: Share, other: Share, *, ratio: bool) -> Computed:
    if not ratio:
        return Computed(own.value + other.value)
    if own.denominator is None or other.denominator is None:
        # Ratios of unknown weight cannot be joined: the successor's own stays until an officer decides.
        return Computed(own.value)
    denominator = own.denominator + other.denominator
    numerator = own.value * own.denominator + other.value * other.denominator
    return Computed(round(numerator / denominator, 4), None, denominator)
