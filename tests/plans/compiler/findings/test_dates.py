"""P: dates and periods that cannot be."""

from datetime import date

import pytest

from lotrinh.plans.compiler.values import Header

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
