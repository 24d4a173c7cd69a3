"""What a rule of the linter is, and the register all rules enter by standing in a module of this package."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..values import Compiled, Finding, Place, Severity
from .about import section_at


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a rule is broken. `what` is the Vietnamese sentence; `detail` names numbers and labels only."""

    place: Place | None
    what: str
    detail: str = ""
    confidence: float = 0.9


Check = Callable[[Compiled], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`id` is a family letter (P T D C N R F) and a number; `kind` the kind of contradiction in the corpus format."""

    id: str
    severity: Severity
    title: str
    reason: str
    example: str
    mend: str
    check: Check
    kind: str = ""

    def findings(self, compiled: Compiled) -> Iterator[Finding]:
        for fault in self.check(compiled):
            detail = self._told_where(fault, compiled) if self.kind else fault.detail
            yield Finding(
                self.id, self.severity, fault.place, fault.what, self.mend, self.kind, detail, fault.confidence
            )

    def _told_where(self, fault: Fault, compiled: Compiled) -> str:
        """The detail of a fault; one that names neither number nor label is known by the section it stands in."""
        if fault.place is None or _NAMES_SOMETHING.search(fault.detail):
            return fault.detail
        section = section_at(compiled, fault.place.block)
        return f"mục {section}: {fault.detail}" if section else fault.detail


_NAMES_SOMETHING = re.compile(r"\d|\b[IVX]{1,5}\b|/\s?[A-ZĐ]{2}")


_REGISTER: dict[str, Rule] = {}


def rule(
    id: str, severity: Severity, title: str, *, reason: str, example: str, mend: str, kind: str = ""
) -> Callable[[Check], Check]:
    """Makes a rule of the check below it. Title, reason, example and mend are Vietnamese: officials read them."""

    def register(check: Check) -> Check:
        if id in _REGISTER:
            raise ValueError(f"two rules are called {id}")
        _REGISTER[id] = Rule(id, severity, title, reason, example, mend, check, kind)
        return check

    return register


def registered() -> tuple[Rule, ...]:
    return tuple(_REGISTER[id] for id in sorted(_REGISTER))
