"""A quantity with the words around it, as evidence for and against its being a target looks at them."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from .contexts import Context, clauses_of
from .marks import marks_of
from .moments import Moment, moments_of
from .quantities import Quantity
from .tokens import line_of, tokens_of

NEAR = 12
"""Words before the quantity that may hold the verb whose object it is."""
SIGHT = 500
"""Characters of a clause on either side of the quantity that are looked at."""
AROUND = 10
"""Words from the quantity on that may still say it is there already: "145 trạm phát sóng hiện có"."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A quantity with the words around it, as lines of keys between spaces, and the context it inherits."""

    text: str
    quantity: Quantity
    context: Context
    clause: tuple[int, int]
    year: int | None
    """The year the plan is from."""
    moments: tuple[Moment, ...]
    lines: dict[str, str]
    shared: bool = False
    """A target stands before it in the same sentence or in the one before."""
    hangs: bool = False
    """The line it hangs from holds a target, whose parts may follow."""
    row: bool = False
    """Right before it, behind a comma or và, stands a target in the same unit."""
    turned: bool = False
    """Its clause has turned from what there is to what shall be."""

    @property
    def before(self) -> str:
        return self.lines["before"]

    @property
    def after(self) -> str:
        return self.lines["after"]


_COMPOUNDS = re.compile(r" (?:thực|thể|phát|xuất|biểu|tái|hiển) hiện(?= )")


def says(line: str, phrase: str) -> bool:
    """Whether `line` holds `phrase`. The hiện of thực hiện có hiệu quả is not the one of hiện có (there is now)."""
    if phrase not in line:
        return False
    return not phrase.startswith(" hiện ") or phrase in _COMPOUNDS.sub(" _", line)


def _aside(words: list[str], first: int, after: int) -> int:
    """Where the words around end: before a bracket, which may tell how things are: "đạt 95% (hiện nay là 64%)"."""
    end = min(first + AROUND, len(words))
    return next((at for at in range(after, end) if words[at] == "("), end)


_TURNS = frozenset(("phấn", "thêm", "nhân", "nâng", "tiếp"))
"""First syllables of phấn đấu, thêm, nhân rộng, nâng, tiếp tục: with them the sentence turns to what is to come."""


def _turn(words: list[str], first: int) -> int:
    """Where behind a comma the clause turns from what there is to what shall be: "… 35 mô hình hiện có, thêm 15"."""
    for at in range(max(first - 2, 0), first):
        if words[at] in ("lên", "xuống", "thành") and "từ" in words[:at]:  # "từ 80% hiện nay lên 95%"
            return at
    for at in range(first - 1, max(first - NEAR, 0), -1):
        if words[at] == "," and _TURNS & set(words[at + 1 : min(at + 4, first)]):
            return at + 1
    return 0


_start = attrgetter("start")


def _line(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


def setting_of(
    text: str, quantity: Quantity, context: Context, *, year: int | None, shared: bool = False, hangs: bool = False,
    row: bool = False, moments: tuple[Moment, ...] | None = None,
) -> Setting:  # fmt: skip
    """`quantity` of the sentence `text` in its surroundings."""
    clause = next((s, e) for s, e in clauses_of(text) if s <= quantity.number[0] < max(e, s + 1))
    if clause[0] == 0 and (marks := marks_of(text)) and marks[0].end <= quantity.start:
        clause = (marks[0].end, clause[1])
    clause = max(clause[0], quantity.start - SIGHT), min(clause[1], quantity.end + SIGHT)
    tokens = tokens_of(text[clause[0] : clause[1]])
    words = [token.key for token in tokens]
    first, after = (bisect_left(tokens, place - clause[0], key=_start) for place in (quantity.start, quantity.end))
    turn = _turn(words, first)
    lines = {
        "before": _line(words[:first]),
        "right_before": _line(words[max(first - 3, 0) : first]),
        "near": _line(words[max(first - NEAR, 0) : first]),
        "around": _line(words[turn : _aside(words, first, after)]),
        "after": _line(words[after:]),
        "clause": _line(words),
        "sentence": line_of(text),
        "lead": line_of(context.lead),
        "headings": line_of(" ; ".join(context.headings[:3])),
    }
    moments = moments_of(text) if moments is None else moments
    return Setting(text, quantity, context, clause, year, moments, lines, shared or hangs, hangs, row, turn > 0)
