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
        ("P001", "Báo cáo trước ngày 31/11 hằng năm.", "ngày 31/11"),
        ("P001", "Báo cáo trước ngày 15/6 và 31/11 hằng năm.", "và 31/11"),
        ("P001", "Xong chậm nhất 31/4/2027.", "31/4/2027"),
        ("P001", "Xong trong quý V/2026.", "quý V/2026"),
        ("P004", "Áp dụng giai đoạn 2030 - 2026.", "giai đoạn 2030 - 2026"),
        ("P004", "Làm từ ngày 15/9/2027 đến ngày 10/8/2027.", "ngày 15/9/2027 đến ngày 10/8/2027"),
        ("P004", "Làm từ tháng 11/2027 đến tháng 3/2027.", "tháng 11/2027 đến tháng 3/2027"),
        ("P004", "Làm từ ngày 20 đến ngày 15/3/2027.", "từ ngày 20 đến ngày 15/3"),
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
        ("P001", "Báo cáo trước ngày 30/11; đạt đến 31/45 xã; bình quân đến 35/18 lượt."),
        ("P001", "Quý III/2026, trước ngày 29/02 năm nhuận."),
        ("P004", "Áp dụng giai đoạn 2026 - 2030."),
        ("P004", "Làm từ tháng 11/2027 đến tháng 3/2028, cao điểm từ ngày 20/12 đến ngày 15/01."),
        ("P004", "So sánh các năm 2026 - 2025."),
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


@pytest.mark.parametrize(
    ("rule", "deadline", "detail"),
    [
        pytest.param("P006", "15/11/2025", "2025-11-15, 2025-11-20", id="some-days-before"),
        pytest.param("P010", "15/6/2024", "ngày 15/6/2024, 20/11/2025, 20/11/2025", id="long-before"),
    ],
)
def test_a_deadline_before_the_plan_is_found(rule, deadline, detail):
    document = "# IV. Tổ chức thực hiện", f"Sở Y tế hoàn thành việc này trước ngày {deadline}."
    assert [fault.detail for fault in found(rule, *document, header=PLAN)] == [detail]
    assert found("P010" if rule == "P006" else "P006", *document, header=PLAN) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Sở Y tế hoàn thành việc này trước ngày 15/6/2026.",
        "Sở Y tế rà soát các dự án đã được phê duyệt trước ngày 15/6/2024.",
        "Các trạm xây dựng trước tháng 6/2020 được sửa chữa theo Nghị quyết số 5/NQ-HĐND.",
    ],
)
def test_days_of_the_past_are_no_deadlines(sentence):
    assert found("P010", "# IV. Tổ chức thực hiện", sentence, header=PLAN) == []


def test_a_basis_of_a_later_month_is_found_though_its_day_is_blank():
    document = "Căn cứ Chỉ thị số 5/CT-TU ngày    /12/2025 của Tỉnh ủy;", "# I. Mở đầu", "Trồng cây."
    made = replace(skeleton(*document, header=PLAN), body=range(1, 3))
    assert [fault.detail for fault in found("P002", skeleton=made)] == ["12/2025, 20/11/2025"]
