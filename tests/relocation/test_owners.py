"""The owner's side: a link that ends, letters that become objections with a day, answers, and nothing said too much."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from lotrinh.core.models import AuditEntry
from lotrinh.core.registers import Invalid, OutOfScope
from lotrinh.documents.access import may_read
from lotrinh.documents.models import StoredFile
from lotrinh.relocation import actions
from lotrinh.relocation.actions.owners import ANSWER_RULE, MOST_UNREAD
from lotrinh.relocation.choices import Channel, ObjectionKind, Option, Side, Step
from lotrinh.relocation.models import Contact, Objection, OwnerLink, OwnerMessage
from lotrinh.relocation.views import owner
from tests.clusters.factories import ClusterFactory
from tests.establishments.factories import EstablishmentFactory
from tests.relocation.factories import ComplaintFactory, FindingFactory, ListedDossierFactory
from tests.rules.factories import DatedRuleFactory

pytestmark = pytest.mark.django_db
NEXT_MONTH = timedelta(days=30)


@pytest.fixture(autouse=True)
def nobody_counted_yet():
    cache.clear()


@pytest.fixture
def row(ward):
    place = EstablishmentFactory(area=ward.area, owner_name="Nguyễn Văn Chủ", phone="0911222333")
    return ListedDossierFactory(establishment=place)


@pytest.fixture
def rule():
    return DatedRuleFactory(key=ANSWER_RULE, value=30, valid_from=date(2012, 7, 1))


@pytest.fixture
def token(row, officer):
    return actions.make_owner_link(dossier=row, expires_on=localdate() + NEXT_MONTH, by=officer)[1]


def page(token) -> str:
    return reverse("relocation:owner", args=[token])


def letter(client, token, **changes):
    sent = {"kind": "objection", "content": "Đất tôi 80 m², không phải 120", "sent_as": str(uuid4()), **changes}
    return client.post(page(token), sent)


def test_the_page_opens_without_an_account_and_for_no_search_engine(client, row, token):
    answer = client.get(page(token))
    assert answer.status_code == 200 and row.establishment.name in answer.content.decode()
    assert "noindex" in answer["X-Robots-Tag"] and answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]


def test_only_a_digest_of_the_link_is_kept(token):
    link = OwnerLink.objects.get()
    assert token not in str(vars(link)) and len(link.digest) == 64


def test_a_link_ends_by_its_day_by_hand_and_by_a_new_one(client, row, token, officer):
    OwnerLink.objects.update(expires_on=localdate() - timedelta(days=1))
    assert client.get(page(token)).status_code == 404
    OwnerLink.objects.update(expires_on=localdate())
    assert client.get(page(token)).status_code == 200
    fresh = actions.make_owner_link(dossier=row, expires_on=localdate() + NEXT_MONTH, by=officer)[1]
    assert client.get(page(token)).status_code == 404
    actions.revoke_owner_links(dossier=row, by=officer)
    assert client.get(page(fresh)).status_code == 404


def test_guessing_is_stopped_and_so_is_looking_too_often(client, token, monkeypatch):
    monkeypatch.setattr(owner, "LOOKS_PER_MINUTE", 2)
    assert [client.get(page(token)).status_code for _ in range(3)] == [200, 200, 429]
    monkeypatch.setattr(owner, "MISSES_PER_HOUR", 2)
    assert [client.get(page("x" * 32)).status_code for _ in range(3)] == [404, 404, 429]


def test_what_was_not_announced_stays_inside(client, row, token, officer):
    cluster = ClusterFactory(name="Cụm Bí Mật")
    day = date(2026, 2, 2)
    actions.choose_option(rows=[row], option=Option.CLUSTER, cluster=cluster, quarter="2027Q4", on=day, by=officer)
    hidden = client.get(page(token)).content.decode()
    assert "Cụm Bí Mật" not in hidden and "2027" not in hidden.replace(f"{localdate():%Y}", "")
    actions.announce(rows=[row], on=localdate(), by=officer)
    assert "Cụm Bí Mật" in client.get(page(token)).content.decode()


def test_the_facts_are_told_and_never_who_complained(client, row, token):
    FindingFactory(establishment=row.establishment, paper="biên bản 77")
    ComplaintFactory(establishment=row.establishment, received_on=localdate())
    told = client.get(page(token)).content.decode()
    assert "biên bản 77" in told and "tiếng ồn" in told
    assert "Lê Thị Kín" not in told and "0909123123" not in told


def test_each_look_is_noted(client, row, token):
    client.get(page(token))
    assert AuditEntry.objects.filter(deed="Chủ cơ sở xem hồ sơ", reason=str(row.pk), by=None).count() == 1
    assert OwnerLink.objects.get().opened == 1


def test_a_letter_sent_twice_is_one(client, token):
    form = str(uuid4())
    assert letter(client, token, sent_as=form).status_code == 302
    letter(client, token, sent_as=form)
    assert OwnerMessage.objects.count() == 1


def test_letters_do_not_fill_the_desk(client, token):
    answers = [letter(client, token).status_code for _ in range(MOST_UNREAD + 1)]
    assert answers == [302] * MOST_UNREAD + [422]


def test_only_pictures_and_pdf_come_with_a_letter(client, token):
    bad = letter(client, token, file=SimpleUploadedFile("giay.pdf", b"<html>"))
    assert bad.status_code == 422 and not OwnerMessage.objects.exists()
    letter(client, token, file=SimpleUploadedFile("giay.pdf", b"%PDF-1.7 giay to"))
    assert StoredFile.objects.get().kind == "pdf"


def test_a_letter_s_paper_is_read_by_whoever_writes_the_dossier(client, token, officer, stranger):
    letter(client, token, file=SimpleUploadedFile("giay.pdf", b"%PDF-1.7 giay to"))
    stored = StoredFile.objects.get()
    assert may_read(officer, stored) and not may_read(stranger, stored)


def test_a_letter_entered_is_due_from_the_day_it_came(client, row, token, officer, rule):
    letter(client, token)
    client.force_login(officer)
    client.post(reverse("relocation:enter-letter", args=[OwnerMessage.objects.get().pk]))
    made = Objection.objects.get()
    row.refresh_from_db()
    assert (made.received_on, made.due_on) == (localdate(), localdate() + timedelta(days=30))
    assert row.side == Side.APPEALED


def test_an_officer_elsewhere_sees_no_letter_and_enters_none(client, token, stranger, rule):
    letter(client, token)
    client.force_login(stranger)
    assert "80 m²" not in client.get(reverse("relocation:letters")).content.decode()
    assert client.post(reverse("relocation:enter-letter", args=[OwnerMessage.objects.get().pk])).status_code == 404


def test_a_correction_is_no_appeal(row, officer, rule):
    actions.receive_objection(
        rows=[row], kind=ObjectionKind.CORRECTION, received_on=date(2026, 2, 2), content="x", by=officer
    )
    assert row.side == Side.NONE


def test_an_answer_ends_the_appeal_once_nothing_is_open(row, officer, rule):
    day = date(2026, 2, 2)
    one = actions.receive_objection(rows=[row], kind="objection", received_on=day, content="một", by=officer)
    two = actions.receive_objection(rows=[row], kind="objection", received_on=day, content="hai", by=officer)
    for open_ones, side in ((one, Side.APPEALED), (two, Side.NONE)):
        actions.answer_objections(rows=open_ones, on=day, outcome="rejected", answer="không đúng", by=officer)
        row.refresh_from_db()
        assert row.side == side


def test_without_a_rule_a_day_must_be_given(row, officer):
    with pytest.raises(Invalid, match="hạn trả lời"):
        actions.receive_objection(rows=[row], kind="objection", received_on=date(2026, 2, 2), content="x", by=officer)


def test_a_contact_keeps_who_and_what_and_makes_the_next_date(row, officer):
    said = {"said": "nói về giá", "asked": "bao giờ có đất", "next_on": date(2026, 12, 1), "next_what": "gặp lại"}
    actions.log_contact(rows=[row], on=date(2026, 2, 2), channel=Channel.VISIT, officer="A", by=officer, **said)
    row.refresh_from_db()
    assert Contact.objects.get().asked == "bao giờ có đất" and row.next_on == date(2026, 12, 1)


def test_nobody_makes_a_link_for_another_ward_s_dossier(row, stranger, client):
    with pytest.raises(OutOfScope):
        actions.make_owner_link(dossier=row, expires_on=localdate(), by=stranger)
    client.force_login(stranger)
    assert client.get(reverse("relocation:link", args=[row.pk])).status_code == 404


def test_the_sheet_on_paper_says_the_same_and_no_more(client, row, officer):
    from docx import Document

    FindingFactory(establishment=row.establishment, paper="biên bản 77")
    ComplaintFactory(establishment=row.establishment, received_on=localdate())
    client.force_login(officer)
    data = client.get(reverse("relocation:owner-paper", args=[row.pk])).content
    text = "\n".join(p.text for p in Document(BytesIO(data)).paragraphs)
    assert "biên bản 77" in text and "Lê Thị Kín" not in text and row.step == Step.LISTED
