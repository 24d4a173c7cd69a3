"""From a sheet of 196 workshops to a plan the money allows, its hand-over, and one workshop closed out with a photo.

Everything entered here is invented.
"""

import re
import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from PIL import Image

from tests.journeys.conftest import PHONE, downloaded, look, new_page, picture, told

pytestmark = pytest.mark.journey

TYPES = {
    "cưa xẻ gỗ": 52, "cơ khí (hàn tiện, sửa chữa ô tô)": 93, "lò gạch": 12, "sản xuất bún": 16,
    "kinh doanh phế liệu": 21, "lò vôi": 2,
}  # fmt: skip
"""As many of each type as the plan counts: 196, where it states 193."""
WARD, OLD_WARD = "Phường Mỹ Trà, tỉnh Đồng Tháp", "Xã Mỹ Trà, thành phố Cao Lãnh, tỉnh Đồng Tháp (đến 30/06/2025)"
PURSE = "Ngân sách tỉnh hỗ trợ di dời (mẫu)"
LITTLE, ENOUGH, CUT = 400, 20_000, 9_000
"""Million đồng a year: far below the cheapest way of everybody, above it, and what an amendment leaves of one year."""
FIRST, SECOND = "Mọi cơ sở xong trước hạn (thử)", "Giữ việc làm (thử)"
TODAY = date.today()


def vietnamese(day: date) -> str:
    return f"{day:%d/%m/%Y}"


@pytest.fixture(scope="module")
def officer(demo, browser):
    """The plan officer's browser, open all through the journey."""
    with new_page(browser) as page:
        demo.sign_in(page, "ke-hoach")
        yield page


@pytest.fixture(scope="module")
def keeper(demo, browser):
    """Of who keeps the province's purse."""
    with new_page(browser) as page:
        demo.sign_in(page, "quan-tri")
        yield page


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("sheets")


# --- the register and the screening ---


@pytest.fixture(scope="module")
def listed(demo, officer, folder):
    """196 workshops with a finding each, and a dossier."""
    bring_in(demo, officer, "co-so", establishments(), folder)
    bring_in(demo, officer, "can-cu-ve-o-nhiem", findings(), folder)
    officer.get_by_role("link", name="Di dời", exact=True).first.click()
    look(officer, "di-doi")
    officer.get_by_role("link", name="chưa có hồ sơ").click()
    look(officer, "lap-ho-so")
    officer.get_by_role("button", name="Lập hồ sơ cho cả").click()
    told(officer, "Đã lập 196 hồ sơ")


def test_196_workshops_come_in_by_a_sheet_and_each_gets_a_dossier(demo, officer, listed):
    officer.goto(f"{demo.address}/di-doi/lap-ho-so/")
    assert "đã có hồ sơ" in officer.inner_text("main")


@pytest.fixture(scope="module")
def screened(demo, officer, listed, folder):
    """Residents counted from points around a hundred workshops, estimated around the others."""
    bring_in(demo, officer, "diem-dan-cu", homes(), folder)
    officer.goto(f"{demo.address}/di-doi/")
    officer.get_by_role("link", name="chưa có số dân quanh đó").click()
    officer.get_by_role("button", name="Đếm lại từ điểm dân cư").click()
    told(officer, "từ điểm dân cư")
    officer.get_by_label("mật độ dân số").fill("2.400")
    officer.get_by_label("nguồn của mật độ").fill("Niên giám thử")
    look(officer, "so-dan-quanh-co-so")
    officer.get_by_role("button", name="Ước tính cho").click()
    told(officer, "Đã ước tính")


def test_who_lives_near_is_counted_from_points_and_estimated_where_there_are_none(officer, screened):
    officer.get_by_role("link", name="Sàng lọc phơi nhiễm").click()
    officer.locator("summary", has_text="×").first.click()
    look(officer, "sang-loc")
    assert officer.get_by_text("không chứng minh").count()
    assert officer.get_by_text("chưa có số dân").inner_text().count("0 chưa có số dân")


# --- the scenarios ---


@pytest.fixture(scope="module")
def poor(demo, officer, keeper, screened, folder):
    """The address of a scenario with far less money than the cheapest way of everybody costs, and of its run."""
    bring_in(demo, keeper, "kinh-phi-nam", budget(LITTLE, TODAY - timedelta(days=1)), folder)
    scenario = begun(demo, officer, FIRST, cases=60, seconds=8, first_part=100)
    return scenario, solved(officer, "Tính phương án", may_fail=True)


