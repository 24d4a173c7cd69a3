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
        pytest.param(
            "Có 35 sản phẩm, trong đó 30 sản phẩm 3 sao, 5 sản phẩm 4 sao; 12 sản phẩm lên sàn.", id="goes-on"
        ),
        pytest.param("Lập 10 điểm bán hàng, gồm: chợ trung tâm 02 điểm, mỗi xã 01 điểm (08 xã).", id="each-of-several"),
        pytest.param(
            "Có 50 hộ, trong đó 28 hộ có sổ, đạt 56%; 13 hộ có máy và 24 hộ có thuyền.", id="other-figures-between"
        ),
        pytest.param("Thu tăng 12% (40 tỷ đồng); trong đó: thuế 45 tỷ đồng, phí 5 tỷ đồng.", id="an-aside"),
        pytest.param("Có 90 học viên, trong đó 60 học viên nữ, 50 học viên dân tộc Thái.", id="one-thing-is-both"),
        pytest.param("Vốn 1,2 tỷ đồng, trong đó tỉnh 800 triệu đồng, xã 400 triệu đồng.", id="millions-in-milliards"),
        pytest.param("Xây 24 phòng học (điểm chính 10 phòng, điểm lẻ 14 phòng).", id="a-bracket"),
        pytest.param("Chi 20,5 tỷ đồng, gồm: lương 12,25 tỷ đồng; thuê 8,25 tỷ đồng.", id="decimals"),
    ],
)
def test_what_adds_up_or_need_not_is_no_fault(sentence):
    assert found("C001", "# I. Tình hình", sentence) == []


@pytest.mark.parametrize(
    ("sentence", "detail"),
    [
        pytest.param(
            "Vốn 85 tỷ đồng, trong đó trung ương 40 tỷ đồng, tỉnh 30 tỷ đồng, vốn khác 10 tỷ đồng.",
            "85; 40 + 30 + 10 = 80",
            id="what-remains-closes-the-list",
        ),
        pytest.param("Xây 24 phòng học (điểm chính 10 phòng, điểm lẻ 12 phòng).", "24; 10 + 12 = 22", id="a-bracket"),
        pytest.param(
            "Trồng 86 km cây; cụ thể: xã Một 24 km, xã Hai 60 km.", "86; 24 + 60 = 84", id="behind-a-semicolon"
        ),
        pytest.param("Đặt 15 bể, gồm chợ 06 bể và bến cá 08 bể.", "15; 06 + 08 = 14", id="joined-by-and"),
        pytest.param(
            "Vốn 45,6 tỷ đồng (tỉnh 20,5 tỷ đồng, xã 15,1 tỷ đồng, dân góp 12 tỷ đồng).",
            "45,6; 20,5 + 15,1 + 12 = 47,6",
            id="money-in-a-bracket",
        ),
        pytest.param(
            "Hỗ trợ 32 hộ, chia làm 2 năm: năm 2026 là 10 hộ, năm 2027 là 23 hộ.",
            "32; 10 + 23 = 33",
            id="over-the-years",
        ),
        pytest.param("Mở 9 lớp: 4 lớp ở xã, 3 lớp ở chợ và 3 lớp ở bến.", "9; 4 + 3 + 3 = 10", id="a-colon"),
        pytest.param(
            "Lập 50 tổ, trong đó vùng núi, hải đảo 23 tổ, vùng đồng bằng 30 tổ.",
            "50; 23 + 30 = 53",
            id="a-comma-in-a-name",
        ),
    ],
)
def test_a_total_is_shared_out_in_many_ways(sentence, detail):
    assert [fault.detail for fault in found("C001", "# I. Tình hình", sentence)] == [detail]


def test_parts_may_not_exceed_the_whole():
    sentence = "Chi 20 tỷ đồng, trong đó: lương 15 tỷ đồng, thuê nhà 7 tỷ đồng."
    assert found("C001", "# I. Tình hình", sentence)[0].detail == "20; 15 + 7 = 22"


def test_a_total_is_compared_with_the_lines_below():
    document = "# I. Tình hình", "- Lấy mẫu 04 vị trí gồm:", "+ 01 vị trí ở cửa sông;", "+ 02 vị trí ở đầm."
    assert found("C001", *document)[0].detail == "04; 01 + 02 = 3"


def test_a_share_is_divided_again():
    assert (
        found("C002", "# I. Tình hình", "Có 61/80 trường đạt chuẩn, đạt tỷ lệ 86,3%.")[0].detail
        == "61/80 (61, 80); 86,3%; 76,25%"
    )
    assert found("C002", "# I. Tình hình", "Có 61/80 trường đạt chuẩn, đạt tỷ lệ 76,3%.") == []


@pytest.mark.parametrize(
    ("sentence", "details"),
    [
        ("Có 45 trong tổng số 60 xã có trạm, chiếm 70%.", ["45/60 (45, 60); 70%; 75%"]),
        ("Có 18 trên 24 trường đạt chuẩn, đạt 80%.", ["18/24 (18, 24); 80%; 75%"]),
        ("Số xã đạt chuẩn là 80% (18/24 xã).", ["18/24 (18, 24); 80%; 75%"]),
        ("Có 45 trong tổng số 60 xã có trạm, chiếm 75%.", []),
        ("Giải ngân 23,4/31,2 tỷ đồng, đạt 75% kế hoạch.", []),
        ("Đạt 75% (18/24 xã).", []),
    ],
)
def test_a_share_is_divided_again_however_it_is_written(sentence, details):
    assert [fault.detail for fault in found("C002", "# I. Tình hình", sentence)] == details


@pytest.mark.parametrize(
    ("sentence", "details"),
    [
        ("Cơ cấu vốn: trung ương 50%, tỉnh 30%, doanh nghiệp 25%.", ["50% + 30% + 25% = 105%"]),
        ("Nguồn vốn gồm 60% ngân sách tỉnh, 30% ngân sách xã và 20% huy động.", ["60% + 30% + 20% = 110%"]),
        ("Cơ cấu vốn: trung ương 50%, tỉnh 30%, doanh nghiệp 20%.", []),
        ("Mục tiêu gồm 90% hộ có nước sạch, 80% hộ có điện và 70% rác được gom.", []),
        ("Cơ cấu lao động: qua đào tạo 70%, có chứng chỉ 40%.", []),
    ],
)
def test_shares_of_one_whole_may_not_exceed_it(sentence, details):
    assert [fault.detail for fault in found("C006", "# I. Tình hình", sentence)] == details


def test_units_that_reach_a_share_are_no_division():
    assert found("C002", "# I. Tình hình", "Có 06/34 tỉnh đạt trên 90%.") == []


def test_a_counted_list_is_counted():
    document = "# I. Nhiệm vụ", "## 1. Việc chung", "Tập trung 03 nhiệm vụ sau:", "- Một việc.", "- Hai việc."
    assert found("C003", *document)[0].detail == "03, 2"


def test_a_list_counted_in_words_is_counted():
    sentence = "Ba nội dung chính gồm: (1) khảo sát; (2) đánh giá."
    assert found("C003", "# I. Nhiệm vụ", sentence)[0].detail == "Ba; (1), (2)"
    assert found("C003", "# I. Nhiệm vụ", "Hai nội dung chính gồm: (1) khảo sát; (2) đánh giá.") == []


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
