import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from lotrinh.documents.models import StoredFile
from lotrinh.followups.actions import raise_block, take_step
from lotrinh.followups.choices import OrderState, StepKind
from lotrinh.followups.models import Block, Order
from lotrinh.organizations.choices import Role
from tests.followups.factories import a_document, given, leader_and_unit
from tests.organizations.factories import OrganizationFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    leader, unit = leader_and_unit()
    order = given(leader, unit)
    order.leader = leader
    return order


@pytest.fixture
def about() -> str:
    return f"?so=van-ban&dong={a_document().pk}"


def test_a_leader_gives_it_from_the_page_of_a_row(client, about):
    leader, unit = leader_and_unit()
    client.force_login(leader)
    link = reverse("followups:order-new") + about
    row = client.get(f"/so/van-ban/{about.rpartition('=')[2]}/").content.decode()
    assert link.replace("&", "&amp;") in row
    page = client.get(link).content.decode()
    assert "Báo cáo nguyên nhân và cách xử lý" in page
    client.post(link, {"unit": unit.pk, "what": "Rà lại.", "within": "5"})
    found = Order.objects.get()
    assert (found.register, found.unit, found.what) == ("van-ban", unit, "Rà lại.")
    assert found.due > localdate()


def test_the_same_is_ordered_of_several_units_once_each(client, about):
    leader, unit = leader_and_unit()
    second, third = OrganizationFactory.create_batch(2, parent=unit.parent, area=unit.area)
    client.force_login(leader)
    link = reverse("followups:order-new") + about
    token = re.search(r'name="sent_as" value="([^"]+)"', client.get(link).text)[1]
    form = {"unit": unit.pk, "also": [second.pk, unit.pk], "what": "Rà lại.", "within": "5", "sent_as": token}
    page = client.post(link, form, follow=True).text
    client.post(link, form)
    assert sorted(order.unit_id for order in Order.objects.all()) == sorted([unit.pk, second.pk])
    assert unit.label in page and second.label in page and third.pk not in {o.unit_id for o in Order.objects.all()}


def test_of_several_units_one_out_of_reach_orders_nobody(client, about):
    leader, unit = leader_and_unit()
    client.force_login(leader)
    link = reverse("followups:order-new") + about
    form = {"unit": unit.pk, "also": [OrganizationFactory().pk], "what": "Rà lại.", "within": "5"}
    assert client.post(link, form).status_code == 422
    assert not Order.objects.exists()


def test_whoever_may_not_order_gets_no_button_and_no_form(client, about):
    client.force_login(person())
    assert "Giao việc" not in client.get(f"/so/van-ban/{about.rpartition('=')[2]}/").content.decode()
    assert client.get(reverse("followups:order-new") + about).status_code == 403


@pytest.mark.parametrize("query", ["", "?so=van-ban&dong=0", "?so=khong-co&dong=1", "?so=a&dong=" + "9" * 700])
def test_an_address_that_opens_nothing_is_not_found(client, query):
    leader, _ = leader_and_unit()
    client.force_login(leader)
    assert client.get(reverse("followups:order-new") + query).status_code == 404


def test_a_unit_out_of_reach_cannot_be_chosen(client, about):
    leader, _ = leader_and_unit()
    client.force_login(leader)
    sent = {"unit": OrganizationFactory().pk, "what": "Rà lại.", "within": "5"}
    assert client.post(reverse("followups:order-new") + about, sent).status_code == 422
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param({"within": "ngay"}, id="no day"),
        pytest.param({"within": "ngay", "due": "31/02/2026"}, id="no such day"),
        pytest.param({"within": "ngay", "due": "01/01/2020"}, id="past"),
        pytest.param({"within": "77"}, id="not offered"),
        pytest.param({"within": "5", "what": " "}, id="nothing said"),
    ],
)
def test_a_wrong_form_says_so_and_gives_nothing(client, about, sent):
    leader, unit = leader_and_unit()
    client.force_login(leader)
    answer = client.post(reverse("followups:order-new") + about, {"unit": unit.pk, "what": "Rà lại."} | sent)
    assert answer.status_code == 422
    assert not Order.objects.exists()


def test_the_unit_answers_with_a_file_that_only_the_sides_may_fetch(client, order):
    client.force_login(person(organization=order.unit))
    sent = {"words": "Đã làm.", "number": "64,5", "number_unit": "%", "files": SimpleUploadedFile("a.txt", b"ghi chu")}
    client.post(reverse("followups:order-step", args=[order.pk, "tra-loi"]), sent)
    order.refresh_from_db()
    assert order.state == OrderState.ANSWERED
    file = StoredFile.objects.get()
    for who, code in ((order.leader, 200), (person(Role.PLAN_OFFICER), 404)):
        client.force_login(who)
        assert client.get(file.get_absolute_url()).status_code == code
    client.force_login(order.leader)
    assert "64,5 %" in client.get(order.get_absolute_url()).content.decode()


def test_a_file_of_a_wrong_kind_sends_nothing(client, order):
    client.force_login(person(organization=order.unit))
    sent = {"words": "Đã làm.", "files": SimpleUploadedFile("a.exe", b"MZ\x90\x00\x03\x00\xff\xfe")}
    page = client.post(reverse("followups:order-step", args=[order.pk, "tra-loi"]), sent, follow=True)
    assert "không đúng loại" in page.content.decode()
    order.refresh_from_db()
    assert order.state == OrderState.GIVEN


