"""The linter for plans: what the text itself shows to be wrong, missing or unclear.

Families: P plan, T target, D duty, C claim (sums), N numbering, R reference, F form. A rule is a check in one of the
modules here; `RULES` lists them, `find` runs them. Rules with a `kind` are the contradictions of the corpus format.
"""

from ..values import Compiled, Finding
from . import (  # noqa: F401  (they register)
    annexes,
    blanks,
    counts,
    dates,
    deadlines,
    duties,
    form,
    in_force,
    numbering,
    periods,
    plan,
    point_numbering,
    references,
    shares,
    sums,
    table_numbering,
    table_sums,
    targets,
    text_and_tables,
)  # fmt: skip
from .rule import Rule, registered

__all__ = ["RULES", "Rule", "find"]

RULES: tuple[Rule, ...] = registered()


def find(compiled: Compiled) -> tuple[Finding, ...]:
    """All findings of a document, in the order of the text; those about the whole document come first."""
    found = [finding for rule in RULES for finding in rule.findings(compiled)]
    return tuple(sorted(found, key=_in_order))


def _in_order(finding: Finding) -> tuple[int, int, str]:
    place = finding.place
    return (place.block, place.start, finding.rule) if place else (-1, -1, finding.rule)
