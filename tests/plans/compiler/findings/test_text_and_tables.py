"""C007: a total said in a sentence beside the table the sentence points to."""

import pytest

from .finding import found

MONEY = [
    ["TT", "Nội dung", "Kinh phí (triệu đồng)"],
    ["1", "Tập huấn", "4.000"],
    ["2", "Thiết bị", "8.050"],
    ["", "Tổng cộng", "12.050"],
]
WORKS = [["TT", "Tên công trình", "Địa điểm"], *([str(number), "Trạm bơm", "Xã Mẫu"] for number in range(1, 8))]
TREES = [["TT", "Xã", "Số cây xanh (cây)"], ["1", "Mẫu Một", "150"], ["2", "Mẫu Hai", "195"], ["3", "Mẫu Ba", "100"]]
ANNEX = "# PHỤ LỤC I"


@pytest.mark.parametrize(
    ("sentence", "table", "detail"),
    [
        pytest.param(
            "Tổng kinh phí 12.500 triệu đồng (chi tiết tại Phụ lục I kèm theo).", MONEY,
            "12.500 triệu đồng; Phụ lục I: 12.050", id="money-of-the-row-of-totals",
        ),
        pytest.param(
            "Tổng kinh phí là 12,5 tỷ đồng, gồm: tỉnh 10 tỷ đồng, xã 2,5 tỷ đồng (Phụ lục I).", MONEY,
            "12,5 tỷ đồng; Phụ lục I: 12.050", id="milliards-beside-millions",
        ),
        pytest.param(
            "Tổng kinh phí thực hiện 12.500 triệu đồng. Chi tiết tại Phụ lục I.", MONEY,
            "12.500 triệu đồng; Phụ lục I: 12.050", id="the-next-sentence-points",
        ),
        pytest.param(
            "Sửa chữa 9 công trình thủy lợi, chi tiết tại Phụ lục I.", WORKS, "9 công trình thủy lợi; Phụ lục I: 7",
            id="rows-are-counted",
        ),
        pytest.param(
            "Phụ lục I gồm 8 công trình.", WORKS, "8 công trình; Phụ lục I: 7", id="the-table-is-named-first"
        ),
        pytest.param(
            "Trồng mới 350 cây xanh theo Phụ lục I.", TREES, "350 cây xanh; Phụ lục I: 445", id="a-column-is-added-up"
        ),
    ],
)  # fmt: skip
def test_a_total_that_differs_from_its_table_is_found(sentence, table, detail):
    faults = found("C007", "# I. Kinh phí", sentence, ANNEX, table)
    assert [fault.detail for fault in faults] == [detail]


@pytest.mark.parametrize(
    ("sentence", "table"),
    [
        pytest.param("Tổng kinh phí 12.050 triệu đồng (chi tiết tại Phụ lục I).", MONEY, id="equal"),
        pytest.param("Tổng kinh phí 12,05 tỷ đồng (chi tiết tại Phụ lục I).", MONEY, id="equal-in-milliards"),
        pytest.param("Tổng kinh phí 12,1 tỷ đồng (chi tiết tại Phụ lục I).", MONEY, id="rounded"),
        pytest.param("Tổng kinh phí khoảng 12.500 triệu đồng (chi tiết tại Phụ lục I).", MONEY, id="about"),
        pytest.param("Đã bố trí 12.500 triệu đồng theo Phụ lục I.", MONEY, id="what-was-done"),
        pytest.param("Mỗi xã được 9.000 triệu đồng theo Phụ lục I.", MONEY, id="each"),
        pytest.param(
            "Kinh phí 12.500 triệu đồng (Phụ lục I Quyết định số 5/QĐ-UBND).", MONEY, id="of-another-document"
        ),
        pytest.param("Sửa chữa 7 công trình thủy lợi, chi tiết tại Phụ lục I.", WORKS, id="as-many-rows"),
        pytest.param("Tập huấn cho 90 cán bộ, chi tiết tại Phụ lục I.", WORKS, id="other-things"),
        pytest.param("Chi 12.500 triệu đồng trong năm, 900 triệu đồng cho sửa chữa theo Phụ lục I.", MONEY, id="two"),
    ],
)
def test_what_agrees_or_is_of_other_things_is_no_fault(sentence, table):
    assert found("C007", "# I. Kinh phí", sentence, ANNEX, table) == []


def test_a_table_right_below_is_the_one_that_is_meant():
    document = "# I. Kinh phí", "Tổng kinh phí là 12.500 triệu đồng, phân bổ như sau:", "Đơn vị tính: triệu đồng", MONEY
    assert [fault.detail for fault in found("C007", *document)] == ["12.500 triệu đồng; bảng dưới đó: 12.050"]


def test_the_only_table_of_money_is_the_one_of_the_whole_budget():
    document = "# I. Kinh phí", "Tổng kinh phí thực hiện là 12.500 triệu đồng.", "# II. Việc", "Trồng cây.", MONEY
    assert [fault.detail for fault in found("C007", *document)] == ["12.500 triệu đồng; bảng kinh phí: 12.050"]
    assert found("C007", *document[:4], MONEY, MONEY) == []
