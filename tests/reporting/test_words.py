from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.reporting.words import Field, Known, Plain, Said, names_in, notices, pieces_of, worded

FILL = Known(
    "lap-day",
    "Tỷ lệ lấp đầy",
    {"": "62,5 %", "ky-truoc": "70 %", "cung-ky": "50 %"},
    Decimal("62.5"),
    Decimal(70),
    Decimal(50),
)
KNOWN = {"lap-day": FILL, "chua-co": Known("chua-co", "Chưa có", {}, why="Chưa ai khai.")}


def rules(words):
    return [notice.rule for notice in notices(words, KNOWN)]


def test_words_are_cut_into_figures_claims_and_plain_text():
    words = "Đạt {{so:lap-day}} (cùng kỳ {{so:lap-day:cung-ky}}), vốn {{khai:12 tỷ đồng|Sở Thử}}."
    kinds = [type(piece) for piece in pieces_of(words)]
    assert kinds == [Plain, Field, Plain, Field, Plain, Said, Plain]
    assert worded(words, KNOWN) == "Đạt 62,5 % (cùng kỳ 50 %), vốn 12 tỷ đồng."
    assert names_in(words) == {"lap-day"}


@given(st.text(alphabet="{}so:khai|lap-day 12,\n", max_size=60))
def test_cutting_loses_nothing(words):
    assert "".join(piece.source for piece in pieces_of(words)) == words


@given(st.integers(3, 9_999), st.sampled_from(["", " %", " người", " ha", ",5 tỷ đồng"]))
def test_every_typed_quantity_is_noticed(number, unit):
    assert rules(f"Toàn phường có {number}{unit} tham gia.") == ["typed"]


@pytest.mark.parametrize(
    "words",
    [
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020.",
        "Thực hiện Kế hoạch số 12/KH-UBND, Kết luận số 248-KL/TU.",
        "Trong 9 tháng đầu năm 2026, quý III năm 2026 và giai đoạn 2021-2025, tầm nhìn đến 2030",
        "Ngày 5 tháng 3, tháng 12/2025, năm 2026.",
        "1. Công tác chỉ đạo\n2.1. Kết quả\na) Nội dung\n- Ý nhỏ",
        "Theo Điều 5, khoản 2, Phụ lục 1 và Bảng 3.",
        "Tại phường 11, khóm 4, quốc lộ 30, đường ĐT 846.",
        "Áp dụng ISO 9001:2015, công nghiệp 4.0.",
    ],
)
def test_dates_references_and_labels_are_no_figures(words):
    assert rules(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "Tổng số 125 cơ sở.",
        "Làm đường 5 km.",
        "Cấp 12 tỷ đồng.",
        "Đến nay 1.234,5 ha.",
        "Đạt 80% kế hoạch.",
        "Giảm từ 90 hộ.",
    ],
)
def test_words_beside_a_number_do_not_hide_it(words):
    assert rules(words) == ["typed"]


def test_a_typed_number_that_equals_a_figure_is_offered_it():
    (notice,) = notices("Tỷ lệ đạt 62,5 % kế hoạch.", KNOWN)
    assert notice.offers == ("{{so:lap-day}}",)
    assert notice.must_be_mended


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("Tỷ lệ tăng lên {{so:lap-day}}", ["trend"], id="says-rise-but-fell"),
        pytest.param("Tỷ lệ giảm còn {{so:lap-day}}", [], id="says-fall-and-fell"),
        pytest.param("So với cùng kỳ tỷ lệ tăng lên {{so:lap-day}}", [], id="against-last-year-it-rose"),
        pytest.param("So với cùng kỳ tỷ lệ giảm còn {{so:lap-day}}", ["trend"], id="against-last-year-no-fall"),
        pytest.param("Tăng cường chỉ đạo, tỷ lệ đạt {{so:lap-day}}", [], id="strengthening-is-no-rise"),
        pytest.param("Tỷ lệ không tăng, đạt {{so:lap-day}}", [], id="denied"),
        pytest.param("Vốn tăng mạnh. Tỷ lệ đạt {{so:lap-day}}", [], id="another-sentence"),
        pytest.param("Số việc tăng, tỷ lệ giảm còn {{so:lap-day}}", [], id="the-nearest-word-counts"),
    ],
)
def test_a_word_against_the_figure_is_marked(words, expected):
    assert rules(words) == expected


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("{{so:la-lung}}", "unknown"),
        ("{{so:lap-day:hom-qua}}", "unknown"),
        ("{{so:chua-co}}", "empty"),
        ("{{khai:12 tỷ|}}", "unsourced"),
    ],
)
def test_figures_and_claims_that_lack_something_are_told(words, rule):
    assert rules(words) == [rule]


def test_an_empty_figure_says_why():
    assert "Chưa ai khai." in notices("{{so:chua-co}}", KNOWN)[0].message


def test_a_number_within_a_name_is_no_figure():
    assert notices("Kế hoạch 5 nhất của Phòng 7 đạt tốt.", KNOWN, ["Kế hoạch 5 nhất", "Phòng 7"]) == []
    assert [notice.text for notice in notices("Phòng 7 có 7 người.", KNOWN, ["Phòng 7"])] == ["7"]


def test_a_claim_that_reads_as_in_the_report_before_is_pointed_out():
    words = "Vốn {{khai:12 tỷ|Sở Thử}}, đất {{khai:5 ha|Sở Thử}}."
    found = notices(words, KNOWN, before="Vốn {{khai:12 tỷ|Sở Thử}}.")
    assert [(notice.rule, notice.text, notice.must_be_mended) for notice in found] == [("carried", "12 tỷ", False)]
