"""What became of each sentence of one text in another: kept, sharpened, weakened, dropped, new. Pure: no Django."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum

from lotrinh.core import vietnamese
from lotrinh.core.vietnamese import format_date, format_number
from lotrinh.plans.likeness import Pair, pair

CARRIED = 0.5
"""From this share of common words on, a lower plan's sentence is taken for the upper one's: it names other places and
leaves out what is not its own, so it stays less like than a new wording of one plan."""


_LEADING = re.compile(r"^\s*(?:(?:[-–+*•]|\d+(?:\.\d+)*[.)]|[a-zđ]\)|[IVX]+\.)\s*)+")
"""Marks and numbers at the beginning: the same duty may stand in another list."""


def bare_words(text: str) -> list[str]:
    """The words that tell whether two sentences say the same: without marks, case and tone marks."""
    return vietnamese.fold(_LEADING.sub("", text)).split()


class Change(StrEnum):
    """In templates by its name; `label` is what the reader sees."""

    SAME = "same"
    REWORDED = "reworded"
    """Other words, and nothing that says it asks for more or for less."""
    SHARPENED = "sharpened"
    WEAKENED = "weakened"
    DROPPED = "dropped"
    NEW = "new"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def css(self) -> str:
        return _CSS.get(self, "")


_LABELS = {
    Change.SAME: "giữ nguyên",
    Change.REWORDED: "viết lại",
    Change.SHARPENED: "chặt hơn",
    Change.WEAKENED: "nhẹ hơn",
    Change.DROPPED: "bỏ",
    Change.NEW: "mới",
}
_CSS = {
    Change.SHARPENED: " state-good",
    Change.NEW: " state-good",
    Change.WEAKENED: " state-warn",
    Change.REWORDED: " state-warn",
    Change.DROPPED: " state-bad",
}


@dataclass(frozen=True, slots=True)
class Promise:
    """A quantity that a sentence asks for, in the words of `plans.choices.Comparator`; `falls`: less is better."""

    value: Decimal | None
    comparator: str = ">="
    unit: str = ""
    by: date | None = None
    falls: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words that both texts hold, or only the earlier, or only the later."""

    text: str
    is_old: bool = False
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """How a pair of sentences differs, and by what one sees it."""

    change: Change
    because: tuple[str, ...] = ()
    """Vietnamese."""


def align(upper: Sequence[str], lower: Sequence[str], names: Sequence[str] = ()) -> list[Pair]:
    """Which sentence of `lower` carries which of `upper`, each at most once; `names` of places and units do not count.

    >>> [(one.old, one.new) for one in align(["Xã A lập tổ thu gom muối."], ["Tổ thu gom muối được lập."])]
    [(0, 0)]
    """
    hidden = [pattern for name in sorted(names, key=len, reverse=True) if (pattern := vietnamese.fold(name).strip())]
    without = re.compile("|".join(rf"\b{re.escape(one)}\b" for one in hidden)) if hidden else None

    def bare(text: str) -> str:
        folded = " ".join(bare_words(text))
        return without.sub(" ", folded) if without else folded

    return pair([bare(text) for text in upper], [bare(text) for text in lower], close=CARRIED)


def judge(upper: Line, lower: Line) -> Judged:
    """What the lower sentence makes of the upper one. Signs both ways make it reworded, with both told."""
    if bare_words(upper.text) == bare_words(lower.text):
        return Judged(Change.SAME)
    signs = [*_by_quantity(upper.promises, lower.promises), *_by_words(upper.text, lower.text)]
    because = tuple(dict.fromkeys(why for _, why in signs))
    ways = {way for way, _ in signs}
    if len(ways) != 1:
        return Judged(Change.REWORDED, because)
    return Judged(Change.SHARPENED if ways == {1} else Change.WEAKENED, because)


Sign = tuple[int, str]
"""1: asks for more, -1: for less; and by what one sees it."""


