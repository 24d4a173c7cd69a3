"""The restricted master: kept options of some establishments and all shared rows, in HiGHS as LP or MIP."""

from dataclasses import dataclass

import highspy
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from .options import price_of, terms
from .problem import Problem
from .rows import Extra, Rows, uses

UNDONE = -1  # no option of the establishment fits yet


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """What HiGHS returned."""

    value: float
    columns: NDArray  # of the kept options
    undone: NDArray  # of the members
    extra: NDArray
    prices: NDArray  # of the shared rows, ≥ 0
    worth: NDArray  # dual of each member's one-option row
    bound: float
    found: bool


def quiet(seconds: float | None = None) -> highspy.Highs:
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("primal_feasibility_tolerance", 1e-9)
    solver.setOptionValue("mip_feasibility_tolerance", 1e-8)
    if seconds is not None:
        solver.setOptionValue("time_limit", max(0.05, float(seconds)))
    return solver


def load(solver, cost, low, high, matrix: sp.csc_matrix, row_low, row_high, integer=None):
    """Pass a whole programme to HiGHS."""
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = matrix.shape
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, low, high
    lp.row_lower_, lp.row_upper_ = row_low, row_high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
    if integer is not None:
        kind = {True: highspy.HighsVarType.kInteger, False: highspy.HighsVarType.kContinuous}
        lp.integrality_ = [kind[bool(x)] for x in integer]
    solver.passModel(lp)


