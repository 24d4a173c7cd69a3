"""Charts: numbers and months as Vietnamese readers write them; a picture for Word."""

from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.documents.charts import Ahead, Line, Threshold, bar_chart, line_chart, nice_ticks, png

POINTS = ((date(2024, 12, 31), 40.5), (date(2025, 6, 30), None), (date(2025, 12, 31), 62.25))


def test_a_line_is_drawn_with_months_and_decimal_commas():
    svg = line_chart([Line("Tỷ lệ lấp đầy", POINTS)], unit="%", threshold=Threshold("phải đạt", 62.5))
    ElementTree.fromstring(svg)
    assert "12/2024" in svg and "62,5" in svg and "62.5" not in svg.partition("</style>")[2].partition("<text")[2][:200]


def test_a_forecast_widens_the_axis():
    svg = line_chart([Line("x", POINTS)], ahead=Ahead(date(2030, 12, 31), 50, 90, 130))
    assert "12/2030" in svg and "150" in svg or "125" in svg


@pytest.mark.parametrize("lines", [[], [Line("x", ())], [Line("x", ((date(2025, 1, 1), None),))]])
def test_nothing_to_draw_is_empty(lines):
    assert line_chart(lines) == ""


def test_bars_carry_their_numbers_and_hostile_names_stay_text():
    svg = bar_chart([("<script>alert(1)</script>", 1234.5), ("Mỹ Trà", None)], unit="ha")
    ElementTree.fromstring(svg)
    assert "1.234,5" in svg and "<script" not in svg
    assert bar_chart([("Mỹ Trà", None)]) == ""


def test_one_bar_of_nought_is_drawn():
    ElementTree.fromstring(bar_chart([("Mỹ Trà", 0)]))


def test_a_picture_for_word():
    assert png(line_chart([Line("Tỷ lệ", POINTS)])).startswith(b"\x89PNG")


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_ticks_are_few_round_and_within(low, width):
    ticks = nice_ticks(low, low + width)
    assert 1 <= len(ticks) <= 11
    assert all(low - 1e-6 <= tick <= low + width + 1e-6 for tick in ticks)
