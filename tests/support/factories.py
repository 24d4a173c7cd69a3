from datetime import date

import factory
from factory.django import DjangoModelFactory

from lotrinh.support.choices import CostItem, PurseKind
from lotrinh.support.models import Payment, Purse, PurseYear
from tests.areas.factories import AreaFactory
from tests.core.factories import AuditEntryFactory
from tests.establishments.factories import EstablishmentFactory


class PurseFactory(DjangoModelFactory):
    """A ward's own budget."""

    class Meta:
        model = Purse

    name = factory.Sequence(lambda n: f"Ngân sách thử {n}")
    kind = PurseKind.COMMUNE
    area = factory.SubFactory(AreaFactory)
    entry = factory.SubFactory(AuditEntryFactory)


class PurseYearFactory(DjangoModelFactory):
    """A thousand million for 2026, as first decided."""

    class Meta:
        model = PurseYear

    purse = factory.SubFactory(PurseFactory)
    year = 2026
    decided_on = date(2025, 12, 1)
    amount_million = 1000
    document = "12/QĐ-UBND"
    entry = factory.SubFactory(AuditEntryFactory)


class PaymentFactory(DjangoModelFactory):
    """Fifty million for dismantling, paid in March 2026."""

    class Meta:
        model = Payment

    payee = factory.SubFactory(EstablishmentFactory)
    item = CostItem.DISMANTLING
    purse = factory.SubFactory(PurseFactory)
    voucher = factory.Sequence(lambda n: f"UNC-{n}")
    amount_million = 50
    paid_on = date(2026, 3, 2)
    evidence = "biên bản"
    entry = factory.SubFactory(AuditEntryFactory)
