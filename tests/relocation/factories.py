from datetime import date

import factory
from factory.django import DjangoModelFactory

from lotrinh.establishments.choices import Tristate
from lotrinh.relocation.choices import CountMethod, Fact, Nuisance, RateUnit, Step
from lotrinh.relocation.models import (
    Complaint,
    Dossier,
    ExposureWeights,
    Finding,
    ResidentsNear,
    StepTaken,
    SupportRate,
)
from lotrinh.support.choices import CostItem
from tests.areas.factories import AreaFactory
from tests.core.factories import AuditEntryFactory
from tests.establishments.factories import EstablishmentFactory
from tests.support.factories import PurseFactory


class DossierFactory(DjangoModelFactory):
    """A dossier just found, of an establishment in a ward of its own."""

    class Meta:
        model = Dossier

    establishment = factory.SubFactory(EstablishmentFactory)
    stepped_on = date(2026, 1, 5)
    entry = factory.SubFactory(AuditEntryFactory)


class ListedDossierFactory(DossierFactory):
    """On the approved list: an option may be chosen."""

    step = Step.LISTED


class StepTakenFactory(DjangoModelFactory):
    class Meta:
        model = StepTaken

    dossier = factory.SubFactory(DossierFactory)
    step = Step.IDENTIFIED
    on = date(2026, 1, 5)
    entry = factory.SubFactory(AuditEntryFactory)


class FindingFactory(DjangoModelFactory):
    """Found to be of a risky kind."""

    class Meta:
        model = Finding

    establishment = factory.SubFactory(EstablishmentFactory)
    fact = Fact.SECTOR
    answer = Tristate.YES
    found_on = date(2026, 1, 5)
    paper = "biên bản 1"
    entry = factory.SubFactory(AuditEntryFactory)


class ComplaintFactory(DjangoModelFactory):
    """A neighbour complained of noise, and is named."""

    class Meta:
        model = Complaint

    establishment = factory.SubFactory(EstablishmentFactory)
    number = factory.Sequence(lambda n: f"PA-{n}")
    received_on = date(2026, 10, 5)
    about = Nuisance.NOISE
    content = "ồn ban đêm"
    complainant_name = "Lê Thị Kín"
    complainant_phone = "0909123123"
    entry = factory.SubFactory(AuditEntryFactory)


class ResidentsFactory(DjangoModelFactory):
    """Ten people in each ring, counted on the spot."""

    class Meta:
        model = ResidentsNear

    establishment = factory.SubFactory(EstablishmentFactory)
    counted_on = date(2026, 1, 5)
    within_50 = within_100 = within_200 = within_500 = 10
    method = CountMethod.ON_SITE
    basis = "đếm"
    entry = factory.SubFactory(AuditEntryFactory)


class WeightsFactory(DjangoModelFactory):
    """The default weights by distance, every trade alike."""

    class Meta:
        model = ExposureWeights

    area = factory.SubFactory(AreaFactory)
    valid_from = date(2026, 1, 1)
    basis = "thử"
    entry = factory.SubFactory(AuditEntryFactory)


class SupportRateFactory(DjangoModelFactory):
    """300.000 đ/m² for dismantling, at most 50 million."""

    class Meta:
        model = SupportRate

    area = factory.SubFactory(AreaFactory)
    item = CostItem.DISMANTLING
    unit = RateUnit.PER_M2
    rate = 300_000
    cap_million = 50
    evidence = "biên bản"
    purse = factory.SubFactory(PurseFactory)
    legal_basis = "12/NQ-HĐND"
    valid_from = date(2026, 1, 1)
    entry = factory.SubFactory(AuditEntryFactory)
