from datetime import date

import pytest

from lotrinh.core.periods import Period
from lotrinh.establishments.choices import Tristate
from lotrinh.indicators.measures import EVERYWHERE, MeasureScope
from lotrinh.relocation.choices import Option, Step
from lotrinh.relocation.measures import (
    ClosedInPeriod,
    ClosedOut,
    LeftOfPlan,
    MeantByPlan,
    ShareClosedOut,
    ShareIntoCluster,
)
from tests.areas.factories import FormerAreaFactory
from tests.clusters.factories import ClusterFactory
from tests.core.factories import AuditEntryFactory, UserFactory
from tests.establishments.factories import EstablishmentFactory
from tests.relocation.factories import DossierFactory, FindingFactory

pytestmark = pytest.mark.django_db
Y2025, Y2026 = Period("year", 2025), Period("year", 2026)


def photo():
    from lotrinh.documents.models import StoredFile

    return StoredFile.objects.create(
        file="x",
        name="x.png",
        kind="png",
        size=1,
        sha256="0",
        register="ho-so-di-doi",
        key="1",
        entry=AuditEntryFactory(),
    )


def out(on, place=None, **more):
    seen = {"stopped_on": on, "stopped_by": UserFactory(), "verified_on": on, "verified_by": UserFactory()}
    return DossierFactory(
        establishment=place or EstablishmentFactory(), step=Step.CLEARED, verified_photo=photo(), **seen, **more
    )


def meant(**more):
    """In the urban residential area of the map of 2022, and found at risk at the end of 2025."""
    place = EstablishmentFactory(**{"old_area": FormerAreaFactory(), "on_urban_residential_land": Tristate.YES, **more})
    FindingFactory(establishment=place, found_on=date(2025, 12, 1))
    return place


def test_only_what_was_seen_by_the_day_is_out():
    out(date(2026, 5, 4))
    DossierFactory(stopped_on=date(2026, 5, 4))
    assert ClosedOut.at(EVERYWHERE, Y2026).value == 1
    assert ClosedOut.at(EVERYWHERE, Y2025).value == 0
    assert ShareClosedOut.at(EVERYWHERE, Y2026).value == 50


def test_a_period_counts_its_own_closures():
    out(date(2025, 5, 4))
    out(date(2026, 5, 4))
    assert [ClosedInPeriod.at(EVERYWHERE, period).value for period in (Y2025, Y2026)] == [1, 1]
    assert ClosedOut.at(EVERYWHERE, Y2026).value == 2


def test_the_share_into_a_cluster_is_of_those_out():
    out(date(2026, 5, 4), option=Option.CLUSTER, cluster=ClusterFactory())
    out(date(2026, 5, 4), option=Option.CLOSE)
    DossierFactory(option=Option.CLUSTER, cluster=ClusterFactory())
    assert ShareIntoCluster.at(EVERYWHERE, Y2026).value == 50


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        pytest.param({}, 1, id="urban-and-at-risk"),
        pytest.param({"on_urban_residential_land": Tristate.NO}, 0, id="not-in-the-urban-area"),
    ],
)
def test_the_plan_means_the_urban_and_risky(facts, counted):
    meant(**facts)
    assert MeantByPlan.at(EVERYWHERE, Y2026).value == counted


def test_without_any_finding_nothing_is_said():
    place = EstablishmentFactory(old_area=FormerAreaFactory(), on_urban_residential_land=Tristate.YES)
    figure = LeftOfPlan.at(EVERYWHERE, Y2026)
    assert figure.value is None and figure.missing == 1
    FindingFactory(establishment=place, answer=Tristate.NO)
    assert LeftOfPlan.at(EVERYWHERE, Y2026).value == 0


def test_a_later_finding_takes_the_place_of_an_earlier_one():
    place = meant()
    FindingFactory(establishment=place, answer=Tristate.NO, found_on=date(2026, 6, 1))
    assert [MeantByPlan.at(EVERYWHERE, period).value for period in (Y2025, Y2026)] == [1, 0]


def test_who_is_out_is_no_longer_left_and_was_still_meant():
    meant()
    out(date(2026, 5, 4), meant())
    assert (MeantByPlan.at(EVERYWHERE, Y2026).value, LeftOfPlan.at(EVERYWHERE, Y2026).value) == (2, 1)
    assert LeftOfPlan.at(EVERYWHERE, Y2025).value == 2


def test_the_city_of_2022_is_told_by_the_old_map_alone():
    city, outside = FormerAreaFactory(), FormerAreaFactory()
    meant(old_area=city)
    meant(old_area=outside)
    scope = MeasureScope.of([city])
    assert LeftOfPlan.at(scope, Y2026).value == 1
    assert set(LeftOfPlan.series(EVERYWHERE, [Y2026], by="old_area")) == {city.pk, outside.pk}