class Master:
    """Members, their kept options, and what the other establishments already use."""

    def __init__(
        self,
        problem: Problem,
        rows: Rows,
        extra: Extra,
        members: NDArray,
        penalty: float,
        scale: float = 1.0,
        used: NDArray | None = None,
        closed: NDArray | None = None,
    ):
        self.problem, self.rows, self.members, self.penalty = problem, rows, members, penalty
        self.position = np.full(problem.n, -1)
        self.position[members] = np.arange(len(members))
        self.right = rows.right * scale - (0.0 if used is None else used)
        if closed is not None:
            self.right[closed] = np.inf
        # Beyond what doubles resolve, a limit is no limit; HiGHS would lose the other rows' precision over it.
        self.right[self.right > 1e13] = np.inf
        self.who = np.zeros(0, dtype=int)
        self.options = np.zeros(0, dtype=int)
        self.cost = np.zeros(0)
        self.use = sp.csc_matrix((rows.count, 0))
        self.keys: set[int] = set()
        self.highs = None
        self._frame(extra, scale)

    def _frame(self, extra: Extra, scale: float):
        """Columns that are always there: the extra ones, undone members, hard shortfalls at the penalty."""
        rows, count = self.rows, len(self.members)
        matrix = extra.matrix
        if scale != 1.0:
            sets = np.array([name[0] == "set" for name in extra.names])
            matrix = (matrix @ sp.diags(np.where(sets, scale, 1.0))).tocsc()
        hard = [rows.starts["fill"] + q for q, f in enumerate(self.problem.fills) if f.hard]
        missing = sp.csc_matrix((-np.ones(len(hard)), (hard, range(len(hard)))), shape=(rows.count, len(hard)))
        choice = sp.lil_matrix((len(extra.choice), len(extra.names)))
        for p, columns in enumerate(extra.choice):
            choice[p, columns] = 1.0
        area = max(1.0, float(self.problem.needs[:, 0].mean()) if self.problem.n else 1.0)
        self.extra, self.hard = extra, hard
        shared = sp.hstack([matrix, missing, sp.csc_matrix((rows.count, count))])
        choose = sp.hstack([choice, sp.csc_matrix((len(extra.choice), len(hard) + count))])
        members = sp.hstack([sp.csc_matrix((count, matrix.shape[1] + len(hard))), sp.eye(count)])
        self.frame = sp.vstack([shared, choose, members]).tocsc()
        self.frame_cost = np.concatenate(
            [extra.cost, np.full(len(hard), 10 * self.penalty / area), np.full(count, self.penalty)]
        )
        self.top = rows.count + len(extra.choice)

    def add(self, who: NDArray, options: NDArray) -> int:
        """Keep these options too; returns how many were new."""
        new = []
        for p, key in enumerate((who.astype(np.int64) * self.problem.option_count + options).tolist()):
            if key not in self.keys:
                self.keys.add(key)
                new.append(p)
        if not new:
            return 0
        who, options = who[new], options[new]
        use = uses(self.problem, self.rows, who, options)
        cost = price_of(self.problem, terms(self.problem, who, options))
        if self.highs is not None:
            block = self._with_members(use, who)
            self.highs.addCols(
                len(new),
                cost,
                np.zeros(len(new)),
                np.full(len(new), highspy.kHighsInf),
                block.nnz,
                block.indptr[:-1].astype(np.int32),
                block.indices.astype(np.int32),
                block.data,
            )
        self.who, self.options = np.concatenate([self.who, who]), np.concatenate([self.options, options])
        self.cost = np.concatenate([self.cost, cost])
        self.use = sp.hstack([self.use, use]).tocsc()
        return len(new)

    def _with_members(self, use, who):
        count = len(self.members)
        one = sp.csc_matrix((np.ones(len(who)), (self.position[who], np.arange(len(who)))), shape=(count, len(who)))
        return sp.vstack([use, sp.csc_matrix((self.top - self.rows.count, len(who))), one]).tocsc()

    def _limits(self):
        ones = np.ones(self.top - self.rows.count + len(self.members))
        low = np.concatenate([np.full(self.rows.count, -highspy.kHighsInf), ones])
        high = np.concatenate([np.where(np.isinf(self.right), highspy.kHighsInf, self.right), ones])
        return low, high

    def _open(self, solver, integer=False):
        matrix = sp.hstack([self.frame, self._with_members(self.use, self.who)]).tocsc()
        cost = np.concatenate([self.frame_cost, self.cost])
        low, high = self._limits()
        whole = None
        if integer:
            names = (
                [name[0] == "set" for name in self.extra.names] + [False] * len(self.hard) + [True] * len(self.members)
            )
            whole = names + [True] * len(self.who)
        upper = np.full(len(cost), highspy.kHighsInf)
        if integer:
            upper[np.array(whole)] = 1.0
        load(solver, cost, np.zeros(len(cost)), upper, matrix, low, high, whole)

    def linear(self, seconds: float | None = None) -> Solved:
        """The LP over the kept options, warm from the last one."""
        if self.highs is None:
            self.highs = quiet()
            self._open(self.highs)
        if seconds is not None:
            self.highs.setOptionValue("time_limit", self.highs.getRunTime() + max(0.1, seconds))
        self.highs.run()
        return self._result(self.highs, duals=True)

    def integer(
        self, seconds: float, start: NDArray | None = None, gap: float = 1e-6, nodes: int | None = None
    ) -> Solved:
        """The integer programme over the kept options; `start` is a plan of the members (code or UNDONE)."""
        solver = quiet(seconds)
        solver.setOptionValue("mip_rel_gap", gap)
        if nodes is not None:
            solver.setOptionValue("mip_max_nodes", nodes)
        self._open(solver, integer=True)
        if start is not None:
            keep = np.concatenate([start == UNDONE, start[self.position[self.who]] == self.options]).astype(float)
            first = self.frame.shape[1] - len(self.members)
            index = np.arange(first, first + len(keep), dtype=np.int32)
            solver.setSolution(len(index), index, keep)
        solver.run()
        return self._result(solver, duals=False)

    def _result(self, solver, duals: bool) -> Solved:
        info, solution = solver.getInfo(), solver.getSolution()
        value = np.array(solution.col_value)
        frame, count = self.frame.shape[1], len(self.members)
        found = info.primal_solution_status == 2 and len(value) == frame + len(self.who)
        if not found:
            value = np.zeros(frame + len(self.who))
        dual = np.array(solution.row_dual) if duals and len(solution.row_dual) else np.zeros(self.top + count)
        return Solved(
            info.objective_function_value,
            value[frame:],
            value[frame - count : frame],
            value[: frame - count],
            np.maximum(-dual[: self.rows.count], 0.0),
            dual[self.top :],
            info.mip_dual_bound if not duals else info.objective_function_value,
            found,
        )

    def plan(self, solved: Solved) -> NDArray:
        """The option of each member, UNDONE where none was taken."""
        chosen = np.full(len(self.members), UNDONE)
        taken = solved.columns > 0.5
        chosen[self.position[self.who[taken]]] = self.options[taken]
        return chosen
