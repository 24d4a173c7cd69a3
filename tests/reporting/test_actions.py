from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from lotrinh.core.periods import Period
from lotrinh.reporting import actions
from lotrinh.reporting.choices import ReportState
from lotrinh.reporting.errors import (
    AlreadyDrafted,
    BadIssue,
    NoReason,
    NotNow,
    NotTheLeader,
    NotYourReport,
    SomebodyWasFaster,
    Unfinished,
)
from lotrinh.reporting.figures import _use_of
from lotrinh.reporting.models import FigureMark, FrozenFigure, Report
from lotrinh.reporting.text import before_and_after, official_text
from tests.reporting.factories import (
    Q1,
    Q2,
    RegimeFactory,
    followed_target,
    issued,
    leader_of,
    officer_of,
    redeclare,
)

pytestmark = pytest.mark.django_db


def draft(regime, officer, period=Q1):
    return actions.draft_report(regime=regime, period=period, by=officer)


def write(report, by, words, key="tinh-hinh", seen=None):
    return actions.write_section(report=report, key=key, words=words, seen=seen, by=by)


def printed(report):
    return "\n".join(
        getattr(block, "text", "") or str(getattr(block, "rows", "")) for block in official_text(report).body
    )


# --- the draft ---


def test_a_draft_takes_figures_of_its_period_and_of_the_one_before(regime, officer):
    contract = followed_target(regime, q1=60, q2=65)
    figure = draft(regime, officer, Q2).figures.get(name=f"chi-tieu-{contract.target.pk}")
    assert (figure.value, figure.before, figure.plan) == (65, 60, 80)
    assert figure.declared
    assert figure.text("dat") == "81,3 %"


def test_a_draft_covers_the_decree_s_window(regime, officer):
    report = draft(regime, officer)
    assert (report.first_day, report.last_day) == (date(2025, 12, 15), date(2026, 3, 14))


def test_a_figure_keeps_its_rows_under_a_digest(regime, officer):
    followed_target(regime, q1=60)
    figure = draft(regime, officer).figures.first()
    figure.refresh_from_db()
    assert figure.row_count == 1
    assert figure.is_whole
    figure.rows = []
    assert not figure.is_whole


def test_a_target_without_data_says_why_instead_of_a_number(regime, officer):
    followed_target(regime)
    figure = draft(regime, officer).figures.first()
    assert figure.value is None
    assert "Chưa đơn vị nào khai báo" in figure.why


def test_a_second_click_drafts_nothing(regime, officer):
    token = uuid4()
    first = actions.draft_report(regime=regime, period=Q1, by=officer, sent_as=token)
    assert actions.draft_report(regime=regime, period=Q1, by=officer, sent_as=token) == first


def test_one_period_has_one_report(regime, officer):
    report = draft(regime, officer)
    with pytest.raises(AlreadyDrafted) as refused:
        draft(regime, officer)
    assert refused.value.report == report


def test_another_unit_cannot_draft(regime):
    with pytest.raises(NotYourReport):
        draft(regime, officer_of(RegimeFactory().reporter))


def test_refreshing_takes_corrected_figures_and_leaves_the_words(regime, officer):
    contract = followed_target(regime, q1=60)
    report = draft(regime, officer)
    write(report, officer, "Lời của tôi.")
    redeclare(contract, "2026-Q1", 61)
    actions.refresh(report=report, by=officer)
    assert report.figures.first().value == 61
    assert report.sections.get(key="tinh-hinh").words == "Lời của tôi."


def test_a_target_counted_yearly_tells_its_last_year(regime, officer):
    contract = followed_target(regime, "số người có việc làm .", **{"2025": 8912})
    contract.indicator.unit = "người"
    contract.indicator.save()
    report = draft(regime, officer)
    figure = report.figures.get(target=contract.target)
    assert figure.label == "Số người có việc làm"
    assert figure.text("gan-nhat") == "8.912 người (năm 2025)"
    assert "gần nhất 8.912 người (năm 2025)" in printed(report)


