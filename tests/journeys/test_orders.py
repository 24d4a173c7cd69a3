"""From a red figure to a verified answer; an objection and its ruling; minutes, the Monday brief, a block cleared."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils.timezone import localdate
from docx import Document

from tests.journeys.conftest import downloaded, look, new_page, told

pytestmark = pytest.mark.journey


@pytest.fixture
def signed_in(demo, browser):
    """A page of somebody who has signed in; closed when the journey is over."""
    opened = []

    def open_for(username: str, **options):
        manager = new_page(browser, **options)
        page = manager.__enter__()
        opened.append(manager)
        demo.sign_in(page, username)
        return page

    yield open_for
    for manager in reversed(opened):
        manager.__exit__(None, None, None)


def test_an_order_from_a_red_figure_comes_back_answered_and_verified(demo, signed_in):
    leader = signed_in("lanh-dao")
    leader.goto(f"{demo.address}/chi-so/")
    leader.locator("a[href^='/chi-so/']:not([href='/chi-so/'])").first.click()
    leader.locator("a.figure-tile").click()
    look(leader, "so-lieu-giao-viec")
    figure = leader.url
    order = _give(leader, figure)
    _answer(demo, signed_in("chuyen-mon"), order)
    verifier = signed_in("phuong-my-tra")
    verifier.goto(order)
    verifier.locator("#kiem-chung-words").fill("Đã đối chiếu hồ sơ.")
    verifier.get_by_role("button", name="Kiểm chứng", exact=True).click()
    told(verifier, "Đã ghi: kiểm chứng")
    leader.goto(order)
    look(leader, "viec-giao")
    leader.get_by_role("button", name="Kết thúc", exact=True).click()
    told(leader, "Đã ghi: kết thúc")
    leader.get_by_role("link", name="Mở nơi được nói tới").click()
    assert leader.url.split("?")[0] == figure.split("?")[0]


def _give(leader, figure: str) -> str:
    """Four taps: the button, the unit, the other who verifies, the button."""
    leader.get_by_role("link", name="Giao việc", exact=True).click()
    look(leader, "giao-viec")
    leader.locator("#id_unit").select_option(value=_value(leader, "#id_unit", "Phòng Kinh tế", "Mỹ Trà"))
    leader.locator("summary", has_text="kiểm chứng").click()
    leader.locator("#id_verifier").select_option(
        value=_value(leader, "#id_verifier", "Ủy ban nhân dân phường", "Mỹ Trà")
    )
    leader.get_by_role("button", name="Giao việc", exact=True).click()
    told(leader, "Đã giao")
    return leader.url


def _value(page, box: str, *words: str) -> str:
    """The value of the first option that holds all the words."""
    options = page.locator(f"{box} option")
    for word in words:
        options = options.filter(has_text=word)
    return options.first.get_attribute("value")


def _answer(demo, page, order: str) -> None:
    page.goto(f"{demo.address}/viec-cua-toi/")
    look(page)
    page.goto(order)
    look(page)
    page.locator("#id_words").fill("Còn ba lô chờ hồ sơ.")
    page.locator("#id_number").fill("3")
    page.locator("#id_number_unit").fill("lô")
    page.get_by_role("button", name="Gửi trả lời").click()
    told(page, "Đã ghi: trả lời")


def test_an_objection_is_ruled_on_by_the_named_decider_alone(demo, signed_in):
    officer = signed_in("ke-hoach")
    officer.goto(f"{demo.address}/ke-hoach/y-kien/")
    look(officer, "y-kien-khac")
    officer.locator("td.card-title a").first.click()
    look(officer, "phan-xu")
    contested = officer.url
    assert officer.get_by_role("button", name="Phân xử").count() == 1
    outsider = signed_in("so-cong-thuong")
    outsider.goto(contested)
    assert outsider.get_by_role("button", name="Phân xử").count() == 0
    officer.get_by_label("Giữ như hiện có").check()
    officer.locator("#tra-loi").fill("Nghị định tính cả lô đã có chấp thuận.")
    officer.get_by_role("button", name="Phân xử").click()
    told(officer, "Đã phân xử")
    assert "Nghị định tính cả lô" in officer.locator("main").inner_text()


def test_minutes_become_orders_in_one_form(demo, signed_in):
    leader = signed_in("lanh-dao")
    leader.goto(f"{demo.address}/viec-giao/bien-ban/")
    look(leader)
    day = localdate() + timedelta(days=20)
    leader.locator("#id_words").fill(
        "ỦY BAN NHÂN DÂN\nPHƯỜNG MỸ TRÀ\nSố: 45/TB-UBND\nMỹ Trà, ngày 20 tháng 11 năm 2026\n\nTHÔNG BÁO\n"
        "Kết luận tại cuộc họp giao ban tuần\n\nChủ tịch kết luận như sau:\n"
        "1. Giao Phòng Kinh tế, Hạ tầng và Đô thị phường Mỹ Trà rà soát các lô đất còn trống, "
        f"báo cáo trước ngày {day:%d/%m/%Y}.\n2. Giao Trung tâm chưa có tên tổng hợp số liệu thu hút đầu tư.\n"
    )
    leader.get_by_role("button", name="Đọc biên bản").click()
    look(leader, "bien-ban-giao-viec")
    assert leader.locator("#id_v0-due").input_value() == f"{day:%d/%m/%Y}"
    leader.get_by_role("button", name="Giao các việc đã đánh dấu").click()
    told(leader, "Đã giao 1 việc theo 45/TB-UBND")


def test_the_brief_is_read_and_taken_along(demo, signed_in):
    leader = signed_in("lanh-dao")
    leader.goto(f"{demo.address}/viec-cua-toi/")
    leader.get_by_role("link", name="Tin thứ Hai").click()
    look(leader, "tin-thu-hai")
    words = "\n".join(line.text for line in Document(BytesIO(downloaded(leader, "Tải Word"))).paragraphs)
    assert "TIN THỨ HAI" in words and "Cần quyết định" in words


def test_a_block_waits_for_whoever_can_clear_it(demo, signed_in):
    department = signed_in("so-cong-thuong")
    department.goto(f"{demo.address}/viec-cua-toi/")
    card = department.locator(".errand", has_text="vướng mắc của đơn vị khác").first
    card.get_by_role("link", name="Gỡ", exact=True).click()
    look(department)
    department.locator("#cach-go").fill("Sở đã bố trí kinh phí đo đạc.")
    department.get_by_role("button", name="Ghi đã gỡ").click()
    told(department, "Đã ghi cách gỡ")
