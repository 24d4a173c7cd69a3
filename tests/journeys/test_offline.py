"""A ward officer where there is no network: reads, fills in, closes the app, and loses nothing."""

import os
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.conftest import FLAGS, PHONE, chromium, look, new_page
from tests.journeys.dying import AFTER, BEFORE

pytestmark = pytest.mark.journey

OFFICER, NEIGHBOUR, THIRD = "phuong-my-ngai", "phuong-my-tra", "phuong-cao-lanh"
REGISTER = "Sổ cơ sở sản xuất"
UNSENT = "#items .errand"


@pytest.fixture
def phones(browser, demo):
    """As many phones as a journey needs, each of somebody signed in and with the page installed."""
    with ExitStack() as stack:

        def give(username: str = OFFICER) -> Page:
            page = stack.enter_context(new_page(browser, PHONE, has_touch=True))
            demo.sign_in(page, username)
            page.goto(f"{demo.address}/dien-thoai/")
            ready(page)
            page.evaluate("navigator.serviceWorker.ready.then(() => true)")
            return page

        yield give


def ready(page: Page, words: str = "dữ liệu lúc") -> None:
    page.locator("#status", has_text=words).wait_for()


def offline(page: Page) -> None:
    page.context.set_offline(True)
    ready(page, "đang không có mạng · dữ liệu lúc")


def online(page: Page) -> None:
    page.context.set_offline(False)


def fill_in_proof(page: Page, note: str, photo=None) -> str:
    """Of the last duty that still wants one (the late one is for test_phone); returns the address of its task."""
    page.locator("#work").get_by_role("link", name="Gửi minh chứng").last.tap()
    page.locator("#filling [name=note]").fill(note)
    task = page.evaluate("location.hash").removeprefix("#bieu=").split("minh-chung")[0]
    if photo:
        page.locator("#filling input[type=file]").set_input_files(photo)
    page.get_by_role("button", name="Gửi", exact=True).tap()
    return task


def open_first_row(page: Page) -> None:
    page.locator("summary", has_text=REGISTER).tap()
    page.locator("details[open] .errand .title").first.tap()


def change_row(page: Page, address: str) -> None:
    """Of the first establishment."""
    open_first_row(page)
    page.locator("#filling [name=address]").fill(address)
    page.get_by_role("button", name="Gửi", exact=True).tap()


def all_sent(page: Page) -> None:
    expect(page.locator(UNSENT)).to_have_count(0, timeout=90_000)


def proofs_with(page: Page, demo, task: str, note: str) -> int:
    """As the task's page tells them."""
    return page.request.get(demo.address + task).text().count(note)


def test_a_proof_waits_on_the_phone_and_is_sent_once(demo, phones, tmp_path, tell):
    Image.effect_noise((3000, 2200), 60).convert("RGB").save(tmp_path / "anh.jpg")
    page, note = phones(), "Gặp nhà đầu tư ở nơi không sóng."
    context = page.context
    look(page, "dien-thoai-viec")
    offline(page)
    page.reload()
    ready(page, "đang không có mạng · dữ liệu lúc")
    task = fill_in_proof(page, note, tmp_path / "anh.jpg")
    page.locator(UNSENT, has_text=note).wait_for()
    look(page, "dien-thoai-chua-gui")
    name, size, longest = page.evaluate(KEPT_PHOTO)
    tell(f"a photo of {os.path.getsize(tmp_path / 'anh.jpg') >> 10} KiB kept as {size >> 10} KiB, {longest} pixels")
    assert name == "anh.jpg" and longest == 1600

    page.close()
    page = context.new_page()
    page.goto(f"{demo.address}/viec-cua-toi/")
    assert page.url.endswith("/dien-thoai/"), "without a network every page leads to the one that works"
    page.locator(UNSENT, has_text=note).wait_for()

    online(page)
    all_sent(page)
    assert proofs_with(page, demo, task, note) == 1


KEPT_PHOTO = """async () => {
  const { open, items } = await import("/static/monitoring/phone/store.js");
  const [one] = await items(await open(localStorage.getItem("lotrinh-person")));
  const drawn = await createImageBitmap(one.files[0].blob);
  return [one.files[0].name, one.files[0].blob.size, Math.max(drawn.width, drawn.height)];
}"""


@pytest.mark.parametrize("moment", [BEFORE, AFTER])
def test_the_server_killed_in_the_middle_writes_once(demo, phones, moment):
    page, note = phones(THIRD), f"Máy chủ tắt giữa chừng: {moment}."
    (demo.data / moment).touch()
    task = fill_in_proof(page, note)
    page.locator(UNSENT, has_text="Đã gửi đi, chưa biết máy chủ nhận chưa").wait_for()
    assert not (demo.data / moment).exists(), "the server was killed"
    page.wait_for_timeout(3_000)  # its process is started anew
    page.get_by_role("button", name="Gửi ngay").tap()
    all_sent(page)
    assert proofs_with(page, demo, task, note) == 1


def test_a_clock_wrong_by_a_year_does_not_matter(demo, phones):
    page, note = phones(NEIGHBOUR), "Điền trên máy sai giờ."
    page.clock.set_fixed_time(timezone.now() + timedelta(days=365))
    page.reload()
    ready(page)
    page.context.set_offline(True)
    task = fill_in_proof(page, note)
    page.locator(UNSENT, has_text=note).wait_for()
    online(page)
    all_sent(page)
    assert proofs_with(page, demo, task, note) == 1


