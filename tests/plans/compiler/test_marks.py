import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.plans.compiler.carriers.wordnumbers import counted
from lotrinh.plans.compiler.marks import Scheme, marks_of, roman_value

title = "Reading the label a paragraph begins with"


@pytest.mark.parametrize(
    ("text", "scheme", "label", "numbers"),
    [
        ("I. MỤC TIÊU", Scheme.ROMAN, "I.", (1,)),
        ("XIV. Phụ trách", Scheme.ROMAN, "XIV.", (14,)),
        ("II- NHIỆM VỤ", Scheme.ROMAN, "II-", (2,)),
        ("3. Sở Y tế", Scheme.ARABIC, "3.", (3,)),
        ("2) Nội dung", Scheme.ARABIC_BRACKET, "2)", (2,)),
        ("2.10. Khảo sát", Scheme.DECIMAL, "2.10.", (2, 10)),
        ("1.3 Khảo sát", Scheme.DECIMAL, "1.3", (1, 3)),
        ("đ) Khen thưởng", Scheme.LETTER, "đ)", (5,)),
        ("Điều 4. Hiệu lực", Scheme.ARTICLE, "Điều 4.", (4,)),
        ("Chương II QUY ĐỊNH", Scheme.CHAPTER, "Chương II", (2,)),
        ("Phần thứ ba", Scheme.PART, "Phần thứ ba", (3,)),
        ("PHỤ LỤC IV", Scheme.ANNEX, "PHỤ LỤC IV", (4,)),
        ("PHỤ LỤC", Scheme.ANNEX, "PHỤ LỤC", ()),
        ("(2) Lần hai", Scheme.PARENTHESIS, "(2)", (2,)),
        ("* Đến năm 2030", Scheme.STAR, "*", ()),
        ("- Trồng cây", Scheme.BULLET, "-", ()),
    ],
)
def test_each_scheme_is_told_by_its_print(text, scheme, label, numbers):
    first = marks_of(text)[0]
    assert (first.scheme, first.label, first.numbers) == (scheme, label, numbers)


@pytest.mark.parametrize(
    "text",
    ["9.000 lao động", "12,5% số hộ", "2026. Các xã", "100% số trường", "V/v trồng cây", "Phụ lục kèm theo công văn"],
)
def test_numbers_years_and_shares_are_no_labels(text):
    assert marks_of(text) == []


def test_a_capital_i_may_be_roman_or_a_letter():
    assert {mark.scheme for mark in marks_of("I. Kinh phí")} == {Scheme.ROMAN, Scheme.CAPITAL}


def test_the_text_begins_after_the_label():
    assert "12. Sở Tư pháp"[marks_of("12. Sở Tư pháp")[0].end :] == "Sở Tư pháp"


@given(st.integers(1, 39))
def test_roman_numbers_are_read_as_they_are_printed(number):
    assert roman_value(counted(number, "upperRoman")) == number


@given(st.text(max_size=60))
def test_any_text_is_answered(text):
    assert all(0 < mark.end <= len(text) for mark in marks_of(text))
