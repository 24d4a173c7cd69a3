"""A ward officer with a phone and one thumb."""

import re
import time

import pytest
from PIL import Image

from tests.journeys.conftest import look, picture

pytestmark = pytest.mark.journey

MOST_TAPS = 5
"""Work of mine, proof, photo, the number raised, sent."""
DUTY = "Đồng hành với nhà đầu tư"


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "anh-hien-truong.jpg"
    Image.new("RGB", (1600, 1200), "seagreen").save(path)
    return path


def test_a_duty_is_proved_with_a_photo_and_a_number_in_a_few_taps(demo, phone, photo, tell):
    demo.sign_in(phone, "phuong-my-ngai")
    assert phone.url.endswith("/viec-cua-toi/"), "a ward officer starts from what waits for the ward"
    look(phone, "viec-cua-toi")
    began, taps = time.monotonic(), 0

    phone.locator(".errand", has_text=DUTY).get_by_role("link", name="Gửi minh chứng").tap()
    taps += 1
    phone.wait_for_url("**/minh-chung/**")
    before = number_of_proofs(demo, phone)
    with phone.expect_file_chooser() as chooser:
        phone.locator(".photo-pick").tap()
    chooser.value.set_files(photo)
    phone.get_by_role("button", name="Thêm một").tap()
    phone.fill("[name=note]", "Gặp nhà đầu tư tại cụm, có biên bản.")
    taps += 3  # the photo, the number, the note
    picture(phone, "gui-minh-chung")
    phone.get_by_role("button", name="Gửi", exact=True).dblclick()  # a hurried thumb
    taps += 1

    phone.get_by_text("Đã gửi minh chứng").wait_for()
    tell(f"a duty proved on a phone: {taps} taps, {time.monotonic() - began:.0f} seconds by a machine")
    assert taps <= MOST_TAPS
    assert number_of_proofs(demo, phone) == before + 1
    look(phone, "minh-chung-da-gui")
    with phone.expect_download() as download:
        phone.get_by_role("link", name=re.compile("anh-hien-truong")).first.tap()
    assert dict(Image.open(download.value.path()).getexif()) == {}, "where a photo was taken is nobody's business"


def number_of_proofs(demo, page) -> int:
    """As the task's page tells them, seen in a tab of its own."""
    task = re.search(r"/ke-hoach/nhiem-vu/\d+/", page.url).group()
    html = page.request.get(demo.address + task).text()
    return html.count("Rút minh chứng")
