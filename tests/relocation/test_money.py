from datetime import date
from decimal import Decimal

import pytest

from lotrinh.core.registers import Invalid
from lotrinh.relocation.actions import choose_option, draw_up_sheets
from lotrinh.relocation.choices import Option, Step
from lotrinh.relocation.models import SupportCap, SupportItem
from lotrinh.support.choices import CostItem
from tests.areas.factories import AreaFactory, ProvinceFactory
from tests.core.factories import AuditEntryFactory
from tests.establishments.factories import EstablishmentFactory
from tests.organizations.factories import OrganizationFactory, person
from tests.relocation.factories import ListedDossierFactory, SupportRateFactory
from tests.support.factories import PaymentFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def province():
    return ProvinceFactory()


@pytest.fixture
def officer(province):
    return person("divisional_officer", OrganizationFactory(area=AreaFactory(parent=province)))


@pytest.fixture
def row(officer):
    ward = officer.role_holdings.get().organization.area
    row = ListedDossierFactory(establishment=EstablishmentFactory(area=ward, land_area_m2=100))
    choose_option(rows=[row], option=Option.CLOSE, quarter="2027Q1", on=DAY, by=officer)
    return row


def draw(row, officer, **more):
    draw_up_sheets(rows=[row], on=DAY, by=officer, **more)
    return list(SupportItem.objects.order_by("item", "part"))


def test_a_sheet_is_computed_from_the_rate_of_the_day(row, officer, province):
    SupportRateFactory(area=province, valid_from=date(2026, 1, 1), valid_to=date(2026, 3, 1), rate=1)
    rate = SupportRateFactory(area=province, valid_from=DAY, rate=400_000)
    [item] = draw(row, officer)
    assert (item.rate, item.amount_million, item.year, item.purse) == (rate, 40, 2027, rate.purse)


def test_a_rate_of_another_option_or_another_place_makes_no_line(row, officer, province):
    SupportRateFactory(area=province, option=Option.CONVERT)
    SupportRateFactory()
    assert draw(row, officer) == []


def test_the_ward_s_own_rate_takes_the_place_of_the_province_s(row, officer, province):
    SupportRateFactory(area=province, rate=100_000)
    SupportRateFactory(area=row.establishment.area, rate=200_000)
    assert [item.amount_million for item in draw(row, officer)] == [20]


def test_what_is_paid_in_two_stages_stands_in_two_lines(row, officer, province):
    SupportRateFactory(area=province, first_percent=40)
    assert [item.amount_million for item in draw(row, officer)] == [Decimal(12), Decimal(18)]


def test_drawing_it_up_again_replaces_it(row, officer, province):
    SupportRateFactory(area=province)
    draw(row, officer)
    assert len(draw(row, officer)) == 1


def test_what_another_programme_paid_is_not_promised_again(row, officer, province):
    SupportRateFactory(area=province)
    PaymentFactory(payee=row.establishment, item=CostItem.DISMANTLING, programme="Khuyến công", voucher="KC-9")
    with pytest.raises(Invalid, match="KC-9.*Khuyến công"):
        draw(row, officer)
    assert not SupportItem.objects.exists()


def test_an_approved_sheet_stands(row, officer, province):
    row.step = Step.APPROVED
    with pytest.raises(Invalid, match="đã duyệt"):
        draw(row, officer)


@pytest.mark.parametrize(("option", "whole"), [("", 50), ("close", 50), ("cluster", 80)])
def test_the_whole_sheet_stays_below_its_cap_and_each_line_says_so(option, whole, row, officer, province):
    SupportRateFactory(area=province, cap_million=None)
    SupportRateFactory(area=province, cap_million=None, item=CostItem.CLOSURE, rate=500_000)
    SupportCap.objects.create(
        area=province, option=option, cap_million=50, legal_basis="NQ", valid_from=DAY, entry=AuditEntryFactory()
    )
    items = draw(row, officer)
    assert sum(item.amount_million for item in items) == whole
    assert all(("mức trần cả phiếu" in item.how) == (whole == 50) for item in items)
