"""R: blanks, one document under two numbers or dates, what is referred to and not there."""

from dataclasses import replace
from datetime import date

import pytest

from lotrinh.plans.compiler.values import EndedDocument, Header

from ..skeletons import skeleton
from .finding import found

PLAN = Header(kind="Kế hoạch", number="12/KH-UBND", dated=date(2025, 11, 20))


def test_a_blank_number_and_date_are_one_fault():
    (fault,) = found("R001", "# I. Mở đầu", "(Kèm theo Kế hoạch số:      /KH-UBND ngày   /   /2025)", header=PLAN)
    assert fault.detail == "Số: /KH-UBND trống, ngày trống, 12/KH-UBND"


def test_gaps_of_a_model_text_are_no_fault():
    lines = ["Quyết định số ....../QĐ-UBND ngày ....../......", *["Tên ............ Tuổi ............"] * 5]
    assert found("R001", "# I. Mẫu", *lines) == []


def test_one_document_under_two_dates_is_found():
    document = "Nghị quyết số 7/NQ-CP ngày 01/4/2025.", "Nghị quyết số 7/NQ-CP ngày 01/5/2025."
    assert found("R003", "# I. Mở đầu", *document)[0].detail == "7/NQ-CP: 01/04/2025 và 01/05/2025"


def test_the_same_number_of_another_year_is_another_document():
    document = (
        "Chỉ thị số 2/CT-TTg ngày 04/7/2018 về an toàn trên không gian mạng quốc gia.",
        "Chỉ thị số 2/CT-TTg ngày 15/11/2019 về tăng cường phòng cháy rừng mùa khô.",
    )
    assert found("R003", "# I. Mở đầu", *document) == []


def test_one_document_under_two_numbers_is_found():
    about = "ngày 16/9/2024 của Thủ tướng Chính phủ phê duyệt Quy hoạch mạng lưới trạm bơm vùng đồng bằng"
    document = f"Quyết định số 991/QĐ-TTg {about}.", f"Quyết định số 919/QĐ-TTg {about}."
    assert found("R004", "# I. Mở đầu", *document)[0].detail == "991/QĐ-TTg, 919/QĐ-TTg (16/09/2024)"


def test_a_number_with_its_digits_changed_about_is_the_same_document():
    document = (
        "Thông tư số 24/2020/TT-BCA ngày 10/3/2020 của Bộ Công an về biểu mẫu.",
        "Dùng biểu mẫu tại Thông tư số 42/2020/TT-BCA ngày 10/3/2020.",
    )
    assert found("R004", "# I. Mở đầu", *document)[0].detail == "24/2020/TT-BCA, 42/2020/TT-BCA (10/03/2020)"


def test_two_documents_of_one_day_are_two():
    document = (
        "Nghị quyết số 18-NQ/TW ngày 16/6/2022 về quản lý và sử dụng đất đai.",
        "Nghị quyết số 19-NQ/TW ngày 16/6/2022 về nông nghiệp, nông dân, nông thôn.",
    )
    assert found("R004", "# I. Mở đầu", *document) == []


def test_the_papers_own_blank_number_is_one_fault_wherever_it_is_repeated():
    header = Header(kind="Kế hoạch", symbol="/KH-UBND")
    lines = "Số:     /KH-UBND", "# I. Mở đầu", "(Kèm theo Kế hoạch số:    /KH-UBND ngày   /   /2026)"
    assert [fault.detail for fault in found("R001", *lines, header=header)] == ["Số: /KH-UBND trống"]


def test_a_year_in_a_number_left_blank_is_part_of_it():
    document = "# I. Mở đầu", "(Kèm theo Quyết định số      /2026/QĐ-UBND)"
    assert [fault.detail for fault in found("R001", *document)] == ["Số: /2026/QĐ-UBND trống"]


def test_a_sheet_that_is_not_attached_is_found():
    sentence = "Các xã thực hiện chỉ tiêu theo biểu chi tiết kèm theo Kế hoạch này."
    assert found("R005", "# I. Mở đầu", sentence)[0].detail == "mục I: biểu chi tiết kèm theo Kế hoạch này: không có"
    table = [["TT", "Xã", "Chỉ tiêu"], *([str(number), "Mẫu", "5"] for number in range(1, 5))]
    assert found("R005", "# I. Mở đầu", sentence, table) == []
    assert found("R005", "# I. Mở đầu", "Theo danh mục kèm theo Nghị định số 5/2020/NĐ-CP.") == []


def test_the_only_annex_has_no_higher_number():
    document = "# I. Mở đầu", "Chi tiết tại Phụ lục III kèm theo.", "# PHỤ LỤC", "Danh mục."
    assert found("R005", *document)[0].detail == "Phụ lục III: không có"
    first = "# I. Mở đầu", "Chi tiết tại Phụ lục I kèm theo.", "# PHỤ LỤC", "Danh mục."
    assert found("R005", *first) == []


def test_an_annex_of_another_number_than_the_plan_is_found():
    (fault,) = found("R004", "# I. Mở đầu", "(Kèm theo Kế hoạch số 21/KH-UBND ngày 20/11/2025)", header=PLAN)
    assert fault.detail == "21/KH-UBND, 12/KH-UBND"


