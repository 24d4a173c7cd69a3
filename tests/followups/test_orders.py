from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from lotrinh.documents.models import StoredFile
from lotrinh.followups.actions import remind_of, take_step
from lotrinh.followups.choices import OrderState, StepKind
from lotrinh.followups.errors import (
    NoGiver,
    NotNow,
    NoWords,
    OutOfReach,
    PastDay,
    TooSoon,
    VerifiesItself,
)
from lotrinh.followups.models import Order
from lotrinh.followups.models.orders import FILES
from lotrinh.followups.rights import within_reach
from lotrinh.organizations.choices import OrganizationKind, Role
from lotrinh.rules.second_person import NeedsAnother
from tests.followups.factories import given, leader_and_unit
from tests.organizations.factories import OrganizationFactory, person

pytestmark = pytest.mark.django_db


def answered(order, **fields):
    return take_step(order=order, kind=StepKind.ANSWER, words="Đã làm.", by=person(organization=order.unit), **fields)


def test_an_order_keeps_what_it_is_about_and_what_that_said():
    order = given(*leader_and_unit())
    assert (order.register, order.key, order.said) == ("so-lieu", "cum.lap-day/-/2025", "62,5 %")
    assert order.turn == order.unit


def test_a_leader_orders_only_units_within_reach():
    leader, _ = leader_and_unit()
    with pytest.raises(OutOfReach):
        given(leader, OrganizationFactory())


def test_a_partner_of_the_same_territory_is_within_reach_and_answers_like_a_unit():
    leader, unit = leader_and_unit()
    front = OrganizationFactory(area=unit.area, kind=OrganizationKind.FRONT)
    order = given(leader, front)
    take_step(order=order, kind=StepKind.ANSWER, words="Đã vận động.", by=person(Role.PARTNER, front))
    assert order.state == OrderState.ANSWERED


@pytest.mark.parametrize("role", [Role.WARD_OFFICER, Role.DIVISIONAL_OFFICER, Role.PARTNER])
def test_whoever_neither_leads_nor_runs_plans_orders_nobody(role):
    _, unit = leader_and_unit()
    with pytest.raises(OutOfReach):
        given(person(role, unit.parent), unit)


def test_it_is_given_in_the_name_of_the_unit_above_where_the_leader_holds_a_role():
    leader, unit = leader_and_unit()
    other = OrganizationFactory()
    leader.role_holdings.create(
        role=Role.LEADER,
        organization=other,
        valid_from=localdate() - timedelta(days=9),
        entry=leader.role_holdings.get().entry,
    )
    assert given(leader, unit).giver == unit.parent


def test_nobody_orders_in_the_name_of_no_unit(monkeypatch):
    leader, unit = leader_and_unit()
    monkeypatch.setattr("lotrinh.followups.actions.orders.giver_for", lambda who, unit: None)
    with pytest.raises(NoGiver):
        given(leader, unit)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        pytest.param({"what": "  "}, NoWords, id="nothing said"),
        pytest.param({"due": localdate() - timedelta(days=1)}, PastDay, id="a day that is over"),
    ],
)
def test_an_order_says_what_and_until_when(fields, error):
    with pytest.raises(error):
        given(*leader_and_unit(), **fields)


