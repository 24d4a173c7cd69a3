"""What is limited: zones with their capacities, groups at odds, fill targets, purses."""

from typing import Any

from .. import strict_json as sj
from ..problem import KINDS, FillTarget, ProblemError, Source, Step


def read_zones(value: Any, parts: dict[str, Any]) -> dict[str, Any]:
    value = sj.keys(value, ("id", "cluster", "capacity", "accepts"), "zones")
    ids = sj.names(value["id"], "zones.id", "khu")
    count = len(ids)
    clusters = tuple(
        sj.text(c, f"Khu “{ids[j]}”, cluster") for j, c in enumerate(sj.items(value["cluster"], "zones.cluster", count))
    )
    steps = tuple(_steps(s, ids[j], parts) for j, s in enumerate(sj.items(value["capacity"], "zones.capacity", count)))
    known = {g: k for k, g in enumerate(parts["groups"])}
    accepts: list[frozenset[int] | None] = []
    for j, listed in enumerate(sj.items(value["accepts"], "zones.accepts", count)):
        if listed is None:
            accepts.append(None)
            continue
        where = f"Khu “{ids[j]}”, accepts"
        accepts.append(frozenset(sj.one_of(g, known, where) for g in sj.names(listed, where, "nhóm")))
    return {"zones": ids, "zone_cluster": clusters, "steps": steps, "accepts": tuple(accepts)}


def _steps(value: Any, zone: str, parts: dict[str, Any]) -> tuple[Step, ...]:
    where = f"Khu “{zone}”, capacity"
    steps: list[Step] = []
    resources = parts["resources"]
    for step in sj.items(value, where):
        quarter, amounts = sj.items(step, where, 2)
        quarter = sj.whole(quarter, f"{where}, quý", len(parts["quarters"]) - 1)
        amounts = tuple(
            sj.number(x, f"{where}, tài nguyên “{resources[r]}”")
            for r, x in enumerate(sj.items(amounts, where, len(resources)))
        )
        if steps and quarter <= steps[-1][0]:
            raise ProblemError(f"{where}: các bậc phải theo thứ tự quý tăng dần.")
        for r, amount in enumerate(amounts):
            if steps and amount < steps[-1][1][r]:
                raise ProblemError(f"{where}, tài nguyên “{resources[r]}”: bậc sau thấp hơn bậc trước.")
        steps.append((quarter, amounts))
    return tuple(steps)


def read_pairs(value: Any, groups: tuple[str, ...]) -> frozenset[tuple[int, int]]:
    known = {g: k for k, g in enumerate(groups)}
    pairs = set()
    for pair in sj.items(value, "forbidden_pairs"):
        first, second = (sj.one_of(g, known, "forbidden_pairs") for g in sj.items(pair, "forbidden_pairs", 2))
        if first == second:
            raise ProblemError(f"forbidden_pairs: “{pair[0]}” không thể cấm với chính nó.")
        pairs.add((min(first, second), max(first, second)))
    return frozenset(pairs)


def read_fills(value: Any, parts: dict[str, Any]) -> tuple[FillTarget, ...]:
    fills = []
    fields = ("cluster", "quarter", "rate", "leasable_m2", "let_outside_m2", "hard", "price_per_m2")
    for position, row in enumerate(sj.items(value, "fill_targets")):
        where = f"fill_targets thứ {position}"
        sj.keys(row, fields, where)
        cluster = sj.text(row["cluster"], f"{where}, cluster")
        where = f"fill_targets thứ {position}, cụm “{cluster}”"
        if cluster not in parts["zone_cluster"]:
            raise ProblemError(f"{where}, cluster: cụm không có khu nào.")
        hard = sj.flag(row["hard"], f"{where}, hard")
        if hard and row["price_per_m2"] is not None:
            raise ProblemError(f"{where}, price_per_m2: phải là null khi hard.")
        price = None if hard else sj.number(row["price_per_m2"], f"{where}, price_per_m2")
        leasable = sj.number(row["leasable_m2"], f"{where}, leasable_m2")
        outside = sj.number(row["let_outside_m2"], f"{where}, let_outside_m2")
        fills.append(
            FillTarget(
                cluster,
                sj.whole(row["quarter"], f"{where}, quarter", len(parts["quarters"]) - 1),
                sj.number(row["rate"], f"{where}, rate", 1),
                leasable,
                outside,
                hard,
                price,
            )
        )
    return tuple(fills)


def read_sources(value: Any, years: tuple[str, ...]) -> tuple[Source, ...]:
    sources: list[Source] = []
    seen: set[str] = set()
    payable = {k: i for i, k in enumerate(KINDS) if k != "stay"}
    for position, row in enumerate(sj.items(value, "sources")):
        sj.keys(row, ("id", "amount_by_year", "carry_over", "pays_for"), f"sources thứ {position}")
        name = sj.text(row["id"], f"sources thứ {position}, id")
        if name in seen:
            raise ProblemError(f"sources.id: “{name}” bị trùng.")
        seen.add(name)
        where = f"Nguồn “{name}”"
        amounts = sj.keys(row["amount_by_year"], years, f"{where}, amount_by_year")
        pays = sj.names(row["pays_for"], f"{where}, pays_for", "loại")
        sources.append(
            Source(
                name,
                tuple(sj.number(amounts[y], f"{where}, amount_by_year, năm {y}") for y in years),
                sj.number(row["carry_over"], f"{where}, carry_over", 1),
                frozenset(sj.one_of(k, payable, f"{where}, pays_for") for k in pays),
            )
        )
    return tuple(sources)
