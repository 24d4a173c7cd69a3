"""A running demo and a real browser. Asked for by name: `pytest -m journey tests/journeys` (needs a Chromium).

`LOTRINH_PICTURES=docs/huong-dan/hinh` makes the journeys take the guide's pictures anew.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.watching import SEEN

ROOT = Path(__file__).resolve().parents[2]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PICTURES = os.environ.get("LOTRINH_PICTURES", "")
"""Folder for the pictures that the guide shows; none are taken when it is not named."""
TALLEST_PICTURE = 1800
TEMPLATES_SEEN = Path(os.environ.get(SEEN) or Path(tempfile.mkdtemp()) / "templates-seen")
"""Written by every server of these journeys."""


def pytest_collection_modifyitems(items):
    """What every journey together must have met is asked last."""
    items.sort(key=lambda item: item.get_closest_marker("last") is not None)


def pytest_configure(config):
    config.addinivalue_line("markers", "last: asked when all other journeys are over")


@dataclass
class Demo:
    """A server as a user meets it: an address and a sign-in for each role."""

    address: str
    data: Path

    def sign_in(self, page: Page, username: str, password: str = "") -> None:
        from lotrinh.demo.sign_ins import PASSWORD

        page.goto(f"{self.address}/tai-khoan/login/")
        page.fill("input[name=login]", username)
        page.fill("input[name=password]", password or PASSWORD)
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
        page.wait_for_url(lambda url: "/login" not in url)


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """A fresh demo; while journeys are written, the one that runs at LOTRINH_JOURNEYS_AT with LOTRINH_DATA."""
    if address := os.environ.get("LOTRINH_JOURNEYS_AT"):
        yield Demo(address, Path(os.environ["LOTRINH_DATA"]))
        return
    data = tmp_path_factory.mktemp("demo")
    with running("demo", data=data) as address:
        yield Demo(address, data)


@contextmanager
def running(word: str, *arguments: str, data: Path, **environ: str):
    """`lotrinh demo` or `serve` on a free port; yields its address once it answers, and ends it as Ctrl-C would."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    known = {
        "LOTRINH_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
    }
    known[SEEN] = str(TEMPLATES_SEEN)
    command = [sys.executable, "-m", "lotrinh", word, "--port", str(port), *arguments]
    process = subprocess.Popen(command, env=os.environ | known | environ)
    try:
        _wait_for(f"http://127.0.0.1:{port}/suc-khoe/", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(address: str, process: subprocess.Popen, seconds: int = 300) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail(f"the server ended with {process.returncode}")
        try:
            urllib.request.urlopen(address, timeout=3)
            return
        except OSError:
            time.sleep(0.5)
    pytest.fail("the server did not answer")


def chromium() -> str:
    """Where the distribution's Chromium lies."""
    found = os.environ.get("LOTRINH_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    return found or pytest.fail("no Chromium: install the distribution's package (Debian: apt install chromium)")


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def new_page(browser: Browser, viewport=DESKTOP, **options):
    """A page of a browser that remembers nothing; a script error on it fails the journey."""
    context = browser.new_context(viewport=viewport, locale="vi-VN", accept_downloads=True, **options)
    page = context.new_page()
    page.set_default_timeout(30_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
    page.on(
        "console", lambda m: errors.append(f"{page.url}: {m.text}") if "Content Security Policy" in m.text else None
    )
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def desktop(browser):
    with new_page(browser) as page:
        yield page


@pytest.fixture
def phone(browser):
    with new_page(browser, PHONE, has_touch=True) as page:
        yield page


@pytest.fixture
def tell(capsys):
    """Say a measured number aloud, also when all is well."""

    def say(words: str) -> None:
        with capsys.disabled():
            print(f"\n[{words}]", end=" ", flush=True)

    return say


def told(page: Page, words: str) -> None:
    """Wait until the page says so above its content."""
    page.locator(".alert", has_text=words).first.wait_for(timeout=60_000)


def downloaded(page: Page, link: str) -> bytes:
    """What a click on this link brings."""
    with page.expect_download() as download:
        page.get_by_role("link", name=link).first.click()
    return download.value.path().read_bytes()


def picture(page: Page, name: str) -> None:
    """The page as the guide shows it: few colours, so that it weighs little; the top of a page that is long."""
    if not PICTURES:
        return
    Path(PICTURES).mkdir(parents=True, exist_ok=True)
    taken = Image.open(BytesIO(page.screenshot(full_page=True)))
    taken = taken.crop((0, 0, taken.width, min(taken.height, TALLEST_PICTURE))).convert("RGB")
    taken.quantize(64, dither=Image.Dither.NONE).save(Path(PICTURES) / f"{name}.png", optimize=True)


def look(page: Page, name: str = "") -> None:
    """No barrier on this page at either width; a picture at the width at hand when it has a name."""
    if name:
        picture(page, name)
    told = barriers(page)
    assert told == [], "\n".join(told)


def barriers(page: Page) -> list[str]:
    """What hinders at 1280 and at 390 pixels. The page is afterwards as wide as before."""
    before = page.viewport_size
    found = []
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        found += _barriers_at(page, viewport["width"])
    page.set_viewport_size(before)
    return found


def _barriers_at(page: Page, width: int) -> list[str]:
    """Rules of axe that are broken here, and how much wider than the screen the page is."""
    broken = Axe().run(page).response["violations"]
    told = [f"{v['id']}: {v['help']} – {[n['html'][:160] for n in v['nodes'][:3]]}" for v in broken]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    told += [f"{wide} pixels wider than the screen"] if wide > 1 else []
    return [f"{page.url} at {width}: {one}" for one in told]
