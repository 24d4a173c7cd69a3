"""Inviting people, with and without a mail server; giving and ending roles; what only administrators may."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.timezone import localdate

from lotrinh.core.models import AuditEntry, User
from lotrinh.organizations import actions
from lotrinh.organizations.choices import OrganizationLevel, Role
from lotrinh.organizations.scope import scope_of
from tests.areas.factories import AreaFactory
from tests.core.factories import UserFactory
from tests.organizations.factories import OrganizationFactory, person

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "mot-mat-khau-rat-dai-9"


@pytest.fixture
def administrator():
    """Of all units."""
    return person(Role.ADMINISTRATOR, OrganizationFactory(level=OrganizationLevel.NATIONAL))


@pytest.fixture
def neighbour():
    """Administers another ward alone."""
    return person(Role.ADMINISTRATOR)


@pytest.fixture
def page(client, administrator):
    client.force_login(administrator)
    return client


def invited(page, **fields):
    form = {"full_name": "Lê Thị Bưởi", "username": "buoi", "email": "buoi@example.vn", "phone": "", **fields}
    return page.post(reverse("organizations:invite"), form, follow=True)


def set_password(client, address):
    first = client.get(address, follow=True)
    form = {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    return first, client.post(first.redirect_chain[-1][0] if first.redirect_chain else address, form, follow=True)


def test_without_a_mail_server_the_address_is_shown_once(page, client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    html = invited(page).content.decode()
    address = re.search(r"http://testserver(/tai-khoan/dat-mat-khau/[^<\s]+)", html)[1]
    again = page.get(reverse("organizations:person", args=[User.objects.get(username="buoi").pk])).content.decode()
    assert address not in again
    page.logout()
    set_password(client, address)
    assert User.objects.get(username="buoi").check_password(NEW_PASSWORD)
    first, _ = set_password(client, address)
    assert "không còn dùng được" in first.content.decode()


def test_with_a_mail_server_the_address_goes_to_its_owner_alone(page, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    html = invited(page).content.decode()
    assert "dat-mat-khau" not in html and mail.outbox[0].to == ["buoi@example.vn"]
    assert "/tai-khoan/dat-mat-khau/" in mail.outbox[0].body


def test_a_username_is_taken_whatever_its_case(page):
    UserFactory(username="Buoi")
    assert "đã có người dùng" in invited(page).content.decode()
    assert User.objects.filter(username__iexact="buoi").count() == 1


def test_somebody_invited_sees_nothing_until_a_role_is_given(administrator):
    user = actions.invite(username="moi", full_name="Người Mới", by=administrator)
    assert not scope_of(user).roles
    unit = OrganizationFactory()
    actions.give_role(user=user, role=Role.WARD_OFFICER, organization=unit, valid_from=localdate(), by=administrator)
    assert unit.pk in scope_of(user).organization_ids


def test_a_role_is_given_on_the_page_by_part_of_a_name(page):
    unit, user = OrganizationFactory(name="Phòng Kinh tế phường Mỹ Trà"), UserFactory()
    form = {"role": Role.PLAN_OFFICER, "organization": "kinh te my tra", "valid_from": "01/07/2025", "valid_to": ""}
    page.post(reverse("organizations:person", args=[user.pk]), form)
    assert user.role_holdings.get().organization == unit


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("organization", "khong co", "Không có"),
        ("valid_from", "31/02/2026", "chỉ có 28 ngày"),
        ("valid_to", "01/01/2020", "đứng trước"),
    ],
)
def test_a_role_that_makes_no_sense_is_refused_with_a_reason(page, field, value, message):
    OrganizationFactory(name="Phòng Kinh tế phường Mỹ Trà")
    user = UserFactory()
    form = {"role": Role.PLAN_OFFICER, "organization": "kinh te", "valid_from": "01/07/2025", field: value}
    answer = page.post(reverse("organizations:person", args=[user.pk]), form)
    assert answer.status_code == 422 and message in answer.content.decode()
    assert not user.role_holdings.exists()


def test_a_role_ended_at_once_is_gone_with_the_next_page(administrator):
    user = person()
    actions.end_role(holding=user.role_holdings.get(), by=administrator)
    assert not scope_of(User.objects.get(pk=user.pk)).roles


def test_a_role_ended_for_later_lasts_until_then(administrator):
    user = person()
    actions.end_role(holding=user.role_holdings.get(), last_day=localdate() + timedelta(days=3), by=administrator)
    assert scope_of(User.objects.get(pk=user.pk)).roles


def test_the_last_administrator_cannot_be_taken_away(page, administrator):
    holding = administrator.role_holdings.get()
    with pytest.raises(actions.LastAdministrator):
        actions.end_role(holding=holding, by=administrator)
    page.post(reverse("organizations:person_deed", args=[administrator.pk, "khoa"]))
    administrator.refresh_from_db()
    assert administrator.is_active


def test_nobody_gives_roles_outside_what_they_administer(neighbour):
    """An administrator of one ward would else make themselves the administrator of the province."""
    province = OrganizationFactory(level=OrganizationLevel.NATIONAL)
    own = neighbour.role_holdings.get().organization
    wanted = {"user": neighbour, "role": Role.ADMINISTRATOR, "valid_from": localdate(), "by": neighbour}
    with pytest.raises(actions.OutOfReach):
        actions.give_role(organization=province, **wanted)
    with pytest.raises(actions.OutOfReach):
        actions.give_role(organization=own, area=AreaFactory(), **wanted)
    officer = UserFactory()
    actions.give_role(user=officer, role=Role.WARD_OFFICER, organization=own, valid_from=localdate(), by=neighbour)
    assert own.pk in scope_of(officer).organization_ids


def test_a_role_elsewhere_is_not_offered_and_not_ended(client, neighbour):
    officer = person()
    holding = officer.role_holdings.get()
    client.force_login(neighbour)
    page = client.get(reverse("organizations:person", args=[officer.pk])).content.decode()
    end = reverse("organizations:end_role", args=[holding.pk])
    assert end not in page and holding.organization.name not in re.search(r"ds-don-vi.*?</datalist>", page)[0]
    assert "mình phụ trách" in client.post(end, {"reason": "x"}, follow=True).content.decode()
    with pytest.raises(actions.OutOfReach):
        actions.end_role(holding=holding, by=neighbour)
    assert scope_of(User.objects.get(pk=officer.pk)).roles
    form = {"role": Role.PLAN_OFFICER, "organization": holding.organization.name, "valid_from": "01/07/2025"}
    answer = client.post(reverse("organizations:person", args=[officer.pk]), form)
    assert answer.status_code == 422 and "mình phụ trách" in answer.content.decode()


@pytest.mark.parametrize(
    "deed", [actions.reset_password, actions.reset_second_factor, actions.close_account, actions.open_account]
)
def test_a_strangers_account_is_nobody_elses_to_reset_or_close(deed, neighbour, administrator):
    officer = person()
    with pytest.raises(actions.NotAdministrator):
        deed(user=officer, by=neighbour)
    deed(user=officer, by=administrator)


def test_the_same_role_is_not_given_twice(administrator):
    user = person()
    holding = user.role_holdings.get()
    with pytest.raises(actions.RoleAlreadyHeld):
        actions.give_role(
            user=user,
            role=holding.role,
            organization=holding.organization,
            valid_from=localdate(),
            by=administrator,
        )


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_but_an_administrator_looks_after_people(client, role):
    other = person()
    client.force_login(person(role))
    holding = other.role_holdings.get()
    doors = [
        client.get(reverse("organizations:people")),
        client.get(reverse("organizations:person", args=[other.pk])),
        client.post(reverse("organizations:invite"), {"username": "la", "full_name": "Lạ"}),
        client.post(reverse("organizations:end_role", args=[holding.pk])),
        client.post(reverse("organizations:person_deed", args=[other.pk, "mat-khau"])),
    ]
    assert {answer.status_code for answer in doors} == {403}
    with pytest.raises(actions.NotAdministrator):
        actions.invite(username="la", full_name="Lạ", by=other)


def test_every_deed_on_people_is_in_the_audit(administrator):
    user = actions.invite(username="moi", full_name="Người Mới", by=administrator)
    actions.close_account(user=user, by=administrator, reason="nghỉ việc")
    entry = AuditEntry.objects.filter(by=administrator).order_by("-pk").first()
    assert (entry.deed, entry.reason) == ("Khoá tài khoản Người Mới", "nghỉ việc")


def test_people_are_listed_by_given_name_with_a_bounded_number_of_queries(page, django_assert_max_num_queries):
    for name in ("Trần Văn Đạt", "Nguyễn Thị Ái", "Lê Văn Dũng"):
        person(user__full_name=name)
    with django_assert_max_num_queries(8):
        html = page.get(reverse("organizations:people")).content.decode()
    assert html.index("Thị Ái") < html.index("Văn Dũng") < html.index("Văn Đạt")


def test_names_of_areas_are_offered_while_typing(page):
    AreaFactory(name="Phường Mỹ Trà", full_name="Phường Mỹ Trà, tỉnh Đồng Tháp")
    html = page.get(reverse("organizations:area_names"), {"area": "my tra"}).content.decode()
    assert html.strip() == '<option value="Phường Mỹ Trà, tỉnh Đồng Tháp"></option>'


def test_a_wish_for_too_many_matches_is_answered_with_their_names(page):
    OrganizationFactory(name="Phòng Kinh tế phường Một")
    OrganizationFactory(name="Phòng Kinh tế phường Hai")
    user = UserFactory()
    form = {"role": Role.LEADER, "organization": "phong kinh te", "valid_from": "01/07/2025"}
    answer = page.post(reverse("organizations:person", args=[user.pk]), form)
    assert "Có nhiều tên hợp" in answer.content.decode() and not user.role_holdings.exists()
