"""Why no plan exists: the groups named are in conflict, each of them is needed, and what they give is enough."""

import pytest

from lotrinh.relocation.model import conflict
from lotrinh.relocation.model.conflict import explain, groups_of, relax, verdict
from lotrinh.relocation.model.reader import parse_problem

from .problems import tiny


def without_money():
    """Nobody may stay, only moving is possible, and the city has no money for it."""
    raw = tiny(1)
    raw |= {"unresolved_factor": None, "fill_targets": [], "precedence": [], "case_capacity": [9.0] * 3}
    raw["establishments"] |= {
        "stay_allowed": [False] * 4,
        "move_cost": [[3.0, 3.0]] * 4,
        "needs": [[1.0]] * 4,
        "convert_cost": [None] * 4,
        "close_cost": [None] * 4,
    }
    for source in raw["sources"]:
        source["amount_by_year"] = {y: 0.0 for y in source["amount_by_year"]}
    raw["sources"][1]["pays_for"] = ["convert"]
    return raw


def test_no_money_and_nobody_may_stay_is_said_in_groups():
    rows = explain(parse_problem(without_money()), 20)
    assert [row["group"] for row in rows] == ["source:city", "stay"]
    assert [row["needs"] for row in rows] == [pytest.approx(12.0), pytest.approx(4.0)]
    assert "12 triệu đồng" in rows[0]["sentence"]
    assert "Cách nới chung ít nhất" in rows[1]["sentence"]


def test_what_was_not_found_out_is_not_told_as_impossible(monkeypatch):
    monkeypatch.setattr(conflict, "WHOLE", 0)
    rows = explain(parse_problem(without_money()), 20)
    assert [row["needs"] for row in rows] == [None, None]
    assert all("chưa tính được" in row["sentence"] for row in rows)
    assert not any("vẫn không có phương án" in row["sentence"] for row in rows)


def test_what_the_group_needs_is_enough():
    raw = without_money()
    raw["sources"][0]["amount_by_year"]["2026"] = 12.0
    assert verdict(parse_problem(raw), 10).plan is True
    raw["sources"][0]["amount_by_year"]["2026"] = 11.9
    assert verdict(parse_problem(raw), 10).plan is False


def test_land_that_only_divided_establishments_would_fit_is_said_so():
    raw = without_money()
    raw["sources"][0]["amount_by_year"] = {y: 100.0 for y in raw["sources"][0]["amount_by_year"]}
    raw["establishments"]["needs"] = [[2.0]] * 4
    raw["zones"]["capacity"] = [[[0, [5.0]]], [[0, [3.0]]]]
    raw["forbidden_pairs"] = []
    rows = explain(parse_problem(raw), 20)
    assert [row["group"] for row in rows] == ["zone_resource:area", "stay"]
    assert rows[0]["needs"] == pytest.approx(1.0)
    assert "Nếu chia nhỏ được cơ sở thì đủ" in rows[0]["sentence"]


@pytest.mark.parametrize("seed", [2, 11, 23, 31, 47])
def test_every_group_named_is_needed_and_together_they_are_impossible(seed):
    raw = tiny(seed)
    raw |= {"unresolved_factor": None, "case_capacity": [1.0] * 3}
    raw["establishments"]["stay_allowed"] = [False] * 4
    problem = parse_problem(raw)
    named = {row["group"] for row in explain(problem, 20)}
    others = set(groups_of(problem)) - named
    assert verdict(relax(problem, others), 10).plan is False
    for group in named:
        assert verdict(relax(problem, others | {group}), 10).plan is True
