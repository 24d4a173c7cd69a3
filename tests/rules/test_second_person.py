"""Who did the first half does not do the other; who else may is named, the superior where the unit has nobody."""

from datetime import date

import pytest

from lotrinh.core.acting import Standing, standing_in
from lotrinh.organizations.choices import OrganizationLevel, Role
from lotrinh.rules.models import DatedRule
from lotrinh.rules.second_person import (
    AGREE_REPORT,
    VERIFY_CLOSURE,
    VERIFY_ORDER,
    NeedsAnother,
    NotEntrusted,
    is_wanted,
    must_be_another,
    why_not,
)
from tests.core.factories import AuditEntryFactory
from tests.organizations.factories import OrganizationFactory, RoleHoldingFactory, person

pytestmark = pytest.mark.django_db


def rule(value, deed=AGREE_REPORT, **days):
    return DatedRule.objects.create(
        key=f"second_person.{deed.key}",
        label="Người thứ hai",
        value=value,
        valid_from=days.pop("valid_from", date(2025, 1, 1)),
        document="Quy chế",
        entry=AuditEntryFactory(),
        **days,
    )


@pytest.fixture
def above():
    return OrganizationFactory(name="Sở Thử", short_name="Sở Thử", level=OrganizationLevel.PROVINCE)


@pytest.fixture
def unit(above):
    return OrganizationFactory(parent=above)


@pytest.fixture
def leader(unit):
    """Three people run a ward: the leader writes the reports too."""
    both = person(Role.LEADER, unit)
    RoleHoldingFactory(user=both, organization=unit, role=Role.PLAN_OFFICER)
    return both


def test_without_a_rule_most_deeds_want_nobody_else(unit, leader):
    must_be_another(AGREE_REPORT, by=leader, authors=[leader.pk], unit=unit)
    assert is_wanted(VERIFY_ORDER) and is_wanted(VERIFY_CLOSURE)


def test_the_row_of_the_day_says_which_deeds_do():
    rule(1, valid_to=date(2025, 12, 31))
    rule(0, valid_from=date(2026, 1, 1))
    assert is_wanted(AGREE_REPORT, date(2025, 6, 1)) and not is_wanted(AGREE_REPORT, date(2026, 6, 1))


def test_no_row_takes_away_what_the_database_holds():
    rule(0, VERIFY_CLOSURE)
    assert is_wanted(VERIFY_CLOSURE)


def test_somebody_else_of_the_unit_is_named(unit, leader):
    rule(1)
    other = person(Role.LEADER, unit)
    with pytest.raises(NeedsAnother, match=f"Ở {unit.label} có: {other}"):
        must_be_another(AGREE_REPORT, by=leader, authors=[leader.pk], unit=unit)


def test_where_the_unit_has_nobody_the_superior_is_offered(unit, above, leader):
    rule(1)
    superior = person(Role.LEADER, above)
    superior.phone = "0909 000 111"
    superior.save()
    words = why_not(AGREE_REPORT, by=leader, authors=[leader.pk], unit=unit)
    assert "không còn ai khác" in words and f"cấp trên: {superior} (lãnh đạo, Sở Thử, 0909 000 111)" in words


def test_only_who_really_may_is_offered(unit, above, leader):
    rule(1)
    person(Role.LEADER, above)
    words = why_not(AGREE_REPORT, by=leader, authors=[leader.pk], unit=unit, may=lambda user: False)
    assert "cấp trên cũng chưa có" in words


def test_a_unit_without_a_parent_finds_the_offices_of_its_territory(leader, unit):
    rule(1)
    unit.parent = None
    unit.save()
    neighbour = OrganizationFactory(area=unit.area)
    there = person(Role.LEADER, neighbour)
    assert str(there) in why_not(AGREE_REPORT, by=leader, authors=[leader.pk], unit=unit)


def test_a_deputy_counts_as_both(unit, leader):
    rule(1)
    deputy = person(Role.PLAN_OFFICER, unit)
    with standing_in(Standing(deputy.pk, leader.pk, str(leader))):
        for author in (deputy, leader):
            with pytest.raises(NeedsAnother):
                must_be_another(AGREE_REPORT, by=deputy, authors=[author.pk], unit=unit)
        must_be_another(AGREE_REPORT, by=deputy, authors=[person().pk], unit=unit)


def test_a_deputy_not_entrusted_with_deciding_decides_nothing(unit, leader):
    deputy = person(Role.PLAN_OFFICER, unit)
    with standing_in(Standing(deputy.pk, leader.pk, str(leader), may_decide=False)):
        assert why_not(AGREE_REPORT, by=deputy, authors=[], unit=unit) == NotEntrusted.summary
        with pytest.raises(NotEntrusted):
            must_be_another(AGREE_REPORT, by=deputy, authors=[], unit=unit)
