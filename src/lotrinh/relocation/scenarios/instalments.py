"""Support is paid in parts: does each purse and year suffice for the parts, not only for the sums? Pure."""

from collections import defaultdict
from dataclasses import dataclass

SMALLEST = 0.001
"""Million đồng: a thousand đồng, the ledger's smallest amount."""


@dataclass(frozen=True, slots=True)
class Instalment:
    """What is paid from a purse in a year, both parts together, against what it has. Million đồng."""

    source: str
    year: str
    amount: float
    over: float
    due: float

    @property
    def missing(self) -> float:
        """0 below what the ledger can write: solvers end within a tolerance, not on the đồng."""
        short = self.due - self.amount - self.over
        return short if short > SMALLEST else 0.0


def staged(raw: dict, found: dict, first_share: float, later_quarters: int) -> tuple[list[Instalment], float]:
    """Each purse and year with its parts, and what falls due after the last year (it needs money nobody has planned).

    A purse's share of a kind and year is that of the answer's payments; the second part of what is done in quarter t
    is paid in quarter t + `later_quarters`.
    """
    shares = _shares(found)
    due: dict[tuple[str, str], float] = defaultdict(float)
    after = 0.0
    for kind, quarter, cost in _costs(raw, found):
        year = raw["quarters"][quarter][:4]
        later = quarter + later_quarters
        for source, share in shares.get((kind, year), {}).items():
            due[source, year] += cost * share * first_share
            rest = cost * share * (1 - first_share)
            if later < len(raw["quarters"]):
                due[source, raw["quarters"][later][:4]] += rest
            else:
                after += rest
    rows = []
    for source in raw["sources"]:
        over = 0.0
        for year in sorted(source["amount_by_year"]):
            row = Instalment(source["id"], year, source["amount_by_year"][year], over, due[source["id"], year])
            rows.append(row)
            over = max(0.0, row.amount + row.over - row.due) * source["carry_over"]
    return rows, after


def lowered(amounts: dict[tuple[str, int], float], rows: list[Instalment]) -> dict[tuple[str, int], float]:
    """The amounts for the next solving: where parts exceed a year's money, less may be begun that year."""
    return amounts | {
        (row.source, int(row.year)): max(0.0, amounts.get((row.source, int(row.year)), row.amount) - row.missing)
        for row in rows
        if row.missing
    }


def _shares(found: dict) -> dict[tuple[str, str], dict[str, float]]:
    """(kind, year) → purse → its share of what is paid for that kind that year."""
    paid: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in found["payments"]:
        paid[row["kind"], row["year"]][row["source"]] += row["amount"]
    return {key: {s: a / sum(by.values()) for s, a in by.items()} for key, by in paid.items() if sum(by.values()) > 0}


def _costs(raw: dict, found: dict):
    from lotrinh.relocation.scenarios.reading import decided

    for row in decided(raw, found["decisions"]):
        if row.quarter is not None and row.cost:
            yield row.kind, row.quarter, row.cost
