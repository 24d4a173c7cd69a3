"""C: totals beside their parts, shares beside their division, in prose and in tables."""

import pytest

from .finding import found


def test_parts_that_do_not_add_up_are_found():
    (fault,) = found("C001", "# I. Tình hình", "[1] Hiện có 30 cơ sở, bao gồm: 12 lò gạch; 10 xưởng mộc; 9 xưởng hàn.")
    assert fault.detail == "30; 12 + 10 + 9 = 31"


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Hiện có 31 cơ sở, gồm: 12 lò gạch; 10 xưởng mộc; 9 xưởng hàn.", id="adds-up"),
        pytest.param("Hiện có 40 cơ sở, trong đó 12 lò gạch, 10 xưởng mộc.", id="parts-need-not-be-all"),
        pytest.param("Hiện có 40 cơ sở, gồm: 12 lò gạch; 10 xưởng mộc;...", id="an-open-list"),
        pytest.param("Chi 20,5 tỷ đồng, gồm: lương 12,25 tỷ đồng; thuê 8,25 tỷ đồng.", id="decimals"),
    ],
)
def test_what_adds_up_or_need_not_is_no_fault(sentence):
    assert found("C001", "# I. Tình hình", sentence) == []


def test_parts_may_not_exceed_the_whole():
    sentence = "Chi 20 tỷ đồng, trong đó: lương 15 tỷ đồng, thuê nhà 7 tỷ đồng."
    assert found("C001", "# I. Tình hình", sentence)[0].detail == "20; 15 + 7 = 22"


def test_a_total_is_compared_with_the_lines_below():
    document = "# I. Tình hình", "- Lấy mẫu 04 vị trí gồm:", "+ 01 vị trí ở cửa sông;", "+ 02 vị trí ở đầm."
    assert found("C001", *document)[0].detail == "4; 1 + 2 = 3"


def test_a_share_is_divided_again():
    assert found("C002", "# I. Tình hình", "Có 61/80 trường đạt chuẩn, đạt tỷ lệ 86,3%.")[0].detail == "61/80; 86,3%"
    assert found("C002", "# I. Tình hình", "Có 61/80 trường đạt chuẩn, đạt tỷ lệ 76,3%.") == []


def test_units_that_reach_a_share_are_no_division():
    assert found("C002", "# I. Tình hình", "Có 06/34 tỉnh đạt trên 90%.") == []


def test_a_counted_list_is_counted():
    document = "# I. Nhiệm vụ", "## 1. Việc chung", "Tập trung 03 nhiệm vụ sau:", "- Một việc.", "- Hai việc."
    assert found("C003", *document)[0].detail == "03, 2"


TABLE = [
    ["STT", "Tên", "Năm 2026", "Năm 2027"],
    ["1", "Chè", "10", "20"],
    ["2", "Cà phê", "30", "40"],
    ["", "Tổng cộng", "40", "60"],
]


def test_a_table_that_adds_up_is_no_fault():
    assert found("C004", "# I. Bảng", TABLE) == []


def test_a_column_that_does_not_add_up_beside_one_that_does_is_found():
    wrong = [*TABLE[:3], ["", "Tổng cộng", "40", "66"]]
    assert found("C004", "# I. Bảng", wrong)[0].detail == "66; 60"


def test_shares_are_not_added_up():
    table = [["STT", "Tên", "Số", "Tỷ lệ %"], ["1", "A", "10", "50"], ["2", "B", "30", "70"], ["", "Tổng", "40", "65"]]
    assert found("C004", "# I. Bảng", table) == []


def test_a_row_total_that_fails_among_rows_that_hold_is_found():
    head = ["STT", "Tên", "Tổng số", "Năm 2026", "Năm 2027"]
    rows = [
        ["1", "A", "30", "10", "20"],
        ["2", "B", "70", "30", "40"],
        ["3", "C", "9", "4", "5"],
        ["4", "D", "8", "4", "5"],
    ]
    assert found("C005", "# I. Bảng", [head, *rows])[0].detail == "8; 9"


def test_a_list_within_a_sentence_is_counted():
    assert (
        found("C003", "# I. Nhiệm vụ", "Xây dựng 03 nền tảng: (1) Nền tảng chợ; (2) Nền tảng cảng.")[0].detail
        == "03; (1), (2)"
    )
    assert found("C003", "# I. Nhiệm vụ", "Xây dựng 02 nền tảng: (1) Nền tảng chợ; (2) Nền tảng cảng.") == []
    assert found("C003", "# I. Nhiệm vụ", "Đề án 06 đã đạt kết quả: (1) kết nối dữ liệu; (2) cấp thẻ.") == []
