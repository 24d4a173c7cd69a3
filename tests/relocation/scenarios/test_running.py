"""From the registers to a checked plan, in the background, with locks and changed money."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from lotrinh.core.jobs import JobCancelled
from lotrinh.core.models import JobStatus
from lotrinh.organizations.choices import Role
from lotrinh.relocation.choices import Option, Step
from lotrinh.relocation.model.checker import check
from lotrinh.relocation.models import Dossier, PlannedDecision, Scenario, SupportItem, SupportRate
from lotrinh.relocation.models.scenarios import PlanKind, RunState
from lotrinh.relocation.scenarios import actions, reading
from lotrinh.relocation.scenarios.errors import NotAnOption, NotYourScenario, OldRun, WrongAssumption
from lotrinh.relocation.scenarios.signed import standing
from lotrinh.support.models import PurseYear
from tests.clusters.factories import LeaseFactory, PlotFactory
from tests.organizations.factories import person
from tests.relocation.scenarios.factories import DAY, DossierFactory, PurseFactory, PurseYearFactory, Town


def test_a_scenario_becomes_a_checked_plan_with_a_row_for_everybody(town):
    run = town.run()
    assert run.state == RunState.PLANNED, run.said
    assert check(run.problem, run.answer) == []
    assert run.decisions.count() == len(town.dossiers)


def test_the_plan_waits_longest_where_fewest_people_live(town):
    run = town.run(cases=1, must_settle=0)
    acting = [one for one in run.decisions.order_by("establishment__code") if one.quarter]
    quarters = [one.quarter for one in acting]
    assert quarters == sorted(quarters, reverse=True)


def test_too_little_money_is_told_in_plain_words_with_the_amount(db):
    run = Town(million=50).run()
    assert run.state == RunState.INFEASIBLE
    (row,) = [row for row in run.answer["conflict"] if row["group"].startswith("source")]
    assert row["needs"] == pytest.approx(6 * 60 - 100, abs=1e-3)
    assert "Kinh phí của nguồn" in row["sentence"] and "260" in row["sentence"]


def test_without_the_duty_to_finish_too_little_money_still_gives_a_plan(db):
    run = Town(million=50).run(must_settle=0)
    assert run.state == RunState.PLANNED
    assert run.answer["objective"]["unresolved"] > 0


def test_a_lock_holds_in_the_next_plan_and_says_so(town):
    run = town.run()
    one = run.decisions.filter(kind=PlanKind.MOVE).first()
    actions.lock_decision(
        scenario=run.scenario,
        establishment=one.establishment,
        kind=PlanKind.MOVE,
        cluster=town.cluster,
        quarter="2028Q2",
        reason="Chủ cơ sở cần thời gian",
        by=town.officer,
    )
    again = actions.start_run(scenario=run.scenario, near=run, by=town.officer)
    held = again.decisions.get(establishment=one.establishment)
    assert (held.quarter, held.is_fixed) == ("2028Q2", True)
    changed = reading.changes(run.problem, run.answer, again.problem, again.answer)
    assert [change.key for change in changed] == [one.establishment.code]


def test_nothing_changed_means_the_same_plan(town):
    run = town.run()
    again = actions.start_run(scenario=run.scenario, near=run, by=town.officer)
    assert reading.changes(run.problem, run.answer, again.problem, again.answer) == []


def test_what_cannot_be_is_not_locked(town):
    run = town.run()
    with pytest.raises(NotAnOption):
        actions.lock_decision(
            scenario=run.scenario,
            establishment=town.dossiers[0].establishment,
            kind=PlanKind.STAY,
            reason="muốn ở lại",
            by=town.officer,
        )


def test_a_signed_decision_and_a_refusal_reach_the_problem(town):
    signed, refused, _, _, _, _ = town.dossiers
    Dossier.objects.filter(pk=signed.pk).update(
        step=Step.AGREED, option=Option.CLUSTER, cluster=town.cluster, decided_quarter="2027Q3"
    )
    refused.restrictions.create(
        source="owner",
        option=Option.CLUSTER,
        cause="xa khách",
        would_change="có xe đưa đón",
        stated_on=date(2026, 5, 1),
        entry=signed.entry,
    )
    run = town.run()
    kinds = dict(run.decisions.values_list("establishment", "kind"))
    assert run.decisions.get(establishment=signed.establishment_id).quarter == "2027Q3"
    assert kinds[refused.establishment_id] != PlanKind.MOVE


def test_handing_over_leaves_proposals_and_decides_nothing(town):
    run = town.run()
    count = actions.hand_over(run=run, decisions=run.decisions.all(), by=town.officer)
    dossier = Dossier.objects.get(pk=town.dossiers[0].pk)
    assert count == 6
    assert dossier.proposed_option and not dossier.option
    assert dossier.proposed_from == run.get_absolute_url()


def test_an_older_run_is_not_handed_over(town):
    run = town.run()
    actions.start_run(scenario=run.scenario, by=town.officer)
    with pytest.raises(OldRun):
        actions.hand_over(run=run, decisions=run.decisions.all(), by=town.officer)


def test_a_cut_budget_is_entered_and_the_plan_made_anew_close_to_the_old_one(town):
    run = town.run(must_settle=0)
    amendment = actions.amend_budget(
        run=run,
        document="30/NQ-HĐND",
        day=DAY,
        purse=town.purse,
        year=2027,
        amount_million=Decimal(120),
        by=town.officer,
    )
    again = amendment.scenario.runs.get()
    assert PurseYear.objects.in_force_on(DAY).get(purse=town.purse, year=2027).amount_million == 120
    assert again.state == RunState.PLANNED and again.near == run
    spent = sum(row["paid"] for row in reading.money(again.problem, again.answer) if row["year"] == "2027")
    assert spent <= 120 + 1e-6


def test_parts_that_do_not_fit_into_a_year_make_the_plan_begin_less(db):
    town = Town(million=180)
    PurseYear.objects.filter(purse=town.purse, year=2028).update(amount_million=100)
    town.purse.carry_over_percent = 0
    type(town.purse).objects.filter(pk=town.purse.pk).update(carry_over_percent=0)
    run = town.run(must_settle=0, first_part=50, second_part_after=4)
    parts, _ = actions.parts_of(run)
    assert run.state == RunState.PLANNED
    assert all(not row.missing for row in parts)


def test_a_second_click_makes_no_second_scenario(town):
    token = uuid4()
    for _ in range(2):
        actions.create_scenario(programme=town.programme, name="B", day=DAY, by=town.officer, sent_as=token)
    assert Scenario.objects.filter(name="B").count() == 1


def test_an_assumption_out_of_bounds_is_refused(town):
    with pytest.raises(WrongAssumption):
        actions.change_assumptions(scenario=town.scenario(), values={"first_part": 120}, by=town.officer)


def test_others_may_neither_plan_nor_see(town):
    run = town.run()
    stranger, ward_officer = person(Role.PLAN_OFFICER), person(Role.WARD_OFFICER, town.office)
    with pytest.raises(NotYourScenario):
        actions.start_run(scenario=run.scenario, by=stranger)
    for outsider in (stranger, ward_officer):
        assert not Scenario.objects.visible_to(outsider).exists()
        assert not PlannedDecision.objects.visible_to(outsider).exists()
    assert Scenario.objects.visible_to(person(Role.LEADER, town.office)).exists()


def test_a_cut_of_a_purse_kept_elsewhere_binds_the_plan_without_touching_the_ledger(town):
    above = PurseFactory(name="Ngân sách tỉnh", area=town.province, carry_over_percent=0)
    PurseYearFactory(purse=above, year=2027, amount_million=900)
    town.purse.years.update(amount_million=0)
    run = town.run(must_settle=0)
    amendment = actions.amend_budget(
        run=run, document="7/TB", day=DAY, purse=above, year=2027, amount_million=Decimal(100), by=town.officer
    )
    again = amendment.scenario.runs.get()
    amounts = {row["id"]: row["amount_by_year"]["2027"] for row in again.problem["sources"]}
    assert amounts["Ngân sách tỉnh"] == 100
    assert above.years.get().amount_million == 900


def test_what_is_signed_is_kept_when_money_is_cut_below_it_and_named(town):
    signed = town.dossiers[5]
    Dossier.objects.filter(pk=signed.pk).update(
        step=Step.AGREED, option=Option.CLOSE, decided_quarter="2027Q1", cluster=None
    )
    rate = SupportRate.objects.create(
        area=town.ward, item="closure", unit="lump", rate=1, evidence="-", legal_basis="-",
        valid_from=date(2026, 1, 1), entry=signed.entry,
    )  # fmt: skip
    SupportItem.objects.create(
        dossier=signed, item="closure", rate=rate, quantity=1, amount_million=150, how="-", year=2027,
        purse=town.purse, entry=signed.entry,
    )  # fmt: skip
    found = standing(town.purse, 2027, Decimal(100), town.officer)
    assert (found.signed, found.missing) == (150, 50)
    assert [one.establishment for one in found.without_money] == [signed.establishment.name]


def test_a_signed_dossier_gets_no_proposal(town):
    Dossier.objects.filter(pk=town.dossiers[0].pk).update(
        step=Step.AGREED, option=Option.CLUSTER, cluster=town.cluster, decided_quarter="2027Q1"
    )
    run = town.run()
    assert actions.hand_over(run=run, decisions=run.decisions.all(), by=town.officer) == 5


def test_only_dossiers_the_officer_sees_are_planned(town):
    elsewhere = DossierFactory()
    run = town.run()
    assert elsewhere.establishment.code not in run.problem["establishments"]["id"]


def test_a_run_that_was_stopped_keeps_nothing(town, monkeypatch):
    def stopped(*_):
        raise JobCancelled

    monkeypatch.setattr("lotrinh.relocation.scenarios.jobs.progress", stopped)
    run = town.run()
    assert (run.state, run.job.status) == (RunState.WAITING, JobStatus.CANCELLED)
    assert not run.decisions.exists()


def test_a_second_click_joins_the_run_under_way(town, settings):
    settings.JOBS_IMMEDIATE = False
    scenario = town.scenario()
    assert actions.start_run(scenario=scenario, by=town.officer) == actions.start_run(
        scenario=scenario, by=town.officer
    )
    assert scenario.runs.count() == 1


def test_land_that_is_let_or_promised_takes_nobody_in(town):
    LeaseFactory(plot=PlotFactory(cluster=town.cluster), starts_on=date(2026, 1, 1))
    PlotFactory(cluster=town.cluster, serviced_on=date(2027, 8, 1))
    run = town.run()
    assert run.problem["zones"]["capacity"] == [[[0, [10_000.0]], [3, [20_000.0]]]]
