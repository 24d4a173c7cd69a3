"""Recognises names of bodies, offices and groups: a small grammar over `lexicon/units.toml`, not a list of units.

A name is a head (sở, ủy ban nhân dân, doanh nghiệp) and what belongs to it, up to a verb, a small word or a new name.
Names are joined by commas, "và" and semicolons; a set name (các sở, ban, ngành) stays whole.
"""

import re
from dataclasses import dataclass

from .lexicon import entries as lexicon
from .remembering import pattern_of
from .words import CAPITAL, any_of, flat

_LISTS = lexicon("units")
_VERBS = lexicon("verbs")

_PEOPLE = ("person", "folk")
_KINDS = {flat(word): (group["kind"], group["bare"]) for group in _LISTS["heads"] for word in group["words"]}
_HEAD = re.compile(any_of(_KINDS))
_BEFORE = re.compile(rf"(?:{any_of(_LISTS['before']['words'])}\s+)+")
_PLURAL = re.compile(any_of(["các", "những", "toàn thể", "tất cả", "mọi"]))
_MEMBER = re.compile(any_of(_LISTS["sets"]["members"]))
_NAMING = {flat(word) for word in _LISTS["sets"]["naming"]}
_VERB_WORDS = [*_VERBS["lead"]["words"], *_VERBS["support"]["words"], *_VERBS["duty"]["words"]]
_VERB = re.compile(any_of(_VERB_WORDS))
_STOP = re.compile(any_of(_LISTS["stops"]["words"]))
_FIELD = re.compile(rf"\s+{any_of(lexicon('abbreviations')['fields']['names'])}")
_AFTER = re.compile(
    rf"\s+(?:{any_of(_LISTS['after']['words'])}|(?:đóng |đứng chân |hoạt động )?trên (?:cùng )?địa bàn(?!\w))"
)

_LEVELS = any_of(_LISTS["levels"]["words"])
_LEVEL = re.compile(_LEVELS)
_LEVEL_ENDS = re.compile(rf"\s{_LEVELS}$")
_AREA = r"(?:xã|phường|đặc khu|thị trấn|thị xã|huyện|quận|thành phố|tỉnh|thôn|bản|tổ dân phố|khu phố)"
_AREAS = re.compile(flat(rf"(?:các\s+)?{_AREA}(?:\s*(?:,|/|-|và|,\s*các|và\s+các)\s*{_AREA}(?!\w|\s+(?:đoàn|ủy)))+"))
_WHERE = re.compile(
    rf"(?:{any_of(['của', 'thuộc', 'trực thuộc', 'đóng trên địa bàn', 'trên địa bàn', 'tại', 'ở', 'ngoài'])})"
    rf"\s+(?:các\s+)?(?:toàn\s+)?(?:{_LEVELS}|địa phương(?!\w))"
)
_WITHIN = re.compile(any_of(["của", "thuộc", "trực thuộc", "trong các", "đóng trên địa bàn", "trên địa bàn"]))
_PROPER = re.compile(rf"(?:\s+(?!{CAPITAL}{{2,}}\b){CAPITAL}\w*)+")
_UNDER = re.compile(rf"(?:trực )?thuộc\s+(?={CAPITAL})")
_WORD = re.compile(r"[\w&.]*[\w&](?:['’]\w+)?")
_AND = re.compile(r"\s*(?:và|và/hoặc|cùng với|cùng|hoặc|&)(?!\w)\s*")
_BRACKET = re.compile(r"\s*\([^()]{0,200}\)")
_OPEN_HEADS = frozenset(flat(word) for group in _LISTS["heads"] if group["kind"] in _PEOPLE for word in group["words"])
_OPEN_HEADS |= {flat(word) for word in _LISTS["open"]["words"]}
_NEW_UNIT = re.compile(any_of(_LISTS["open"]["new"]))
_ADDRESS = re.compile(any_of(["đồng chí", "đ/c", "ông", "bà"]))
_REST_HEAD = re.compile(any_of([word for word, (kind, _) in _KINDS.items() if kind == "rest"]))
_NEVER = re.compile(any_of(_LISTS["never"]["words"]))
_NOUN_VERB = re.compile(any_of(_LISTS["noun_verbs"]["words"]))
_HARD_FRAME = re.compile(any_of([*_VERBS["support"]["words"], "chủ trì", "tham mưu"]))
_FRAME = re.compile(any_of(_LISTS["frames"]["words"]))
_STATE_HEADS = frozenset(flat(word) for word in _LISTS["open"]["state"])


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


