"""A round goes down as a file and its answer comes up as one; both offices stand in one database here."""

import io
import json
import secrets
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lotrinh.collection import actions as deeds
from lotrinh.collection import exchange, sealing
from lotrinh.collection.actions import Author, send
from lotrinh.collection.actions.exchanging import answer_file, round_file, take_answer, take_round
from lotrinh.collection.actions.keys import believe_key, forget_key, own_key, renew_key
from lotrinh.collection.answer_pages import fill_from_below
from lotrinh.collection.choices import UnitState, Via
from lotrinh.collection.errors import BadExchange, BadSheet, NotYourRound, NotYourUnit
from lotrinh.collection.models import OfficeKey, Question, Round, RoundUnit
from lotrinh.collection.prefill import content_of
from lotrinh.organizations.choices import Role
from tests.clusters.factories import ClusterFactory
from tests.collection.factories import Town, fill_questions
from tests.organizations.factories import person

pytestmark = pytest.mark.django_db


def received(town, round):
    """The ward has taken the round out of its file."""
    return take_round(data=round_file(line=town.line(round), by=town.officer), by=town.people[0])


def answered(town, round, **typed):
    line = received(town, round)
    send(line=line, typed=typed, seen=0, author=Author(Via.PAGE, user=town.people[0]))
    return answer_file(line=RoundUnit.objects.with_names().get(pk=line.pk), by=town.people[0])


def changed(data, **said):
    whole = json.loads(data)
    whole["said"] |= said
    return json.dumps(whole).encode()


def test_a_round_goes_down_and_its_answer_comes_up():
    town = Town()
    round = town.ask(rules="a <= b")
    answer = take_answer(data=answered(town, round, a="1,5", b="2"), round=round, by=town.officer)
    assert answer.content == {"a": "1.5", "b": "2"} and answer.via == Via.OFFICE
    assert town.line(round).state == UnitState.SENT and town.people[0].full_name in answer.author


def test_the_same_round_taken_twice_is_one():
    town = Town()
    round = town.ask()
    assert received(town, round).pk == received(town, round).pk


def test_an_answer_is_not_taken_twice():
    town = Town()
    round = town.ask()
    data = answered(town, round, a="1", b="2")
    take_answer(data=data, round=round, by=town.officer)
    town.send(round, 0, a="5", b="6")
    with pytest.raises(BadSheet):
        take_answer(data=data, round=round, by=town.officer)


def test_a_changed_file_is_refused():
    town = Town()
    round = town.ask()
    data = answered(town, round, a="1", b="2")
    with pytest.raises(BadExchange, match="bị sửa"):
        take_answer(data=changed(data, content={"a": "9", "b": "9"}), round=round, by=town.officer)


def test_a_key_nobody_entered_is_not_believed():
    town = Town()
    round = town.ask()
    data = answered(town, round, a="1", b="2")
    OfficeKey.objects.filter(organization=town.wards[0]).delete()
    with pytest.raises(BadExchange, match="Chưa biết khoá"):
        take_answer(data=data, round=round, by=town.officer)


def test_another_offices_signature_answers_for_nobody_else():
    town = Town()
    round = town.ask()
    said = json.loads(answered(town, round, a="1", b="2"))["said"]
    forged = exchange.signed(said, own_key(town.wards[1], by=town.people[1]))
    with pytest.raises(BadExchange, match="ký"):
        take_answer(data=forged, round=round, by=town.officer)


def test_an_answer_to_another_round_is_refused():
    town = Town()
    round, other = town.ask(), town.ask()
    with pytest.raises(BadExchange, match="đợt khác"):
        take_answer(data=answered(town, round, a="1", b="2"), round=other, by=town.officer)


def test_a_round_for_another_unit_is_not_taken():
    town = Town()
    data = round_file(line=town.line(town.ask(), 0), by=town.officer)
    with pytest.raises(NotYourUnit):
        take_round(data=data, by=town.people[1])


def test_nobody_signs_for_another_office():
    town = Town()
    with pytest.raises(NotYourRound):
        own_key(town.department, by=town.people[0])


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"{" * 50_000, b"\xff", b'{"format": 1}'])
def test_rubbish_is_refused_in_words(data):
    with pytest.raises(BadExchange):
        take_round(data=data, by=Town().people[0])


