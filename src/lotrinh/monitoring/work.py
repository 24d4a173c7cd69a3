"""What waits for one unit: late, due, held up, asked by others. Vietnamese: việc của tôi."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import Max, Q
from django.urls import reverse

from lotrinh.collection.choices import UnitState
from lotrinh.collection.work import asked_of, to_decide
from lotrinh.core.models import ImportBatch, ImportState, User
from lotrinh.core.registers.due import due_rows
from lotrinh.core.vietnamese import format_date, format_number
from lotrinh.indicators.models import Indicator
from lotrinh.monitoring.choices import State
from lotrinh.monitoring.errands import Errand, Work
from lotrinh.monitoring.errands_of_orders import blocks_to_clear, contests_to_rule, orders_waiting
from lotrinh.monitoring.states.duties import DutyState
from lotrinh.monitoring.states.tasks import TaskState, states_of
from lotrinh.organizations.models import Organization, RoleHolding
from lotrinh.organizations.scope import holder_of, scope_of, units_within
from lotrinh.plans.choices import ProposalState, TaskRole
from lotrinh.plans.models import Programme, Share, ShareProposal, Target, TargetContract, Task
from lotrinh.plans.rights import units_of as writing_units

MOST_UNITS = 200
"""A person who sees every unit chooses among those that plans give work to; more would be no choice."""


def units_of(who: User, day: date) -> list[Organization]:
    """Units whose work `who` may look at as their own: where they hold a role; all with work, for those who see all."""
    held = RoleHolding.objects.held_on(day).filter(user=holder_of(who)).values("organization")
    own = list(Organization.objects.filter(pk__in=held).order_by("sort_key"))
    if own or not scope_of(who).is_everything:
        return own
    working = Organization.objects.filter(plan_assignments__task__in=Task.objects.in_force().values("pk"))
    return list(working.distinct().order_by("sort_key")[:MOST_UNITS])


def work_of(unit: Organization, who: User, day: date) -> Work:
    """What waits for `unit`, the units under it and the former ones it took over from."""
    keys = units_within([unit.pk])[unit.pk]
    work = Work(day)
    tasks = states_of(Task.objects.visible_to(who).in_force().assigned_to(keys), day)
    writable = writing_units(who)
    may_tell = bool(keys if writable is None else keys & writable)
    for one in tasks:
        _put_task(work, one, keys, may_tell)
    for errand in _owed_rows(who, day, keys):
        work.put(errand)
    for errand in _rounds_to_answer(keys, day):
        work.put(errand)
    work.asked += _answers_to_decide(who, keys)
    for errand in orders_waiting(who, keys, day):
        work.put(errand)
    work.asked += [*blocks_to_clear(who, keys, day), *contests_to_rule(who, keys, day)]
    work.asked += _baselines_to_find(who, keys, day)
    work.asked += [*_figures_to_declare(who, keys, day), *_imports_to_confirm(who), *_shares_in_talks(who, keys)]
    for errand in _shares_held(who, keys, day):
        work.put(errand)
    return work.in_order()


def _put_task(work: Work, told: TaskState, keys: frozenset[int], may_tell: bool) -> None:
    task = told.task
    if told.is_done or task.carried_to:
        return
    mine = [one for one in told.duties if one.unit is None or one.unit.pk in keys]
    for one in mine:
        _put_duty(work, told, one, may_tell)
    link = task.get_absolute_url()
    errand = Errand(
        kind="nhiệm vụ",
        title=task.name,
        link=link,
        on=task.due,
        note=_note_of(told, keys),
        state=told.state,
        deed="Báo tiến độ" if may_tell else "",
        deed_link=link,
    )
    if told.blocks:
        work.blocked.append(errand)
    elif task.due or not mine:
        work.put(errand)


def _note_of(told: TaskState, keys: frozenset[int]) -> str:
    """The unit's part, what was last told, what holds it up; how late it is stands beside the day."""
    roles = dict.fromkeys(TaskRole(part.role).label for part in told.parts if part.organization_id in keys)
    notes = [f"Đơn vị {', '.join(roles)}."] if roles else []
    if told.percent is not None and told.told_on:
        notes.append(f"Đã báo làm được {told.percent} % ngày {format_date(told.told_on)}.")
    notes += [f"Vướng: {block.why} ({block.clearer.label} gỡ)." for block in told.blocks]
    return " ".join(notes)


