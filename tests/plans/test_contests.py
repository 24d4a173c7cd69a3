from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from lotrinh.documents.models import StoredFile
from lotrinh.indicators.measures import EVERYWHERE
from lotrinh.organizations.choices import Role
from lotrinh.plans.actions import answer_contest, contest, contest_figure
from lotrinh.plans.choices import Ruling
from lotrinh.plans.errors import NoDecider, NotContestant, NotDecider, RulesItself
from lotrinh.plans.models import Contest
from lotrinh.plans.models.contests import FILES
from lotrinh.rules.models import DatedRule
from tests.core.factories import AuditEntryFactory
from tests.indicators.factories import IndicatorFactory
from tests.organizations.factories import OrganizationFactory, RoleHoldingFactory, person
from tests.plans.factories import ContractFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator():
    return IndicatorFactory(owner=OrganizationFactory())


@pytest.fixture
def key(indicator) -> str:
    return f"{indicator.declared_name}/{EVERYWHERE.key}/2025"


@pytest.fixture
def raised(client, indicator, key) -> Contest:
    unit = OrganizationFactory()
    client.force_login(person(organization=unit))
    sent = {"organization": unit.pk, "reason": "Thiếu hai tháng cuối.", "value": "58,2", "unit": "%"}
    answer = client.post(f"{reverse('plans:contest_figure')}?dong={key}", sent)
    assert answer.status_code == 302, answer.content.decode()
    return Contest.objects.get()


def test_a_contested_figure_keeps_both_numbers_side_by_side(client, raised, indicator):
    assert (raised.proposed, raised.decider) == ("58,2 %", indicator.owner)
    page = client.get(raised.get_absolute_url()).content.decode()
    assert "58,2 %" in page and "Thiếu hai tháng cuối." in page
    assert "Thiếu hai tháng cuối." in client.get(raised.link).content.decode()


def test_only_the_named_decider_rules(client, raised):
    door = reverse("plans:answer", args=[raised.pk])
    for who in (person(Role.PLAN_OFFICER), person(organization=raised.organization)):
        client.force_login(who)
        assert client.post(door, {"tra_loi": "Giữ.", "phan_xu": "kept"}).status_code == 404
        with pytest.raises(NotDecider):
            answer_contest(contest=raised, answer="Giữ.", by=who)
    client.force_login(person(Role.LEADER, raised.decider))
    client.post(door, {"tra_loi": "Đã đủ mười hai tháng.", "phan_xu": "kept"})
    raised.refresh_from_db()
    assert (raised.ruling, raised.answer) == (Ruling.KEPT, "Đã đủ mười hai tháng.")
    page = client.get(raised.get_absolute_url()).content.decode()
    assert raised.decider.name in page and "Đã đủ mười hai tháng." in page


def test_whoever_objected_for_a_unit_they_also_decide_for_reads_that_another_rules(client, indicator, key):
    """A person with a role on both sides, where the office wants a second one; a colleague of the decider rules."""
    DatedRule.objects.create(
        key="second_person.answer_contest",
        label="Người nêu không tự trả lời",
        value=1,
        valid_from=date(2025, 1, 1),
        document="Quy chế",
        entry=AuditEntryFactory(),
    )
    unit = OrganizationFactory()
    both, other = person(Role.PLAN_OFFICER, unit), person(Role.PLAN_OFFICER, indicator.owner)
    RoleHoldingFactory(user=both, organization=indicator.owner, role=Role.PLAN_OFFICER)
    client.force_login(both)
    sent = {"organization": unit.pk, "reason": "Thiếu hai tháng cuối.", "value": "58,2", "unit": "%"}
    client.post(f"{reverse('plans:contest_figure')}?dong={key}", sent)
    found = Contest.objects.get()
    page = client.get(found.get_absolute_url()).content.decode()
    assert f"Ở {indicator.owner.label} có: {other}" in page and 'name="phan_xu"' not in page
    client.force_login(other)
    page = client.get(found.get_absolute_url()).content.decode()
    assert "Cần người thứ hai" not in page and 'name="phan_xu"' in page


def test_a_ruling_needs_its_reason(client, raised):
    client.force_login(person(Role.LEADER, raised.decider))
    client.post(reverse("plans:answer", args=[raised.pk]), {"tra_loi": " ", "phan_xu": "kept"})
    assert Contest.objects.open().exists()


def test_a_unit_does_not_rule_on_its_own_objection(indicator):
    from lotrinh.core.periods import Period
    from lotrinh.indicators.reading import figure_of

    figure = figure_of(indicator, EVERYWHERE, Period.parse("2025"))
    owner = indicator.owner
    wanted = {"figure": figure, "key": figure.key, "subject": "x", "reason": "y", "by": person(organization=owner)}
    with pytest.raises(RulesItself):
        contest_figure(organization=owner, decider=owner, **wanted)
    with pytest.raises(NoDecider):
        contest_figure(organization=owner, decider=None, **wanted)


@pytest.mark.parametrize("key", ["", "khong-co/-/2025", "a/b", "khai-bao.x/-/9999999", "a/b/c/d"])
def test_an_address_that_names_no_figure_is_not_found(client, key):
    client.force_login(person())
    assert client.get(reverse("plans:contest_figure"), {"dong": key}).status_code == 404


@pytest.mark.parametrize(
    "sent", [{"value": "năm mươi"}, {"decide_by": "31/02/2026"}, {"reason": " "}, {"organization": "0"}]
)
def test_a_wrong_form_says_so(client, key, sent):
    unit = OrganizationFactory()
    client.force_login(person(organization=unit))
    given = {"organization": unit.pk, "reason": "Thiếu.", "value": "58,2"} | sent
    assert client.post(f"{reverse('plans:contest_figure')}?dong={key}", given).status_code == 422
    assert not Contest.objects.exists()


def test_an_objection_to_a_target_carries_a_number_and_a_paper_its_readers_may_open(client):
    contract = ContractFactory()
    unit = contract.contestant
    made = contest(
        target=contract.target,
        organization=unit,
        reason="Đếm cả lô trống.",
        value=Decimal(40),
        unit="%",
        files=((BytesIO(b"ban do"), "ban-do.txt"),),
        by=person(organization=unit),
    )
    assert made.decide_by is not None
    file = StoredFile.objects.of(FILES, made.pk).get()
    client.force_login(person(organization=OrganizationFactory()))
    assert client.get(file.get_absolute_url()).status_code == 404
    with pytest.raises(NotContestant):
        contest(target=contract.target, organization=unit, reason="…", by=person())


def test_an_objection_is_about_one_thing(raised):
    with pytest.raises(IntegrityError), transaction.atomic():
        Contest.objects.filter(pk=raised.pk).update(figure="")


def test_the_list_costs_the_same_for_one_and_for_thirty(client, raised, django_assert_max_num_queries):
    copies = [Contest.objects.get(pk=raised.pk) for _ in range(30)]
    from uuid import uuid4

    for copy in copies:
        copy.pk, copy.sent_as = None, uuid4()
    Contest.objects.bulk_create(copies)
    client.get(reverse("plans:contests"))
    with django_assert_max_num_queries(9):
        assert client.get(reverse("plans:contests")).status_code == 200
