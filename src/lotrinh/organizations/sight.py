"""Who can see this: the people whose roles reach a territory or a unit, and why."""

from dataclasses import dataclass
from datetime import date

from lotrinh.areas import territory
from lotrinh.areas.models import Area
from lotrinh.core.models import User
from lotrinh.organizations.choices import WRITING_ROLES, Role
from lotrinh.organizations.models import Organization, RoleHolding
from lotrinh.organizations.scope import root_of, sees_everything, units_within


@dataclass(frozen=True, slots=True)
class Sight:
    """One person's sight of one place or unit."""

    user: User
    role: str
    organization: Organization | None
    since: date | None
    until: date | None
    why: str
    may_write: bool


def who_sees_area(area: Area, day: date) -> list[Sight]:
    """People who see rows lying in `area` on `day`."""
    holdings = _holdings(day)
    reach = territory.within({root_of(holding) for holding in holdings} - {None})
    found = []
    for holding in holdings:
        if sees_everything(holding):
            found.append(_sight(holding, "thấy tất cả"))
        elif area.pk in reach.get(root_of(holding), ()):
            found.append(_sight(holding, f"địa bàn {(holding.area or holding.organization.area).name}"))
    return [*found, *_superusers()]


def who_sees_unit(organization: Organization, day: date) -> list[Sight]:
    """People who see rows that `organization` holds, whether by unit or by its territory."""
    holdings = _holdings(day)
    units = units_within({holding.organization_id for holding in holdings})
    reach = territory.within({root_of(holding) for holding in holdings} - {None})
    found = []
    for holding in holdings:
        if sees_everything(holding):
            found.append(_sight(holding, "thấy tất cả"))
        elif organization.pk in units[holding.organization_id]:
            found.append(
                _sight(holding, "cùng đơn vị" if holding.organization_id == organization.pk else "đơn vị cấp trên")
            )
        elif organization.area_id and organization.area_id in reach.get(root_of(holding), ()):
            found.append(_sight(holding, f"địa bàn {(holding.area or holding.organization.area).name}"))
    return [*found, *_superusers()]


def _holdings(day: date) -> list[RoleHolding]:
    held = RoleHolding.objects.held_on(day).select_related("user", "organization__area", "area")
    return list(held.order_by("organization__sort_key", "user__full_name"))


def _sight(holding: RoleHolding, why: str) -> Sight:
    return Sight(
        user=holding.user,
        role=holding.get_role_display(),
        organization=holding.organization,
        since=holding.valid_from,
        until=holding.valid_to,
        why=why,
        may_write=holding.role in WRITING_ROLES,
    )


def _superusers() -> list[Sight]:
    people = User.objects.filter(is_superuser=True, is_active=True).order_by("username")
    return [Sight(user, Role.ADMINISTRATOR.label, None, None, None, "quản trị kỹ thuật", True) for user in people]
