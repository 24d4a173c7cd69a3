from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from lotrinh.core.registers.errors import Changed, Invalid
from lotrinh.organizations.choices import Role
from lotrinh.plans.actions import answer_contest, contest, draft_contract, make_target_live
from lotrinh.plans.errors import Answered, Incomplete, NotContestant, NotInForce, NotYourPlan
from lotrinh.plans.models import Contest, TargetContract
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import ContractFactory, DraftFactory, IndicatorFactory, TargetFactory

pytestmark = pytest.mark.django_db


def officer_of(target):
    return person(Role.PLAN_OFFICER, target.version.programme.owner_on(date(2026, 6, 1)))


def test_a_contract_begins_with_the_words_of_the_plan():
    target = TargetFactory(value=Decimal(85), unit="%", direction="rise")
    contract = draft_contract(target=target, by=officer_of(target))
    assert (contract.threshold, contract.unit, contract.direction) == (85, "%", "rise")


def test_an_incomplete_contract_says_all_that_is_missing():
    target = TargetFactory()
    draft_contract(target=target, by=officer_of(target), definition="Số đạt trên tổng số.")
    with pytest.raises(Incomplete) as error:
        make_target_live(target=target, by=officer_of(target))
    assert "mẫu số" in error.value.missing
    assert any("số gốc" in lacking for lacking in error.value.missing)


def test_an_unknown_baseline_needs_somebody_to_find_it_and_a_day():
    contract = ContractFactory(baseline=None, baseline_finder=OrganizationFactory())
    with pytest.raises(Incomplete):
        make_target_live(target=contract.target, by=officer_of(contract.target))
    contract.baseline_due = date(2027, 3, 31)
    contract.save()
    assert make_target_live(target=contract.target, by=officer_of(contract.target)).is_live


@pytest.mark.parametrize("field", ["definition", "unit", "denominator", "direction"])
def test_the_database_refuses_a_live_contract_that_lacks_something(field):
    contract = make_live()
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetContract.objects.filter(pk=contract.pk).update(**{field: ""})


@pytest.mark.parametrize("field", ["threshold", "indicator", "contestant", "decided", "baseline"])
def test_the_database_refuses_a_live_contract_without(field):
    contract = make_live()
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetContract.objects.filter(pk=contract.pk).update(**{field: None})


def make_live():
    contract = ContractFactory()
    return make_target_live(target=contract.target, by=officer_of(contract.target))


def test_a_target_of_a_draft_is_not_followed():
    contract = ContractFactory(target=TargetFactory(version=DraftFactory()))
    with pytest.raises(NotInForce):
        make_target_live(target=contract.target, by=officer_of(contract.target))


def test_making_a_live_target_live_changes_nothing():
    contract = make_live()
    again = make_target_live(target=contract.target, by=officer_of(contract.target))
    assert again.decided == contract.decided


def test_a_live_contract_cannot_lose_what_it_needs():
    contract = make_live()
    with pytest.raises(Incomplete):
        draft_contract(target=contract.target, by=officer_of(contract.target), definition="")


def test_others_do_not_write_contracts():
    with pytest.raises(NotYourPlan):
        draft_contract(target=TargetFactory(), by=person(Role.PLAN_OFFICER))


def test_the_second_of_two_writers_is_told():
    contract = ContractFactory()
    seen, by = contract.entry_id, officer_of(contract.target)
    draft_contract(target=contract.target, by=by, unit="phần trăm", seen=seen)
    with pytest.raises(Changed):
        draft_contract(target=contract.target, by=by, unit="%", seen=seen)


def test_a_baseline_both_known_and_to_be_found_is_refused():
    contract = ContractFactory()
    with pytest.raises(Invalid):
        draft_contract(target=contract.target, by=officer_of(contract.target), baseline_finder=OrganizationFactory())


def test_the_indicator_may_be_chosen_later():
    target = TargetFactory()
    indicator = IndicatorFactory()
    draft_contract(target=target, by=officer_of(target))
    assert draft_contract(target=target, by=officer_of(target), indicator=indicator).indicator == indicator


def test_the_unit_named_in_the_contract_contests_it_once_a_form():
    contract = ContractFactory()
    by = person(Role.WARD_OFFICER, contract.contestant)
    token = "7f2c1d80-0000-4000-8000-000000000001"
    for _ in range(2):
        contest(
            target=contract.target, organization=contract.contestant, reason="Đếm cả lô trống.", by=by, sent_as=token
        )
    assert Contest.objects.count() == 1


def test_another_unit_may_not_contest():
    contract = ContractFactory()
    other = OrganizationFactory()
    with pytest.raises(NotContestant):
        contest(target=contract.target, organization=other, reason="…", by=person(organization=other))


def test_somebody_else_may_not_contest_in_the_name_of_the_unit():
    contract = ContractFactory()
    with pytest.raises(NotContestant):
        contest(target=contract.target, organization=contract.contestant, reason="…", by=person())


def test_a_contest_is_answered_once_by_the_owner():
    contract = ContractFactory()
    raised = contest(
        target=contract.target,
        organization=contract.contestant,
        reason="Đếm cả lô trống.",
        by=person(organization=contract.contestant),
    )
    by = officer_of(contract.target)
    answer_contest(contest=raised, answer="Chỉ đếm lô đã cho thuê.", by=by)
    with pytest.raises(Answered):
        answer_contest(contest=raised, answer="Lần nữa.", by=by)
