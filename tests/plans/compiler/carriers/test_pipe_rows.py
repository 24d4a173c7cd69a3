"""Rows of tables whose cells stand between pipes on lines of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.plans.compiler.carriers.pipe_rows import rows_of


def rows(*fields):
    return [list(fields[first:after]) for first, after in rows_of(fields)]


def test_an_empty_field_ends_a_row():
    assert rows("TT", "Việc", "", "1", "Họp", "", "2", "Báo") == [["TT", "Việc"], ["1", "Họp"], ["2", "Báo"]]


def test_an_empty_cell_is_told_from_the_end_of_a_row():
    fields = ["TT", "Tên", "2026", "2027", "", "1", "Lúa", "5", "6", "", "2", "Ngô", "", "7", "", "3", "Mía", "8", "9"]
    assert rows(*fields)[2] == ["2", "Ngô", "", "7"]


def test_a_band_and_a_row_with_merged_cells_stay_rows_of_their_own():
    fields = ["TT", "Việc", "Ai", "", "I. Học tập", "", "1", "Họp", "Xã", "", "Báo", "Huyện", "", "2", "Xem", "Xã"]
    assert rows(*fields) == [
        ["TT", "Việc", "Ai"],
        ["I. Học tập"],
        ["1", "Họp", "Xã"],
        ["Báo", "Huyện"],
        ["2", "Xem", "Xã"],
    ]


def test_two_tables_of_different_width_may_follow_one_another():
    narrow = [field for n in range(1, 9) for field in (str(n), "Việc", "")]
    wide = [field for n in range(1, 9) for field in (str(n), "Việc", "Ai", "Khi", "")]
    found = rows(*narrow, *wide)
    assert {len(row) for row in found} == {2, 4}
    assert len(found) == 16


@given(st.lists(st.sampled_from(["", "", "1", "2", "Lúa", "Ngô"]), max_size=60))
def test_no_field_that_holds_text_is_lost(fields):
    kept = [fields[at] for first, after in rows_of(fields) for at in range(first, after)]
    assert [field for field in kept if field] == [field for field in fields if field]


def test_two_short_rows_under_a_merged_cell_are_not_taken_for_one_full_row():
    full = [[str(n), "Xã", "Phối hợp", "Nhóm", "Đào ao", "Ao", "2027"] for n in range(1, 5)]
    short = ["Thả cá", "Cá", "2028"]
    table = [row for one in full for row in (one, short, short)]
    assert rows(*[field for row in table for field in (*row, "")][:-1]) == table


@pytest.mark.parametrize("width", [3, 5, 9])
@pytest.mark.parametrize("count", [1, 2, 30])
def test_full_rows_are_told_whatever_their_number_and_width(width, count):
    full = [[str(number), *["việc"] * (width - 1)] for number in range(1, count + 1)]
    assert rows(*[text for row in full for text in ("", *row)][1:]) == full
