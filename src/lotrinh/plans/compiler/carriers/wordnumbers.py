"""Word's automatic numbering: the labels that are printed and stand nowhere in the text.

A paragraph names a list (numId) and a level, itself or through its style; the list's definition says how each level
counts and prints ("%1.%2."). Counting is per definition, so that two lists of one definition go on from each other,
unless a list says where it starts.
"""

from dataclasses import dataclass, field

from lxml import etree

from .wordxml import W, attribute, child, number_attribute

BULLETS = {
    "-": "-",
    "–": "-",
    "—": "-",
    "+": "+",
    "*": "*",
    "o": "o",
    "•": "•",
    "·": "•",
    "\uf0b7": "•",
    "\uf02d": "-",
    "\uf02b": "+",
}
"""Bullets as printed; any other sign of a symbol font is a dash to us."""


@dataclass(slots=True)
class LevelFormat:
    """How one level of a list counts and prints."""

    kind: str = "decimal"
    text: str = ""
    start: int = 1
    restarts_after: int | None = None
    """A level above which does not make this one begin again; None: every level above does."""
    legal: bool = False
    """Numbers of higher levels print in arabic."""


@dataclass(slots=True)
class ListFormat:
    levels: dict[int, LevelFormat] = field(default_factory=dict)
    by_style: dict[str, int] = field(default_factory=dict)


class Numbering:
    """Counts through a document; ask `label` once for each paragraph, in order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._formats: dict[str, ListFormat] = {}
        self._abstract_of: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._own: dict[str, dict[int, LevelFormat]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._used: set[str] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        links: dict[str, str] = {}
        named: dict[str, str] = {}
        for abstract in root.iterchildren(f"{W}abstractNum"):
            identity = attribute(abstract, "abstractNumId") or ""
            self._formats[identity] = _list_format(abstract)
            if link := child(abstract, "numStyleLink"):
                links[identity] = attribute(link, "val") or ""
            if name := child(abstract, "styleLink"):
                named[attribute(name, "val") or ""] = identity
        for identity, style in links.items():
            if style in named:
                self._formats[identity] = self._formats[named[style]]
        for number in root.iterchildren(f"{W}num"):
            self._read_number(number)

    def _read_number(self, number: etree._Element) -> None:
        identity = attribute(number, "numId") or ""
        abstract = child(number, "abstractNumId")
        self._abstract_of[identity] = (attribute(abstract, "val") if abstract is not None else "") or ""
        for override in number.iterchildren(f"{W}lvlOverride"):
            level = number_attribute(override, "ilvl", 0)
            if (start := child(override, "startOverride")) is not None:
                self._starts.setdefault(identity, {})[level] = number_attribute(start, "val", 1)
            if (own := child(override, "lvl")) is not None:
                self._own.setdefault(identity, {})[level] = _level_format(own)

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level that a list gives to paragraphs of a style."""
        return self._format(list_id).by_style.get(style, 0)

    def _format(self, list_id: str) -> ListFormat:
        return self._formats.get(self._abstract_of.get(list_id, ""), ListFormat())

    def _level(self, list_id: str, level: int) -> LevelFormat | None:
        return self._own.get(list_id, {}).get(level) or self._format(list_id).levels.get(level)

    def label(self, list_id: str, level: int) -> str:
        """The label of the next paragraph on this level, as Word prints it; "" where the list prints none."""
        found = self._level(list_id, level)
        if found is None:
            return ""
        if found.kind == "bullet":
            return BULLETS.get(found.text.strip()[:1], "-")
        counters = self._counters.setdefault(self._abstract_of.get(list_id, ""), {})
        self._begin(list_id, counters)
        counters[level] = counters[level] + 1 if level in counters else found.start
        for deeper in [other for other in counters if other > level]:
            if self._begins_again(list_id, deeper, level):
                del counters[deeper]
        return "" if found.kind == "none" else self._printed(list_id, level, counters, found)

    def _begin(self, list_id: str, counters: dict[int, int]) -> None:
        if list_id not in self._used:
            self._used.add(list_id)
            for level, start in self._starts.get(list_id, {}).items():
                counters[level] = start - 1

    def _begins_again(self, list_id: str, deeper: int, level: int) -> bool:
        found = self._level(list_id, deeper)
        return (
            found is None or found.restarts_after is None or (found.restarts_after > 0 and level < found.restarts_after)
        )

    def _printed(self, list_id: str, level: int, counters: dict[int, int], found: LevelFormat) -> str:
        text = found.text
        for place in range(level + 1):
            sign = f"%{place + 1}"
            if sign not in text:
                continue
            other = self._level(list_id, place)
            value = counters.setdefault(place, other.start if other else 1)
            kind = "decimal" if found.legal and place < level else (other.kind if other else "decimal")
            text = text.replace(sign, counted(value, kind))
        return text.strip()


def _list_format(abstract: etree._Element) -> ListFormat:
    found = ListFormat()
    for level in abstract.iterchildren(f"{W}lvl"):
        number = number_attribute(level, "ilvl", 0)
        found.levels[number] = _level_format(level)
        if (style := child(level, "pStyle")) is not None:
            found.by_style[attribute(style, "val") or ""] = number
    return found


def _level_format(level: etree._Element) -> LevelFormat:
    kind, text, start, restart = (child(level, name) for name in ("numFmt", "lvlText", "start", "lvlRestart"))
    return LevelFormat(
        kind=(attribute(kind, "val") if kind is not None else None) or "decimal",
        text=(attribute(text, "val") if text is not None else None) or "",
        start=number_attribute(start, "val", 1) if start is not None else 1,
        restarts_after=number_attribute(restart, "val", 0) if restart is not None else None,
        legal=child(level, "isLgl") is not None,
    )


_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def counted(value: int, kind: str) -> str:
    """`value` in one of Word's number formats; a format not known here prints in arabic."""
    if kind in ("upperRoman", "lowerRoman") and 0 < value < 4000:
        text = _roman(value)
        return text if kind == "upperRoman" else text.lower()
    if kind in ("upperLetter", "lowerLetter") and value > 0:
        # Word counts in Latin letters (a … z, aa, bb …), also in Vietnamese documents.
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind == "decimalZero":
        return f"{value:02}"
    return str(value)


def _roman(value: int) -> str:
    text = ""
    for amount, letters in _ROMAN:
        while value >= amount:
            text, value = text + letters, value - amount
    return text
