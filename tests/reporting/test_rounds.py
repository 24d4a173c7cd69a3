"""A round's totals in a report: figures that open into units, late units named, replaced answers told."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lotrinh.collection import actions as rounds
from lotrinh.collection.errors import NotYourRound
from lotrinh.collection.models import Round
from lotrinh.core.periods import Period
from lotrinh.documents.writing.docx import to_docx
from lotrinh.organizations.choices import Role
from lotrinh.reporting import actions
from lotrinh.reporting.errors import NotNow, NotYourReport
from lotrinh.reporting.models import Report
from lotrinh.reporting.rounds import replaced_in, resting_on_replaced
from lotrinh.reporting.text import official_text
from tests.collection.factories import Town
from tests.organizations.factories import person
from tests.reporting.factories import RegimeFactory, leader_of

pytestmark = pytest.mark.django_db
Q1, Q2 = (Period("quarter", 2026, number, "report") for number in (1, 2))


@pytest.fixture
def town():
    return Town(3)


@pytest.fixture
def regime(town):
    return RegimeFactory(reporter=town.department)


def asked(town, period=Q1):
    """Three wards were asked; two answered and were accepted, the third is late."""
    round = town.ask(period=period)
    town.send(round, 0, a="1", b="10")
    town.send(round, 1, a="8", b="10")
    town.accept(round, 0, 1)
    Round.objects.filter(pk=round.pk).update(due=round.due - timedelta(days=30))
    return Round.objects.get(pk=round.pk)


def drafted(town, regime, *asked_rounds, period=Q1):
    report = actions.draft_report(regime=regime, period=period, by=town.officer)
    return actions.set_rounds(report=report, rounds=asked_rounds, by=town.officer)


def sent_out(town, report, number=1):
    actions.submit(report=report, by=town.officer)
    actions.agree(report=report, by=leader_of(town.department))
    given = {"number": number, "issued_on": report.last_day, "signer_lines": ["GIÁM ĐỐC"], "signer_name": "Thử"}
    actions.issue(report=report, by=town.officer, **given)
    return Report.objects.get(pk=report.pk)


def replaced(town, round, **typed):
    """The first ward's accepted answer is opened again and sent anew."""
    rounds.hand_back(line=town.line(round), reason="rà lại", by=town.officer)
    town.send(round, 0, reason="sót một lô", **typed)
    town.accept(round, 0)


def appendix_of(report):
    return next(one for one in official_text(report).appendices if one.title.startswith("Tổng hợp"))


def test_totals_stand_in_the_report_with_how_many_of_how_many(town, regime):
    report = drafted(town, regime, asked(town))
    (table,) = appendix_of(report).blocks
    assert table.rows[0] == ("a", "Đất đã cho thuê", "ha", "9", "2/3")
    assert table.rows[2] == ("c", "Tỷ lệ lấp đầy", "%", "45", "2/3")
    assert f"Trễ hạn {asked_due(report)}: {town.wards[2].label}" in table.note
    assert "không tính là 0" in table.note
    assert to_docx(official_text(report))[:2] == b"PK"


def asked_due(report):
    return f"{Round.objects.get(pk=report.collected[0]['round']).due:%d/%m/%Y}"


def test_a_total_opens_into_the_units_that_told_it(town, regime, client):
    round = asked(town)
    report = drafted(town, regime, round)
    figure = report.figures.get(label__startswith="c.")
    assert [row[2:] for row in figure.rows] == [["10", "1"], ["10", "8"]]
    client.force_login(town.officer)
    page = client.get(reverse("reporting:figure", args=[report.pk, figure.name]))
    assert town.wards[1].name in page.text and town.line(round, 1).get_absolute_url() in page.text
    assert figure.is_whole


def test_an_answer_replaced_afterwards_is_told_by_every_report_that_added_it(town, regime, client):
    round = asked(town)
    report = sent_out(town, drafted(town, regime, round))
    assert replaced_in(report) == []
    replaced(town, round, a="5", b="10")
    ((told, (stale,)),) = replaced_in(report)
    assert (stale.used, stale.now, stale.reason) == (1, 2, "sót một lô") and told["round"] == round.pk
    client.force_login(town.officer)
    page = client.get(report.get_absolute_url())
    assert "dùng bản 1, nay là bản 2" in page.text and "sót một lô" in page.text
    assert resting_on_replaced([report]) == {report.pk}
    assert "dùng bản trả lời đã thay" in client.get(reverse("reporting:index")).text
    assert report.figures.get(label__startswith="a.").value == 9, "what was issued stays as it was"


def test_the_next_report_tells_the_change_and_a_withdrawal_offers_it(town, regime, client):
    round = asked(town)
    report = sent_out(town, drafted(town, regime, round))
    replaced(town, round, a="5", b="10")
    following = actions.draft_report(regime=regime, period=Q2, by=town.officer)
    changes = {one["label"]: (one["before"], one["after"]) for one in following.changes}
    assert changes["a. Đất đã cho thuê"] == ("9 ha", "13 ha")
    client.force_login(town.officer)
    page = client.get(reverse("reporting:withdraw", args=[report.pk]))
    assert "9 ha → 13 ha" in page.text
    fresh = actions.withdraw_and_replace(report=report, reason="số mới", by=town.officer)
    assert fresh.figures.get(label__startswith="a.").value == 13


def test_a_draft_takes_the_new_version_when_asked(town, regime):
    round = asked(town)
    report = drafted(town, regime, round)
    replaced(town, round, a="5", b="10")
    assert replaced_in(report)
    report = actions.refresh(report=report, by=town.officer)
    assert replaced_in(report) == [] and report.figures.get(label__startswith="a.").value == 13


def test_a_round_without_any_answer_gives_no_noughts(town, regime):
    report = drafted(town, regime, town.ask(period=Q1))
    (table,) = appendix_of(report).blocks
    assert [row[3:] for row in table.rows] == [("–", "0/3")] * 3


def test_rounds_of_other_units_and_reports_of_others_are_refused(town, regime):
    other = Town(1)
    report = drafted(town, regime)
    with pytest.raises(NotYourRound):
        actions.set_rounds(report=report, rounds=[asked_elsewhere(other)], by=town.officer)
    with pytest.raises(NotYourReport):
        actions.set_rounds(report=report, rounds=[], by=other.officer)


def asked_elsewhere(other):
    return other.ask(period=Q1)


def test_what_left_takes_no_more_rounds(town, regime):
    round = asked(town)
    report = sent_out(town, drafted(town, regime))
    with pytest.raises(NotNow):
        actions.set_rounds(report=report, rounds=[round], by=town.officer)


def test_from_the_totals_into_a_report_in_two_clicks(town, regime, client):
    round = asked(town)
    report = drafted(town, regime)
    client.force_login(town.officer)
    link = reverse("reporting:with-round", args=[round.pk])
    assert link in client.get(reverse("collection:totals", args=[round.pk])).text
    assert report.title in client.get(link).text
    page = client.post(link, {"bao-cao": report.pk}, follow=True)
    assert "đã nhận 2/3 đơn vị" in page.text and town.wards[2].label in page.text
    client.post(reverse("reporting:rounds", args=[report.pk]), {})
    assert not report.rounds.exists() and Report.objects.get(pk=report.pk).collected == []


def test_a_stranger_puts_no_round_into_a_report(town, regime, client):
    round = asked(town)
    client.force_login(person(Role.PLAN_OFFICER))
    assert client.get(reverse("reporting:with-round", args=[round.pk])).status_code == 404
    client.force_login(town.people[0])
    assert client.get(reverse("reporting:with-round", args=[round.pk])).status_code == 403
