"""The columns of the establishments, each value named by its owner and its key."""

from typing import Any

import numpy as np

from .. import strict_json as sj
from ..problem import Bools, Floats, ProblemError

COLUMNS = (
    "id",
    "sector",
    "group",
    "exposure",
    "workers",
    "needs",
    "stay_allowed",
    "earliest",
    "signed",
    "move_cost",
    "move_exposure",
    "distance_km",
    "convert_cost",
    "change_trade_cost",
    "close_cost",
)


def read_establishments(value: Any, parts: dict[str, Any]) -> dict[str, Any]:
    value = sj.keys(value, COLUMNS, "establishments")
    ids = sj.names(value["id"], "establishments.id", "cơ sở")
    n, zones, horizon = len(ids), parts["zones"], len(parts["quarters"])
    column = {c: sj.items(value[c], f"establishments.{c}", n) for c in COLUMNS if c != "move_exposure"}
    where = [f"Cơ sở “{name}”" for name in ids]
    groups = {g: k for k, g in enumerate(parts["groups"])}
    for i in range(n):
        sj.text(column["sector"][i], f"{where[i]}, sector", empty=True)
    cost = _matrix(column["move_cost"], "move_cost", where, zones, nulls=True)
    possible = ~np.isnan(cost)
    spread = value["move_exposure"]
    if isinstance(spread, list):
        exposure = _matrix(
            sj.items(spread, "establishments.move_exposure", n), "move_exposure", where, zones, nulls=~possible
        )
    elif isinstance(spread, (int, float)) and not isinstance(spread, bool) and spread == 0:
        exposure = np.zeros((n, len(zones)))
    else:
        raise ProblemError("establishments.move_exposure: phải là bảng hoặc số 0.")
    others = ("convert_cost", "change_trade_cost", "close_cost")
    return {
        "ids": ids,
        "group": np.array(
            [sj.one_of(g, groups, f"{where[i]}, group") for i, g in enumerate(column["group"])], dtype=int
        ),
        "exposure": _vector(column["exposure"], "exposure", where),
        "workers": _vector(column["workers"], "workers", where),
        "needs": _matrix(column["needs"], "needs", where, parts["resources"], nulls=False),
        "stay_allowed": np.array(
            [sj.flag(x, f"{where[i]}, stay_allowed") for i, x in enumerate(column["stay_allowed"])], dtype=bool
        ),
        "earliest": np.array(
            [sj.whole(x, f"{where[i]}, earliest", horizon) for i, x in enumerate(column["earliest"])], dtype=int
        ),
        "move_cost": cost,
        "move_exposure": np.nan_to_num(exposure),
        "distance_km": np.nan_to_num(_matrix(column["distance_km"], "distance_km", where, zones, nulls=~possible)),
        "other_cost": np.array(
            [
                [np.nan if x is None else sj.number(x, f"{where[i]}, {c}") for c in others for x in [column[c][i]]]
                for i in range(n)
            ]
        ).reshape(n, 3),
        "signed_rows": column["signed"],
    }


def _vector(values: list[Any], key: str, where: list[str]) -> Floats:
    return np.array([sj.number(x, f"{where[i]}, {key}") for i, x in enumerate(values)], dtype=float)


def _matrix(rows: list[Any], key: str, where: list[str], names: tuple[str, ...], nulls: bool | Bools) -> Floats:
    """Numbers by establishment and name; `nulls` says where null may stand (all, none, or a mask)."""
    table = np.full((len(rows), len(names)), np.nan)
    for i, row in enumerate(rows):
        row = sj.items(row, f"{where[i]}, {key}", len(names))
        for j, x in enumerate(row):
            if type(x) in (int, float) and 0 <= x <= sj.LARGEST:
                table[i, j] = x
            elif x is None and (nulls if isinstance(nulls, bool) else nulls[i, j]):
                continue
            else:
                sj.number(x, f"{where[i]}, {key}, “{names[j]}”")
    return table
