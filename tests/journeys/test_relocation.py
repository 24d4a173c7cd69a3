"""Who moves where and when: from a sheet of 196 workshops to one that is out, seen in the figure of the target.

Everything entered here is invented.
"""

import re
from datetime import date, timedelta

import pytest
from openpyxl import Workbook
from PIL import Image

from tests.journeys.conftest import look, new_page, told

pytestmark = pytest.mark.journey

TYPES = {
    "cưa xẻ gỗ": 52, "cơ khí (hàn tiện, sửa chữa ô tô)": 93, "lò gạch": 12, "sản xuất bún": 16,
    "kinh doanh phế liệu": 21, "lò vôi": 2,
}  # fmt: skip
"""As many of each type as the plan counts: 196, where it states 193."""
WARD, OLD_WARD = "Phường Mỹ Trà, tỉnh Đồng Tháp", "Xã Mỹ Trà, thành phố Cao Lãnh, tỉnh Đồng Tháp (đến 30/06/2025)"
PURSE = "Ngân sách tỉnh hỗ trợ di dời (mẫu)"
FIRST = "Lò vôi Thử 196"
"""The last row of the sheet: whoever is closed out in the end."""
SECONDS = "6"
TODAY = date.today()


def vietnamese(day: date) -> str:
    return f"{day:%d/%m/%Y}"


@pytest.fixture(scope="module")
def officer(demo, browser):
    """The plan officer's browser, open all through the journey."""
    with new_page(browser) as page:
        demo.sign_in(page, "ke-hoach")
        yield page


# --- the register and the screening ---


def test_196_workshops_come_in_by_a_sheet_and_each_gets_a_dossier(demo, officer, tmp_path):
    bring_in(demo, officer, "co-so", establishments(), tmp_path)
    bring_in(demo, officer, "can-cu-ve-o-nhiem", findings(), tmp_path)
    officer.get_by_role("link", name="Di dời", exact=True).first.click()
    look(officer, "di-doi")
    officer.get_by_role("link", name="chưa có hồ sơ").click()
    look(officer, "lap-ho-so")
    officer.get_by_role("button", name="Lập hồ sơ cho cả").click()
    told(officer, "Đã lập 196 hồ sơ")


def test_who_lives_near_is_counted_from_points_and_estimated_where_there_are_none(demo, officer, tmp_path):
    bring_in(demo, officer, "diem-dan-cu", homes(), tmp_path)
    officer.goto(f"{demo.address}/di-doi/")
    officer.get_by_role("link", name="chưa có số dân quanh đó").click()
    officer.get_by_role("button", name="Đếm lại từ điểm dân cư").click()
    told(officer, "từ điểm dân cư")
    officer.get_by_label("mật độ dân số").fill("2.400")
    officer.get_by_label("nguồn của mật độ").fill("Niên giám thử")
    look(officer, "so-dan-quanh-co-so")
    officer.get_by_role("button", name="Ước tính cho").click()
    told(officer, "Đã ước tính")
    officer.get_by_role("link", name="Sàng lọc phơi nhiễm").click()
    officer.locator("summary", has_text="×").first.click()
    look(officer, "sang-loc")
    assert officer.get_by_text("không chứng minh").count()
    assert officer.get_by_text("chưa có số dân").inner_text().count("0 chưa có số dân")


# --- the plan ---


def test_too_little_money_is_told_in_plain_words(demo, officer):
    officer.goto(f"{demo.address}/di-doi/")
    officer.get_by_role("link", name="Phương án di dời").first.click()
    officer.get_by_role("link", name="Lập phương án").click()
    officer.get_by_label("Tên phương án").fill("Di dời trước 2030 (thử)")
    officer.get_by_label("Kế hoạch").select_option(index=1)
    look(officer)
    officer.get_by_role("button", name="Lập phương án").click()
    assume(officer, seconds=SECONDS, first_part="100", cases="40")
    solve(officer, "Tính phương án")
    look(officer, "khong-co-phuong-an")
    said = officer.locator("section[role=alert]").inner_text()
    assert re.search(r"Thiếu ít nhất [\d.]+ triệu đồng", said) and "Kinh phí của" in said


