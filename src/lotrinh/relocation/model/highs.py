"""HiGHS, made quiet and willing to stop."""

import contextlib
import os
from collections.abc import Iterator
from typing import Any

import highspy
import numpy as np

from .budget import Budget
from .problem import Bools, Floats

_greeted = False


@contextlib.contextmanager
def _without_banner() -> Iterator[None]:
    """HiGHS greets on standard output once a process, past its own output flag; answers belong there, not greetings."""
    global _greeted
    if _greeted:
        yield
        return
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
        _greeted = True


def quiet(budget: Budget, seconds: float | None = None) -> Any:
    """A solver on one thread (the same input gives the same output) that ends when the budget is stopped."""
    with _without_banner():
        solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("primal_feasibility_tolerance", 1e-9)
    solver.setOptionValue("mip_feasibility_tolerance", 1e-8)
    if seconds is not None:
        solver.setOptionValue("time_limit", max(0.05, budget.on_the_wall(float(seconds))))

    def stop_when_asked(event: Any) -> None:
        if budget.stopped:
            event.data_in.user_interrupt = True

    solver.cbSimplexInterrupt += stop_when_asked
    solver.cbIpmInterrupt += stop_when_asked
    solver.cbMipInterrupt += stop_when_asked
    return solver


def load(
    solver: Any,
    cost: Floats,
    upper: Floats,
    matrix: Any,
    row_low: Floats,
    row_high: Floats,
    whole: Bools | None = None,
) -> None:
    """Pass a whole programme to HiGHS; every column starts at 0, `whole` columns are integer."""
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = matrix.shape
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, np.zeros(len(cost)), upper
    lp.row_lower_, lp.row_upper_ = row_low, row_high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
    if whole is not None:
        integer, continuous = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        lp.integrality_ = [integer if x else continuous for x in whole.tolist()]
    solver.passModel(lp)
