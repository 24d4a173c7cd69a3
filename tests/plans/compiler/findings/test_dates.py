"""P: dates and periods that cannot be."""

from dataclasses import replace
from datetime import date

import pytest

from lotrinh.plans.compiler.values import Header

from ..skeletons import skeleton
from .finding import found

PLAN = Header(
    kind="Kế hoạch",
    number="12/KH-UBND",
    dated=date(2025, 11, 20),
    title="Cấp nước sạch nông thôn giai đoạn 2026 - 2030",
)


@pytest.mark.parametrize(
    ("rule", "sentence", "detail"),
    [
        ("P001", "Xong trước ngày 31/02/2026.", "ngày 31/02/2026"),
        ("P002", "Theo Quyết định số 9/QĐ-TTg ngày 05/12/2025.", "9/QĐ-TTg 05/12/2025, 20/11/2025"),
        ("P003", "Quy hoạch thời kỳ 2021-2030, tầm nhìn đến 2025.", "thời kỳ 2021-2030, tầm nhìn đến 2025"),
        ("P004", "Áp dụng giai đoạn 2030 - 2026.", "giai đoạn 2030 - 2026"),
        ("P005", "Quyết định số 46/2012/QĐ-UBND ngày 12/9/2022.", "46/2012/QĐ-UBND 12/09/2022"),
        ("P008", "Họp thứ Sáu, ngày 07/02/2026.", "thứ Sáu, ngày 07/02/2026: 07/02/2026 là thứ bảy"),
        ("P008", "Họp ngày 08 tháng 02 năm 2026 (thứ 2).", "ngày 08 tháng 02 năm 2026 (thứ 2: 08/02/2026 là Chủ nhật"),
        ("P009", "Bố trí vốn để hoàn thành năm 2023.", "năm 2023: để hoàn thành năm 2023"),
    ],
)
def test_a_date_that_cannot_be_is_found(rule, sentence, detail):
    (fault,) = found(rule, "# I. Mở đầu", sentence, header=PLAN)
    assert fault.detail == detail


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("P001", "Xong trước ngày 28/02/2026."),
        ("P002", "Theo Quyết định số 9/QĐ-TTg ngày 05/10/2025."),
        ("P002", "Kế hoạch số 12/KH-UBND ngày 20/11/2025."),
        ("P003", "Quy hoạch thời kỳ 2021-2030, tầm nhìn đến năm 2050."),
        ("P004", "Áp dụng giai đoạn 2026 - 2030."),
        ("P005", "Quyết định số 46/2022/QĐ-UBND ngày 12/9/2022."),
        ("P008", "Họp thứ Bảy, ngày 07/02/2026."),
        ("P008", "Chủ nhật ngày 08/02/2026 ra quân."),
        ("P009", "Đập đã hoàn thành năm 2023."),
        ("P009", "Phấn đấu hoàn thành năm 2027."),
    ],
)
def test_a_date_that_can_be_is_left_alone(rule, sentence):
    assert found(rule, "# I. Mở đầu", sentence, header=PLAN) == []


def test_a_heading_that_keeps_the_years_of_an_older_plan_is_found():
    (fault,) = found("P007", "# I. Giải pháp cấp nước sạch nông thôn giai đoạn 2021 - 2025", header=PLAN)
    assert fault.detail == "I: 2021-2025, 2026-2030"


def test_a_deadline_before_the_plan_is_found():
    document = "# IV. Tổ chức thực hiện", "Sở Y tế hoàn thành việc này trước ngày 15/10/2025."
    assert found("P006", *document, header=PLAN)[0].detail == "2025-10-15, 2025-11-20"


def test_a_basis_of_a_later_month_is_found_though_its_day_is_blank():
    document = "Căn cứ Chỉ thị số 5/CT-TU ngày    /12/2025 của Tỉnh ủy;", "# I. Mở đầu", "Trồng cây."
    made = replace(skeleton(*document, header=PLAN), body=range(1, 3))
    assert [fault.detail for fault in found("P002", skeleton=made)] == ["12/2025, 20/11/2025"]
