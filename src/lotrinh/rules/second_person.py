"""Deeds that want a second person: who did the first half does not do the other. Vietnamese: cần người thứ hai.

Which deeds do is a dated rule (`second_person.…`, value 1 or 0), for an office may be three people. Where the unit has
nobody else, the refusal says so and names who above may do it. Whoever stands in for somebody counts as both.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from lotrinh.core.acting import identities, standing_of
from lotrinh.core.models import User
from lotrinh.core.registers import Invalid, Refused
from lotrinh.organizations.choices import WRITING_ROLES, Role
from lotrinh.organizations.models import Organization, RoleHolding
from lotrinh.organizations.scope import holder_of
from lotrinh.rules.book import Book

MOST_OFFERED = 3
MOST_ASKED = 12
"""People of whom it is asked whether they may: enough to name some."""


@dataclass(frozen=True, slots=True)
class Deed:
    """The second half of something that two people do."""

    key: str
    did: str
    """What the first person did: “Bạn đã … nên”."""
    does: str
    """What is left to another: “cần người khác …”."""
    roles: frozenset[str]
    unless_ruled: bool = False
    """Whether it wants a second person on a day for which no rule is written."""
    always: bool = False
    """Held by the database: no rule takes it away."""


_OFFICERS = frozenset(WRITING_ROLES - {Role.ADMINISTRATOR})

AGREE_REPORT = Deed("agree_report", "soạn hoặc trình báo cáo này", "đồng ý", frozenset({Role.LEADER}))
ACCEPT_ANSWER = Deed("accept_answer", "gửi trả lời này", "nhận", _OFFICERS)
ANSWER_CONTEST = Deed("answer_contest", "nêu ý kiến này", "trả lời", frozenset({Role.PLAN_OFFICER}))
VERIFY_ORDER = Deed(
    "verify_order", "trả lời việc này", "kiểm chứng", _OFFICERS | {Role.LEADER, Role.PARTNER}, unless_ruled=True
)
VERIFY_CLOSURE = Deed("verify_closure", "ghi cơ sở đã ngừng", "đến kiểm tra và xác nhận", _OFFICERS, always=True)
DEEDS = (AGREE_REPORT, ACCEPT_ANSWER, ANSWER_CONTEST, VERIFY_ORDER, VERIFY_CLOSURE)


class NeedsAnother(Invalid):
    """`by` did the first half; the summary says who else may do this one."""


class NotEntrusted(Refused):
    summary = (
        "Văn bản ủy quyền không cho duyệt, nhận, xác nhận thay. Hãy chờ người ủy quyền hoặc nhờ người có quyền khác."
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """Who else may: people of the unit, or of the nearest unit above that has any."""

    unit: Organization | None
    people: tuple[RoleHolding, ...]
    is_superior: bool

    @property
    def words(self) -> str:
        named = "; ".join(_named(one, self.is_superior) for one in self.people)
        if self.unit and not self.is_superior:
            return f"Ở {self.unit.label} có: {named}."
        nobody = f"{self.unit.label if self.unit else 'Đơn vị'} không còn ai khác làm được việc này"
        if not named:
            return f"{nobody}, cấp trên cũng chưa có; hãy đề nghị quản trị viên giao vai trò cho người thứ hai."
        return f"{nobody}; hãy nhờ cấp trên: {named}."


def must_be_entrusted(by: User) -> None:
    """Raises NotEntrusted for a deputy who may act, but not decide."""
    if _is_not_entrusted(by):
        raise NotEntrusted()


def _is_not_entrusted(by: User) -> bool:
    standing = standing_of(by)
    return standing is not None and not standing.may_decide


def is_wanted(deed: Deed, day: date | None = None) -> bool:
    if deed.always:
        return True
    rule = Book(f"second_person.{deed.key}").on(day or localdate())
    return deed.unless_ruled if rule is None or rule.value is None else bool(rule.value)


def must_be_another(
    deed: Deed,
    *,
    by: User,
    authors: Iterable[int | None],
    unit: Organization | None,
    may: Callable[[User], bool] | None = None,
) -> None:
    """Raises NeedsAnother when `by`, or whom they stand in for, is among `authors` (keys of users) of the first half.

    `unit`: where a second person is looked for first, None for that of `by`; `may(user)`: whether somebody could
    really do it. Raises NotEntrusted for a deputy who was not entrusted with deciding.
    """
    must_be_entrusted(by)
    if whose := why_not(deed, by=by, authors=authors, unit=unit, may=may):
        raise NeedsAnother(summary=whose)


def why_not(
    deed: Deed,
    *,
    by: User,
    authors: Iterable[int | None],
    unit: Organization | None,
    may: Callable[[User], bool] | None = None,
) -> str:
    """Why `by` is not the one to do it, and who is; "" when nothing is against it. For a page, before the click:
    `rules/_needs_another.html` says it in place of the button.
    """
    if _is_not_entrusted(by):
        return NotEntrusted.summary
    known = {key for key in authors if key is not None}
    if not known & identities(by) or not is_wanted(deed):
        return ""
    offer = offered(deed, unit or _unit_of(by), besides=known | identities(by), may=may)
    standing = standing_of(by)
    who = f"Bạn hoặc {standing.principal_name}" if standing else "Bạn"
    return f"{who} đã {deed.did} nên cần người khác {deed.does}. {offer.words}"


def offered(
    deed: Deed, unit: Organization | None, *, besides: Iterable[int], may: Callable[[User], bool] | None = None
) -> Offer:
    """Who else may do it: at the unit; where nobody is, at the nearest unit above."""
    besides = frozenset(besides)
    if unit is None:
        return Offer(None, (), is_superior=True)
    if own := _people_at([unit.pk], deed, besides, may):
        return Offer(unit, own, is_superior=False)
    for above in _above(unit):
        if found := _people_at(above, deed, besides, may):
            return Offer(unit, found, is_superior=True)
    return Offer(unit, (), is_superior=True)


def _people_at(units: Iterable[int], deed: Deed, besides: frozenset[int], may) -> tuple[RoleHolding, ...]:
    held = RoleHolding.objects.held_on(localdate()).filter(organization__in=units, role__in=deed.roles)
    found: dict[int, Any] = {}
    for one in held.exclude(user__in=besides).with_names().order_by("user__full_name")[:MOST_ASKED]:
        if one.user_id not in found and (may is None or may(one.user)):
            found[one.user_id] = one
    return tuple(found.values())[:MOST_OFFERED]


def _above(unit: Organization) -> Iterable[list[int]]:
    """Keys of the unit it belongs to, and so on up; then of the offices of the territory, and of the one above."""
    seen = {unit.pk}
    parent = unit.parent
    while parent is not None and parent.pk not in seen:
        seen.add(parent.pk)
        yield [parent.pk]
        parent = parent.parent
    area = unit.area
    while area is not None:
        there = Organization.objects.valid_on(localdate()).of_area(area).exclude(pk__in=seen)
        keys = list(there.values_list("pk", flat=True))
        seen.update(keys)
        if keys:
            yield keys
        area = area.parent


def _unit_of(who: User) -> Organization | None:
    held = RoleHolding.objects.held_on(localdate()).filter(user=holder_of(who)).select_related("organization")
    return next((one.organization for one in held), None)


def _named(one: RoleHolding, with_unit: bool) -> str:
    parts = [one.get_role_display(), one.organization.label if with_unit else "", one.user.phone]
    return f"{one.user} ({', '.join(part for part in parts if part)})"
