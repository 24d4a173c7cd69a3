"""What a phone installs is the same for everybody, and says when it changed."""

import json

import pytest

from lotrinh.organizations.choices import Role
from tests.organizations.factories import person


def test_the_page_holds_nothing_of_anybody(client, db):
    nobody = client.get("/dien-thoai/").content
    client.force_login(person(Role.WARD_OFFICER))
    assert client.get("/dien-thoai/").content == nobody


def test_the_worker_serves_the_whole_site_and_is_asked_for_anew(client):
    answer = client.get("/lam-viec-khong-mang.js")
    assert answer["Content-Type"].startswith("text/javascript") and "no-cache" in answer["Cache-Control"]
    assert "'self'" in answer["Content-Security-Policy"] and "worker-src 'self'" in answer["Content-Security-Policy"]


def test_every_file_of_the_worker_is_there(client, db):
    script = client.get("/lam-viec-khong-mang.js").content.decode()
    files = json.loads(script.split("const FILES = ", 1)[1].split(";", 1)[0])
    assert files[0] == "/dien-thoai/"
    assert [file for file in files if client.get(file).status_code != 200] == []


@pytest.mark.parametrize("wanted", ["name", "start_url", "scope", "display", "icons", "lang"])
def test_the_manifest_says_what_a_phone_asks(client, wanted):
    assert client.get("/dien-thoai/ung-dung.webmanifest").json()[wanted]


def test_every_icon_is_there(client):
    icons = client.get("/dien-thoai/ung-dung.webmanifest").json()["icons"]
    assert {client.get(icon["src"]).status_code for icon in icons} == {200}
