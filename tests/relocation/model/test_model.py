"""The planner against brute force, its checker against spoilt answers, its reader against spoilt files."""

import copy
import gzip
import json
import subprocess
import sys
from itertools import pairwise

import pytest

from lotrinh.relocation.model.answer import answer
from lotrinh.relocation.model.budget import Budget
from lotrinh.relocation.model.change_front import change_front
from lotrinh.relocation.model.checker import check
from lotrinh.relocation.model.cli import relocate_command
from lotrinh.relocation.model.families import FAMILIES, generate_problem
from lotrinh.relocation.model.memory import watched
from lotrinh.relocation.model.problem import ProblemError
from lotrinh.relocation.model.reader import parse_problem
from lotrinh.relocation.model.solve import solve

from .problems import brute_force, changed, tiny


def run(raw, tmp_path, *arguments):
    (tmp_path / "p.json").write_text(json.dumps(raw))
    code = relocate_command(
        [str(tmp_path / "p.json"), "--out", str(tmp_path / "s.json"), "--seconds", "60", "--gap", "0", *arguments]
    )
    return code, json.loads((tmp_path / "s.json").read_text()) if code == 0 else None


@pytest.mark.parametrize("seed", range(12))
def test_a_tiny_plan_is_the_best_of_all(seed, tmp_path):
    raw = tiny(seed)
    best = brute_force(raw)
    _, plan = run(raw, tmp_path, "--iterations", "3")
    assert check(raw, plan) == []
    if best is None:
        assert plan["status"] == "infeasible"
        assert plan["conflict"]
    else:
        assert plan["status"] == "planned"
        assert plan["objective"]["total"] == pytest.approx(best, rel=1e-5, abs=1e-5)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_is_planned_and_checked(family, tmp_path):
    raw = generate_problem(family, 14, 3, zones=3, quarters=8)
    _, plan = run(raw, tmp_path, "--iterations", "1")
    assert check(raw, plan) == []
    assert plan["status"] in ("planned", "infeasible")


def a_plan(tmp_path):
    raw = generate_problem("tight_money", 15, 1, zones=3, quarters=8)
    return raw, run(raw, tmp_path, "--iterations", "1")[1]


def test_the_same_seed_gives_the_same_plan(tmp_path):
    first, second = a_plan(tmp_path)[1], a_plan(tmp_path)[1]
    assert first["decisions"] == second["decisions"]


def test_nothing_changed_gives_the_same_plan(tmp_path):
    raw, plan = a_plan(tmp_path)
    raw["in_force"] = {"now": 3, "decisions": plan["decisions"], "change_price": 0.5}
    _, again = run(raw, tmp_path)
    assert check(raw, again) == []
    assert again["decisions"] == plan["decisions"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["lower_bound"], 1e9),
        (["objective", "exposure"], 1.0),
        (["gap"], 0.7),
        (["payments"], []),
        (["problem"], "khác"),
        (["prices", 0, "price"], -1.0),
        (["decisions", 0, "establishment"], "E1"),
        (["decisions", 0, "quarter"], 99),
        (["conflict"], [{}]),
    ],
    ids=str,
)
def test_a_spoilt_answer_is_refused(path, value, tmp_path):
    raw, plan = a_plan(tmp_path)
    assert check(raw, plan) == []
    assert check(raw, changed(plan, path, value))


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (["establishments", "exposure", 2], None, ["E2", "exposure"]),
        (["establishments", "needs", 1, 0], -1, ["E1", "needs"]),
        (["zones", "capacity", 1], [[2, [5]], [1, [6]]], ["Z1", "capacity"]),
        (["zones", "capacity", 0, 1, 1, 0], 0, ["Z0", "capacity", "area"]),
        (["sources", 0, "carry_over"], 2, ["city", "carry_over"]),
        (["sources", 0, "amount_by_year"], {}, ["city", "amount_by_year"]),
        (["extra"], 1, ["extra"]),
        (["establishments", "id", 1], "E0", ["E0"]),
        (["quarters", 1], "2030Q1", ["quarters"]),
        (["establishments", "stay_allowed", 0], 1, ["E0", "stay_allowed"]),
        (["case_capacity", 0], True, ["case_capacity"]),
        (["establishments", "signed", 0], {"kind": "change_trade", "zone": None, "quarter": 1}, ["E0", "signed"]),
        (["fill_targets", 0, "cluster"], "X", ["X"]),
    ],
    ids=str,
)
def test_a_bad_file_is_refused_by_name(path, value, words, tmp_path, capsys):
    raw = changed(tiny(1), path, value)
    with pytest.raises(ProblemError) as error:
        parse_problem(copy.deepcopy(raw))
    assert all(word in str(error.value) for word in words)
    assert run(raw, tmp_path)[0] == 2
    assert not (tmp_path / "s.json").exists()


