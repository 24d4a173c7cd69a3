"""Sentences: where they end, under which heading they stand, what they say."""

import pytest

from lotrinh.plans.compiler.sentences import read_sentences, sentence_spans
from lotrinh.plans.compiler.values import SentenceKind

from .skeletons import skeleton


def split(text):
    return [text[start:end] for start, end in sentence_spans(text)]


def test_a_stop_before_a_capital_ends_a_sentence():
    assert split("Xã lập kế hoạch. Huyện duyệt.") == ["Xã lập kế hoạch.", "Huyện duyệt."]


@pytest.mark.parametrize(
    "text",
    ["Đạt 9.000 người.", "Họp tại TP. Cao Lãnh.", "1. Sở Xây dựng chủ trì.", "Gồm ao, hồ, v.v. Tất cả phải sạch"],
)
def test_stops_in_numbers_labels_and_abbreviations_end_none(text):
    assert split(text) == [text]


def test_a_text_that_lost_its_stops_is_cut_between_words():
    text = "đạt 80% số hộ, " * 1000
    pieces = split(text)
    assert max(map(len, pieces)) <= 3000
    assert "".join(pieces).split() == text.split()


def kinds(*parts):
    return [sentence.kind for sentence in read_sentences(skeleton(*parts))]


def test_a_number_under_aims_is_a_promise_and_an_aim_without_one_a_wish():
    assert kinds("# I. MỤC TIÊU", "- Đạt 80% số hộ.", "- Nâng cao nhận thức của người dân.")[1:] == [
        SentenceKind.PROMISE,
        SentenceKind.WISH,
    ]


def test_a_definite_result_under_aims_is_a_promise_without_a_number():
    assert kinds("# I. MỤC TIÊU", "- Tổ chức di dời các lò gạch khỏi khu dân cư.")[1] is SentenceKind.PROMISE


def test_a_verb_of_duty_gives_an_order():
    assert kinds("# V. TỔ CHỨC THỰC HIỆN", "Sở Công Thương chủ trì hướng dẫn các huyện.")[1] is SentenceKind.ORDER


def test_what_is_told_of_the_present_is_neither():
    assert kinds("# I. THỰC TRẠNG", "Tổ chức 12 lớp học nghề trong năm qua.")[1] is SentenceKind.OTHER


def test_carrying_out_well_is_an_order_and_no_state():
    assert kinds("# II. Nhiệm vụ", "Tiếp tục thực hiện có hiệu quả cải cách hành chính.")[1] is SentenceKind.ORDER


def test_a_heading_that_is_only_a_title_says_nothing():
    assert kinds("# II. NHIỆM VỤ TRỌNG TÂM") == [SentenceKind.OTHER]


def test_each_sentence_knows_its_heading_and_its_place():
    made = skeleton("# I. Mục tiêu", "- Đạt 80%. Giữ vững.", "# II. Nhiệm vụ", "Tổ chức kiểm tra.")
    sentences = read_sentences(made)
    assert [sentence.node for sentence in sentences] == [0, 0, 0, 1, 1]
    for sentence in sentences:
        place = sentence.place
        assert made.blocks[place.block].text[place.start : place.end] == sentence.text


def test_a_row_of_a_table_is_one_sentence():
    sentences = read_sentences(skeleton("# Phụ lục", [["TT", "Việc"], ["1", "Tổ chức hội nghị"]]))
    assert sentences[-1].text == "1 | Tổ chức hội nghị"


def test_notes_are_read_after_the_body():
    sentences = read_sentences(skeleton("# I. Mục tiêu", "[1] Hiện có 12 cơ sở."))
    assert sentences[-1].text == "Hiện có 12 cơ sở."
