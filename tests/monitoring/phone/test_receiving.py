"""What is taken from a phone: once, within one's scope, never over what somebody else wrote."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate, now
from PIL import Image

from lotrinh.core.models import AuditEntry
from lotrinh.monitoring.models import SentItem
from lotrinh.organizations.choices import Role
from lotrinh.plans.models import DutyProof
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import AssignmentFactory, DutyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def part():
    part = AssignmentFactory()
    DutyFactory(task=part.task)
    return part


@pytest.fixture
def address(part):
    return f"/ke-hoach/nhiem-vu/{part.task.pk}/minh-chung/"


@pytest.fixture
def phone(part, phone_of):
    return phone_of(person(Role.WARD_OFFICER, part.organization))


DONE = {"amount": "1", "note": "Đã phát thanh hai buổi."}


def test_a_proof_filled_in_without_a_network_counts(phone, address):
    status, said = phone.send(address, DONE)
    assert (status, said["state"]) == (200, "done")
    assert DutyProof.objects.get().note == "Đã phát thanh hai buổi."


def test_sent_twice_it_is_written_once_and_answered_alike(phone, address):
    item = phone.item(address, DONE)
    assert phone.post(item) == phone.post(item)
    assert DutyProof.objects.count() == SentItem.objects.count() == 1


def test_two_items_that_say_the_same_are_two(phone, address):
    phone.send(address, DONE)
    phone.send(address, DONE)
    assert DutyProof.objects.count() == 2


def test_one_key_does_not_mean_two_things(phone, address):
    item = phone.item(address, DONE)
    phone.post(item)
    status, said = phone.post(item | {"values": DONE | {"amount": "5"}})
    assert status == 422 and "đã dùng cho một mục khác" in said["message"]
    assert DutyProof.objects.get().amount == 1


def test_the_key_of_somebody_else_gives_nothing_away(phone, address, part, phone_of):
    item = phone.item(address, DONE)
    phone.post(item)
    other = phone_of(person(Role.WARD_OFFICER, part.organization))
    status, _ = other.post(other.item(address, DONE, key=item["key"]))
    assert status in (200, 422)
    assert SentItem.objects.filter(by=phone.user).count() == 1


def test_what_is_refused_may_be_mended_under_its_key(phone, address):
    item = phone.item(address, DONE | {"amount": "nhiều"})
    status, said = phone.post(item)
    assert status == 422 and "amount" in said["errors"]
    assert not SentItem.objects.exists()
    assert phone.post(item | {"values": DONE})[0] == 200


def test_what_a_deed_refuses_leaves_nothing_behind(phone, address):
    tomorrow = localdate() + timedelta(days=1)
    status, said = phone.send(address, DONE | {"on": f"{tomorrow:%d/%m/%Y}"})
    assert status == 422 and said["message"]
    assert not DutyProof.objects.exists() and not SentItem.objects.exists()


def test_a_photo_comes_with_it(phone, address):
    picture = BytesIO()
    Image.new("RGB", (80, 60), "seagreen").save(picture, "JPEG")
    photo = SimpleUploadedFile("anh.jpg", picture.getvalue(), "image/jpeg")
    assert phone.send(address, DONE, files={"tep": photo})[0] == 200
    assert DutyProof.objects.get().files.count() == 1


def test_another_ward_cannot_send_for_this_one(address, phone_of):
    status, said = phone_of(person(Role.WARD_OFFICER, OrganizationFactory())).send(address, DONE)
    assert (status, said["state"]) == (422, "mend")
    assert not DutyProof.objects.exists()


def test_the_clock_of_the_phone_decides_nothing_and_is_marked(phone, address):
    wrong = (now() - timedelta(days=365)).timestamp() * 1000
    assert phone.send(address, DONE, said_at=wrong, clock=wrong)[0] == 200
    assert DutyProof.objects.get().on == localdate()
    kept = SentItem.objects.get()
    assert kept.ahead_seconds == pytest.approx(-365 * 86_400, abs=60)
    assert "giờ của máy chậm 365 ngày" in AuditEntry.objects.filter(deed__startswith="Minh chứng từ").get().reason


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("{", id="no-json"),
        pytest.param("[" * 100_000, id="deep"),
        pytest.param("[]", id="no-object"),
        pytest.param("1" * 5_000, id="long-number"),
        pytest.param('{"key": 7}', id="key-is-a-number"),
        pytest.param('{"key": "zzz"}', id="key-is-no-key"),
        pytest.param('{"key": "%s", "values": []}', id="values-are-a-list"),
        pytest.param('{"key": "%s", "values": {"a": {"b": 1}}}', id="value-is-an-object"),
        pytest.param('{"key": "%s", "values": {"note": "\\u0000"}}', id="nul"),
        pytest.param('{"key": "%s", "values": {"note": "\\ud800"}}', id="half-a-character"),
        pytest.param('{"key": "%s", "values": {}, "address": 5}', id="address-is-a-number"),
        pytest.param('{"key": "%s", "values": {}, "seen": "' + "1" * 99 + '"}', id="seen-is-long"),
        pytest.param('{"a": "' + "x" * 300_000 + '"}', id="long"),
    ],
)
def test_hostile_items_are_refused_in_words(phone, text):
    status, said = phone.post(text.replace("%s", "0" * 32))
    assert status == 400 and said["message"]


@pytest.mark.parametrize("clock", [None, True, "x", 1e300, -1, float("nan"), [1]], ids=str)
def test_no_clock_is_so_wrong_that_it_breaks_anything(phone, address, clock):
    assert phone.post(json.dumps(phone.item(address, DONE, said_at=clock, clock=clock)))[0] == 200


@pytest.mark.parametrize("address", ["", "/", "/so/", "//evil.example/", "/quan-tri/", "/so/co-so/1/xoa/", "http://[x"])
def test_only_forms_of_phones_are_taken(phone, address):
    status, said = phone.send(address, {"a": "b"})
    assert (status, said["state"]) == (422, "mend")


def test_too_many_files_are_refused(phone, address):
    files = [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(7)]
    status, said = phone.send(address, DONE, files={"tep": files})
    assert status == 400 and "6 tệp" in said["message"]


def test_too_many_items_a_minute_wait(phone, address, monkeypatch):
    monkeypatch.setattr("lotrinh.monitoring.phone.views.RATES", {"phone_item": "1/m/key"})
    phone.send(address, DONE)
    assert phone.send(address, DONE)[0] == 429


class TestWhoIsThere:
    """Why nothing was taken: the phone keeps, waits or wipes by it."""

    def test_an_ended_session_asks_to_sign_in_again(self, phone, address):
        item = phone.item(address, DONE)
        phone.client.logout()
        assert phone.post(item)[1]["state"] == "signed-out"
        phone.client.force_login(phone.user)
        assert phone.post(item)[1]["state"] == "done"

    def test_the_items_of_one_are_not_sent_as_another(self, phone, address, part):
        item = phone.item(address, DONE)
        phone.client.force_login(person(Role.WARD_OFFICER, part.organization))
        assert phone.post(item)[1]["state"] == "other"
        assert not DutyProof.objects.exists()

    def test_whose_access_ended_is_told_so_signed_in_or_not(self, phone, address):
        item = phone.item(address, DONE)
        phone.user.role_holdings.all().delete()
        assert phone.post(item)[1]["state"] == "ended"
        phone.client.logout()
        assert phone.client.get("/dien-thoai/chao/", {"nguoi": item["person"]}).json()["state"] == "ended"

    def test_a_forged_mark_tells_nothing(self, phone):
        phone.client.logout()
        for mark in ("1:x", "1", "\x7f", "🙂"):
            assert phone.client.get("/dien-thoai/chao/", {"nguoi": mark}).json()["state"] == "signed-out"

    def test_a_token_against_forgery_is_asked_for(self, phone, address):
        phone.client.handler.enforce_csrf_checks = True
        item = phone.item(address, DONE)
        assert phone.client.post("/dien-thoai/gui/", {"muc": json.dumps(item)}).status_code == 403
        token = phone.client.get("/dien-thoai/chao/").json()["token"]
        headers = {"X-CSRFToken": token}
        assert phone.client.post("/dien-thoai/gui/", {"muc": json.dumps(item)}, headers=headers).status_code == 200
