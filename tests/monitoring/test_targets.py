from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from lotrinh.indicators.forecast import VerdictState
from lotrinh.monitoring.choices import State
from lotrinh.monitoring.gaps import gaps_of
from lotrinh.monitoring.states import target_states
from lotrinh.plans.choices import Comparator
from lotrinh.plans.models import Contest
from tests.clusters.factories import LeaseFactory, PlotFactory
from tests.core.factories import AuditEntryFactory
from tests.monitoring.factories import TODAY, DeclaredFigureFactory, LiveContractFactory
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import ContractFactory, IndicatorFactory, TargetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(version, officer):
    """The one target of the programme as told on a day."""

    def tell(day=TODAY):
        (state,) = target_states(version.programme, officer, day)
        return state

    return tell


@pytest.fixture
def followed(version):
    """A live target of the programme, above 80 %, and what was declared of it: {period: value}."""

    def follow(declared=None, by=date(2030, 12, 31), **contract):
        target = TargetFactory(version=version, by=by)
        live = LiveContractFactory(target=target, **contract)
        for period, value in (declared or {}).items():
            DeclaredFigureFactory(indicator=live.indicator, period=period, value=value)
        return target

    return follow


def test_a_target_without_a_contract_cannot_be_measured(version, told):
    TargetFactory(version=version)
    assert told().state == State.NO_MEASURE


def test_a_contract_that_is_not_live_is_not_followed(version, told):
    contract = ContractFactory(target=TargetFactory(version=version))
    DeclaredFigureFactory(indicator=contract.indicator)
    assert told().figure is None
    assert told().source_name == ""


@pytest.mark.parametrize(
    ("value", "verdict", "state"),
    [
        pytest.param("80.0001", VerdictState.MET, State.MET, id="just-above"),
        pytest.param("80", VerdictState.NOT_MET, State.NOT_MET, id="equal-is-not-above"),
    ],
)
def test_after_its_date_a_target_has_a_verdict(followed, told, value, verdict, state):
    followed({"2025": Decimal(value)}, by=date(2025, 12, 31))
    assert told().verdict.state == verdict
    assert told().state == state
    assert told().forecast is None


def test_a_verdict_says_how_much_was_lacking(followed, told):
    followed({"2025": 60}, by=date(2025, 12, 31))
    assert told().outlook == "Ngày 31/12/2025: 60 %, phải đạt trên 80 %. Còn thiếu 20 %."


def test_after_its_date_a_target_without_a_figure_cannot_be_known(followed, told):
    followed({}, by=date(2025, 12, 31))
    assert told().state == State.UNKNOWABLE
    assert "Chưa đơn vị nào khai báo" in told().why


def test_what_was_reached_after_the_date_does_not_mend_the_verdict(followed, told):
    followed({"2025": 60, "2026": 95}, by=date(2025, 12, 31))
    assert told().figure.value == 60
    assert told().state == State.NOT_MET


def test_on_its_last_day_a_target_is_not_judged_yet(followed, told):
    followed({"2025": 60}, by=date(2026, 11, 25))
    assert told(date(2026, 11, 25)).verdict is None


def test_a_target_whose_figures_rise_too_slowly_is_at_risk(followed, told):
    followed({"2021": 50, "2022": 51, "2023": 52, "2024": 53, "2025": 54})
    assert told().state == State.AT_RISK
    assert "khả năng đạt" in told().why


def test_a_target_whose_figures_rise_fast_is_on_its_way(followed, told):
    followed({"2021": 50, "2022": 56, "2023": 63, "2024": 69, "2025": 75})
    assert told().state == State.ON_WAY
    assert told().forecast.chance > 0.5


def test_too_few_figures_make_no_forecast(followed, told):
    followed({"2024": 60, "2025": 61})
    assert told().forecast is None
    assert told().outlook == "Chưa đủ số liệu để dự báo."


def test_progress_is_counted_from_the_baseline(followed, told):
    followed({"2025": 65})
    assert told().share_percent == 50


def test_an_objection_not_answered_contests_the_target(followed, told):
    target = followed({"2025": 65})
    contest = Contest.objects.create(
        target=target, organization=OrganizationFactory(), reason="Mẫu số khác.", raised=AuditEntryFactory()
    )
    assert told().state == State.CONTESTED
    contest.answer, contest.answered = "Giữ nguyên.", AuditEntryFactory()
    contest.save()
    assert told().state != State.CONTESTED


def test_declared_parts_of_the_year_count_where_the_year_is_not_declared_yet(followed, told):
    followed({"2025": 60, "2026-Q3": 66})
    assert told().figure.period.key == "2026-Q3"


