import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.core.vietnamese import (
    ForeignNumber,
    NotADate,
    NotANumber,
    fold,
    format_date,
    format_number,
    nfc,
    number_style,
    parse_date,
    parse_number,
    sort_key,
)

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
vietnamese_names = st.text(st.sampled_from(LETTERS + LETTERS.upper() + "àảãáạằẩễớựỵ 0123456789-"), max_size=20)

# --- folding


def test_folding_drops_marks_case_and_extra_space():
    assert fold("  Khu ĐẤT   Quảng\u00a0Khánh ") == "khu dat quang khanh"


@given(vietnamese_names)
def test_folding_does_not_care_how_letters_are_composed(name):
    assert fold(unicodedata.normalize("NFD", name)) == fold(name) == fold(fold(name))


@given(vietnamese_names)
def test_folding_vietnamese_leaves_plain_letters(name):
    assert fold(name).isascii()


@given(st.text())
def test_composing_twice_is_composing_once(text):
    assert nfc(nfc(text)) == nfc(text)


# --- sorting


def test_names_sort_in_vietnamese_letter_order():
    names = ["An", "Ăn", "Ân", "Bá", "Cà", "Dạ", "Đa", "Em", "Êm", "Ong", "Ông", "Ơn", "Uy", "Ưu", "Vy"]
    assert sorted(reversed(names), key=sort_key) == names


def test_tones_decide_only_between_equal_letters():
    names = ["ma", "mà", "mả", "mã", "má", "mạ", "ma trận", "mạ vàng", "mặc"]
    assert sorted(reversed(names), key=sort_key) == names


def test_numbers_in_names_sort_as_numbers():
    lots = ["Lô 2", "Lô 10", "Lô 010A", "Lô A1"]
    assert sorted(reversed(lots), key=sort_key) == lots


@given(st.text())
def test_a_sort_key_has_only_characters_every_collation_agrees_on(text):
    assert set(sort_key(text)) <= set("0123456789bcdef")


@given(vietnamese_names)
def test_a_sort_key_ignores_case_composition_and_outer_space(name):
    assert sort_key(name) == sort_key(f" {unicodedata.normalize('NFD', name.upper())} ")


words = st.text(st.sampled_from(LETTERS), min_size=1, max_size=6)


@given(words, words)
def test_untoned_words_sort_letter_by_letter(one, other):
    by_alphabet = [LETTERS.index(letter) for letter in one] < [LETTERS.index(letter) for letter in other]
    assert (sort_key(one) < sort_key(other)) is by_alphabet


@given(words, words, st.sampled_from(TONES), st.sampled_from(TONES))
def test_a_tone_never_outweighs_a_letter(one, other, first_tone, second_tone):
    if one != other:
        plain = sort_key(one) < sort_key(other)
        assert (sort_key(toned(one, first_tone)) < sort_key(toned(other, second_tone))) is plain


def toned(word: str, tone: str) -> str:
    """`word` with `tone` on its first vowel."""
    at = next((place for place, letter in enumerate(word) if letter in "aăâeêioôơuưy"), None)
    return word if at is None else nfc(word[: at + 1] + tone + word[at + 1 :])


# --- numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1.234", "1234"),
        ("1,234", "1.234"),
        ("12 %", "12"),
        ("1\u00a0234\u202f567,25", "1234567.25"),
        ("-0,5", "-0.5"),
        ("\u22123", "-3"),
        ("(3)", "-3"),
        (" 007 ", "7"),
    ],
)
def test_a_number_is_read_the_vietnamese_way(text, number):
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["1,234.5", "1.5", "1,234,567", "1234.56"])
def test_an_english_number_is_refused_with_the_right_form(text):
    with pytest.raises(ForeignNumber, match="kiểu Anh; hãy viết"):
        parse_number(text)


def test_the_refusal_shows_the_number_rewritten():
    with pytest.raises(ForeignNumber, match=r"hãy viết 1\.234,5 "):
        parse_number("1,234.5")


@pytest.mark.parametrize("text", ["", "-", "abc", "1.23.4", "1,2,3", "12.34,5", "1e5", "#REF!", "%"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NotANumber, match="không phải là số"):
        parse_number(text)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), True])
def test_spreadsheet_values_that_are_no_numbers_are_refused(value):
    with pytest.raises(NotANumber):
        parse_number(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3))
def test_a_printed_number_reads_back(number):
    assert parse_number(format_number(number)) == number
    assert parse_number(format_number(number, places=3)) == number


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [(1234.5, None, "1.234,5"), (Decimal("80.00"), None, "80"), (62.46, 1, "62,5"), (-0.001, 1, "0,0"), (None, 2, "")],
)
def test_a_number_is_printed_the_vietnamese_way(value, places, text):
    assert format_number(value, places) == text


@pytest.mark.parametrize(
    ("cell", "style"),
    [("1.234,5", "vi"), ("1,5", "vi"), ("1,234.5", "en"), ("1.5", "en"), ("1.234", "unclear"), ("12", ""), (3.5, "")],
)
def test_the_manner_of_writing_is_recognised(cell, style):
    assert number_style(cell) == style


# --- dates


@pytest.mark.parametrize(
    "value",
    [
        "5/3/2026",
        "05-03-2026",
        "05.03.2026",
        "2026-03-05",
        "2026-03-05 00:00:00",
        "ngày 5 tháng 3 năm 2026",
        "\u00a05/3/2026 ",
        46086,
        46086.0,
        "46086",
        datetime(2026, 3, 5, 7, 30),
        date(2026, 3, 5),
    ],
)
def test_a_date_is_read_day_first_however_it_is_written(value):
    assert parse_date(value) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("31/02/2026", "tháng 2 năm 2026 chỉ có 28 ngày"),
        ("31/02", "thiếu năm"),
        ("12/31/2025", "không có tháng 31; hãy viết ngày trước"),
        ("1/1/26", "năm phải đủ bốn chữ số"),
        ("00/01/2026", "không có ngày 0"),
        ("hôm qua", "không phải là ngày"),
        (0, "không phải là ngày"),
        (True, "không phải là ngày"),
        (float("nan"), "không phải là ngày"),
    ],
)
def test_a_wrong_date_is_refused_with_the_reason(value, message):
    with pytest.raises(NotADate, match=message):
        parse_date(value)


@given(st.dates(min_value=date(1900, 3, 1), max_value=date(2199, 12, 31)))
def test_a_printed_date_reads_back_and_so_does_its_serial(day):
    assert parse_date(format_date(day)) == day == parse_date(day.isoformat())
    assert parse_date((day - date(1899, 12, 30)).days) == day


@given(st.text(max_size=30))
def test_reading_any_text_gives_a_value_or_a_named_refusal(text):
    for read, refusal in ((parse_number, NotANumber), (parse_date, NotADate)):
        try:
            read(text)
        except refusal as error:
            assert str(error)
