"""Tables set by runs of spaces in plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.plans.compiler.carriers import carry
from lotrinh.plans.compiler.carriers.raw import Grid
from lotrinh.plans.compiler.carriers.spaced_tables import tables_apart
from lotrinh.plans.compiler.values import BlockKind

TABLE = """\
 TT    Khu phố            Số hộ phân      Số cây
                          loại (hộ)       trồng (cây)
 1     Khu phố Một           620             50
 2     Khu phố Hai và        480             35
       xóm Đình
                  7

 3     Khu phố Ba                            40
       TỔNG CỘNG           1.100            125
"""


def rows(grid):
    found = [["" for _ in range(grid.column_count)] for _ in range(grid.row_count)]
    for cell in grid.cells:
        found[cell.row][cell.column] = cell.text
    return found


def test_columns_are_told_by_what_no_line_fills():
    (grid,) = [part for part in tables_apart(TABLE.splitlines()) if isinstance(part, Grid)]
    assert rows(grid) == [
        ["TT", "Khu phố", "Số hộ phân loại (hộ)", "Số cây trồng (cây)"],
        ["1", "Khu phố Một", "620", "50"],
        ["2", "Khu phố Hai và xóm Đình", "480", "35"],
        ["3", "Khu phố Ba", "", "40"],
        ["", "TỔNG CỘNG", "1.100", "125"],
    ]


def test_fields_between_tabs_stand_under_one_another_by_their_number():
    text = "TT\tViệc\tChủ trì\tPhối hợp\n1\tRà soát hộ nghèo\tPhòng Kinh tế\t\n2\tTập huấn\t\tHội Nông dân xã"
    (grid,) = tables_apart(text.splitlines())
    assert rows(grid)[1:] == [["1", "Rà soát hộ nghèo", "Phòng Kinh tế", ""], ["2", "Tập huấn", "", "Hội Nông dân xã"]]


def test_rows_as_long_as_the_head_need_not_stand_under_it():
    (grid,) = tables_apart(["TT  Việc  Ai", "1  A  B", "2  Rà soát hộ nghèo  C"])
    assert rows(grid) == [["TT", "Việc", "Ai"], ["1", "A", "B"], ["2", "Rà soát hộ nghèo", "C"]]


def test_the_sign_of_a_lost_picture_brings_no_table_again():
    blocks = carry(f"{TABLE}\n\ufffc1.\n\n\ufffc0.\n\nHết.\n".encode(), "a.txt").blocks
    assert [block.kind for block in blocks].count(BlockKind.TABLE) == 1


def test_a_table_stands_where_it_stood_in_the_text():
    blocks = carry(f"Giao chỉ tiêu như sau:\n\n{TABLE}\nCác khu phố báo cáo hằng tháng.\n".encode(), "a.txt").blocks
    assert [block.kind for block in blocks] == [BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PARAGRAPH]
    assert blocks[2].text == "Các khu phố báo cáo hằng tháng."


@pytest.mark.parametrize("after", ["      III. NHIỆM VỤ", "       - Tổ chức lễ ra quân", "      Trên đây là kế hoạch."])
def test_a_paragraph_right_below_is_none_of_its_cells(after):
    parts = tables_apart([*TABLE.splitlines(), after])
    assert parts[-1] == after


@pytest.mark.parametrize(
    "text",
    [
        "UBND XÃ A              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/KH-UBND      A, ngày 1 tháng 2 năm 2026",
        "1.   Rà soát   hộ nghèo\n2.   Lập   danh sách",
        "TT   Tên   Số\nchỉ là một dòng chữ",
        "STT  Tên",
    ],
)
def test_what_is_set_apart_otherwise_is_no_table(text):
    assert tables_apart(text.splitlines()) == text.splitlines()


@given(st.lists(st.text(alphabet="T1aồ- .\t", max_size=40), max_size=12))
def test_no_word_is_lost(lines):
    def words(parts):
        texts = [cell.text for cell in parts.cells] if isinstance(parts, Grid) else [parts]
        return [word for text in texts for word in text.split()]

    told = sorted(word for part in tables_apart(["STT  T  a", "1  aồ  a", "2  a  1", *lines]) for word in words(part))
    printed = sorted(word for line in ["STT  T  a", "1  aồ  a", "2  a  1", *lines] for word in line.split())
    assert len(told) <= len(printed) and [word for word in told if not word.isdigit()] == [
        word for word in printed if not word.isdigit()
    ]
