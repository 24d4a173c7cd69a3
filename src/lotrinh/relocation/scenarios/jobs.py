"""What the worker does for a scenario: gather, build, solve, fit the parts, say what limits it.

The optimiser is imported inside the jobs: this module is read by every process that starts, and few of them solve.
"""

import time
from decimal import Decimal
from functools import partial

from django.db import transaction

from lotrinh.core.jobs import JobFailed, job, progress
from lotrinh.core.models import User
from lotrinh.core.vietnamese import format_number
from lotrinh.relocation.models import Amendment, PlannedDecision, Scenario, ScenarioRun
from lotrinh.relocation.models.scenarios import PlanKind, RunState
from lotrinh.relocation.scenarios import quarters
from lotrinh.relocation.scenarios.assumptions import Assumed
from lotrinh.relocation.scenarios.building import Built, Quality, build
from lotrinh.relocation.scenarios.facts import Facts, Known, Option
from lotrinh.relocation.scenarios.gathering import gather
from lotrinh.relocation.scenarios.instalments import lowered, staged

ROUNDS = 4
"""How often a plan is made anew because its parts did not fit into a year."""
SHORTEST = 4.0
"""Seconds one point of the trade-off takes at least."""
PARTS_UNMET = (
    "Chưa tìm được phương án mà các đợt chi vừa với kinh phí từng năm; phương án này chỉ vừa khi chi một lần nên chưa "
    "chuyển vào hồ sơ được. Hãy tăng thời gian tính, đổi cách chia đợt hoặc bổ sung kinh phí."
)
WARDS_UNMET = (
    "Cộng mọi nguồn thì đủ tiền, nhưng tiền của phường này không chi được cho phường kia: chưa tìm được phương án mà "
    "mọi cơ sở đều xong. Hãy thêm tiền ở nguồn chung, hoặc đặt “Mọi cơ sở phải xong trước hạn” là “không”."
)


@job("Tính phương án di dời")
def solve_run(run_id: int, user_id: int) -> dict:
    """Solve one run as the person who asked for it sees the registers."""
    run = ScenarioRun.objects.select_related("scenario__programme", "near").get(pk=run_id)
    facts, built = _prepared(run, User.objects.get(pk=user_id))
    if built.blockers:
        return _refuse(run, " ".join(built.blockers))
    from lotrinh.relocation.model.problem import ProblemError
    from lotrinh.relocation.scenarios import solving

    try:
        _solve(run, facts, built)
    except (ProblemError, solving.NotProven) as error:
        return _refuse(run, str(error))
    return {"run": run.pk}


def _prepared(run: ScenarioRun, who: User) -> tuple[Facts, Built]:
    scenario, assumed = run.scenario, Assumed(run.scenario.assumptions)
    labels = (
        run.near.problem["quarters"] if run.near else quarters.quarters_between(scenario.day, int(assumed["last_year"]))
    )
    if not labels:
        raise JobFailed("Năm cuối của phương án đã qua. Hãy đặt năm cuối muộn hơn trong phần giả định.")
    progress(0, 100, "Đang lấy số liệu từ các sổ…")
    keep = frozenset(run.near.decisions.values_list("establishment", flat=True)) if run.near else frozenset()
    amended = amounts_amended(scenario)
    facts = gather(scenario.programme, scenario.day, who, labels=labels, keep=keep, amended=amended)
    return facts, _built(run, facts, labels, {})


def amounts_amended(scenario: Scenario) -> dict[tuple[int, int], Decimal]:
    """(purse, year) → what the amendments say that led to this scenario; the latest counts."""
    found: dict[tuple[int, int], Decimal] = {}
    while amendment := Amendment.objects.filter(scenario=scenario).select_related("run__scenario").first():
        found.setdefault((amendment.purse_id, amendment.year), amendment.amount_million)
        scenario = amendment.run.scenario
    return found


def _built(run: ScenarioRun, facts: Facts, labels: list[str], amounts: dict) -> Built:
    locks = {
        lock.establishment.code: Option(lock.kind, lock.cluster.name if lock.cluster else None, lock.quarter or None)
        for lock in run.scenario.locks.standing().select_related("establishment", "cluster")
    }
    name = f"{run.scenario.name} #{run.number}"
    assumed = Assumed(run.scenario.assumptions)
    in_force = _in_force(run, facts, locks, labels, assumed) if run.near else None
    return build(name, facts, assumed, labels=labels, locks=locks, in_force=in_force, amounts=amounts)


