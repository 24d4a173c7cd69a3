"""What a plan says agrees with its problem, whatever way one looks at it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotrinh.relocation.model.families import generate_problem
from lotrinh.relocation.scenarios import drawing, reading, solving
from lotrinh.relocation.scenarios.instalments import lowered, staged


@pytest.fixture(scope="module")
def plan():
    raw = generate_problem("several_purses", 14, seed=3, zones=3, quarters=8)
    return raw, solving.solved(raw, 4)


def test_figures_by_row_by_quarter_and_by_purse_add_up_to_the_plan(plan):
    raw, found = plan
    rows = reading.decided(raw, found["decisions"])
    cost = found["objective"]["cost"]
    assert sum(row.cost for row in rows) == pytest.approx(cost)
    assert sum(row["cost"] for row in reading.timeline(raw, found)) == pytest.approx(cost)
    assert sum(row["paid"] for row in reading.money(raw, found)) == pytest.approx(cost)
    assert sum(row.exposure for row in rows) + _penalty(raw, found, rows) == pytest.approx(
        found["objective"]["exposure"]
    )


def _penalty(raw, found, rows):
    allowed = dict(zip(raw["establishments"]["id"], raw["establishments"]["stay_allowed"], strict=True))
    factor = raw["unresolved_factor"] or 0.0
    return sum(factor * row.nothing for row in rows if row.kind == "stay" and not allowed[row.key])


def test_exposure_quarter_by_quarter_adds_up_too(plan):
    raw, found = plan
    rows = reading.decided(raw, found["decisions"])
    assert sum(row["exposure"] for row in reading.timeline(raw, found)) == pytest.approx(sum(r.exposure for r in rows))


def test_fairness_leaves_nobody_out(plan):
    raw, found = plan
    groups = dict.fromkeys(raw["establishments"]["id"], "một nơi")
    assert reading.fairness(raw, found, groups)[0]["count"] == 14


def test_the_chosen_option_stands_first_among_its_alternatives(plan):
    raw, found = plan
    for one in found["decisions"]:
        first, *others = reading.alternatives(raw, found, one["establishment"])
        assert first.is_chosen and first.kind == one["kind"]
        assert not any(other.is_chosen for other in others)


def test_a_plan_does_not_differ_from_itself(plan):
    raw, found = plan
    assert reading.changes(raw, found, raw, found) == []


def test_more_of_what_is_scarce_never_makes_it_worse(plan):
    raw, found = plan
    limits = solving.limits(raw, found["prices"])
    assert limits
    assert all(limit.more is None or limit.more >= 0 for limit in limits)
    assert all(limit.less is None or limit.less >= -1e-6 for limit in limits)
    assert all(solving.sentence_of(limit, raw).endswith(".") for limit in limits)


@given(share=st.floats(0, 1), later=st.integers(0, 12))
@settings(max_examples=40, deadline=None)
def test_parts_add_up_to_the_whole_wherever_they_fall(plan, share, later):
    raw, found = plan
    rows, after = staged(raw, found, share, later)
    assert sum(row.due for row in rows) + after == pytest.approx(found["objective"]["cost"])


def test_paid_at_once_nothing_is_missing(plan):
    rows, after = staged(*plan, 1.0, 4)
    assert after == 0
    assert all(not row.missing for row in rows)
    assert lowered({}, rows) == {}


def test_charts_name_what_they_show_and_carry_no_style():
    chart = drawing.money_chart([("2027", 900.0, 400.0, 300.0)])
    assert "phương án dùng" in chart and "style=" not in chart
    assert drawing.money_chart([("2027", 0.0, 0.0, 0.0)]) == ""
    assert drawing.front_chart([(0, 10, 9)]) == ""


def test_the_least_everybody_could_cost_is_told_beside_the_money_there_is(plan):
    raw, _ = plan
    least, held = reading.money_floor(raw)
    table = raw["establishments"]
    table = table | {"signed": [None] * 14, "stay_allowed": [False] * 14, "convert_cost": [1.0] * 14}
    table |= {"change_trade_cost": [None] * 14, "close_cost": [2.5] * 14}
    assert least > 0 and held == sum(sum(source["amount_by_year"].values()) for source in raw["sources"])
    assert reading.money_floor(raw | {"establishments": table})[0] <= 14.0
    signed = [{"kind": "close", "zone": None, "quarter": 0}] + [None] * 13
    free = [False] + [True] * 13
    assert reading.money_floor(raw | {"establishments": table | {"signed": signed, "stay_allowed": free}}) == (
        2.5,
        held,
    )


def test_what_is_too_dear_by_simple_addition_is_never_called_undecided(plan, monkeypatch):
    raw, _ = plan
    table = raw["establishments"]
    table = table | {"signed": [None] * 14, "stay_allowed": [False] * 14}
    poor = raw | {"establishments": table, "unresolved_factor": None, "sources": raw["sources"][:1]}
    poor["sources"] = [
        poor["sources"][0] | {"amount_by_year": dict.fromkeys(poor["sources"][0]["amount_by_year"], 0.1)}
    ]
    monkeypatch.setattr(solving, "explain", lambda *_: [])
    found = solving.solved(poor, 2)
    assert found["status"] == "infeasible"
    assert "thiếu ít nhất" in found["conflict"][0]["sentence"]
