import pytest

from lotrinh.core.keys import key_in


@pytest.mark.parametrize("text", ["", "x", "-1", "1.0", "²", "9" * 18, "9" * 5_000])
def test_what_is_no_key_finds_nothing(text):
    assert key_in(text) is None


def test_a_key_is_a_number():
    assert key_in("42") == 42
