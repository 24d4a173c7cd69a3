"""What a block inherits from where it stands."""

import pytest

from lotrinh.plans.compiler.contexts import contexts_of, heading_by, section_of

from .skeletons import skeleton


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("I. MỤC TIÊU", "aims"),
        ("II. Thực trạng chợ nông thôn", "state"),
        ("III. Nhiệm vụ, giải pháp", "tasks"),
        ("IV. Kinh phí thực hiện", "means"),
        ("V. Tổ chức thực hiện", "duties"),
        ("VI. Chế độ báo cáo", "reporting"),
        ("1. Sở Công Thương", ""),
        ("Chương trình mục tiêu quốc gia", ""),
        ("4. Cải cách hành chính, tạo thuận lợi cho doanh nghiệp", ""),
        ("2. Thuận lợi, khó khăn", "state"),
    ],
)
def test_a_heading_tells_what_its_section_is_about(heading, section):
    assert section_of(heading) == section


@pytest.mark.parametrize(
    ("heading", "by"),
    [
        ("2. Mục tiêu đến năm 2030, tầm nhìn đến năm 2045", "2030"),
        ("Giai đoạn 2026 - 2030", "2030"),
        ("Phụ lục I (kèm theo Kế hoạch ngày 12/3/2026)", None),
        ("Thực hiện Quyết định số 12/QĐ-UBND ngày 03/4/2026", None),
    ],
)
def test_a_heading_sets_the_year_it_names_for_itself(heading, by):
    assert heading_by(heading) == by


def test_the_nearest_heading_with_a_year_counts():
    made = skeleton("# I. Mục tiêu đến năm 2030", "## 1. Đến năm 2027", "- Một.", "## 2. Chợ", "- Hai.")
    contexts = contexts_of(made)
    assert (contexts[2].by, contexts[4].by) == ("2027", "2030")


def test_a_lead_holds_until_a_line_of_its_own_rank():
    made = skeleton("# I. Mục tiêu", "- Đến năm 2026:", "+ Một.", "- Hai.")
    contexts = contexts_of(made)
    assert (contexts[2].by, contexts[3].by) == ("2026", None)


def test_awards_colour_all_that_stands_below_them():
    made = skeleton("# V. Khen thưởng", "## 1. Nhiệm vụ của hội đồng", "- Một.")
    assert contexts_of(made)[2].section == "awards"


def test_a_long_order_that_speaks_of_results_opens_no_section_on_them():
    order = (
        "- Các xã chịu trách nhiệm trước tỉnh về các việc được giao, báo cáo tình hình và kết quả thực hiện, lồng ghép \
vào kế hoạch của địa phương mình, cụ thể như sau:"
    )
    assert contexts_of(skeleton("# IV. Tổ chức thực hiện", order, "+ Trồng cây."))[2].section == "duties"


def test_below_awards_no_lead_opens_another_section():
    made = skeleton("# V. Tiêu chuẩn khen thưởng", "- Tặng cho xã có quy định về hồ sơ:", "+ Đạt từ 98% trở lên.")
    assert contexts_of(made)[2].section == "awards"
