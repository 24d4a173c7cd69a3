"""Pages of units: list, one unit past and present, who sees it, what the map's pages show of it."""

from datetime import date

import pytest
from django.urls import reverse

from lotrinh.organizations.choices import OrganizationLevel, Role
from lotrinh.organizations.sight import who_sees_area, who_sees_unit
from tests.areas.factories import AreaFactory, ProvinceFactory
from tests.core.factories import UserFactory
from tests.organizations.factories import OrganizationFactory, OrganizationSuccessionFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = person(Role.WARD_OFFICER)
    client.force_login(user)
    return user


def html(client, name, *args, **query):
    answer = client.get(reverse(f"organizations:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_units_are_found_without_tone_marks_and_former_ones_only_with_words(client, officer):
    OrganizationFactory(name="Phòng Kinh tế thành phố Cao Lãnh", valid_to=date(2025, 6, 30))
    assert "Phòng Kinh tế thành phố" not in html(client, "index")
    assert "Phòng Kinh tế thành phố" in html(client, "index", tim="kinh te cao lanh")


def test_the_list_asks_the_same_however_many_units_there_are(client, officer, django_assert_max_num_queries):
    OrganizationFactory.create_batch(12, parent=OrganizationFactory())
    with django_assert_max_num_queries(8):
        html(client, "index")


def test_somebody_without_a_role_sees_no_units(client):
    client.force_login(UserFactory())
    for name, args in (("index", ()), ("unit", (OrganizationFactory().pk,))):
        assert client.get(reverse(f"organizations:{name}", args=args)).status_code == 403


def test_a_unit_shows_what_it_came_from_and_what_became_of_it(client, officer):
    step = OrganizationSuccessionFactory(legal_act="Nghị quyết 1663/NQ-UBTVQH15")
    before = html(client, "unit", step.predecessor_id)
    after = html(client, "unit", step.successor_id)
    assert step.successor.name in before and "Đã kết thúc" in before and "1663/NQ-UBTVQH15" in before
    assert step.predecessor.name in after and "Đang hoạt động" in after


def test_who_holds_a_role_now_and_who_once_did_stand_apart(client, officer):
    unit = OrganizationFactory()
    person(Role.LEADER, unit, user__full_name="Lê Đang Giữ")
    person(Role.LEADER, unit, user__full_name="Võ Đã Thôi", valid_from=date(2025, 7, 1), valid_to=date(2025, 8, 1))
    page = html(client, "unit", unit.pk)
    assert page.index("Lê Đang Giữ") < page.index("đã kết thúc hoặc chưa bắt đầu") < page.index("Võ Đã Thôi")


def test_only_an_administrator_is_offered_to_change_a_unit(client, officer):
    unit = OrganizationFactory()
    assert "Bàn giao" not in html(client, "unit", unit.pk)
    client.force_login(person(Role.ADMINISTRATOR))
    assert "Bàn giao" in html(client, "unit", unit.pk)


def test_a_ward_is_seen_by_its_own_people_and_by_those_above(db):
    province = ProvinceFactory()
    ward, other = AreaFactory(parent=province), AreaFactory(parent=province)
    here = person(Role.WARD_OFFICER, OrganizationFactory(area=ward))
    above = person(Role.LEADER, OrganizationFactory(area=province, level=OrganizationLevel.PROVINCE))
    stranger = person(Role.WARD_OFFICER, OrganizationFactory(area=other))
    seers = {sight.user: sight for sight in who_sees_area(ward, date(2026, 1, 1))}
    assert set(seers) == {here, above} and stranger not in seers
    assert seers[here].may_write and not seers[above].may_write


def test_who_sees_agrees_with_what_each_person_sees(db):
    province = ProvinceFactory()
    units = [OrganizationFactory(area=AreaFactory(parent=province)) for _ in range(2)]
    units += [
        OrganizationFactory(area=province, level=OrganizationLevel.PROVINCE),
        OrganizationFactory(parent=units[0]),
    ]
    people = [person(role, unit) for unit in units for role in (Role.LEADER, Role.WARD_OFFICER)]
    from lotrinh.organizations.scope import scope_of

    for unit in units:
        told = {sight.user for sight in who_sees_unit(unit, date.today())}
        true = {
            one for one in people if unit.pk in scope_of(one).organization_ids or unit.area_id in scope_of(one).area_ids
        }
        assert told & set(people) == true


def test_the_page_of_who_sees_names_people_and_why(client, officer):
    unit = officer.role_holdings.get().organization
    page = html(client, "who_sees", "don-vi", unit.pk)
    assert str(officer) in page and "cùng đơn vị" in page


def test_the_map_shows_the_offices_of_a_ward_to_those_who_work_here(client, officer):
    unit = OrganizationFactory()
    page = client.get(unit.area.get_absolute_url()).content.decode()
    assert unit.name in page
    client.force_login(UserFactory())
    assert unit.name not in client.get(unit.area.get_absolute_url()).content.decode()


def test_my_account_tells_my_roles(client, officer):
    page = client.get(reverse("accounts:mine")).content.decode()
    assert officer.role_holdings.get().organization.name in page and "Bật lớp xác thực thứ hai" in page
