"""Reading Vietnamese numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.plans.compiler.numbers import digits_value, number_at
from lotrinh.plans.compiler.tokens import tokens_of


def value_of(text):
    number = number_at(tokens_of(text), 0)
    return number and number.value * number.scale


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        pytest.param("9.000", 9000, id="a-point-groups-thousands"),
        pytest.param("1.234.567,5", 1234567.5, id="a-comma-begins-the-decimals"),
        pytest.param("2,1", 2.1, id="decimal"),
        pytest.param("09", 9, id="leading-zero"),
        pytest.param("1.5", 1.5, id="foreign-decimal-point"),
        pytest.param("½", 0.5, id="fraction-sign"),
        pytest.param("1,2 triệu", 1_200_000, id="printed-million"),
        pytest.param("5 nghìn tỷ", 5e12, id="two-scales"),
    ],
)
def test_digits_are_read_as_vietnamese(printed, value):
    assert value_of(printed) == pytest.approx(value)


@pytest.mark.parametrize("printed", ["1.2.3", "15.10.2025", "1,2,3"])
def test_a_version_or_date_is_no_number(printed):
    assert digits_value(printed) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("hai mươi", 20),
        ("hai mươi mốt", 21),
        ("mười lăm", 15),
        ("chín mươi tư", 94),
        ("một trăm linh tư", 104),
        ("hai nghìn không trăm linh năm", 2005),
        ("một triệu hai trăm nghìn", 1_200_000),
        ("một phần ba", 1 / 3),
        ("ba phần tư", 0.75),
        ("một nửa", 0.5),
    ],
)
def test_numbers_in_words_are_read(words, value):
    assert value_of(words) == pytest.approx(value)


def test_ten_years_are_ten_and_not_fifteen():
    assert value_of("mười năm") == 10


def test_digits_in_brackets_repeat_the_words():
    number = number_at(tokens_of("một (01) cụm"), 0)
    assert (number.value, number.spelled) == (1, False)


UNITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def spelled(number):
    """`number` below a million in words, as it is read aloud."""
    if number >= 1000:
        rest = number % 1000
        tail = f" không trăm {_after_hundred(rest)}" if 0 < rest < 100 else f" {spelled(rest)}" if rest else ""
        return f"{spelled(number // 1000)} nghìn{tail}"
    if number >= 100:
        rest = number % 100
        return f"{UNITS[number // 100]} trăm" + (f" {_after_hundred(rest)}" if rest else "")
    if number >= 20:
        unit = {0: "", 1: " mốt", 4: " tư", 5: " lăm"}.get(number % 10, f" {UNITS[number % 10]}")
        return f"{UNITS[number // 10]} mươi{unit}"
    if number >= 10:
        unit = {0: "", 5: " lăm"}.get(number % 10, f" {UNITS[number % 10]}")
        return f"mười{unit}"
    return UNITS[number]


def _after_hundred(rest):
    return f"linh {UNITS[rest]}" if rest < 10 else spelled(rest)


@given(st.integers(1, 999_999))
def test_every_number_in_words_is_read_back(number):
    assert value_of(spelled(number)) == number


@given(st.integers(0, 10**12), st.integers(0, 999))
def test_every_printed_number_is_read_back(whole, thousandths):
    printed = f"{whole:,}".replace(",", ".") + (f",{thousandths:03}" if thousandths else "")
    assert digits_value(printed) == pytest.approx(whole + thousandths / 1000)


@given(st.text())
def test_no_text_is_too_odd_to_be_taken_apart(text):
    tokens = tokens_of(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    for at in range(len(tokens)):
        number = number_at(tokens, at)
        assert number is None or number.first == at < number.after <= len(tokens)
