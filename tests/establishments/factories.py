import factory
from factory.django import DjangoModelFactory

from lotrinh.establishments.choices import TradeType
from lotrinh.establishments.models import Establishment
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