def read_list(text: str, start: int = 0, *, closed: bool = False) -> tuple[tuple[Named, ...], int]:
    """The names joined from `start` on, and where they end; () and `start` when there is no name.

    `closed`: the whole text is known to be a list of units (a cell, a field, a heading), so that small verbs inside
    a group's name do not end it and unknown words between commas are passed over.
    """
    return _Reader(text, closed).list_at(start)


def read_all(text: str) -> tuple[Named, ...]:
    """All names of a text that holds nothing but units."""
    return read_list(text, closed=True)[0]


class _Reader:
    """Reads one text; `flat` is the same text in small letters without tone marks."""

    def __init__(self, text: str, closed: bool) -> None:
        self.text = text
        self.flat = flat(text)
        self.closed = closed

    # --- lists ---

    def list_at(self, start: int) -> tuple[tuple[Named, ...], int]:
        names: list[Named] = []
        end = position = start
        while position < len(self.text):
            found = self._distributed(position) or self._one(position)
            if not found:
                if not (self.closed and names):
                    break
                unknown = pattern_of(r"[^,;()]+").match(self.text, position)
                if not unknown:
                    break
                position = self._joint(unknown.end()) or len(self.text)
                continue
            names += found
            end = found[-1].end
            joint = self._joint(end)
            if joint is None:
                break
            position = joint
        return tuple(names), end

    def _joint(self, position: int) -> int | None:
        """Where the next name may begin after one that ends at `position`."""
        bracket = _BRACKET.match(self.text, position)
        position = bracket.end() if bracket else position
        comma = pattern_of(r"\s*[,;]\s*(?:[-–+•]\s*)?(?:và\s+|cùng\s+)?").match(self.text, position)
        if comma and comma.end() < len(self.text):
            return comma.end()
        joined = _AND.match(self.text, position)
        if joined:
            return joined.end()
        if self.closed:
            mark = pattern_of(r"\s*[-–+/.•]\s*|\s+").match(self.text, position)
            if mark and mark.end() < len(self.text) and self._begins(mark.end()):
                return mark.end()
        return None

    def _begins(self, position: int) -> bool:
        """Whether a name or its "các" begins here."""
        before = _BEFORE.match(self.flat, position)
        if before and before.end() < len(self.text):
            return True
        head = _HEAD.match(self.flat, position)
        if head and self._may_head(head, plural=False):
            return True
        members = self._set(position, position, plural=False) if _MEMBER.match(self.flat, position) else []
        return bool(members) and members[0].kind == "set"

    # --- one name ---

    def _one(self, start: int) -> list[Named]:
        before = _BEFORE.match(self.flat, start)
        position = before.end() if before else start
        plural = bool(before)
        found = self._set(start, position, plural)
        if found:
            return found
        head = (
            _HEAD.match(self.flat, start)
            if plural and _HEAD.match(self.flat, start)
            else _HEAD.match(self.flat, position)
        )
        if not head or not self._may_head(head, plural):
            return self._unknown(start, position) if plural and self.closed else []
        kind, _ = _KINDS[re.sub(r"\s+", " ", head.group())]
        charge = pattern_of(r"[^;.:()]*?\bphụ trách\b[^;.:()]*").match(self.flat, start)
        # What a person is in charge of is no further unit: phụ trách lĩnh vực Dân tộc, Tôn giáo và các Hội quần chúng.
        end = charge.end() if charge and kind in _PEOPLE and self.closed else self._rest_of_name(head, kind)
        name = self.text[start:end].strip()
        if kind == "rest" and _is_named(flat(name)):
            kind = "group"
        return [Named(start, end, name, kind)]

    def _unknown(self, start: int, position: int) -> list[Named]:
        """A person's office no list knows, or a misprint of one, after a word of address: các đ/c Phó chỉ tịch."""
        if not _ADDRESS.search(self.flat, start, position):
            return []
        words = pattern_of(r"[^,;.:()\t\n]+").match(self.text, position)
        if not words or _FRAME.search(self.flat, position, words.end()):
            return []
        return [Named(start, words.end(), self.text[start : words.end()].strip(), "group")]

    def _may_head(self, head: re.Match[str], plural: bool) -> bool:
        kind, bare = _KINDS[re.sub(r"\s+", " ", head.group())]
        following = pattern_of(r"\s+(\S)").match(self.text, head.end())
        if _NEVER.match(self.flat, head.start()):
            return False
        if not bare and following and self.text[head.start() : following.start(1) + 2].isupper():
            return head.group() in _STATE_HEADS  # in a line of capitals they say nothing: TỔ CHỨC THỰC HIỆN
        if not bare:
            return self.text[head.start()].isupper() and bool(following and following.group(1).isupper())
        if re.match(r"tổ chức |(?:đơn vị|cơ quan) (?:trực )?thuộc", head.group()) and not plural and not self.closed:
            return False  # "Tổ chức hội nghị" is something to do; "đơn vị thuộc …" goes on with a longer phrase
        if kind == "rest":
            return plural or bool(
                pattern_of(r"\s*,\s*(?:cá nhân|đơn vị|tổ chức|địa phương)").match(self.flat, head.end())
            )
        if head.group() == flat("cá nhân"):
            return plural
        return True

    def _rest_of_name(self, head: re.Match[str], kind: str) -> int:
        """Where the name that begins with `head` ends."""
        members = self._set(head.end() + 1, head.end() + 1, plural=True) if kind == "person" else []
        if len(members) == 1 and members[0].kind == "set":
            return members[0].end  # "Thủ trưởng cơ quan, ban, ngành": the heads of a set
        field = _FIELD.match(self.flat, head.end())
        end = field.end() if field and self.text[field.start() + 1].isupper() else head.end()
        taken = bool(field)
        if field and end > head.end() and self._small_word_follows(end):
            return self._closing(
                end
            )  # the field completes the name: what follows in small letters is a verb we know or not
        while True:
            step = self._step(end, head, kind, taken)
            if step is None:
                break
            end, taken = step, True
        return self._closing(end)

    def _closing(self, end: int) -> int:
        """Past the words that close a name (có liên quan)."""
        after = _AFTER.match(self.flat, end)
        return after.end() if after else end

    def _small_word_follows(self, end: int) -> bool:
        word = pattern_of(r"\s+(\w)").match(self.text, end)
        known = word and (_LEVEL.match(self.flat, word.start(1)) or _WHERE.match(self.flat, word.start(1)))
        joined = word and (_AND.match(self.flat, word.start(1)) or _AREAS.match(self.flat, word.start(1)))
        return bool(word and word.group(1).islower() and not known and not joined)

    def _step(self, end: int, head: re.Match[str], kind: str, taken: bool) -> int | None:
        """One more word of the name, or None where it ends."""
        gap = pattern_of(r"\s*").match(self.text, end)
        position = gap.end() if gap else end
        if position >= len(self.text):
            return None
        char = self.text[position]
        areas = _AREAS.match(self.flat, position)
        if areas:
            return areas.end()
        if char == ",":
            return self._over_comma(position, head, kind)
        if char in "-–/":
            word = _WORD.match(self.text, pattern_of(r"[-–/]\s*").match(self.text, position).end())  # type: ignore[union-attr]
            titles = kind in _PEOPLE and char != "/"  # "Trưởng ban - Trưởng tiểu ban" is one person
            joins = word and not _VERB.match(self.flat, word.start()) and (titles or not self._begins(word.start()))
            return word.end() if word and joins and (kind != "rest") else None
        joined = _AND.match(self.flat, position)
        if joined:
            return self._over_and(joined.end(), kind)
        word = _WORD.match(self.text, position)
        if not word:
            return None
        where = _WHERE.match(self.flat, position)
        if where:
            return self._place_name(where.end())
        if char.islower():
            return self._small_word(position, word, head, kind)
        if _HARD_FRAME.match(self.flat, position) or taken and self._is_new_unit(position, head):
            return None
        return word.end()

    def _small_word(self, position: int, word: re.Match[str], head: re.Match[str], kind: str) -> int | None:
        level = _LEVEL.match(self.flat, position)
        if level:
            return self._place_name(level.end())
        levelled = _LEVEL_ENDS.search(self.flat[head.start() : position].rstrip())
        if levelled and kind == "body" and not self.closed and word.group() not in ("ủy", "uỷ", "đoàn"):
            return None  # the level closed the name; in "Tỉnh ủy" it began one
        within = _WITHIN.match(self.flat, position)
        if within:
            return within.end() if self._names_more(within.end()) else None
        if _PLURAL.match(self.flat, position):
            before = _BEFORE.match(self.flat, position)
            members = self._set(position, before.end(), plural=True) if before else None
            if members:
                return members[0].end
        if _STOP.match(self.flat, position) and not (self.closed and kind in _PEOPLE):
            return None
        if _AFTER.match(self.flat, position - 1):
            return None
        verb = _VERB.match(self.flat, position)
        if verb and not self._verb_in_name(verb, head, kind):
            return None
        return verb.end() if verb else word.end()

    def _verb_in_name(self, verb: re.Match[str], head: re.Match[str], kind: str) -> bool:
        """Whether a small verb is a part of the name: Trung tâm Xúc tiến đầu tư."""
        if _FRAME.match(self.flat, verb.start()):
            return False
        if self.closed:
            return True
        if (
            kind != "body"
            or not _NOUN_VERB.match(self.flat, verb.start())
            or re.sub(r"\s+", " ", head.group()) in _STATE_HEADS
        ):
            return False
        following = pattern_of(r"\s+(\S)").match(self.text, verb.end())
        if not following:
            return True
        at = following.start(1)
        return self.text[at].isupper() or bool(_FRAME.match(self.flat, at) or _LEVEL.match(self.flat, at))

    def _names_more(self, position: int) -> bool:
        """Whether a body, a place or a capital follows "thuộc", "của"."""
        following = pattern_of(r"\s+(\S)").match(self.text, position)
        return bool(following and (following.group(1).isupper() or self._begins(following.start(1))))

    def _place_name(self, position: int) -> int:
        """The end of the proper name after a level word: thành phố Hà Nội; `position` when none follows."""
        proper = _PROPER.match(self.text, position)
        if proper and not self._begins(position + 1):
            return proper.end()
        return position

    def _is_new_unit(self, position: int, head: re.Match[str]) -> bool:
        if _PLURAL.match(self.flat, position):
            return True
        if re.sub(r"\s+", " ", head.group()) in _OPEN_HEADS:
            return False
        new = _NEW_UNIT.match(self.flat, position)
        return bool(new and self._begins(position))

    def _over_comma(self, position: int, head: re.Match[str], kind: str) -> int | None:
        """Past a comma that belongs to the name itself: Văn hóa, Thể thao và Du lịch; phụ trách lĩnh vực …"""
        start = pattern_of(r",\s*").match(self.text, position).end()  # type: ignore[union-attr]
        if start >= len(self.text) or self._begins(start):
            return None
        word = _WORD.match(self.text, start)
        if not word:
            return None
        if kind == "body":
            ahead = pattern_of(r"[^;.:(]{0,70}?\s+và\s+(\S+)").match(self.text, start)
            closes = ahead and ahead.group(1)[0].isupper() == self.text[start].isupper()
            closes = closes and not self._begins(ahead.start(1))  # type: ignore[union-attr]
            between = ahead.group() if ahead else ""
            fits = closes and not any(self._begins(start + m.end()) for m in re.finditer(r",\s*", between))
            is_verb = self.text[start].islower() and bool(
                _VERB.match(self.flat, start) or _STOP.match(self.flat, start)
            )
            return word.end() if fits and not is_verb else None
        if self.closed and kind in ("group", *_PEOPLE):
            return word.end()
        return None

    def _over_and(self, position: int, kind: str) -> int | None:
        if position >= len(self.text) or self._begins(position):
            return None
        small = self.text[position].islower()
        if small and (_VERB.match(self.flat, position) or _STOP.match(self.flat, position)) and not self.closed:
            return None
        if kind == "rest" or (small and kind in _PEOPLE and not self.closed) or _REST_HEAD.match(self.flat, position):
            return None
        word = _WORD.match(self.text, position)
        return word.end() if word else None

    # --- sets ---

    def _set(self, start: int, position: int, plural: bool) -> list[Named]:
        """A set name (các sở, ban, ngành cấp tỉnh), and apart from it the rest that may follow (địa phương)."""
        members: list[tuple[str, int, int]] = []
        while True:
            member = _MEMBER.match(self.flat, position)
            if not member or not self._stands_alone(member.end()):
                break
            if not members and self._is_narrowed(member):
                break
            end = self._set_tail(member.end())
            members.append((re.sub(r"\s+", " ", member.group()), position, end))
            joint = pattern_of(r"\s*(?:,\s*và(?!\w)|,|/|;|và(?!\w))\s*").match(self.text, end)
            if not joint:
                break
            position = joint.end()
        areas = bool(members) and all(re.fullmatch(flat(_AREA), name) for name, _, _ in members)
        if not members or (not plural and (len(members) == 1 or areas)):
            return []
        naming = [index for index, (name, _, _) in enumerate(members) if name in _NAMING or areas]
        last = naming[-1] if naming else len(members) - 1
        end = members[last][2]
        found = [Named(start, end, self.text[start:end].strip(), "set" if naming else "rest")]
        if last + 1 < len(members):
            first, stop = members[last + 1][1], members[-1][2]
            found.append(Named(first, stop, self.text[first:stop], "rest"))
        return found

    def _stands_alone(self, position: int) -> bool:
        """Whether a set member ends here rather than being the head of a longer name."""
        tail = self._set_tail(position)
        following = pattern_of(r"\s*(\S)").match(self.text, tail)
        if not following or following.group(1) in ",;:./)(…":
            return True
        if following.group(1) in "-–":
            return not pattern_of(r"\s*[-–]\s*[^\W\d_]").match(self.text, tail)
        if _AND.match(self.flat, tail):
            return True
        at = following.start(1)
        if tail > position or self.text[at].isupper():
            return tail > position
        return bool(_VERB.match(self.flat, at) or _STOP.match(self.flat, at))

    def _is_narrowed(self, member: re.Match[str]) -> bool:
        """Whether a verb tells which of a rest are meant, where nothing but units stands: các đơn vị cấp nước sạch."""
        at = pattern_of(r"\s+").match(self.flat, member.end())
        if not self.closed or not at or not _REST_HEAD.fullmatch(member.group()):
            return False
        return bool(_VERB.match(self.flat, at.end())) and not _FRAME.match(self.flat, at.end())

    def _set_tail(self, position: int) -> int:
        """Past "cấp tỉnh", "của Thành phố", "có liên quan"."""
        end = position
        for _ in range(3):
            gap = pattern_of(r"\s+").match(self.text, end)
            if not gap:
                break
            where = _WHERE.match(self.flat, gap.end()) or _LEVEL.match(self.flat, gap.end())
            after = _AFTER.match(self.flat, end)
            under = _UNDER.match(self.text, gap.end())
            if where:
                end = self._place_name(where.end())
            elif after:
                end = after.end()
            elif under:
                above = self._one(under.end())
                end = above[0].end if above else end
                break
            else:
                break
        return end

    def _distributed(self, start: int) -> list[Named]:
        """các Sở: Tài chính, Nội vụ → Sở Tài chính, Sở Nội vụ."""
        listed = _LISTED.match(self.text, start)
        if listed:
            return self._listed(listed)
        opening = pattern_of(rf"(?:các|những)\s+(Sở|Bộ|Ban|Phòng|sở|bộ)\s*:?\s+(?={CAPITAL})").match(self.text, start)
        if not opening:
            return []
        head = opening.group(1).capitalize()
        found: list[Named] = []
        position = opening.end()
        while True:
            known = re.compile(_FIELD.pattern.removeprefix(r"\s+")).match(self.flat, position)
            words = known or pattern_of(rf"{CAPITAL}\w*(?:\s+(?!và\b|{CAPITAL})[^\W\d]\w*)*").match(self.text, position)
            if not words or self._begins(position) and not known:
                break
            verb = pattern_of(rf"\s+{any_of([*_VERB_WORDS, *_LISTS['stops']['words']])}").search(
                self.flat, position, words.end()
            )
            end = verb.start() if verb else words.end()
            found.append(Named(position, end, f"{head} {self.text[position:end]}", "body"))
            joint = pattern_of(r"\s*(?:,|và)\s*").match(self.text, end)
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
        while position < end and self.text[position].isupper() and not self._begins(position):
            joint = re.compile(parted).search(self.text, position, end)
            stop = joint.start() if joint else end
            name = self.text[position:stop].rstrip()
            found.append(Named(position, position + len(name), f"{opening.group(1).capitalize()} {name}", "body"))
            position = joint.end() if joint else end
        return found


_LISTED = re.compile(
    rf"(?:[Cc]ác|[Nn]hững)\s+([Cc]ục|[Vv]ụ|[Vv]iện|[Hh]ội|[Tt]ập đoàn|[Tt]ổng công ty|[Tt]rung tâm)\s*:\s*(?={CAPITAL})"
)
_LIST_ENDS = re.compile(rf"\s+({any_of([*_VERB_WORDS, *_LISTS['stops']['words']])})")


def _is_named(name: str) -> bool:
    """Whether a rest word with its complement names somebody after all: các cơ quan báo chí."""
    words = re.sub(rf"{_BEFORE.pattern}|{any_of(_LISTS['after']['words'])}", "", name)
    words = re.sub(rf"{_WHERE.pattern}|{_LEVELS}|có thẩm quyền|[,;]|va(?!\w)", " ", words)
    words = re.sub(any_of([word for word, (kind, _) in _KINDS.items() if kind == "rest"]), " ", words)
    return len(words.split()) >= 2
