"""Why no plan exists: an irreducible set of groups, and what each would have to give. Vietnamese: xung đột."""

from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from .bound import blocks
from .master import Master, load, quiet
from .options import allowed_block
from .problem import FREE, STAY, Problem
from .rows import extra_columns, make_rows

WHOLE = 400_000  # options beyond which only a part of them is tried

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
UNIT = {
    "cases": "đơn vị hồ sơ",
    "source": "triệu đồng",
    "fill": "m²",
    "precedence": "cặp",
    "signed": "quyết định",
    "stay": "cơ sở",
    "compatibility": None,
    "zone_resource": None,
}


def groups_of(problem: Problem) -> list[str]:
    """The groups whose constraints the problem really has, by part where there are parts."""
    groups = [f"source:{s.id}" for s in problem.sources] + [f"zone_resource:{r}" for r in problem.resources] + ["cases"]
    groups += list(dict.fromkeys(f"fill:{f.cluster}" for f in problem.fills if f.hard))
    groups += ["precedence"] if problem.precedence else []
    groups += ["compatibility"] if problem.forbidden and None in problem.accepts else []
    groups += ["signed"] if (problem.fixed() != FREE).any() else []
    groups += ["stay"] if problem.unresolved_factor is None else []
    return groups


def relax(problem: Problem, dropped: frozenset[str]) -> Problem:
    """The problem without the constraints of the dropped groups."""
    relaxed = replace(problem, dropped=frozenset(dropped))
    if "stay" in dropped:
        relaxed = replace(relaxed, stay_allowed=np.ones(problem.n, dtype=bool))
    if "signed" in dropped:
        relaxed = replace(relaxed, signed=np.full(problem.n, FREE), in_force=None)
    return relaxed


class Question:
    """The full integer programme of a relaxed problem: is there a plan, or what must one group give."""

    def __init__(self, problem: Problem, seconds: float):
        self.problem, self.seconds = problem, seconds
        self.rows = make_rows(problem)
        self.extra = extra_columns(problem, self.rows)
        self.master = Master(problem, self.rows, self.extra, np.arange(problem.n), 1.0)
        who, options = [], []
        most = max(2, WHOLE // max(1, problem.n))
        for first, last in blocks(problem):
            table = allowed_block(problem, first, last)
            if table.shape[1] > most:
                thin = np.random.default_rng(0).random(table.shape) < most / table.shape[1]
                thin[:, -1] = True
                table &= thin
            a, b = np.nonzero(table)
            who.append(a + first), options.append(b)
        self.master.add(np.concatenate(who), np.concatenate(options))

    def least(self, give: list, cost=None) -> float | None:
        """The least Σ of `give` (columns as lists of (row, amount)) for a plan to exist; None when there is none."""
        m = self.master
        matrix = sp.hstack([m.frame, m._with_members(m.use, m.who)]).tocsc()
        extra = sp.lil_matrix((matrix.shape[0], len(give)))
        for c, entries in enumerate(give):
            for row, amount in entries:
                extra[row, c] = amount
        whole = (
            [x[0] == "set" for x in self.extra.names]
            + [False] * len(m.hard)
            + [False] * len(m.members)
            + [True] * len(m.who)
        )
        upper = np.where(whole, 1.0, np.inf)
        frame = m.frame.shape[1]
        upper[frame - len(m.members) - len(m.hard) : frame] = 0.0
        price = np.concatenate([np.zeros(frame), np.zeros(len(m.who)) if cost is None else cost, np.ones(len(give))])
        low, high = m._limits()
        upper = np.concatenate([upper, np.full(len(give), np.inf)])
        solver = quiet(self.seconds)
        solver.setOptionValue("mip_rel_gap", 1e-6)
        load(
            solver,
            price,
            np.zeros(len(price)),
            upper,
            sp.hstack([matrix, extra]).tocsc(),
            low,
            high,
            whole + [False] * len(give),
        )
        solver.run()
        info = solver.getInfo()
        return max(0.0, info.objective_function_value) if info.primal_solution_status == 2 else None


def _possible(problem: Problem, dropped, seconds) -> bool:
    relaxed = relax(problem, frozenset(dropped))
    for first, last in blocks(relaxed):
        if not allowed_block(relaxed, first, last).any(axis=1).all():
            return False
    return Question(relaxed, seconds).least([]) is not None


def explain(problem: Problem, seconds: float) -> list[dict]:
    """The `conflict` of the answer; empty when a plan exists after all."""
    everything = groups_of(problem)
    each = max(1.0, seconds / (2 * len(everything) + 2))
    if problem.n == 0 or _possible(problem, (), each):
        return []
    kept = list(everything)
    for group in everything:
        rest = [g for g in kept if g != group]
        if not _possible(problem, set(everything) - set(rest), each):
            kept = rest
    rows = []
    for group in kept:
        needs, unit = _least_giving(problem, group, each)
        rows.append({"group": group, "needs": needs, "unit": unit, "sentence": _sentence(group, needs, unit, kept)})
    return rows


def _least_giving(problem: Problem, group: str, seconds: float):
    kind, _, part = group.partition(":")
    unit = "m²" if part == problem.resources[0] else part if kind == "zone_resource" else UNIT[kind]
    if kind in ("stay", "signed"):
        relaxed = relax(problem, frozenset([group]))
        if not all(allowed_block(relaxed, a, b).any(axis=1).all() for a, b in blocks(relaxed)):
            return None, unit
        question = Question(relaxed, seconds)
        m = question.master
        if kind == "stay":
            changed = (problem.decode(m.options)[0] == STAY) & ~problem.stay_allowed[m.who]
        else:
            changed = (problem.fixed()[m.who] != FREE) & (problem.fixed()[m.who] != m.options)
        needs = question.least([], changed.astype(float))
        return (None if needs is None else float(round(needs))), unit
    if not all(allowed_block(problem, a, b).any(axis=1).all() for a, b in blocks(problem)):
        return None, unit
    if kind in ("compatibility", "precedence"):
        return None, unit
    question = Question(problem, seconds)
    starts, give = question.rows.starts, []
    if kind == "source":
        s = [x.id for x in problem.sources].index(part)
        years = len(problem.years)
        give = [[(starts["source"] + s * years + y, -1.0)] for y in range(years)]
    elif kind == "cases":
        give = [[(starts["cases"] + t, -1.0)] for t in range(problem.horizon)]
    elif kind == "fill":
        give = [[(starts["fill"] + q, -1.0)] for q, f in enumerate(problem.fills) if f.hard and f.cluster == part]
    elif kind == "zone_resource":
        r = problem.resources.index(part)
        give = [
            [(p, -1.0) for p, (j, rr, _) in enumerate(question.rows.zone) if rr == r and j == zone]
            for zone in range(len(problem.zones))
        ]
    return question.least(give), unit


def _sentence(group: str, needs, unit, kept) -> str:
    kind, _, part = group.partition(":")
    text = SENTENCE[kind].format(part=part) if part else SENTENCE[kind].replace(" “{part}”", "")
    if needs is None:
        return f"{text}; chỉ nới riêng điều này thì vẫn không có phương án."
    amount = f"{needs:,.1f}".replace(",", " ").replace(".", ",").replace(" ", ".").removesuffix(",0")
    tail = " nếu giữ nguyên mọi điều kiện khác" if len(kept) > 1 else ""
    return f"{text}: cần nới ít nhất {amount} {unit}{tail}."
