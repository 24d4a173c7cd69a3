"""Who may give orders, answer them, raise blocks and clear them."""

from typing import Any

from django.utils.timezone import localdate

from lotrinh.core.models import User
from lotrinh.followups.choices import MOVES, OrderState, Party, StepKind
from lotrinh.followups.models import Block, Order
from lotrinh.organizations.choices import WRITING_ROLES, Role
from lotrinh.organizations.models import Organization, RoleHolding
from lotrinh.organizations.scope import Scope, holder_of, scope_of, units_within
from lotrinh.rules.second_person import VERIFY_ORDER, why_not

_SPEAKING = WRITING_ROLES | {Role.LEADER, Role.PARTNER}
"""A leader keeps no registers and a partner writes none, but both answer for their unit."""
_GIVING = frozenset({Role.LEADER, Role.PLAN_OFFICER, Role.ADMINISTRATOR})
"""A plan officer gives what the leader has said: the history tells who typed it."""


def _scope(who, roles) -> Scope:
    return Scope(tuple(grant for grant in scope_of(who).grants if grant.role in roles))


def _covers(scope: Scope, organization_id: int) -> bool:
    return scope.organization_ids is None or organization_id in scope.organization_ids


def speaks_for(who: User, organization_id: int) -> bool:
    """Holds a role that answers for the unit, there or at one above it."""
    return _covers(_scope(who, _SPEAKING), organization_id)


def may_speak(who: User) -> bool:
    """Whether `who` answers for any unit at all; no query beyond the scope."""
    return bool(scope_of(who).roles & _SPEAKING)


def keys_spoken_for(who: User) -> frozenset[int] | None:
    """Keys of those units; None: all."""
    return _scope(who, _SPEAKING).organization_ids


def units_spoken_for(who: User):
    """Units in whose name `who` may answer, raise a block or object; those that exist today."""
    keys = keys_spoken_for(who)
    units = Organization.objects.valid_on(localdate()).order_by("sort_key")
    return units if keys is None else units.filter(pk__in=keys)


# --- blocks ----------------------------------------------------------------------------------------------------------


def may_resolve(who: User, block: Block) -> bool:
    """The unit that was asked, its superior once told, or the one that was held up and finds the way clear."""
    sides = (block.clearer_id, block.superior_id, block.unit_id)
    return any(speaks_for(who, side) for side in sides if side)


def may_remind(who: User, block: Block) -> bool:
    return speaks_for(who, block.unit_id)


# --- orders ----------------------------------------------------------------------------------------------------------


def may_order(who: User) -> bool:
    """Whether anybody at all stands under `who`; no query beyond the scope."""
    return bool(scope_of(who).roles & _GIVING)


def within_reach(who: User):
    """Units to which `who` may give orders: those under the own unit and those of its territory, partners included."""
    return Organization.objects.valid_on(localdate()).reached_by(_scope(who, _GIVING))


def giver_for(who: User, unit: Organization) -> Organization | None:
    """In whose name an order to `unit` is given: the unit above it where `who` holds a role, else of its territory."""
    held = (
        RoleHolding.objects.held_on(localdate())
        .filter(user=holder_of(who), role__in=_GIVING)
        .select_related("organization")
    )
    own = list({one.organization_id: one.organization for one in held.order_by("pk")}.values())
    under = units_within([one.pk for one in own])
    nearest = (
        next((one for one in own if unit.pk in under[one.pk]), None)
        or next((one for one in own if one.area_id and one.area_id == unit.area_id), None)
        or next(iter(own), None)
    )
    return nearest or within_reach(who).filter(parent=None).exclude(pk=unit.pk).order_by("pk").first()


def speaks_as(who: User, order: Order, party: str) -> bool:
    side = order.side(party)
    if side is None:
        return False
    if party == Party.GIVER:
        return _covers(_scope(who, _GIVING), side.pk)
    return speaks_for(who, side.pk)


def party_of(who: User, order: Order, kind: StepKind) -> Party | None:
    """The side for which `who` may take this step now; None: may not."""
    move = MOVES.get(kind)
    if move is None or order.state not in move.since or _is_too_early(order, kind):
        return None
    return next((party for party in Party if party in move.parties and speaks_as(who, order, party)), None)


def _is_too_early(order: Order, kind: StepKind) -> bool:
    """Where somebody else must verify, the giver closes only after that."""
    return kind == StepKind.CLOSE and bool(order.verifier_id) and order.state != OrderState.VERIFIED


def _answered_by(order: Order) -> frozenset[int]:
    """Whose answer the last one is, a deputy's and the principal's alike: somebody else has to verify."""
    last = order.steps.filter(kind=StepKind.ANSWER).select_related("entry").order_by("-pk").first()
    return last.entry.identities if last else frozenset()


def second_half(order: Order) -> dict[str, Any]:
    """What `rules.second_person` asks of verifying: whose answer it is, where a second person is, who may."""
    return {
        "authors": _answered_by(order),
        "unit": order.verifier,
        "may": lambda user: speaks_as(user, order, Party.VERIFIER),
    }


def who_else_verifies(who: User, order: Order) -> str:
    """Why `who`, whose turn it is to verify, does not, and who does; "" when nothing is against it."""
    return why_not(VERIFY_ORDER, by=who, **second_half(order)) if party_of(who, order, StepKind.VERIFY) else ""


def may_remind_of(who: User, order: Order) -> bool:
    return order.is_open and order.turn != order.giver and speaks_as(who, order, Party.GIVER)


def may_tell_block(who: User, order: Order) -> bool:
    """The unit that works on it, and not whoever gave it, is offered to say what holds it up."""
    return order.is_open and speaks_for(who, order.unit_id) and not speaks_as(who, order, Party.GIVER)
