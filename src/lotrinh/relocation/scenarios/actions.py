"""Deeds on scenarios: begin one, change what it assumes, solve, lock, plan again, amend the money, hand over.

What has the trade-offs computed is in `fronts.py`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.db.models import Max
from django.urls import reverse
from django.utils.timezone import localdate

from lotrinh.clusters.models import Cluster
from lotrinh.core.jobs import enqueue
from lotrinh.core.models import User
from lotrinh.core.registers import Problem, audit, write
from lotrinh.core.vietnamese import format_number
from lotrinh.establishments.models import Establishment
from lotrinh.plans.models import Programme
from lotrinh.relocation.actions.deciding import Proposal, propose
from lotrinh.relocation.models import Amendment, Dossier, PlannedDecision, Scenario, ScenarioLock, ScenarioRun
from lotrinh.relocation.models.scenarios import PlanKind, RunState
from lotrinh.relocation.scenarios import jobs
from lotrinh.relocation.scenarios.assumptions import BY_KEY, Assumed
from lotrinh.relocation.scenarios.errors import (
    AmendmentRefused,
    NoPlan,
    NotAnOption,
    NotYourScenario,
    OldRun,
    PartsDoNotFit,
    StillRunning,
    WrongAssumption,
)
from lotrinh.relocation.scenarios.gathering import OPTION_OF, SIGNED
from lotrinh.relocation.scenarios.instalments import staged
from lotrinh.support.models import Purse, PurseYear


def must_plan(who: User, programme: Programme) -> None:
    if not Programme.objects.editable_by(who).filter(pk=programme.pk).exists():
        raise NotYourScenario()


def create_scenario(
    *,
    programme: Programme,
    name: str,
    day: date,
    by: User,
    assumptions: Mapping[str, float] | None = None,
    copied_from: Scenario | None = None,
    is_sample: bool = False,
    sent_as: UUID | None = None,
) -> Scenario:
    """A scenario on the registers as of `day`; from a copy it takes assumptions and locks.

    `sent_as`: token of the form, so that a second click makes no second one. Raises NotYourScenario, WrongAssumption.
    """
    if sent_as and (already := Scenario.objects.filter(sent_as=sent_as, entry__by=by).first()):
        return already
    must_plan(by, programme)
    given = dict(copied_from.assumptions if copied_from else {}) | dict(assumptions or {})
    with audit(f"Lập phương án di dời: {name}", by=by) as entry:
        scenario = Scenario.objects.create(
            programme=programme,
            name=name,
            day=day,
            assumptions=_sensible(given),
            is_sample=is_sample,
            sent_as=sent_as or uuid4(),
            entry=entry,
        )
        if copied_from:
            _copy_locks(copied_from, scenario, entry)
    return scenario


def _copy_locks(source: Scenario, target: Scenario, entry) -> None:
    ScenarioLock.objects.bulk_create(
        ScenarioLock(
            scenario=target,
            establishment_id=lock.establishment_id,
            kind=lock.kind,
            cluster_id=lock.cluster_id,
            quarter=lock.quarter,
            reason=lock.reason,
            entry=entry,
        )
        for lock in source.locks.standing()
    )


def change_assumptions(*, scenario: Scenario, values: Mapping[str, float], by: User) -> None:
    """Set what is assumed; a value equal to the default is no change. Raises NotYourScenario, WrongAssumption."""
    must_plan(by, scenario.programme)
    scenario.assumptions = _sensible(values)
    with audit(f"Sửa giả định của phương án: {scenario}", by=by) as entry:
        scenario.entry = entry
        scenario.save(update_fields=["assumptions", "entry"])


def _sensible(values: Mapping[str, float]) -> dict[str, float]:
    """Only what differs from the default, each within its bounds. Raises WrongAssumption."""
    problems, kept = [], {}
    for key, value in values.items():
        one = BY_KEY[key]
        if not one.low <= value <= one.high:
            low, high = format_number(one.low), format_number(one.high)
            problems.append(Problem(None, key, f"{one.label}: từ {low} đến {high} {one.unit}".rstrip() + "."))
        elif value != one.default:
            kept[key] = float(value)
    if problems:
        raise WrongAssumption(problems)
    return kept


def start_run(*, scenario: Scenario, by: User, near: ScenarioRun | None = None) -> ScenarioRun:
    """Hand the scenario to the worker; `near` is a plan to be changed as little as possible.

    A second click while it is being solved gives the run that is under way. Raises NotYourScenario.
    """
    must_plan(by, scenario.programme)
    with audit(f"Tính phương án di dời: {scenario}", by=by) as entry:
        # Two clicks at once wait for one another here; the second finds the run of the first.
        Scenario.objects.select_for_update().get(pk=scenario.pk)
        if (open_run := under_way(scenario)) is not None:
            return open_run
        last = scenario.runs.aggregate(last=Max("number"))["last"] or 0
        run = ScenarioRun.objects.create(scenario=scenario, number=last + 1, near=near, entry=entry)
        run.job = enqueue(
            jobs.solve_run,
            by=by,
            key=f"scenario:{scenario.pk}",
            then=reverse("scenarios:run", args=[run.pk]),
            label=f"Tính phương án “{scenario.name}”",
            run_id=run.pk,
            user_id=by.pk,
        )
        ScenarioRun.objects.filter(pk=run.pk).update(job=run.job)
    run.refresh_from_db()
    return run


def under_way(scenario: Scenario) -> ScenarioRun | None:
    """The run the worker is at, if any."""
    run = scenario.runs.select_related("job").first()
    return run if run is not None and run.job is not None and run.job.is_open else None


def lock_decision(
    *,
    scenario: Scenario,
    establishment: Establishment,
    kind: str,
    reason: str,
    by: User,
    cluster: Cluster | None = None,
    quarter: str = "",
) -> ScenarioLock:
    """Hold one decision fast; a standing lock of the establishment is opened. Raises NotYourScenario, NotAnOption."""
    must_plan(by, scenario.programme)
    if not Establishment.objects.visible_to(by).filter(pk=establishment.pk).exists():
        raise NotYourScenario()
    _must_be_option(scenario, establishment, kind, cluster, quarter)
    if not reason.strip():
        raise NotAnOption(summary="Hãy ghi lý do khoá; lý do đứng cạnh quyết định ở mọi nơi.")
    with audit(f"Khoá quyết định của {establishment} trong “{scenario}”", by=by, reason=reason) as entry:
        scenario.locks.standing().filter(establishment=establishment).update(opened=entry)
        return ScenarioLock.objects.create(
            scenario=scenario,
            establishment=establishment,
            kind=kind,
            cluster=cluster,
            quarter=quarter if kind != PlanKind.STAY else "",
            reason=reason.strip(),
            entry=entry,
        )


def _must_be_option(scenario, establishment, kind, cluster, quarter) -> None:
    """Asked of the last problem where there is one: an impossible lock would only come back as a failed run."""
    if kind not in PlanKind.values:
        raise NotAnOption(summary="Hãy chọn một hướng xử lý có trong danh sách.")
    if (cluster is not None) != (kind == PlanKind.MOVE):
        raise NotAnOption(summary="Cụm tiếp nhận ghi khi, và chỉ khi, di dời.")
    run = scenario.runs.exclude(problem={}).first()
    if run is None:
        raise NoPlan()
    raw = run.problem
    if establishment.code not in raw["establishments"]["id"]:
        raise NotAnOption(summary=f"{establishment} không nằm trong phương án này.")
    place = raw["establishments"]["id"].index(establishment.code)
    if kind == PlanKind.STAY:
        if not raw["establishments"]["stay_allowed"][place] and raw["unresolved_factor"] is None:
            raise NotAnOption(summary=f"{establishment} không được phép ở lại; hãy chọn hướng khác.")
        return
    if quarter not in raw["quarters"]:
        raise NotAnOption(summary="Hãy chọn quý nằm trong kỳ của phương án.")
    if (why := _why_impossible(raw, place, kind, cluster, raw["quarters"].index(quarter))) is not None:
        raise NotAnOption(summary=f"{establishment}: {why}")


def _why_impossible(raw: dict, place: int, kind: str, cluster: Cluster | None, at: int) -> str | None:
    table = raw["establishments"]
    if at < table["earliest"][place]:
        return "chưa thể bắt đầu vào quý này theo hạn chế ghi trong hồ sơ."
    if kind != PlanKind.MOVE:
        return None if table[f"{kind}_cost"][place] is not None else "hướng này đã bị loại bởi hạn chế trong hồ sơ."
    if cluster.name not in raw["zones"]["id"]:
        return f"{cluster} không có trong phương án."
    zone = raw["zones"]["id"].index(cluster.name)
    if table["move_cost"][place][zone] is None:
        return f"không thể vào {cluster} theo hạn chế ghi trong hồ sơ."
    steps = raw["zones"]["capacity"][zone]
    if not steps or at < steps[0][0]:
        return f"{cluster} chưa có đất sẵn sàng vào quý này."
    return None


def open_lock(*, lock: ScenarioLock, by: User) -> None:
    """Let the planner decide again. Raises NotYourScenario."""
    must_plan(by, lock.scenario.programme)
    with audit(f"Mở khoá quyết định của {lock.establishment} trong “{lock.scenario}”", by=by) as entry:
        ScenarioLock.objects.filter(pk=lock.pk, opened=None).update(opened=entry)


def hand_over(*, run: ScenarioRun, decisions: Iterable[PlannedDecision], by: User) -> int:
    """Give the chosen decisions to the dossiers as proposals, in one batch; returns how many.

    Raises NotYourScenario, NoPlan, StillRunning, OldRun, PartsDoNotFit, and what `propose` refuses (a dossier locked
    otherwise, a row of another's area).
    """
    scenario = run.scenario
    must_plan(by, scenario.programme)
    if run.state != RunState.PLANNED:
        raise NoPlan()
    if under_way(scenario):
        raise StillRunning()
    if scenario.runs.filter(number__gt=run.number, state=RunState.PLANNED).exists():
        raise OldRun()
    if short := [row for row in parts_of(run)[0] if row.missing]:
        said = ", ".join(f"{row.source} năm {row.year} thiếu {format_number(round(row.missing, 1))}" for row in short)
        raise PartsDoNotFit(summary=f"Chi theo đợt vượt kinh phí: {said} triệu đồng. Hãy tính lại phương án.")
    picked = [one for one in decisions if one.kind != PlanKind.STAY]
    found = Dossier.objects.visible_to(by).filter(establishment__in=[one.establishment_id for one in picked])
    dossiers = {row.establishment_id: row for row in found.exclude(step__in=SIGNED)}  # what is signed needs no proposal
    proposals = [
        Proposal(dossiers[one.establishment_id], OPTION_OF[one.kind], one.quarter, one.cluster)
        for one in picked
        if one.establishment_id in dossiers
    ]
    with audit(f"Chuyển phương án “{scenario}” vào hồ sơ", by=by) as entry:
        count = propose(proposals=proposals, source=run.get_absolute_url(), by=by)
        ScenarioRun.objects.filter(pk=run.pk).update(handed_over=entry)
    return count


def parts_of(run: ScenarioRun):
    """The parts support is paid in against each purse and year, and what falls due after the plan's last year."""
    assumed = Assumed(run.scenario.assumptions)
    return staged(run.problem | {"sources": _held(run)}, run.answer, assumed.share("first_part"),
                  int(assumed["second_part_after"]))  # fmt: skip


def _held(run: ScenarioRun) -> list[dict]:
    """The purses with what they really hold, where the run lowered a year for the parts."""
    real = {(row["source"], str(row["year"])): row["amount"] for row in run.lowered}
    return [
        source
        | {
            "amount_by_year": {
                year: real.get((source["id"], year), amount) for year, amount in source["amount_by_year"].items()
            }
        }
        for source in run.problem["sources"]
    ]


def _enter_in_ledger(
    purse: Purse, year: int, day: date, amount_million: Decimal, document: str, *, is_sample: bool, by: User
) -> None:
    row = PurseYear.objects.filter(purse=purse, year=year, decided_on=day).first()
    row = row or PurseYear(purse=purse, year=year, decided_on=day, is_sample=is_sample)
    row.amount_million, row.document = amount_million, document
    write(row, by=by)


def amend_budget(
    *,
    run: ScenarioRun,
    document: str,
    day: date,
    purse: Purse,
    year: int,
    amount_million: Decimal,
    by: User,
    sent_as: UUID | None = None,
) -> Amendment:
    """The money of a purse and year is changed by a document: the plan is made anew from then.

    Whoever keeps the purse enters it in the ledger by this too; for others the amendment alone holds it. What is done
    or signed stays; the rest changes as little as the money allows. Raises NotYourScenario, NoPlan, AmendmentRefused,
    and what the ledger refuses.
    """
    if sent_as and (already := Amendment.objects.filter(sent_as=sent_as, entry__by=by).first()):
        return already
    scenario = run.scenario
    must_plan(by, scenario.programme)
    if run.state != RunState.PLANNED:
        raise NoPlan()
    labels = run.problem["quarters"]
    if day > localdate():
        raise AmendmentRefused(summary="Ngày của văn bản còn ở phía trước; hãy ghi khi văn bản đã ban hành.")
    if day < scenario.day:
        raise AmendmentRefused(summary="Văn bản có trước ngày lấy số liệu của phương án; số tiền ấy đã được tính.")
    if str(year) not in {label[:4] for label in labels}:
        raise AmendmentRefused(summary=f"Năm {year} nằm ngoài kỳ của phương án ({labels[0][:4]}–{labels[-1][:4]}).")
    with audit(f"Điều chỉnh kinh phí theo {document}", by=by, reason=document) as entry:
        if Purse.objects.editable_by(by).filter(pk=purse.pk).exists():
            _enter_in_ledger(purse, year, day, amount_million, document, is_sample=scenario.is_sample, by=by)
        again = create_scenario(
            programme=scenario.programme,
            name=f"{scenario.name[:140]} – sau điều chỉnh {day:%d/%m/%Y}",
            day=day,
            by=by,
            copied_from=scenario,
            is_sample=scenario.is_sample,
        )
        amendment = Amendment.objects.create(
            run=run,
            document=document,
            day=day,
            purse=purse,
            year=year,
            amount_million=amount_million,
            scenario=again,
            sent_as=sent_as or uuid4(),
            entry=entry,
        )
    start_run(scenario=again, near=run, by=by)
    return amendment
