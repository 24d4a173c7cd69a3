"""A figure's address: written, read back, and refused when it names nothing."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.core.periods import MONTHS, WINDOWS, Period
from lotrinh.indicators.measures import EVERYWHERE, FigureAddress, MeasureScope

keys = st.one_of(st.integers(1, 10**9).map(str), st.from_regex(r"[a-z_]{1,12}", fullmatch=True), st.just(""))
scopes = st.builds(
    MeasureScope,
    areas=st.lists(st.integers(1, 10**9), max_size=4).map(tuple),
    within=st.dictionaries(st.sampled_from(["cluster", "cluster__area", "trade"]), keys, max_size=3).map(
        lambda found: tuple(found.items())
    ),
)
periods = st.builds(
    lambda kind, year, window: Period(kind, year, 1, window),
    st.sampled_from(list(MONTHS)),
    st.integers(1900, 2199),
    st.sampled_from(WINDOWS),
)
instants = st.none() | st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@given(scopes)
def test_a_scope_reads_back_from_its_key(scope):
    assert MeasureScope.parse(scope.key) == scope


@given(scopes, periods, instants)
def test_an_address_reads_back_from_its_url(scope, period, known_at):
    address = FigureAddress("cluster.fill_2024", scope, period, known_at)
    assert FigureAddress.parse(address.url) == address
    assert FigureAddress.parse(f"https://lotrinh.example{address.url}") == address


@given(st.text(max_size=60))
def test_nonsense_is_refused_in_words(text):
    try:
        scope = MeasureScope.parse(text)
    except ValueError as error:
        assert "“" in str(error)
    else:
        assert MeasureScope.parse(scope.key) == scope


@pytest.mark.parametrize("url", ["/", "/chi-so/", "/chi-so/so-lieu/a/tat-ca/2025-Q9/", "/chi-so/so-lieu/a/x/2025/", ""])
def test_other_pages_are_no_figures(url):
    with pytest.raises(ValueError):
        FigureAddress.parse(url)


def test_everywhere_has_a_name():
    assert (EVERYWHERE.key, MeasureScope.parse("tat-ca")) == ("tat-ca", EVERYWHERE)
