"""From a sheet of 196 workshops to a dossier for each and the screening of who lives near.

Everything entered here is invented.
"""

from datetime import date, timedelta

import pytest
from openpyxl import Workbook

from tests.journeys.conftest import look, new_page, told

pytestmark = pytest.mark.journey

TYPES = {
    "cưa xẻ gỗ": 52, "cơ khí (hàn tiện, sửa chữa ô tô)": 93, "lò gạch": 12, "sản xuất bún": 16,
    "kinh doanh phế liệu": 21, "lò vôi": 2,
}  # fmt: skip
"""As many of each type as the plan counts: 196, where it states 193."""
WARD, OLD_WARD = "Phường Mỹ Trà, tỉnh Đồng Tháp", "Xã Mỹ Trà, thành phố Cao Lãnh, tỉnh Đồng Tháp (đến 30/06/2025)"
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
