"""People come and go: an officer is replaced, a deputy acts under both names, a second person is asked for."""

from datetime import date, timedelta

import pytest

from tests.journeys.conftest import look, new_page, told

pytestmark = pytest.mark.journey

WARD = "Ủy ban nhân dân phường Cao Lãnh"
PASSWORD = "duong-ve-dich-2026"


@pytest.fixture
def administrator(demo, desktop):
    demo.sign_in(desktop, "quan-tri")
    return desktop


def _invited(page, demo, browser, username: str, name: str, *roles: str) -> None:
    """An account with these roles at the ward's committee, its password set."""
    page.goto(f"{demo.address}/don-vi/nguoi/moi/")
    page.fill("[name=full_name]", name)
    page.fill("[name=username]", username)
    page.locator("main form button.btn-primary").first.click()
    link = page.locator("#dia-chi").inner_text()
    for role in roles:
        page.select_option("[name=role]", label=role)
        page.fill("[name=organization]", WARD)
        page.get_by_role("button", name="Giao vai trò").click()
        told(page, "Đã giao vai trò")
    with new_page(browser) as fresh:
        fresh.goto(link)
        fresh.fill("[name=new_password1]", PASSWORD)
        fresh.fill("[name=new_password2]", PASSWORD)
        fresh.locator("main form button.btn-primary").first.click()
        fresh.wait_for_url("**/login/**")


def _page_of(page, demo, name: str) -> None:
    page.goto(f"{demo.address}/don-vi/nguoi/?tim={name}")
    page.get_by_role("link", name=name).first.click()


def test_an_officer_is_replaced(administrator, demo, browser):
    _invited(administrator, demo, browser, "nguoi-di", "Lê Văn Đi", "cán bộ kế hoạch")
    _invited(administrator, demo, browser, "nguoi-den", "Phan Thị Đến", "lãnh đạo")
    with new_page(browser) as leaver:
        demo.sign_in(leaver, "nguoi-di", PASSWORD)
        leaver.goto(f"{demo.address}/viec-cua-toi/")
        _hand_over(administrator, demo)
        leaver.goto(f"{demo.address}/viec-cua-toi/")
        leaver.wait_for_url("**/login/**")
    with new_page(browser) as taker:
        demo.sign_in(taker, "nguoi-den", PASSWORD)
        taker.goto(f"{demo.address}/viec-cua-toi/")
        taker.get_by_role("link", name="Xem danh sách nhận bàn giao").click()
        assert taker.get_by_text("Cán bộ kế hoạch, ").count()
        look(taker, "nhan-ban-giao")
        taker.get_by_role("button", name="Ghi là đã xem").click()
        told(taker, "Đã xem")


def _hand_over(page, demo) -> None:
    _page_of(page, demo, "Lê Văn Đi")
    look(page)
    page.get_by_role("link", name="Bàn giao công việc").click()
    page.fill("[name=reason]", "Quyết định thử về điều động")
    page.select_option("[name=successor]", label="Phan Thị Đến")
    look(page, "ban-giao-buoc-1")
    page.get_by_role("button", name="Xem trước bàn giao").click()
    page.get_by_role("heading", name="Không bàn giao được").wait_for()
    look(page, "ban-giao-xem-lai")
    page.get_by_role("button", name="Bàn giao và kết thúc quyền vào").click()
    told(page, "mọi phiên và đường dẫn đã mất hiệu lực")


def test_a_deputy_acts_under_both_names_and_entrusts_nobody_further(administrator, demo, browser):
    _invited(administrator, demo, browser, "nguoi-vang", "Hồ Thị Vắng", "cán bộ chuyên môn")
    _invited(administrator, demo, browser, "nguoi-thay", "Bùi Văn Thay", "lãnh đạo")
    with new_page(browser) as principal:
        demo.sign_in(principal, "nguoi-vang", PASSWORD)
        principal.goto(f"{demo.address}/tai-khoan/cua-toi/")
        look(principal)
        principal.get_by_role("link", name="Ủy quyền người làm thay").click()
        principal.select_option("[name=deputy]", label="Bùi Văn Thay")
        principal.fill("[name=valid_to]", f"{date.today() + timedelta(days=5):%d/%m/%Y}")
        principal.fill("[name=document]", "Giấy ủy quyền thử số 1")
        look(principal, "uy-quyen")
        principal.get_by_role("button", name="Ghi ủy quyền").click()
        told(principal, "Đã ghi ủy quyền")
    with new_page(browser) as deputy:
        demo.sign_in(deputy, "nguoi-thay", PASSWORD)
        deputy.goto(f"{demo.address}/viec-cua-toi/")
        deputy.get_by_role("button", name="Làm thay Hồ Thị Vắng").click()
        told(deputy, "Bùi Văn Thay thay Hồ Thị Vắng")
        _change_an_establishment(deputy, demo)
        assert deputy.get_by_text("Bùi Văn Thay thay Hồ Thị Vắng").count() > 1  # the ribbon, and the row's history
        look(deputy, "lam-thay")
        deputy.goto(f"{demo.address}/tai-khoan/cua-toi/")
        assert deputy.get_by_role("link", name="Ủy quyền người làm thay").count() == 0
        deputy.get_by_role("button", name="Thôi làm thay").click()
        told(deputy, "với tên của mình")


def _change_an_establishment(page, demo) -> None:
    """Any row of the register of establishments, changed by its own form."""
    page.goto(f"{demo.address}/so/co-so/")
    page.locator("table.register a[href^='/so/co-so/']").first.click()
    page.get_by_role("link", name="Sửa").first.click()
    page.fill("[name=phone]", "0277 3851 999")
    page.get_by_role("button", name="Ghi", exact=False).first.click()
    page.wait_for_url("**/so/co-so/*/")


def test_one_message_a_unit_is_copied(demo, desktop):
    demo.sign_in(desktop, "ke-hoach")
    desktop.goto(f"{demo.address}/tin-nhan/")
    look(desktop, "soan-tin-nhan")
    first = desktop.locator("pre.message-text").first
    assert first.inner_text().startswith("Kính gửi ") and demo.address in first.inner_text()
    button = desktop.get_by_role("button", name="Sao chép").first
    button.click()
    desktop.get_by_role("button", name="Đã chép").first.wait_for()
