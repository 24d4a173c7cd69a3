"""Capitals turned to sentence case by the document's own words: TỈNH HÀ TĨNH is "tỉnh Hà Tĩnh" in its text."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from .text import is_capitals

_WORD = re.compile(r"\w+(?:[-/&.]\w+)*")
_CODE = re.compile(r".*[\d/]|[A-ZĐ]{1,5}-[\w-]+$")


_STARTS = re.compile(r"[.:;!?“\"(]")

ENOUGH = 60_000
"""Characters; the words of a title stand in the first pages."""


class TrueCase:
    """How this document writes its words. Built from its running text; asked for its lines in capitals.

    Only the words of `lines`, which are all that will be asked for, are learnt.
    """

    def __init__(self, texts: Iterable[str], lines: Iterable[str]) -> None:
        self._asked = {match[0].lower() for line in lines for match in _WORD.finditer(line)}
        self._alone: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._after: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._ahead: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        left = ENOUGH
        for text in texts:
            if left > 0 and not is_capitals(text):
                self._learn(text[:left])
                left -= len(text)

    def _learn(self, text: str) -> None:
        before = last = ""
        last_inside = False
        end = 0
        for match in _WORD.finditer(text):
            word = match[0]
            key = word.lower()
            between = text[end : match.start()]
            starts_sentence = not before or between != " " and bool(_STARTS.search(between))
            if not starts_sentence and key in self._asked:
                self._alone[key][word] += 1
                self._after[before, key][word] += 1
            if last_inside and before in self._asked:
                self._ahead[before, key][last] += 1
            last, last_inside = word, not starts_sentence
            before, end = key, match.end()

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
        around = self._after.get((before, key), Counter()) + self._ahead.get((key, following), Counter())
        if around:
            return _commonest(around)
        if _CODE.match(word):
            return word
        alone = self._alone.get(key)
        return _commonest(alone) if alone else key


def _commonest(counts: Counter[str]) -> str:
    return max(counts, key=lambda form: (counts[form], form))
