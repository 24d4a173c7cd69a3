"""People in a hurry: two on one form, the back button, a form too old, a file too large, a password forgotten."""

import re

import pytest

from tests.journeys.conftest import look, new_page, told

pytestmark = pytest.mark.journey


def test_the_second_of_two_people_on_one_form_sees_what_the_first_changed(demo, desktop, browser):
    demo.sign_in(desktop, "ke-hoach")
    desktop.goto(f"{demo.address}/so/co-so/?tim=CS0010")
    desktop.locator("#dong .card-title a, #dong tbody a").first.click()
    desktop.get_by_role("link", name="Sửa", exact=True).click()
    desktop.get_by_label("Địa chỉ").fill("Số 1, người thứ hai ghi")
    with new_page(browser) as first:
        demo.sign_in(first, "quan-tri")
        first.goto(desktop.url)
        first.get_by_label("Địa chỉ").fill("Số 9, người thứ nhất ghi")
        first.get_by_role("button", name="Ghi", exact=True).click()
        told(first, "Đã ghi")

    desktop.get_by_role("button", name="Ghi", exact=True).click()
    told(desktop, "Số 9, người thứ nhất ghi")
    look(desktop, "hai-nguoi-cung-sua")
    desktop.get_by_role("button", name="Ghi", exact=True).click()
    told(desktop, "Đã ghi")
    assert desktop.get_by_text("Số 1, người thứ hai ghi").count()


def test_the_back_button_and_a_second_send_create_nothing_twice(demo, desktop):
    demo.sign_in(desktop, "phuong-my-tra")
    desktop.locator(".errand", has_text="Tăng cường giám sát").get_by_role("link", name="Gửi minh chứng").click()
    words = "Kiểm tra sáu cơ sở, lập sáu biên bản."
    for _ in range(2):
        desktop.fill("[name=note]", words)
        desktop.get_by_role("button", name="Gửi", exact=True).dblclick()
        told(desktop, "Đã gửi minh chứng")
        shown = desktop.locator(".timeline li", has_text=words).count()
        desktop.go_back()
        told(desktop, "Biểu này đã gửi rồi")
    assert shown == 1
    look(desktop)
    desktop.get_by_role("link", name="mở biểu mới").click()
    desktop.get_by_text("Biểu này đã gửi rồi").wait_for(state="detached")


def test_many_rows_are_edited_at_once_after_a_look_at_them(demo, desktop):
    demo.sign_in(desktop, "ke-hoach")
    desktop.goto(f"{demo.address}/so/co-so/?tim=CS002")
    desktop.locator("#dong input[name=dong]").nth(0).check()
    desktop.locator("#dong input[name=dong]").nth(1).check()
    desktop.get_by_role("button", name="Sửa các dòng đã chọn").click()
    look(desktop)
    desktop.get_by_label("Địa chỉ").first.check()
    desktop.locator("[name$=address]:not([type=checkbox])").fill("Khóm 3 (mẫu)")
    desktop.locator("[name$=_reason]").fill("Đặt lại tên khóm")
    desktop.get_by_role("button", name="Xem trước").click()
    look(desktop)
    desktop.get_by_role("button", name="Ghi 2 dòng").click()
    told(desktop, "2 dòng")


def test_a_form_that_is_too_old_says_what_to_do(demo, desktop):
    demo.sign_in(desktop, "ke-hoach")
    desktop.goto(f"{demo.address}/so/co-so/them/")
    desktop.context.clear_cookies(name="csrftoken")
    desktop.get_by_role("button", name="Ghi", exact=True).click()
    desktop.get_by_role("heading", name=re.compile("biểu|đã cũ", re.I)).first.wait_for()
    look(desktop)


def test_a_stuck_job_is_seen_and_an_unreadable_plan_says_why(demo, desktop, tmp_path):
    broken = tmp_path / "hong.docx"
    broken.write_bytes(b"PK\x03\x04 not a document")
    demo.sign_in(desktop, "quan-tri")
    desktop.goto(f"{demo.address}/ke-hoach/tai-len/")
    desktop.set_input_files("input[name=tep]", broken)
    desktop.get_by_label("Cơ quan thường trực").select_option(index=1)
    desktop.get_by_role("button", name="Tải lên và đọc").click()
    told(desktop, "Chưa")
    look(desktop)
    desktop.goto(f"{demo.address}/he-thong/viec/")
    assert desktop.get_by_text("Tiến trình nền đang chạy").count()
    look(desktop, "viec-chay-nen")


def test_a_held_up_task_is_asked_about_and_reminded_of(demo, desktop):
    demo.sign_in(desktop, "phuong-my-ngai")
    desktop.goto(f"{demo.address}/theo-doi/")
    look(desktop)
    desktop.locator("main a[href^='/theo-doi/']").first.click()
    look(desktop)


def test_wrong_passwords_lock_the_door_for_a_while_in_words(demo, desktop):
    for _ in range(6):
        desktop.goto(f"{demo.address}/tai-khoan/login/")
        desktop.fill("input[name=login]", "mat-tran")  # whom no other journey needs
        desktop.fill("input[name=password]", "khong-phai-mat-khau")
        desktop.get_by_role("button", name="Đăng nhập", exact=True).click()
        desktop.wait_for_load_state()
    look(desktop)
    assert re.search("quá nhiều|tạm khoá|thử lại sau", desktop.locator("main").inner_text(), re.I)
