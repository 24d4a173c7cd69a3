"""Setting a programme up: whose it is, where it holds, who takes part, which plans it hangs on."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from lotrinh.areas.models import Area
from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.organizations.models import Organization
from lotrinh.plans.actions.fresh import check, must_be_fresh
from lotrinh.plans.errors import NoSuchPlan, NotYourPlan, TooEarly
from lotrinh.plans.models import Programme, ProgrammeLink, ProgrammeOwner
from lotrinh.plans.rights import may_start, must_run


def start_programme(*, name: str, owner: Organization, by: User, is_sample: bool = False) -> Programme:
    """A programme without a text yet, owned by `owner` from the beginning. Raises NotYourPlan."""
    if not may_start(by):
        raise NotYourPlan()
    with audit(f"Mở kế hoạch: {name}", by=by) as entry:
        programme = Programme.objects.create(name=name[:500], entry=entry, is_sample=is_sample)
        ProgrammeOwner.objects.create(programme=programme, organization=owner, entry=entry)
    return programme


def set_up_programme(
    *,
    programme: Programme,
    by: User,
    name: str | None = None,
    areas: Iterable[Area] | None = None,
    units: Iterable[Organization] | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    seen: int | None = None,
) -> Programme:
    """Change what the programme covers; what is left out stays as it is. Raises NotYourPlan, Invalid, and Changed when
    somebody wrote it since `seen`.
    """
    must_run(by, programme)
    with audit(f"Thiết lập kế hoạch: {programme}", by=by) as entry:
        must_be_fresh(programme, seen)
        programme.name = name or programme.name
        programme.starts_on = starts_on or programme.starts_on
        programme.ends_on = ends_on or programme.ends_on
        programme.entry = entry
        check(programme)
        programme.save()
        if areas is not None:
            programme.areas.set(areas)
        if units is not None:
            programme.units.set(units)
    return programme


@transaction.atomic
def change_owner(
    *, programme: Programme, organization: Organization, on: date, by: User, legal_act: str = ""
) -> ProgrammeOwner:
    """From `on` the programme is led by `organization`; the owner before keeps its time.

    Raises NotYourPlan, and TooEarly when the owner of today began on that day or later.
    """
    must_run(by, programme)
    current = programme.owners.select_for_update().filter(valid_to=None).first()
    if current is not None and current.organization_id == organization.pk:
        return current
    if current is not None and current.valid_from is not None and on <= current.valid_from:
        raise TooEarly()
    with audit(f"Chuyển cơ quan thường trực: {programme}", by=by, reason=legal_act) as entry:
        programme.owners.filter(valid_to=None).update(valid_to=on - timedelta(days=1))
        return ProgrammeOwner.objects.create(
            programme=programme, organization=organization, valid_from=on, legal_act=legal_act, entry=entry
        )


def link_programme(
    *, programme: Programme, kind: str, by: User, other: Programme | None = None, printed: str = ""
) -> ProgrammeLink:
    """Note that the programme carries out, is made concrete by, runs beside or is followed by another plan.

    A plan kept here is given as `other`, and only one that `by` sees; any other by its printed name. Raises
    NotYourPlan, NoSuchPlan.
    """
    must_run(by, programme)
    printed = printed.strip()
    if other is not None and not Programme.objects.visible_to(by).filter(pk=other.pk).exists():
        raise NoSuchPlan()
    if other == programme or (other is None and not printed):
        raise NoSuchPlan()
    with audit(f"Liên kết kế hoạch: {programme}", by=by):
        # Of a plan kept here the printed name is a note; of any other it is all there is to tell it by.
        same = {"other": other} if other else {"other": None, "printed": printed}
        link, _ = ProgrammeLink.objects.get_or_create(
            programme=programme, kind=kind, **same, defaults={"printed": printed}
        )
    return link


def unlink_programme(*, link: ProgrammeLink, by: User) -> None:
    """Take a link back that was noted wrongly. Raises NotYourPlan."""
    must_run(by, link.programme)
    with audit(f"Bỏ liên kết kế hoạch: {link.programme}", by=by, reason=str(link)):
        link.delete()
