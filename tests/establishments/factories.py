from datetime import date

import factory
from factory.django import DjangoModelFactory

from lotrinh.establishments.choices import LegalFormKind, TradeType, VsicVersion
from lotrinh.establishments.models import Establishment, LegalForm, Sector
from tests.areas.factories import AreaFactory
from tests.core.factories import AuditEntryFactory


class EstablishmentFactory(DjangoModelFactory):
    """A mechanical workshop at work in a ward of its own."""

    class Meta:
        model = Establishment

    code = factory.Sequence(lambda n: f"CS{n:05}")
    name = factory.Sequence(lambda n: f"Cơ sở cơ khí {n}")
    trade = TradeType.MECHANICAL
    area = factory.SubFactory(AreaFactory)
    entry = factory.SubFactory(AuditEntryFactory)


class LegalFormFactory(DjangoModelFactory):
    """A household business since 1 January 2020."""

    class Meta:
        model = LegalForm

    establishment = factory.SubFactory(EstablishmentFactory)
    kind = LegalFormKind.HOUSEHOLD
    valid_from = date(2020, 1, 1)
    entry = factory.SubFactory(AuditEntryFactory)


class SectorFactory(DjangoModelFactory):
    """Sawing and planing of wood, as the main trade."""

    class Meta:
        model = Sector

    establishment = factory.SubFactory(EstablishmentFactory)
    version = VsicVersion.V2018
    code = "16101"
    is_main = True
    entry = factory.SubFactory(AuditEntryFactory)
