from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from lotrinh.core.models import ImportBatch, ImportState
from lotrinh.monitoring.work import units_of, work_of
from lotrinh.organizations.choices import Role
from lotrinh.plans.choices import TaskRole
from lotrinh.plans.models import Contest
from tests.core.factories import AuditEntryFactory
from tests.monitoring.factories import BlockFactory, DeclaredFigureFactory, LiveContractFactory
from tests.organizations.factories import OrganizationFactory, OrganizationSuccessionFactory, RoleHoldingFactory, person
from tests.plans.factories import (
    AssignmentFactory,
    DutyFactory,
    IndicatorFactory,
    ProofFactory,
    TargetFactory,
    TaskFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return OrganizationFactory()


@pytest.fixture
def officer(unit):
    return person(Role.WARD_OFFICER, unit)


@pytest.fixture
def version(unit):
    version = VersionFactory()
    version.programme.units.add(unit)
    return version


@pytest.fixture
def given(version, unit):
    """A task of the unit."""

    def give(organization=None, **fields):
        carrier = organization or unit
        task = TaskFactory(version=version, **fields)
        return AssignmentFactory(task=task, organization=carrier, role=TaskRole.IMPLEMENT).task

    return give


@pytest.fixture
def work(unit, officer):
    return lambda day=None: work_of(unit, officer, day or localdate())


def titles(errands):
    return [one.title for one in errands]


@pytest.mark.parametrize(
    ("days", "group"),
    [
        pytest.param(-1, "late", id="yesterday"),
        pytest.param(0, "due", id="today"),
        pytest.param(30, "due", id="in-thirty-days"),
        pytest.param(31, "later", id="after-that"),
    ],
)
def test_a_task_stands_where_its_day_puts_it(given, work, days, group):
    task = given(due=localdate() + timedelta(days=days))
    assert titles(getattr(work(), group)) == [task.name]


@pytest.mark.parametrize(("count", "open_", "rest"), [(5, 5, []), (6, 4, [2]), (12, 4, [8])])
def test_many_of_one_kind_hide_nothing_else(given, work, count, open_, rest):
    soon = localdate() + timedelta(days=3)
    for day in range(count):
        given(due=soon + timedelta(days=day), name=f"Việc {day}")
    DutyFactory(task=given(name="Thường xuyên"), starts_on=localdate().replace(day=1))
    (group,) = work().groups
    earliest = [f"Việc {day}" for day in range(open_)]
    assert sorted(titles(group.at_once)) == sorted([*earliest, "Thường xuyên"])
    assert [len(errands) for _, errands in group.folded] == rest


def test_a_task_without_a_day_comes_last(given, work):
    given()
    assert len(work().later) == 1


def test_a_task_of_another_unit_is_not_mine(given, work):
    given(organization=OrganizationFactory())
    assert work().groups == []


def test_what_is_done_does_not_wait(given, work):
    given(done_on=localdate(), due=localdate())
    assert work().groups == []


def test_the_number_of_days_left_is_told(given, work):
    given(due=localdate() - timedelta(days=3))
    (errand,) = work().late
    assert errand.when.startswith("quá 3 ngày")


def test_a_task_that_is_held_up_stands_apart(given, work, unit):
    task = given(due=localdate() + timedelta(days=3))
    BlockFactory(key=str(task.pk), unit=unit)
    assert titles(work().blocked) == [task.name]
    assert work().due == []


def test_a_block_that_my_unit_can_clear_is_asked_of_it(work, unit):
    BlockFactory(clearer=unit, subject="Việc của phường khác")
    assert titles(work().asked) == ["Việc của phường khác"]


def test_a_block_that_another_unit_can_clear_is_not(work):
    BlockFactory()
    assert work().asked == []


def test_a_duty_asks_for_the_period_it_lacks(given, work):
    DutyFactory(task=given(), starts_on=date(2026, 10, 1))
    (errand,) = work(date(2026, 11, 25)).late
    assert errand.deed == "Gửi minh chứng"
    assert errand.note.startswith("tháng 10 năm 2026: còn thiếu 1 lần")


def test_a_duty_that_is_met_is_quiet(given, work, unit):
    duty = DutyFactory(task=given(), starts_on=date(2026, 11, 1))
    ProofFactory(duty=duty, organization=unit, on=date(2026, 11, 3), period="2026-M11")
    found = work(date(2026, 11, 25))
    assert found.groups == []
    assert len(found.quiet) == 1


def test_another_units_part_of_a_duty_is_not_mine(given, work):
    task = given()
    DutyFactory(task=task, starts_on=date(2026, 10, 1))
    AssignmentFactory(task=task, role=TaskRole.IMPLEMENT)
    assert len(work(date(2026, 11, 25)).late) == 1


def test_the_unit_works_on_for_the_one_it_took_over_from(version, unit, work):
    former = OrganizationFactory(valid_to=date(2025, 6, 30))
    OrganizationSuccessionFactory(predecessor=former, successor=unit)
    task = AssignmentFactory(task=TaskFactory(version=version), organization=former).task
    assert titles(work().later) == [task.name]


def test_a_baseline_to_be_found_is_asked_of_its_finder(version, unit, work):
    target = TargetFactory(version=version)
    LiveContractFactory(target=target, baseline=None, baseline_finder=unit, baseline_due=date(2026, 1, 31))
    (errand,) = work().asked
    assert errand.kind == "tìm số gốc"


def test_an_objection_waits_for_whoever_runs_the_programme_alone(version, work):
    target = TargetFactory(version=version)
    Contest.objects.create(
        target=target, organization=OrganizationFactory(), reason="Khác.", raised=AuditEntryFactory()
    )
    owner = version.programme.owner_on(localdate())
    runner = person(Role.PLAN_OFFICER, owner)
    assert titles(work_of(owner, runner, localdate()).asked) == [target.name]
    assert work().asked == []


def test_my_own_import_waits_to_be_confirmed(officer, work):
    ImportBatch.objects.create(register="co-so", by=officer, filename="co-so.xlsx", state=ImportState.CHECKED)
    ImportBatch.objects.create(register="co-so", by=person(), filename="khac.xlsx", state=ImportState.CHECKED)
    assert titles(work().asked) == ["co-so.xlsx"]


def test_a_person_chooses_among_the_units_where_they_hold_a_role(unit, officer):
    second = RoleHoldingFactory(user=officer).organization
    OrganizationFactory()
    assert {one.pk for one in units_of(officer, localdate())} == {unit.pk, second.pk}


def test_a_role_that_ended_gives_no_unit(unit):
    gone = person(Role.WARD_OFFICER, unit, valid_to=localdate() - timedelta(days=1))
    assert units_of(gone, localdate()) == []


def test_the_number_of_queries_does_not_grow_with_the_work(given, work, unit, django_assert_max_num_queries):
    def fill(count):
        for _ in range(count):
            DutyFactory(task=given())
            BlockFactory(clearer=unit)

    fill(10)
    work()
    with django_assert_max_num_queries(20):
        work()


def test_whoever_only_looks_is_offered_no_deed(given, unit):
    DutyFactory(task=given(), starts_on=date(2026, 10, 1))
    found = work_of(unit, person(Role.LEADER, unit), date(2026, 11, 25))
    assert {one.deed for one in [*found.late, *found.later]} == {""}


@pytest.mark.parametrize(
    ("period", "is_owed"),
    [
        pytest.param(None, True, id="nothing-yet"),
        pytest.param("2024", True, id="older-than-last-year"),
        pytest.param("2025", False, id="last-year"),
        pytest.param("2026-Q1", False, id="part-of-this-year"),
    ],
)
def test_a_figure_nobody_counts_is_asked_of_whoever_answers_for_it(version, unit, work, period, is_owed):
    indicator = IndicatorFactory(owner=unit, name="Số cơ sở đã di dời")
    LiveContractFactory(target=TargetFactory(version=version), indicator=indicator)
    if period:
        DeclaredFigureFactory(indicator=indicator, period=period)
    assert ("Số cơ sở đã di dời" in titles(work(date(2026, 11, 25)).asked)) is is_owed


def test_a_figure_that_no_target_follows_is_not_asked_for(unit, work):
    IndicatorFactory(owner=unit)
    assert work().asked == []


def test_the_proof_of_a_missed_period_is_offered_a_day_in_it(client, given, unit, officer, work):
    DutyFactory(task=given(), starts_on=date(2026, 10, 1))
    (errand,) = work(date(2026, 11, 25)).late
    client.force_login(officer)
    assert "31/10/2026" in client.get(errand.deed_link).text
