"""Counts of establishments, and households that became enterprises."""

from datetime import date

import pytest

from lotrinh.core.periods import Period
from lotrinh.establishments.choices import LegalFormKind, Tristate
from lotrinh.indicators.measures import EVERYWHERE, MeasureScope, measure_named
from tests.areas.factories import AreaFactory
from tests.establishments.factories import EstablishmentFactory, LegalFormFactory, SectorFactory

pytestmark = pytest.mark.django_db
Y2025 = Period("year", 2025)


def at(name, period=Y2025, scope=EVERYWHERE):
    return measure_named(f"establishment.{name}").at(scope, period)


def test_a_household_that_becomes_an_enterprise_converts_once():
    owner = LegalFormFactory(valid_to=date(2025, 3, 31)).establishment
    LegalFormFactory(
        establishment=owner, kind=LegalFormKind.LIMITED, valid_from=date(2025, 4, 1), valid_to=date(2025, 8, 31)
    )
    LegalFormFactory(establishment=owner, kind=LegalFormKind.JOINT_STOCK, valid_from=date(2025, 9, 1))
    LegalFormFactory(kind=LegalFormKind.LIMITED, valid_from=date(2025, 5, 1))
    assert at("conversions").value == 1
    assert at("conversions", Period("year", 2026)).value == 0


def test_not_surveyed_is_missing_not_no():
    for answer in (Tristate.YES, Tristate.NO, Tristate.UNKNOWN):
        EstablishmentFactory(in_residential_area=answer)
    figure = at("in_residential_area")
    assert (figure.value, figure.missing, figure.total) == (1, 1, 3)


def test_a_former_unit_is_found_by_the_old_area_of_the_row():
    old = AreaFactory()
    EstablishmentFactory(old_area=old)
    EstablishmentFactory()
    assert at("count", scope=MeasureScope.of([old])).value == 1


def test_two_versions_of_the_classification_are_two_series():
    SectorFactory(code="1610")
    SectorFactory(code="9531", version="2025")
    assert [at(f"main_sectors_{version}").value for version in ("2018", "2025")] == [1, 1]
    by_division = measure_named("establishment.main_sectors_2018").series(EVERYWHERE, [Y2025], by="division")
    assert list(by_division) == ["16"]
    assert measure_named("establishment.main_sectors_2018").group_labels("division", ["16"]) == {
        "16": "chế biến gỗ, tre, nứa"
    }


def test_closed_is_counted_to_its_last_day():
    EstablishmentFactory(opened_on=date(2024, 1, 1), closed_on=date(2025, 12, 31))
    assert [at("count", Period("year", year)).value for year in (2023, 2024, 2025, 2026)] == [0, 1, 1, 0]
    assert at("closed").value == 1
