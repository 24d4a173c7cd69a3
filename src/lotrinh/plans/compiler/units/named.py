"""A unit named in a text."""

import re
from dataclasses import dataclass

from ..words import any_of
from .grammar import BEFORE, KINDS, LEVELS, LISTS, WHERE

_CHARGED = r"được (?:giao|phân công)(?: (?:thực hiện )?nhiệm vụ| thực hiện)?(?!\w)"


@dataclass(frozen=True, slots=True)
class Named:
    """A unit named in a text: characters `start` to `end`; `text` is the name, `kind` body, person, folk,
    group, set, above or rest.

    A rest (các cơ quan, đơn vị liên quan) names nobody. The members of "các Sở: Tài chính, Nội vụ" each carry the
    head in `text` though it is printed once.
    """

    start: int
    end: int
    text: str
    kind: str

    @property
    def is_rest(self) -> bool:
        return self.kind in ("rest", "above")


def is_named(name: str) -> bool:
    """Whether a rest word with its complement names somebody after all: các cơ quan báo chí."""
    words = re.sub(rf"{BEFORE.pattern}|{any_of(LISTS['after']['words'])}", "", name)
    words = re.sub(rf"{_CHARGED}|{WHERE.pattern}|{LEVELS}|có thẩm quyền|[,;]|và(?!\w)", " ", words)
    words = re.sub(any_of([word for word, (kind, _) in KINDS.items() if kind == "rest"]), " ", words)
    return len(words.split()) >= 2
