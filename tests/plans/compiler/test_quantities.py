"""Quantities: number, comparator, unit, what it is counted per."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.plans.compiler.quantities import Kind, quantities_of


def one(text):
    (quantity,) = quantities_of(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "sign", "value", "unit"),
    [
        ("lắp đầy trên 80%", ">", 80, "%"),
        ("đạt từ 98% trở lên", ">=", 98, "%"),
        ("ít nhất 12 mô hình", ">=", 12, "mô hình"),
        ("Có ≥ 30% hộ", ">=", 30, "%"),
        ("không quá 2 km", "<=", 2, "km"),
        ("dưới 1,5%", "<", 1.5, "%"),
        ("khoảng 40 lớp", "~", 40, "lớp"),
        ("lắp 58 trạm thu phát", "=", 58, "trạm thu phát"),
        ("xuất khẩu 400 triệu USD", "=", 400, "triệu USD"),
        ("tối thiểu 5Mbit/s", ">=", 5, "Mbit/s"),
        ("tăng 3 điểm phần trăm", "=", 3, "điểm phần trăm"),
        ("gấp 1,5 lần", "=", 1.5, "lần"),
        ("không để hộ nào có dưới 10 m2", ">=", 10, "m2"),
        ("hoàn thành trong 24 giờ", "<=", 24, "giờ"),
        ("không để gián đoạn quá 3 giờ", "<=", 3, "giờ"),
    ],
)
def test_comparator_value_and_unit_are_read(text, sign, value, unit):
    quantity = one(text)
    assert (quantity.comparator, quantity.value, quantity.unit) == (sign, value, unit)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("từ 80% đến 85%", 80, 85), ("80-85%", 80, 85), ("24-48 giờ", 24, 48), ("10 - 13%/năm", 10, 13)],
)
def test_two_ends_make_a_range(text, low, high):
    quantity = one(text)
    assert (quantity.comparator, quantity.value, quantity.high) == ("range", low, high)


def test_what_falls_is_no_range():
    first, second = quantities_of("giảm từ 10% xuống 5%")
    assert (first.high, second.value) == (None, 5)


def test_per_year_is_kept_apart_from_the_unit():
    quantity = one("đạt 80 triệu đồng/người/năm")
    assert (quantity.unit, quantity.per, quantity.kind) == ("triệu đồng/người", "year", Kind.MONEY)


def test_the_second_naming_in_brackets_is_no_second_quantity():
    quantity = one("tốc độ 10 Gigabit mỗi giây (10 Gbps)")
    assert quantity.unit == "Gbps"


def test_the_name_of_a_counted_thing_ends_where_something_else_begins():
    assert one("hỗ trợ 15 hợp tác xã xây dựng thương hiệu").unit == "hợp tác xã"
    assert one("lập 3 cụm Trung tâm Dữ liệu tại Bắc Bộ").unit == "cụm Trung tâm Dữ liệu"


@pytest.mark.parametrize(
    "text",
    [
        "theo Điều 3 và khoản 2 Điều 7",
        "Kế hoạch số 34/KH-UBND ngày 09/5/2024",
        "mạng 5G, màn hình 4K, bụi PM2,5",
        "công nghiệp 4.0, TCVN 13592:2022",
        "trực 24/24 giờ, đường dây 0909 123 456",
        "chính sách giai đoạn 2 của Đề án 06",
        "7 giờ 30 phút ngày 15",
        "kế hoạch 5 năm 2026 - 2030",
        "xây dựng một hệ thống thống nhất, ba bên cùng làm",
        "năm học 20... - 20...",
        "1. Mục tiêu chung",
        "dựa trên năm yếu tố",
    ],
)
def test_names_and_dates_are_no_quantities(text):
    assert quantities_of(text) == ()


def test_a_small_number_in_words_counts_behind_a_firm_comparator():
    assert one("chọn ít nhất hai mô hình").value == 2
    assert one("trồng hai mươi cây").value == 20


@given(
    st.text(
        alphabet=st.sampled_from(" 0123456789.,-–/%()≥đến từ năm một hai ngày tháng ha km lần triệu đồng"), max_size=80
    )
)
def test_places_always_lie_in_the_text(text):
    for quantity in quantities_of(text):
        assert 0 <= quantity.start <= quantity.number[0] < quantity.number[1] <= quantity.end <= len(text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("03 khu, điểm du lịch được cấp nhãn", "khu, điểm du lịch"),
        ("10 điểm giới thiệu và bán sản phẩm", "điểm giới thiệu"),
        ("3.000 nhà ở cho người cao tuổi", "nhà ở"),
        ("05 cửa hàng tiện lợi", "cửa hàng tiện lợi"),
        ("02 trường cao đẳng", "trường cao đẳng"),
        ("xã A 02 cụm, xã B 01 cụm", "cụm"),
        ("430 người đi làm việc ở nước ngoài", "người"),
        ("150 ca/100.000 dân", "ca/100.000 dân"),
    ],
)
def test_a_name_is_not_cut_after_a_syllable_that_names_nothing(text, unit):
    assert quantities_of(text)[0].unit == unit


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("100% cán bộ có trình độ đại học trở lên", "="),
        ("250 sản phẩm được xếp hạng từ 3 sao trở lên", "="),
        ("90% trở lên tổ chức đảng", ">="),
        ("từ 30 người trở lên", ">="),
        ("không để số ca vượt quá 150 ca", "<="),
    ],
)
def test_a_bound_belongs_to_the_number_it_stands_behind(text, comparator):
    assert quantities_of(text)[0].comparator == comparator


def test_rows_that_lost_their_columns_are_no_quantities():
    assert not [q for q in quantities_of("chiếc 2 Khu phố 2 480 35") if q.unit == "Khu phố"]