def test_without_the_duty_to_finish_the_same_money_shows_how_far_it_goes(officer):
    officer.get_by_role("link", name="Sửa giả định").first.click()
    officer.get_by_label("Mọi cơ sở phải xong trước hạn").fill("0")
    officer.get_by_label("Phạt thêm").fill("100")
    officer.get_by_role("button", name="Ghi giả định").click()
    solve(officer, "Tính phương án")
    assert officer.get_by_text("cơ sở chưa xử lý được trong kỳ").count()
    look(officer, "phuong-an")


def test_the_solving_can_be_stopped(officer):
    to_scenario(officer)
    officer.get_by_role("button", name="Tính phương án").click()
    officer.locator("progress").wait_for()
    officer.get_by_role("button", name="Dừng lại").click()
    officer.wait_for_function("!document.querySelector('progress')", timeout=60_000)
    officer.reload()
    assert officer.get_by_text("đã dừng").count()
    look(officer)


def test_more_money_lets_everybody_go_and_the_two_stand_side_by_side(demo, officer, browser, tmp_path):
    with new_page(browser) as administrator:
        demo.sign_in(administrator, "quan-tri")
        bring_in(demo, administrator, "kinh-phi-nam", money(), tmp_path)
    to_scenario(officer)
    solve(officer, "Tính phương án")
    assert officer.get_by_text("cơ sở chưa xử lý được trong kỳ").count() == 0
    for tab in ("Từng cơ sở", "Bản đồ", "Từng quý", "Kinh phí", "Điều gì giới hạn", "Công bằng", "Tiền và tác động"):
        officer.get_by_role("link", name=tab, exact=True).click()
        look(officer)
    officer.get_by_role("link", name="Phương án di dời").last.click()
    plans = officer.get_by_label("Phương án thứ nhất").locator("option", has_text="(thử)")
    assert plans.count() == 2
    for label, plan in (("Phương án thứ nhất", plans.nth(1)), ("Phương án thứ hai", plans.nth(0))):
        officer.get_by_label(label).select_option(value=plan.get_attribute("value"))
    officer.get_by_role("button", name="So sánh").click()
    look(officer, "so-sanh-phuong-an")
    assert "Chưa xử lý được" in officer.locator("main").inner_text()


def test_two_decisions_are_locked_and_the_rest_changes_little(officer):
    officer.go_back()
    officer.get_by_role("link", name="Di dời trước 2030 (thử)").click()
    for name in (FIRST, "Lò gạch Thử 150"):
        officer.locator("a[href*='/lan/']").first.click()
        officer.get_by_role("link", name="Từng cơ sở", exact=True).click()
        officer.get_by_label("Tìm").fill(name)
        officer.get_by_role("button", name="Lọc").click()
        officer.get_by_role("link", name=name).click()
        look(officer, "vi-sao" if name == FIRST else "")
        officer.get_by_label("Hướng xử lý").select_option(label="chấm dứt hoạt động")
        officer.get_by_label("Cụm tiếp nhận").select_option(index=0)
        officer.get_by_label("Quý", exact=True).select_option(index=1)
        officer.get_by_label("Lý do khoá").fill("Chủ cơ sở đã xin nghỉ sớm")
        officer.get_by_role("button", name="Khoá", exact=True).click()
        told(officer, "Đã khoá quyết định")
    look(officer)
    solve(officer, "Tính lại, ít thay đổi")
    officer.get_by_role("link", name="Ai thay đổi").click()
    look(officer, "ai-thay-doi")
    changed = officer.locator("main tbody tr").count()
    assert changed < 40, f"{changed} of 361 change where two were locked"


def test_the_plan_is_handed_to_the_dossiers_in_one_reviewed_batch(officer):
    officer.get_by_role("link", name="Tóm tắt").click()
    officer.get_by_role("link", name="Chuyển vào hồ sơ").click()
    look(officer, "chuyen-vao-ho-so")
    assert officer.get_by_text("đã được đối chiếu với từng nguồn, từng năm: đủ").count()
    officer.get_by_role("button", name="Chuyển các đề xuất đã chọn").click()
    told(officer, "đề xuất vào hồ sơ")
    look(officer)


# --- one dossier to its end ---


