"""Somebody leaves: one reviewed deed, all or nothing; access ends at once; history keeps the old name."""

import pytest
from django.apps import apps
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.urls import reverse

from lotrinh.collection import actions as collecting
from lotrinh.collection.models import PersonalLink
from lotrinh.core.models import AuditEntry, ImportBatch, ImportState, User
from lotrinh.organizations import leaving
from lotrinh.organizations.actions import LastAdministrator
from lotrinh.organizations.choices import OrganizationLevel, Role
from lotrinh.organizations.departure import (
    CannotTake,
    HoldsMore,
    NotYourPeople,
    hand_over,
    plan_departure,
    possible_takers,
)
from lotrinh.organizations.models import HandedOver
from lotrinh.organizations.scope import scope_of
from tests.areas.factories import AreaFactory, ProvinceFactory
from tests.collection.factories import Town
from tests.core.factories import UserFactory
from tests.organizations.factories import OrganizationFactory, RoleHoldingFactory, person
from tests.plans.factories import AssignmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return OrganizationFactory()


@pytest.fixture
def leaver(unit):
    return person(Role.WARD_OFFICER, unit)


@pytest.fixture
def taker(unit):
    return person(Role.PLAN_OFFICER, unit)


@pytest.fixture
def administrator(unit):
    return person(Role.ADMINISTRATOR, unit)


def a_checked_import(by):
    return ImportBatch.objects.create(register="co-so", by=by, filename="co-so.xlsx", state=ImportState.CHECKED)


def handed(leaver, taker, by, **how):
    departure = plan_departure(leaver, takers=[taker], by=by)
    choices = {item.key: taker for item in departure.items if not item.kind.ends}
    return hand_over(departure, choices, reason="Quyết định 12/QĐ-UBND", by=by, **how)


def test_roles_files_and_tasks_pass_in_one_entry(leaver, administrator, unit):
    batch, part, taker = a_checked_import(leaver), AssignmentFactory(organization=unit), person(Role.LEADER, unit)
    entry = handed(leaver, taker, administrator)
    batch.refresh_from_db()
    assert batch.by == taker
    assert taker.role_holdings.filter(role=Role.WARD_OFFICER, organization=unit, entry=entry).exists()
    told = {one.kind: one.text for one in HandedOver.objects.filter(taker=taker, giver=leaver)}
    assert "co-so.xlsx" in told["Tệp nhập chờ xác nhận"] and str(part.task) in told["Nhiệm vụ và việc thường xuyên"]
    assert AuditEntry.objects.filter(deed__startswith="Bàn giao công việc").count() == 1


def test_what_only_this_person_could_do_is_in_their_hands(leaver, unit, administrator):
    """A leader keeps no tasks: with the only officer gone nobody would."""
    person(Role.LEADER, unit)
    part = AssignmentFactory(organization=unit)
    found = plan_departure(leaver, takers=[], by=administrator).items
    assert any(item.kind.name == "plan-parts" and item.row == part for item in found)
    person(Role.WARD_OFFICER, unit)
    found = plan_departure(leaver, takers=[], by=administrator).items
    assert not any(item.kind.name == "plan-parts" for item in found)


def test_access_ends_at_once(client, leaver, taker, administrator):
    client.force_login(leaver)
    assert client.get(reverse("accounts:mine")).status_code == 200
    token = default_token_generator.make_token(leaver)
    handed(leaver, taker, administrator)
    answer = client.get(reverse("accounts:mine"))
    assert answer.status_code == 302 and "login" in answer["Location"]
    assert not [one for one in Session.objects.all() if one.get_decoded().get("_auth_user_id") == str(leaver.pk)]
    assert client.get("/api/v1/registers/").status_code in {401, 404}
    gone = User.objects.get(pk=leaver.pk)
    assert not gone.is_active and not scope_of(gone).roles and not default_token_generator.check_token(gone, token)


def test_a_session_does_not_come_back_when_the_account_is_opened_again(client, leaver, taker, administrator):
    client.force_login(leaver)
    handed(leaver, taker, administrator)
    User.objects.filter(pk=leaver.pk).update(is_active=True)
    assert client.get(reverse("accounts:mine")).status_code == 302