@pytest.mark.parametrize(
    "text", ['{"format": 1, "format": 2}', '{"format": NaN}', '{"format": Infinity}', "[", "", "\xff"], ids=repr
)
def test_what_is_not_strict_json_is_refused(text, tmp_path):
    (tmp_path / "p.json").write_bytes(text.encode("latin-1"))
    assert relocate_command([str(tmp_path / "p.json"), "--out", str(tmp_path / "s.json")]) == 2
    assert not (tmp_path / "s.json").exists()


def without_zones(raw):
    raw["zones"] = {"id": [], "cluster": [], "capacity": [], "accepts": []}
    raw["establishments"] |= {"move_cost": [[]] * 4, "distance_km": [[]] * 4}


def zones_that_never_open(raw):
    raw["zones"]["capacity"] = [[], []]


def nobody(raw):
    people = raw["establishments"]
    raw |= {"establishments": {k: 0 if k == "move_exposure" else [] for k in people}, "precedence": []}


def nothing_possible(raw):
    none = [None] * 4
    raw["establishments"] |= {"move_cost": [[None, None]] * 4, "distance_km": [[None, None]] * 4}
    raw["establishments"] |= {"convert_cost": none, "change_trade_cost": none, "close_cost": none}


def limits_without_end(raw):
    raw |= {"case_capacity": [1e15] * 3}
    raw["zones"]["capacity"] = [[[0, [1e15]]]] * 2
    raw["sources"][0]["amount_by_year"] = {y: 1e15 for y in raw["sources"][0]["amount_by_year"]}


def one_beyond_all_measure(raw):
    raw["establishments"]["exposure"][0] = 1e15
    raw["establishments"]["move_cost"][1] = [1e15, 1e15]


def everything_counted_in_grains(raw):
    people, tiny_unit = raw["establishments"], 1e-7
    people["exposure"] = [x * tiny_unit for x in people["exposure"]]
    people["needs"] = [[x * tiny_unit for x in row] for row in people["needs"]]
    raw["zones"]["capacity"] = [[[t, [x * tiny_unit for x in a]] for t, a in s] for s in raw["zones"]["capacity"]]


def a_circle_of_precedence(raw):
    raw["precedence"] = [["E0", "E1"], ["E1", "E0"], ["E2", "E2"]]


def strange_names(raw):
    raw |= {"name": "\ud800", "precedence": [["Xưởng “Bảy”", "\udfff"]]}
    raw["establishments"]["id"] = ["Xưởng “Bảy”", "\udfff", "日本", " "]


def many_groups_at_odds(raw):
    raw |= {
        "groups": [f"g{i}" for i in range(24)],
        "forbidden_pairs": [[f"g{2 * i}", f"g{2 * i + 1}"] for i in range(12)],
    }
    raw["establishments"]["group"], raw["zones"]["accepts"] = ["g0", "g1", "g2", "g3"], [None, None]


@pytest.mark.parametrize(
    "odd",
    [
        without_zones,
        zones_that_never_open,
        nobody,
        nothing_possible,
        limits_without_end,
        one_beyond_all_measure,
        everything_counted_in_grains,
        a_circle_of_precedence,
        strange_names,
        many_groups_at_odds,
    ],
)
def test_an_odd_but_legal_problem_is_planned(odd, tmp_path):
    raw = tiny(3)
    raw |= {"fill_targets": [], "unresolved_factor": 0.5}
    odd(raw)
    code, plan = run(raw, tmp_path, "--iterations", "2", "--seconds", "60")
    assert code == 0
    assert plan["status"] == "planned"
    assert check(raw, plan) == []