@pytest.fixture(scope="module")
def rich(demo, officer, keeper, folder, poor):
    """The address of the same scenario's second run, after the province gave more."""
    bring_in(demo, keeper, "kinh-phi-nam", budget(ENOUGH, TODAY), folder)
    officer.goto(poor[0])
    return solved(officer, "Tính phương án")


@pytest.fixture(scope="module")
def sparing(demo, officer, rich):
    """The address of the run of another scenario, where a lost job weighs much more."""
    begun(demo, officer, SECOND, copied_from=FIRST, job_loss_km=400)
    return solved(officer, "Tính phương án")


@pytest.fixture(scope="module")
def locked(officer, rich):
    """Names of two workshops whose decision is held fast, in another quarter than planned."""
    return [lock(officer, rich, place, "Chủ cơ sở đang xây lại nhà (thử)") for place in (0, 1)]


@pytest.fixture(scope="module")
def near(officer, poor, locked):
    """The address of the plan made anew around the locks."""
    officer.goto(poor[0])
    assert officer.get_by_text("Chủ cơ sở đang xây lại nhà (thử)").count() == len(locked)
    look(officer, "khoa-quyet-dinh")
    return solved(officer, "Tính lại, ít thay đổi")


def test_without_enough_money_the_reasons_are_plain(officer, poor):
    officer.goto(poor[1])
    look(officer, "phuong-an-thieu-tien")
    said = officer.locator("section[role=alert]").inner_text()
    assert re.search(r"Thiếu ít nhất [\d.]+ triệu đồng", said)
    assert PURSE in said and "sổ kinh phí từng năm" in said


def test_with_more_money_there_is_a_plan_that_was_checked(officer, rich):
    officer.goto(rich)
    look(officer, "phuong-an")
    assert "Bộ kiểm tra viết riêng đã tính lại" in officer.inner_text("main")
    for tab in ("Từng cơ sở", "Bản đồ", "Từng quý", "Kinh phí", "Điều gì giới hạn", "Công bằng"):
        officer.locator("nav", has_text="Tóm tắt").get_by_role("link", name=tab).click()
        look(officer)


def test_the_slider_moves_the_map_through_the_quarters(officer, rich):
    officer.goto(f"{rich}ban-do/")
    said = officer.locator("#plan-said")
    assert "đã xử lý 0 trong" in said.inner_text()
    officer.locator("#plan-quarter").press("End")
    picture(officer, "phuong-an-ban-do")
    assert re.search(r"Hết quý IV/2030: đã xử lý [1-9]", said.inner_text())


def test_two_plans_stand_side_by_side(demo, officer, rich, sparing):
    officer.goto(f"{demo.address}/di-doi/phuong-an/")
    officer.select_option("[name=a]", label=f"{FIRST}, lần 2")
    officer.select_option("[name=b]", label=f"{SECOND}, lần 1")
    officer.get_by_role("button", name="So sánh").click()
    look(officer, "so-sanh-phuong-an")
    one, other = (amount(text) for text in cells(officer, "Việc làm mất")[1:3])
    assert other < one, "who weighs jobs more loses fewer"


def test_what_was_locked_holds_when_the_plan_is_made_anew(officer, locked, near):
    officer.goto(near)
    officer.get_by_role("link", name="Ai thay đổi").click()
    look(officer, "ai-thay-doi")
    for name in locked:
        row = cells_in_plan(officer, near, name)
        assert "quý IV/2030" in row and row[-1] == "có"


# --- into the dossiers, and out of the homes ---


@pytest.fixture(scope="module")
def handed_over(officer, near):
    """Name of a workshop that the plan closes, after the whole plan went to the dossiers in one reviewed batch."""
    officer.goto(f"{near}co-so/?huong=close&q=Th%E1%BB%AD")
    name = officer.locator("td.card-title a").first.inner_text()
    officer.goto(near)
    officer.get_by_role("link", name="Chuyển vào hồ sơ").click()
    look(officer, "chuyen-vao-ho-so")
    officer.get_by_role("button", name="Chuyển cả").click()
    told(officer, "đề xuất vào hồ sơ")
    return name


@pytest.fixture(scope="module")
def figure_before(demo, officer, handed_over):
    return target_figure(demo, officer)


