"""A ward's plan comes in, is hung below the city's, and stands beside it sentence by sentence. Its text is invented."""

import re

import pytest
from docx import Document

from tests.journeys.conftest import look, told
from tests.journeys.reviewing import accept_with_the_keyboard, upload

pytestmark = pytest.mark.journey

OWNER = "Phòng Kinh tế, Hạ tầng và Đô thị phường Mỹ Trà"
TEXT = """ỦY BAN NHÂN DÂN PHƯỜNG MỸ TRÀ
Số: 91/KH-UBND
Mỹ Trà, ngày 12 tháng 10 năm 2026
KẾ HOẠCH
Phát triển công nghiệp phường thử trong hành trình
I. MỤC TIÊU
1. Đến năm 2030, cụm công nghiệp Quảng Khánh đạt tỷ lệ lấp đầy trên 90%.
2. Đến năm 2030, trên 70% lao động trong ngành công nghiệp đã qua đào tạo.
II. NHIỆM VỤ
1. Phòng Kinh tế, Hạ tầng và Đô thị rà soát các lô đất còn trống trong cụm công nghiệp, hoàn thành trong quý I năm 2027.
"""


def test_a_plan_stands_beside_the_one_above_it(demo, desktop, tmp_path):
    demo.sign_in(desktop, "ke-hoach")
    upload(desktop, demo, written(tmp_path), OWNER)
    accept_with_the_keyboard(desktop)
    desktop.get_by_role("link", name="Đưa vào thực hiện…").click()
    desktop.get_by_role("button", name="Đưa vào thực hiện").click()
    told(desktop, "đã được đưa vào thực hiện")
    mine = re.search(r"/ct/(\d+)/$", desktop.url)[1]
    desktop.goto(f"{demo.address}/ke-hoach/{mine}/thiet-lap/")
    form = desktop.locator("#lien-ket form", has=desktop.get_by_role("button", name="Ghi liên kết"))
    form.get_by_label("Quan hệ").select_option(label="thực hiện kế hoạch cấp trên")
    form.locator("[name=other]").select_option("1")
    form.get_by_role("button", name="Ghi liên kết").click()
    told(desktop, "Đã ghi")
    desktop.goto(f"{demo.address}/ke-hoach/1/lien-thong/")
    look(desktop, "lien-thong")
    desktop.locator(f"a[href='/ke-hoach/{mine}/lien-thong/1/']").first.click()
    look(desktop, "doi-chieu-cap-tren")
    assert "90%" in desktop.inner_text("main"), "the ward's own figure stands beside the city's"


def written(folder):
    document = Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    document.save(path := folder / "ke-hoach-phuong-thu.docx")
    return path
