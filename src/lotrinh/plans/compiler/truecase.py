"""Capitals turned to sentence case by the document's own words: TỈNH HÀ TĨNH is "tỉnh Hà Tĩnh" in its text."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from .text import is_capitals

_WORD = re.compile(r"\w+(?:[-/&.]\w+)*")
_CODE = re.compile(r".*[\d/]|[A-ZĐ]{1,5}-[\w-]+$")


_PARTED = re.compile(f"({_WORD.pattern})")
_STARTS = re.compile(r"[.:;!?“\"(]")

ENOUGH = 30_000
"""Characters; the words of a title stand in the first pages."""


class TrueCase:
    """How this document writes its words. Built from its running text; asked for its lines in capitals.

    Only the words of `lines`, which are all that will be asked for, are learnt.
    """

    def __init__(self, texts: Iterable[str], lines: Iterable[str]) -> None:
        self._asked = {match[0].lower() for line in lines for match in _WORD.finditer(line)}
        self._alone: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._after = Counter[tuple[str, str, str]]()
        """Word before, word, its form."""
        self._ahead = Counter[tuple[str, str, str]]()
        """Word, word after, the form of the first."""
        left = ENOUGH
        for text in texts:
            if left > 0 and not is_capitals(text):
                self._learn(text[:left])
                left -= len(text)

    def _learn(self, text: str) -> None:
        parts = _PARTED.split(text)
        keys = [word.lower() for word in parts[1::2]]
        asked = self._asked
        for at in [at for at, key in enumerate(keys) if key in asked]:
            if not at:
                continue
            key = keys[at]
            between = parts[2 * at]
            if between != " " and _STARTS.search(between):
                continue  # it begins a sentence: its capital says nothing
            form = parts[2 * at + 1]
            self._alone[key][form] += 1
            self._after[keys[at - 1], key, form] += 1
            if at + 1 < len(keys):
                self._ahead[key, keys[at + 1], form] += 1

    def sentence(self, text: str) -> str:
        """`text` in sentence case; unchanged when it is not in capitals."""
        if not is_capitals(text):
            return text
        spans = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]
        result: list[str] = []
        end = 0
        for number, (start, stop, word) in enumerate(spans):
            before = spans[number - 1][2].lower() if number else ""
            following = spans[number + 1][2].lower() if number + 1 < len(spans) else ""
            result.append(text[end:start])
            result.append(self._form(before, word, following))
            end = stop
        result.append(text[end:])
        found = "".join(result)
        at = next((index for index, char in enumerate(found) if char.isalpha()), 0)
        return found[:at] + found[at : at + 1].upper() + found[at + 1 :]

    def _form(self, before: str, word: str, following: str) -> str:
        """The form seen between these neighbours, else the commonest; a word not seen is small, a code as it is."""
        key = word.lower()
        alone: Mapping[str, int] = self._alone.get(key, {})
        around = {
            form: self._after.get((before, key, form), 0) + self._ahead.get((key, following, form), 0) for form in alone
        }
        if any(around.values()):
            return _commonest(around)
        if _CODE.match(word):
            return word
        return _commonest(alone) if alone else key


def _commonest(counts: Mapping[str, int]) -> str:
    return max(counts, key=lambda form: (counts[form], form))