@pytest.fixture(scope="module")
def dossier(demo, officer, handed_over, figure_before):
    """The address of that workshop's dossier, brought as far as the signed agreement."""
    step = "Chuyển bước"
    for deed, given in (
        (step, {"step": "surveyed", "paper": "phiếu khảo sát thử"}),
        ("Phân loại", {"paper": "bảng phân loại thử"}),
        (step, {"step": "listed", "paper": "quyết định thử"}),
        ("Nhận đề xuất", {}),
        ("Lập phiếu hỗ trợ", {}),
        (step, {"step": "support_planned", "paper": "phương án hỗ trợ thử"}),
        (step, {"step": "approved", "paper": "quyết định thử"}),
        ("Báo phương án cho chủ", {}),
        (step, {"step": "agreed", "paper": "thoả thuận thử"}),
    ):
        in_a_batch(demo, officer, handed_over, deed, given)
    officer.goto(f"{demo.address}/di-doi/hang-loat/?buoc=agreed")
    officer.get_by_role("link", name=handed_over).click()
    return officer.url


@pytest.fixture(scope="module")
def closed_out(demo, browser, officer, dossier):
    """The ward says that production stopped; the plan officer goes there and brings a photo."""
    with new_page(browser, PHONE, has_touch=True) as ward:
        demo.sign_in(ward, "phuong-my-tra")
        ward.goto(dossier)
        ward.get_by_role("link", name="Ghi đã ngừng sản xuất").tap()
        ward.get_by_role("button", name="Ghi", exact=True).tap()
        told(ward, "đã xong")
    officer.goto(dossier)
    officer.get_by_role("link", name="Kiểm tra đã ngừng").click()
    officer.get_by_label("Đã thấy gì").fill("Xưởng đã dọn sạch (thử)")
    look(officer, "kiem-tra-da-ngung")
    officer.set_input_files("input[name=photo]", {"name": "xuong.png", "mimeType": "image/png", "buffer": photo()})
    officer.get_by_role("button", name="Xác nhận đã ngừng").click()
    told(officer, "không còn sản xuất")
    return dossier


def test_the_owner_reads_what_was_decided_by_a_personal_link(browser, officer, dossier):
    officer.goto(dossier)
    officer.get_by_role("link", name="Đường dẫn cho chủ").click()
    officer.get_by_label("Dùng được đến hết ngày").fill(vietnamese(TODAY + timedelta(days=60)))
    officer.get_by_role("button", name="Cấp đường dẫn mới").click()
    look(officer)
    with new_page(browser, PHONE, has_touch=True) as owner:
        owner.goto(officer.locator("#duong-dan").inner_text())
        look(owner, "chu-co-so-xem")
        assert "chấm dứt hoạt động" in owner.inner_text("main").lower()
        owner.locator("[name=kind]").first.check()
        owner.get_by_label("Nội dung").fill("Tôi cần thêm hai tháng (thử)")
        owner.get_by_role("button", name="Gửi", exact=True).tap()
        told(owner, "Đã nhận ý kiến")


def test_what_was_closed_out_leaves_the_targets_figure_and_the_figure_opens_to_its_row(
    demo, officer, locked, handed_over, figure_before, closed_out
):
    assert target_figure(demo, officer) == figure_before - 1
    picture(officer, "chi-tieu-di-doi")
    officer.get_by_role("link", name="còn ở nơi cũ, năm").click()
    look(officer)
    rows = downloaded(officer, "Excel")
    assert counted_in(rows, handed_over) == 0 and counted_in(rows, locked[0]) == 1
    row = officer.get_by_role("link", name=handed_over, exact=True)
    while not row.count():
        officer.get_by_role("link", name="Trang sau").click()
    row.click()
    officer.get_by_role("heading", name=handed_over).wait_for()


# --- the money is cut ---


def test_when_the_money_is_cut_each_owner_whose_plan_changes_gets_a_letter(officer, near, closed_out):
    officer.goto(near)
    officer.get_by_role("link", name="Kinh phí bị điều chỉnh").click()
    officer.get_by_label("Văn bản điều chỉnh").fill("30/NQ-HĐND (thử)")
    officer.get_by_label("Ngày văn bản").fill(vietnamese(TODAY))
    officer.get_by_label("Nguồn").select_option(label=PURSE)
    officer.get_by_label("Năm").select_option(str(TODAY.year + 1))
    officer.get_by_label("Số tiền mới").fill(str(CUT))
    officer.get_by_role("button", name="So với đã chi, đã ký").click()
    look(officer, "dieu-chinh-kinh-phi")
    assert "Đã ký, chưa chi" in officer.inner_text("main")
    run = solved(officer, "Ghi điều chỉnh và lập lại phương án")
    officer.goto(f"{run}thay-doi/")
    look(officer)
    first = [row[0] for row in rows_of(downloaded(officer, "Tải bảng tính"))]
    changed = len(first) - first.index("Cơ sở") - 1
    letters = zipfile.ZipFile(BytesIO(downloaded(officer, "Thư báo cho từng cơ sở")))
    assert len(letters.namelist()) == changed > 0
    said = "\n".join(p.text for p in Document(BytesIO(letters.read(letters.namelist()[0]))).paragraphs)
    assert "30/NQ-HĐND (thử)" in said


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


