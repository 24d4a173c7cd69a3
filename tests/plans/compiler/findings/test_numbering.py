"""N: labels skipped, used twice, or lost."""

import pytest

from .finding import found, without_label

SECTIONS = "# I. Mục tiêu", "# II. Nhiệm vụ"


def test_a_skipped_section_is_found():
    (fault,) = found("N001", *SECTIONS, "# IV. Tổ chức thực hiện")
    assert fault.detail == "I, II, IV; thiếu III"


def test_a_document_that_begins_with_the_second_section_lacks_the_first():
    assert found("N001", "# II. Nhiệm vụ", "# III. Tổ chức")[0].detail == "II; thiếu I"


def test_a_skipped_point_names_its_section():
    assert found("N001", *SECTIONS, "## 1. Một", "## 2. Hai", "## 4. Bốn")[0].detail == "II: 2, 4; thiếu 3"


def test_headings_without_label_are_lost_not_skipped():
    made = without_label((*SECTIONS, "## 1. Một", "## 2. Hai", "## 3. Ba", "## 4. Bốn"), "2. Hai", "3. Ba")
    assert found("N001", skeleton=made) == []
    assert found("N002", skeleton=made)[0].detail == "II: 1, 4; mất 2, 3"


def test_a_label_used_twice_is_found():
    document = *SECTIONS, "## 3. Ba", "### 3.1. Một", "### 3.2. Hai", "### 3.2. Hai nữa"
    assert found("N003", *document)[0].detail == "II.3: 3.2, 3.2"


@pytest.mark.parametrize(
    ("letters", "detail"),
    [
        pytest.param("abcde", "I: a, b, c, d, e; thiếu đ", id="đ-left-out"),
        pytest.param("abbc", "I: a, b, b, c; b dùng hai lần", id="twice"),
        pytest.param(
            "abcdđef", "I: a, b, c, d, đ, e, f; f không có trong thứ tự tiếng Việt", id="a-letter-of-another-alphabet"
        ),
    ],
)
def test_letters_follow_the_vietnamese_order(letters, detail):
    (fault,) = found("N004", "# I. Mục tiêu", *(f"{letter}) Việc làm." for letter in letters))
    assert fault.detail == detail


def test_letters_in_order_are_no_fault():
    assert found("N004", "# I. Mục tiêu", *(f"{letter}) Việc làm." for letter in "abcdđeghik")) == []


def test_letters_begin_anew_under_each_heading():
    assert found("N004", "# I. Một", "a) Việc.", "b) Việc.", "# II. Hai", "a) Việc.", "b) Việc.") == []


def test_a_table_that_skips_rows_is_found():
    rows = [["STT", "Tên"], *([str(number), "x"] for number in (1, 2, 3, 6))]
    assert found("N005", "# I. Danh mục", rows)[0].detail == "3, 6; thiếu 4, 5"


def test_rows_may_begin_anew_under_a_group():
    rows = [["STT", "Tên"], ["I", "Nhóm"], ["1", "x"], ["2", "y"], ["II", "Nhóm"], ["1", "z"]]
    assert found("N005", "# I. Danh mục", rows) == []


def test_articles_are_counted_through_the_chapters():
    document = "# Chương I", "## Điều 1. Phạm vi", "## Điều 2. Đối tượng", "# Chương II", "## Điều 3. Nội dung"
    assert found("N001", *document) == []


def test_points_below_an_article_are_named_as_laws_are_cited():
    (fault,) = found("N004", "# Điều 10. Cập nhật", "## 2. Các sở", *(f"{letter}) Giá." for letter in "abbc"))
    assert fault.detail == "khoản 2 Điều 10: a, b, b, c; b dùng hai lần"


def test_letters_before_a_stroke_are_letters():
    (fault,) = found("N004", "# I. Mục tiêu", *(f"{letter}/ Việc làm." for letter in "abb"))
    assert fault.detail == "I: a, b, b; b dùng hai lần"
