"""A document comes in and is put to work; a register is filled; a figure is opened; the report leaves."""

import re
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.journeys.conftest import downloaded, look, new_page, told
from tests.journeys.plan_files import as_docx
from tests.journeys.reviewing import accept_with_the_keyboard, reviewed, upload

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
    _look_at_adding_what_was_missed(demo, officer)
    _fill_in_the_head(officer)
    _settle_the_findings(officer)
    accept_with_the_keyboard(officer)
    done, everything = reviewed(officer)
    assert done == everything > 20

    officer.get_by_role("link", name="Đưa vào thực hiện…").click()
    look(officer, "dua-vao-thuc-hien")
    officer.get_by_role("button", name="Đưa vào thực hiện").click()
    told(officer, "đã được đưa vào thực hiện")
    assert re.search(r"/ct/\d+/$", officer.url), "the officer stands before the dashboard of the plan"
    look(officer)


def _correct_the_first_item(page):
    page.keyboard.press("s")
    page.locator(".item-form input[name=name], .item-form textarea[name=name]").first.wait_for()
    look(page)
    page.keyboard.press("Escape")
    page.locator(".item-form").wait_for(state="detached")


def _look_at_adding_what_was_missed(demo, page):
    review = page.url
    page.keyboard.press("t")
    page.get_by_role("link", name="+ Nhiệm vụ").click()
    look(page)
    page.goto(review)
    without_scripts = page.locator("[data-deed=them]").first.get_attribute("href")
    page.goto(demo.address + without_scripts)
    look(page)
    page.goto(review)


def _fill_in_the_head(page):
    page.locator("details.panel > summary").first.click()
    page.fill("[name=number]", "70/KH-UBND")
    page.fill("[name=dated]", "31/02/2022")
    page.get_by_role("button", name="Ghi phần đầu văn bản").click()
    look(page)
    assert page.locator(".field-error").count(), "no February has 31 days"
    page.fill("[name=dated]", "31/03/2022")
    page.get_by_role("button", name="Ghi").click()
    told(page, "Đã sửa phần đầu văn bản")


def _settle_the_findings(page):
    page.get_by_text("điểm cần xem lại trong chính văn bản").click()
    page.get_by_role("button", name="Đúng, sẽ sửa").first.click()
    page.get_by_text("sẽ sửa", exact=False).first.wait_for()


def test_a_later_text_stands_beside_the_one_in_force(demo, officer, tmp_path):
    published = officer.url
    officer.goto(f"{demo.address}/ke-hoach/")
    look(officer)
    officer.locator(
        "section.panel", has=officer.locator(f"a[href='{published.removeprefix(demo.address)}']")
    ).get_by_role("link", name="Tải bản mới").first.click()
    officer.set_input_files("input[name=tep]", as_docx(tmp_path, without="đào tạo"))
    officer.get_by_role("button", name="Tải lên và đọc").click()
    officer.get_by_role("link", name="So với bản trước").click(timeout=120_000)
    look(officer)
    assert "đào tạo" in officer.get_by_label("Các câu khác nhau").inner_text(), "what is gone is shown"
    officer.goto(published)


def test_a_target_is_followed_once_its_contract_is_agreed(officer):
    officer.locator("table.targets .name a", has_text="đào tạo").first.click()
    officer.get_by_role("link", name="Soạn hợp đồng").click()
    look(officer)
    officer.fill("[name=definition]", "Lao động có bằng hoặc chứng chỉ nghề đang làm ở cơ sở công nghiệp.")
    officer.fill("[name=denominator]", "Mọi lao động của các cơ sở công nghiệp")
    officer.get_by_label("Chỉ số nguồn").select_option(label="Tỷ lệ lao động công nghiệp qua đào tạo")
    officer.fill("[name=baseline]", "71,2")
    officer.fill("[name=baseline_on]", "31/12/2021")
    officer.get_by_label("Đơn vị được nêu ý kiến khác").select_option(label="Sở Công Thương tỉnh Đồng Tháp")
    officer.get_by_role("button", name="Ghi và đưa vào theo dõi").click()
    told(officer, "Chỉ tiêu đã được đưa vào theo dõi")
    look(officer, "hop-dong-chi-tieu")
    assert officer.locator(".figure-tile .value").inner_text().endswith("%"), "the register's figure stands beside it"


