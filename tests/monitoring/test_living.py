from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.monitoring.choices import Group, State
from lotrinh.monitoring.living import counted, narrowed, outline, passages
from lotrinh.monitoring.states.sentences import SentenceState
from lotrinh.plans.models import PlanBlock, Sentence

TEXT = "Mở đầu. Câu một cam kết. Câu hai giao việc."


def block(text=TEXT, index=0, **fields):
    return PlanBlock(pk=index + 1, index=index, kind="paragraph", text=text, **fields)


def heading(text, level, index):
    return block(text, index, level=level)


def told(start, end, text=TEXT, of=1, state=State.ON_WAY):
    sentence = Sentence(pk=of * 100 + start, block_id=of, start=start, end=end, text=text[start:end])
    return SentenceState(sentence, state, "")


def texts(pieces):
    return [(piece.text, bool(piece.told)) for piece in pieces]


def test_a_block_is_cut_where_its_sentences_begin_and_end():
    (passage,) = passages([block()], [told(8, 24), told(25, 43)])
    assert texts(passage.pieces) == [
        ("Mở đầu. ", False),
        ("Câu một cam kết.", True),
        (" ", False),
        ("Câu hai giao việc.", True),
    ]


def test_each_sentence_begins_and_ends_once():
    (passage,) = passages([block()], [told(8, 24)])
    assert [(piece.begins, piece.ends) for piece in passage.pieces if piece.told] == [(True, True)]


@given(st.text(min_size=1, max_size=60), st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=5))
def test_no_character_is_lost_or_doubled(text, spans):
    sentences = [told(min(a, b), max(a, b), text) for a, b in spans if a != b]
    (passage,) = passages([block(text)], sentences)
    assert "".join(piece.text for piece in passage.pieces) == text


def test_a_table_row_shows_its_state_in_its_last_cell():
    text = "1\tCâu dài\tPhòng\n2\tkhác\t"
    cells = [[0, 0, 0, 1, 1, 1], [0, 1, 2, 9, 1, 1], [0, 2, 10, 15, 1, 1], [1, 0, 16, 17, 1, 1], [1, 1, 18, 22, 1, 2]]
    (passage,) = passages([block(text, cells=cells)], [told(0, 15, text)])
    assert [len(row) for row in passage.rows] == [3, 2]
    ends = [[any(piece.ends for piece in cell.pieces) for cell in row] for row in passage.rows]
    assert ends == [[False, False, True], [False, False]]
    assert passage.rows[1][1].column_span == 2


def test_a_number_set_by_word_is_shown_although_it_is_not_in_the_text():
    (passage,) = passages([block("MỤC TIÊU", level=1, automatic_label="I.")], [])
    assert (passage.label, passage.tag) == ("I.", "h2")
    assert outline([passage])[0].text == "I. MỤC TIÊU"


@pytest.mark.parametrize(("level", "tag"), [(1, "h2"), (3, "h4"), (9, "h6")])
def test_headings_stand_under_the_title_of_the_page(level, tag):
    (passage,) = passages([heading("II. NHIỆM VỤ", level, 0)], [])
    assert passage.tag == tag


@dataclass
class Plan:
    """I (nothing) · II (1. a late sentence, 2. one nobody has)."""

    blocks = (
        heading("I. MỤC TIÊU", 1, 0),
        block(index=1),
        heading("II. NHIỆM VỤ", 1, 2),
        heading("1. Một", 2, 3),
        block(index=4),
        heading("2. Hai", 2, 5),
        block(index=6),
    )
    sentences = (told(8, 24, of=5, state=State.LATE), told(8, 24, of=7, state=State.NOBODY))

    @property
    def passages(self):
        return passages(self.blocks, self.sentences)


def test_the_outline_counts_what_is_red_under_each_heading():
    found = {one.text: (one.red, one.gaps) for one in outline(Plan().passages)}
    assert found == {"I. MỤC TIÊU": (0, 0), "II. NHIỆM VỤ": (1, 1), "1. Một": (1, 0), "2. Hai": (0, 1)}


def test_a_filter_keeps_the_headings_that_lead_to_what_is_left():
    left = [passage.block.index for passage in narrowed(Plan().passages, Group.RED)]
    assert left == [2, 3, 4]


def test_without_a_filter_the_whole_text_stands():
    assert len(narrowed(Plan().passages, None)) == 7


def test_every_group_is_counted_worst_first():
    assert [count for _, count in counted(Plan().sentences)] == [1, 0, 1, 0, 0]


def test_the_lines_above_the_first_sentence_are_the_head():
    blocks = [block("ỦY BAN NHÂN DÂN", 0), block("KẾ HOẠCH", 1), block("Căn cứ luật;", 2), block("ngắn", 3)]
    assert [passage.is_head for passage in passages(blocks, [])] == [True, True, False, False]