def test_an_annex_that_is_not_there_is_found():
    assert (
        found("R005", "# I. Mở đầu", "(Chi tiết tại Phụ lục kèm theo)")[0].detail == "mục I: Phụ lục kèm theo: không có"
    )
    document = "# I. Mở đầu", "Chi tiết tại Phụ lục III kèm theo.", "# PHỤ LỤC I", "Danh mục."
    assert found("R005", *document)[0].detail == "Phụ lục III: không có"


def test_an_annex_that_is_there_or_belongs_to_another_document_is_no_fault():
    there = "# I. Mở đầu", "Chi tiết tại Phụ lục I kèm theo.", "# PHỤ LỤC I", "Danh mục."
    assert found("R005", *there) == []
    assert found("R005", "# I. Mở đầu", "Danh mục tại Phụ lục II Nghị quyết số 5/NQ-CP.") == []


def test_a_section_that_is_not_there_is_found():
    document = "# I. Mục tiêu", "# II. Nhiệm vụ", "Thực hiện các việc tại mục VII Kế hoạch này."
    assert found("R006", *document)[0].detail == "mục VII"


def test_a_blank_day_and_number_before_the_plan_are_one_fault():
    header = Header(kind="Kế hoạch", symbol="/KH-UBND")
    lines = "Số:     /KH-UBND", "Xã Mẫu, ngày    tháng 01 năm 2026", "# I. Mở đầu"
    made = replace(skeleton(*lines, header=header), body=range(2, 3))
    assert found("R002", skeleton=made) == []
    numbered = skeleton("Số: 12/KH-UBND", *lines[1:], header=Header(kind="Kế hoạch", number="12/KH-UBND"))
    dated_number = replace(numbered, body=range(2, 3))
    assert [fault.detail for fault in found("R002", skeleton=dated_number)] == ["ngày trống: ngày tháng 01 năm 2026"]


@pytest.mark.parametrize(
    ("sentence", "detail"),
    [
        ("Tăng tần suất từ tháng đến tháng 4 năm sau.", "từ tháng đến tháng 4 năm sau: trống"),
        ("Theo Quyết định số ngày 12/3/2025 của Bộ.", "Quyết định số ngày 12/3/2025 của Bộ: trống"),
        ("Xong trước ngày tháng 12 năm 2025.", "trước ngày tháng 12 năm 2025: trống"),
    ],
)
def test_a_number_left_out_inside_a_sentence_is_found(sentence, detail):
    assert [fault.detail for fault in found("R007", "# I. Mở đầu", sentence)] == [detail]


@pytest.mark.parametrize(
    "sentence", ["Từ tháng 10 đến tháng 4.", "Từ năm đến mười ngày.", "Các quyết định số hóa của xã."]
)
def test_words_of_time_with_their_number_are_no_blank(sentence):
    assert found("R007", "# I. Mở đầu", sentence) == []


OLD = EndedDocument("5/2017/NĐ-CP", date(2017, 5, 25), date(2024, 5, 1), "9/2024/NĐ-CP")
LOCAL = EndedDocument("12/QĐ-UBND", date(2020, 3, 1), date(2021, 1, 1))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("Thực hiện Nghị định số 5/2017/NĐ-CP ngày 25/5/2017 của Chính phủ.", 1, id="ended-before"),
        pytest.param("Thực hiện Nghị định số 5/2017/NĐ-CP của Chính phủ.", 1, id="its-year-stands-in-the-number"),
        pytest.param("Thực hiện Quyết định số 12/QĐ-UBND ngày 01/3/2020.", 1, id="named-by-its-day"),
        pytest.param("Thực hiện Quyết định số 12/QĐ-UBND ngày 01/3/2025.", 0, id="the-same-number-of-another-year"),
        pytest.param("Thực hiện Quyết định số 12/QĐ-UBND.", 0, id="a-number-that-restarts-each-year"),
        pytest.param("Nghị định số 5/2017/NĐ-CP hết hiệu lực từ ngày 01/5/2024.", 0, id="told-to-have-ended"),
        pytest.param("Theo Nghị định số 5/2017/NĐ-CP; theo Nghị định số 5/2017/NĐ-CP.", 1, id="told-once"),
    ],
)
def test_a_document_no_longer_in_force_is_found(text, count):
    faults = found("R008", "# I. Mở đầu", text, header=PLAN, ended=(OLD, LOCAL))
    assert len(faults) == count


def test_a_document_in_force_on_the_day_of_the_plan_is_no_fault():
    earlier = replace(PLAN, dated=date(2024, 4, 30))
    text = "Thực hiện Nghị định số 5/2017/NĐ-CP của Chính phủ."
    assert found("R008", "# I. Mở đầu", text, header=earlier, ended=(OLD,)) == []
    (fault,) = found("R008", "# I. Mở đầu", text, header=replace(PLAN, dated=date(2024, 5, 1)), ended=(OLD,))
    assert "01/05/2024 (theo 9/2024/NĐ-CP)" in fault.message
