"""A running demo and a real browser. Asked for by name: `pytest -m journey tests/journeys` (needs a Chromium)."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PICTURES = Path(os.environ.get("LOTRINH_PICTURES", "test-results/pictures"))
"""Where journeys leave the pictures that the guide shows."""


@dataclass
class Demo:
    """The demo as a user meets it: an address and a sign-in for each role."""

    address: str
    data: Path

    def sign_in(self, page: Page, username: str) -> None:
        from lotrinh.demo.sign_ins import PASSWORD

        page.goto(f"{self.address}/tai-khoan/login/")
        page.fill("input[name=login]", username)
        page.fill("input[name=password]", PASSWORD)
        page.locator("main form button[type=submit], main form button:not([type])").first.click()
        page.wait_for_url(lambda url: "/login" not in url)


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    data = tmp_path_factory.mktemp("demo")
    with running_demo(data) as address:
        yield Demo(address, data)


@contextmanager
def running_demo(data: Path, *arguments: str):
    """`lotrinh demo` on a free port; yields its address once it answers, and ends it as Ctrl-C would."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = os.environ | {"LOTRINH_DATA": str(data)}
    command = [sys.executable, "-m", "lotrinh", "demo", "--port", str(port), *arguments]
    process = subprocess.Popen(command, env=environ)
    try:
        _wait_for(f"http://127.0.0.1:{port}/suc-khoe/", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(address: str, process: subprocess.Popen, seconds: int = 180) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail(f"the demo ended with {process.returncode}")
        try:
            urllib.request.urlopen(address, timeout=3)
            return
        except OSError:
            time.sleep(0.5)
    pytest.fail("the demo did not answer")


@pytest.fixture(scope="session")
def browser():
    chromium = os.environ.get("LOTRINH_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.fail("no Chromium: install the distribution's package (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def new_page(browser: Browser, viewport=DESKTOP):
    """A page of a browser that remembers nothing; a script error on it fails the journey."""
    context = browser.new_context(viewport=viewport, locale="vi-VN", accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(15_000)
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
    with new_page(browser, PHONE) as page:
        yield page


def picture(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(PICTURES / f"{name}.png"), full_page=True)


def refuse_barriers(page: Page) -> None:
    """Every rule of axe holds on this page, and nothing is wider than the screen."""
    found = Axe().run(page).response["violations"]
    told = [f"{v['id']}: {v['help']} – {[n['html'][:120] for n in v['nodes'][:3]]}" for v in found]
    assert told == [], page.url
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 1, f"{page.url} is {wide} pixels wider than the screen"