def test_two_phones_on_one_row_lose_nothing(demo, phones):
    first, second = phones(), phones()
    offline(second)
    change_row(second, "Số 2, điện thoại thứ hai")
    second.locator(UNSENT).wait_for()
    change_row(first, "Số 1, điện thoại thứ nhất")
    first.locator("#said", has_text="Đã ghi").wait_for()

    online(second)
    second.get_by_role("link", name="Xem hai bản").tap()
    versions = second.locator("#differences tr").inner_text()
    assert "Số 1, điện thoại thứ nhất" in versions and "Số 2, điện thoại thứ hai" in versions
    look(second, "dien-thoai-hai-ban")
    second.get_by_role("button", name="Gửi bản của tôi").tap()
    all_sent(second)
    first.reload()
    until_taken_along(first, "Số 2, điện thoại thứ hai")
    open_first_row(first)
    assert first.locator("#filling [name=address]").input_value() == "Số 2, điện thoại thứ hai"


def until_taken_along(page: Page, words: str) -> None:
    """The page shows at once what the phone kept; what the server has meanwhile comes after."""
    for _ in range(60):
        if page.evaluate(TAKEN_ALONG, words):
            return
        page.wait_for_timeout(500)
    pytest.fail(f"not taken along: {words}")


TAKEN_ALONG = """async (words) => {
  const { kept, open } = await import("/static/monitoring/phone/store.js");
  return JSON.stringify(await kept(await open(localStorage.getItem("lotrinh-person")))).includes(words);
}"""


def test_what_the_server_refuses_is_mended_on_the_phone(demo, phones):
    page = phones()
    offline(page)
    open_first_row(page)
    page.locator("#filling [name=latitude]").fill("999")
    page.get_by_role("button", name="Gửi", exact=True).tap()
    page.locator(UNSENT).wait_for()
    online(page)
    page.locator(UNSENT, has_text="cần sửa").wait_for()
    page.locator(UNSENT).get_by_role("link", name="Sửa").tap()
    page.locator("#filling .field-error").first.wait_for()
    look(page, "dien-thoai-can-sua")
    page.get_by_role("link", name="← Việc của tôi").first.tap()
    page.locator(UNSENT).get_by_role("button", name="Xoá").tap()
    page.get_by_role("button", name="Xoá hẳn?").tap()
    all_sent(page)


def test_signing_out_asks_about_what_is_unsent_and_leaves_nothing(demo, phones):
    page, note = phones(), "Chưa kịp gửi."
    offline(page)
    fill_in_proof(page, note)
    page.get_by_role("link", name="Đăng xuất và xoá dữ liệu trên máy này").tap()
    page.locator("#leaving", has_text="Còn 1 mục chưa gửi").wait_for()
    page.locator(UNSENT, has_text=note).wait_for()
    look(page, "dien-thoai-dang-xuat")
    page.get_by_role("button", name="Xoá và đăng xuất").tap()
    page.get_by_text("Đã xoá dữ liệu trên máy này").wait_for()
    left = page.evaluate("Promise.all([indexedDB.databases(), caches.keys()])")
    assert left == [[], []]


def test_the_menu_of_any_page_wipes_too_before_it_signs_out(demo, phones):
    page = phones()
    page.goto(f"{demo.address}/viec-cua-toi/")
    page.get_by_role("button", name="Mở trình đơn").tap()
    page.get_by_role("button", name="Ra", exact=True).tap()
    page.wait_for_url(lambda url: "/viec-cua-toi/" not in url)
    assert page.evaluate("indexedDB.databases()") == []


def test_another_user_of_the_phone_sees_nothing_and_sends_nothing(demo, phones):
    page, note = phones(), "Của người trước."
    offline(page)
    task = fill_in_proof(page, note)
    page.locator(UNSENT, has_text=note).wait_for()
    page.context.clear_cookies()  # the session ended; nobody signed out
    online(page)
    page.locator("#sign-in", has_text="Đăng nhập lại để gửi 1 mục").wait_for()
    look(page, "dien-thoai-het-phien")

    demo.sign_in(page, NEIGHBOUR)
    page.goto(f"{demo.address}/dien-thoai/")
    page.locator("#unit", has_text="Mỹ Trà").wait_for()
    assert note not in page.content()
    offline(page)
    page.reload()
    page.locator("#unit", has_text="Mỹ Trà").wait_for()
    assert note not in page.content()

    online(page)
    page.context.clear_cookies()
    demo.sign_in(page, OFFICER)
    page.goto(f"{demo.address}/dien-thoai/")
    page.locator("#unit", has_text="Mỹ Ngãi").wait_for()
    all_sent(page)
    assert proofs_with(page, demo, task, note) == 1, "what waited was sent once its person was back"


def test_the_page_can_be_installed(demo, browser, tmp_path):
    """Asked of a browser that keeps a profile: one that remembers nothing installs nothing."""
    options = {"executable_path": chromium(), "args": FLAGS, "viewport": PHONE, "locale": "vi-VN"}
    with browser.browser_type.launch_persistent_context(tmp_path, **options) as context:
        page = context.new_page()
        demo.sign_in(page, OFFICER)
        page.goto(f"{demo.address}/dien-thoai/")
        ready(page)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        asked = context.new_cdp_session(page)
        assert asked.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
        assert asked.send("Page.getAppManifest")["errors"] == []


def test_without_https_the_page_says_so(demo, browser):
    """Under a name that is not this machine's, browsers allow no worker; a browser of its own knows that name."""
    rule = "--host-resolver-rules=MAP testserver 127.0.0.1"
    other = browser.browser_type.launch(executable_path=chromium(), args=[*FLAGS, rule])
    with new_page(other, PHONE) as page:
        page.goto(f"{demo.address.replace('127.0.0.1', 'testserver')}/dien-thoai/")
        page.get_by_text("Ở địa chỉ này, trang không dùng được khi mất mạng.").wait_for()
        look(page)
    other.close()
