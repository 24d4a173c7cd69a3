"""A plan in which each ward's purse pays at home, made where a plan over all purses would spend it elsewhere. Pure.

First the money that a ward cannot use is left out, and all is planned again. Where that does not help: everybody from
the purses that serve all; then, ward by ward, those of the ward again with its own purse, the others as they stand. The
bound stays that of the plan over all purses: no plan under stricter rules can be better.
"""

from collections.abc import Mapping

from lotrinh.relocation.model.reader import parse_problem
from lotrinh.relocation.scenarios import solving
from lotrinh.relocation.scenarios.purses import fitted

TRIMS = 3
LEFT_BEHIND = 10.0
"""Price of staying where a first step must leave somebody for a later one; high, since nobody may stay in the end."""


def trimmed(raw: dict, bounding: dict, serves: Mapping[str, frozenset[str]], seconds: float, tell=None) -> dict | None:
    """The checked answer near that over all purses, whose prices prove: each round the money that a ward cannot use
    with the last plan is left out, and all is planned again. None when no round fits."""
    found = bounding
    for _ in range(TRIMS):
        fit = fitted(raw, found, serves)
        if fit.payments is not None:
            return _proven(raw, found["decisions"], bounding, serves)
        usable = {purse: {year: fit.usable[purse, int(year)] for year in _years(raw, purse)} for purse in serves}
        found = solving.planned(_with(raw, usable), seconds, tell)
        if found["status"] != "planned":
            return None
    return _proven(raw, found["decisions"], bounding, serves)


def paid_at_home(
    raw: dict, bounding: dict, serves: Mapping[str, frozenset[str]], seconds: float, tell=None
) -> dict | None:
    """The checked answer, or None when none was found. `bounding`: the answer over all purses, whose prices prove."""
    amounts = {purse: dict.fromkeys(_years(raw, purse), 0.0) for purse in serves}
    soft = raw
    found = solving.planned(_with(raw, amounts), seconds, tell)
    if found["status"] != "planned" and raw["unresolved_factor"] is None:
        # The common purses alone do not reach everybody: some are left for what their ward has.
        soft = raw | {"unresolved_factor": LEFT_BEHIND}
        found = solving.planned(_with(soft, amounts), seconds, tell)
    if found["status"] != "planned":
        return None
    for purse, own in sorted(serves.items()):
        trial = amounts | {purse: _years(raw, purse)}
        problem = _held(_with(soft, trial), found["decisions"], own)
        again = solving.planned(problem, seconds / 2, tell)
        if again["status"] != "planned":
            continue
        fit = fitted(problem, again, serves)
        if fit.payments is not None:
            found = again
            amounts = trial | {purse: {year: fit.usable[purse, int(year)] for year in trial[purse]}}
    return _proven(raw, found["decisions"], bounding, serves)


def _years(raw: dict, purse: str) -> dict[str, float]:
    return next(source["amount_by_year"] for source in raw["sources"] if source["id"] == purse)


def _with(raw: dict, amounts: dict[str, dict[str, float]]) -> dict:
    changed = [s | {"amount_by_year": amounts.get(s["id"], s["amount_by_year"])} for s in raw["sources"]]
    return raw | {"sources": changed}


def _held(raw: dict, decisions: list[dict], free: frozenset[str] = frozenset()) -> dict:
    """The problem in which all but `free` do as decided."""
    table = raw["establishments"]
    decided = {one["establishment"]: {key: one[key] for key in ("kind", "zone", "quarter")} for one in decisions}
    signed = [before if key in free else decided[key] for key, before in zip(table["id"], table["signed"], strict=True)]
    return raw | {"establishments": table | {"signed": signed}}


def _proven(raw: dict, decisions: list[dict], bounding: dict, serves) -> dict | None:
    """The decisions as an answer of `raw`, with the bound and the prices of `bounding`; None where they do not hold."""
    allowed = dict(zip(raw["establishments"]["id"], raw["establishments"]["stay_allowed"], strict=True))
    if raw["unresolved_factor"] is None and any(
        one["kind"] == "stay" and not allowed[one["establishment"]] for one in decisions
    ):
        return None
    found = solving.planned(_held(raw, decisions), 5.0)
    if found["status"] != "planned":
        return None
    fit = fitted(raw, found, serves)
    if fit.payments is None:
        return None
    total = found["objective"]["total"]
    bound = min(bounding["lower_bound"], total)
    improvable = parse_problem(raw).do_nothing() - bound
    return solving.checked(
        raw,
        found
        | {
            "payments": fit.payments,
            "prices": bounding["prices"],
            "lower_bound": bound,
            "gap": (total - bound) / total if total else 0.0,
            "gap_on_improvement": (total - bound) / improvable if improvable > 0 else None,
        },
    )
