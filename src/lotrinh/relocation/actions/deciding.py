"""Decisions: proposed, chosen, reserved, announced, locked; and what takes options away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lotrinh.clusters.models import Cluster, Lease, Plot
from lotrinh.core.models import User
from lotrinh.core.registers import Invalid, NotAllowed, Problem, audit, write
from lotrinh.organizations.permissions import cluster_officer
from lotrinh.relocation.actions.numbering import next_numbers
from lotrinh.relocation.actions.stepping import FILES, taken
from lotrinh.relocation.choices import CHOOSING, MOVES, Option, Side, Source, Step
from lotrinh.relocation.models import Dossier, Precedence, Restriction


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a scenario would do with one dossier; `quarter` like 2027Q1."""

    dossier: Dossier
    option: str
    quarter: str
    cluster: Cluster | None = None


def choose_option(
    *,
    rows: Sequence[Dossier],
    option: str,
    on: date,
    by: User,
    cluster: Cluster | None = None,
    destination: str = "",
    quarter: str = "",
    note: str = "",
) -> None:
    """Decide what becomes of listed dossiers; one already decided may be decided anew until it is approved.

    Raises Invalid when a standing restriction takes the option away, or the place does not go with the option.
    """
    if problems := list(_cannot_choose(rows, option, cluster, destination, quarter, on)):
        raise Invalid(problems)
    with audit(f"Chọn phương án: {Option(option).label}", by=by, reason=note, register=FILES):
        first_time = [row for row in rows if row.step == Step.LISTED]
        again = [row for row in rows if row.step != Step.LISTED]
        for row in rows:
            row.option, row.cluster, row.destination, row.decided_quarter = option, cluster, destination, quarter
            row.plot, row.announced_on = None, None
            if row.side == Side.REFUSED:  # what was refused is no longer what is chosen
                row.side = Side.NONE
        for row in again:
            row.step = Step.OPTION_CHOSEN
        if again:
            if not cluster_officer(by):
                raise NotAllowed()
            write(again, by=by)
        if first_time:
            taken(first_time, Step.OPTION_CHOSEN, on=on, by=by, note=note, deed="Chọn phương án")


def _cannot_choose(rows, option, cluster, destination, quarter, on):
    if (cluster is not None) != (option == Option.CLUSTER):
        yield Problem(rows[0], "cluster", "Cụm nơi đến ghi khi, và chỉ khi, di dời vào cụm.")
    if bool(destination) != (option == Option.ELSEWHERE):
        yield Problem(rows[0], "destination", "Nơi đến khác ghi khi, và chỉ khi, di dời đến nơi khác.")
    for row in rows:
        if row.step not in CHOOSING:
            yield Problem(row, "", f"{row.establishment}: đang ở bước “{row.get_step_display()}”, không chọn lại được.")
        if row.is_locked:
            yield Problem(row, "", f"{row.establishment}: đã khoá ({row.lock_reason}).")
    standing = Restriction.objects.standing_on(on).filter(dossier__in=rows).select_related("dossier__establishment")
    for one in standing:
        if one.option == option and one.cluster_id in (None, getattr(cluster, "pk", None)):
            yield Problem(
                one.dossier, "option",
                f"{one.dossier.establishment}: {one.what} vì {one.cause}. Sẽ khác nếu: {one.would_change}.",
            )  # fmt: skip
        if one.not_before and quarter and quarter_of(one.not_before) > quarter:
            yield Problem(
                one.dossier, "quarter", f"{one.dossier.establishment}: {one.what} ({one.cause}); quý {quarter} sớm quá."
            )


