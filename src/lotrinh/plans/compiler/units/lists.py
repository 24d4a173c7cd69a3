"""Names joined by commas, "và" and semicolons."""

from functools import lru_cache

from ..remembering import KEPT, LONGEST, pattern_of
from .grammar import AND, APPOSITION, BRACKET, LEVEL_AND_PLACE
from .named import Named
from .shared_heads import SharedHeadReader


def read_list(text: str, start: int = 0, *, closed: bool = False) -> tuple[tuple[Named, ...], int]:
    """The names joined from `start` on, and where they end; () and `start` when there is no name.

    `closed`: the whole text is known to be a list of units (a cell, a field, a heading), so that small verbs inside
    a group's name do not end it and unknown words between commas are passed over.
    """
    return _kept(text, start, closed) if len(text) <= LONGEST else ListReader(text, closed).list_at(start)


@lru_cache(maxsize=KEPT)  # two in five lists are asked for twice: as heads of duties, and again as subjects
def _kept(text: str, start: int, closed: bool) -> tuple[tuple[Named, ...], int]:
    return ListReader(text, closed).list_at(start)


def read_all(text: str) -> tuple[Named, ...]:
    """All names of a text that holds nothing but units."""
    return read_list(text, closed=True)[0]


class ListReader(SharedHeadReader):
    """Reads whole lists."""

    def list_at(self, start: int) -> tuple[tuple[Named, ...], int]:
        names: list[Named] = []
        end = position = start
        while position < len(self.text):
            found = self.shared_head_at(position) or self.name_at(position)
            found = found or (self._again_at(names[-1], position) if names else [])
            if not found:
                if not (self.closed and names):
                    break
                unknown = pattern_of(r"[^,;()]+").match(self.text, position)
                if not unknown:
                    break
                position = self._joint(unknown.end()) or len(self.text)
                continue
            names += found
            members = self._members_at(found[-1])
            if members:
                names.pop()
                position = members
                continue
            end = found[-1].end
            also = APPOSITION.match(self.flat, end)
            end = also.end() if also else end
            joint = self._joint(end)
            if joint is None:
                break
            position = joint
        return tuple(names), end

    def _members_at(self, named: Named) -> int:
        """Where the members begin that a set lists behind a colon: "các đoàn thể: Hội Nông dân, Hội Phụ nữ"; else 0."""
        colon = pattern_of(r"\s*:\s*(?=\w)").match(self.text, named.end) if named.kind in ("set", "group") else None
        first = self.name_at(colon.end()) if colon and self.text[colon.end()].isupper() else []
        if not first or first[0].kind != "body":
            return 0
        comma = pattern_of(r"\s*,\s*").match(self.text, first[-1].end)
        second = self.name_at(comma.end()) if comma else []
        return colon.end() if colon and second and second[0].kind == "body" else 0

    def _again_at(self, before: Named, position: int) -> list[Named]:
        """The body named before, of one more place: Ủy ban nhân dân thành phố Hà Nội, tỉnh Quảng Ninh."""
        end = self.place_at(position)
        if end == position or before.kind != "body":
            return []
        level = LEVEL_AND_PLACE.search(before.text)
        if not level:
            return []
        head = before.text[: level.start()].rstrip()
        return [Named(position, end, f"{head} {self.text[position:end]}", "body")]

    def _joint(self, position: int) -> int | None:
        """Where the next name may begin after one that ends at `position`."""
        bracket = BRACKET.match(self.text, position)
        position = bracket.end() if bracket else position
        comma = pattern_of(r"\s*[,;]\s*(?:[-–+•]\s*)?(?:và\s+|cùng\s+)?").match(self.text, position)
        if comma and comma.end() < len(self.text):
            return comma.end()
        joined = AND.match(self.text, position)
        if joined:
            return joined.end()
        if self.closed:
            mark = pattern_of(r"\s*[-–+/.•]\s*|\s+").match(self.text, position)
            if mark and mark.end() < len(self.text) and self.begins_at(mark.end()):
                return mark.end()
        return None
