"""The restricted master: kept options of some establishments and all shared rows, as LP or integer programme."""

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import scipy.sparse as sp

from .budget import Budget
from .highs import load, quiet
from .options import price_of, terms
from .problem import Bools, Floats, Ints, Problem
from .rows import Extra, Rows, uses

UNDONE = -1  # no option of the establishment fits yet
TINY = 1e-9  # what a row without columns may lack: no more than rounding


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """What HiGHS returned."""

    value: float
    columns: Floats  # of the kept options
    undone: Floats  # of the members
    extra: Floats  # money given and carried, shortfalls, sets of groups
    short: Floats  # of the hard fill targets
    beyond: Floats  # of the rows that may be exceeded
    prices: Floats  # of the shared rows, ≥ 0
    bound: float
    found: bool

    @property
    def complete(self) -> bool:
        """Everyone has an option and no hard target is missed."""
        return self.found and float(self.undone.sum()) < 1e-6 and float(self.short.sum()) < 1e-6


class Master:
    """Members, their kept options, and what the other establishments already use."""

    def __init__(
        self,
        problem: Problem,
        rows: Rows,
        extra: Extra,
        members: Ints,
        penalty: float,
        budget: Budget,
        scale: float = 1.0,
        used: Floats | None = None,
        elastic: Floats | None = None,
    ):
        """`elastic`: a price by row at which its right side may be exceeded (inf: never); only sensible in the LP."""
        self.problem, self.rows, self.extra, self.members = problem, rows, extra, members
        self.penalty, self.budget = penalty, budget
        self.position = np.full(problem.n, -1)
        self.position[members] = np.arange(len(members))
        limited = np.isfinite(rows.right)  # without a limit there is nothing to scale
        self.right = np.multiply(rows.right, scale, out=rows.right.copy(), where=limited)
        self.right -= 0.0 if used is None else used
        # Beyond what doubles resolve, a limit is no limit; HiGHS would lose the other rows' precision over it.
        self.right[self.right > 1e13] = np.inf
        self.who = np.zeros(0, dtype=int)
        self.options = np.zeros(0, dtype=int)
        self.cost = np.zeros(0)
        self.use = sp.csc_matrix((rows.count, 0))
        self.keys: set[int] = set()
        self.highs: Any = None
        self.apart: Apart | None = None
        self._frame(scale, elastic)

    def _frame(self, scale: float, elastic: Floats | None) -> None:
        """Columns that are always there: the extra ones, hard shortfalls and undone members at the penalty."""
        rows, count, extra = self.rows, len(self.members), self.extra
        matrix = extra.matrix
        sets = np.array([name[0] == "set" for name in extra.names], dtype=bool)
        if scale != 1.0:
            matrix = (matrix @ sp.diags(np.where(sets, scale, 1.0))).tocsc()
        hard = [rows.starts["fill"] + q for q, f in enumerate(self.problem.fills) if f.hard]
        missing = sp.csc_matrix((-np.ones(len(hard)), (hard, range(len(hard)))), shape=(rows.count, len(hard)))
        choice = sp.lil_matrix((len(extra.choice), len(extra.names)))
        for p, columns in enumerate(extra.choice):
            choice[p, columns] = 1.0
        area = max(1e-3, float(self.problem.needs[:, 0].mean()) if self.problem.n else 1.0)
        over = np.flatnonzero(np.isfinite(elastic)) if elastic is not None else np.zeros(0, dtype=int)
        beyond = sp.csc_matrix((-np.ones(len(over)), (over, np.arange(len(over)))), shape=(rows.count, len(over)))
        self.hard = len(hard)
        self.first_member = len(extra.names) + len(hard) + len(over)
        shared = sp.hstack([matrix, missing, beyond, sp.csc_matrix((rows.count, count))])
        choose = sp.hstack([choice, sp.csc_matrix((len(extra.choice), len(hard) + len(over) + count))])
        members = sp.hstack([sp.csc_matrix((count, self.first_member)), sp.eye(count)])
        self.frame = sp.vstack([shared, choose, members]).tocsc()
        self.frame_cost = np.concatenate(
            [
                extra.cost,
                np.full(len(hard), 10 * self.penalty / area),
                np.zeros(0) if elastic is None else elastic[over],
                np.full(count, self.penalty),
            ]
        )
        divisible = np.zeros(len(hard) + len(over), dtype=bool)
        self.frame_whole = np.concatenate([sets, divisible, np.ones(count, dtype=bool)])
        self.top = rows.count + len(extra.choice)

    def add(self, who: Ints, options: Ints) -> int:
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
            block = self.with_members(use, who)
            if self.apart is not None:
                block = (self.apart.steps @ block).tocsc()
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

    def with_members(self, use: Any, who: Ints) -> Any:
        """The columns of options whole: shared rows, then the one-option rows of their members (1)."""
        count = len(self.members)
        one = sp.csc_matrix((np.ones(len(who)), (self.position[who], np.arange(len(who)))), shape=(count, len(who)))
        return sp.vstack([use, sp.csc_matrix((self.top - self.rows.count, len(who))), one]).tocsc()

    def matrix(self) -> Any:
        return sp.hstack([self.frame, self.with_members(self.use, self.who)]).tocsc()

    def limits(self) -> tuple[Floats, Floats]:
        ones = np.ones(self.top - self.rows.count + len(self.members))
        low = np.concatenate([np.full(self.rows.count, -highspy.kHighsInf), ones])
        high = np.concatenate([np.where(np.isinf(self.right), highspy.kHighsInf, self.right), ones])
        return low, high

    def needed(self, matrix: Any) -> Ints:
        """The rows that can bind: not those without limit, those no column touches, or those of precedence that follow
        from the quarter before because no successor acts between."""
        count, horizon, s = self.rows.count, self.rows.horizon, self.rows.starts
        touched = np.diff(matrix.tocsr().indptr)[:count] > 0
        needed = np.ones(matrix.shape[0], dtype=bool)
        needed[:count] = np.isfinite(self.right) & (touched | (self.right < -TINY))
        part = slice(s["precedence"], s["compatibility"])
        if part.stop > part.start:
            use = matrix.tocsr()[part]
            entering = np.asarray((use > 0).sum(axis=1)).reshape(-1, horizon)
            right = self.right[part].reshape(-1, horizon)
            new = np.diff(entering, axis=1, prepend=0) > 0
            new |= np.diff(right, axis=1, prepend=0.0) < 0
            needed[part] &= new.ravel()
        return np.flatnonzero(needed)

    def whole(self) -> Bools:
        return np.concatenate([self.frame_whole, np.ones(len(self.who), dtype=bool)])

    def _loaded(self) -> Any:
        """The solver that holds the LP from one round to the next."""
        if self.highs is None:
            self.highs = quiet(self.budget)
            self.apart = self._load(self.highs, np.arange(self.top + len(self.members)))
        return self.highs

    def _load(self, solver: Any, kept: Ints) -> "Apart | None":
        """Pass the LP of the kept rows, those of precedence by what each quarter adds to the one before."""
        cost, frame = np.concatenate([self.frame_cost, self.cost]), self.frame.shape[1]
        matrix, (low, high) = self.matrix().tocsr()[kept].tocsc(), self.limits()
        low, high = low[kept], high[kept]
        apart = apart_of(self.rows, kept)
        if apart is not None and not np.isfinite(high[apart.rows]).all():
            apart = None  # without limit there is nothing to wait for
        if apart is not None:
            waits = apart.steps[:, apart.rows]
            body = apart.steps @ matrix
            matrix = sp.hstack([body[:, :frame], waits, body[:, frame:]]).tocsc()
            cost = np.concatenate([cost[:frame], np.zeros(len(apart.rows)), cost[frame:]])
            low[apart.rows] = high[apart.rows] = (apart.steps @ np.where(np.isfinite(high), high, 0.0))[apart.rows]
        load(solver, cost, np.full(len(cost), highspy.kHighsInf), matrix, low, high)
        return apart

    def continue_from(self, before: "Master") -> None:
        """Begin with the options and the basis of `before`, which is the same but for the last shared rows."""
        self.add(before.who, before.options)
        basis, first = before.highs.getBasis(), before.rows.count
        new = [highspy.HighsBasisStatus.kBasic] * (self.rows.count - first)
        status = list(basis.row_status)
        basis.row_status = status[:first] + new + status[first:]
        self._loaded().setBasis(basis)

    def forbid_sets(self, columns: list[int]) -> None:
        """Take these sets of groups out of the LP."""
        for column in columns:
            self._loaded().changeColBounds(column, 0.0, 0.0)

    def linear(self, seconds: float) -> Solved:
        """The LP over the kept options, warm from the last one."""
        self._loaded()
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + self.budget.on_the_wall(max(0.1, seconds)))
        self.highs.run()
        return self._result(self.highs, apart=self.apart)

    def interior(self, seconds: float) -> Solved:
        """The LP by interior points, from nothing and without a basis: for many members, where only prices matter."""
        solver = quiet(self.budget, seconds)
        solver.setOptionValue("solver", "ipm")
        solver.setOptionValue("run_crossover", "off")
        solver.setOptionValue("ipm_optimality_tolerance", 1e-5)
        kept = self.needed(self.matrix())
        apart = self._load(solver, kept)
        solver.run()
        return self._result(solver, apart, kept)

    def integer(self, seconds: float, gap: float = 1e-6, nodes: int | None = None) -> Solved:
        """The integer programme over the kept options.

        No start is given: HiGHS 1.16 can misjudge one that its presolve would have ruled out, and then stops at once.
        """
        solver = quiet(self.budget, seconds)
        solver.setOptionValue("mip_rel_gap", gap)
        if nodes is not None:
            solver.setOptionValue("mip_max_nodes", nodes)
        whole, matrix = self.whole(), self.matrix()
        kept, (low, high) = self.needed(matrix), self.limits()
        cost = np.concatenate([self.frame_cost, self.cost])
        upper = np.where(whole, 1.0, highspy.kHighsInf)
        if not len(cost):
            nothing, fits = np.zeros(0), len(kept) == 0
            return Solved(0.0, nothing, nothing, nothing, nothing, nothing, np.zeros(self.rows.count), 0.0, fits)
        load(solver, cost, upper, matrix.tocsr()[kept].tocsc(), low[kept], high[kept], whole)
        solver.run()
        return self._result(solver, integer=True)

    def _result(
        self, solver: Any, apart: "Apart | None" = None, kept: Ints | None = None, integer: bool = False
    ) -> Solved:
        """`kept`: the rows that HiGHS was given (None: all)."""
        info, solution = solver.getInfo(), solver.getSolution()
        value = np.array(solution.col_value)
        frame, count = self.frame.shape[1], len(self.members)
        if apart is not None:
            value = np.delete(value, slice(frame, frame + len(apart.rows)))
        found = info.primal_solution_status == 2 and len(value) == frame + len(self.who)
        if not found:
            value = np.zeros(frame + len(self.who))
        dual = np.zeros(self.top + count)
        if not integer and len(solution.row_dual):
            given = np.array(solution.row_dual)
            dual[slice(None) if kept is None else kept] = given if apart is None else apart.steps.T @ given
        names = len(self.extra.names)
        return Solved(
            info.objective_function_value,
            value[frame:],
            value[self.first_member : frame],
            value[:names],
            value[names : names + self.hard],
            value[names + self.hard : self.first_member],
            np.maximum(-dual[: self.rows.count], 0.0),
            info.mip_dual_bound if integer else info.objective_function_value,
            found,
        )

    def plan(self, solved: Solved, sure: float = 0.5) -> Ints:
        """The option of each member, UNDONE where none was taken (to at least `sure`)."""
        chosen = np.full(len(self.members), UNDONE)
        # Options kept after the last LP have no value in it.
        taken = np.flatnonzero(solved.columns > sure)
        chosen[self.position[self.who[taken]]] = self.options[taken]
        return chosen


@dataclass(frozen=True, slots=True, eq=False)
class Apart:
    """Rows of precedence, each less the one before it of its pair: with a column for what is waited (how far the
    successor is behind) the same LP, of a few entries a column instead of one for every quarter to come."""

    rows: Ints  # places of the precedence rows among the rows given
    steps: Any  # square: takes the rows given to their differences


def apart_of(rows: Rows, kept: Ints) -> Apart | None:
    """`kept`: the rows given, in order; None where none is of precedence."""
    first, last, horizon = rows.starts["precedence"], rows.starts["compatibility"], rows.horizon
    places = np.flatnonzero((kept >= first) & (kept < last))
    if not len(places):
        return None
    pair = (kept[places] - first) // horizon
    follows = places[1:][pair[1:] == pair[:-1]]
    less = sp.csr_matrix((-np.ones(len(follows)), (follows, follows - 1)), shape=(len(kept), len(kept)))
    return Apart(places, (sp.eye(len(kept), format="csr") + less).tocsc())


def as_pairs(members: Ints, near: Ints, good: Bools) -> tuple[Ints, Ints]:
    """(establishment, option) of the good ones among each member's near options."""
    return np.repeat(members, good.sum(axis=1)), near[good]