def _put_duty(work: Work, told: TaskState, one: DutyState, may_tell: bool) -> None:
    """Quiet when met; one card for the period to be proved next."""
    link = told.task.get_absolute_url()
    errand = Errand(
        kind="việc thường xuyên",
        title=told.task.name,
        link=link,
        note=one.standing.words,
        unit=one.unit,
        state=State.MET if one.is_met else None,
    )
    if one.wanted is None:
        work.quiet.append(errand)
        return
    period = one.wanted.period
    work.put(
        replace(
            errand,
            on=period.last,
            note=f"{period.label}: còn thiếu {format_number(one.wanted.lacking)} {one.duty.unit} – {one.duty.proves}",
            state=State.LATE if one.is_missed else State.ON_WAY,
            deed="Gửi minh chứng" if may_tell else "",
            deed_link=_prove_link(told.task, period.last if one.is_missed else None),
        )
    )


def _prove_link(task: Task, day: date | None) -> str:
    """To the form; with a day of the period that was missed, so that the proof counts there."""
    link = reverse("plans:prove", args=[task.pk])
    return f"{link}?{urlencode({'ngay': format_date(day)})}" if day else link


def _owed_rows(who: User, day: date, keys: Iterable[int]) -> Iterator[Errand]:
    for row in due_rows(who, day, keys):
        yield Errand(
            kind=row.register.title,
            title=str(row.row),
            link=row.address,
            on=row.on,
            note=row.text,
            deed="Mở dòng",
            deed_link=row.address,
        )


def _rounds_to_answer(keys: Iterable[int], day: date, who: User | None = None) -> Iterator[Errand]:
    """What other units ask in rounds of collection."""
    for line in asked_of(keys, day, who):
        returned = line.state == UnitState.RETURNED
        yield Errand(
            kind="đợt thu thập",
            title=line.round.title,
            link=line.get_absolute_url(),
            on=line.round.due,
            note=f"Trả lại: {line.reason}" if returned else f"{line.round.asker.label} hỏi {line.round.span.label}.",
            unit=line.unit,
            state=State.LATE if line.is_late_on(day) else None,
            deed="Sửa và gửi" if returned else "Trả lời",
            deed_link=line.get_absolute_url(),
        )


def _answers_to_decide(who: User, keys: frozenset[int]) -> Iterator[Errand]:
    """Answers that came in for rounds of one's own unit, for whoever writes there."""
    writable = writing_units(who)
    mine = keys if writable is None else keys & writable
    for round, title, count in to_decide(mine):
        link = reverse("collection:round", args=[round])
        yield Errand(
            kind="trả lời chờ nhận",
            title=title,
            link=link,
            note=f"{count} đơn vị đã gửi, chờ xem và nhận.",
            deed="Xem",
            deed_link=f"{link}?loai={UnitState.SENT}",
        )


def _shares_held(who: User, keys: frozenset[int], day: date) -> Iterator[Errand]:
    """Parts of shared-out targets that these units hold, until the target's day is past and it is judged."""
    targets = Target.objects.visible_to(who).in_force().exclude(by__lt=day)
    shares = Share.objects.current().filter(organization__in=keys, allotment__target__in=targets.values("pk"))
    for share in shares.select_related("organization", "allotment__target"):
        target = share.allotment.target
        yield Errand(
            kind="phần chỉ tiêu được giao",
            title=target.name,
            link=share.allotment.get_absolute_url(),
            on=target.by,
            note=f"{share.organization.label} được giao {format_number(share.value)} {target.unit}".strip() + ".",
            unit=share.organization,
        )


