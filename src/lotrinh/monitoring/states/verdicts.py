"""A state is the worst of what is found, and every finding is told."""

from collections.abc import Iterable
from dataclasses import dataclass

from lotrinh.monitoring.choices import State, worst


@dataclass(frozen=True, slots=True)
class Said:
    """One thing found about an item: a state, and why in a sentence."""

    state: State
    why: str = ""


def summed(findings: Iterable[Said], otherwise: State) -> Said:
    """The worst state with all the reasons, worst first; `otherwise` when nothing was found."""
    findings = sorted(findings, key=lambda one: one.state.rank)
    state = worst(one.state for one in findings) or otherwise
    return Said(state, " ".join(dict.fromkeys(one.why for one in findings if one.why)))
