"""What all readers of names share: the text, whether a name begins somewhere, and places."""

import re

from ..remembering import pattern_of
from ..words import flat
from .grammar import BEFORE, HEAD, LEVEL, MEMBER, MORE_PLACES, PLACES_LISTED, PROPER, SEVERAL, STOP_OF_TWO, VERB_OF_TWO
from .named import Named


class TextReader:
    """Reads one text; `flat` is the same text in small letters without tone marks."""

    def __init__(self, text: str, closed: bool) -> None:
        self.text = text
        self.flat = flat(text)
        self.closed = closed

    def set_at(self, start: int, position: int, plural: bool) -> list[Named]:
        raise NotImplementedError

    def _may_head(self, head: re.Match[str], plural: bool) -> bool:
        raise NotImplementedError

    def name_at(self, start: int) -> list[Named]:
        """The name that begins at `start`, and apart from it a rest that goes with it."""
        raise NotImplementedError

    def _names_more(self, position: int) -> bool:
        """Whether a body, a place or a capital follows "thuộc", "của"."""
        following = pattern_of(r"\s+(\S)").match(self.text, position)
        return bool(following and (following.group(1).isupper() or self.begins_at(following.start(1))))

    def after_place(self, position: int) -> int:
        """The end of the proper name after a level word: thành phố Hà Nội; `position` when none follows."""
        listed = PLACES_LISTED.match(self.text, position)
        if listed and SEVERAL.search(self.flat, max(0, position - 16), position):
            first = listed.start("first")
            return position if VERB_OF_TWO.match(self.flat, first) or self.begins_at(first) else listed.end()
        proper = PROPER.match(self.text, position)
        verb = VERB_OF_TWO.match(self.flat, position + 1) or STOP_OF_TWO.match(self.flat, position + 1)
        if not proper or verb or self.begins_at(position + 1):
            return position
        end = proper.end()
        while SEVERAL.search(self.flat, max(0, position - 16), position):
            more = MORE_PLACES.match(self.text, end)
            if not more or self.begins_at(more.start(1)):
                break
            end = more.end()  # các tỉnh Bắc Ninh, Gia Lai
        return end

    def place_at(self, position: int) -> int:
        """The end of a place with its level that begins here (thành phố Hải Phòng), else `position`."""
        level = LEVEL.match(self.flat, position)
        return end if level and (end := self.after_place(level.end())) > level.end() else position

    def begins_at(self, position: int) -> bool:
        """Whether a name or its "các" begins here."""
        before = BEFORE.match(self.flat, position)
        if before and before.end() < len(self.text):
            return True
        head = HEAD.match(self.flat, position)
        if head and self._may_head(head, plural=False):
            return True
        members = self.set_at(position, position, plural=False) if MEMBER.match(self.flat, position) else []
        return bool(members) and members[0].kind == "set"