def test_a_sheet_goes_out_is_edited_and_comes_back(demo, officer, tmp_path):
    sheet = _exported(officer)
    changed = _edit(sheet.active)
    sheet.save(tmp_path / "so-co-so.xlsx")

    officer.get_by_role("link", name="Nhập từ bảng tính").click()
    officer.set_input_files("input[name=tep]", tmp_path / "so-co-so.xlsx")
    officer.get_by_role("button", name="Tải lên và kiểm tra").click()
    officer.get_by_text("Chưa có gì được ghi").wait_for(timeout=60_000)
    look(officer, "xem-truoc-khi-nhap")
    assert _counted(officer) == {"Thêm mới": 1, "Thay đổi": 1, "Chưa nhận": 1}
    assert _reason_in_the_returned_sheet(officer)

    officer.get_by_role("button", name="Ghi 2 dòng vào sổ").click()
    officer.get_by_text("Đã ghi 2 dòng").wait_for(timeout=60_000)
    look(officer)
    assert _names_of(demo, officer, changed, "CS9001") == {"Công ty đã đổi tên", "Cơ sở bánh tráng Út Mẫu"}

    officer.get_by_text("Thu hồi lần nhập…").click()
    officer.get_by_role("button", name="Thu hồi 2 dòng").click()
    officer.get_by_text("Lần nhập này đã được thu hồi").wait_for(timeout=60_000)
    left = _names_of(demo, officer, changed, "CS9001")
    assert len(left) == 1 and "Công ty đã đổi tên" not in left


def _exported(page):
    page.get_by_role("link", name="Sổ", exact=True).click()
    page.get_by_role("link", name="Sổ cơ sở sản xuất").click()
    look(page)
    return load_workbook(BytesIO(downloaded(page, "Excel")))


def _edit(sheet) -> str:
    """One name changed, one row added, one added with a day that never was; returns the code of the changed row."""
    column = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, column["Tên cơ sở"]).value = "Công ty đã đổi tên"
    new = {"Mã cơ sở": "CS9001", "Tên cơ sở": "Cơ sở bánh tráng Út Mẫu", "Hoạt động từ ngày": "15/03/2024"}
    wrong = {"Mã cơ sở": "CS9002", "Tên cơ sở": "Cơ sở sai ngày", "Hoạt động từ ngày": "31/02/2024"}
    for row, values in enumerate((new, wrong), sheet.max_row + 1):
        for name in ("Loại theo kế hoạch", "Địa bàn hiện nay", "Xen lẫn khu dân cư", "Trong khu dân cư đô thị"):
            sheet.cell(row, column[name]).value = sheet.cell(3, column[name]).value
        for name, value in values.items():
            sheet.cell(row, column[name]).value = value
    return sheet.cell(2, column["Mã cơ sở"]).value


def _counted(page) -> dict[str, int]:
    """Tab of the preview → rows under it; tabs that do not matter here left out."""
    tabs = page.locator("#dong-nhap nav a").all_inner_texts()
    counts = dict(re.fullmatch(r"(.+): (\d+)", tab).groups() for tab in tabs)
    return {name: int(counts[name]) for name in ("Thêm mới", "Thay đổi", "Chưa nhận")}


def _reason_in_the_returned_sheet(page) -> bool:
    sheet = load_workbook(BytesIO(downloaded(page, "Tải 1 dòng chưa nhận"))).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    told = " ".join(f"{cell.value or ''} {cell.comment.text if cell.comment else ''}" for cell in cells)
    return "CS9002" in told and "31/02/2024" in told and "chỉ có 29 ngày" in told


def _names_of(demo, page, *codes: str) -> set[str]:
    sheet = load_workbook(BytesIO(page.request.get(f"{demo.address}/so/co-so/xuat.xlsx").body())).active
    rows = list(sheet.iter_rows(values_only=True))
    return {row[rows[0].index("Tên cơ sở")] for row in rows if row[rows[0].index("Mã cơ sở")] in codes}


def test_a_number_of_the_document_is_set_beside_what_registers_count(demo, officer):
    officer.goto(f"{demo.address}/ke-hoach/")
    officer.locator("section.panel", has_text=OWNER).get_by_role("link", name="Sổ con số").first.click()
    look(officer)
    officer.get_by_role("link", name="nối", exact=True).first.click()
    look(officer)
    officer.locator("main select").first.select_option(label="Cơ sở sản xuất xen lẫn khu dân cư")
    officer.locator("main form button").last.click()
    told(officer, "Đã ghi")


