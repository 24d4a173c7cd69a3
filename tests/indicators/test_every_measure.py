"""One test for every measure: the figure is the sum of its rows, whatever the registers hold."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest

from lotrinh.clusters.choices import PlotPurpose
from lotrinh.core.periods import Period
from lotrinh.establishments.choices import LegalFormKind, PriorityField, TradeType, Tristate
from lotrinh.indicators.measures import EVERYWHERE, MeasureScope, all_measures
from lotrinh.organizations.choices import Role
from lotrinh.rules.loading import load
from tests.areas.factories import AreaFactory, ProvinceFactory
from tests.clusters.factories import ApprovalFactory, ClusterFactory, LeaseFactory, PlotFactory
from tests.core.factories import AuditEntryFactory, UserFactory
from tests.establishments.factories import EstablishmentFactory, LegalFormFactory, SectorFactory
from tests.organizations.factories import OrganizationFactory, person
from tests.workforce.factories import LabourReturnFactory

pytestmark = pytest.mark.django_db

PERIODS = [Period("year", 2024), Period("year", 2025), Period.parse("2026-Q1"), Period.parse("2026-H1r")]
COUNTED = [measure for measure in all_measures() if not hasattr(measure, "of")]
names = {"argvalues": COUNTED, "ids": lambda measure: measure.name}


@pytest.fixture(scope="module")
def random_registers(django_db_setup, django_db_blocker):
    """Registers of two wards, filled at random; the same for all tests of this file."""
    with django_db_blocker.unblock():
        from django.db import transaction

        with transaction.atomic():
            yield fill(random.Random(20261125))
            transaction.set_rollback(True)


@pytest.fixture
def wards(random_registers, db):
    return random_registers


def fill(chance: random.Random):
    load()
    entry = AuditEntryFactory()
    province = ProvinceFactory(entry=entry)
    wards = [AreaFactory(parent=province, entry=entry) for _ in range(2)]

    def day(first=2022, last=2026):
        return date(first, 1, 1) + timedelta(days=chance.randrange(365 * (last - first + 1)))

    establishments = []
    for _ in range(40):
        opened = chance.choice([None, day()])
        one = EstablishmentFactory(
            area=chance.choice(wards),
            entry=entry,
            trade=chance.choice(TradeType.values),
            priority=chance.choice(["", *PriorityField.values]),
            in_residential_area=chance.choice(Tristate.values),
            on_urban_residential_land=chance.choice(Tristate.values),
            opened_on=opened,
            closed_on=chance.choice([None, None, (opened or date(2022, 1, 1)) + timedelta(days=chance.randrange(900))]),
            is_sample=chance.random() < 0.5,
        )
        establishments.append(one)
        if chance.random() < 0.7:
            code = chance.choice(["1610", "25920", "4520", "46697"])
            SectorFactory(establishment=one, code=code, version=chance.choice(["2018", "2025"]), entry=entry)
        start = date(2023, 1, 1)
        for kind in chance.sample(
            [LegalFormKind.HOUSEHOLD, LegalFormKind.LIMITED, LegalFormKind.PRIVATE], k=chance.randrange(3)
        ):
            end = start + timedelta(days=chance.randrange(100, 500))
            LegalFormFactory(establishment=one, kind=kind, valid_from=start, valid_to=end, entry=entry)
            start = end + timedelta(days=1)
        for as_of in {day() for _ in range(chance.randrange(4))}:
            LabourReturnFactory(establishment=one, as_of=as_of, entry=entry, random=chance)
    for one in chance.sample(establishments, 3):
        other = chance.choice([e for e in establishments if e is not one and e.merged_into_id is None])
        type(one).objects.filter(pk=one.pk).update(merged_into=other)
    for ward in wards * 2:
        cluster = ClusterFactory(area=ward, entry=entry, industrial_area_ha=chance.choice([None, 12]))
        for _ in range(8):
            plot = PlotFactory(
                cluster=cluster,
                entry=entry,
                purpose=chance.choice([PlotPurpose.INDUSTRIAL, PlotPurpose.INDUSTRIAL, PlotPurpose.GREEN]),
                area_ha=chance.choice([None, Decimal(chance.randrange(1, 30_000)) / 10_000]),
                cleared_on=chance.choice([None, day()]),
                serviced_on=chance.choice([None, day()]),
                is_sample=chance.random() < 0.5,
            )
            for _ in range(chance.randrange(3)):
                starts = day()
                ends = chance.choice([None, starts + timedelta(days=chance.randrange(800))])
                LeaseFactory(
                    plot=plot, tenant=chance.choice(establishments), starts_on=starts, ends_on=ends, entry=entry
                )
            if chance.random() < 0.4:
                ApprovalFactory(plot=plot, decided_on=day(), entry=entry)
    return wards


@pytest.fixture
def superuser(db):
    return UserFactory(is_superuser=True)


@pytest.mark.parametrize("measure", **names)
@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.key)
def test_the_figure_is_the_sum_of_its_rows(wards, superuser, measure, period):
    figure = measure.at(EVERYWHERE, period)
    rows = list(figure.rows(superuser))
    assert figure.total == len(rows)
    assert figure.missing == sum(row.is_missing for row in rows)
    assert figure.numerator == pytest.approx(sum(row.counted or 0 for row in rows))
    if figure.denominator is not None:
        assert figure.denominator == pytest.approx(sum(row.weight or 0 for row in rows if not row.is_missing))
        assert figure.numerator <= figure.denominator
    assert figure.is_known or figure.why


@pytest.mark.parametrize("measure", **names)
def test_the_parts_make_the_whole(wards, measure):
    """Divided by any group, numerators and denominators add up to the undivided figure; each part opens by itself."""
    wholes = measure.series(EVERYWHERE, PERIODS)
    for by in measure.groups:
        parts = measure.series(EVERYWHERE, PERIODS, by=by)
        for place, whole in enumerate(wholes):
            figures = [series[place] for series in parts.values()]
            assert whole.numerator == pytest.approx(sum((f.numerator for f in figures), Decimal(0)))
            assert whole.total == sum(f.total for f in figures)
            for part in figures[:2]:
                assert measure.at(part.scope, part.period).numerator == part.numerator


@pytest.mark.parametrize("measure", **names)
def test_a_ward_officer_opens_the_rows_of_the_ward_and_is_told_of_the_rest(wards, measure):
    period = Period("year", 2025)
    officer = person(Role.WARD_OFFICER, OrganizationFactory(area=wards[0]))
    whole, own = measure.at(EVERYWHERE, period), measure.at(MeasureScope.of(wards[:1]), period)
    rows = whole.rows(officer)
    assert len(rows) == own.total
    assert rows.outside == whole.total - own.total
    assert bool(rows.note) is bool(rows.outside)


@pytest.mark.parametrize("measure", **names)
def test_one_query_a_period(wards, measure, django_assert_max_num_queries):
    with django_assert_max_num_queries(len(PERIODS) + 2):  # and the rules it cites and reads, once
        measure.series(EVERYWHERE, PERIODS, by=measure.groups[0])
    with django_assert_max_num_queries(len(PERIODS) + 3):  # and the territory, once
        measure.series(MeasureScope.of(wards), PERIODS)


@pytest.mark.parametrize("measure", all_measures(), ids=lambda measure: measure.name)
def test_it_is_defined_in_words_and_its_others_exist(measure):
    known = {other.name for other in all_measures()}
    assert measure.definition and measure.label
    assert set(measure.others) <= known - {measure.name}
