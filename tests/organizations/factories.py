from datetime import date

import factory
from factory.django import DjangoModelFactory

from lotrinh.organizations.choices import OrganizationKind, OrganizationLevel, Role
from lotrinh.organizations.models import Organization, OrganizationSuccession, RoleHolding
from tests.areas.factories import AreaFactory
from tests.core.factories import AuditEntryFactory, UserFactory


class OrganizationFactory(DjangoModelFactory):
    """The economic division of a ward of its own."""

    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"Phòng Kinh tế, Hạ tầng và Đô thị phường Thử {n}")
    short_name = factory.Sequence(lambda n: f"P. KT-HT-ĐT Thử {n}")
    kind = OrganizationKind.DIVISION
    level = OrganizationLevel.COMMUNE
    area = factory.SubFactory(AreaFactory)
    entry = factory.SubFactory(AuditEntryFactory)


class OrganizationSuccessionFactory(DjangoModelFactory):
    class Meta:
        model = OrganizationSuccession

    predecessor = factory.SubFactory(OrganizationFactory, valid_to=date(2025, 6, 30))
    successor = factory.SubFactory(OrganizationFactory)
    on = date(2025, 7, 1)
    legal_act = "Nghị định 150/2025/NĐ-CP"


class RoleHoldingFactory(DjangoModelFactory):
    """A ward officer in office since 1 July 2025, at a unit of their own unless one is given."""

    class Meta:
        model = RoleHolding

    user = factory.SubFactory(UserFactory)
    role = Role.WARD_OFFICER
    organization = factory.SubFactory(OrganizationFactory)
    valid_from = date(2025, 7, 1)
    entry = factory.SubFactory(AuditEntryFactory)


def person(role: Role = Role.WARD_OFFICER, organization: Organization | None = None, **holding):
    """A user who holds `role` at `organization` (a ward of its own unless given)."""
    if organization is not None:
        holding["organization"] = organization
    return RoleHoldingFactory(role=role, **holding).user