def test_a_unit_does_not_verify_itself():
    leader, unit = leader_and_unit()
    with pytest.raises(VerifiesItself):
        given(leader, unit, verifier=unit)
    order = given(leader, unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(verifier=unit)


def test_the_same_form_sent_twice_gives_one_order():
    leader, unit = leader_and_unit()
    token = uuid4()
    assert given(leader, unit, sent_as=token) == given(leader, unit, sent_as=token)
    assert Order.objects.count() == 1


def test_an_answer_carries_words_a_number_and_files():
    order = given(*leader_and_unit())
    step = answered(order, number=Decimal("64.5"), number_unit="%", files=[(BytesIO(b"ghi chu"), "ghi-chu.txt")])
    assert (step.number, step.number_unit) == (Decimal("64.5"), "%")
    assert StoredFile.objects.of(FILES, step.pk).count() == 1


def test_a_question_stops_nothing_but_waits_for_the_giver():
    leader, unit = leader_and_unit()
    order = given(leader, unit)
    take_step(order=order, kind=StepKind.ASK, words="Tính cả lô chưa bàn giao không?", by=person(organization=unit))
    assert Order.objects.waiting_for([order.giver_id]).get() == order
    take_step(order=order, kind=StepKind.REPLY, words="Không.", by=leader)
    assert Order.objects.waiting_for([unit.pk]).get() == order


def test_what_is_not_enough_is_returned_with_another_day():
    leader, unit = leader_and_unit()
    order = given(leader, unit)
    answered(order)
    later = localdate() + timedelta(days=9)
    take_step(order=order, kind=StepKind.RETURN, words="Thiếu số của cụm.", due=later, by=leader)
    assert (order.state, order.due) == (OrderState.RETURNED, later)


def test_where_another_must_verify_the_giver_does_not_close_before():
    leader, unit = leader_and_unit()
    order = given(leader, unit, verifier=OrganizationFactory())
    answered(order)
    with pytest.raises(NotNow):
        take_step(order=order, kind=StepKind.CLOSE, by=leader)
    take_step(order=order, kind=StepKind.VERIFY, words="Đã xem hồ sơ.", by=person(organization=order.verifier))
    take_step(order=order, kind=StepKind.CLOSE, by=leader)
    assert order.state == OrderState.CLOSED


def test_whoever_answered_does_not_verify():
    leader, unit = leader_and_unit()
    order = given(leader, unit, verifier=unit.parent)
    both = person(Role.DIVISIONAL_OFFICER, unit.parent)
    take_step(order=order, kind=StepKind.ANSWER, words="Đã làm.", by=both)
    with pytest.raises(NeedsAnother):
        take_step(order=order, kind=StepKind.VERIFY, words="Đúng.", by=both)


def test_a_unit_does_not_close_or_withdraw_what_it_was_ordered():
    order = given(*leader_and_unit())
    answered(order)
    for kind in (StepKind.CLOSE, StepKind.WITHDRAW, StepKind.RETURN):
        with pytest.raises(NotNow):
            take_step(order=order, kind=kind, words="Thôi.", by=person(organization=order.unit))


def test_a_withdrawn_order_is_over_and_says_why():
    leader, unit = leader_and_unit()
    order = given(leader, unit)
    with pytest.raises(NoWords):
        take_step(order=order, kind=StepKind.WITHDRAW, by=leader)
    take_step(order=order, kind=StepKind.WITHDRAW, words="Đã có văn bản khác.", by=leader)
    assert not Order.objects.open().exists()
    with pytest.raises(NotNow):
        answered(order)


def test_every_step_says_who_did_it_as_whom():
    leader, unit = leader_and_unit()
    order = given(leader, unit)
    answered(order)
    told = [(step.kind, step.entry.by, step.entry.acted_as) for step in order.steps.select_related("entry__by")]
    assert [(kind, acted_as) for kind, _, acted_as in told] == [
        (StepKind.GIVE, order.giver.name),
        (StepKind.ANSWER, unit.name),
    ]


def test_a_third_unit_sees_nothing_of_it():
    leader, unit = leader_and_unit()
    given(leader, unit)
    assert not Order.objects.visible_to(person()).exists()
    assert Order.objects.visible_to(person(organization=unit)).exists()


def test_the_unit_is_reminded_once_a_day_by_the_giver_alone():
    leader, unit = leader_and_unit()
    order = given(leader, unit)
    with pytest.raises(NotNow):
        remind_of(order=order, by=person(organization=unit))
    remind_of(order=order, by=leader)
    with pytest.raises(TooSoon):
        remind_of(order=order, by=leader)


def test_a_unit_that_has_ended_is_out_of_reach():
    leader, unit = leader_and_unit()
    unit.valid_to = localdate() - timedelta(days=1)
    unit.save()
    assert unit not in within_reach(leader)
