"""Strangers and mischief at every door of the demo: nothing is shown that is another's, and nothing breaks."""

from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client

from lotrinh.core.models import User
from lotrinh.core.registers.declaration import all_registers
from lotrinh.demo.sign_ins import (
    ADMINISTRATOR,
    CLUSTER_OFFICER,
    DEPARTMENT_LEADER,
    PARTNER,
    PLAN_OFFICER,
    WARD_OFFICERS,
)

from .doors import Walk, filled, route_of, routes, walked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built")]

HOSTILE = ("%00", "' OR 1=1 --", "9" * 40, "\ud7ff<script>", "-1", "31/02/2025", "../../etc/passwd", "é" * 300, "NaN")
NAMES = "ngay tim trang xep phan ky cho loai nhom don_vi tu den muc quy so a b page id nam cap trang_thai chon q"
MISCHIEF = ["?" + "&".join(f"{name}={quote(value)}" for name in NAMES.split()) for value in HOSTILE]

HEALTH = "suc-khoe/"
OPEN_TO_ALL = {"", HEALTH, "api/v1/openapi.json", "api/v1/", "dien-thoai/", "dien-thoai/ung-dung.webmanifest"}
"""Routes that answer 200 to who is not signed in: what the plan publishes, what a machine asks first, and the empty
shell a phone keeps: it is the same for everybody, and what fills it is asked for under a name."""
BY_LINK = ("dot-bao-cao/rieng/", "di-doi/chu-co-so/", "lich/")
"""Routes whose secret is in the address itself."""


def client_of(sign_in) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=sign_in.username))
    return client


@pytest.fixture(scope="module")
def walk(built, django_db_blocker) -> Walk:
    """Where the plan officer is led to."""
    with django_db_blocker.unblock():
        return walked(client_of(PLAN_OFFICER))


@pytest.fixture(scope="module")
def addresses(walk) -> list[str]:
    """One of each route."""
    return sorted(walk.addresses.values())


def get(client: Client, path: str, **more):
    """The answer to GET, whatever it writes taken back."""
    with transaction.atomic():
        answer = client.get(path, **more)
        if not answer.streaming:
            _ = answer.content
        transaction.set_rollback(True)
    return answer


def test_the_links_lead_to_most_of_the_house(addresses):
    rooms = {path.split("/")[1] for path in addresses}
    assert {"ct", "so", "ke-hoach", "chi-so", "bao-cao", "di-doi", "dot-bao-cao", "dia-ban", "don-vi"} <= rooms
    assert len(addresses) > 90


def test_no_link_leads_to_a_page_that_breaks(walk):
    assert [path for path, status in walk.status.items() if status >= 500] == []


def test_who_is_not_signed_in_gets_no_further_than_the_front_door(addresses):
    let_in, client = set(), Client()
    for path in addresses:
        client.cookies.clear()  # a stranger each time; a new client would build the house anew
        answer = get(client, path)
        if answer.status_code == 200 and not route_of(path).startswith(BY_LINK):
            let_in.add(route_of(path))
    assert let_in <= OPEN_TO_ALL


@pytest.mark.parametrize(
    "sign_in", [WARD_OFFICERS[2], PARTNER, CLUSTER_OFFICER, DEPARTMENT_LEADER], ids=lambda s: s.username
)
def test_a_row_of_a_register_opens_only_to_whom_its_queryset_shows_it(sign_in):
    who, client = User.objects.get(username=sign_in.username), client_of(sign_in)
    opened_wrongly, closed_wrongly = [], []
    for register in all_registers():
        seen = set(register.visible(who).values_list("pk", flat=True)) if register.may.view(who) else set()
        strange = register.model.objects.exclude(pk__in=seen)[:2]
        known = register.model.objects.filter(pk__in=seen)[:1]
        for row in strange:
            doors = [f"/so/{register.slug}/{row.pk}/{door}" for door in ("", "sua/", "xoa/")]
            for door in [*doors, f"/api/v1/registers/{register.slug}/{row.pk}"]:
                if get(client, door).status_code not in (401, 403, 404, 405):
                    opened_wrongly.append(door)
        for row in known:
            if get(client, f"/so/{register.slug}/{row.pk}/").status_code != 200:
                closed_wrongly.append((register.slug, row.pk))
    assert (opened_wrongly, closed_wrongly) == ([], [])


@pytest.mark.parametrize("sign_in", [WARD_OFFICERS[2], PARTNER], ids=lambda s: s.username)
def test_what_leads_somewhere_for_the_one_breaks_for_nobody_else(sign_in, addresses):
    client = client_of(sign_in)
    broken = [path for path in addresses if get(client, path).status_code >= 500]
    assert broken == []


@pytest.mark.parametrize("number", range(len(MISCHIEF)))
def test_a_mischievous_question_is_answered_in_words(number, addresses):
    client = client_of(PLAN_OFFICER)
    for path in addresses[number :: len(MISCHIEF)]:
        assert get(client, path + MISCHIEF[number]).status_code < 500, path


@pytest.mark.parametrize("value", ["1", str(2**62), "%00", "x'%22<b>"], ids=["one", "huge", "nul", "quotes"])
def test_an_address_typed_by_hand_is_answered_in_words(value, walk):
    client = client_of(PLAN_OFFICER)
    for route in routes():
        if route == HEALTH:  # says 503 while no worker runs
            continue
        path = filled(route, value)
        if path not in walk.status:  # most routes take numbers only: for them one wrong value is as another
            walk.status[path] = get(client, path).status_code
        assert walk.status[path] < 500, path


@pytest.mark.parametrize("sign_in", [WARD_OFFICERS[2], ADMINISTRATOR], ids=lambda s: s.username)
def test_a_form_of_rubbish_is_refused_in_words(sign_in, addresses):
    client = client_of(sign_in)
    rubbish = {name: "9" * 40 for name in NAMES.split()}
    for path in sorted(set(addresses) | {filled(route, "1") for route in routes()}):
        with transaction.atomic():
            assert client.post(path, rubbish).status_code < 500, path
            transaction.set_rollback(True)