@pytest.mark.parametrize("door", ["", "mo/"])
def test_another_unit_opens_nothing_of_it(client, order, door):
    client.force_login(person(Role.PLAN_OFFICER))
    assert client.get(order.get_absolute_url() + door).status_code == 404


@pytest.mark.parametrize("kind", ["tra-loi", "ket-thuc", "rut", "nhac", "khong-co"])
def test_another_unit_does_nothing_with_it(client, order, kind):
    client.force_login(person(Role.PLAN_OFFICER))
    assert client.post(f"{order.get_absolute_url()}{kind}/", {"words": "Xong."}).status_code == 404


def test_a_step_that_is_over_is_told_not_done(client, order):
    client.force_login(order.leader)
    page = client.post(f"{order.get_absolute_url()}kiem-chung/", {"words": "Đúng."}, follow=True)
    assert "vừa chuyển sang bước khác" in page.content.decode()


def test_the_message_to_paste_names_the_unit_the_matter_and_the_link(client, order):
    client.force_login(order.leader)
    page = client.get(order.get_absolute_url()).content.decode()
    assert f"Kính gửi {order.unit.label}." in page
    assert f"http://testserver{order.get_absolute_url()}" in page


def test_a_block_is_raised_about_any_row(client, about):
    unit, clearer = OrganizationFactory(), OrganizationFactory()
    client.force_login(person(organization=unit))
    sent = {
        "unit": unit.pk,
        "clearer": clearer.pk,
        "why": "Chưa có mẫu.",
        "by_when": f"{localdate() + timedelta(days=3):%d/%m/%Y}",
    }
    client.post(reverse("followups:block-new") + about, sent)
    assert Block.objects.get().register == "van-ban"


def test_whoever_answered_reads_before_the_click_that_another_verifies_and_who(client):
    leader, unit = leader_and_unit()
    order = given(leader, unit, verifier=unit.parent)
    both, other = (person(Role.DIVISIONAL_OFFICER, unit.parent) for _ in range(2))
    take_step(order=order, kind=StepKind.ANSWER, words="Đã làm.", by=both)
    for who, told in ((both, True), (other, False)):
        client.force_login(who)
        page = client.get(order.get_absolute_url()).content.decode()
        assert ("Bạn đã trả lời việc này nên cần người khác kiểm chứng" in page) is told
        assert (reverse("followups:order-step", args=[order.pk, "kiem-chung"]) in page) is not told
    client.force_login(both)
    assert str(other) in client.get(order.get_absolute_url()).content.decode()


def test_the_unit_tells_what_holds_an_order_up_and_both_sides_read_it_there(client, order):
    client.force_login(person(organization=order.unit))
    door = f"{reverse('followups:block-new')}?so=viec-giao&dong={order.pk}"
    assert door.replace("&", "&amp;") in client.get(order.get_absolute_url()).content.decode()
    sent = {
        "unit": order.unit.pk,
        "clearer": OrganizationFactory().pk,
        "why": "Chưa có kinh phí.",
        "by_when": f"{localdate() + timedelta(days=3):%d/%m/%Y}",
    }
    client.post(door, sent)
    assert Block.objects.get().link == order.get_absolute_url()
    client.force_login(order.leader)
    page = client.get(order.get_absolute_url()).content.decode()
    assert "Chưa có kinh phí." in page and "Nêu vướng mắc" not in page


def test_whoever_clears_an_order_s_block_gets_no_link_to_what_they_may_not_see(client, order):
    clearer = OrganizationFactory()
    block = raise_block(
        register="viec-giao",
        key=str(order.pk),
        subject=order.what,
        link=order.get_absolute_url(),
        unit=order.unit,
        why="Chưa có kinh phí.",
        clearer=clearer,
        by_when=localdate(),
        by=person(organization=order.unit),
    )
    for who, seen in ((person(organization=order.unit), True), (person(organization=clearer), False)):
        client.force_login(who)
        page = client.get(reverse("followups:block", args=[block.pk])).content.decode()
        assert (order.get_absolute_url() in page) is seen


def test_another_unit_tells_no_block_about_an_order_it_does_not_see(client, order):
    client.force_login(person(Role.PLAN_OFFICER))
    assert client.get(f"{reverse('followups:block-new')}?so=viec-giao&dong={order.pk}").status_code == 404


def test_the_button_for_blocks_stands_on_no_row_that_no_office_works_on(client, about):
    client.force_login(person(Role.PLAN_OFFICER))
    assert "Nêu vướng mắc" not in client.get(f"/so/van-ban/{about.rpartition('=')[2]}/").content.decode()


def test_the_list_costs_the_same_for_one_and_for_thirty(client, order, django_assert_max_num_queries):
    for _ in range(30):
        given(order.leader, order.unit)
    client.force_login(order.leader)
    client.get(reverse("followups:orders"))
    for chosen in ("", "cho-toi", "tre", "xong"):
        with django_assert_max_num_queries(11):
            client.get(reverse("followups:orders"), {"loc": chosen, "tim": "bao cao"})


@pytest.mark.parametrize("role", [Role.LEADER, Role.WARD_OFFICER, Role.PARTNER])
def test_the_menu_leads_to_orders_and_a_tab_on_to_blocks_and_back(client, role):
    client.force_login(person(role))
    orders, blocks = reverse("followups:orders"), reverse("followups:index")
    menu = f'<a class="nav-link" href="{orders}">Việc giao</a>'
    for page, tab in ((orders, blocks), (blocks, orders)):
        shown = client.get(page).content.decode()
        assert menu in shown and f'href="{tab}"' in shown.partition("<main")[2]
