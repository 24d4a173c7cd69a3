"""A whole register told in the map of a day: certain where it can be, said to be unknown where it cannot."""

from datetime import date

import pytest
from django.urls import reverse

from lotrinh.areas.told import area_paths, tell_register
from lotrinh.core.registers import register_named
from lotrinh.organizations.choices import Role
from tests.areas.factories import AreaFactory, AreaSuccessionFactory, FormerAreaFactory
from tests.clusters.factories import PlotFactory
from tests.establishments.factories import EstablishmentFactory
from tests.organizations.factories import OrganizationFactory, person

pytestmark = pytest.mark.django_db
BEFORE, TODAY = date(2025, 6, 30), date(2026, 11, 25)


@pytest.fixture
def merged():
    """A ward put together from two former communes."""
    ward, communes = AreaFactory(), [FormerAreaFactory(), FormerAreaFactory()]
    for commune in communes:
        AreaSuccessionFactory(predecessor=commune, successor=ward)
    return ward, communes


def test_rows_that_keep_their_old_unit_are_told_and_others_are_not_guessed(merged):
    ward, (first, second) = merged
    EstablishmentFactory.create_batch(2, area=ward, old_area=first)
    EstablishmentFactory(area=ward, old_area=None)
    told = tell_register(register_named("co-so"), person(Role.ADMINISTRATOR), BEFORE)
    assert told.by_area == [(first, 2)] and told.total == 3
    ((reason, count),) = told.unknown
    assert count == 1 and "phải ghi cả đơn vị cũ" in reason


def test_the_map_of_today_tells_all_of_them(merged):
    ward, (first, second) = merged
    EstablishmentFactory(area=ward, old_area=first)
    EstablishmentFactory(area=ward, old_area=None)
    told = tell_register(register_named("co-so"), person(Role.ADMINISTRATOR), TODAY)
    assert told.by_area == [(ward, 2)] and not told.unknown


def test_a_row_lies_where_the_thing_it_hangs_on_lies():
    plot = PlotFactory()
    assert area_paths(register_named("lo-dat")) == ("cluster__area",)
    told = tell_register(register_named("lo-dat"), person(Role.ADMINISTRATOR), TODAY)
    assert told.by_area == [(plot.cluster.area, 1)]


def test_only_rows_in_ones_scope_are_told(merged):
    ward, (first, _) = merged
    EstablishmentFactory(area=ward, old_area=first)
    EstablishmentFactory()
    officer = person(Role.WARD_OFFICER, OrganizationFactory(area=ward))
    assert tell_register(register_named("co-so"), officer, BEFORE).total == 1


def test_the_number_of_queries_does_not_grow_with_the_rows(merged, django_assert_max_num_queries):
    ward, (first, _) = merged
    EstablishmentFactory.create_batch(20, area=ward, old_area=first)
    who = person(Role.ADMINISTRATOR)
    with django_assert_max_num_queries(5):
        tell_register(register_named("co-so"), who, BEFORE)


def test_the_page_tells_a_register_and_words_a_wrong_day(client, merged):
    ward, (first, _) = merged
    EstablishmentFactory(area=ward, old_area=first)
    client.force_login(person(Role.ADMINISTRATOR))
    page = client.get(reverse("areas:told"), {"so": "co-so", "ngay": "30/06/2025"}).content.decode()
    assert first.full_name in page and "1 trong 1 dòng" in page
    assert "chỉ có 30 ngày" in client.get(reverse("areas:told"), {"so": "co-so", "ngay": "31/06/2025"}).content.decode()
