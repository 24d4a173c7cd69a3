"""What a rule of the linter is, and the register all rules enter by standing in a module of this package."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..values import Compiled, Finding, Place, Severity


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
            yield Finding(
                self.id, self.severity, fault.place, fault.what, self.mend, self.kind, fault.detail, fault.confidence
            )


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
