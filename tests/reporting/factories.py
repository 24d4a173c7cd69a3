from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from lotrinh.core.models import User
from lotrinh.core.periods import Period
from lotrinh.organizations.choices import Role
from lotrinh.organizations.models import Organization
from lotrinh.reporting import actions
from lotrinh.reporting.models import Report, ReportRegime
from tests.core.factories import AuditEntryFactory
from tests.monitoring.factories import DeclaredFigureFactory, LiveContractFactory
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import ProgrammeFactory, TargetFactory, VersionFactory

Q1, Q2, Q3 = (Period("quarter", 2026, number, "report") for number in (1, 2, 3))


class RegimeFactory(DjangoModelFactory):
    """A quarterly report of a division to its department, due on the 25th of the quarter's last month."""

    class Meta:
        model = ReportRegime
        skip_postgeneration_save = True

    reporter = factory.SubFactory(OrganizationFactory)
    programme = factory.LazyAttribute(lambda o: ProgrammeFactory(owner=o.reporter))
    name = "Kết quả thực hiện kế hoạch thử"
    issuer = "PHÒNG KINH TẾ THỬ"
    symbol = "BC-KT"
    place = "Thử"
    signer_lines = "TRƯỞNG PHÒNG"
    signer_name = "Nguyễn Văn Thử"
    recipients = "Sở Thử\nLưu: VT, KT"
    entry = factory.SubFactory(AuditEntryFactory)


def officer_of(unit: Organization) -> User:
    return person(Role.PLAN_OFFICER, unit)


def leader_of(unit: Organization) -> User:
    return person(Role.LEADER, unit)


def followed_target(regime: ReportRegime, name: str = "Tỷ lệ thử", **values: int):
    """A live target of the programme, its figures declared: `q1=60` for the first quarter of 2026."""
    version = regime.programme.versions.first() or VersionFactory(programme=regime.programme)
    contract = LiveContractFactory(target=TargetFactory(version=version, name=name))
    for key, value in values.items():
        period = f"2026-{key.upper()}" if key.startswith("q") else key
        DeclaredFigureFactory(
            indicator=contract.indicator, organization=regime.reporter, period=period, value=Decimal(value)
        )
    return contract


def redeclare(contract, period: str, value: int) -> None:
    """Somebody corrects what was declared."""
    contract.indicator.declared.filter(period=period).update(value=Decimal(value))


def issued(regime: ReportRegime, period: Period, number: int = 1, day: date | None = None) -> Report:
    """A report of `period` that went all the way."""
    officer, leader = officer_of(regime.reporter), leader_of(regime.reporter)
    report = actions.draft_report(regime=regime, period=period, by=officer)
    actions.submit(report=report, by=officer)
    actions.agree(report=report, by=leader)
    actions.issue(
        report=report,
        number=number,
        issued_on=day or period.last,
        signer_lines=["TRƯỞNG PHÒNG"],
        signer_name="Nguyễn Văn Thử",
        by=officer,
    )
    return Report.objects.get(pk=report.pk)