def test_dossiers_are_brought_onto_the_list_in_batches(demo, officer):
    for waiting, deed, fields in (
        ("chưa khảo sát", "Chuyển bước", {"step": "surveyed", "paper": "phiếu khảo sát thử"}),
        ("chưa phân loại", "Phân loại", {"paper": "bảng phân loại thử"}),
        ("chưa vào danh sách", "Chuyển bước", {"step": "listed", "paper": "quyết định thử"}),
    ):
        officer.goto(f"{demo.address}/di-doi/")
        officer.get_by_role("link", name=waiting).click()
        officer.get_by_label("Chọn tất cả").check()
        officer.get_by_role("button", name=deed, exact=True).click()
        fill(officer, fields)
        officer.get_by_role("button", name="Xem trước").click()
        told(officer, "Xem trước: ghi được cả")
        look(officer)
        officer.get_by_role("button", name="Ghi", exact=True).click()
        told(officer, "đã xong")


def test_a_workshop_is_closed_out_by_a_second_person_with_a_photo(demo, officer, browser, tmp_path):
    officer.goto(f"{demo.address}/so/ho-so-di-doi/?tim=lo+voi+thu+196")
    officer.get_by_role("link", name=FIRST).first.click()
    look(officer, "ho-so")
    for deed, fields in (
        ("Nhận đề xuất", {}),
        ("Lập phiếu hỗ trợ", {"stoppage_months": "2"}),
        ("Chuyển bước", {"step": "support_planned", "paper": "phương án thử"}),
        ("Chuyển bước", {"step": "approved", "paper": "quyết định thử"}),
        ("Báo phương án cho chủ", {}),
        ("Chuyển bước", {"step": "agreed", "paper": "thoả thuận thử"}),
    ):
        officer.get_by_role("link", name=deed, exact=True).click()
        fill(officer, fields)
        officer.get_by_role("button", name="Ghi", exact=True).click()
        told(officer, f"{deed}: đã xong")
    see_the_owner_s_page(officer, browser)
    with new_page(browser) as ward:
        demo.sign_in(ward, "phuong-my-tra")
        ward.goto(officer.url)
        ward.get_by_role("link", name="Ghi đã ngừng sản xuất").click()
        ward.get_by_role("button", name="Ghi", exact=True).click()
        told(ward, "đã xong")
    officer.goto(f"{demo.address}/di-doi/")
    officer.get_by_role("link", name="chờ người khác kiểm tra").click()
    officer.get_by_role("link", name=FIRST).click()
    officer.get_by_role("link", name="Kiểm tra đã ngừng").click()
    officer.set_input_files("[name=photo]", photo(tmp_path))
    officer.fill("[name=note]", "Lò đã dỡ, không còn vôi")
    look(officer, "kiem-tra-da-ngung")
    officer.get_by_role("button", name="Xác nhận đã ngừng").click()
    told(officer, "nơi cũ không còn sản xuất")
    look(officer)


def see_the_owner_s_page(officer, browser) -> None:
    """A link is handed over; the owner reads the own dossier without an account, and writes."""
    dossier = officer.url
    officer.get_by_role("link", name="Đường dẫn cho chủ").click()
    officer.fill("[name=expires_on]", vietnamese(TODAY + timedelta(days=60)))
    officer.get_by_role("button", name="Cấp đường dẫn mới").click()
    address = officer.locator("#duong-dan").inner_text()
    look(officer)
    with new_page(browser, viewport={"width": 390, "height": 844}) as owner:
        owner.goto(address)
        look(owner, "trang-cua-chu-co-so")
        assert "chấm dứt hoạt động" in owner.locator("main").inner_text()
        owner.get_by_label("đề nghị sửa thông tin").check()
        owner.get_by_label("Nội dung").fill("Đất của tôi rộng 300 m², xin đo lại.")
        owner.get_by_role("button", name="Gửi").click()
        owner.get_by_text("Đã nhận ý kiến của bạn").wait_for()
    officer.goto(re.sub(r"\d+/$", "thu/", dossier))
    look(officer, "thu-cua-chu-co-so")
    officer.get_by_role("button", name="Vào sổ").click()
    told(officer, "Đã vào sổ; hạn trả lời")
    officer.goto(dossier)


def test_the_figure_of_the_target_has_moved_and_opens_into_the_row(demo, officer):
    officer.goto(f"{demo.address}/chi-so/")
    officer.get_by_role("link", name=re.compile("còn ở nơi cũ|di dời", re.I)).first.click()
    look(officer)


# --- how things are done ---


