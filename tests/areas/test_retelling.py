"""Told in the map of another day: whatever is called certain is right, whatever is not says why."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotrinh.areas.loading import load
from lotrinh.areas.models import Area
from lotrinh.areas.retelling import Story, story_of, told_on

START = date(2000, 1, 1)


@dataclass(eq=False)
class Unit:
    """A unit that knows which atoms of land it consists of: the truth against which answers are held."""

    name: str
    atoms: frozenset
    valid_from: date
    valid_to: date | None = None

    def exists_on(self, day):
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@st.composite
def histories(draw):
    """Some units of two atoms each, then merges, splits and renamings a hundred days apart."""
    units = [Unit(f"u{i}", frozenset({2 * i, 2 * i + 1}), START) for i in range(draw(st.integers(2, 5)))]
    alive, steps, day = list(units), [], START
    for _ in range(draw(st.integers(0, 5))):
        day += timedelta(days=100)
        picked = draw(st.lists(st.sampled_from(alive), min_size=1, max_size=len(alive), unique=True))
        atoms = sorted(frozenset().union(*(unit.atoms for unit in picked)))
        cut = draw(st.integers(0, len(atoms) - 1))
        made = [
            Unit(f"u{len(units) + i}", frozenset(part), day)
            for i, part in enumerate((atoms[:cut], atoms[cut:]))
            if part
        ]
        for old in picked:
            old.valid_to = day - timedelta(days=1)
            steps += [(old, new) for new in made if old.atoms & new.atoms]
        alive = [unit for unit in alive if unit not in picked] + made
        units += made
    ask = START + timedelta(days=draw(st.integers(0, 600)))
    return units, Story(steps), ask


@given(histories())
@settings(max_examples=200, deadline=None)
def test_a_certain_answer_holds_all_land_of_the_unit(history):
    units, story, day = history
    for unit in units:
        told = story.tell(day, unit)
        assert unit.atoms <= frozenset().union(*(found.atoms for found in told.candidates))
        if told.is_certain:
            assert unit.atoms <= told.area.atoms
        else:
            assert told.reason


@given(histories())
@settings(max_examples=100, deadline=None)
def test_a_row_that_keeps_both_its_units_is_told_as_well_as_by_either(history):
    units, story, day = history
    for old in units:
        for new in units:
            if old.atoms & new.atoms:
                both = story.tell(day, new, old).candidates
                assert both <= story.tell(day, new).candidates
                assert both <= story.tell(day, old).candidates


@given(histories())
@settings(max_examples=50, deadline=None)
def test_a_unit_on_a_day_of_its_own_is_itself(history):
    units, story, _ = history
    assert all(story.tell(unit.valid_from, unit).area is unit for unit in units)


@pytest.fixture
def vietnam(db):
    load()


def unit(name, until=None):
    return Area.objects.get(name=name, valid_to=until, path__regex="^(87|82)@")


OLD_MAP, HALF_YEAR, TODAY = date(2022, 6, 1), date(2025, 3, 1), date(2026, 11, 24)
LAST_DAY_2024, LAST_DAY_CITY = date(2024, 12, 31), date(2025, 6, 30)


@pytest.mark.parametrize(
    ("old", "until", "new"),
    [
        pytest.param("Phường 2", LAST_DAY_2024, "Phường Cao Lãnh", id="through two mergers"),
        pytest.param("Phường 11", LAST_DAY_2024, "Phường Mỹ Ngãi", id="ward 11"),
        pytest.param("Xã Mỹ Trà", LAST_DAY_CITY, "Phường Mỹ Trà", id="commune of the cluster"),
        pytest.param("Xã Nhị Mỹ", LAST_DAY_CITY, "Phường Mỹ Trà", id="from the neighbouring district"),
        pytest.param("Tỉnh Tiền Giang", LAST_DAY_CITY, "Tỉnh Đồng Tháp", id="province"),
    ],
)
def test_an_old_unit_is_told_in_todays_map(vietnam, old, until, new):
    area = unit(old, until)
    assert story_of([area]).tell(TODAY, area).area == unit(new)


def test_a_new_ward_cannot_be_told_in_the_old_map(vietnam):
    ward = unit("Phường Mỹ Trà")
    told = story_of([ward]).tell(OLD_MAP, ward)
    assert told.area is None
    assert {area.name for area in told.candidates} == {"Phường Mỹ Phú", "Xã Mỹ Trà", "Xã Nhị Mỹ", "Xã An Bình"}
    assert "đơn vị cũ" in told.reason


def test_a_row_that_keeps_its_old_unit_can(vietnam):
    class Row:
        area, former = unit("Phường Mỹ Trà"), unit("Xã Mỹ Trà", LAST_DAY_CITY)

    [(_, told)] = told_on([Row], OLD_MAP, former="former")
    assert told.area == Row.former


def test_the_city_lives_on_in_three_wards(vietnam):
    city = unit("Thành phố Cao Lãnh", LAST_DAY_CITY)
    told = story_of([city]).tell(TODAY, city)
    assert {area.code for area in told.candidates} == {"29869", "29884", "29888"}
    assert "đã chia" in told.reason


def test_a_district_recorded_in_part_is_never_certain(vietnam):
    district = unit("Huyện Cao Lãnh", LAST_DAY_CITY)
    assert not story_of([district]).tell(TODAY, district).is_certain


def test_a_unit_without_history_says_so(vietnam):
    hanoi = Area.objects.get(name="Phường Ba Đình")
    told = story_of([hanoi]).tell(OLD_MAP, hanoi)
    assert not told.candidates
    assert "Không có ghi chép" in told.reason


def test_units_that_contradict_each_other_are_noticed(vietnam):
    ward, elsewhere = unit("Phường Cao Lãnh"), unit("Xã Mỹ Trà", LAST_DAY_CITY)
    assert "không khớp" in story_of([ward, elsewhere]).tell(TODAY, ward, elsewhere).reason