def test_a_key_is_believed_once_its_fingerprint_was_heard():
    town = Town()
    _, public = sealing.new_pair()
    spoken = sealing.fingerprint(public).lower().replace(" ", " - ")
    with pytest.raises(BadExchange, match="nghe"):
        believe_key(organization=town.department, public=public, spoken="0000 0000 0000 0000 0000", by=town.people[0])
    key = believe_key(organization=town.department, public=public, spoken=spoken, by=town.people[0])
    assert key.organization == town.department and not key.is_own


def test_the_private_part_does_not_lie_plain_in_the_database(settings):
    town = Town()
    key = own_key(town.department, by=town.officer)
    stored = OfficeKey.objects.values_list("sealed", flat=True).get(pk=key.pk)
    private = sealing.unseal(stored)
    assert private not in stored and len(private) == 64
    settings.SECRET_KEY = "another server"
    with pytest.raises(BadExchange, match="tạo khoá mới"):
        round_file(line=town.line(town.ask()), by=town.officer)


def test_a_renewed_key_ends_the_files_of_the_old_one():
    town = Town()
    round = town.ask()
    old = round_file(line=town.line(round), by=town.officer)
    renew_key(town.department, by=town.officer)
    with pytest.raises(BadExchange, match="thôi dùng"):
        take_round(data=old, by=town.people[0])
    assert take_round(data=round_file(line=town.line(round), by=town.officer), by=town.people[0])


def stranger(town, organization, heard_by):
    """The key of an office elsewhere, whose fingerprint somebody here heard."""
    private, public = sealing.new_pair()
    believe_key(organization=organization, public=public, spoken=sealing.fingerprint(public), by=heard_by)
    return OfficeKey(organization=organization, public=public, sealed=sealing.seal(private))


def test_nobody_plants_a_key_for_others():
    town = Town()
    round = town.ask()
    said = json.loads(answered(town, round, a="1", b="2"))["said"]
    planted = stranger(town, town.wards[0], heard_by=town.people[1])
    with pytest.raises(BadExchange, match="tự"):
        take_answer(data=exchange.signed(said, planted), by=town.officer)
    heard = stranger(town, town.wards[0], heard_by=town.officer)
    assert take_answer(data=exchange.signed(said, heard), by=town.officer).number == 1


def test_a_forgotten_key_is_believed_no_more():
    town = Town()
    round = town.ask()
    said = json.loads(answered(town, round, a="1", b="2"))["said"]
    heard = stranger(town, town.wards[0], heard_by=town.officer)
    forget_key(key=OfficeKey.objects.get(public=heard.public), by=town.officer)
    with pytest.raises(BadExchange, match="thôi dùng"):
        take_answer(data=exchange.signed(said, heard), by=town.officer)


def test_an_older_version_never_takes_the_place_of_a_newer_one():
    town = Town()
    round = town.ask()
    first = answered(town, round, a="1", b="2")
    line = RoundUnit.objects.exclude(round=round).get()
    send(line=line, typed={"a": "3", "b": "4"}, seen=None, author=Author(Via.PAGE, user=town.people[0]))
    second = answer_file(line=RoundUnit.objects.with_names().get(pk=line.pk), by=town.people[0])
    take_answer(data=second, by=town.officer)
    with pytest.raises(BadExchange, match="cũ hơn"):
        take_answer(data=first, by=town.officer)
    assert town.line(round).current.content["a"] == "3"


def test_what_was_decided_above_travels_down():
    town = Town()
    round = town.ask()
    take_answer(data=answered(town, round, a="1", b="2"), by=town.officer)
    deeds.hand_back(line=town.line(round), reason="thiếu lô B2", notes={"a": "sai"}, by=town.officer)
    line = received(town, round)
    line.refresh_from_db()
    assert (line.state, line.reason, line.notes) == (UnitState.RETURNED, "thiếu lô B2", {"a": "sai"})
    send(line=line, typed={"a": "2", "b": "2"}, seen=None, author=Author(Via.PAGE, user=town.people[0]))
    line = RoundUnit.objects.with_names().get(pk=line.pk)
    take_answer(data=answer_file(line=line, by=town.people[0]), by=town.officer)
    town.accept(round, 0)
    assert received(town, round).pk == line.pk
    line.refresh_from_db()
    assert line.state == UnitState.ACCEPTED and line.accepted.number == 2


