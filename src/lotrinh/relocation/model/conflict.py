"""Why no plan exists: irreducible groups, what each would have to give, the cheapest mix. Vietnamese: xung đột."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import highspy
import numpy as np
import scipy.sparse as sp

from .bound import blocks
from .budget import Budget
from .highs import load, quiet
from .options import allowed_block
from .pricing import setting
from .problem import FREE, Floats, Problem
from .solve import without_cost
from .units import Units, in_solver_units

WHOLE = 500_000  # options beyond which the integer question is not asked
DIVIDED = " Nếu chia nhỏ được cơ sở thì đủ; mỗi cơ sở phải chuyển nguyên vẹn nên không đủ."
Give = list[tuple[int, float]]  # (row, amount) entries of a column that loosens rows

SENTENCE = {
    "zone_resource": "Hạ tầng “{part}” của các khu không đủ",
    "cases": "Khả năng xử lý hồ sơ từng quý không đủ",
    "source": "Kinh phí của nguồn “{part}” không đủ",
    "fill": "Chỉ tiêu lấp đầy cụm “{part}” không đạt được",
    "precedence": "Thứ tự trước sau giữa các cơ sở không giữ được",
    "compatibility": "Quy định không để các nhóm kỵ nhau vào cùng một khu không giữ được",
    "signed": "Các quyết định đã ký và việc đã làm không giữ được",
    "stay": "Không thể buộc mọi cơ sở không được phép ở lại phải đi",
}
SHORT = {
    "zone_resource": "hạ tầng “{part}”",
    "cases": "khả năng xử lý hồ sơ",
    "source": "kinh phí “{part}”",
    "fill": "chỉ tiêu lấp đầy “{part}”",
    "precedence": "thứ tự trước sau",
    "compatibility": "quy định nhóm kỵ nhau",
    "signed": "điều đã ký",
    "stay": "cơ sở được ở lại",
}
UNIT = {
    "cases": "đơn vị hồ sơ",
    "source": "triệu đồng",
    "fill": "m²",
    "precedence": "cặp thứ tự",
    "signed": "quyết định",
    "stay": "cơ sở",
    "compatibility": "nhóm được nhận thêm vào một khu",
}


def groups_of(problem: Problem) -> list[str]:
    """The groups whose constraints the problem really has, by part where there are parts."""
    groups = [f"source:{s.id}" for s in problem.sources] + [f"zone_resource:{r}" for r in problem.resources] + ["cases"]
    groups += list(dict.fromkeys(f"fill:{f.cluster}" for f in problem.fills if f.hard))
    groups += ["precedence"] if problem.precedence else []
    groups += ["compatibility"] if problem.forbidden and None in problem.accepts else []
    groups += ["signed"] if (problem.fixed() != FREE).any() else []
    groups += ["stay"] if problem.unresolved_factor is None and not problem.stay_allowed.all() else []
    return groups


def relax(problem: Problem, dropped: Iterable[str]) -> Problem:
    """The problem without the constraints of the dropped groups."""
    relaxed = replace(problem, dropped=problem.dropped | frozenset(dropped))
    if "stay" in relaxed.dropped:
        relaxed = replace(relaxed, stay_allowed=np.ones(problem.n, dtype=bool))
    if "signed" in relaxed.dropped:
        relaxed = replace(relaxed, signed=np.full(problem.n, FREE), in_force=None)
    return relaxed


def everyone_has_an_option(problem: Problem) -> bool:
    return all(bool(allowed_block(problem, a, b).any(axis=1).all()) for a, b in blocks(problem))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a plan exists (None: not known in time) and whether one would if establishments could be divided."""

    plan: bool | None
    divided: bool


def verdict(problem: Problem, seconds: float) -> Verdict:
    """Prices first, since what they refuse is refused for good; then the integer programme over all options."""
    if not everyone_has_an_option(problem):
        return Verdict(False, False)
    if problem.n == 0:
        met = all(f.need_m2 <= 1e-6 for f in problem.fills if f.hard and "fill:" + f.cluster not in problem.dropped)
        return Verdict(met, met)
    budget = Budget(seconds)
    found = without_cost(problem, budget, share=0.5)
    if found.bound > 1e-6:
        return Verdict(False, False)
    if found.solved is not None and found.solved.complete and found.master.integer(seconds / 4).complete:
        return Verdict(True, True)
    if problem.n * problem.option_count > WHOLE:
        return Verdict(None, True)
    least = Question(problem, frozenset(), max(1.0, budget.left())).least({})
    return Verdict(None if least is None else least.possible, True)


@dataclass(frozen=True, slots=True)
class Least:
    """What groups give at least, in their own units, for a plan to exist."""

    possible: bool
    gives: dict[str, float]


