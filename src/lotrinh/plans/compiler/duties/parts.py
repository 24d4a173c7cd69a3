"""What is read: a duty, and the part each unit has in it."""

from dataclasses import dataclass

from ..units import Named

LEAD, SUPPORT, IMPLEMENT = "lead", "support", "implement"


@dataclass(frozen=True, slots=True)
class Part:
    """The part one unit has in a duty: characters `start` to `end` of block `block` name it."""

    named: Named
    role: str
    block: int
    start: int
    end: int
    rule: str
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be done: characters `start` to `end` of block `block`, with the parts units have in it."""

    block: int
    start: int
    end: int
    text: str
    parts: tuple[Part, ...]
    when: str = ""
    """What the block's field or the table's column says of the time."""
    product: str = ""
