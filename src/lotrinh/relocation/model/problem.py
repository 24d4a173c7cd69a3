"""The frozen problem: sets and parameters of docs/relocation.md as arrays. Vietnamese: bài toán di dời."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Step = tuple[int, tuple[float, ...]]  # from this quarter on, so much of each resource

KINDS = ("move", "convert", "change_trade", "close", "stay")
MOVE, CONVERT, CHANGE_TRADE, CLOSE, STAY = range(5)
NO_OPTION = -2  # signed and done decisions contradict one another
FREE = -1


class ProblemError(ValueError):
    """The problem file breaks the format; the message is Vietnamese and names the row and the field."""


@dataclass(frozen=True, slots=True)
class FillTarget:
    """Least fill of one cluster by one quarter. Vietnamese: chỉ tiêu lấp đầy."""

    cluster: str
    quarter: int
    rate: float
    leasable_m2: float
    let_outside_m2: float
    hard: bool
    price_per_m2: float | None

    @property
    def need_m2(self) -> float:
        return self.rate * self.leasable_m2 - self.let_outside_m2


@dataclass(frozen=True, slots=True)
class Source:
    """A purse: money by year, what it may pay for. Vietnamese: nguồn kinh phí."""

    id: str
    amounts: tuple[float, ...]  # million đồng, one per year
    carry_over: float
    pays_for: frozenset[int]


@dataclass(frozen=True, slots=True)
class Objective:
    """What is minimised. Vietnamese: hàm mục tiêu."""

    mode: str
    alpha: float = 0.0
    beta: float = 0.0
    slack: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """All data of one plan. Arrays: n establishments, J zones, R resources, H quarters; NaN = not possible."""

    name: str
    quarters: tuple[str, ...]
    years: tuple[str, ...]
    year_of: Ints  # (H,) index into years
    residual: Floats  # (5,)
    case_units: Floats  # (5,)
    job_loss_km: Floats  # (5,)
    resources: tuple[str, ...]
    zones: tuple[str, ...]
    zone_cluster: tuple[str, ...]
    steps: tuple[tuple[Step, ...], ...]
    accepts: tuple[frozenset[int] | None, ...]
    groups: tuple[str, ...]
    forbidden: frozenset[tuple[int, int]]
    fills: tuple[FillTarget, ...]
    sources: tuple[Source, ...]
    case_capacity: Floats  # (H,)
    ids: tuple[str, ...]
    group: Ints  # (n,)
    exposure: Floats
    workers: Floats
    needs: Floats  # (n, R)
    stay_allowed: Bools
    earliest: Ints
    move_cost: Floats  # (n, J)
    move_exposure: Floats  # (n, J)
    distance_km: Floats  # (n, J)
    other_cost: Floats  # (n, 3): convert, change trade, close
    signed: Ints  # (n,) option code or FREE
    precedence: tuple[tuple[int, int], ...]
    unresolved_factor: float | None
    objective: Objective
    now: int = 0
    in_force: Ints | None = None  # (n,) option code or FREE where not listed
    change_price: float = 0.0
    dropped: frozenset[str] = field(default_factory=frozenset)  # relaxed groups, only in conflict analysis

    @property
    def n(self) -> int:
        return len(self.ids)

    @property
    def horizon(self) -> int:
        return len(self.quarters)

    @property
    def stay_code(self) -> int:
        return (len(self.zones) + 3) * self.horizon

    @property
    def option_count(self) -> int:
        return self.stay_code + 1

    def code(self, kind: int, zone: int | None, quarter: int | None) -> int:
        """The number of an option: moves by zone and quarter, then the three other actions, then staying."""
        if kind == STAY:
            return self.stay_code
        block = (zone or 0) if kind == MOVE else len(self.zones) + kind - 1
        return block * self.horizon + (quarter or 0)

    def decode(self, options: Ints) -> tuple[Ints, Ints, Ints]:
        """(kind, block, quarter) of option codes; block is the zone of a move."""
        block = options // self.horizon
        kind = np.where(block < len(self.zones), MOVE, block - len(self.zones) + 1)
        return kind, block, options % self.horizon

    def capacity(self) -> Floats:
        """cap[j, r, t], 0 before the zone's first step; shape (J, R, H)."""
        table = np.zeros((len(self.zones), len(self.resources), self.horizon))
        for j, steps in enumerate(self.steps):
            for quarter, amounts in steps:
                table[j, :, quarter:] = np.array(amounts)[:, None]
        return table

    def opens(self) -> Ints:
        """First quarter of each zone, H when it never opens."""
        return np.array([steps[0][0] if steps else self.horizon for steps in self.steps], dtype=int)

    def fixed(self) -> Ints:
        """The only option of establishments signed or done: code, FREE, or NO_OPTION when they contradict."""
        only = self.signed.copy()
        kind, _, quarter = self.decode(np.maximum(only, 0))
        early = (only >= 0) & (kind != STAY) & (quarter < self.now)
        if self.in_force is not None:
            kind, _, quarter = self.decode(np.maximum(self.in_force, 0))
            done = (self.in_force >= 0) & (kind != STAY) & (quarter < self.now)
            clash = done & (only >= 0) & (only != self.in_force)
            early &= ~done
            only = np.where(done, self.in_force, only)
            only[clash] = NO_OPTION
        only[early] = NO_OPTION
        return only

    def payable(self) -> Bools:
        """Which kinds some source may pay for, shape (5,)."""
        return np.array([any(k in s.pays_for for s in self.sources) for k in range(5)])

    def do_nothing(self) -> float:
        extra = np.where(self.stay_allowed, 0.0, self.unresolved_factor or 0.0)
        return float((self.exposure * self.horizon * (1 + extra)).sum())


def sub_problem(problem: Problem, members: Ints) -> Problem:
    """The establishments of `members` alone; shared right sides and precedence are left to the master."""
    return replace(
        problem,
        ids=tuple(problem.ids[i] for i in members.tolist()),
        group=problem.group[members],
        exposure=problem.exposure[members],
        workers=problem.workers[members],
        needs=problem.needs[members],
        stay_allowed=problem.stay_allowed[members],
        earliest=problem.earliest[members],
        move_cost=problem.move_cost[members],
        move_exposure=problem.move_exposure[members],
        distance_km=problem.distance_km[members],
        other_cost=problem.other_cost[members],
        signed=problem.signed[members],
        in_force=None if problem.in_force is None else problem.in_force[members],
        precedence=(),
    )
