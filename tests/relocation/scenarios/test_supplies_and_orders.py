"""Power and water of clusters, who goes before whom, purses of one ward, caps of whole sheets: all reach the plan."""

from dataclasses import replace
from datetime import date

import pytest

from lotrinh.relocation.models import ClusterSupply, Precedence, SupportCap
from lotrinh.relocation.models.scenarios import PlanKind, RunState
from lotrinh.relocation.scenarios import reading
from lotrinh.relocation.scenarios.building import build
from lotrinh.relocation.scenarios.facts import Datum
from lotrinh.relocation.scenarios.purses import fitted
from tests.areas.factories import AreaFactory
from tests.core.factories import AuditEntryFactory
from tests.establishments.factories import EstablishmentFactory
from tests.relocation.factories import SupportRateFactory
from tests.relocation.scenarios.factories import DossierFactory, PurseFactory, PurseYearFactory
from tests.relocation.scenarios.test_building import ASSUMED, FACTS, GROUND, SITE

POWER = "điện (kW)"
POWERED = replace(GROUND, resources={POWER: ((date(2027, 4, 1), 20.0), (date(2028, 1, 1), 30.0))})
WITH_POWER = replace(FACTS, grounds=(POWERED,), resources={POWER: "power"})


def test_power_rises_with_the_days_it_is_declared_for():
    assert build("thử", WITH_POWER, ASSUMED).problem["zones"]["capacity"] == [
        [[0, [5000.0, 0.0]], [1, [5000.0, 20.0]], [2, [8000.0, 20.0]], [4, [8000.0, 50.0]]]
    ]


def test_a_need_nobody_declared_is_the_assumption_and_counted_as_missing():
    known = replace(SITE, key="CS2", needs={POWER: Datum.of(7)})
    built = build("thử", replace(WITH_POWER, sites=(SITE, known)), ASSUMED)
    assert [need[1] for need in built.problem["establishments"]["needs"]] == [15, 7]
    assert built.quality[-1].field == "Nhu cầu điện (kW)" and built.quality[-1].count("thiếu, dùng giả định") == 1


def test_a_cluster_that_declared_nothing_is_said_and_does_not_bind():
    other = replace(GROUND, key="Cụm Kia")
    built = build("thử", replace(WITH_POWER, grounds=(POWERED, other)), ASSUMED)
    assert built.problem["zones"]["capacity"][1][0] == [0, [5000.0, 15.0]], "as much as everybody needs"
    assert any("Cụm Kia: chưa khai điện (kW)" in flag for flag in built.flags)


def declare(town, amount, day=date(2026, 1, 1), supply="power"):
    return ClusterSupply.objects.create(
        cluster=town.cluster, supply=supply, available_from=day, amount=amount, basis="khai", entry=AuditEntryFactory()
    )


def test_no_more_move_in_than_there_is_power_for(town):
    declare(town, 40)
    run = town.run(power=15)
    assert run.state == RunState.PLANNED, run.said
    assert run.decisions.filter(kind=PlanKind.MOVE).count() <= 2
    [area, power] = reading.land(run.problem, run.answer)
    assert (power["resource"], power["capacity"]) == (POWER, 40) and power["left"] >= 0 and area["capacity"] == 10_000


def order(earlier, later):
    return Precedence.objects.create(
        earlier=earlier.establishment,
        later=later.establishment,
        reason="đường vào",
        stated_on=date(2026, 6, 1),
        entry=AuditEntryFactory(),
    )


def test_whoever_must_go_first_does(town):
    few, *_, many = town.dossiers
    order(few, many)
    run = town.run(cases=1)
    quarter = dict(run.decisions.values_list("establishment", "quarter"))
    assert quarter[few.establishment_id] <= quarter[many.establishment_id]
    Precedence.objects.update(lifted_on=date(2026, 11, 1))
    free = dict(town.run(cases=1).decisions.values_list("establishment", "quarter"))
    assert free[few.establishment_id] > free[many.establishment_id]


def test_a_cap_on_the_whole_sheet_bounds_what_the_plan_counts_with(town):
    SupportRateFactory(area=town.ward, cap_million=None, purse=None)
    SupportCap.objects.create(
        area=town.province,
        cap_million=25,
        legal_basis="nghị quyết",
        valid_from=date(2026, 1, 1),
        entry=AuditEntryFactory(),
    )
    run = town.run()
    assert {one.cost_million for one in run.decisions.all()} == {25}


@pytest.fixture
def two_wards(town):
    """Half of the workshops lie in a second ward, which has money of its own."""
    other = AreaFactory(parent=town.province)
    town.programme.areas.add(other)
    town.office.area = town.province
    town.office.save()
    for number in range(4):
        DossierFactory(
            establishment=EstablishmentFactory(
                area=other, land_area_m2=200, latitude=10.47, longitude=105.6 + number / 1e3
            )
        )
    town.own = PurseFactory(area=other, name="Ngân sách phường hai", carry_over_percent=0)
    PurseYearFactory(purse=town.own, year=2027, amount_million=130)
    return town


def test_a_ward_s_money_is_spent_in_the_ward_alone(two_wards):
    two_wards.purse.years.update(amount_million=250)
    run = two_wards.run(must_settle=0, unresolved=100)
    assert run.state == RunState.PLANNED, run.said
    here = {row.establishment.code for row in run.decisions.filter(establishment__area=two_wards.own.area)}
    spent = sum(row["amount"] for row in run.answer["payments"] if row["source"] == two_wards.own.name)
    owed = sum(row.cost for row in reading.decided(run.problem, run.answer["decisions"]) if row.key in here)
    assert 0 < spent <= owed + 1e-6
    serves = {
        two_wards.own.name: frozenset(here),
        two_wards.purse.name: frozenset(run.problem["establishments"]["id"]) - here,
    }
    assert fitted(run.problem, run.answer, serves).payments is not None


def test_money_enough_in_sum_but_in_the_wrong_ward_is_told_so(two_wards):
    two_wards.purse.years.update(amount_million=0)
    PurseYearFactory(purse=two_wards.own, year=2028, amount_million=5000)
    run = two_wards.run()
    assert run.state == RunState.NO_PLAN
    assert "tiền của phường này không chi được cho phường kia" in run.flags[0]


def test_a_ward_s_money_that_cannot_be_spent_there_pays_nobody_else(two_wards):
    """The second ward has plenty, the first nothing: the first's workshops stay, whatever the sums say."""
    two_wards.purse.years.update(amount_million=0)
    PurseYearFactory(purse=two_wards.own, year=2028, amount_million=5000)
    run = two_wards.run(must_settle=0, unresolved=100)
    acting = run.decisions.exclude(kind=PlanKind.STAY).values_list("establishment__area", flat=True)
    assert set(acting) == {two_wards.own.area_id}


def test_nobody_is_left_behind_because_acting_is_dear_where_the_common_purse_pays_for_all(two_wards):
    """The ward's early money cannot pay the other ward's; with money weighing much, staying would be cheapest."""
    two_wards.purse.years.update(amount_million=0)
    two_wards.own.years.update(amount_million=5000)
    common = PurseFactory(area=two_wards.province, name="Ngân sách tỉnh")
    PurseYearFactory(purse=common, year=2028, amount_million=5000)
    run = two_wards.run(willing=0.01)
    assert run.state == RunState.PLANNED, run.flags
    assert not run.decisions.filter(kind=PlanKind.STAY).exists()