def test_a_chart_shows_nothing_from_after_the_cut_off(regime, officer):
    followed_target(regime, q1=60, q2=90, **{"2023": 40, "2024": 45, "2025": 50})
    (chart,) = draft(regime, officer).charts
    assert "14/03/2026: 60 %" in chart["alt"]
    assert "90 %" not in chart["alt"].split(". Dự báo")[0]


def test_words_begin_from_the_last_report_and_add_figures_it_did_not_know(regime, officer):
    first = followed_target(regime, "Cũ", q1=60, q2=61)
    old = issued(regime, Q1)
    old.sections.filter(key="tinh-hinh").update(words="Câu riêng của quý I năm 2026.")
    second = followed_target(regime, "Mới", q2=5)
    words = dict(draft(regime, officer, Q2).sections.values_list("key", "words"))
    assert words["tinh-hinh"] == "Câu riêng của quý II năm 2026."
    assert words["chi-tieu"].count(f"{{{{so:chi-tieu-{first.target.pk}}}}}") == 1
    assert f"{{{{so:chi-tieu-{second.target.pk}}}}}" in words["chi-tieu"]


def test_the_words_a_draft_begins_with_need_no_mending(regime, officer):
    followed_target(regime, q1=60)
    report = draft(regime, officer)
    assert not [n for found in actions.all_notices(report).values() for n in found if n.must_be_mended]


def test_the_second_of_two_writers_is_shown_the_first(regime, officer):
    report = draft(regime, officer)
    seen = report.sections.get(key="tinh-hinh").entry_id
    write(report, officer, "Lời thứ nhất.", seen=seen)
    with pytest.raises(SomebodyWasFaster) as refused:
        write(report, officer_of(regime.reporter), "Lời thứ hai.", seen=seen)
    assert refused.value.stored.words == "Lời thứ nhất."


# --- the way out ---


def test_typed_numbers_keep_a_report_from_being_submitted(regime, officer):
    report = draft(regime, officer)
    write(report, officer, "Có 35 cơ sở đã di dời.")
    with pytest.raises(Unfinished, match="“35”"):
        actions.submit(report=report, by=officer)
    write(report, officer, "Có {{khai:35 cơ sở|Phòng Thử}} đã di dời.")
    assert actions.submit(report=report, by=officer).state == ReportState.SUBMITTED


def test_a_leader_returns_with_words_and_agrees_to_the_next(regime, officer):
    leader, report = leader_of(regime.reporter), draft(regime, officer)
    actions.submit(report=report, by=officer)
    with pytest.raises(NoReason):
        actions.return_(report=report, by=leader, note=" ")
    assert actions.return_(report=report, by=leader, note="Bổ sung nguyên nhân.").is_open
    actions.submit(report=report, by=officer)
    assert actions.agree(report=report, by=leader).state == ReportState.AGREED


def test_only_the_unit_s_leader_agrees(regime, officer):
    report = draft(regime, officer)
    actions.submit(report=report, by=officer)
    for other in (officer, leader_of(RegimeFactory().reporter)):
        with pytest.raises(NotTheLeader):
            actions.agree(report=report, by=other)


def test_what_was_submitted_changes_no_more(regime, officer):
    report = draft(regime, officer)
    actions.submit(report=report, by=officer)
    for deed in (lambda: actions.refresh(report=report, by=officer), lambda: write(report, officer, "Khác.")):
        with pytest.raises(NotNow):
            deed()


def test_pressing_submit_twice_submits_once(regime, officer):
    report = draft(regime, officer)
    actions.submit(report=report, by=officer)
    with pytest.raises(NotNow):
        actions.submit(report=report, by=officer)
    assert report.steps.count() == 2


def test_an_issued_report_is_frozen_with_its_papers(regime):
    contract = followed_target(regime, q1=60)
    report = issued(regime, Q1, number=7)
    redeclare(contract, "2026-Q1", 99)
    assert report.issue.full_number == "07/BC-KT"
    assert report.figures.first().value == 60
    assert report.issue.sha256 == actions.digest_of(report)
    assert (report.issue.docx.kind, report.issue.pdf.kind) == ("docx", "pdf")


