"""Whom a person stands in for while they act. Vietnamese: làm thay, được ủy quyền.

Rooms above decide who may stand in for whom (`organizations.deputies`); here it is only carried along: through a
request by its middleware, through a background job by the job's row, into each audit entry by `audit`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Standing:
    """`deputy_id` acts for another person, within what that person may do."""

    deputy_id: int
    principal_id: int
    principal_name: str
    roles: tuple[str, ...] = ()
    """Only what these roles of the principal give; empty: all of them."""
    may_decide: bool = True
    """Whether agreeing, accepting and verifying are entrusted too."""

    def as_json(self) -> dict[str, Any]:
        return {
            "deputy": self.deputy_id,
            "for": self.principal_id,
            "name": self.principal_name,
            "roles": list(self.roles),
            "may_decide": self.may_decide,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Standing":
        return cls(kept["deputy"], kept["for"], kept["name"], tuple(kept["roles"]), kept["may_decide"])


_standing: ContextVar[Standing | None] = ContextVar("standing", default=None)


@contextmanager
def standing_in(standing: Standing | None) -> Iterator[None]:
    """Within it, whatever the deputy does is done for the principal. None: everybody acts in their own name."""
    token = _standing.set(standing)
    try:
        yield
    finally:
        _standing.reset(token)


def standing_of(who) -> Standing | None:
    """How `who` stands in for somebody at this moment; None when they act in their own name."""
    standing = _standing.get()
    return standing if standing and who is not None and getattr(who, "pk", None) == standing.deputy_id else None


def identities(who) -> frozenset[int]:
    """Keys of the persons whose deed a deed of `who` is: their own, and that of whom they stand in for."""
    standing = standing_of(who)
    return frozenset({who.pk, standing.principal_id} if standing else {who.pk})


def worded(name: str, for_name: str) -> str:
    """Trần B thay Nguyễn A; the name alone where nobody was stood in for."""
    return f"{name} thay {for_name}" if for_name else name


def name_of(who) -> str:
    """How `who` is named beside what they do now."""
    standing = standing_of(who)
    return worded(str(who), standing.principal_name if standing else "")
