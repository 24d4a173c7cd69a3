"""Nasty values anywhere in a problem or an answer: refused in words, never an accident, and nothing written."""

import copy
import gzip
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotrinh.relocation.model.answer import answer
from lotrinh.relocation.model.checker import check
from lotrinh.relocation.model.cli import relocate_command
from lotrinh.relocation.model.problem import ProblemError
from lotrinh.relocation.model.reader import parse_problem
from lotrinh.relocation.model.solve import solve

from .odd_problems import odd
from .problems import changed, tiny

NASTY = [None, True, False, -1, -0.5, 1.5, 2e15, 10**400, float("inf"), float("nan"), "", "7", "\ud800", [], [[]], {}]
NASTY += [{"a": 1}, [None], 10**9, [1, 2, 3], "move", "khu 0"]
many = settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def places(value, path=()):
    """Every path into a JSON value."""
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inside:
        yield from places(below, (*path, key))


def spoilt(value, draw):
    """A copy with one value replaced, one key taken out or one added, and where."""
    path = draw(st.sampled_from([p for p in places(value) if p]))
    other = copy.deepcopy(value)
    where = other
    for key in path[:-1]:
        where = where[key]
    match draw(st.sampled_from(["replace", "replace", "remove", "repeat"])):
        case "replace":
            where[path[-1]] = copy.deepcopy(draw(st.sampled_from(NASTY)))
        case "remove":
            del where[path[-1]]
        case "repeat" if isinstance(where, list):
            where.append(where[path[-1]])
        case _:
            where["khóa lạ"] = 1
    return path, other


@many
@given(st.data())
def test_a_spoilt_problem_is_read_or_refused(data):
    raw = odd(data.draw(st.integers(0, 40)), n=3, zones=2, quarters=3)
    _, other = spoilt(raw, data.draw)
    try:
        parse_problem(other)
    except ProblemError as error:
        assert str(error)


@pytest.fixture(scope="module")
def planned():
    raw = tiny(3)
    problem = parse_problem(raw)
    return raw, answer(problem, solve(problem, 60, iterations=1), 0.0)


@many
@given(st.data())
def test_a_spoilt_answer_never_upsets_the_checker(planned, data):
    raw, plan = planned
    path, other = spoilt(plan, data.draw)
    wrong = check(raw, other)
    assert isinstance(wrong, list)
    # A price may be changed without harm, and the seconds are anybody's word.
    if path[0] not in ("prices", "seconds") and repr(other) != repr(plan) and other != plan:
        assert wrong


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (["establishments", "move_cost", 1, 0], "5", ["E1", "move_cost", "Z0"]),
        (["establishments", "move_cost", 1, 0], 10**400, ["E1", "move_cost", "Z0"]),
        (["establishments", "distance_km", 2], [1.0], ["E2", "distance_km"]),
        (["establishments", "earliest", 1], 1.5, ["E1", "earliest"]),
        (["establishments", "group", 3], "x", ["E3", "group"]),
        (["establishments", "close_cost", 0], -3, ["E0", "close_cost"]),
        (["establishments", "workers"], [], ["workers"]),
        (["establishments", "signed", 2], [1], ["E2", "signed"]),
        (["zones", "capacity", 0, 0, 1, 0], 2e15, ["Z0", "capacity", "area"]),
        (["zones", "capacity", 0, 0], 7, ["Z0", "capacity"]),
        (["zones", "accepts", 1, 0], "x", ["Z1", "accepts"]),
        (["sources", 1, "pays_for", 0], "stay", ["fund", "pays_for"]),
        (["sources", 0, "amount_by_year", "2026"], None, ["city", "amount_by_year", "2026"]),
        (["sources", 1, "id"], "city", ["city"]),
        (["fill_targets", 0, "rate"], 1.01, ["C", "rate"]),
        (["kinds", "close", "residual"], 1.2, ["close", "residual"]),
        (["kinds", "stay", "case_units"], 1, ["stay"]),
        (["kinds", "move", "job_loss_km"], 1, ["move", "job_loss_km"]),
        (["precedence", 0, 1], "E9", ["precedence", "E9"]),
        (["objective", "gamma"], 1, ["gamma"]),
        (["objective", "mode"], "both", ["mode"]),
        (["in_force"], {"now": 9, "decisions": [], "change_price": 1}, ["now"]),
        (["in_force"], {"now": 0, "decisions": [{"establishment": "E0"}], "change_price": 1}, ["in_force"]),
        (["unresolved_factor"], "0", ["unresolved_factor"]),
        (["quarters"], [], ["quarters"]),
        (["forbidden_pairs", 0], ["a", "a"], ["forbidden_pairs"]),
    ],
    ids=str,
)
def test_the_message_names_owner_and_field(path, value, words):
    with pytest.raises(ProblemError) as error:
        parse_problem(changed(tiny(1), path, value))
    assert all(word in str(error.value) for word in words), str(error.value)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"[" * 200_000, id="nested without end"),
        pytest.param(gzip.compress(b"{}" * 999)[:40], id="gzip cut off"),
        pytest.param(b"\x1f\x8b\x00garbage", id="no gzip at all"),
        pytest.param(json.dumps(tiny(1)).encode()[:-9], id="cut off"),
        pytest.param(b"\xef\xbb\xbf{}", id="a mark before the first byte"),
        pytest.param(b'{"format": ' + b"9" * 6000 + b"}", id="a number of 6,000 digits"),
        pytest.param(b"null", id="nothing"),
    ],
)
def test_no_json_no_answer(content, tmp_path, capsys):
    (tmp_path / "p.json").write_bytes(content)
    assert relocate_command([str(tmp_path / "p.json"), "--out", str(tmp_path / "s.json")]) == 2
    assert relocate_command(["check", str(tmp_path / "p.json"), str(tmp_path / "p.json")]) == 2
    assert [f.name for f in tmp_path.iterdir()] == ["p.json"]
    assert capsys.readouterr().err.strip()


def test_an_answer_that_cannot_be_written_is_said_before_the_work(tmp_path, capsys):
    (tmp_path / "p.json").write_text(json.dumps(tiny(1)))
    for out in (tmp_path, tmp_path / "nowhere" / "s.json"):
        assert relocate_command([str(tmp_path / "p.json"), "--out", str(out)]) == 2
        assert "--out" in capsys.readouterr().err


def test_a_solution_that_is_no_json_fails_the_check(tmp_path):
    (tmp_path / "p.json").write_text(json.dumps(tiny(1)))
    (tmp_path / "s.json").write_text("{")
    assert relocate_command(["check", str(tmp_path / "p.json"), str(tmp_path / "s.json")]) == 1