def test_from_the_department_over_the_ward_to_the_hamlets_and_back():
    """Each level accepts what is below it before it sends up."""
    from tests.organizations.factories import OrganizationFactory

    town = Town(1)
    round = town.ask()
    line = received(town, round)
    hamlets = [OrganizationFactory(area=town.wards[0].area, parent=town.wards[0]) for _ in range(2)]
    below = deeds.prepare(
        asker=town.wards[0],
        title="Hỏi tổ dân phố",
        period=round.span,
        due=round.due,
        units=hamlets,
        questions=[Question(key=key, label=key, adding="level") for key in ("a", "b")],
        by=town.people[0],
        sent_as=secrets.token_hex(8),
        above=line,
    )
    below = deeds.open_round(round=below, by=town.people[0])
    for one in below.units.all():
        author = Author(Via.PAGE, user=person(Role.WARD_OFFICER, one.unit))
        send(line=one, typed={"a": "3", "b": "10"}, seen=0, author=author)
    deeds.accept(lines=below.units.all(), by=town.people[0])
    fill_from_below(RoundUnit.objects.with_names().get(pk=line.pk), Author(Via.PAGE, user=town.people[0]))
    line = RoundUnit.objects.with_names().get(pk=line.pk)
    send(line=line, typed={"a": "6", "b": "20"}, seen=None, author=Author(Via.PAGE, user=town.people[0]))
    line = RoundUnit.objects.with_names().get(pk=line.pk)
    assert len(line.current.sources) == 2
    take_answer(data=answer_file(line=line, by=town.people[0]), by=town.officer)
    town.accept(round, 0)
    assert town.line(round).accepted.content == {"a": "6", "b": "20"}


def test_a_register_is_asked_of_another_office_too():
    town = Town()
    cluster = ClusterFactory(area=town.wards[0].area)
    round = town.ask(register="cum-cong-nghiep")
    line = received(town, round)
    (row,) = content_of(line)["rows"]
    place = [path for path, _ in line.round.columns].index("developer")
    row[place] = "Công ty Hạ tầng"
    send(line=line, typed={"rows": [row]}, seen=0, author=Author(Via.PAGE, user=town.people[0]))
    line = RoundUnit.objects.with_names().get(pk=line.pk)
    take_answer(data=answer_file(line=line, by=town.people[0]), by=town.officer)
    town.accept(round, 0)
    cluster.refresh_from_db()
    assert cluster.developer == "Công ty Hạ tầng"


def test_a_round_that_must_have_a_file_says_what_to_do_instead():
    town = Town()
    round = town.ask([Question(key="1", label="Văn bản", kind="file", adding="none")])
    with pytest.raises(BadExchange, match="đường dẫn riêng"):
        round_file(line=town.line(round), by=town.officer)
    round = town.ask(
        [*fill_questions(), Question(key="d", label="Văn bản", kind="file", adding="none", required=False)]
    )
    line = received(town, round)
    assert [one.key for one in line.round.questions.all()] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "said",
    [
        {"questions": []},
        {"questions": [{"key": "a"}]},
        {"questions": "abc"},
        {"rules": "x = y"},
        {"period": "chưa biết"},
        {"due": "mai"},
        {"register": "khong-co", "questions": []},
        {"columns": [1]},
        {"unit": None},
        {"title": "x" * 400},
    ],
    ids=lambda said: next(iter(said)),
)
def test_a_signed_file_may_still_hold_rubbish(said):
    town = Town()
    whole = json.loads(round_file(line=town.line(town.ask()), by=town.officer))["said"] | said
    data = exchange.signed(whole, own_key(town.department, by=town.officer))
    before = Round.objects.count()
    with pytest.raises((BadExchange, NotYourUnit)):
        take_round(data=data, by=town.people[0])
    assert Round.objects.count() == before


# --- pages -----------------------------------------------------------------------------------------------------------


def upload(client, data, name="tep.json"):
    return client.post(reverse("collection:exchange-preview"), {"tep": SimpleUploadedFile(name, data)})