@pytest.mark.parametrize(
    ("day", "told"),
    [
        pytest.param(date(2026, 3, 1), "trước ngày chốt", id="before-the-cut-off"),
        pytest.param(date.today() + timedelta(days=400), "chưa tới", id="in-the-future"),
    ],
)
def test_a_day_that_cannot_be_is_refused(regime, day, told):
    with pytest.raises(BadIssue, match=told):
        issued(regime, Q1, day=day)


def test_a_number_is_used_once_a_year(regime):
    issued(regime, Q1, number=7)
    with pytest.raises(BadIssue, match="đã dùng"):
        issued(regime, Q2, number=7)


# --- afterwards ---


def test_a_figure_corrected_later_stands_in_the_next_report_and_not_in_the_old(regime, officer):
    contract = followed_target(regime, q1=60, q2=65)
    old = issued(regime, Q1)
    redeclare(contract, "2026-Q1", 58)
    (change,) = draft(regime, officer, Q2).changes
    assert (change["before"], change["after"]) == ("60 %", "58 %")
    assert "58 %" not in printed(Report.objects.get(pk=old.pk))


def test_a_withdrawn_report_stays_readable_with_its_stamp(regime, officer):
    followed_target(regime, q1=60)
    old = issued(regime, Q1)
    actions.withdraw_and_replace(report=old, reason="Cộng sai.", by=officer)
    text = official_text(Report.objects.get(pk=old.pk))
    assert text.stamp.startswith("ĐÃ THU HỒI NGÀY")
    assert text.letterhead.number == 1


def test_the_replacement_names_the_old_and_lists_before_and_after(regime, officer):
    contract = followed_target(regime, q1=60)
    old = issued(regime, Q1)
    redeclare(contract, "2026-Q1", 58)
    new = actions.withdraw_and_replace(
        report=old, reason="Cộng sai.", wrong=[f"chi-tieu-{contract.target.pk}"], by=officer
    )
    assert list(before_and_after(new)) == [("Tỷ lệ thử", "60 %", "58 %")]
    assert "thay thế Báo cáo số 01/BC-KT" in printed(new)
    assert new.recipients == old.recipients


def test_every_total_that_used_a_wrong_figure_is_marked(regime, officer):
    contract = followed_target(regime, q1=60, q2=65)
    wrong = f"chi-tieu-{contract.target.pk}"
    old, later = issued(regime, Q1), issued(regime, Q2, number=2)
    actions.withdraw_and_replace(report=old, reason="Cộng sai.", wrong=[wrong], by=officer)
    marks = FigureMark.objects.filter(figure__report=later)
    assert [(mark.source.report, mark.figure.name) for mark in marks] == [(old, wrong)]
    assert marks.get().note == "kỳ trước"


def test_a_year_rests_on_a_quarter_only_where_quarters_add_up(regime, officer):
    contract = followed_target(regime, q1=60, **{"2026": 70})
    wrong = f"chi-tieu-{contract.target.pk}"
    old = issued(regime, Q1)
    year = Period("year", 2026, 1, "report")
    whole = FrozenFigure(measure=contract.indicator.declared_name, uses={"": year.key}, adds_up=True)
    assert _use_of(old.figures.get(name=wrong), whole) == "thực hiện trong kỳ"
    whole.adds_up = False
    assert _use_of(old.figures.get(name=wrong), whole) == ""


def test_a_report_that_only_used_right_figures_is_not_marked(regime, officer):
    followed_target(regime, q1=60, q2=65)
    old = issued(regime, Q1)
    issued(regime, Q2, number=2)
    actions.withdraw_and_replace(report=old, reason="Sai tên.", wrong=[], by=officer)
    assert not FigureMark.objects.exists()


def test_a_report_is_withdrawn_once_and_with_a_reason(regime, officer):
    old = issued(regime, Q1)
    with pytest.raises(NoReason):
        actions.withdraw_and_replace(report=old, reason="", by=officer)
    actions.withdraw_and_replace(report=old, reason="Sai.", by=officer)
    with pytest.raises(NotNow):
        actions.withdraw_and_replace(report=old, reason="Sai.", by=officer)


def test_figures_are_kept_as_they_were_known(regime, officer):
    contract = followed_target(regime, q1=60)
    draft(regime, officer)
    assert contract.indicator.observations.get().value == Decimal(60)