def test_whoever_only_moves_keeps_the_account_and_nothing_else(leaver, taker, administrator):
    handed(leaver, taker, administrator, closes=False)
    moved = User.objects.get(pk=leaver.pk)
    assert moved.is_active and not scope_of(moved).roles


def test_history_keeps_the_old_name(leaver, taker, administrator):
    done = AuditEntry.objects.create(by=leaver, deed="Ghi sổ")
    handed(leaver, taker, administrator)
    done.refresh_from_db()
    assert done.who == str(leaver)


def test_personal_links_they_handed_out_are_withdrawn():
    town = Town(1)
    link, _ = collecting.make_link(line=town.line(town.ask()), holder="Chị Ba", by=town.officer)
    chief = person(Role.ADMINISTRATOR, town.department)
    handed(town.officer, person(Role.PLAN_OFFICER, town.department), chief)
    assert PersonalLink.objects.get(pk=link.pk).withdrawn.deed == "Bàn giao công việc của " + str(town.officer)


def test_rounds_they_asked_stand_in_the_successor_s_list(client):
    town = Town(1)
    round = town.ask()
    taker, chief = person(Role.PLAN_OFFICER, town.department), person(Role.ADMINISTRATOR, town.department)
    handed(town.officer, taker, chief)
    client.force_login(taker)
    html = client.get(reverse("organizations:taken")).content.decode()
    assert round.title in html and round.get_absolute_url() in html
    keys = list(HandedOver.objects.values_list("pk", flat=True))
    client.post(reverse("organizations:look_at_taken"), {"muc": keys})
    assert not HandedOver.objects.filter(seen_at=None).exists()


def test_what_came_since_the_page_was_opened_is_not_passed_unseen(leaver, taker, administrator):
    before = plan_departure(leaver, takers=[taker], by=administrator)
    choices = {item.key: taker for item in before.items}
    a_checked_import(leaver)
    now = plan_departure(leaver, takers=[taker], by=administrator)
    with pytest.raises(HoldsMore, match="co-so.xlsx"):
        hand_over(now, choices, reason="QĐ", by=administrator)
    assert User.objects.get(pk=leaver.pk).is_active


def test_nothing_changes_when_one_thing_cannot_be_taken(unit, leaver, administrator):
    """The taker holds no role at the unit and the role itself is left out: the unit's task cannot be theirs."""
    AssignmentFactory(organization=unit)
    stranger = person(Role.WARD_OFFICER)
    departure = plan_departure(leaver, takers=[stranger], by=administrator)
    choices = {item.key: None if item.kind.name == "roles" else stranger for item in departure.items}
    with pytest.raises(CannotTake, match=unit.label):
        hand_over(departure, choices, reason="QĐ", by=administrator)
    assert not HandedOver.objects.exists() and scope_of(User.objects.get(pk=leaver.pk)).roles


def test_the_role_given_with_it_lets_somebody_take_it(unit, leaver, administrator):
    AssignmentFactory(organization=unit)
    stranger = person(Role.WARD_OFFICER)
    handed(leaver, stranger, administrator)
    assert unit.pk in scope_of(User.objects.get(pk=stranger.pk)).writing.organization_ids


def test_all_or_nothing_when_a_room_breaks(leaver, taker, administrator, monkeypatch):
    batch = a_checked_import(leaver)

    def broken(rows, *, by):
        raise RuntimeError("hỏng")

    monkeypatch.setitem(
        leaving._kinds, "thu", leaving.Kept("thu", "Thử", lambda person: [batch], end=broken, link=lambda row: "")
    )
    with pytest.raises(RuntimeError):
        handed(leaver, taker, administrator)
    batch.refresh_from_db()
    assert batch.by == leaver and User.objects.get(pk=leaver.pk).is_active and not HandedOver.objects.exists()


def test_the_last_administrator_cannot_leave_without_a_successor(unit, administrator, taker):
    departure = plan_departure(administrator, takers=[taker], by=administrator)
    with pytest.raises(LastAdministrator):
        hand_over(departure, {item.key: None for item in departure.items}, reason="QĐ", by=administrator)
    handed(administrator, taker, administrator)
    assert Role.ADMINISTRATOR in scope_of(User.objects.get(pk=taker.pk)).roles


