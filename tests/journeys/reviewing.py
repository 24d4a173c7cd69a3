"""The review of a draft, as an officer does it with the keyboard."""

import re

from playwright.sync_api import Page

PENDING = ".item-card[data-review=pending]"


def upload(page: Page, demo, path, owner: str = "") -> None:
    """From the menu to the review of what was read."""
    page.get_by_role("link", name="Kế hoạch", exact=True).click()
    page.get_by_role("link", name="Đưa một kế hoạch vào").first.click()
    page.set_input_files("input[name=tep]", path)
    if owner:
        page.get_by_label("Cơ quan thường trực").select_option(label=owner)
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.locator("[data-review].review-items").wait_for(timeout=120_000)


def accept_with_the_keyboard(page: Page) -> int:
    """N, as fast as a hand can, until nothing waits any more; returns how many keys that took."""
    keys = 0
    while page.locator(PENDING).count():
        page.keyboard.press("n")
        keys += 1
    page.wait_for_function("told => document.querySelector(told).innerText.includes('xong')", arg="#tien-do-soat")
    return keys


def reviewed(page: Page) -> tuple[int, int]:
    """(reviewed, all) as the head of the review says."""
    told = re.search(r"Đã soát (\d+)/(\d+) mục", page.locator("#tien-do-soat").inner_text())
    return int(told[1]), int(told[2])