def bring_in(demo, page, register: str, rows: list[list], folder) -> None:
    """A sheet through the import of the register: looked at, then written."""
    path = folder / f"{register}.xlsx"
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    page.goto(f"{demo.address}/so/{register}/nhap/")
    page.set_input_files("input[name=tep]", path)
    page.get_by_role("button", name="Tải lên và kiểm tra").click()
    page.get_by_role("button", name=f"Ghi {len(rows) - 1} dòng vào sổ").click(timeout=90_000)
    page.get_by_text(f"Đã ghi {len(rows) - 1} dòng").wait_for(timeout=90_000)


def assume(page, **values: str) -> None:
    page.get_by_role("link", name="Sửa giả định").first.click()
    for key, value in values.items():
        page.fill(f"[name={key}]", value)
    page.get_by_role("button", name="Ghi giả định").click()
    told(page, "Đã ghi giả định")


def solve(page, button: str) -> None:
    """From the scenario's page to the result of a run, which opens by itself."""
    to_scenario(page)
    page.get_by_role("button", name=button, exact=True).click()
    page.locator("progress").wait_for()
    page.locator(".tiles, section[role=alert], .alert[role=alert]").first.wait_for(timeout=120_000)


def to_scenario(page) -> None:
    if "/lan/" in page.url:
        page.locator(".crumbs a").last.click()
        page.wait_for_url(re.compile(r"/phuong-an/\d+/$"))


def fill(page, fields: dict[str, str]) -> None:
    for name, value in fields.items():
        one = page.locator(f"[name={name}]")
        one.select_option(value) if one.evaluate("e => e.tagName") == "SELECT" else one.fill(value)


def photo(folder):
    path = folder / "noi-cu.jpg"
    Image.new("RGB", (1200, 900), "darkkhaki").save(path)
    return path


# --- the sheets ---


def names() -> list[tuple[str, str]]:
    """(name, type) of each, in the order of the sheet."""
    kinds = [kind for kind, count in TYPES.items() for _ in range(count)]
    return [(f"{kind.split(' (')[0].capitalize()} Thử {number}", kind) for number, kind in enumerate(kinds, 1)]


def code(number: int) -> str:
    return f"TH{number:04}"


def establishments() -> list[list]:
    head = [
        "Mã cơ sở", "Tên cơ sở", "Loại theo kế hoạch", "Địa bàn hiện nay", "Địa bàn theo bản đồ 2022", "Vĩ độ",
        "Kinh độ", "Diện tích đất (m²)", "Xen lẫn khu dân cư", "Trong khu dân cư đô thị", "Chủ cơ sở",
    ]  # fmt: skip
    rows = [
        [code(n), name, kind, WARD, OLD_WARD, 10.46 + n % 14 * 0.0021, 105.64 + n // 14 * 0.0017, 250 + n % 9 * 60,
         "có", "có", f"Chủ cơ sở thử {n}"]
        for n, (name, kind) in enumerate(names(), 1)
    ]  # fmt: skip
    return [head, *rows]


def findings() -> list[list]:
    head = ["Cơ sở", "Căn cứ", "Ngày kết luận", "Kết luận", "Giấy tờ"]
    on = vietnamese(TODAY - timedelta(days=30))
    return [head, *([code(n), "loại hình có nguy cơ", on, "có", f"biên bản thử {n}"] for n in range(1, 197))]


def homes() -> list[list]:
    """Houses around the first hundred workshops; around the others nobody has measured yet."""
    head = ["Mã điểm", "Địa bàn", "Vĩ độ", "Kinh độ", "Số người", "Số liệu đến ngày", "Nguồn số liệu"]
    on = vietnamese(TODAY - timedelta(days=60))
    rows = [
        [f"N{n:03}{k}", WARD, 10.46 + n % 14 * 0.0021 + 0.0002 * (k + 1), 105.64 + n // 14 * 0.0017, 3 + (n + k) % 5,
         on, "đo vẽ thử"]
        for n in range(1, 101)
        for k in range(4)
    ]  # fmt: skip
    return [head, *rows]


def money() -> list[list]:
    """Four years of a purse of the province, raised."""
    head = ["Nguồn", "Năm", "Quyết định ngày", "Số tiền (triệu đồng)", "Văn bản"]
    on = vietnamese(TODAY)
    return [head, *([PURSE, year, on, 40_000, "nghị quyết thử"] for year in range(2027, 2031))]
