"""T: targets that cannot be measured as they stand."""

from datetime import date

from lotrinh.plans.compiler.values import Header

from .finding import found

PLAN = Header(kind="Kế hoạch", title="Cấp nước nông thôn", dated=date(2025, 11, 20))


def test_a_target_without_a_date_is_found():
    assert len(found("T001", "# I. Mục tiêu", "- 95% hộ dân được dùng nước sạch.", header=PLAN)) == 1


def test_a_date_in_the_heading_or_in_the_plans_title_will_do():
    assert found("T001", "# I. Mục tiêu đến năm 2030", "- 95% hộ dân được dùng nước sạch.", header=PLAN) == []
    titled = Header(kind="Kế hoạch", title="Cấp nước năm 2026", dated=date(2025, 11, 20))
    assert found("T001", "# I. Mục tiêu", "- 95% hộ dân được dùng nước sạch.", header=titled) == []


def test_one_quantity_promised_with_two_values_is_found():
    first = "- Đến năm 2030, tỷ lệ hộ dân nông thôn được dùng nước sạch đạt 95%."
    second = "- Đến năm 2030, tỷ lệ hộ dân nông thôn được dùng nước sạch đạt 90%."
    assert len(found("T005", "# I. Mục tiêu", first, "# II. Nhiệm vụ", second, header=PLAN)) == 1


def test_a_letter_that_is_no_plan_needs_no_dates():
    letter = Header(kind="Công văn", title="Tăng cường cấp nước", dated=date(2025, 11, 20))
    assert found("T001", "# I. Mục tiêu", "- 95% hộ dân được dùng nước sạch.", header=letter) == []


AIMS = "# II. Mục tiêu đến năm 2030"


def test_what_is_made_or_grows_needs_no_level_to_begin_at():
    assert len(found("T003", AIMS, "- Tỷ lệ hộ dùng nước sạch đạt trên 95%.")) == 1
    assert found("T003", AIMS, "- Tổ chức ít nhất 02 hội nghị.", "- Giải quyết trong tối đa 03 ngày làm việc.") == []
    assert found("T003", AIMS, "- Giá trị sản xuất công nghiệp tăng trên 12%/năm.") == []


def test_a_growth_is_reckoned_on_the_thing_itself():
    assert found("T002", AIMS, "- Doanh thu phấn đấu tăng 15%/năm.") == []
    assert len(found("T002", AIMS, "- Đạt 80% vào năm 2030.")) == 1