def _by_quantity(upper: Sequence[Promise], lower: Sequence[Promise]) -> Iterator[Sign]:
    left = list(lower)
    for one in upper:
        other = next((two for two in left if _unit(two) == _unit(one)), None)
        if other is None:
            if one.value is not None:
                yield -1, f"không còn nêu {format_number(one.value)} {one.unit}".strip()
            continue
        left.remove(other)
        yield from _stricter(one, other)
    for other in left:
        if other.value is not None and len(lower) > len(upper):
            yield 1, f"nêu thêm {format_number(other.value)} {other.unit}".strip()


def _unit(promise: Promise) -> str:
    return vietnamese.fold(promise.unit).replace(" ", "")


_STRENGTH = {"~": 0, "<=": 1, ">=": 1, "=": 1, "range": 1, "<": 2, ">": 2}


def _stricter(one: Promise, other: Promise) -> Iterator[Sign]:
    if one.value is not None and other.value is not None and one.value != other.value:
        way = 1 if (other.value > one.value) != one.falls else -1
        yield way, f"{format_number(one.value)} → {format_number(other.value)} {other.unit}".strip()
    elif one.value is None and other.value is not None:
        yield 1, f"có con số {format_number(other.value)} {other.unit}".strip()
    elif one.value is not None and other.value is None:
        yield -1, "không còn con số"
    elif one.value is not None and (gap := _STRENGTH[other.comparator] - _STRENGTH[one.comparator]):
        yield (1 if gap > 0 else -1), "so sánh chặt hơn" if gap > 0 else "so sánh lỏng hơn"
    if one.by and other.by and one.by != other.by:
        told = f"hạn {format_date(one.by)} → {format_date(other.by)}"
        yield (1 if other.by < one.by else -1), told
    elif one.by and not other.by:
        yield -1, "không còn nêu hạn"


_HEDGES = ("phan dau", "khuyen khich", "nghien cuu", "xem xet", "tung buoc", "tao dieu kien", "van dong", "neu co the")
"""Words by which a sentence asks to try, not to reach."""
_BINDING = ("bat buoc", "bao dam", "dam bao", "hoan thanh", "toan bo", "tat ca", "dut diem", "kien quyet")
_OFTEN = {
    "hang ngay": 5,
    "hang tuan": 4,
    "hang thang": 3,
    "hang quy": 2,
    "6 thang": 1,
    "hang nam": 0,
}
"""How often, the oftener the higher."""


def _by_words(upper: str, lower: str) -> Iterator[Sign]:
    before, after = (vietnamese.fold(text).replace("hang ky", "dinh ky") for text in (upper, lower))
    before, after = before.replace("moi ", "hang "), after.replace("moi ", "hang ")
    for words, way in ((_HEDGES, -1), (_BINDING, 1)):
        gained = [word for word in words if word in after and word not in before]
        lost = [word for word in words if word in before and word not in after]
        if gained and not lost:
            yield way, f"thêm “{_as_written(lower, gained[0])}”"
        if lost and not gained:
            yield -way, f"bỏ “{_as_written(upper, lost[0])}”"
    was, now = _how_often(before), _how_often(after)
    if was is not None and now is not None and was != now:
        yield (1, "làm thường xuyên hơn") if now > was else (-1, "làm thưa hơn")


def _how_often(folded: str) -> int | None:
    return max((rank for word, rank in _OFTEN.items() if word in folded), default=None)


def _as_written(text: str, folded: str) -> str:
    """The words of `text` that fold to `folded`."""
    words, wanted = text.split(), folded.split()
    for start in range(len(words)):
        run = words[start : start + len(wanted)]
        if [vietnamese.fold(word).strip(",.;:") for word in run] == wanted:
            return " ".join(run).strip(",.;:").lower()
    return folded


def words_of(old: str, new: str) -> tuple[Words, ...]:
    """What was taken out, put in and left, in reading order."""
    before, after = old.split(), new.split()
    found = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Words(" ".join(after[k:m])))
            continue
        if i < j:
            found.append(Words(" ".join(before[i:j]), is_old=True))
        if k < m:
            found.append(Words(" ".join(after[k:m]), is_new=True))
    return tuple(found)