def _in_force(run: ScenarioRun, facts: Facts, locks: dict, labels: list[str], assumed: Assumed) -> dict:
    """The plan in force as the format wants it: what was signed is as signed; what was to be done by now and was not
    is due now."""
    now = sum(quarters.period(label).last < run.scenario.day for label in labels)
    sites = {site.key: site for site in facts.sites}
    rows = []
    for one in run.near.answer["decisions"]:
        if (site := sites.get(one["establishment"])) is None:
            continue
        fixed = locks.get(site.key) or site.signed
        if fixed is not None:
            quarter = None if fixed.quarter is None else labels.index(fixed.quarter)
            one = one | {"kind": fixed.kind, "zone": fixed.zone, "quarter": quarter}
        elif one["quarter"] is not None and one["quarter"] < now:
            if now == len(labels):
                continue
            one = one | {"quarter": now}
        rows.append(one)
    return {"now": now, "decisions": rows, "change_price": assumed.share("change_weight")}


def _solve(run: ScenarioRun, facts: Facts, built: Built) -> None:
    from lotrinh.relocation.scenarios import solving

    assumed = Assumed(run.scenario.assumptions)
    seconds = assumed["seconds"]
    tell = partial(_tell, time.monotonic(), seconds)
    held = _amounts(built)
    serves = {purse.key: purse.serves for purse in facts.purses if purse.serves is not None}
    found, after, said = _solved(built, seconds, tell, serves), 0.0, ""
    for _ in range(ROUNDS):
        if found["status"] != "planned":
            break
        whole = built.problem | {"sources": _with(built.problem["sources"], held)}
        rows, after = staged(whole, found, assumed.share("first_part"), int(assumed["second_part_after"]))
        if not any(row.missing for row in rows):
            break
        # Each round takes what the parts of earlier years claim out of what may be begun in the year.
        less = _built(run, facts, built.problem["quarters"], lowered(_amounts(built), rows))
        again = _solved(less, seconds, tell, serves)
        if again["status"] != "planned":
            said = PARTS_UNMET
            break
        built, found = less, again
    if found["status"] == "no_plan_in_time" and found.pop("is_split", False):
        said = WARDS_UNMET
    limits = []
    if found["status"] == "planned":
        told = solving.limits(built.problem, found["prices"], tell)
        limits = [solving.sentence_of(limit, built.problem) for limit in told]
    changed = held if _amounts(built) != held else {}
    _keep(run, facts, built, found, limits, changed, after, said)


def _solved(built: Built, seconds: float, tell, serves: dict) -> dict:
    """The answer, each purse paying only for whom it serves; `is_split` in it when there is none because of that."""
    from lotrinh.relocation.scenarios import purses, solving, wards

    found = solving.solved(built.problem, seconds, tell)
    if found["status"] != "planned" or not serves:
        return found
    fit = purses.fitted(built.problem, found, serves)
    if fit.payments is not None:
        return solving.checked(built.problem, found | {"payments": fit.payments})
    at_home = wards.trimmed(built.problem, found, serves, seconds, tell)
    at_home = at_home or wards.paid_at_home(built.problem, found, serves, seconds, tell)
    none = {"status": "no_plan_in_time", "objective": None, "decisions": [], "payments": [], "gap": None}
    return at_home or found | none | {"gap_on_improvement": None, "is_split": True}


def _amounts(built: Built) -> dict[tuple[str, int], float]:
    return {(s["id"], int(y)): a for s in built.problem["sources"] for y, a in s["amount_by_year"].items()}


def _with(sources: list[dict], held: dict) -> list[dict]:
    return [
        source | {"amount_by_year": {year: held[source["id"], int(year)] for year in source["amount_by_year"]}}
        for source in sources
    ]


def _tell(began: float, seconds: float, text: str) -> None:
    spent = min(int(time.monotonic() - began), int(seconds) - 1)
    progress(max(spent, 0), max(int(seconds), 1), text)


STATES = {"planned": RunState.PLANNED, "infeasible": RunState.INFEASIBLE, "no_plan_in_time": RunState.NO_PLAN}


