"""Heads printed once for several names: các Sở: Tài chính, Nội vụ."""

import re

from ..remembering import pattern_of
from ..words import CAPITAL, any_of
from .grammar import FIELD, LISTS, VERB_WORDS
from .named import Named
from .names import NameReader

_LISTED = re.compile(
    rf"(?:[Cc]ác|[Nn]hững)\s+([Cc]ục|[Vv]ụ|[Vv]iện|[Hh]ội|[Tt]ập đoàn|[Tt]ổng công ty|[Tt]rung tâm)\s*:\s*(?={CAPITAL})"
)
_FIELD = re.compile(FIELD.pattern.removeprefix(r"\s+"))
_OPENING = re.compile(
    rf"(?P<title>(?:Bộ trưởng|Thứ trưởng|Giám đốc|Phó Giám đốc|Lãnh đạo)\s+)?(?:[Cc]ác|[Nn]hững)\s+"
    rf"(?P<head>Sở|Bộ|Ban|Phòng|sở|bộ)\s*:?\s+(?={CAPITAL})"
)
_LIST_ENDS = re.compile(rf"\s+({any_of([*VERB_WORDS, *LISTS['stops']['words']])})")


class SharedHeadReader(NameReader):
    """Reads lists whose members carry one head."""

    def shared_head_at(self, start: int) -> list[Named]:
        """các Sở: Tài chính, Nội vụ → Sở Tài chính, Sở Nội vụ."""
        listed = _LISTED.match(self.text, start)
        if listed:
            return self._listed(listed)
        opening = _OPENING.match(self.text, start)
        if not opening:
            return []
        head = f"{opening['title'] or ''}{opening['head'].capitalize()}"
        kind = "person" if opening["title"] else "body"
        found: list[Named] = []
        position = opening.end()
        while True:
            capital = self.text[position : position + 1].isupper()  # "…; xây dựng kế hoạch" goes on with a verb
            known = _FIELD.match(self.flat, position) if capital else None
            words = known or pattern_of(rf"{CAPITAL}\w*(?:\s+(?!và\b|{CAPITAL})[^\W\d]\w*)*").match(self.text, position)
            if not words or self.begins_at(position) and not known:
                break
            verb = None if known else _LIST_ENDS.search(self.flat, position, words.end())
            end = verb.start() if verb else words.end()
            found.append(Named(position, end, f"{head} {self.text[position:end]}", kind))
            joint = pattern_of(r"\s*(?:[,;](?:\s*và(?!\w))?|và)\s*").match(self.text, end)
            if not joint or verb:
                break
            position = joint.end()
        return found if len(found) > 1 or ":" in opening.group() else []

    def _listed(self, opening: re.Match[str]) -> list[Named]:
        """The members after "các Cục:": parted by semicolons where there are any, else by commas and "và"."""
        small_verb = (m for m in _LIST_ENDS.finditer(self.flat, opening.end()) if self.text[m.start(1)].islower())
        closing = pattern_of(r"[.:()]").search(self.text, opening.end())
        ends = [m.start() for m in (next(small_verb, None), closing) if m]
        end = min([*ends, len(self.text)])
        parted = r"\s*;\s*" if ";" in self.text[opening.end() : end] else r"\s*,\s*(?:và\s+)?|\s+và\s+"
        found: list[Named] = []
        position = opening.end()
        while position < end and self.text[position].isupper() and not self.begins_at(position):
            joint = re.compile(parted).search(self.text, position, end)
            stop = joint.start() if joint else end
            name = self.text[position:stop].rstrip()
            found.append(Named(position, position + len(name), f"{opening.group(1).capitalize()} {name}", "body"))
            position = joint.end() if joint else end
        return found
