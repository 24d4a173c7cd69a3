from datetime import date

import factory
from factory.django import DjangoModelFactory

from lotrinh.clusters.choices import ApprovalKind
from lotrinh.clusters.models import Approval, Cluster, Lease, Plot
from tests.areas.factories import AreaFactory
from tests.core.factories import AuditEntryFactory
from tests.establishments.factories import EstablishmentFactory


class ClusterFactory(DjangoModelFactory):
    class Meta:
        model = Cluster

    name = factory.Sequence(lambda n: f"Cụm công nghiệp Thử {n}")
    area = factory.SubFactory(AreaFactory)
    entry = factory.SubFactory(AuditEntryFactory)


class PlotFactory(DjangoModelFactory):
    """One hectare of industrial land, serviced."""

    class Meta:
        model = Plot

    cluster = factory.SubFactory(ClusterFactory)
    code = factory.Sequence(lambda n: f"A{n}")
    area_ha = 1
    serviced_on = date(2022, 1, 1)
    entry = factory.SubFactory(AuditEntryFactory)


class LeaseFactory(DjangoModelFactory):
    """The whole plot, from 1 January 2024, without an end."""

    class Meta:
        model = Lease

    plot = factory.SubFactory(PlotFactory)
    contract_no = factory.Sequence(lambda n: f"HD-{n:04}")
    tenant = factory.SubFactory(EstablishmentFactory)
    area_ha = 1
    starts_on = date(2024, 1, 1)
    entry = factory.SubFactory(AuditEntryFactory)


class ApprovalFactory(DjangoModelFactory):
    class Meta:
        model = Approval

    plot = factory.SubFactory(PlotFactory)
    number = factory.Sequence(lambda n: f"{n}/QĐ-UBND")
    kind = ApprovalKind.POLICY
    project = "Xưởng thử"
    decided_on = date(2024, 1, 1)
    entry = factory.SubFactory(AuditEntryFactory)