def test_a_figure_of_the_dashboard_opens_to_its_rows(demo, officer):
    officer.goto(f"{demo.address}/ct/1/")
    look(officer, "bang-theo-doi")
    officer.get_by_role("link", name="Đọc bản văn sống").click()
    look(officer, "ban-van-song")
    officer.go_back()
    row = officer.locator("tr", has_text="Cụm công nghiệp Quảng Khánh đạt").first
    row.get_by_role("link", name="Vì sao, từ những dòng nào").click()
    officer.locator(".serving .rows-behind a").first.wait_for()
    look(officer)
    shown = row.locator("a.now").inner_text()
    row.locator("a.now").click()
    officer.get_by_role("heading", name="Các dòng làm nên số này").wait_for()
    look(officer, "mo-con-so")
    assert officer.locator(".figure-tile .value").inner_text() == shown
    share = 100 * _sum(officer, "Trong tử số") / _sum(officer, "Trong mẫu số")
    assert abs(share - _number(shown)) < 0.06, "the rows make the figure"
    officer.locator("table.register .card-title a").first.click()
    officer.get_by_role("heading", name="Lịch sử").wait_for()
    look(officer)


def _sum(page, label: str) -> float:
    return sum(_number(text) for text in page.locator(f"td[data-label='{label}']").all_inner_texts())


def _number(text: str) -> float:
    return float(re.sub(r"[^\d,]", "", text).replace(",", ".") or 0)


def test_the_report_is_drafted_agreed_issued_and_taken_away(demo, officer, browser):
    _draft(demo, officer)
    report = officer.url
    _write(officer, "\nQuý này phường đã tiếp 3 đoàn nhà đầu tư.")
    assert officer.locator("#muc-tinh-hinh .notices").count(), "a number typed by hand is noticed"
    look(officer)
    _submit(officer)
    assert officer.locator(".alert-danger, .alert-error").count(), "and keeps the report from leaving"
    _take_back_and_name_the_source(officer)
    _submit(officer)
    told(officer, "Đã trình lãnh đạo")

    with new_page(browser) as leader:
        demo.sign_in(leader, "lanh-dao")
        leader.goto(f"{demo.address}/bao-cao/")
        leader.get_by_role("heading", name="Chờ bạn đồng ý").wait_for()
        look(leader, "lanh-dao-xem-bao-cao")
        leader.goto(report)
        leader.get_by_role("button", name="Đồng ý").click()
        told(leader, "Đã đồng ý")

    officer.goto(report)
    officer.get_by_role("link", name="Lấy số, ban hành").click()
    look(officer)
    officer.fill("[name=issued_on]", "")
    officer.get_by_role("button", name="Ban hành").click()
    look(officer)
    officer.fill("[name=issued_on]", _today(officer))
    officer.fill("[name=signer_name]", "Nguyễn Văn Mẫu")
    officer.get_by_role("button", name="Ban hành").click()
    told(officer, "Đã ban hành")
    look(officer, "bao-cao-da-ban-hanh")
    assert "Nơi nhận" in _words_of(downloaded(officer, "Word đã ban hành"))
    assert downloaded(officer, "PDF đã ban hành").startswith(b"%PDF-")


def _draft(demo, page) -> None:
    """Of the last quarter that is over, for the plan that was put to work above: its regime is proposed in full."""
    page.goto(f"{demo.address}/bao-cao/")
    look(page)
    page.get_by_role("link", name="Lập báo cáo").first.click()
    page.locator("main li a", has_text="Lập chế độ báo cáo").last.click()
    look(page)
    page.get_by_role("button", name="Ghi", exact=True).click()
    told(page, "Đã ghi chế độ báo cáo")
    look(page)
    page.get_by_role("button", name="Lập bản thảo").click()
    told(page, "Đã lập bản thảo")
    look(page, "soan-bao-cao")


def _write(page, words: str) -> None:
    section = page.locator("#muc-tinh-hinh")
    section.locator(".editor").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)
    section.get_by_role("button", name="Ghi mục này").click()
    page.wait_for_load_state()


def _take_back_and_name_the_source(page) -> None:
    section = page.locator("#muc-tinh-hinh")
    section.locator(".editor").click()
    page.keyboard.press("Control+End")
    for _ in "3 đoàn nhà đầu tư.":
        page.keyboard.press("Backspace")
    section.get_by_text("Nêu một số theo nguồn khác").click()
    section.locator("[data-said]").fill("3 đoàn nhà đầu tư")
    section.locator("[data-who]").fill("sổ tiếp khách của phường")
    section.locator("[data-put-claim]").click()
    section.get_by_role("button", name="Ghi mục này").click()
    page.wait_for_load_state()


def _submit(page) -> None:
    page.get_by_text("Trình lãnh đạo…").click()
    page.get_by_role("button", name="Trình", exact=True).click()
    page.wait_for_load_state()


def _today(page) -> str:
    """In Vietnam, as people there write it."""
    return page.evaluate("new Date().toLocaleDateString('en-GB', {timeZone: 'Asia/Ho_Chi_Minh'})")


def _words_of(docx: bytes) -> str:
    document = Document(BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