@transaction.atomic
def _keep(run, facts: Facts, built: Built, found: dict, limits: list[str], held: dict, after, said) -> None:
    run.state = STATES[found["status"]]
    run.problem, run.answer, run.limits = built.problem, found, limits
    run.flags = [said, *built.flags] if said else list(built.flags)
    if after > 1e-6:
        run.flags.append(
            f"{format_number(round(after, 1))} triệu đồng của các đợt chi cuối rơi vào sau kỳ phương án; cần có trong "
            "kinh phí năm sau."
        )
    run.quality = [_kept_quality(one, facts) for one in built.quality]
    run.lowered = [{"source": s, "year": y, "amount": a} for (s, y), a in sorted(held.items())]
    run.save()
    _keep_decisions(run, facts)


def _kept_quality(one: Quality, facts: Facts) -> dict:
    """Counts, and by code which sites are estimated or missing."""
    keys = [site.key for site in facts.sites]
    return {
        "field": one.field,
        "assumed": one.assumed,
        "declared": one.count(Known.DECLARED),
        "estimated": one.count(Known.ESTIMATED),
        "missing": one.count(Known.MISSING),
        "not_declared": {key: str(k) for key, k in zip(keys, one.known, strict=True) if k != Known.DECLARED},
    }


def _keep_decisions(run: ScenarioRun, facts: Facts) -> None:
    from lotrinh.relocation.scenarios.reading import decided

    sites = {site.key: site for site in facts.sites}
    zones = {ground.key: ground.pk for ground in facts.grounds}
    signed = dict(zip(run.problem["establishments"]["id"], run.problem["establishments"]["signed"], strict=True))
    PlannedDecision.objects.bulk_create(
        (
            PlannedDecision(
                run=run,
                establishment_id=sites[row.key].pk,
                kind=PlanKind(row.kind),
                cluster_id=zones[row.zone] if row.zone else None,
                quarter="" if row.quarter is None else run.problem["quarters"][row.quarter],
                cost_million=row.cost,
                avoided=row.avoided,
                workers=row.workers,
                area_m2=row.area,
                is_fixed=signed[row.key] is not None,
            )
            for row in decided(run.problem, run.answer["decisions"])
        ),
        batch_size=500,
    )


def _refuse(run: ScenarioRun, said: str) -> dict:
    ScenarioRun.objects.filter(pk=run.pk).update(state=RunState.REFUSED, said=said[:1000])
    return {"run": run.pk}


@job("Tính đường đánh đổi giữa đổi điều đã báo và tác dụng")
def draw_change_front(run_id: int) -> dict:
    from lotrinh.relocation.model.change_front import CHANGE_PRICES, NotProven, change_front
    from lotrinh.relocation.model.problem import ProblemError

    run = ScenarioRun.objects.select_related("scenario").get(pk=run_id)
    each = max(SHORTEST, Assumed(run.scenario.assumptions)["seconds"] / 2)
    began = time.monotonic()

    def tell(place: int, count: int) -> None:
        _tell(began, each * len(CHANGE_PRICES), f"Đang tính đường đánh đổi: mức giữ nguyên {place}/{count}")

    try:
        points = change_front(run.problem, each, tell=tell)
    except (ProblemError, NotProven) as error:
        raise JobFailed(str(error)) from error
    if not points:
        raise JobFailed("Chưa tìm được phương án; hãy tăng thời gian tính trong phần giả định.")
    kept = [
        {
            "price": point.change_price,
            "changes": point.changes,
            "changed_exposure": point.changed_exposure,
            "value": point.value,
            "exposure": point.answer["objective"]["exposure"],
            "cost": point.answer["objective"]["cost"],
            "gap": point.answer["gap"],
        }
        for point in points
    ]
    ScenarioRun.objects.filter(pk=run.pk).update(change_front=kept)
    return {"points": len(kept)}


@job("Tính đường đánh đổi kinh phí và tác động")
def draw_front(run_id: int) -> dict:
    from lotrinh.relocation.scenarios import solving

    run = ScenarioRun.objects.select_related("scenario").get(pk=run_id)
    each = max(SHORTEST, Assumed(run.scenario.assumptions)["seconds"] / 2)
    tell = partial(_tell, time.monotonic(), each * len(solving.FRONT_SHARES))
    points = solving.front(run.problem, each, tell)
    if len(points) < 2:
        raise JobFailed("Chưa tìm được phương án ở đủ mức kinh phí; hãy tăng thời gian tính trong phần giả định.")
    ScenarioRun.objects.filter(pk=run.pk).update(front=points)
    return {"points": len(points)}
