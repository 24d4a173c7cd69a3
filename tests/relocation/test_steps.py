import pytest

from lotrinh.relocation.choices import Option, Side, Step
from lotrinh.relocation.steps import RULES, next_steps, why_not


def test_every_step_has_its_rule_and_can_be_reached():
    reached, new = {Step.IDENTIFIED}, {Step.IDENTIFIED}
    while new:
        new = {rule.step for step in new for rule in next_steps(step, "")} - reached
        reached |= new
    assert reached == set(Step) == set(RULES)


@pytest.mark.parametrize("option", list(Option))
def test_every_option_leads_to_the_end(option):
    reached, new = {Step.OPTION_CHOSEN}, {Step.OPTION_CHOSEN}
    while new:
        new = {rule.step for step in new for rule in next_steps(step, option)} - reached
        reached |= new
    assert Step.CLOSED in reached
    assert (Step.MOVED in reached) == (option in {Option.CLUSTER, Option.ELSEWHERE})


def test_a_step_out_of_order_is_refused_with_what_it_follows():
    assert "“đã phân loại”" in why_not(Step.IDENTIFIED, "", "", Step.LISTED)


@pytest.mark.parametrize(
    ("side", "wanted", "is_open"),
    [
        pytest.param(Side.SUSPENDED, Step.APPROVED, False, id="suspended-stops-everything"),
        pytest.param(Side.REFUSED, Step.APPROVED, True, id="a-refusal-stops-no-office-work"),
        pytest.param(Side.REFUSED, Step.AGREED, False, id="nothing-is-signed-against-a-refusal"),
        pytest.param(Side.APPEALED, Step.AGREED, False, id="nor-under-appeal"),
    ],
)
def test_side_states_stop_what_they_must(side, wanted, is_open):
    before = next(iter(RULES[wanted].after))
    assert (why_not(before, side, "", wanted) == "") is is_open
