"""Deputies: who acts for whom, between which days, by which document. Vietnamese: ủy quyền.

The principal entrusts with what they hold themselves; an administrator does it for people they look after. Nobody
passes on what was entrusted to them.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from lotrinh.core.acting import Standing, standing_of
from lotrinh.core.models import User
from lotrinh.core.registers import Refused, audit
from lotrinh.core.vietnamese import format_date
from lotrinh.organizations.choices import Role
from lotrinh.organizations.models import Deputising, Organization, RoleHolding
from lotrinh.organizations.reach import looks_after
from lotrinh.organizations.scope import units_within

LONGEST_DAYS = 366


class NoDeputising(Refused):
    """Why these two, these days or these roles cannot be; the summary says it."""


@transaction.atomic
def appoint(
    *,
    principal: User,
    deputy: User,
    valid_from: date,
    valid_to: date,
    document: str,
    roles: Iterable[str] = (),
    may_decide: bool = True,
    by: User,
) -> Deputising:
    """`deputy` may act for `principal` between the days, both included. Raises NoDeputising."""
    roles = [role for role in Role.values if role in set(roles)]
    _must_be_theirs_to_give(principal, deputy, by)
    _must_make_sense(principal, deputy, valid_from, valid_to, document, roles)
    User.objects.select_for_update().get(pk=principal.pk)  # of two at once the second finds the first
    standing = principal.deputies.not_over(valid_from).filter(deputy=deputy, valid_from__lte=valid_to)
    if standing.exists():
        raise NoDeputising(summary=f"{deputy} đã được ủy quyền làm thay {principal} trong khoảng ngày trùng.")
    days = f"từ {format_date(valid_from)} đến hết {format_date(valid_to)}"
    with audit(f"Ủy quyền cho {deputy} làm thay {principal} {days}", by=by, reason=f"Theo {document.strip()}") as entry:
        return Deputising.objects.create(
            principal=principal,
            deputy=deputy,
            valid_from=valid_from,
            valid_to=valid_to,
            document=document.strip(),
            roles=roles,
            may_decide=may_decide,
            entry=entry,
        )


@transaction.atomic
def end(*, deputising: Deputising, by: User, reason: str = "") -> None:
    """At once; ending it twice changes nothing. Raises NoDeputising."""
    if not may_end(by, deputising):
        raise NoDeputising(
            summary="Chỉ hai người trong ủy quyền và quản trị viên phụ trách chấm dứt được ủy quyền này."
        )
    if Deputising.objects.select_for_update().get(pk=deputising.pk).end_entry_id:
        return
    with audit(f"Chấm dứt ủy quyền {deputising}", by=by, reason=reason.strip()) as entry:
        Deputising.objects.filter(pk=deputising.pk).update(end_entry=entry)


def may_appoint_for(who: User, principal: User) -> bool:
    return standing_of(who) is None and (who.pk == principal.pk or looks_after(who, principal))


def may_end(who: User, deputising: Deputising) -> bool:
    if standing_of(who) is not None:
        return False
    return who.pk in {deputising.principal_id, deputising.deputy_id} or looks_after(who, deputising.principal)


def candidates(principal: User, by: User, day: date) -> list[User]:
    """Whom `by` may choose: people of the principal's units, of those under them and of those above; by name."""
    held = RoleHolding.objects.held_on(day).exclude(user=principal)
    own = set(RoleHolding.objects.held_on(day).filter(user=principal).values_list("organization", flat=True))
    below = frozenset().union(*units_within(own).values())
    holdings = held.filter(Q(organization__in=below) | Q(organization__in=_above(own)))
    people = {one.user_id: one.user for one in holdings.select_related("user").order_by("user__full_name")}
    return [user for user in people.values() if by.pk == principal.pk or looks_after(by, user)]


def _above(units: set[int]) -> set[int]:
    found: set[int] = set()
    fresh = set(units)
    while fresh:
        parents = Organization.objects.filter(pk__in=fresh).exclude(parent=None).values_list("parent", flat=True)
        fresh = set(parents) - found
        found |= fresh
    return found


def _must_be_theirs_to_give(principal: User, deputy: User, by: User) -> None:
    if standing_of(by) is not None:
        raise NoDeputising(summary="Người đang làm thay không ủy quyền tiếp được; hãy thôi làm thay rồi làm việc này.")
    if not may_appoint_for(by, principal):
        raise NoDeputising(
            summary=f"Bạn không phụ trách {principal}; chỉ người ấy hoặc quản trị viên của đơn vị ấy ủy quyền được."
        )
    if principal.pk == deputy.pk:
        raise NoDeputising(summary="Không ai làm thay chính mình; hãy chọn người khác.")
    if not (principal.is_active and deputy.is_active):
        raise NoDeputising(summary="Một trong hai tài khoản đã khoá nên không ủy quyền được.")
    if deputy not in candidates(principal, by, localdate()):
        raise NoDeputising(
            summary=f"{deputy} không thuộc đơn vị của {principal}, đơn vị trực thuộc hay cấp trên mà bạn chọn được."
        )


def _must_make_sense(
    principal: User, deputy: User, valid_from: date, valid_to: date, document: str, roles: list[str]
) -> None:
    if not document.strip():
        raise NoDeputising(summary="Hãy ghi văn bản ủy quyền: số, ký hiệu, ngày.")
    if valid_to < max(valid_from, localdate()):
        raise NoDeputising(summary="Ngày cuối phải từ ngày đầu và từ hôm nay trở đi.")
    if (valid_to - valid_from).days > LONGEST_DAYS:
        raise NoDeputising(summary="Ủy quyền dài nhất một năm; việc lâu hơn thì giao vai trò cho người ấy.")
    held = set(principal.role_holdings.held_on(max(valid_from, localdate())).values_list("role", flat=True))
    entrustable = held - {Role.ADMINISTRATOR}
    if not entrustable:
        raise NoDeputising(
            summary=f"{principal} không giữ vai trò nào để ủy quyền; quyền quản trị không ủy quyền được."
        )
    if set(roles) - entrustable:
        raise NoDeputising(summary=f"{principal} không giữ vai trò được chọn trong những ngày này.")


def standing_from(deputising: Deputising) -> Standing:
    return Standing(
        deputising.deputy_id,
        deputising.principal_id,
        str(deputising.principal)[:150],
        tuple(deputising.roles),
        deputising.may_decide,
    )