def test_a_range_is_told_with_both_ends(version, told):
    target = TargetFactory(version=version, comparator=Comparator.RANGE, value=5, value_high=7)
    LiveContractFactory(target=target, threshold=5)
    assert told().wanted == "5–7 %"


def test_a_target_names_the_register_of_its_declared_rows(followed, told):
    followed({"2025": 60})
    assert told().registers == ["so-khai-bao"]


def test_targets_that_share_an_indicator_share_its_figures(followed, version, officer, django_assert_num_queries):
    target = followed({"2025": 60})
    target_states(version.programme, officer, TODAY)
    with django_assert_num_queries(4):
        target_states(version.programme, officer, TODAY)
    for _ in range(5):
        LiveContractFactory(target=TargetFactory(version=version), indicator=target.contract.indicator)
    with django_assert_num_queries(4):
        assert len(target_states(version.programme, officer, TODAY)) == 6


def test_a_stranger_is_told_of_no_target(followed, version):
    followed()
    assert target_states(version.programme, person(), TODAY) == []


def gaps(version, officer):
    return gaps_of(target_states(version.programme, officer, TODAY), version.programme.owner_on(TODAY), TODAY)


def test_who_owes_an_unknown_baseline_is_named_and_late_ones_come_first(version, officer, followed):
    followed()
    finder = OrganizationFactory(short_name="Phòng Tìm")
    followed({"2025": 60}, baseline=None, baseline_finder=finder, baseline_due=date(2026, 6, 30))
    first = gaps(version, officer)[0]
    assert (first.owed_by, first.is_late, first.due) == ("Phòng Tìm", True, date(2026, 6, 30))


def test_a_target_without_figures_is_owed_by_whoever_keeps_its_indicator(version, officer, followed):
    target = followed()
    keeper = OrganizationFactory(short_name="Phòng Giữ sổ")
    target.contract.indicator.owner = keeper
    target.contract.indicator.save()
    (gap,) = gaps(version, officer)
    assert gap.owed_by == "Phòng Giữ sổ"


def test_what_a_contract_lacks_is_owed_by_whoever_leads_the_programme(version, officer):
    ContractFactory(target=TargetFactory(version=version), indicator=None)
    (gap,) = gaps(version, officer)
    assert "chỉ số nguồn" in gap.what
    assert gap.owed_by == version.programme.owner_on(TODAY).label


def test_many_targets_not_settled_are_one_gap(version, officer):
    for _ in range(4):
        TargetFactory(version=version)
    assert [gap.about for gap in gaps(version, officer)] == ["4 chỉ tiêu"]


@pytest.fixture
def yearly(version):
    """More than 80 anew every year, and what was declared of each."""

    def follow(declared, by):
        target = TargetFactory(version=version, by=by, per="year")
        live = LiveContractFactory(target=target)
        for period, value in declared.items():
            DeclaredFigureFactory(indicator=live.indicator, period=period, value=value)

    return follow


def test_a_target_for_every_year_tells_in_how_many_it_was_met(yearly, told):
    yearly({"2023": 85, "2024": 70, "2025": 90}, by=date(2025, 12, 31))
    assert told().state == State.MET
    assert "Đạt 2 trong 3 năm có số liệu." in told().outlook


def test_a_target_for_every_year_is_at_risk_when_the_last_year_missed_it(yearly, told):
    yearly({"2024": 85, "2025": 70}, by=date(2030, 12, 31))
    assert told().state == State.AT_RISK
    assert told().why.startswith("Năm 2025 chỉ 70 %")


def test_what_was_let_since_does_not_show_on_a_day_that_is_past(version, officer, told):
    plot = PlotFactory()
    indicator = IndicatorFactory(measure="cluster.fill_2024", nature="ratio")
    scope = f"cluster.{plot.cluster_id}"
    LiveContractFactory(target=TargetFactory(version=version), indicator=indicator, scope=scope)
    today = localdate()
    LeaseFactory(plot=plot, starts_on=today.replace(day=1))
    before = today.replace(day=1) - timedelta(days=1)
    assert told(today).figure.value == 100
    assert told(before).figure.value == 0
    assert told(before).figure.as_of == before


@pytest.mark.parametrize("scope", ["cluster.7", "???"])
def test_a_scope_that_no_longer_fits_is_told_instead_of_breaking_the_page(version, told, scope):
    indicator = IndicatorFactory(measure="workforce.trained", nature="ratio")
    LiveContractFactory(target=TargetFactory(version=version), indicator=indicator, scope=scope)
    assert told().state == State.NO_MEASURE
    assert told().why