def test_a_round_is_written_out_looked_at_and_taken_in(client):
    town = Town()
    round = town.ask()
    client.force_login(town.officer)
    data = client.post(reverse("collection:exchange-round", args=[town.line(round).pk])).content
    client.force_login(town.people[0])
    preview = upload(client, data)
    assert round.title in preview.text and town.department.name in preview.text
    assert Round.objects.count() == 1, "a preview writes nothing"
    taken = client.post(reverse("collection:exchange-take"), {"noi-dung": preview.context["text"]})
    line = RoundUnit.objects.exclude(round=round).get()
    assert taken.headers["Location"] == line.get_absolute_url()
    client.post(line.get_absolute_url(), {"seen": "0", "m-a": "1", "m-b": "2", "gui": ""})
    assert "Tệp trả lời" in client.get(line.get_absolute_url()).text
    data = client.post(reverse("collection:exchange-answer", args=[line.pk])).content
    client.force_login(town.officer)
    preview = upload(client, data)
    assert "Đất đã cho thuê" in preview.text and town.wards[0].label in preview.text
    client.post(reverse("collection:exchange-take"), {"noi-dung": preview.context["text"]})
    assert town.line(round).current.via == Via.OFFICE


def test_an_unknown_sender_is_believed_after_a_call_and_the_file_goes_on(client):
    town = Town()
    round = town.ask()
    said = json.loads(round_file(line=town.line(round), by=town.officer))["said"]
    private, public = sealing.new_pair()
    data = exchange.signed(said, OfficeKey(public=public, sealed=sealing.seal(private)))
    client.force_login(town.people[0])
    page = upload(client, data)
    assert "Chưa biết khoá" in page.text and sealing.fingerprint(public) not in page.text
    given = {"noi-dung": page.context["text"], "organization": town.department.name}
    wrong = client.post(reverse("collection:exchange-believe"), given | {"spoken": "AAAA AAAA AAAA AAAA AAAA"})
    assert "nghe được khác" in wrong.text and not OfficeKey.objects.filter(public=public).exists()
    page = client.post(reverse("collection:exchange-believe"), given | {"spoken": sealing.fingerprint(public)})
    assert round.title in page.text and OfficeKey.objects.get(public=public).organization == town.department


def test_a_preview_says_what_is_wrong_and_offers_nothing(client):
    town = Town()
    data = round_file(line=town.line(town.ask()), by=town.officer)
    client.force_login(town.people[0])
    for bad, words in ((changed(data, title="khác"), "bị sửa"), (b"PK", "không phải là tệp trao đổi")):
        page = upload(client, bad, "x.json")
        assert page.status_code == 422 and words in page.text and "Nhận tệp này" not in page.text
    assert client.post(reverse("collection:exchange-take"), {"noi-dung": "{"}).status_code == 422
    assert client.post(reverse("collection:exchange-take"), {}).status_code == 422


def test_all_units_in_one_bundle(client):
    town = Town(3)
    round = town.ask()
    client.force_login(town.officer)
    data = client.post(reverse("collection:exchange-bundle", args=[round.pk])).content
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert len(names) == 3 and all(name.endswith(".json") for name in names)


def test_only_the_asker_writes_a_round_out_and_only_the_unit_its_answer(client):
    town = Town()
    round = town.ask()
    line = town.line(round)
    client.force_login(town.people[0])
    assert client.post(reverse("collection:exchange-round", args=[line.pk])).status_code == 404
    assert client.post(reverse("collection:exchange-bundle", args=[round.pk])).status_code == 404
    client.force_login(town.people[1])
    assert client.post(reverse("collection:exchange-answer", args=[line.pk])).status_code == 404
    client.logout()
    assert client.get(reverse("collection:exchange")).status_code == 302


def test_the_page_reads_the_own_fingerprint_aloud_and_renews_the_key(client):
    town = Town()
    client.force_login(town.officer)
    client.post(reverse("collection:exchange-key"), {"co-quan": town.department.pk})
    key = OfficeKey.objects.get()
    assert sealing.fingerprint(key.public) in client.get(reverse("collection:exchange")).text
    client.post(reverse("collection:exchange-key"), {"co-quan": town.department.pk, "moi": ""})
    key.refresh_from_db()
    assert key.withdrawn_id and OfficeKey.objects.filter(withdrawn=None).count() == 1
