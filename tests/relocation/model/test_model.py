"""The planner against brute force, its checker against spoilt answers, its reader against spoilt files."""

import copy
import json

import pytest

from lotrinh.relocation.model.checker import check
from lotrinh.relocation.model.cli import relocate_command
from lotrinh.relocation.model.families import FAMILIES, generate_problem
from lotrinh.relocation.model.problem import ProblemError
from lotrinh.relocation.model.reader import parse_problem

from .problems import brute_force, changed, tiny


def run(raw, tmp_path, *arguments):
    (tmp_path / "p.json").write_text(json.dumps(raw))
    code = relocate_command(
        [str(tmp_path / "p.json"), "--out", str(tmp_path / "s.json"), "--seconds", "5", "--gap", "0", *arguments]
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
    raw = generate_problem(family, 25, 3, zones=4, quarters=8)
    _, plan = run(raw, tmp_path, "--iterations", "1", "--seconds", "4")
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


def test_a_repeated_key_is_refused(tmp_path):
    (tmp_path / "p.json").write_text('{"format": 1, "format": 2}')
    assert relocate_command([str(tmp_path / "p.json"), "--out", str(tmp_path / "s.json")]) == 2
