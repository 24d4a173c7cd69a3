"""An empty office on its first day, and the demo begun with a plan of one's own."""

import sqlite3
import time
from contextlib import closing

import pytest

from tests.journeys.conftest import Demo, look, new_page, running, told
from tests.journeys.plan_files import corpus_file
from tests.journeys.reviewing import accept_with_the_keyboard, reviewed, upload

pytestmark = pytest.mark.journey

PASSWORD = "duong-ve-dich-2026"
FIRST = ("--admin", "quan-tri", "--admin-name", "Trần Thị Quản Trị", "--unit", "29869")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Where `lotrinh serve` keeps its data."""
    return tmp_path_factory.mktemp("office")


def test_the_first_administrator_of_an_empty_office_finds_what_to_do(office, desktop, browser, tmp_path):
    with running("serve", *FIRST, data=office, LOTRINH_ADMIN_PASSWORD=PASSWORD) as address:
        here = Demo(address, office)
        here.sign_in(desktop, "quan-tri", PASSWORD)
        look(desktop, "co-quan-moi")
        assert desktop.get_by_text("dữ liệu mẫu").count() == 0
        link = _invite_a_plan_officer(desktop)
        with new_page(browser) as officer:
            _accept_the_invitation(officer, link)
            here.sign_in(officer, "can-bo-kh", PASSWORD)
            look(officer)
            plan = tmp_path / "ke-hoach.txt"
            plan.write_text(
                "KẾ HOẠCH\nPhát triển làng nghề\n\nI. MỤC TIÊU\n- Đến năm 2030, trên 85% hộ dùng điện mặt trời.\n"
            )
            upload(officer, here, plan)
            assert officer.locator(".item-card", has_text="trên 85 %").count()


def _invite_a_plan_officer(page) -> str:
    """From the front page by the links that stand there; returns the address to hand over."""
    page.get_by_role("link", name="Mời người").first.click()
    look(page, "moi-nguoi")
    page.fill("[name=username]", "can-bo-kh")
    page.fill("[name=full_name]", "Nguyễn Văn Kế Hoạch")
    page.get_by_role("button", name="Mời", exact=True).click()
    address = page.locator("#dia-chi").inner_text()
    look(page)
    page.locator("[name=role]").select_option("plan_officer")
    page.locator("[name=organization]").fill(page.locator("#ds-don-vi option").first.get_attribute("value"))
    page.get_by_role("button", name="Giao vai trò").click()
    told(page, "Đã giao vai trò")
    return address


def _accept_the_invitation(page, link: str) -> None:
    page.goto(link)
    look(page, "dat-mat-khau")
    page.fill("[name=new_password1]", PASSWORD)
    page.fill("[name=new_password2]", PASSWORD)
    page.get_by_role("button", name="Đặt mật khẩu").click()
    told(page, "Đã đặt mật khẩu")


def test_a_second_start_keeps_what_was_written(office, desktop):
    with running("serve", data=office) as address:
        Demo(address, office).sign_in(desktop, "can-bo-kh", PASSWORD)
        desktop.get_by_role("link", name="Kế hoạch", exact=True).click()
        assert desktop.get_by_text("Phát triển làng nghề").count()


def test_what_a_unit_holds_is_shown_before_it_is_handed_over(demo, desktop):
    demo.sign_in(desktop, "quan-tri")
    desktop.goto(f"{demo.address}/don-vi/?tim=phong+van+hoa+my+tra")
    desktop.locator("#tim-thay a[href^='/don-vi/']").first.click()
    desktop.get_by_role("link", name="Bàn giao").first.click()
    desktop.fill("[name=legal_act]", "Quyết định 12/QĐ-UBND ngày 20/11/2026 (mẫu)")
    desktop.get_by_label("Phòng Văn hóa - Xã hội phường Mỹ Ngãi").check()
    look(desktop)
    desktop.locator("main form button.btn-primary").last.click()
    desktop.wait_for_url("**/xem-lai/**")
    look(desktop, "ban-giao-don-vi")
    assert desktop.get_by_text("Thường xuyên thông tin").count()


def test_the_demo_with_a_plan_opens_its_review(demo, desktop, capfd, tmp_path_factory):
    """On a copy of the demo's data, so that it need not be built again."""
    plan = corpus_file("hatinh-624-giao-duc-mam-non.md")
    data = tmp_path_factory.mktemp("with-a-plan")
    here, there = (sqlite3.connect(folder / "lotrinh.sqlite3") for folder in (demo.data, data))
    with closing(here), closing(there):
        here.backup(there)
    for name in ("demo", "demo-built"):
        (data / name).write_text((demo.data / name).read_text())
    with running("demo", "--plan", str(plan), data=data) as address:
        path = f"/ke-hoach/ban/{_last_version(data)}/"
        assert path in _greeting(capfd)
        Demo(address, data).sign_in(desktop, "ke-hoach")
        desktop.goto(address + path)
        desktop.locator("[data-review].review-items").wait_for(timeout=120_000)
        assert reviewed(desktop)[1] > 10
        look(desktop)


def _greeting(capfd) -> str:
    """What the demo prints once it answers: it may come a moment after the first answer."""
    printed, until = "", time.monotonic() + 30
    while "Ctrl-C" not in printed and time.monotonic() < until:
        time.sleep(0.2)
        printed += capfd.readouterr().out
    return printed


def _last_version(data) -> int:
    with closing(sqlite3.connect(data / "lotrinh.sqlite3")) as database:
        return database.execute("SELECT max(id) FROM plans_planversion").fetchone()[0]


def test_a_long_document_is_reviewed_in_few_keys(demo, desktop, tell):
    """A Word file of the corpus with automatic numbers, about twelve pages long."""
    plan = corpus_file("more/luongminh-mttq-hd-bau-cu.docx")
    demo.sign_in(desktop, "ke-hoach")
    upload(desktop, demo, plan, "Phòng Kinh tế, Hạ tầng và Đô thị phường Mỹ Ngãi")
    look(desktop)
    words = len(desktop.locator(".review-text").inner_text().split())
    pressed = 0
    if desktop.get_by_role("button", name="mục đọc chắc").count():
        desktop.get_by_role("button", name="mục đọc chắc").click()
        told(desktop, "Đã nhận")
        pressed = 1
    pressed += accept_with_the_keyboard(desktop)
    done, everything = reviewed(desktop)
    tell(f"{words} words, {everything} items: {pressed} keys and clicks until all are reviewed")
    assert done == everything
    assert pressed <= everything / 2, "what is read with certainty is accepted in one go"
