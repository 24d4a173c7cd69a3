"""The doors: who gets in where, and what each page says."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lotrinh.collection import actions
from lotrinh.collection.choices import RoundState, UnitState
from lotrinh.collection.models import PersonalLink, Question, Round, Tally
from lotrinh.collection.prefill import content_of
from lotrinh.collection.workbooks import write_sheet
from lotrinh.core.models import AuditEntry
from lotrinh.organizations.choices import Role
from tests.collection.factories import Town
from tests.organizations.factories import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return Town()


def signed(client, user):
    client.force_login(user)
    return client


def url(name, *args):
    return reverse(f"collection:{name}", args=args)


PAGES_OF_ASKER = ["round", "totals", "chase", "workbook"]


@pytest.mark.parametrize("page", PAGES_OF_ASKER)
def test_the_askers_pages_are_for_the_asker(client, town, page):
    round = town.ask()
    assert signed(client, town.officer).get(url(page, round.pk)).status_code == 200
    stranger = signed(client, person()).get(url(page, round.pk))
    assert stranger.status_code in (403, 404)


def test_a_unit_sees_its_own_line_and_no_totals(client, town):
    round = town.ask()
    signed(client, town.people[0])
    assert client.get(round.get_absolute_url()).headers["Location"] == town.line(round, 0).get_absolute_url()
    assert client.get(town.line(round, 0).get_absolute_url()).status_code == 200
    assert client.get(town.line(round, 1).get_absolute_url()).status_code == 404
    assert client.get(url("sheet", town.line(round, 1).pk)).status_code == 404
    assert client.get(url("totals", round.pk)).status_code == 404


@pytest.mark.parametrize("deed", ["accept", "hand-back", "keyed"])
def test_a_unit_does_not_decide_on_itself(client, town, deed):
    round = town.ask()
    town.send(round, 0, a="1", b="2")
    response = signed(client, town.people[0]).post(url(deed, town.line(round).pk), {"ly_do": "x"})
    assert response.status_code == 404
    assert town.line(round).state == UnitState.SENT


def test_asked_previewed_and_opened_in_two_posts(client, town):
    signed(client, town.officer)
    page = client.get(url("new"))
    data = {
        "sent_as": page.context["sent_as"],
        "asker": town.department.pk,
        "title": "Bảng gấp",
        "source": "rieng",
        "period": "2025",
        "due": "31/12/2126",
        "levels": ["commune"],
        "q-TOTAL_FORMS": "2",
        "q-INITIAL_FORMS": "0",
        "q-0-label": "Số lao động",
        "q-0-kind": "number",
        "q-0-adding": "level",
        "q-0-required": "on",
        "q-1-kind": "number",
        "q-1-adding": "flow",
    }
    for _ in range(2):
        response = client.post(url("new"), data)
    round = Round.objects.get()
    assert response.headers["Location"] == round.get_absolute_url()
    preview = client.get(round.get_absolute_url())
    assert "Số lao động" in preview.text and town.wards[1].name in preview.text
    client.post(url("open", round.pk), {"chon": "", "don-vi": [town.wards[0].pk]})
    round.refresh_from_db()
    assert round.state == RoundState.OPEN and round.units.get().unit == town.wards[0]


def test_units_are_found_by_pasted_names_without_tone_marks(client, town):
    from lotrinh.core.vietnamese import fold

    signed(client, town.officer)
    data = {
        "sent_as": "x1",
        "asker": town.department.pk,
        "title": "Bảng",
        "source": "bieu/bieu-03",
        "period": "2025r",
        "due": "31/12/2126",
        "names": f"{fold(town.wards[0].name)}\nĐơn vị không có",
        "q-TOTAL_FORMS": "0",
        "q-INITIAL_FORMS": "0",
    }
    response = client.post(url("new"), data)
    assert response.status_code == 422 and "Đơn vị không có" in response.text
    client.post(url("new"), data | {"names": fold(town.wards[0].name)})
    round = Round.objects.get()
    assert round.units.get().unit == town.wards[0]
    assert round.questions.count() == 35 and "15 = 15.1 + 15.2" in round.rules


def test_filled_in_saved_and_sent_on_the_page(client, town):
    round = town.ask()
    page = town.line(round).get_absolute_url()
    signed(client, town.people[0])
    client.post(page, {"seen": "0", "m-a": "1", "luu": ""})
    assert town.line(round).state == UnitState.BEGUN
    assert 'value="1"' in client.get(page).text
    refused = client.post(page, {"seen": "1", "m-a": "1", "m-b": "", "gui": ""})
    assert refused.status_code == 422 and "bắt buộc" in refused.text
    client.post(page, {"seen": str(town.line(round).edition), "m-a": "1", "m-b": "2", "gui": ""})
    assert town.line(round).state == UnitState.SENT


def test_keyed_in_with_the_paper_attached(client, town):
    round = town.ask()
    line = town.line(round)
    signed(client, town.officer)
    data = {"seen": "0", "m-a": "1", "m-b": "2", "gui": ""}
    assert client.post(url("keyed", line.pk), data).status_code == 422
    paper = SimpleUploadedFile("cong-van.pdf", b"%PDF-1.4\n%%EOF\n")
    client.post(url("keyed", line.pk), data | {"ban-giay": paper})
    answer = town.line(round).current
    assert answer.via == "keyed" and answer.paper.name == "cong-van.pdf"
    assert signed(client, town.people[0]).get(answer.paper.get_absolute_url()).status_code == 200
    assert signed(client, town.people[1]).get(answer.paper.get_absolute_url()).status_code in (403, 404)


def test_returned_with_a_reason_on_the_cell_the_unit_reads_it_there(client, town):
    round = town.ask()
    town.send(round, 0, a="1", b="2")
    line = town.line(round)
    signed(client, town.officer).post(url("hand-back", line.pk), {"ly_do": "", "o-a": "thiếu lô B2"})
    page = signed(client, town.people[0]).get(line.get_absolute_url())
    assert "thiếu lô B2" in page.text
    assert town.line(round).state == UnitState.RETURNED


def test_ticked_units_are_accepted_and_a_total_opens_into_units(client, town):
    round = town.ask()
    town.send(round, 0, a="1", b="2")
    signed(client, town.officer).post(url("accept-many", round.pk), {"don-vi": [town.line(round).pk]})
    page = client.get(url("total", round.pk, "a"))
    assert "1/2" in page.text and town.wards[0].label in page.text and "chưa có" in page.text
    client.post(url("keep", round.pk), {"dung": "báo cáo"})
    assert Tally.objects.get().sums[0][3] == "1"


def test_a_late_unit_is_named(client, town):
    from datetime import timedelta

    round = town.ask()
    Round.objects.filter(pk=round.pk).update(due=round.due - timedelta(days=30))
    page = signed(client, town.officer).get(f"{round.get_absolute_url()}?loai=late")
    assert "2 đơn vị trễ hạn" in page.text and town.wards[0].label in page.text


def test_messages_have_one_for_each_unit_that_owes(client, town):
    round = town.ask()
    town.send(round, 0, a="1", b="2")
    page = signed(client, town.officer).get(url("chase", round.pk))
    assert town.wards[1].label in page.text and town.wards[0].label not in page.text
    assert f"http://testserver{town.line(round, 1).get_absolute_url()}" in page.text


def link_for(town, round, at=0):
    link, token = actions.make_link(line=town.line(round, at), holder="Chị Ba", by=town.officer)
    return link, url("link", token)


def test_a_personal_link_answers_one_unit_without_an_account(client, town):
    round = town.ask()
    _, page = link_for(town, round)
    shown = client.get(page)
    assert shown.status_code == 200 and town.wards[0].name in shown.text
    client.post(page, {"seen": "0", "m-a": "1", "m-b": "2", "gui": ""})
    answer = town.line(round).current
    assert (answer.via, answer.author, answer.entry.by) == ("link", "Chị Ba", None)


def test_a_personal_link_takes_no_sheet_of_another_unit(client, town):
    round = town.ask()
    _, page = link_for(town, round)
    other = town.line(round, 1)
    file = SimpleUploadedFile("tra-loi.xlsx", write_sheet(other, content_of(other), {}).read())
    client.post(page, {"tep": file})
    assert town.line(round, 1).state == UnitState.UNOPENED


def test_a_personal_link_reads_back_the_file_it_sent_and_no_other(client, town):
    questions = [Question(key="1", label="Văn bản", kind="file", adding="none")]
    round = town.ask(questions)
    (_, page), (_, other) = link_for(town, round), link_for(town, round, at=1)
    client.post(page, {"seen": "0", "m-1": SimpleUploadedFile("cong-van.pdf", b"%PDF-1.4\n%%EOF\n"), "gui": ""})
    key = town.line(round).current.content["1"]
    assert f"{page}tep/{key}/" in client.get(page).text
    assert client.get(f"{page}tep/{key}/").headers["Content-Disposition"].startswith("attachment")
    assert client.get(f"{other}tep/{key}/").status_code == 404


def test_a_withdrawn_link_is_dead_at_once(client, town):
    round = town.ask()
    link, page = link_for(town, round)
    signed(client, town.officer).post(url("withdraw-link", link.line_id, link.pk))
    client.logout()
    response = client.get(page)
    assert response.status_code == 404 and "thu hồi" in response.text
    assert client.post(page, {"seen": "0", "m-a": "1", "m-b": "2", "gui": ""}).status_code == 404


def test_an_expired_link_is_dead(client, town):
    from django.utils import timezone

    link, page = link_for(town, town.ask())
    PersonalLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())
    assert "hết hạn" in client.get(page).text


def test_guessing_links_is_stopped(client, town, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    codes = [client.get(url("link", f"doan-{n}")).status_code for n in range(25)]
    assert codes[0] == 404 and codes[-1] == 429


def test_only_its_hash_is_kept(town):
    link, page = link_for(town, town.ask())
    token = page.rstrip("/").rsplit("/", 1)[1]
    assert token not in str(PersonalLink.objects.filter(pk=link.pk).values().get())


def test_a_neighbour_makes_no_link(client, town):
    round = town.ask()
    response = signed(client, town.people[1]).post(url("make-link", town.line(round, 0).pk), {"nguoi": "x"})
    assert response.status_code == 404 and not PersonalLink.objects.exists()


def test_many_dropped_files_find_their_units(client, town):
    round = town.ask()
    lines = [town.line(round, at) for at in (0, 1)]
    files = []
    for line in lines:
        file = write_sheet(line, {"a": "1", "b": "2"}, {})
        files.append(SimpleUploadedFile("Book1.xlsx", io.BytesIO(file.read()).read()))
    signed(client, town.officer).post(url("drop", round.pk), {"tep": files})
    assert {town.line(round, at).state for at in (0, 1)} == {UnitState.SENT}


@pytest.mark.parametrize(("page", "most"), [("round", 16), ("totals", 18), ("total", 20)])
def test_pages_of_all_units_ask_no_more_for_more_units(client, page, most, django_assert_max_num_queries):
    town = Town(7)
    round = town.ask()
    for at in range(7):
        town.send(round, at, a="1", b="2")
    town.accept(round, *range(6))
    address = url(page, round.pk, *(["a"] if page == "total" else []))
    signed(client, town.officer).get(address)
    with django_assert_max_num_queries(most):
        client.get(address)


def test_as_many_queries_accept_one_as_many(client, django_assert_max_num_queries):
    town = Town(8)
    round = town.ask()
    for at in range(8):
        town.send(round, at, a="1", b="2")
    with django_assert_max_num_queries(20):
        town.accept(round, 0)
    with django_assert_max_num_queries(20):
        actions.accept(lines=round.units.all(), by=town.officer)
    assert AuditEntry.objects.filter(deed__startswith="Nhận 7 trả lời").count() == 1


def test_all_that_sent_are_accepted_in_one_click_but_the_odd_ones(client):
    town = Town(8)
    round = town.ask()
    for at, number in enumerate(["10", "11", "10", "12", "11", "9", "900"]):
        town.send(round, at, a=number, b="1000")
    page = signed(client, town.officer).get(round.get_absolute_url())
    client.post(url("accept-many", round.pk), {"moi": "", "den": page.context["upto"]})
    assert round.units.filter(state=UnitState.ACCEPTED).count() == 6
    assert town.line(round, 6).state == UnitState.SENT
    odd = client.get(round.get_absolute_url(), {"loai": "goi"})
    assert town.wards[6].label in odd.text and town.wards[5].label not in odd.text


def test_an_answer_sent_after_the_page_was_opened_is_not_accepted_unread(client, town):
    round = town.ask()
    town.send(round, 0, a="1", b="2")
    page = signed(client, town.officer).get(round.get_absolute_url())
    town.send(round, 0, a="5", b="2")
    data = {"don-vi": [town.line(round).pk], "den": page.context["upto"]}
    assert "vừa gửi bản mới" in client.post(url("accept-many", round.pk), data, follow=True).text
    assert town.line(round).state == UnitState.SENT


def test_a_unit_is_found_by_a_part_of_its_name_without_tone_marks(client, town):
    from lotrinh.core.vietnamese import fold

    round = town.ask()
    page = signed(client, town.officer).get(round.get_absolute_url(), {"tim": fold(town.wards[1].name)})
    assert [line.unit for line in page.context["page"]] == [town.wards[1]]


def test_below_the_ward_asks_its_own_units_and_adds_them_up(client, town):
    from tests.organizations.factories import OrganizationFactory

    round = town.ask()
    line = town.line(round)
    ward = town.wards[0]
    hamlets = [OrganizationFactory(area=ward.area, parent=ward) for _ in range(2)]
    signed(client, town.people[0])
    form = client.get(url("new-below", line.pk))
    data = {
        "sent_as": form.context["sent_as"],
        "asker": ward.pk,
        "title": "Hỏi tổ dân phố",
        "period": round.period,
        "due": f"{round.due:%d/%m/%Y}",
        "names": "\n".join(unit.name for unit in hamlets),
    }
    assert client.post(url("below", line.pk), data).status_code == 302
    below = Round.objects.get(above=line)
    client.post(url("open", below.pk))
    for unit, value in zip(hamlets, ("3", "4"), strict=True):
        one = below.units.get(unit=unit)
        author = actions.Author("page", user=person(Role.WARD_OFFICER, unit))
        actions.send(line=one, typed={"a": value, "b": "10"}, seen=one.edition, author=author)
    actions.accept(lines=below.units.all(), by=town.people[0])
    client.post(url("from-below", line.pk))
    assert town.line(round).draft["a"] == "7"
    client.post(line.get_absolute_url(), {"seen": str(town.line(round).edition), "m-a": "7", "m-b": "20", "gui": ""})
    assert len(town.line(round).current.sources) == 2
