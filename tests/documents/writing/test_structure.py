from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.documents.writing.structure import (
    Appendix,
    Column,
    Letterhead,
    Paragraph,
    Table,
    closed,
    date_in_words,
    listed,
)
from tests.documents.writing.samples import report, wide_table


@pytest.mark.parametrize(
    ("day", "words"),
    [
        pytest.param(date(2026, 2, 5), "ngày 05 tháng 02 năm 2026", id="small-day-and-february"),
        pytest.param(date(2026, 3, 12), "ngày 12 tháng 3 năm 2026", id="march-takes-no-zero"),
        pytest.param(date(2026, 11, 9), "ngày 09 tháng 11 năm 2026", id="two-digit-month"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_zero(day, words):
    assert date_in_words(day) == words


def test_a_number_below_ten_takes_a_zero():
    assert Letterhead("X", symbol="BC-KT", number=7).number_line == "Số: 07/BC-KT"


def test_a_draft_leaves_room_for_number_and_day():
    head = Letterhead("X", symbol="BC-KT", place="Thử", year=2026)
    assert head.number_line == "Số:       /BC-KT"
    assert head.date_line == "Thử, ngày      tháng      năm 2026"


@given(st.lists(st.text(alphabet="abcđ -;.", max_size=12)))
def test_recipients_end_with_semicolons_and_the_last_with_a_stop(lines):
    written = listed(lines)
    assert all(line.startswith("- ") and line.endswith(";") for line in written[:-1])
    assert not written or written[-1].endswith(".")


def test_the_body_ends_with_the_closing_mark():
    assert closed((Paragraph.of("Trên đây là báo cáo."),))[-1].text == "Trên đây là báo cáo./."
    assert closed(closed((Paragraph.of("Hết"),)))[-1].text == "Hết./."


def test_one_appendix_has_no_number_two_have_roman_ones():
    one = report()
    two = report(appendices=(Appendix("A", ()), Appendix("B", ())))
    assert one.appendix_label(0) == "Phụ lục"
    assert [two.appendix_label(0), two.appendix_label(1)] == ["Phụ lục I", "Phụ lục II"]


def test_a_wide_table_turns_its_appendix():
    assert Appendix("A", (wide_table(),)).is_landscape
    assert not Appendix("A", (Table((Column("x"),), (("1",),)),)).is_landscape


def test_a_row_of_another_width_is_refused():
    with pytest.raises(ValueError, match="row 1 has 2 cells"):
        Table((Column("x"),), (("1", "2"),))