class Question:
    """The full integer programme with some groups allowed to give: how little is enough."""

    def __init__(self, problem: Problem, giving: Iterable[str], seconds: float):
        self.problem, self.giving, self.budget = problem, list(giving), Budget(seconds)
        self.loose = relax(problem, {g for g in self.giving if g in ("stay", "signed")})
        if "zone_resource:" + problem.resources[0] in self.giving:
            # With more land the rows of (7) bind by the groups' own area only.
            self.here = setting(self.loose, 1.0, self.budget)
            endless = setting(relax(self.loose, {"zone_resource:" + problem.resources[0]}), 1.0, self.budget)
            self.here = replace(
                self.here,
                extra=endless.extra,
                rows=replace(self.here.rows, compatibility=endless.rows.compatibility),
            )
        else:
            self.here = setting(self.loose, 1.0, self.budget)
        self.master = self.here.master(self.here.everyone)
        for first, last in blocks(self.loose):
            who, options = np.nonzero(allowed_block(self.loose, first, last))
            self.master.add(who + first, options)

    def least(self, weights: dict[str, float]) -> Least | None:
        """The least weighted sum of what the giving groups give; None when it is not known in time."""
        m = self.master
        gives = [(g, give, whole) for g in self.giving for give, whole in self._columns(g)]
        extra = sp.lil_matrix((m.matrix().shape[0], len(gives)))
        for column, (_, give, _) in enumerate(gives):
            for row, amount in give:
                extra[row, column] = amount
        broken = {g: self._broken(g) for g in self.giving if g in ("stay", "signed")}
        option_cost = sum((weights[g] * b for g, b in broken.items()), np.zeros(len(m.who)))
        frame = len(m.frame_cost)
        price = np.concatenate([np.zeros(frame), option_cost, [weights[g] for g, _, _ in gives]])
        upper = np.where(m.whole(), 1.0, highspy.kHighsInf)
        upper[len(m.extra.names) : frame] = 0.0
        upper = np.concatenate([upper, [1.0 if whole else highspy.kHighsInf for _, _, whole in gives]])
        whole = np.concatenate([m.whole(), np.array([w for _, _, w in gives], dtype=bool)])
        solver = quiet(self.budget, self.budget.seconds)
        solver.setOptionValue("mip_rel_gap", 1e-6)
        load(solver, price, upper, sp.hstack([m.matrix(), extra]).tocsc(), *m.limits(), whole)
        solver.run()
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Least(False, {})
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        value = np.array(solver.getSolution().col_value)
        taken, given = value[frame : frame + len(m.who)], value[frame + len(m.who) :]
        amounts = {g: float(taken @ b) for g, b in broken.items()}
        for (g, _, _), amount in zip(gives, given.tolist(), strict=True):
            amounts[g] = amounts.get(g, 0.0) + max(0.0, amount)
        return Least(True, amounts)

    def _broken(self, group: str) -> Floats:
        """1 for each kept option that the group forbids."""
        m, who = self.master, self.master.who
        if group == "stay":
            broken = (m.options == self.problem.stay_code) & ~self.problem.stay_allowed[who]
        else:
            fixed = self.problem.fixed()[who]
            broken = (fixed != FREE) & (fixed != m.options)
        return np.asarray(broken, dtype=float)

    def _columns(self, group: str) -> list[tuple[Give, bool]]:
        """(entries, whole number) of the columns by which the group gives."""
        problem, rows = self.problem, self.here.rows
        starts, (kind, _, part) = rows.starts, group.partition(":")
        if kind == "source":
            s, years = [x.id for x in problem.sources].index(part), len(problem.years)
            return [([(starts["source"] + s * years + y, -1.0)], False) for y in range(years)]
        if kind == "cases":
            return [([(starts["cases"] + t, -1.0)], False) for t in range(problem.horizon)]
        if kind == "fill":
            hard = [q for q, f in enumerate(problem.fills) if f.hard and f.cluster == part]
            return [([(starts["fill"] + q, -1.0)], False) for q in hard]
        if kind == "zone_resource":
            r = problem.resources.index(part)
            by_zone = [
                [p for p, (j, rr, _) in enumerate(rows.zone) if (j, rr) == (z, r)] for z in range(len(problem.zones))
            ]
            return [([(p, -1.0) for p in found], False) for found in by_zone if found]
        if kind == "precedence":
            H = problem.horizon
            return [
                ([(starts["precedence"] + p * H + t, -1.0) for t in range(H)], True)
                for p in range(len(rows.precedence))
            ]
        if kind == "compatibility":
            found: dict[tuple[int, int], Give] = {}
            for p, mix in enumerate(rows.compatibility, starts["compatibility"]):
                found.setdefault((mix.zone, mix.group), []).append((p, -mix.amount))
            return [(give, True) for give in found.values()]
        return []


