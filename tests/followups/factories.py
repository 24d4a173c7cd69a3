from datetime import timedelta

from django.utils.timezone import localdate

from lotrinh.documents.choices import DocumentKind
from lotrinh.documents.models import OfficialDocument
from lotrinh.followups.actions import About, give_order
from lotrinh.followups.models import Order
from lotrinh.organizations.choices import Role
from tests.core.factories import AuditEntryFactory
from tests.organizations.factories import OrganizationFactory, person

FIGURE = About("so-lieu", "cum.lap-day/-/2025", "Tỷ lệ lấp đầy", "62,5 %", "/chi-so/so-lieu/cum.lap-day/-/2025/")


def leader_and_unit():
    """A leader of a committee, and a division under it."""
    committee = OrganizationFactory()
    unit = OrganizationFactory(parent=committee, area=committee.area)
    return person(Role.LEADER, committee), unit


def given(leader, unit, **fields) -> Order:
    wanted = {"about": FIGURE, "what": "Báo cáo vì sao chậm.", "due": localdate() + timedelta(days=5)} | fields
    return give_order(unit=unit, by=leader, **wanted)


def a_document(number: str = "1/TB-VP") -> OfficialDocument:
    """A row that everybody who works here sees."""
    return OfficialDocument.objects.create(
        number=number,
        kind=DocumentKind.NOTIFICATION,
        issuer="Văn phòng",
        issued_on=localdate(),
        title="Kết luận giao ban",
        entry=AuditEntryFactory(),
    )
