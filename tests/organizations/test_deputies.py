"""A deputy acts between two days: with the principal's rights, under both names, and never further."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from lotrinh.core import jobs
from lotrinh.core.acting import standing_in
from lotrinh.core.jobs import TASKS, enqueue, job
from lotrinh.core.models import AuditEntry, User
from lotrinh.core.registers import audit
from lotrinh.organizations import deputies
from lotrinh.organizations.choices import OrganizationLevel, Role
from lotrinh.organizations.models import Deputising
from lotrinh.organizations.scope import scope_of
from tests.organizations.factories import OrganizationFactory, RoleHoldingFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return OrganizationFactory()


@pytest.fixture
def principal(unit):
    return person(Role.LEADER, unit)


@pytest.fixture
def deputy(unit):
    return person(Role.WARD_OFFICER, unit)


def entrusted(principal, deputy, *, by=None, days=5, **how):
    today = localdate()
    asked = {"valid_from": today, "valid_to": today + timedelta(days=days), "document": "GUQ số 3"} | how
    return deputies.appoint(principal=principal, deputy=deputy, by=by or principal, **asked)


def acting(client, deputising):
    client.force_login(deputising.deputy)
    client.post(reverse("organizations:begin_deputising", args=[deputising.pk]))
    return client


def test_the_deputy_has_the_rights_of_the_principal_and_only_them(principal, deputy):
    one = entrusted(principal, deputy)
    with standing_in(deputies.standing_from(one)):
        assert scope_of(deputy).roles == {Role.LEADER}
    assert scope_of(deputy).roles == {Role.WARD_OFFICER}


def test_an_entry_names_who_did_it_and_for_whom(principal, deputy):
    one = entrusted(principal, deputy)
    with standing_in(deputies.standing_from(one)), audit("Ký", by=deputy) as entry:
        pass
    entry.refresh_from_db()
    assert entry.who == f"{deputy} thay {principal}" and entry.identities == {deputy.pk, principal.pk}


def test_history_keeps_the_name_of_that_day(principal, deputy):
    one, before = entrusted(principal, deputy), str(principal)
    with standing_in(deputies.standing_from(one)), audit("Ký", by=deputy) as entry:
        pass
    User.objects.filter(pk=principal.pk).update(full_name="Tên Mới")
    assert AuditEntry.objects.get(pk=entry.pk).who == f"{deputy} thay {before}"


def test_only_the_roles_named_pass(unit, principal, deputy):
    RoleHoldingFactory(user=principal, organization=unit, role=Role.PLAN_OFFICER)
    one = entrusted(principal, deputy, roles=[Role.PLAN_OFFICER])
    with standing_in(deputies.standing_from(one)):
        assert scope_of(deputy).roles == {Role.PLAN_OFFICER}


def test_administering_never_passes(unit, principal, deputy):
    RoleHoldingFactory(user=principal, organization=unit, role=Role.ADMINISTRATOR)
    one = entrusted(principal, deputy)
    with standing_in(deputies.standing_from(one)):
        assert scope_of(deputy).roles == {Role.LEADER}
    with pytest.raises(deputies.NoDeputising):
        entrusted(principal, deputy, roles=[Role.ADMINISTRATOR])


def test_it_holds_from_page_to_page_and_says_so(client, principal, deputy):
    acting(client, entrusted(principal, deputy))
    html = client.get(reverse("accounts:mine")).content.decode()
    assert f"{deputy} thay {principal}" in html and "Thôi làm thay" in html
    client.post(reverse("organizations:stop_deputising"))
    assert "Thôi làm thay" not in client.get(reverse("accounts:mine")).content.decode()


def _its_days_pass(one):
    today = localdate()
    Deputising.objects.filter(pk=one.pk).update(
        valid_from=today - timedelta(days=3), valid_to=today - timedelta(days=1)
    )


def _the_principal_ends_it(one):
    deputies.end(deputising=one, by=one.principal)


def _the_principal_leaves(one):
    User.objects.filter(pk=one.principal_id).update(is_active=False)


@pytest.mark.parametrize("over", [_its_days_pass, _the_principal_ends_it, _the_principal_leaves])
def test_it_ends_with_the_next_page(client, principal, deputy, over):
    one = entrusted(principal, deputy)
    acting(client, one)
    over(one)
    html = client.get(reverse("accounts:mine")).content.decode()
    assert "đã hết hạn hoặc đã chấm dứt" in html and "Thôi làm thay" not in html


def test_a_future_one_cannot_begin_yet(client, principal, deputy):
    one = entrusted(principal, deputy, valid_from=localdate() + timedelta(days=2))
    client.force_login(deputy)
    assert client.post(reverse("organizations:begin_deputising", args=[one.pk])).status_code == 404


def test_nobody_begins_what_was_entrusted_to_another(client, principal, deputy, unit):
    one = entrusted(principal, deputy)
    client.force_login(person(Role.WARD_OFFICER, unit))
    assert client.post(reverse("organizations:begin_deputising", args=[one.pk])).status_code == 404


def test_a_deputy_entrusts_nobody_further(client, principal, deputy, unit):
    one, third = entrusted(principal, deputy), person(Role.WARD_OFFICER, unit)
    with standing_in(deputies.standing_from(one)), pytest.raises(deputies.NoDeputising, match="không ủy quyền tiếp"):
        entrusted(principal, third, by=deputy)
    acting(client, one)
    assert client.get(reverse("organizations:deputising", args=[principal.pk])).status_code == 403


def test_two_periods_of_the_same_two_do_not_overlap(principal, deputy):
    entrusted(principal, deputy)
    with pytest.raises(deputies.NoDeputising, match="trùng"):
        entrusted(principal, deputy, days=1)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        pytest.param({"document": "  "}, "văn bản", id="no-document"),
        pytest.param({"days": -1}, "Ngày cuối", id="ends-before-it-begins"),
        pytest.param({"days": 500}, "một năm", id="too-long"),
        pytest.param({"roles": [Role.PLAN_OFFICER]}, "không giữ vai trò", id="a-role-not-held"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(principal, deputy, how, words):
    with pytest.raises(deputies.NoDeputising, match=words):
        entrusted(principal, deputy, **how)
    assert not Deputising.objects.exists()


def test_somebody_of_another_ward_is_no_deputy(principal):
    with pytest.raises(deputies.NoDeputising, match="không thuộc đơn vị"):
        entrusted(principal, person())


def test_the_superior_office_may_stand_in(principal, unit):
    above = OrganizationFactory(level=OrganizationLevel.PROVINCE)
    unit.parent = above
    unit.save()
    assert entrusted(principal, person(Role.LEADER, above)).pk


def test_an_administrator_of_one_ward_entrusts_nobody_of_another(client, principal, deputy):
    stranger = person(Role.ADMINISTRATOR)
    with pytest.raises(deputies.NoDeputising, match="không phụ trách"):
        entrusted(principal, deputy, by=stranger)
    client.force_login(stranger)
    page = reverse("organizations:deputising", args=[principal.pk])
    assert client.get(page).status_code == 403 and client.post(page, {}).status_code == 403
    one = entrusted(principal, deputy)
    assert client.post(reverse("organizations:end_deputising", args=[one.pk])).status_code == 403
    assert Deputising.objects.get().end_entry_id is None


def test_the_administrator_of_the_unit_entrusts_for_somebody_ill(client, principal, deputy, unit):
    client.force_login(person(Role.ADMINISTRATOR, unit))
    today = localdate()
    form = {
        "deputy": deputy.pk,
        "valid_from": f"{today:%d/%m/%Y}",
        "valid_to": f"{today + timedelta(days=3):%d/%m/%Y}",
        "document": "GUQ số 5",
        "may_decide": "on",
    }
    answer = client.post(reverse("organizations:deputising", args=[principal.pk]), form)
    assert answer.status_code == 302
    assert Deputising.objects.get().deputy == deputy


def test_a_job_handed_over_while_acting_acts_for_the_principal_too(principal, deputy):
    def sign(by_id):
        with audit("Ký trong nền", by=User.objects.get(pk=by_id)):
            pass

    declared = job("Ký trong nền")(sign)
    try:
        with standing_in(deputies.standing_from(entrusted(principal, deputy))):
            work = enqueue(declared, by=deputy, by_id=deputy.pk)
        assert work.standing["for"] == principal.pk
        jobs.claim(work, "thử")
        jobs.run(work)
        assert AuditEntry.objects.get(deed="Ký trong nền").who == f"{deputy} thay {principal}"
    finally:
        TASKS.pop(declared.task_name)


def test_the_page_shows_what_was_entrusted_and_ends_it(client, principal, deputy):
    one = entrusted(principal, deputy, may_decide=False)
    client.force_login(principal)
    page = reverse("organizations:deputising", args=[principal.pk])
    html = client.get(page).content.decode()
    assert str(one) in html and "đang hiệu lực" in html and "không duyệt, nhận, xác nhận thay" in html
    client.post(reverse("organizations:end_deputising", args=[one.pk]))
    assert "đã chấm dứt" in client.get(page).content.decode()


def test_my_work_offers_to_stand_in(client, principal, deputy):
    one = entrusted(principal, deputy)
    client.force_login(deputy)
    html = client.get(reverse("monitoring:my_work")).content.decode()
    assert reverse("organizations:begin_deputising", args=[one.pk]) in html
    acting(client, one)
    assert "Bạn đang làm thay" in client.get(reverse("monitoring:my_work")).content.decode()
