from hypothesis import given
from hypothesis import strategies as st

from lotrinh.plans.likeness import likeness, pair


def test_the_same_sentence_is_found_whatever_its_spacing_case_or_tone_marks():
    found = pair(["Hỗ trợ  hộ làm muối.", "Câu khác."], ["Câu khác.", "hỗ trợ hộ làm Muối."])
    assert [(one.old, one.new, one.is_same) for one in found] == [(1, 0, True), (0, 1, True)]


def test_another_number_is_a_close_sentence():
    (found,) = pair(["Đến năm 2025 trên 80% ruộng muối trải bạt."], ["Đến năm 2025 trên 85% ruộng muối trải bạt."])
    assert not found.is_same


def test_another_unit_with_a_name_of_the_same_make_is_not_close():
    assert pair(["Phòng Kinh tế thành phố"], ["Phòng Tài chính thành phố"]) == []


def test_equal_sentences_are_paired_in_their_order():
    assert [(one.old, one.new) for one in pair(["a b", "a b"], ["a b", "a b"])] == [(0, 0), (1, 1)]


@given(st.lists(st.text("ab cđ", max_size=12), max_size=8), st.lists(st.text("ab cđ", max_size=12), max_size=8))
def test_no_sentence_is_used_twice(old, new):
    found = pair(old, new)
    assert len({one.old for one in found}) == len({one.new for one in found}) == len(found)


@given(st.text("abc đ", max_size=30))
def test_a_text_is_like_itself(text):
    assert likeness(text, text) == 1
