"""A document comes in and is put to work; a register is filled; a figure is opened; the report leaves."""

import re
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.journeys.conftest import look, new_page
from tests.journeys.plan_files import as_docx
from tests.journeys.reviewing import PENDING, accept_with_the_keyboard, reviewed, upload

pytestmark = pytest.mark.journey

OWNER = "Phòng Kinh tế, Hạ tầng và Đô thị phường Mỹ Trà"


@pytest.fixture(scope="module")
def officer(demo, browser):
    """The plan officer's browser, open all through the journey."""
    with new_page(browser) as page:
        demo.sign_in(page, "ke-hoach")
        yield page


def test_a_document_is_read_reviewed_by_keyboard_and_put_to_work(demo, officer, tmp_path):
    upload(officer, demo, as_docx(tmp_path), OWNER)
    look(officer, "soat-van-ban")
    _correct_the_first_item(officer)
    _fill_in_the_head(officer)
    _settle_the_findings(officer)
    accept_with_the_keyboard(officer)
    done, everything = reviewed(officer)
    assert done == everything > 20

    officer.get_by_role("link", name="Đưa vào thực hiện…").click()
    look(officer, "dua-vao-thuc-hien")
    officer.get_by_role("button", name="Đưa vào thực hiện").click()
    officer.get_by_text("đã được đưa vào thực hiện").wait_for()
    assert re.search(r"/ct/\d+/$", officer.url), "the officer stands before the dashboard of the plan"
    look(officer)


def _correct_the_first_item(page):
    page.keyboard.press("s")
    page.locator(".item-form input[name=name], .item-form textarea[name=name]").first.wait_for()
    look(page)
    page.keyboard.press("Escape")
    page.locator(".item-form").wait_for(state="detached")


def _fill_in_the_head(page):
    page.locator("details.panel > summary").first.click()
    page.fill("[name=number]", "70/KH-UBND")
    page.fill("[name=dated]", "31/02/2022")
    page.get_by_role("button", name="Ghi phần đầu văn bản").click()
    look(page)
    assert page.locator(".field-error").count(), "no February has 31 days"
    page.fill("[name=dated]", "31/03/2022")
    page.get_by_role("button", name="Ghi").click()
    page.get_by_text("Đã sửa phần đầu văn bản").wait_for()


def _settle_the_findings(page):
    page.get_by_text("điểm cần xem lại trong chính văn bản").click()
    page.get_by_role("button", name="Đúng, sẽ sửa").first.click()
    page.get_by_text("sẽ sửa", exact=False).first.wait_for()


def test_a_target_is_followed_once_its_contract_is_agreed(officer):
    officer.locator("table.targets .name a", has_text="qua đào tạo").first.click()
    officer.get_by_role("link", name="Soạn hợp đồng").click()
    look(officer)
    officer.fill("[name=definition]", "Lao động có bằng hoặc chứng chỉ nghề đang làm ở cơ sở công nghiệp.")
    officer.fill("[name=denominator]", "Mọi lao động của các cơ sở công nghiệp")
    _pick(officer, "indicator", "lao dong cong nghiep qua dao tao")
    officer.fill("[name=baseline]", "71,2")
    officer.fill("[name=baseline_on]", "31/12/2021")
    _pick(officer, "contestant", "so cong thuong")
    officer.get_by_role("button", name="Ghi và đưa vào theo dõi").click()
    officer.get_by_text("Chỉ tiêu đã được đưa vào theo dõi").wait_for()
    look(officer, "hop-dong-chi-tieu")


def _pick(page, field: str, words: str) -> None:
    """Type into a searching field and keep the first that is found."""
    page.locator(f"[name={field}__tim]").press_sequentially(words)
    page.locator(f"input[type=radio][name={field}]:checked").wait_for()
