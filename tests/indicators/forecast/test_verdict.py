"""After its date a target gets a dated verdict, never a forecast."""

from datetime import date

import pytest

from lotrinh.indicators.forecast import Aim, Comparator, Reading, VerdictState, verdict

END = date(2025, 12, 31)
AFTER = date(2026, 11, 25)
ABOVE_80 = Aim(80, END, Comparator.ABOVE)


@pytest.mark.parametrize(
    ("reading", "state"),
    [
        pytest.param(Reading(END, 80.1), VerdictState.MET, id="met"),
        pytest.param(Reading(END, 80.0), VerdictState.NOT_MET, id="strictly-above"),
        pytest.param(Reading(END, 95, missing=1, total=10), VerdictState.MET, id="a-tenth-missing"),
        pytest.param(Reading(END, 95, missing=3, total=10), VerdictState.UNKNOWN, id="too-much-missing"),
        pytest.param(Reading(date(2025, 6, 30), 95), VerdictState.UNKNOWN, id="half-a-year-old"),
        pytest.param(Reading(date(2026, 3, 31), 95), VerdictState.UNKNOWN, id="only-known-for-later"),
        pytest.param(Reading(END, None), VerdictState.UNKNOWN, id="no-value"),
        pytest.param(None, VerdictState.UNKNOWN, id="no-figure"),
    ],
)
def test_a_verdict_says_its_state_its_day_and_why_when_it_cannot_be_told(reading, state):
    found = verdict(ABOVE_80, reading, AFTER)
    assert (found.state, found.on) == (state, END)
    assert found.why or state in (VerdictState.MET, VerdictState.NOT_MET)


def test_a_verdict_on_too_few_rows_says_so():
    assert verdict(ABOVE_80, Reading(END, 95, missing=1, total=10), AFTER).why


def test_there_is_none_before_the_day_is_over():
    assert verdict(ABOVE_80, Reading(END, 95), END) is None