def quarter_of(day: date) -> str:
    """2027Q1 of a day in it; such texts sort by time."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def reserve_plot(*, rows: Sequence[Dossier], on: date, by: User, plot: Plot | None = None, paper: str = "") -> None:
    """Hold a plot of the chosen cluster, or the place elsewhere, for the dossiers. Raises Invalid."""
    problems = []
    for row in rows:
        if row.option not in MOVES:
            problems.append(Problem(row, "", f"{row.establishment}: phương án không có nơi đến để giữ chỗ."))
        if row.option == Option.CLUSTER and (plot is None or plot.cluster_id != row.cluster_id):
            problems.append(Problem(row, "plot", f"{row.establishment}: hãy chọn một lô của {row.cluster}."))
    if plot is not None and Lease.objects.active_on(on).filter(plot=plot).exists():
        problems.append(Problem(rows[0], "plot", f"{plot} đang cho thuê; hãy chọn lô khác."))
    if problems:
        raise Invalid(problems)
    for row in rows:
        row.plot = plot if row.option == Option.CLUSTER else None
    taken(rows, Step.PLOT_RESERVED, on=on, by=by, paper=paper, deed="Giữ chỗ nơi đến")


def announce(*, rows: Sequence[Dossier], on: date, by: User) -> None:
    """The owners were told what was decided: from now on their page shows it. Raises Invalid."""
    problems = [Problem(row, "", f"{row.establishment}: chưa chọn phương án.") for row in rows if not row.option]
    if problems:
        raise Invalid(problems)
    for row in rows:
        row.announced_on = on
    write(rows, by=by, deed="Báo phương án cho chủ cơ sở")


def lock(*, rows: Sequence[Dossier], reason: str, by: User) -> None:
    """The decision stands whatever a planner says. Raises Invalid."""
    problems = [
        Problem(row, "", f"{row.establishment}: chưa chọn phương án để khoá.") for row in rows if not row.option
    ]
    if problems:
        raise Invalid(problems)
    for row in rows:
        row.is_locked, row.lock_reason = True, reason
    write(rows, by=by, deed="Khoá phương án", reason=reason)


def unlock(*, rows: Sequence[Dossier], reason: str, by: User) -> None:
    for row in rows:
        row.is_locked, row.lock_reason = False, ""
    write(rows, by=by, deed="Mở khoá phương án", reason=reason)


def note_refusal(
    *,
    rows: Sequence[Dossier],
    cause: str,
    would_change: str,
    on: date,
    by: User,
    option: str = "",
    cluster: Cluster | None = None,
    not_before: date | None = None,
    source: str = Source.OWNER,
) -> None:
    """Why something cannot be done, and what would change it; an owner's refusal of what was chosen stands as a side
    state too. Reaches the planner as an option removed or an earliest date. Raises Invalid."""
    if not option and not_before is None:
        raise Invalid([Problem(rows[0], "option", "Hãy ghi phương án không dùng được, hoặc ngày sớm nhất.")])
    number = next_numbers(Restriction, rows)
    with audit("Ghi từ chối, hạn chế", by=by, reason=cause, register=FILES):
        write(
            [
                Restriction(
                    dossier=row, number=number[row.pk], source=source, option=option, cluster=cluster,
                    not_before=not_before, cause=cause, would_change=would_change, stated_on=on,
                    is_sample=row.is_sample,
                )
                for row in rows
            ],
            by=by,
        )  # fmt: skip
        refused = [row for row in rows if source == Source.OWNER and option and row.option == option and not row.side]
        for row in refused:
            row.side = Side.REFUSED
        write(refused, by=by)


def _must_stand(rows: Sequence[Restriction] | Sequence[Precedence], on: date) -> None:
    """Only what stands on the day can end on it. Raises Invalid."""
    problems = [Problem(row, "on", f"{row}: đã hết từ {row.lifted_on:%d/%m/%Y}.") for row in rows if row.lifted_on]
    problems += [Problem(row, "on", f"{row}: nêu ngày {row.stated_on:%d/%m/%Y}.") for row in rows if row.stated_on > on]
    if problems:
        raise Invalid(problems)


def lift_restrictions(*, rows: Sequence[Restriction], on: date, reason: str, by: User) -> None:
    """What stood in the way is gone. Raises Invalid."""
    _must_stand(rows, on)
    with audit("Hết hạn chế", by=by, reason=reason, register=FILES):
        for row in rows:
            row.lifted_on, row.lifted_why = on, reason
        write(rows, by=by)
        still = set(Restriction.objects.standing_on(on).filter(source=Source.OWNER).values_list("dossier", flat=True))
        eased = [
            row
            for row in Dossier.objects.filter(pk__in={one.dossier_id for one in rows}, side=Side.REFUSED)
            if row.pk not in still
        ]
        for dossier in eased:
            dossier.side = Side.NONE
        write(eased, by=by)


def propose(*, proposals: Iterable[Proposal], source: str, by: User) -> int:
    """Keep what a scenario (its address `source`) proposes beside each decision; returns how many.

    Nothing is decided by it. Raises Invalid for a dossier that is locked otherwise or closed out.
    """
    rows, problems = [], []
    for one in proposals:
        row = one.dossier
        if row.verified_on:
            problems.append(Problem(row, "", f"{row.establishment}: đã ngừng và kiểm tra xong."))
        differs = (row.option, row.cluster_id, row.decided_quarter) != (
            one.option, getattr(one.cluster, "pk", None), one.quarter,
        )  # fmt: skip
        if row.is_locked and differs:
            problems.append(Problem(row, "", f"{row.establishment}: đã khoá ({row.lock_reason})."))
        row.proposed_option, row.proposed_cluster, row.proposed_quarter = one.option, one.cluster, one.quarter
        row.proposed_from = source
        rows.append(row)
    if problems:
        raise Invalid(problems)
    write(rows, by=by, deed="Nhận đề xuất từ phương án di dời", reason=source)
    return len(rows)


def accept_proposals(*, rows: Sequence[Dossier], on: date, by: User, note: str = "") -> None:
    """Take what was proposed as the decision, in one batch under one entry. Raises Invalid and what choosing raises."""
    problems = [Problem(row, "", f"{row.establishment}: không có đề xuất.") for row in rows if not row.proposed_option]
    if problems:
        raise Invalid(problems)
    groups: dict[tuple, list[Dossier]] = {}
    for row in rows:
        groups.setdefault((row.proposed_option, row.proposed_cluster, row.proposed_quarter), []).append(row)
    with audit("Nhận các đề xuất làm quyết định", by=by, reason=note, register=FILES):
        for (option, cluster, quarter), group in groups.items():
            for row in group:
                row.proposed_option, row.proposed_cluster, row.proposed_quarter = "", None, ""
                row.proposed_from = ""
            elsewhere = "theo đề xuất" if option == Option.ELSEWHERE else ""
            choose_option(
                rows=group, option=option, on=on, by=by, cluster=cluster, destination=elsewhere, quarter=quarter,
                note=note,
            )  # fmt: skip


def lift_orders(*, rows: Sequence[Precedence], on: date, reason: str, by: User) -> None:
    """Nobody has to wait for the other any more. Raises Invalid."""
    _must_stand(rows, on)
    for row in rows:
        row.lifted_on = on
    write(rows, by=by, deed="Hết thứ tự trước sau", reason=reason)
