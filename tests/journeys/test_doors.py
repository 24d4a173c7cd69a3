"""A user of another unit is refused at each door, and told nothing about what lies behind it."""

import json
import re

import pytest

from tests.journeys.conftest import look, new_page

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def officer(demo, browser):
    """Sees all three wards: finds what the stranger then asks for."""
    with new_page(browser) as page:
        demo.sign_in(page, "ke-hoach")
        yield page


@pytest.fixture(scope="module")
def stranger(demo, browser):
    """Keeps the registers of the ward of Mỹ Ngãi only."""
    with new_page(browser) as page:
        demo.sign_in(page, "phuong-my-ngai")
        yield page


@pytest.fixture(scope="module")
def foreign_row(demo, officer) -> int:
    """An establishment of the ward of Cao Lãnh."""
    rows = officer.request.get(f"{demo.address}/api/v1/registers/co-so").json()["rows"]
    return next(row["id"] for row in rows if "Phường Cao Lãnh" in str(row["values"]["area"]))


def test_pages_of_a_foreign_row_are_not_there(demo, stranger, foreign_row):
    for path in ("", "sua/"):
        answer = stranger.goto(f"{demo.address}/so/co-so/{foreign_row}/{path}")
        assert answer.status == 404
    look(stranger)


def test_foreign_units_are_no_choice_of_a_form(demo, stranger):
    """A labour return belongs to an establishment: only one's own are offered."""
    found = stranger.request.get(f"{demo.address}/so/co-so/chon/?truong=establishment&establishment__tim=mau").text()
    own = stranger.request.get(f"{demo.address}/api/v1/registers/co-so").json()
    assert 0 < found.count('type="radio"') <= own["count"]
    assert "Cao Lãnh" not in found


def test_exports_maps_and_the_api_hold_only_rows_of_ones_own(demo, stranger, foreign_row):
    for path in ("/so/co-so/xuat.csv", "/so/co-so/ban-do.geojson", "/api/v1/registers/co-so"):
        answer = stranger.request.get(demo.address + path)
        words = answer.text() if path.endswith("csv") else json.dumps(answer.json(), ensure_ascii=False)
        assert answer.status == 200 and len(words) > 1000
        assert "Phường Cao Lãnh, tỉnh" not in words
    assert stranger.request.get(f"{demo.address}/api/v1/registers/co-so/{foreign_row}").status == 404


def test_the_past_of_a_register_is_told_by_the_same_scope(demo, stranger):
    stranger.goto(f"{demo.address}/so/co-so/")
    stranger.get_by_text("Xem sổ như đã biết vào một ngày").click()
    stranger.fill("[name=biet]", stranger.evaluate("new Date().toLocaleDateString('en-GB')"))
    stranger.get_by_role("button", name="Xem", exact=True).click()
    stranger.get_by_role("heading", name=re.compile("như đã biết")).wait_for()
    look(stranger)
    assert "Phường Cao Lãnh" not in stranger.locator("main").inner_text()


def test_a_sheet_with_a_foreign_row_is_taken_without_it(demo, officer, stranger, foreign_row, tmp_path):
    """The whole register, exported by who sees it all, changed in one name of another ward."""
    name = officer.request.get(f"{demo.address}/api/v1/registers/co-so/{foreign_row}").json()["values"]["name"]
    sheet = officer.request.get(f"{demo.address}/so/co-so/xuat.csv").text()
    assert name in sheet
    path = tmp_path / "cua-nguoi-khac.csv"
    path.write_text(sheet.replace(name, "Cơ sở bị đổi tên từ phường khác"))
    stranger.goto(f"{demo.address}/so/co-so/nhap/")
    stranger.set_input_files("input[name=tep]", path)
    stranger.get_by_role("button", name="Tải lên và kiểm tra").click()
    stranger.locator("#dong-nhap nav").first.wait_for(timeout=60_000)
    assert stranger.get_by_role("link", name=re.compile("Thay đổi: [1-9]")).count() == 0
    assert stranger.get_by_role("link", name=re.compile("Chưa nhận: [1-9]")).count() == 1
    assert name not in stranger.locator("main").inner_text().replace("Cơ sở bị đổi tên từ phường khác", "")


def test_searching_finds_nothing_of_another_ward(demo, officer, stranger, foreign_row):
    code = officer.request.get(f"{demo.address}/api/v1/registers/co-so/{foreign_row}").json()["values"]["code"]
    for page, finds in ((officer, True), (stranger, False)):
        page.goto(demo.address)
        page.get_by_placeholder("Tìm, không cần dấu").fill(code)
        page.keyboard.press("Enter")
        page.wait_for_url("**/tim/**")
        assert page.locator(f"main a[href='/so/co-so/{foreign_row}/']").count() == finds
    look(officer)


def test_reports_drafts_and_files_are_for_those_they_are_meant_for(demo, stranger):
    assert stranger.request.get(f"{demo.address}/bao-cao/1/").status == 404
    assert stranger.request.get(f"{demo.address}/bao-cao/1/bao-cao.docx").status == 404
    assert stranger.request.get(f"{demo.address}/van-ban/tep/1/").status == 404
    assert stranger.request.get(f"{demo.address}/ke-hoach/1/thiet-lap/").status == 404


def test_what_only_some_may_do_is_refused_in_words(demo, stranger):
    assert stranger.goto(f"{demo.address}/don-vi/nguoi/").status == 403
    look(stranger)
    assert stranger.goto(f"{demo.address}/ke-hoach/tai-len/").status == 403


def test_without_a_sign_in_every_door_leads_to_the_same_one(demo, desktop):
    for path in ("/ct/1/", "/so/co-so/", "/so/co-so/ban-do.geojson", "/bao-cao/1/", "/van-ban/tep/1/", "/tim/?q=a"):
        desktop.goto(demo.address + path)
        assert "/tai-khoan/login/" in desktop.url
    assert desktop.request.get(f"{demo.address}/api/v1/registers/co-so").status == 401
