"""The rules as shipped (`data/rules.csv`); an office's own changes to a row are never overwritten. docs/sources.md."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from lotrinh.core.registers import write
from lotrinh.rules.models import DatedRule

SHIPPED = Path(__file__).parent / "data" / "rules.csv"


def load(file: Path = SHIPPED) -> int:
    """Add the rules whose (key, valid from) is not in the book yet; returns how many."""
    known = set(DatedRule.objects.values_list("key", "valid_from"))
    with file.open(encoding="utf-8", newline="") as opened:
        rules = [_rule(line) for line in csv.DictReader(opened)]
    return len(write([r for r in rules if (r.key, r.valid_from) not in known], by=None, deed="Nạp quy định").created)


def _rule(line: dict[str, str]) -> DatedRule:
    return DatedRule(
        key=line["key"],
        label=line["label"],
        value=Decimal(line["value"]) if line["value"] else None,
        unit=line["unit"],
        text=line["text"],
        valid_from=date.fromisoformat(line["valid_from"]),
        valid_to=date.fromisoformat(line["valid_to"]) if line["valid_to"] else None,
        document=line["document"],
        clause=line["clause"],
        certainty=line["certainty"],
        note=line["note"],
    )
