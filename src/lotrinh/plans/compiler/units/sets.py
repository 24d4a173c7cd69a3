"""Set names that stay whole: các sở, ban, ngành cấp tỉnh."""

import re

from ..remembering import pattern_of
from ..words import flat, one_spaced
from .grammar import (
    AFTER,
    AND,
    AREA,
    FRAME,
    HARD_FRAME,
    HEAD,
    KINDS,
    LEVEL,
    LOCALITIES,
    MEMBER,
    NAMING,
    OPENS,
    OWN_BODY,
    PAIRED,
    REST_HEAD,
    STOP,
    SUBORDINATE,
    UNDER,
    VERB,
    WHERE,
)
from .named import Named
from .reader import TextReader

Member = tuple[str, int, int]
"""A word of a set, where it begins, and where its tail ends."""


class SetReader(TextReader):
    """Reads sets of small words that are no names alone."""

    def set_at(self, start: int, position: int, plural: bool) -> list[Named]:
        """A set name (các sở, ban, ngành cấp tỉnh), and apart from it the rest that may follow (địa phương)."""
        members = self._members_from(position)
        areas = bool(members) and all(re.fullmatch(flat(AREA), name) for name, _, _ in members)
        if not members or (not plural and (len(members) == 1 or areas)):
            return []
        paired = sum(name in NAMING or name in PAIRED for name, _, _ in members) > 1
        naming = [i for i, (name, _, _) in enumerate(members) if name in NAMING or areas or paired and name in PAIRED]
        if not naming and members[0][0] in PAIRED:
            return []
        named, last = self._reach(members, naming)
        end = members[last][2]
        found = [Named(start, end, self.text[start:end].strip(), "set" if named else "rest")]
        if last + 1 < len(members):
            first, stop = members[last + 1][1], members[-1][2]
            found.append(Named(first, stop, self.text[first:stop], "rest"))
        return found

    def _members_from(self, position: int) -> list[Member]:
        members: list[Member] = []
        while (member := MEMBER.match(self.flat, position)) and self._stands_alone(member.end()):
            if self._heads_a_body(member) or not members and self._is_narrowed(member):
                break
            end = self._set_tail(member.end())
            members.append((one_spaced(member.group()), position, end))
            joint = pattern_of(r"\s*(?:,\s*và(?!\w)|,|/|;|và(?!\w))\s*").match(self.text, end)
            if not joint:
                break
            position = joint.end()
        return members

    def _reach(self, members: list[Member], naming: list[int]) -> tuple[bool, int]:
        """Whether the members name somebody, and the last of them that belongs to the name; `naming` name it."""
        final, all_of_them = len(members) - 1, (True, len(members) - 1)
        last = naming[-1] if naming else final
        end, stop = members[last][2], members[-1][2]
        if len(naming) == 1 and last < final and AFTER.search(self.flat, end, stop):
            naming, last, end = [], final, stop  # "các Bộ, cơ quan liên quan" names nobody
        if not naming and self.flat[members[-1][1] : stop].endswith(" thành viên"):
            return all_of_them  # các cơ quan, đơn vị thành viên: those of the committee that speaks
        if naming and UNDER.search(self.text, members[-1][1], stop):
            return all_of_them  # "các phòng, đơn vị thuộc Sở": whose they are holds for all
        localities = [index for index, (name, _, _) in enumerate(members) if name == LOCALITIES]
        if localities and (naming or len(members) == 1) and not AFTER.search(self.flat, end, stop):
            return True, max([*naming, localities[-1]])  # "các bộ, ngành, địa phương" are all of them, and so a set
        return bool(naming), last

    def _stands_alone(self, position: int) -> bool:
        """Whether a set member ends here rather than being the head of a longer name."""
        tail = self._set_tail(position)
        following = pattern_of(r"\s*(\S)").match(self.text, tail)
        if not following or following.group(1) in ",;:./)(…":
            return True
        if following.group(1) in "-–":
            return not pattern_of(r"\s*[-–]\s*[^\W\d_]").match(self.text, tail)
        if AND.match(self.flat, tail):
            return True
        at = following.start(1)
        if tail > position or self.text[at].isupper():
            return tail > position or bool(HARD_FRAME.match(self.flat, at) or OPENS.match(self.flat, at))
        return bool(VERB.match(self.flat, at) or STOP.match(self.flat, at))

    def _heads_a_body(self, member: re.Match[str]) -> bool:
        """Whether a longer head begins here: các Ban quản lý rừng, and no bans that manage."""
        head = HEAD.match(self.flat, member.start())
        return bool(head and head.end() > member.end() and KINDS[one_spaced(head.group())] == ("body", True))

    def _is_narrowed(self, member: re.Match[str]) -> bool:
        """Whether a verb tells which of a rest are meant, where nothing but units stands: các đơn vị cấp nước sạch."""
        at = pattern_of(r"\s+").match(self.flat, member.end())
        if not self.closed or not at or not REST_HEAD.fullmatch(member.group()):
            return False
        return bool(VERB.match(self.flat, at.end())) and not FRAME.match(self.flat, at.end())

    def _set_tail(self, position: int) -> int:
        """Past "cấp tỉnh", "của Thành phố", "có liên quan"."""
        end = position
        for _ in range(3):
            gap = pattern_of(r"\s+").match(self.text, end)
            if not gap:
                break
            where = WHERE.match(self.flat, gap.end()) or LEVEL.match(self.flat, gap.end())
            after = AFTER.match(self.flat, end)
            under = UNDER.match(self.text, gap.end())
            members = pattern_of(r"(?:(?<=cơ quan)|(?<=đơn vị))\s+thành viên(?!\w|\s+(?:của|trong|thuộc))").match(
                self.flat, end
            )
            if members:
                return members.end()
            subordinate = SUBORDINATE.match(self.flat, end)
            if where:
                end = self.after_place(where.end())
            elif subordinate:
                end = subordinate.end()
            elif after:
                end = after.end()
            elif under:
                above = self.name_at(under.end())
                own = OWN_BODY.match(self.text, under.end())
                end = above[0].end if above else own.end() if own else end
                break
            else:
                break
        return end
