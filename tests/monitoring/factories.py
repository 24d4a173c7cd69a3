"""Programmes far enough along to be followed."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from lotrinh.followups.models import Block
from lotrinh.indicators.models import DeclaredFigure
from lotrinh.plans.models import TaskUpdate
from tests.core.factories import AuditEntryFactory
from tests.organizations.factories import OrganizationFactory
from tests.plans.factories import ContractFactory

TODAY = date(2026, 11, 25)


class LiveContractFactory(ContractFactory):
    """A share above 80 % by the end of 2030, from 50, followed since the beginning of 2026."""

    decided = factory.SubFactory(AuditEntryFactory)
    live_since = date(2026, 1, 1)


class DeclaredFigureFactory(DjangoModelFactory):
    """What one unit says of one year."""

    class Meta:
        model = DeclaredFigure

    organization = factory.SubFactory(OrganizationFactory)
    period = "2025"
    value = Decimal(60)
    document = "Báo cáo 12/BC"
    entry = factory.SubFactory(AuditEntryFactory)


class BlockFactory(DjangoModelFactory):
    """Another unit's delay, to be cleared before the end of the year."""

    class Meta:
        model = Block

    register = "nhiem-vu"
    key = "1"
    subject = "Việc đang vướng"
    link = "/viec/1/"
    unit = factory.SubFactory(OrganizationFactory)
    why = "Chưa có mặt bằng."
    clearer = factory.SubFactory(OrganizationFactory)
    by_when = date(2026, 12, 31)
    raised = factory.SubFactory(AuditEntryFactory)


class UpdateFactory(DjangoModelFactory):
    class Meta:
        model = TaskUpdate

    organization = factory.SubFactory(OrganizationFactory)
    on = date(2026, 6, 1)
    note = "Đã làm một nửa."
    percent = 50
    entry = factory.SubFactory(AuditEntryFactory)
