"""What was read is reviewed and published."""

from datetime import date

import pytest
from django.urls import reverse

from lotrinh.organizations.choices import Role
from lotrinh.plans.actions.reviewing import header_token
from lotrinh.plans.choices import FindingState, Review, VersionState
from lotrinh.plans.models import Finding, Target
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import AssignmentFactory, SentenceFactory, TargetFactory, TaskFactory
from tests.plans.views.asking import get, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def pending(draft):
    return TaskFactory(version=draft, name="Mở lớp", review=Review.PENDING)


@pytest.mark.parametrize(("deed", "review"), [("nhan", Review.ACCEPTED), ("bo", Review.REJECTED)])
def test_a_button_decides_an_item(client, officer, pending, deed, review):
    post(client, officer, "item", "nhiem-vu", pending.pk, lam=deed)
    pending.refresh_from_db()
    assert pending.review == review


def test_a_decided_card_comes_back_alone_with_the_count(client, officer, pending):
    client.force_login(officer)
    address = reverse("plans:item", args=["nhiem-vu", pending.pk])
    page = client.post(address, {"lam": "nhan"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page and "Đã soát 1/1 mục" in page


def correct(client, officer, task, **fields):
    given = {"lam": "sua", "name": "Mở hai lớp", "verb_class": "one_off", "seen": task.form_token} | fields
    return post(client, officer, "item", "nhiem-vu", task.pk, **given)


def test_an_item_is_corrected_with_vietnamese_dates(client, officer, pending):
    correct(client, officer, pending, due="05/03/2027")
    pending.refresh_from_db()
    assert (pending.name, pending.due, pending.review) == ("Mở hai lớp", date(2027, 3, 5), Review.CORRECTED)


def test_a_day_that_does_not_exist_is_named_at_its_field(client, officer, pending):
    response = correct(client, officer, pending, due="31/02/2027")
    assert response.status_code == 422
    assert "chỉ có 28 ngày" in response.content.decode()


def test_the_second_of_two_officers_sees_what_the_first_changed(client, officer, pending, owner):
    seen = pending.form_token
    correct(client, person(Role.PLAN_OFFICER, owner), pending, name="Mở ba lớp")
    response = correct(client, officer, pending, seen=seen)
    assert response.status_code == 409
    assert "Mở ba lớp" in response.content.decode()
    pending.refresh_from_db()
    assert pending.name == "Mở ba lớp"


def test_a_task_is_hung_on_a_target_of_its_own_text_only(client, officer, draft, version, pending):
    own, other = TargetFactory(version=draft), TargetFactory(version=version)
    assert correct(client, officer, pending, serves=other.pk).status_code == 422
    correct(client, officer, pending, serves=own.pk)
    pending.refresh_from_db()
    assert pending.serves == own


def test_the_second_of_two_editors_of_the_header_is_told(client, officer, draft):
    seen = header_token(draft)
    post(client, officer, "header", draft.pk, seen=seen, number="01/KH-UBND", title="Phát triển nghề muối")
    assert post(client, officer, "header", draft.pk, seen=seen, number="02/KH-UBND", title="Khác").status_code == 409
    draft.refresh_from_db()
    assert draft.number == "01/KH-UBND"


def test_what_was_dropped_is_not_shown_to_those_who_carry_out(client, version, worker, officer):
    TaskFactory(version=version, name="Việc đã bỏ khi soát", review=Review.REJECTED)
    assert "Việc đã bỏ khi soát" not in get(client, worker, "version", version.pk).content.decode()
    assert "Việc đã bỏ khi soát" in get(client, officer, "version", version.pk).content.decode()


def test_an_item_is_added_from_its_sentence_once(client, officer, draft):
    sentence = SentenceFactory(version=draft)
    for _ in range(2):
        post(
            client,
            officer,
            "add",
            draft.pk,
            "chi-tieu",
            cau=sentence.pk,
            name="Sản lượng",
            comparator=">=",
            value="1.234,5",
            sent_as="7f2c1d80-0000-4000-8000-000000000002",
        )
    target = Target.objects.get()
    assert (float(target.value), target.sentence, target.source) == (1234.5, sentence, "plan")


def test_a_printed_name_is_resolved_in_all_places_that_print_it(client, officer, draft):
    unit = OrganizationFactory()
    parts = [
        AssignmentFactory(
            task=TaskFactory(version=draft), organization=None, printed="Các ban, ngành", candidates=[unit.pk]
        )
        for _ in range(3)
    ]
    post(client, officer, "part", parts[0].pk, la=[unit.pk], tat_ca="on")
    for one in parts:
        one.refresh_from_db()
    assert [one.organization for one in parts] == [unit] * 3


def test_a_finding_is_dismissed_only_with_a_reason(client, officer, draft):
    finding = Finding.objects.create(version=draft, rule="C001", severity="error", message="Tổng lệch 3.")
    post(client, officer, "finding", finding.pk, lam="bo", ly_do="")
    finding.refresh_from_db()
    assert finding.state == FindingState.OPEN
    post(client, officer, "finding", finding.pk, lam="bo", ly_do="Đã đính chính.")
    finding.refresh_from_db()
    assert finding.state == FindingState.DISMISSED


def test_what_will_be_withdrawn_is_told_before_publishing(client, officer, version, draft):
    TaskFactory(version=version, name="Việc không còn trong bản mới")
    assert "Việc không còn trong bản mới" in get(client, officer, "publish", draft.pk).content.decode()


def test_publishing_goes_on_to_the_plan(client, officer, draft, pending):
    assert post(client, officer, "publish", draft.pk).status_code == 422
    post(client, officer, "item", "nhiem-vu", pending.pk, lam="nhan")
    assert post(client, officer, "publish", draft.pk)["Location"] == draft.programme.get_absolute_url()
    draft.refresh_from_db()
    assert draft.state == VersionState.PUBLISHED


def test_two_texts_are_compared_word_by_word(client, officer, version, draft):
    SentenceFactory(version=version, text="Đến năm 2030 trên 80% ruộng muối được trải bạt.")
    SentenceFactory(version=draft, text="Đến năm 2030 trên 85% ruộng muối được trải bạt.")
    page = get(client, officer, "compare", draft.pk).content.decode()
    assert '<del class="words-old">80%</del>' in page and '<ins class="words-new">85%</ins>' in page
