import factory
from factory.django import DjangoModelFactory

from lotrinh.indicators.choices import Nature
from lotrinh.indicators.models import DeclaredFigure, Indicator
from tests.core.factories import AuditEntryFactory
from tests.organizations.factories import OrganizationFactory


class IndicatorFactory(DjangoModelFactory):
    """People given work in a year: declared, since no register counts them."""

    class Meta:
        model = Indicator

    code = factory.Sequence(lambda n: f"viec-lam-{n}")
    name = factory.Sequence(lambda n: f"Số người được giải quyết việc làm {n}")
    definition = "Số người có việc làm mới trong năm, mỗi người tính một lần."
    unit = "người"
    nature = Nature.FLOW
    decimals = 0
    entry = factory.SubFactory(AuditEntryFactory)


class FillIndicatorFactory(IndicatorFactory):
    """The legal fill rate, counted from plots."""

    code = factory.Sequence(lambda n: f"lap-day-{n}")
    name = "Tỷ lệ lấp đầy"
    unit = "%"
    nature = Nature.RATIO
    measure = "cluster.fill_2024"


class DeclaredFigureFactory(DjangoModelFactory):
    """9,000 people in 2025, by a unit of its own."""

    class Meta:
        model = DeclaredFigure

    indicator = factory.SubFactory(IndicatorFactory)
    organization = factory.SubFactory(OrganizationFactory)
    period = "2025"
    value = 9000
    document = "Báo cáo 12/BC-UBND"
    entry = factory.SubFactory(AuditEntryFactory)
