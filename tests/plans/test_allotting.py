"""A target is shared out, a unit proposes another share, and a unit's share passes to who takes over from it."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from lotrinh.core.registers.errors import Changed, Invalid
from lotrinh.indicators.models import DeclaredFigure
from lotrinh.organizations.choices import Role
from lotrinh.plans import actions
from lotrinh.plans.allotting import sheet_of
from lotrinh.plans.choices import ProposalState, ShareKey
from lotrinh.plans.errors import (
    CannotShare,
    Ended,
    NoEvidence,
    NoReason,
    NotInForce,
    NotShared,
    NotYourPlan,
    NotYourTask,
    Unsettled,
)
from lotrinh.plans.models import Allotment, ShareProposal, Target
from tests.core.factories import AuditEntryFactory
from tests.organizations.factories import OrganizationFactory, OrganizationSuccessionFactory, person
from tests.plans.factories import (
    DraftFactory,
    IndicatorFactory,
    ProgrammeFactory,
    TargetFactory,
    VersionFactory,
)
from tests.plans.test_handing import hand_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return OrganizationFactory(name="Sở Muối")


@pytest.fixture
def officer(owner):
    return person(Role.PLAN_OFFICER, owner)


@pytest.fixture
def version(owner):
    return VersionFactory(programme=ProgrammeFactory(owner=owner))


@pytest.fixture
def target(version):
    """A hundred salt sheds, no ratio."""
    return TargetFactory(version=version, name="Kho muối", value=Decimal(100), unit="kho", comparator=">=")


@pytest.fixture
def units():
    return [OrganizationFactory(name=f"Ủy ban nhân dân phường Thử {n}", short_name=f"Phường {n}") for n in "ABC"]


@pytest.fixture
def warden(units):
    return person(Role.WARD_OFFICER, units[0])


def by_hand(target, units, parts, by, **more):
    values = {unit: Decimal(n) for unit, n in zip(units, parts, strict=True)}
    return actions.share_out(target=target, units=units, values=values, by=by, **more)


def held(target):
    return {one.unit.label: one.share.value for one in sheet_of(target).held}


def test_shares_that_do_not_add_up_are_kept_and_the_difference_told(target, units, officer):
    by_hand(target, units, [40, 40, 15], officer)
    sheet = sheet_of(target)
    assert sheet.balance.difference == -5
    assert sheet.verdict == "Các phần cộng lại thiếu 5 kho so với mức phải đạt."


def test_typed_weights_share_out_by_largest_remainder(target, units, officer):
    numbers = dict(zip(units, map(Decimal, (1000, 1000, 1000)), strict=True))
    actions.share_out(
        target=target, units=units, key=ShareKey.WEIGHTS, numbers=numbers, source="Niên giám 2025", by=officer
    )
    assert sorted(held(target).values()) == [33, 33, 34]
    assert sheet_of(target).balance.is_even


def declared(indicator, unit, value):
    return DeclaredFigure.objects.create(
        indicator=indicator, organization=unit, period="2025", value=value, document="BC 1", entry=AuditEntryFactory()
    )


def test_last_years_figures_share_out(target, units, officer):
    indicator = IndicatorFactory(nature="level", unit="kho")
    for unit, value in zip(units, (10, 30, 60), strict=True):
        declared(indicator, unit, value)
    actions.share_out(
        target=target, units=units, key=ShareKey.INDICATOR, indicator=indicator, period="2025", by=officer
    )
    assert list(held(target).values()) == [10, 30, 60]


def test_a_unit_the_key_tells_nothing_of_is_named(target, units, officer):
    indicator = IndicatorFactory(nature="level", unit="kho")
    declared(indicator, units[0], 10)
    with pytest.raises(CannotShare, match="Phường B; Phường C"):
        actions.share_out(
            target=target, units=units, key=ShareKey.INDICATOR, indicator=indicator, period="2025", by=officer
        )


def test_of_a_ratio_each_unit_learns_what_its_denominator_needs(version, units, officer):
    target = TargetFactory(version=version, value=Decimal(80), unit="%", comparator=">=")
    numbers = dict(zip(units, map(Decimal, (51, 100, 10)), strict=True))
    actions.share_out(target=target, units=units, key=ShareKey.WEIGHTS, numbers=numbers, source="Sổ", by=officer)
    sheet = sheet_of(target)
    assert [one.needed for one in sheet.held] == [41, 80, 8]
    assert (sheet.balance.percent, sheet.balance.needed) == (80, 129)


def test_another_value_is_another_row_and_what_stays_stays(target, units, officer):
    by_hand(target, units, [40, 40, 20], officer)
    by_hand(target, units, [50, 40, 10], officer, why="Phường C mất bến")
    sheet = sheet_of(target)
    assert len(sheet.held) == 3
    assert sorted(share.value for share in sheet.past) == [20, 40]
    assert {share.ended.reason for share in sheet.past} == {"Phường C mất bến"}


def test_two_officers_at_one_sheet_the_second_is_told(target, units, officer):
    allotment = by_hand(target, units, [40, 40, 20], officer)
    by_hand(target, units, [50, 30, 20], officer, seen=allotment.entry_id)
    with pytest.raises(Changed):
        by_hand(target, units, [1, 1, 1], officer, seen=allotment.entry_id)


def test_who_may_share_out_what(target, units, warden, officer):
    with pytest.raises(NotYourPlan):
        by_hand(target, units, [1, 1, 1], warden)
    with pytest.raises(NotInForce):
        draft = DraftFactory(programme=target.version.programme, ordinal=2)
        by_hand(TargetFactory(version=draft), units, [1, 1, 1], officer)
    with pytest.raises(Invalid):
        actions.share_out(target=target, units=units, values={}, by=officer)
    with pytest.raises(Ended):
        gone = OrganizationSuccessionFactory().predecessor
        by_hand(target, [gone], [1], officer)


def test_a_unit_with_a_share_sees_the_plan(target, units, officer, warden):
    assert not Target.objects.visible_to(warden).filter(pk=target.pk).exists()
    by_hand(target, units, [40, 40, 20], officer)
    warden = type(warden).objects.get(pk=warden.pk)
    assert Target.objects.visible_to(warden).filter(pk=target.pk).exists()


# --- proposals -------------------------------------------------------------------------------------------------------


@pytest.fixture
def shared(target, units, officer):
    by_hand(target, units, [40, 40, 20], officer)
    return target


def propose(target, unit, by, value=30, **more):
    asked = {"reason": "Bến bị lở", "evidence": "BC 12", **more}
    return actions.propose_share(target=target, organization=unit, value=Decimal(value), by=by, **asked)


def test_what_is_accepted_is_held(shared, units, warden, officer):
    actions.accept_proposal(proposal=propose(shared, units[0], warden), by=officer)
    assert held(shared)["Phường A"] == 30
    assert "thiếu 10 kho" in sheet_of(shared).verdict


def test_what_is_refused_changes_nothing_and_tells_why(shared, units, warden, officer):
    proposal = propose(shared, units[0], warden)
    with pytest.raises(NoReason):
        actions.refuse_proposal(proposal=proposal, answer=" ", by=officer)
    actions.refuse_proposal(proposal=proposal, answer="Bến đã sửa", by=officer)
    assert held(shared)["Phường A"] == 40
    with pytest.raises(Unsettled):
        actions.accept_proposal(proposal=proposal, by=officer)


def test_two_sides_meet_in_the_middle(shared, units, warden, officer):
    proposal = propose(shared, units[0], warden)
    actions.offer_share(proposal=proposal, offered=Decimal(35), answer="Giữ phần lớn", by=officer)
    assert held(shared)["Phường A"] == 40
    with pytest.raises(NotYourTask):
        actions.agree_to_offer(proposal=proposal, by=person(Role.WARD_OFFICER, units[1]))
    actions.agree_to_offer(proposal=proposal, by=warden)
    assert held(shared)["Phường A"] == 35


def test_everything_proposed_is_kept(shared, units, warden, officer):
    first = propose(shared, units[0], warden, 30)
    actions.offer_share(proposal=first, offered=Decimal(38), answer="Ít hơn", by=officer)
    second = propose(shared, units[0], warden, 33)
    actions.accept_proposal(proposal=second, by=officer)
    states = list(ShareProposal.objects.order_by("pk").values_list("state", flat=True))
    assert states == [ProposalState.REPLACED, ProposalState.ACCEPTED]


def test_a_proposal_needs_a_share_a_reason_and_evidence(shared, units, warden):
    stranger = OrganizationFactory()
    with pytest.raises(NotShared):
        propose(shared, stranger, person(Role.WARD_OFFICER, stranger))
    with pytest.raises(NotYourTask):
        propose(shared, units[1], warden)
    with pytest.raises(NoReason):
        propose(shared, units[0], warden, reason=" ")
    with pytest.raises(NoEvidence):
        propose(shared, units[0], warden, evidence=" ")


def test_a_second_click_proposes_once(shared, units, warden):
    token = uuid4()
    assert propose(shared, units[0], warden, sent_as=token) == propose(shared, units[0], warden, sent_as=token)


# --- succession ------------------------------------------------------------------------------------------------------


def test_a_share_passes_to_the_successor_and_the_sum_stays(shared, units):
    hand_over(units[0], units[1])
    assert held(shared) == {"Phường B": 80, "Phường C": 20}
    assert sheet_of(shared).balance.is_even


def test_joined_ratios_weigh_by_their_denominators(version, units, officer):
    target = TargetFactory(version=version, value=Decimal(80), unit="%")
    numbers = dict(zip(units, map(Decimal, (100, 300, 10)), strict=True))
    by_hand(target, units, [90, 70, 80], officer, numbers=numbers)
    hand_over(units[0], units[1])
    assert held(target)["Phường B"] == 75


def test_what_the_ended_unit_proposed_is_closed_not_lost(shared, units, warden):
    propose(shared, units[0], warden)
    hand_over(units[0], units[1])
    assert ShareProposal.objects.get().state == ProposalState.REPLACED


# --- pages -----------------------------------------------------------------------------------------------------------


def sheet_data(units, numbers, **more):
    data = {"key": "hand", "decimals": "0", "don_vi": [unit.pk for unit in units], "lam": "ghi", "seen": "0"}
    return data | {f"gia_tri_{unit.pk}": n for unit, n in zip(units, numbers, strict=True)} | more


def test_the_sheet_is_filled_in_vietnamese_numbers(client, target, units, officer):
    client.force_login(officer)
    address = reverse("plans:share_out", args=[target.pk])
    client.post(address, sheet_data(units, ["40,5", "1.000", "20"]))
    assert list(held(target).values()) == [Decimal("40.5"), 1000, 20]


def test_numbers_are_tried_before_they_are_written(client, target, units, officer):
    client.force_login(officer)
    numbers = {f"so_goc_{unit.pk}": "10" for unit in units}
    data = sheet_data(units, ["", "", ""], key="weights", source="Sổ", lam="tinh", **numbers)
    page = client.post(reverse("plans:share_out", args=[target.pk]), data).content.decode()
    assert 'value="34"' in page
    assert not Allotment.objects.exists()


def test_a_missing_number_is_told_at_its_unit(client, target, units, officer):
    client.force_login(officer)
    response = client.post(reverse("plans:share_out", args=[target.pk]), sheet_data(units, ["40", "", "20"]))
    assert response.status_code == 422
    assert "Hãy ghi phần được giao của Phường B." in response.content.decode()


def test_a_sheet_that_changed_meanwhile_is_not_written_over(client, target, units, officer):
    client.force_login(officer)
    by_hand(target, units, [40, 40, 20], officer)
    response = client.post(reverse("plans:share_out", args=[target.pk]), sheet_data(units, ["1", "1", "1"]))
    assert response.status_code == 409
    assert list(held(target).values()) == [40, 40, 20]


def test_a_unit_proposes_and_the_officer_answers_on_the_page(client, shared, units, warden, officer):
    client.force_login(warden)
    data = {"value": "30,5", "reason": "Bến bị lở", "evidence": "BC 12", "sent_as": str(uuid4())}
    client.post(reverse("plans:propose", args=[shared.pk, units[0].pk]), data)
    proposal = ShareProposal.objects.get()
    client.force_login(officer)
    assert "Bến bị lở" in client.get(reverse("plans:shares", args=[shared.pk])).content.decode()
    client.post(reverse("plans:answer_share", args=[proposal.pk]), {"lam": "nhan"})
    assert held(shared)["Phường A"] == Decimal("30.5")


def test_no_unit_proposes_for_another(client, shared, units, warden):
    client.force_login(warden)
    data = {"value": "1", "reason": "x", "evidence": "y"}
    assert client.post(reverse("plans:propose", args=[shared.pk, units[1].pk]), data).status_code == 404


def test_a_unit_does_not_answer_its_own_proposal(client, shared, units, warden):
    proposal = propose(shared, units[0], warden)
    client.force_login(warden)
    client.post(reverse("plans:answer_share", args=[proposal.pk]), {"lam": "nhan"})
    assert held(shared)["Phường A"] == 40


@pytest.mark.parametrize("name", ["plans:shares", "plans:share_out"])
def test_a_stranger_finds_neither_page(client, shared, name):
    client.force_login(person())
    assert client.get(reverse(name, args=[shared.pk])).status_code == 404


def test_a_unit_may_look_but_not_share_out(client, shared, warden):
    client.force_login(warden)
    assert client.get(reverse("plans:shares", args=[shared.pk])).status_code == 200
    assert client.get(reverse("plans:share_out", args=[shared.pk])).status_code == 404


def test_the_page_of_shares_asks_at_most_so_many_queries(client, shared, officer, django_assert_max_num_queries):
    client.force_login(officer)
    with django_assert_max_num_queries(22):
        client.get(reverse("plans:shares", args=[shared.pk]))


def test_my_work_names_the_share_and_what_waits_for_an_answer(client, shared, units, warden, officer, owner):
    propose(shared, units[0], warden)
    client.force_login(warden)
    assert "được giao 40 kho" in client.get(reverse("monitoring:my_work")).content.decode()
    client.force_login(officer)
    page = client.get(reverse("monitoring:my_work"), {"don-vi": owner.pk}).content.decode()
    assert "Phường A đề xuất 30 thay cho 40" in page
