"""A small town: a ward, a cluster with land, a purse, and workshops that should leave."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from lotrinh.organizations.choices import Role
from lotrinh.relocation.choices import Step
from lotrinh.relocation.models import Dossier, ResidentsNear
from lotrinh.relocation.scenarios import actions
from lotrinh.support.models import Purse, PurseYear
from tests.areas.factories import AreaFactory, ProvinceFactory
from tests.clusters.factories import ClusterFactory, PlotFactory
from tests.core.factories import AuditEntryFactory
from tests.establishments.factories import EstablishmentFactory
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import ProgrammeFactory, VersionFactory

DAY = date(2026, 11, 25)


class DossierFactory(DjangoModelFactory):
    """Listed, nothing decided."""

    class Meta:
        model = Dossier

    establishment = factory.SubFactory(EstablishmentFactory)
    step = Step.LISTED
    stepped_on = date(2026, 1, 5)
    entry = factory.SubFactory(AuditEntryFactory)


class PurseFactory(DjangoModelFactory):
    class Meta:
        model = Purse

    name = factory.Sequence(lambda n: f"Ngân sách thử {n}")
    kind = "commune"
    area = factory.SubFactory(AreaFactory)
    pays_convert = pays_change_trade = pays_close = True
    carry_over_percent = 100
    entry = factory.SubFactory(AuditEntryFactory)


class PurseYearFactory(DjangoModelFactory):
    class Meta:
        model = PurseYear

    purse = factory.SubFactory(PurseFactory)
    year = 2027
    decided_on = date(2026, 7, 1)
    amount_million = 2000
    document = "12/NQ-HĐND"
    entry = factory.SubFactory(AuditEntryFactory)


class Town:
    """A programme of one ward with `count` workshops of 200 m², one hectare of free land, money for 2027 and 2028."""

    def __init__(self, count: int = 6, million: float = 2000):
        self.province = ProvinceFactory()
        self.ward = AreaFactory(parent=self.province)
        self.office = OrganizationFactory(area=self.ward)
        self.programme = ProgrammeFactory(owner=self.office)
        VersionFactory(programme=self.programme)
        self.programme.areas.add(self.ward)
        self.officer = person(Role.PLAN_OFFICER, self.office)
        self.cluster = ClusterFactory(area=self.ward)
        PlotFactory(cluster=self.cluster, area_ha=1)
        self.purse = PurseFactory(area=self.ward)
        for year in (2027, 2028):
            PurseYearFactory(purse=self.purse, year=year, amount_million=million)
        self.dossiers = [self._dossier(number) for number in range(count)]

    def _dossier(self, number: int) -> Dossier:
        workshop = EstablishmentFactory(
            area=self.ward, land_area_m2=200, latitude=10.46, longitude=105.63 + number / 1000
        )
        ResidentsNear.objects.create(
            establishment=workshop,
            counted_on=date(2026, 6, 1),
            within_50=20 + 5 * number,
            method="on_site",
            basis="phiếu đếm",
            entry=AuditEntryFactory(),
        )
        return DossierFactory(establishment=workshop)

    def scenario(self, name: str = "Phương án A", **assumptions):
        quick = {"last_year": 2028, "seconds": 3} | assumptions
        return actions.create_scenario(programme=self.programme, name=name, day=DAY, by=self.officer, assumptions=quick)

    def run(self, **assumptions):
        return actions.start_run(scenario=self.scenario(**assumptions), by=self.officer)
