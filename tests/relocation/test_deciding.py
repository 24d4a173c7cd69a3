from datetime import date

import pytest

from lotrinh.core.registers import Invalid
from lotrinh.relocation import actions
from lotrinh.relocation.actions.deciding import Proposal, quarter_of
from lotrinh.relocation.choices import Option, Side, Step
from lotrinh.relocation.models import Dossier, Restriction
from tests.clusters.factories import ClusterFactory, LeaseFactory, PlotFactory
from tests.establishments.factories import EstablishmentFactory
from tests.relocation.factories import ListedDossierFactory

DAY = date(2026, 2, 2)


@pytest.fixture
def row(ward):
    return ListedDossierFactory(establishment=EstablishmentFactory(area=ward.area))


def choose(row, by, option=Option.CLOSE, **more):
    actions.choose_option(rows=[row], option=option, on=DAY, by=by, **more)


def test_a_listed_dossier_takes_an_option(row, officer):
    cluster = ClusterFactory()
    choose(row, officer, Option.CLUSTER, cluster=cluster, quarter="2027Q1")
    row.refresh_from_db()
    assert (row.step, row.cluster, row.decided_quarter) == (Step.OPTION_CHOSEN, cluster, "2027Q1")


def test_a_cluster_goes_with_moving_into_one(row, officer):
    with pytest.raises(Invalid, match="Cụm nơi đến"):
        choose(row, officer, Option.CLUSTER)
    with pytest.raises(Invalid, match="Cụm nơi đến"):
        choose(row, officer, Option.CLOSE, cluster=ClusterFactory())


def test_a_refusal_says_why_and_takes_the_option_away(row, officer):
    refuse = {"option": Option.CLOSE, "cause": "nuôi cả nhà", "would_change": "có việc khác", "on": DAY}
    actions.note_refusal(rows=[row], by=officer, **refuse)
    with pytest.raises(Invalid, match="nuôi cả nhà. Sẽ khác nếu: có việc khác"):
        choose(row, officer)


def test_refusing_what_was_chosen_stops_the_signing_until_another_is_chosen(row, officer):
    choose(row, officer)
    actions.note_refusal(rows=[row], option=Option.CLOSE, cause="x", would_change="y", on=DAY, by=officer)
    assert row.side == Side.REFUSED
    choose(row, officer, Option.CHANGE_TRADE)
    row.refresh_from_db()
    assert (row.side, row.option) == (Side.NONE, Option.CHANGE_TRADE)


def test_an_earliest_day_holds_earlier_quarters_back(row, officer):
    actions.note_refusal(rows=[row], not_before=date(2027, 5, 1), cause="x", would_change="y", on=DAY, by=officer)
    with pytest.raises(Invalid, match="sớm quá"):
        choose(row, officer, quarter="2027Q1")
    choose(row, officer, quarter="2027Q2")


def test_a_lifted_restriction_restricts_no_more(row, officer):
    actions.note_refusal(rows=[row], option=Option.CLOSE, cause="x", would_change="y", on=DAY, by=officer)
    actions.lift_restrictions(rows=list(Restriction.objects.all()), on=DAY, reason="đã có việc", by=officer)
    choose(row, officer)


def test_a_plot_that_is_let_cannot_be_reserved(row, officer):
    plot = PlotFactory()
    choose(row, officer, Option.CLUSTER, cluster=plot.cluster)
    LeaseFactory(plot=plot)
    with pytest.raises(Invalid, match="đang cho thuê"):
        actions.reserve_plot(rows=[row], plot=plot, on=DAY, by=officer)
    actions.reserve_plot(rows=[row], plot=PlotFactory(cluster=plot.cluster), on=DAY, by=officer)
    assert row.step == Step.PLOT_RESERVED


def test_a_lock_holds_against_people_and_scenarios(row, officer):
    choose(row, officer)
    actions.lock(rows=[row], reason="đã hứa", by=officer)
    with pytest.raises(Invalid, match="đã hứa"):
        choose(row, officer, Option.CHANGE_TRADE)
    with pytest.raises(Invalid, match="đã khoá"):
        actions.propose(proposals=[Proposal(row, Option.CHANGE_TRADE, "2027Q1")], source="x", by=officer)


def test_a_proposal_decides_nothing_until_it_is_accepted(row, officer):
    actions.propose(proposals=[Proposal(row, Option.CLOSE, "2027Q3")], source="/di-doi/phuong-an/1/", by=officer)
    row.refresh_from_db()
    assert (row.option, row.proposed_quarter) == ("", "2027Q3")
    actions.accept_proposals(rows=[row], on=DAY, by=officer)
    stored = Dossier.objects.get()
    assert (stored.option, stored.decided_quarter, stored.proposed_option) == (Option.CLOSE, "2027Q3", "")


@pytest.mark.parametrize(("day", "quarter"), [(date(2027, 1, 1), "2027Q1"), (date(2027, 12, 31), "2027Q4")])
def test_a_day_lies_in_its_quarter(day, quarter):
    assert quarter_of(day) == quarter
