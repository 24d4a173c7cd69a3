from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from lotrinh.areas.models import Area
from lotrinh.organizations.choices import OrganizationLevel, Role
from lotrinh.organizations.models import Organization, RoleHolding
from lotrinh.organizations.permissions import administrator, cluster_officer, in_scope
from lotrinh.organizations.querysets import ScopedQuerySet
from lotrinh.organizations.scope import forget_scope, scope_of
from tests.areas.factories import AreaFactory, AreaSuccessionFactory, FormerAreaFactory, ProvinceFactory
from tests.core.factories import UserFactory
from tests.organizations.factories import (
    OrganizationFactory,
    OrganizationSuccessionFactory,
    RoleHoldingFactory,
    person,
)

pytestmark = pytest.mark.django_db


class Offices(ScopedQuerySet):
    """Offices asked as if they were rows of a register: by their area, or by the office itself."""

    scope = "area"
    unit_scope = ""


def offices():
    return Offices(Organization)


def test_a_ward_officer_sees_the_own_ward_and_no_other():
    mine, other = OrganizationFactory(), OrganizationFactory()
    assert set(offices().visible_to(person(organization=mine))) == {mine}
    assert other not in offices().visible_to(person(organization=mine))


def test_a_province_sees_all_its_wards():
    province = ProvinceFactory()
    ward = AreaFactory(parent=province)
    department = OrganizationFactory(area=province, level=OrganizationLevel.PROVINCE)
    assert scope_of(person(Role.PLAN_OFFICER, department)).area_ids == {province.pk, ward.pk}


def test_former_units_that_went_wholly_into_a_ward_belong_to_it():
    ward, other = AreaFactory(), AreaFactory()
    whole, divided, earlier = FormerAreaFactory(), FormerAreaFactory(), FormerAreaFactory()
    AreaSuccessionFactory(predecessor=whole, successor=ward)
    AreaSuccessionFactory(predecessor=earlier, successor=whole)
    AreaSuccessionFactory(predecessor=divided, successor=ward)
    AreaSuccessionFactory(predecessor=divided, successor=other)
    scope = scope_of(person(organization=OrganizationFactory(area=ward)))
    assert scope.area_ids == {ward.pk, whole.pk, earlier.pk}


def test_a_divided_unit_belongs_to_the_province_that_holds_all_its_successors():
    province = ProvinceFactory()
    city = FormerAreaFactory()
    for ward in AreaFactory.create_batch(3, parent=province):
        AreaSuccessionFactory(predecessor=city, successor=ward)
    department = OrganizationFactory(area=province, level=OrganizationLevel.PROVINCE)
    assert city.pk in scope_of(person(Role.LEADER, department)).area_ids


def test_a_successor_sees_what_the_former_unit_did():
    step = OrganizationSuccessionFactory()
    assert step.predecessor_id in scope_of(person(organization=step.successor)).organization_ids


def test_a_role_counts_from_its_first_day_to_its_last():
    holding = RoleHoldingFactory(valid_from=date(2025, 7, 1), valid_to=date(2026, 6, 30))
    days = date(2025, 6, 30), date(2025, 7, 1), date(2026, 6, 30), date(2026, 7, 1)
    seen = [bool(scope_of(holding.user, day).roles) for day in days]
    assert seen == [False, True, True, False]


def test_an_area_of_the_role_narrows_the_unit():
    province = ProvinceFactory()
    ward = AreaFactory(parent=province)
    department = OrganizationFactory(area=province, level=OrganizationLevel.PROVINCE)
    assert scope_of(person(Role.DIVISIONAL_OFFICER, department, area=ward)).area_ids == {ward.pk}


@pytest.mark.parametrize("role", [Role.LEADER, Role.PARTNER])
def test_leaders_and_partners_read_only(role):
    mine = OrganizationFactory()
    who = person(role, mine)
    assert mine in offices().visible_to(who)
    assert not offices().editable_by(who).exists()


def test_one_person_with_two_roles_writes_only_where_a_role_writes():
    led, kept = OrganizationFactory(), OrganizationFactory()
    who = person(Role.LEADER, led)
    RoleHoldingFactory(user=who, role=Role.WARD_OFFICER, organization=kept)
    assert set(offices().visible_to(who)) == {led, kept}
    assert set(offices().editable_by(who)) == {kept}


@pytest.mark.parametrize(
    ("role", "level"),
    [(Role.ADMINISTRATOR, OrganizationLevel.COMMUNE), (Role.LEADER, OrganizationLevel.NATIONAL)],
)
def test_administrators_and_national_units_see_everything(role, level):
    who = person(role, OrganizationFactory(level=level))
    other = OrganizationFactory(area=None)
    assert scope_of(who).is_everything
    assert other in offices().visible_to(who)


def test_a_row_without_an_area_is_seen_by_its_unit():
    mine = OrganizationFactory(area=None)
    assert set(offices().visible_to(person(organization=mine))) == {mine}


@pytest.mark.parametrize("who", [None, AnonymousUser()], ids=["nobody", "anonymous"])
def test_without_a_role_nothing_is_seen(who):
    OrganizationFactory()
    assert not offices().visible_to(who).exists()
    assert not offices().visible_to(UserFactory()).exists()


def test_a_closed_account_sees_nothing():
    who = person()
    type(who).objects.filter(pk=who.pk).update(is_active=False)
    assert not in_scope(type(who).objects.get(pk=who.pk))


def test_an_open_programme_narrows_the_scope():
    province = ProvinceFactory()
    inside, outside = AreaFactory(parent=province), AreaFactory(parent=province)
    department = OrganizationFactory(area=province, level=OrganizationLevel.PROVINCE)
    inside_office, outside_office = OrganizationFactory(area=inside), OrganizationFactory(area=outside)

    class Programme:
        area_ids, organization_ids = {inside.pk}, {inside_office.pk}

    who = person(Role.PLAN_OFFICER, department)
    assert {inside_office, outside_office} <= set(offices().visible_to(who))
    assert set(offices().visible_to(who, within=Programme)) == {inside_office}


def test_scope_is_asked_in_three_queries_and_remembered(django_assert_num_queries):
    who = type(RoleHoldingFactory().user).objects.get()
    with django_assert_num_queries(3):
        scope_of(who)
    with django_assert_num_queries(0):
        in_scope(who), cluster_officer(who), administrator(who)


def test_scope_is_asked_again_after_a_change():
    who = person()
    assert in_scope(who)
    RoleHolding.objects.update(valid_to=date(2025, 12, 31))
    forget_scope(who)
    assert not in_scope(who)


def test_every_signed_in_person_may_read_the_map_and_nobody_writes_it():
    AreaFactory()
    assert Area.objects.visible_to(UserFactory()).exists()
    assert not Area.objects.editable_by(person(Role.ADMINISTRATOR)).exists()
