"""N: the first column of tables."""

from dataclasses import replace

import pytest

from lotrinh.plans.compiler.values import Node, Place

from ..skeletons import skeleton
from .finding import found


@pytest.mark.parametrize(
    ("letters", "details"),
    [
        pytest.param("ABCDEG", ["D, E; thiếu Đ"], id="đ-left-out"),
        pytest.param("ABCDĐE", [], id="whole"),
        pytest.param("ABCDEF", [], id="latin-letters-throughout"),
        pytest.param("ABC", [], id="too-few-to-tell"),
    ],
)
def test_groups_of_rows_follow_the_vietnamese_order(letters, details):
    rows = [cell for letter in letters for cell in ((letter + ".", "SỞ"), ("1", "Khám"))]
    assert [fault.detail for fault in found("N006", [list(row) for row in rows])] == details


def test_a_skipped_row_number_names_its_annex():
    rows = [["TT", "Việc"], ["1", "Khám"], ["2", "Chữa"], ["5", "Phòng"]]
    made = skeleton("PHỤ LỤC II", rows)
    annex = Node(1, "PHỤ LỤC II", "VIỆC", Place(0, 0, 10))
    (fault,) = found("N005", skeleton=replace(made, outline=(annex,)))
    assert fault.detail == "Phụ lục II: 2, 5; thiếu 3, 4"
