from datetime import date

import factory
from factory.django import DjangoModelFactory

from lotrinh.rules.choices import Certainty
from lotrinh.rules.models import DatedRule
from tests.core.factories import AuditEntryFactory


class DatedRuleFactory(DjangoModelFactory):
    """A threshold of 60 % since 1 May 2024, compared with its document."""

    class Meta:
        model = DatedRule

    key = factory.Sequence(lambda n: f"thu.nguong_{n}")
    label = "Ngưỡng thử"
    value = 60
    unit = "%"
    valid_from = date(2024, 5, 1)
    document = "Nghị định 32/2024/NĐ-CP"
    certainty = Certainty.CONFIRMED
    entry = factory.SubFactory(AuditEntryFactory)
