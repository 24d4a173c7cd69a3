from datetime import date

import factory
from factory.django import DjangoModelFactory

from lotrinh.areas.choices import AreaKind
from lotrinh.areas.models import BEFORE_RECORDS, Area, AreaSuccession
from tests.core.factories import AuditEntryFactory

NEW_MAP = date(2025, 7, 1)


class AreaFactory(DjangoModelFactory):
    """A ward of the current map, under no province unless one is given."""

    class Meta:
        model = Area

    code = factory.Sequence(lambda n: f"{60000 + n}")
    name = factory.Sequence(lambda n: f"Phường Thử {n}")
    full_name = factory.LazyAttribute(
        lambda o: ", ".join(filter(None, [o.name, o.parent and o.parent.full_name, o.valid_to and f"đến {o.valid_to}"]))
    )
    kind = AreaKind.WARD
    parent = None
    path = factory.LazyAttribute(lambda o: f"{o.parent.path if o.parent else ''}{o.code}@{o.valid_from:%Y%m%d}/")
    valid_from = NEW_MAP
    valid_to = None
    entry = factory.SubFactory(AuditEntryFactory)


class ProvinceFactory(AreaFactory):
    code = factory.Sequence(lambda n: f"{100 + n}")
    name = factory.Sequence(lambda n: f"Tỉnh Thử {n}")
    kind = AreaKind.PROVINCE


class FormerAreaFactory(AreaFactory):
    """A commune that ended with the old map on 30 June 2025."""

    name = factory.Sequence(lambda n: f"Xã Cũ {n}")
    kind = AreaKind.COMMUNE
    valid_from = BEFORE_RECORDS
    valid_to = date(2025, 6, 30)


class AreaSuccessionFactory(DjangoModelFactory):
    class Meta:
        model = AreaSuccession

    predecessor = factory.SubFactory(FormerAreaFactory)
    successor = factory.SubFactory(AreaFactory)
    on = NEW_MAP
    legal_act = "Nghị quyết 1663/NQ-UBTVQH15"