def explain(problem: Problem, seconds: float) -> list[dict[str, Any]]:
    """The `conflict` of the answer; empty when a plan exists after all or the question stays open."""
    everything = groups_of(problem)
    scaled, units = in_solver_units(problem)
    each = max(1.0, seconds / (2 * len(everything) + 3))
    whole = verdict(scaled, max(each, seconds / 4))
    if whole.plan is not False:
        return []
    kept = list(everything)
    for group in everything:
        rest = [g for g in kept if g != group]
        if verdict(relax(scaled, set(everything) - set(rest)), each).plan is False:
            kept = rest
    needs = {g: _needs(scaled, g, each) for g in kept}
    texts = {
        g: _sentence(problem, g, None if n is None else n * _unit(units, problem, g), kept) for g, n in needs.items()
    }
    if kept:
        delays = [_delay(scaled, g, each) for g in kept if g.startswith("fill:")]
        texts[kept[0]] += "".join(delays[:1]) + (DIVIDED if whole.divided else "")
        texts[kept[-1]] += _mixed(scaled, units, needs, each)
    return [
        {
            "group": g,
            "needs": None if n is None or math.isnan(n) else n * _unit(units, problem, g),
            "unit": unit_of(problem, g),
            "sentence": texts[g],
        }
        for g, n in needs.items()
    ]


def _unit(units: Units, problem: Problem, group: str) -> float:
    kind, _, part = group.partition(":")
    if kind == "zone_resource":
        return float(units.resources[problem.resources.index(part)])
    return {"source": units.money, "cases": units.cases, "fill": float(units.resources[0])}.get(kind, 1.0)


def _small(problem: Problem) -> bool:
    return problem.n * problem.option_count <= WHOLE


def _needs(problem: Problem, group: str, seconds: float) -> float | None:
    """The least the group must give, all others held; None when it alone cannot help, nan when that stays open."""
    if not everyone_has_an_option(relax(problem, {group} & {"stay", "signed"})):
        return None
    least = Question(problem, [group], seconds).least({group: 1.0}) if _small(problem) else None
    if least is None:
        return math.nan
    if not least.possible:
        return None
    amount = least.gives.get(group, 0.0)
    return float(round(amount)) if group in ("stay", "signed", "precedence", "compatibility") else amount


def _mixed(problem: Problem, units: Units, needs: dict[str, float | None], seconds: float) -> str:
    """The cheapest repair by several groups at once, each counted against what it would have to give alone."""
    if (
        not _small(problem)
        or len(needs) < 2
        or not everyone_has_an_option(relax(problem, {"stay", "signed"} & set(needs)))
    ):
        return ""
    weights = {g: 1.0 / n if n and not math.isnan(n) else 1.0 for g, n in needs.items()}
    least = Question(problem, needs, seconds).least(weights)
    if least is None or not least.possible:
        return ""
    parts = [
        f"{_short(g)} {_amount(a * _unit(units, problem, g))} {unit_of(problem, g)}"
        for g, a in least.gives.items()
        if a * weights[g] > 1e-6
    ]
    return f" Cách nới chung ít nhất: {', '.join(parts)}."


def _delay(problem: Problem, group: str, seconds: float) -> str:
    """By how many quarters the cluster's fill targets would have to be put off."""
    part = group.partition(":")[2]
    mine = [f for f in problem.fills if f.hard and f.cluster == part]
    for quarters in range(1, min(8, problem.horizon - min(f.quarter for f in mine))):
        later = tuple(
            replace(f, quarter=min(problem.horizon - 1, f.quarter + quarters)) if f in mine else f
            for f in problem.fills
        )
        if verdict(replace(problem, fills=later), seconds / 4).plan:
            return f" Hoặc lùi hạn lấp đầy cụm “{part}” {quarters} quý."
    return ""


def unit_of(problem: Problem, group: str) -> str:
    kind, _, part = group.partition(":")
    if kind == "zone_resource":
        return "m²" if part == problem.resources[0] else f"đơn vị {part}"
    return UNIT[kind]


def _amount(value: float) -> str:
    return f"{value:,.1f}".replace(",", " ").replace(".", ",").replace(" ", ".").removesuffix(",0")


def _short(group: str) -> str:
    kind, _, part = group.partition(":")
    return SHORT[kind].format(part=part)


def _sentence(problem: Problem, group: str, needs: float | None, kept: list[str]) -> str:
    kind, _, part = group.partition(":")
    text = SENTENCE[kind].format(part=part)
    if needs is None:
        return f"{text}; chỉ nới riêng điều này thì vẫn không có phương án."
    if math.isnan(needs):
        return f"{text}; chưa tính được phải nới riêng điều này bao nhiêu (bài toán quá lớn, hoặc chưa đủ thời gian)."
    others = [_short(g) for g in kept if g != group]
    tail = f" nếu giữ nguyên {', '.join(others)} và mọi điều kiện khác" if others else ""
    return f"{text}: cần nới ít nhất {_amount(needs)} {unit_of(problem, group)}{tail}."
