"""Every page that links lead to, at both widths; and that no page of the product was left out by the journeys."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Error

import lotrinh
from tests.journeys.conftest import DESKTOP, PHONE, TEMPLATES_SEEN, barriers, look

pytestmark = pytest.mark.journey

VISITORS = ("quan-tri", "ke-hoach", "phuong-my-tra", "lanh-dao")
FILES = {
    "registers:export",
    "figure-rows",
    "chart",
    "shapes",
    "docx",
    "pdf",
    "file",
    "original",
    "calendar",
    "import-returned",
}
DOWNLOADS = (".docx", ".pdf", ".xlsx", ".zip", ".json", ".ics")
NOT_OURS = {"admin", "api"}
"""Django's own console; the doors for machines."""
NOT_MET = {
    "400.html": "the answer to a request with a strange host name",
    "413.html": "a browser is cut off while it still sends",
    "500.html": "no page breaks on purpose",
    "account/account_inactive.html": "a locked account whose password is right",
}


@pytest.fixture(scope="module")
def visited():
    return set()


@pytest.mark.parametrize("username", VISITORS)
def test_every_page_that_links_lead_to_can_be_used_by_everybody(demo, desktop, visited, username):
    demo.sign_in(desktop, username)
    waiting, told, asked = ["/", "/viec-cua-toi/"], [], set()
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        if kind is None or kind in asked:
            continue
        asked.add(kind)
        if kind in visited:
            continue
        answer = opened(desktop, demo.address + path)
        if answer is None or answer.status == 403:
            continue
        visited.add(kind)
        told += [f"{path}: answers {answer.status}"] if answer.status != 200 else []
        name = kind[0]
        told += barriers(desktop) if (name, "") not in visited else too_wide(desktop)
        visited.add((name, ""))
        waiting += desktop.eval_on_selector_all("a[href^='/']", "links => links.map(a => a.getAttribute('href'))")
    assert told == [], "\n".join(told)


def opened(page, address: str):
    """The answer, or None where the link leads to a file."""
    try:
        return page.goto(address)
    except Error as error:
        if "Download is starting" not in str(error):
            raise
        return None


def kind_of(path: str) -> tuple[str, str] | None:
    """What sort of page this is: its view, of registers also which; None for files and for what is not ours."""
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    if path.endswith(DOWNLOADS) or {found.url_name, found.view_name} & FILES or NOT_OURS & set(found.app_names):
        return None
    return found.view_name, found.kwargs.get("slug", "-")


def too_wide(page) -> list[str]:
    told = []
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        told += [f"{page.url} at {viewport['width']}: {wide} pixels too wide"] if wide > 1 else []
    return told


def test_pages_for_strangers_can_be_used_by_everybody(demo, desktop):
    for path in (
        "/",
        "/tai-khoan/login/",
        "/tai-khoan/quen-mat-khau/",
        "/tai-khoan/signup/",
        "/khong-co-trang-nay/",
        "/dot-bao-cao/rieng/khong-con/",
    ):
        desktop.goto(demo.address + path)
        look(desktop)


@pytest.mark.last
def test_no_page_of_the_product_was_left_out(request):
    chosen = request.config.option.keyword or any("::" in one or one.endswith(".py") for one in request.config.args)
    if chosen:
        pytest.skip("asked only when all journeys are made")
    assert page_templates() - set(TEMPLATES_SEEN.read_text().split()) - set(NOT_MET) == set()


def page_templates() -> set[str]:
    """Templates that are a page by themselves, told by the frame they extend."""
    found = set()
    for folder in Path(lotrinh.__file__).parent.rglob("templates"):
        for file in folder.rglob("*.html"):
            name = file.relative_to(folder).as_posix()
            is_part = file.name.startswith("_") or "/layouts/" in name
            if not is_part and file.read_text().lstrip().startswith("{% extends"):
                found.add(name)
    return found
