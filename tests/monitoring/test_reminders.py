"""Reminders: one message a unit to paste, the number in the top bar, and mail that keeps quiet."""

from datetime import datetime, timedelta
from smtplib import SMTPException
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.timezone import localdate

from lotrinh.core.messages import Owed, message
from lotrinh.core.models import User
from lotrinh.monitoring import mailing
from lotrinh.organizations.choices import Role
from lotrinh.organizations.models import HandedOver
from tests.collection.factories import Town
from tests.core.factories import AuditEntryFactory, UserFactory
from tests.organizations.factories import person

pytestmark = pytest.mark.django_db
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
TUESDAY = datetime(2026, 11, 17, 7, 10, tzinfo=HANOI)


@pytest.fixture
def town():
    return Town(2)


@pytest.fixture
def owing(town):
    """A ward officer whose ward owes an answer, with an address to write to."""
    town.ask(due=localdate() + timedelta(days=2))
    who = town.people[0]
    User.objects.filter(pk=who.pk).update(email="can-bo@example.vn")
    return User.objects.get(pk=who.pk)


@pytest.fixture(autouse=True)
def post_office(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def this_day(at: datetime) -> datetime:
    """`at` o'clock on today's date: what is owed is due in these days."""
    return datetime.combine(localdate(), at.timetz())


# --- the message -----------------------------------------------------------------------------------------------------


def test_a_message_says_what_until_when_and_where():
    day = TUESDAY.date()
    text = message(
        "UBND phường Thử",
        [
            Owed("Báo cáo quý", "https://x/1", note="chưa gửi.", on=day - timedelta(days=3), deed="Trả lời"),
            Owed("Sổ cơ sở", "https://x/2"),
        ],
        day,
        "Sở Thử cảm ơn đơn vị.",
    )
    assert text.splitlines() == [
        "Kính gửi UBND phường Thử.",
        "- Báo cáo quý: chưa gửi, đã quá hạn 3 ngày (hạn 14/11/2026).",
        "  Trả lời tại: https://x/1",
        "- Sổ cơ sở.",
        "  Mở tại: https://x/2",
        "Sở Thử cảm ơn đơn vị.",
    ]


def test_whoever_asks_finds_one_message_for_each_unit_that_owes(client, town):
    round = town.ask(due=localdate())
    client.force_login(town.officer)
    html = client.get(reverse("monitoring:messages")).content.decode()
    for at, ward in enumerate(town.wards):
        assert f"Kính gửi {ward.label}." in html
        assert f"http://testserver{town.line(round, at).get_absolute_url()}" in html


def test_a_message_tells_nothing_its_writer_does_not_see(client, town):
    """A neighbour may open the page of any unit, but what the department asked that unit is not theirs to read."""
    round = town.ask(due=localdate())
    client.force_login(town.people[1])
    html = client.get(reverse("monitoring:unit_message", args=[town.wards[0].pk])).content.decode()
    assert round.title not in html and "Không có việc nào trễ" in html


def test_without_a_role_there_are_no_messages(client):
    client.force_login(UserFactory())
    assert client.get(reverse("monitoring:messages")).status_code == 403


# --- the number in the top bar ---------------------------------------------------------------------------------------


def test_the_top_bar_counts_what_waits(client, owing):
    client.force_login(owing)
    answer = client.get(reverse("monitoring:work_count"))
    assert ">1<" in answer.content.decode() and "private" in answer["Cache-Control"] and "Cookie" in answer["Vary"]


def test_the_top_bar_says_nothing_when_nothing_waits(client):
    client.force_login(person())
    assert client.get(reverse("monitoring:work_count")).content == b""


# --- mail ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "is_quiet"),
    [
        pytest.param(TUESDAY, False, id="ten-past-seven-on-a-workday"),
        pytest.param(TUESDAY.replace(hour=6, minute=59), True, id="before-seven"),
        pytest.param(TUESDAY.replace(hour=21, minute=0), True, id="nine-in-the-evening"),
        pytest.param(TUESDAY.replace(hour=20, minute=59), False, id="just-before-nine"),
        pytest.param(TUESDAY.replace(day=21), True, id="saturday"),
        pytest.param(datetime(2026, 4, 30, 9, tzinfo=HANOI), True, id="30-april"),
    ],
)
def test_nobody_is_written_to_at_night_or_on_days_off(at, is_quiet):
    assert mailing.is_quiet(at) is is_quiet


@pytest.fixture
def workday(monkeypatch):
    """Today, whatever day it is, at ten past seven."""
    monkeypatch.setattr(mailing, "is_quiet", lambda now: False)
    return this_day(TUESDAY)


def test_one_mail_a_day_and_only_with_something_in_it(owing, workday, town):
    idle = person()
    User.objects.filter(pk=idle.pk).update(email="ranh@example.vn")
    assert mailing.remind_everybody(workday) == 1
    assert mailing.remind_everybody(workday) == 0
    assert mailing.remind_everybody(workday + timedelta(days=1)) == 1
    assert [one.to for one in mail.outbox] == [["can-bo@example.vn"]] * 2


def test_the_mail_is_plain_text_with_links_and_says_how_to_have_no_more(owing, workday, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://lotrinh.example.vn"]
    mailing.remind_everybody(workday)
    sent = mail.outbox[0]
    assert sent.alternatives == [] and "Cụm công nghiệp trên địa bàn" in sent.body
    assert "https://lotrinh.example.vn/viec-cua-toi/" in sent.body
    assert "Thôi nhận thư: https://lotrinh.example.vn/tai-khoan/cua-toi/" in sent.body


def test_whoever_wants_none_gets_none(client, owing, workday):
    client.force_login(owing)
    client.post(reverse("accounts:mail"), {})
    assert mailing.remind_everybody(workday) == 0
    client.post(reverse("accounts:mail"), {"nhan": "1"})
    assert mailing.remind_everybody(workday) == 1


def test_at_night_the_run_sends_nothing(owing):
    assert mailing.remind_everybody(TUESDAY.replace(hour=23)) == 0


def test_without_a_mail_server_nothing_is_tried(owing, workday, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert mailing.remind_everybody(workday) == 0
    owing.refresh_from_db()
    assert owing.mailed_on is None


def test_a_mail_server_that_fails_stops_no_other_mail_and_is_tried_again(owing, workday, town, monkeypatch):
    other = town.people[1]
    User.objects.filter(pk=other.pk).update(email="hai@example.vn")
    honest = mailing.send_mail

    def picky(subject, text, sender, to):
        if to == ["can-bo@example.vn"]:
            raise SMTPException("no such mailbox")
        return honest(subject, text, sender, to)

    monkeypatch.setattr(mailing, "send_mail", picky)
    assert mailing.remind_everybody(workday) == 1
    monkeypatch.setattr(mailing, "send_mail", honest)
    assert mailing.remind_everybody(workday) == 1


def test_what_was_handed_over_is_a_reason_to_write(workday):
    taker = person(Role.WARD_OFFICER)
    User.objects.filter(pk=taker.pk).update(email="nhan@example.vn")
    HandedOver.objects.create(giver=UserFactory(), taker=taker, kind="Thử", text="x", entry=AuditEntryFactory())
    assert mailing.remind_everybody(workday) == 1 and "nhận bàn giao" in mail.outbox[0].body


def test_somebody_whose_account_is_closed_gets_no_mail(owing, workday):
    User.objects.filter(pk=owing.pk).update(is_active=False)
    assert mailing.remind_everybody(workday) == 0