def test_nobody_hands_over_people_of_another_ward(client, leaver, taker):
    stranger = person(Role.ADMINISTRATOR)
    with pytest.raises(NotYourPeople, match="không phụ trách"):
        plan_departure(leaver, takers=[taker], by=stranger)
    client.force_login(stranger)
    pages = [reverse(f"organizations:{name}_departure", args=[leaver.pk]) for name in ("prepare", "review")]
    assert [client.get(page).status_code for page in pages] == [403, 403]
    assert client.post(f"{pages[1]}?theo=QD&cho={taker.pk}", {}).status_code == 403
    assert User.objects.get(pk=leaver.pk).is_active


def test_somebody_who_works_in_two_wards_is_not_one_ward_s_to_close(leaver, taker, administrator):
    elsewhere = RoleHoldingFactory(user=leaver).organization
    with pytest.raises(NotYourPeople, match=elsewhere.label):
        plan_departure(leaver, takers=[taker], by=administrator)


def test_the_province_s_administrator_looks_after_its_wards():
    province = ProvinceFactory()
    office = OrganizationFactory(area=province, level=OrganizationLevel.PROVINCE)
    ward = OrganizationFactory(area=AreaFactory(parent=province))
    leaver, taker = person(Role.WARD_OFFICER, ward), person(Role.WARD_OFFICER, ward)
    handed(leaver, taker, person(Role.ADMINISTRATOR, office))
    assert not User.objects.get(pk=leaver.pk).is_active


def test_a_successor_is_somebody_the_administrator_looks_after(administrator, leaver, taker):
    found = possible_takers(leaver, administrator)
    assert taker in found and person() not in possible_takers(leaver, administrator)


def test_officers_do_not_hand_over(client, leaver, taker):
    client.force_login(taker)
    assert client.get(reverse("organizations:prepare_departure", args=[leaver.pk])).status_code == 403


def test_the_pages_go_from_the_person_to_the_deed(client, leaver, taker, administrator):
    a_checked_import(leaver)
    client.force_login(administrator)
    assert "Bàn giao công việc" in client.get(reverse("organizations:person", args=[leaver.pk])).content.decode()
    page = reverse("organizations:prepare_departure", args=[leaver.pk])
    answer = client.post(page, {"reason": "QĐ 5", "successor": taker.pk, "closes": "on"})
    html = client.get(answer["Location"]).content.decode()
    assert "co-so.xlsx" in html and "Không bàn giao được" in html
    departure = plan_departure(leaver, takers=[taker], by=administrator)
    missing = client.post(answer["Location"], {})
    assert missing.status_code == 409 and "co-so.xlsx" in missing.content.decode()
    sent = {item.key: taker.pk for item in departure.items if not item.kind.ends}
    done = client.post(answer["Location"], sent, follow=True)
    assert "Đã bàn giao 2 mục" in done.content.decode()


@pytest.mark.parametrize("query", ["", "theo=QD", "theo=QD&cho=abc", "theo=QD&cho=99999999999999999999", "cho=1"])
def test_an_address_that_makes_no_sense_begins_anew(client, leaver, administrator, query):
    client.force_login(administrator)
    answer = client.get(f"{reverse('organizations:review_departure', args=[leaver.pk])}?{query}")
    assert answer.status_code == 302


def test_every_column_that_names_a_person_is_handed_over_or_history():
    """A new column that names a user must be thought of: handed over by some room, or told why it stays."""
    known = {
        "organizations.RoleHolding.user",
        "organizations.Deputising.principal",
        "organizations.Deputising.deputy",
        "organizations.HandedOver.giver",  # history
        "organizations.HandedOver.taker",
        "core.ImportBatch.by",
        "core.Job.by",  # said: runs on under the old name
        "core.AuditEntry.by",  # history
        "core.AuditEntry.for_whom",  # history
        "relocation.Dossier.stopped_by",  # said: who told it stays who told it
        "relocation.Dossier.verified_by",  # history
        "monitoring.SentItem.by",  # history: what a phone sent once is not taken twice
    }
    found = {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("lotrinh.") and not model.__name__.startswith("Historical")
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is User
    }
    assert found == known


def test_somebody_without_a_role_has_nothing_to_hand_over(administrator):
    nobody = UserFactory()
    departure = plan_departure(nobody, takers=[], by=administrator)
    assert departure.items == () and departure.stays
