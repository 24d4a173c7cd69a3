"""What a unit holds of running plans, for the hand-over when it ends. What it told and proved stays with it."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from lotrinh.core.registers import audit
from lotrinh.core.vietnamese import format_number
from lotrinh.organizations import handover
from lotrinh.organizations.models import Organization
from lotrinh.plans.actions.allotting import hand_share
from lotrinh.plans.actions.programmes import change_owner
from lotrinh.plans.models import Contest, ProgrammeOwner, Share, Target, TargetContract, Task, TaskAssignment


def open_parts(organization: Organization):
    """Its parts in tasks that are not done."""
    tasks = Task.objects.in_force().open()
    return TaskAssignment.objects.filter(organization=organization, task__in=tasks.values("pk")).select_related(
        "task", "organization"
    )


def hand_parts(rows, successor: Organization, *, by) -> None:
    """Give the parts to `successor`, which is asked from its first day on; a part it has already is not doubled."""
    for part in rows:
        with audit(f"Bàn giao nhiệm vụ: {part.task}", by=by) as entry:
            held = TaskAssignment.objects.filter(task=part.task, organization=successor, role=part.role)
            if held.exists():
                part.delete()
                continue
            part.taken_over_from, part.since = part.organization, _first_day_after(part.organization)
            part.organization, part.entry = successor, entry
            part.save(update_fields=["taken_over_from", "since", "organization", "entry"])


def owned_programmes(organization: Organization):
    """Plans it leads today."""
    return ProgrammeOwner.objects.filter(organization=organization, valid_to=None).select_related(
        "programme", "organization"
    )


def hand_programmes(rows, successor: Organization, *, by) -> None:
    for owner in rows:
        change_owner(programme=owner.programme, organization=successor, on=_first_day_after(owner.organization), by=by)


def contracts_naming(name: str):
    """Open contracts of running plans that name a unit in the column `name`."""

    def find(organization: Organization):
        found = TargetContract.objects.filter(target__in=Target.objects.in_force().values("pk"), **{name: organization})
        return found.select_related("target").filter(Q(baseline=None) if name == "baseline_finder" else Q())

    return find


def hand_contracts(name: str):
    def move(rows, successor: Organization, *, by) -> None:
        for contract in rows:
            with audit(f"Bàn giao hợp đồng chỉ tiêu: {contract.target}", by=by) as entry:
                setattr(contract, name, successor)
                contract.entry = entry
                contract.save(update_fields=[name, "entry"])

    return move


def open_shares(organization: Organization):
    """Its parts of targets that are shared out and in force."""
    shares = Share.objects.current().filter(organization=organization, allotment__target__in=Target.objects.in_force())
    return shares.select_related("organization", "allotment__target__contract__indicator")


def hand_shares(rows, successor: Organization, *, by) -> None:
    for share in rows:
        with audit(f"Bàn giao phần chỉ tiêu: {share.allotment.target}", by=by) as entry:
            hand_share(share, successor, entry)


def _first_day_after(organization: Organization) -> date:
    """The successor's first day; asked anew, since the deed that hands over has just ended the unit."""
    last = Organization.objects.values_list("valid_to", flat=True).get(pk=organization.pk)
    return last + timedelta(days=1) if last else localdate()


def contests_naming(name: str):
    def find(organization: Organization):
        return Contest.objects.open().filter(**{name: organization}).select_related("target")

    return find


def hand_contests(name: str):
    def move(rows, successor: Organization, *, by) -> None:
        for contest in rows:
            with audit(f"Bàn giao ý kiến khác: {contest.about}", by=by):
                setattr(contest, name, successor)
                contest.save(update_fields=[name])

    return move


def register() -> None:
    handover.register(
        "plan-parts",
        title="Nhiệm vụ đang mở",
        find=open_parts,
        move=hand_parts,
        place=lambda part: part.organization.area,
        describe=lambda part: f"{part.task} ({part.get_role_display()})",
    )
    handover.register(
        "plan-owners",
        title="Kế hoạch đang làm thường trực",
        find=owned_programmes,
        move=hand_programmes,
        describe=lambda owner: str(owner.programme),
    )
    handover.register(
        "plan-shares",
        title="Phần chỉ tiêu được giao",
        find=open_shares,
        move=hand_shares,
        place=lambda share: share.organization.area,
        describe=lambda share: f"{share.allotment.target}: {format_number(share.value.normalize())}",
    )
    for name, title in (("baseline_finder", "Số gốc phải tìm"), ("contestant", "Chỉ tiêu được nêu ý kiến khác")):
        handover.register(
            f"plan-{name}",
            title=title,
            find=contracts_naming(name),
            move=hand_contracts(name),
            describe=lambda contract: str(contract.target),
        )
    for name, title in (("decider", "Ý kiến khác phải phân xử"), ("organization", "Ý kiến khác đã nêu")):
        handover.register(
            f"contest-{name}",
            title=title,
            find=contests_naming(name),
            move=hand_contests(name),
            describe=lambda contest: f"{contest.about}: {contest.reason}"[:200],
        )