def _shares_in_talks(who: User, keys: frozenset[int]) -> Iterator[Errand]:
    """Proposals that wait for whoever runs the plan, and offers that wait for the unit."""
    mine = Programme.objects.editable_by(who).values("pk")
    waits_for_us = Q(state=ProposalState.OPEN, allotment__target__version__programme__in=mine)
    waits_for_us |= Q(state=ProposalState.OFFERED, organization__in=keys)
    proposals = ShareProposal.objects.visible_to(who).filter(waits_for_us)
    for one in proposals.select_related("organization", "allotment__target"):
        link, is_offer = one.allotment.get_absolute_url(), one.state == ProposalState.OFFERED
        told = f"cơ quan thường trực đề nghị {format_number(one.offered)}" if is_offer else one.reason
        asked = f"{one.organization.label} đề xuất {format_number(one.value)} thay cho {format_number(one.given)}"
        yield Errand(
            kind="đề nghị lại phần chỉ tiêu" if is_offer else "đề xuất điều chỉnh phần chỉ tiêu",
            title=one.allotment.target.name,
            link=link,
            note=f"{asked}: {told}",
            unit=one.organization,
            state=State.CONTESTED,
            deed="Trả lời",
            deed_link=link,
        )


def _baselines_to_find(who: User, keys: frozenset[int], day: date) -> Iterator[Errand]:
    targets = Target.objects.visible_to(who).in_force()
    contracts = TargetContract.objects.filter(baseline=None, baseline_finder__in=keys, target__in=targets.values("pk"))
    for contract in contracts.select_related("target", "baseline_finder"):
        link = contract.target.get_absolute_url()
        yield Errand(
            kind="tìm số gốc",
            title=contract.target.name,
            link=link,
            on=contract.baseline_due,
            note=f"{contract.baseline_finder.label} tìm số gốc trước {format_date(contract.baseline_due)}.",
            unit=contract.baseline_finder,
            state=State.LATE if contract.baseline_due < day else None,
            deed="Mở chỉ tiêu",
            deed_link=link,
        )


def _figures_to_declare(who: User, keys: frozenset[int], day: date) -> Iterator[Errand]:
    """Of indicators that the unit answers for and no register counts, while nothing tells of the last whole year."""
    targets = Target.objects.visible_to(who).in_force()
    followed = TargetContract.objects.filter(target__in=targets.values("pk")).exclude(live_since=None)
    owed = Indicator.objects.filter(owner__in=keys, measure="", pk__in=followed.values("indicator"))
    for indicator in owed.annotate(latest=Max("declared__ends_on")).select_related("owner"):
        if indicator.latest is None or indicator.latest < date(day.year - 1, 12, 31):
            latest = f"Số mới nhất: {format_date(indicator.latest)}." if indicator.latest else "Chưa có số nào."
            yield Errand(
                kind="số liệu phải khai báo",
                title=indicator.name,
                link=indicator.get_absolute_url(),
                note=f"{latest} Chỉ tiêu của kế hoạch theo dõi bằng số này.",
                unit=indicator.owner,
                state=State.NO_MEASURE,
                deed="Khai báo",
                deed_link=reverse("indicators:declare", args=[indicator.code]),
            )


def _imports_to_confirm(who: User) -> Iterator[Errand]:
    for batch in ImportBatch.objects.filter(by=who, state=ImportState.CHECKED):
        link = reverse("registers:import-batch", args=[batch.register, batch.pk])
        yield Errand(
            kind="tệp nhập chờ xác nhận",
            title=batch.filename,
            link=link,
            note="Đã kiểm tra, chưa ghi vào sổ.",
            deed="Xem và xác nhận",
            deed_link=link,
        )