def begun(demo, page, name: str, copied_from: str = "", **assumed: float) -> str:
    """A scenario with these assumptions; its address."""
    page.goto(f"{demo.address}/di-doi/phuong-an/")
    page.get_by_role("link", name="Lập phương án").click()
    page.select_option("[name=programme]", value="1")  # the demo's; other journeys bring in others
    page.get_by_label("Tên phương án").fill(name)
    if copied_from:
        page.get_by_label("Chép giả định").select_option(label=copied_from)
    look(page)
    page.get_by_role("button", name="Lập phương án").click()
    page.get_by_role("link", name="Sửa giả định").click()
    for key, value in assumed.items():
        page.fill(f"[name={key}]", str(value))
    look(page)
    page.get_by_role("button", name="Ghi giả định").click()
    told(page, "Đã ghi giả định")
    return page.url


def solved(page, button: str, *, may_fail: bool = False) -> str:
    """Have the plan made and wait for its result; the address of the run."""
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_text("Chất lượng số liệu").wait_for(timeout=120_000)
    assert page.get_by_text("Đã kiểm tra và chứng minh").count() or may_fail, page.inner_text("main")
    return page.url


def lock(page, run: str, place: int, reason: str) -> str:
    """Hold the decision of one workshop that the plan converts, in the last quarter; its name."""
    page.goto(f"{run}co-so/?huong=convert&q=Th%E1%BB%AD")
    link = page.locator("td.card-title a").nth(place)
    name = link.inner_text()
    link.click()
    look(page, "" if place else "vi-sao")
    page.get_by_label("Quý", exact=False).last.select_option("2030Q4")
    page.get_by_label("Lý do khoá").fill(reason)
    page.get_by_role("button", name="Khoá", exact=True).click()
    told(page, f"Đã khoá quyết định của {name}")
    return name


def in_a_batch(demo, page, name: str, deed: str, given: dict[str, str]) -> None:
    """A deed on the batch page: ticked, tried, done."""
    page.goto(f"{demo.address}/di-doi/hang-loat/?q={name}")
    page.get_by_label(f"Chọn {name}", exact=True).check()
    page.get_by_role("button", name=deed, exact=True).click()
    for field, value in given.items():
        control = page.locator(f"[name={field}]")
        control.select_option(value) if field == "step" else control.fill(value)
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_text("Xem trước: ghi được").wait_for()
    page.get_by_role("button", name="Ghi", exact=True).click()
    told(page, f"{deed}: đã xong")


def cells(page, label: str) -> list[str]:
    """The cells of the first row of a table that begins so."""
    return page.locator("tr", has_text=label).first.locator("td").all_inner_texts()


def cells_in_plan(page, run: str, name: str) -> list[str]:
    page.goto(f"{run}co-so/?q={name}")
    row = page.locator("tr", has=page.get_by_role("link", name=name, exact=True))
    return row.locator("td").all_inner_texts()


def amount(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))


def target_figure(demo, page) -> int:
    """How many the plan's own words still mean, as the target's page says."""
    page.goto(f"{demo.address}/di-doi/")
    page.locator("section", has_text="Kế hoạch hứa gì").get_by_role("link").first.click()
    look(page)
    return int(re.search(r"Số hiện có\s+(\d+) cơ sở", page.inner_text("main"))[1])


def counted_in(rows: bytes, name: str) -> int:
    """Whether the exported rows of a figure say that this one counts, 1 or 0."""
    return next(row[-1] for row in rows_of(rows) if name in row)


def rows_of(sheet: bytes) -> list[tuple]:
    return list(load_workbook(BytesIO(sheet)).active.iter_rows(values_only=True))


def photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (640, 480), "#8a8f8c").save(out, "PNG")
    return out.getvalue()


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


def budget(million: int, decided_on: date) -> list[list]:
    """The province's money of the plan's years."""
    head = ["Nguồn", "Năm", "Số tiền (triệu đồng)", "Quyết định ngày", "Văn bản"]
    years = range(TODAY.year + 1, 2031)
    return [head, *([PURSE, year, million, vietnamese(decided_on), f"dự toán thử {million}"] for year in years)]
