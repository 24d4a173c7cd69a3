import random as chances
from datetime import date

import factory
from factory.django import DjangoModelFactory

from lotrinh.workforce.models import LabourReturn
from tests.core.factories import AuditEntryFactory
from tests.establishments.factories import EstablishmentFactory


class LabourReturnFactory(DjangoModelFactory):
    """Ten workers at the end of 2025: four without training, two skilled without certificate, four with one.

    With `random` a source of chance, every level is drawn and the total follows.
    """

    class Meta:
        model = LabourReturn

    class Params:
        random: chances.Random | None = None

    establishment = factory.SubFactory(EstablishmentFactory)
    as_of = date(2025, 12, 31)
    untrained = factory.LazyAttribute(lambda o: o.random.randrange(9) if o.random else 4)
    skilled_without_certificate = factory.LazyAttribute(lambda o: o.random.randrange(9) if o.random else 2)
    elementary = factory.LazyAttribute(lambda o: o.random.randrange(9) if o.random else 3)
    university = factory.LazyAttribute(lambda o: o.random.randrange(9) if o.random else 1)
    workers = factory.LazyAttribute(lambda o: o.untrained + o.skilled_without_certificate + o.elementary + o.university)
    entry = factory.SubFactory(AuditEntryFactory)
