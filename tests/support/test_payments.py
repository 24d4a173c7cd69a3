"""One ledger: what was paid is paid once, whichever purse or programme would pay it again."""

from datetime import date

import pytest

from lotrinh.core.registers import Invalid, OutOfScope, write
from lotrinh.organizations.choices import Role
from lotrinh.support.actions import recover_payments
from lotrinh.support.choices import CostItem
from lotrinh.support.models import Payment, Purse, PurseYear
from tests.areas.factories import AreaFactory, ProvinceFactory
from tests.establishments.factories import EstablishmentFactory
from tests.organizations.factories import OrganizationFactory, person
from tests.support.factories import PaymentFactory, PurseFactory, PurseYearFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return OrganizationFactory()


@pytest.fixture
def officer(ward):
    return person(Role.DIVISIONAL_OFFICER, ward)


@pytest.fixture
def paid(ward):
    return PaymentFactory(payee=EstablishmentFactory(area=ward.area), purse=PurseFactory(area=ward.area))


def again(paid, **changes) -> Payment:
    values = {"payee": paid.payee, "item": paid.item, "purse": paid.purse, "voucher": "UNC-moi", "part": paid.part}
    values |= {"amount_million": 10, "paid_on": date(2026, 6, 1), "evidence": "x", **changes}
    return Payment(**values)


def test_the_same_item_is_not_paid_again_from_another_purse_and_it_is_said_where_it_was_paid(paid, officer, ward):
    other = PurseFactory(area=ward.area)
    with pytest.raises(Invalid) as refused:
        write(again(paid, purse=other, programme="Khuyến công"), by=officer)
    said = refused.value.problems[0].message
    assert paid.voucher in said and str(paid.purse) in said and "02/03/2026" in said


def test_a_second_part_is_paid_from_the_same_purse_only(paid, officer, ward):
    with pytest.raises(Invalid, match="nguồn khác"):
        write(again(paid, part=2, purse=PurseFactory(area=ward.area)), by=officer)
    write(again(paid, part=2), by=officer)
    assert Payment.objects.count() == 2


def test_one_batch_cannot_pay_twice_either(officer, ward):
    place, purse = EstablishmentFactory(area=ward.area), PurseFactory(area=ward.area)
    fresh = (
        PaymentFactory.build(payee=place, purse=purse, entry=None),
        PaymentFactory.build(payee=place, purse=purse, entry=None),
    )
    with pytest.raises(Invalid, match="hai lần"):
        write(list(fresh), by=officer)


def test_what_was_paid_back_may_be_paid_again(paid, officer):
    recover_payments(rows=[paid], on=date(2026, 5, 4), reason="trả nhầm", by=officer)
    write(again(paid), by=officer)
    assert Payment.objects.standing().get().voucher == "UNC-moi"


def test_another_thing_says_what_it_is(paid, officer):
    with pytest.raises(Invalid, match="nội dung"):
        write(again(paid, item=CostItem.OTHER), by=officer)
    write(again(paid, item=CostItem.OTHER, subject="di dời cây xanh"), by=officer)


def test_nobody_of_another_ward_sees_or_writes_a_payment(paid):
    stranger = person(Role.DIVISIONAL_OFFICER)
    assert not Payment.objects.visible_to(stranger).exists()
    with pytest.raises(OutOfScope):
        write(again(paid, item=CostItem.WAGES), by=stranger)


def test_an_amendment_takes_the_place_of_the_first_amount_from_its_day_on(paid):
    first = PurseYearFactory(purse=paid.purse)
    cut = PurseYearFactory(purse=paid.purse, decided_on=date(2026, 7, 1), amount_million=600)
    assert list(PurseYear.objects.in_force_on(date(2026, 6, 30))) == [first]
    after = PurseYear.objects.in_force_on(date(2026, 7, 1)).with_paid().get()
    assert (after.pk, after.paid_million, after.left_million) == (cut.pk, 50, 550)


def test_a_province_s_purse_is_seen_in_its_wards_and_written_above_them():
    province = ProvinceFactory()
    ward = AreaFactory(parent=province)
    purse = PurseFactory(area=province)
    officer = person(Role.PLAN_OFFICER, OrganizationFactory(area=ward))
    assert Purse.objects.visible_to(officer).get() == purse
    assert not Purse.objects.editable_by(officer).exists()
    assert not Purse.objects.visible_to(person(Role.PLAN_OFFICER)).exists()