def test_a_gzipped_problem_is_read(tmp_path):
    (tmp_path / "p.json.gz").write_bytes(gzip.compress(json.dumps(tiny(3)).encode()))
    assert relocate_command([str(tmp_path / "p.json.gz"), "--out", str(tmp_path / "s.json"), "--iterations", "1"]) == 0


def test_standard_output_carries_nothing_but_answers(tmp_path):
    (tmp_path / "p.json").write_text(json.dumps(tiny(3)))
    command = [sys.executable, "-m", "lotrinh.relocation.model", "p.json", "--out", "s.json", "--iterations", "1"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert said.stdout == ""
    assert "cận theo giá" in said.stderr


def test_a_run_that_is_stopped_gives_its_best_plan():
    raw = generate_problem("tight_money", 120, 1, zones=4, quarters=8)
    problem, budget = parse_problem(raw), Budget(600)
    outcome = solve(problem, gap=0.0, budget=budget, tell=lambda bound, best: best is None or budget.stop())
    assert budget.spent() < 300
    assert check(raw, answer(problem, outcome, 1.0)) == []


@pytest.mark.parametrize("family", ["tight_money", "compatibility", "several_purses", "precedence", "soft_fill"])
def test_a_run_that_is_stopped_before_it_began_still_gives_a_fair_plan(family):
    raw = generate_problem(family, 150, 1, zones=4, quarters=8)
    raw["establishments"]["signed"][7] = {"kind": "close", "zone": None, "quarter": 5}
    problem, budget = parse_problem(raw), Budget(600)
    budget.stop()
    outcome = solve(problem, budget=budget)
    found = answer(problem, outcome, 1.0)
    assert check(raw, found) == []
    assert found["gap_on_improvement"] < 0.1


def test_a_run_near_its_memory_stops_with_what_it_has(tmp_path, capsys):
    raw = generate_problem("tight_money", 60, 1, zones=3, quarters=8)
    (tmp_path / "p.json").write_text(json.dumps(raw))
    code = relocate_command([str(tmp_path / "p.json"), "--out", str(tmp_path / "s.json"), "--memory", "1"])
    assert code == 2
    assert "--memory" in capsys.readouterr().err
    budget = Budget(600)
    with watched(budget, 1, 0):
        outcome = solve(parse_problem(raw), gap=0.0, budget=budget)
    assert budget.out_of_memory
    assert check(raw, answer(parse_problem(raw), outcome, 1.0)) == []


def test_the_front_of_changes_only_falls(tmp_path):
    raw, plan = a_plan(tmp_path)
    raw["in_force"] = {"now": 2, "decisions": plan["decisions"], "change_price": 0.5}
    city = raw["sources"][0]["amount_by_year"]
    city["2027"] *= 0.5  # what is done before quarter 2 stays paid
    points = change_front(raw, 60, iterations=1)
    assert len(points) >= 5
    assert [p.change_price for p in points] == sorted((p.change_price for p in points), reverse=True)
    for dear, cheap in pairwise(points):
        assert cheap.changed_exposure >= dear.changed_exposure - 1e-6
        assert cheap.value <= dear.value * (1 + 1e-9)
    (tmp_path / "p.json").write_text(json.dumps(raw))
    arguments = ["front", str(tmp_path / "p.json"), "--out", str(tmp_path / "f.json"), "--iterations", "1"]
    assert relocate_command([*arguments, "--prices", "1", "0"]) == 0
    assert len(json.loads((tmp_path / "f.json").read_text())["points"]) == 2


def test_the_slack_of_the_first_stage_is_counted_from_what_is_proven():
    raw = generate_problem("lexicographic", 14, 3, zones=3, quarters=8)
    first = copy.deepcopy(raw)
    first["objective"] = {"mode": "weighted", "alpha": 0, "beta": 0}
    whole, exposure = (solve(parse_problem(r), 60, 0.0, iterations=2) for r in (raw, first))
    cost = {
        name: answer(parse_problem(r), o, 0.0)["objective"]
        for name, r, o in (("whole", raw, whole), ("first", first, exposure))
    }
    assert cost["whole"]["cost"] <= cost["first"]["cost"] * (1 + 1e-6)
    assert cost["whole"]["exposure"] <= max(cost["first"]["exposure"], 1.01 * max(whole.bound, whole.branched or 0)) * (
        1 + 1e-6
    )
