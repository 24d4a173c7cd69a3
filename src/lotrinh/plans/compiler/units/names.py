"""One name: its head and what belongs to it, up to a verb, a small word or a new name."""

import re

from ..remembering import pattern_of
from ..words import CAPITAL, flat, one_spaced
from .grammar import (
    ADDRESS,
    AFTER,
    ALONE,
    AND,
    AREAS,
    BEFORE,
    BOARD,
    COMMITTEE,
    COMPOUND,
    CORPORATION,
    EACH,
    ENTRUSTED,
    FIELD,
    FRAME,
    FUNCTION,
    HARD_FRAME,
    HEAD,
    HEADS_OF_ALL,
    HEADS_OF_ENTERPRISES,
    HEADS_OF_MINISTRIES,
    IN_CHARGE,
    KINDS,
    LEVEL,
    LEVEL_ENDS,
    MEMBERS_OF,
    NEVER,
    NEW_UNIT,
    NOUN_VERB,
    OF_THE_REST,
    ONE_OFFICIAL,
    OPEN_HEADS,
    PEOPLE,
    PERSON,
    PLURAL,
    REST_HEAD,
    SECOND_TRADE,
    SERIES,
    SERIES_ENDS,
    STATE_HEADS,
    STOP,
    TITLES,
    TRADE,
    TRADED,
    VERB,
    VERB_OR_STOP,
    WHERE,
    WITHIN,
    WORD,
)
from .named import Named, is_named
from .sets import SetReader

_SHORT_ENDS = re.compile(rf"(?<!\w){CAPITAL}{{2,}}$")


def following_word(text: str, position: int) -> bool:
    """Whether a word follows at once, without a mark between."""
    return bool(pattern_of(r"\s*[\w(]").match(text, position))


class NameReader(SetReader):
    """Reads single names, and sets where they begin one."""

    def name_at(self, start: int) -> list[Named]:
        before = BEFORE.match(self.flat, start)
        position = before.end() if before else start
        plural = bool(before)
        addressed = bool(before and ADDRESS.search(before.group()))
        if formula := HEADS_OF_MINISTRIES.match(self.flat, position) or HEADS_OF_ENTERPRISES.match(self.flat, position):
            begins = start if addressed else position
            return [Named(begins, formula.end(), self.text[begins : formula.end()], "person")]
        if addressed and (person := self._person(start, position)):
            return [person]
        found = self.set_at(start, position, plural)
        if found and before and EACH.match(before.group()):
            return [Named(start, found[-1].end, self.text[start : found[-1].end], "rest")]  # "mỗi ngành": nobody
        if found:
            return found
        head = (HEAD.match(self.flat, start) if plural else None) or HEAD.match(self.flat, position)
        if not head or not self._may_head(head, plural):
            return self._unknown(start, position) if plural and self.closed else []
        return self._heads_of_sets(start, head) or [self._headed(start, head, plural)]

    def _heads_of_sets(self, start: int, head: re.Match[str]) -> list[Named]:
        """Who heads everything there is; two titles of those who head one set."""
        if everything := HEADS_OF_ALL.match(self.flat, head.start()):
            kind = "rest" if REST_HEAD.search(self.flat, head.end(), everything.end()) else "group"
            return [Named(start, everything.end(), self.text[start : everything.end()], kind)]
        titles = TITLES.match(self.flat, head.start())
        if titles and (headed := self.name_at(titles.end())):
            return [Named(start, headed[0].end, self.text[start : headed[0].end], "person"), *headed[1:]]
        return []

    def _headed(self, start: int, head: re.Match[str], plural: bool) -> Named:
        """The one name that `head` begins."""
        kind, _ = KINDS[one_spaced(head.group())]
        if kind == "group" and self._is_proper(head):
            kind = "body"  # Viện Nghiên cứu phát triển …: one by its name, where small letters name the kind
        people = kind in PEOPLE
        in_charge = IN_CHARGE.match(self.flat, self._office_end(head, kind)) if people and not self.closed else None
        if in_charge:
            end = len(self.text[: in_charge.end()].rstrip())
            return Named(start, end, self.text[start:end], kind)
        charge = pattern_of(r"[^;.:()]*?\bphụ trách\b[^;.:()]*").match(self.flat, start) if people else None
        # What a person is in charge of is no further unit: phụ trách lĩnh vực Dân tộc, Tôn giáo và các Hội quần chúng.
        end = charge.end() if charge and self.closed else self._rest_of_name(head, kind)
        entrusted = ENTRUSTED.match(self.flat, end) if kind == "person" else None
        end = entrusted.end() if entrusted else end
        name = self.text[start:end].strip()
        return Named(start, end, name, self._kind_by_rest(kind, head, end, flat(name), plural))

    def _kind_by_rest(self, kind: str, head: re.Match[str], end: int, name: str, plural: bool) -> str:
        """The kind of a name by what follows its head: "các cơ quan báo chí" are somebody after all."""
        if kind == "folk" and MEMBERS_OF.match(head.group()) and self._holds_body(head.end(), end):
            return "group"  # thành viên Ban Chỉ đạo: those of one body, and not people in general
        official = kind == "folk" and not plural and not self.closed and ONE_OFFICIAL.match(head.group())
        if official and self._capital_at(head.end()):
            return "group"  # Công chức Địa chính - Xây dựng: one by their post
        if kind == "rest" and is_named(name):
            return "group"
        return "rest" if kind == "person" and OF_THE_REST.search(name) else kind

    def _is_proper(self, head: re.Match[str]) -> bool:
        """Whether the first two words of a head begin with capitals and are not all of capitals."""
        words = self.text[head.start() : head.end()].split()
        return len(words) > 1 and words[0][0].isupper() and words[1][0].isupper() and not words[0].isupper()

    def _person(self, start: int, position: int) -> Named | None:
        """Somebody by name, with the office behind it: đồng chí Trần Văn A - Phó Chủ tịch UBND xã."""
        proper = PERSON.match(self.text, position)
        if not proper or self.begins_at(position):
            return None
        end = proper.end()
        office = pattern_of(r"\s*(?:[-–]|,)\s*").match(self.text, end)
        while office and (held := self.name_at(office.end())) and held[0].kind == "person":
            if PLURAL.match(self.flat, office.end()):
                break
            end = held[-1].end
            office = pattern_of(r"\s*(?:[-–]|,)\s*").match(self.text, end)
        return Named(start, end, self.text[start:end].strip(), "person")

    def _unknown(self, start: int, position: int) -> list[Named]:
        """A person's office no list knows, or a misprint of one, after a word of address: các đ/c Phó chỉ tịch."""
        if not ADDRESS.search(self.flat, start, position):
            return []
        words = pattern_of(r"[^,;.:()\t\n]+").match(self.text, position)
        if not words or FRAME.search(self.flat, position, words.end()):
            return []
        return [Named(start, words.end(), self.text[start : words.end()].strip(), "group")]

    def _may_head(self, head: re.Match[str], plural: bool) -> bool:
        kind, bare = KINDS[one_spaced(head.group())]
        following = pattern_of(r"\s+(\S)").match(self.text, head.end())
        if NEVER.match(self.flat, head.start()):
            return False
        if not bare and following and self.text[head.start() : following.start(1) + 2].isupper():
            return head.group() in STATE_HEADS  # in a line of capitals they say nothing: TỔ CHỨC THỰC HIỆN
        if TRADED.fullmatch(head.group()) and TRADE.match(self.flat, head.end()):
            return True
        if not bare and self.closed and not following_word(self.text, head.end()) and ALONE.fullmatch(head.group()):
            return self.text[head.start()].isupper()
        if not bare:
            return self.text[head.start()].isupper() and bool(following and following.group(1).isupper())
        if re.match(r"tổ chức |(?:đơn vị|cơ quan) (?:trực )?thuộc", head.group()) and not plural and not self.closed:
            return False  # "Tổ chức hội nghị" is something to do; "đơn vị thuộc …" goes on with a longer phrase
        if head.group() == flat("bộ phận") and following and following.group(1).isupper():
            return True  # Bộ phận Tiếp nhận và Trả kết quả
        if kind == "rest":
            return (
                plural
                or bool(AFTER.match(self.flat, head.end()))
                or bool(pattern_of(r"\s*,\s*(?:cá nhân|đơn vị|tổ chức|địa phương)").match(self.flat, head.end()))
            )
        if head.group() == flat("cá nhân"):
            return plural
        return True

    def _rest_of_name(self, head: re.Match[str], kind: str) -> int:
        """Where the name that begins with `head` ends."""
        first = head.end() + 1
        several = BEFORE.match(self.flat, first)
        members = self.set_at(first, several.end() if several else first, plural=True) if kind == "person" else []
        if members and members[0].kind == "set":
            return members[-1].end  # "Thủ trưởng các ngành, cơ quan cấp tỉnh": the heads of a set, and its rest with it
        trade = TRADE.match(self.flat, head.end()) if TRADED.fullmatch(head.group()) else None
        if trade:
            level = pattern_of(rf"\s+{LEVEL.pattern}").match(self.flat, trade.end())
            return level.end() if level else trade.end()
        field = FIELD.match(self.flat, head.end())
        kind_of_office = pattern_of(r"(?:phòng|ban)(?=\s)").match(head.group())
        if kind_of_office and not field:  # "phòng văn hóa" is a head, "văn hóa - xã hội" a field
            longer = FIELD.match(self.flat, head.start() + kind_of_office.end())
            field = longer if longer and longer.end() > head.end() else None
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
        after = AFTER.match(self.flat, end)
        return after.end() if after else end

    def _small_word_follows(self, end: int) -> bool:
        word = pattern_of(r"\s+(\w)").match(self.text, end)
        known = word and (LEVEL.match(self.flat, word.start(1)) or WHERE.match(self.flat, word.start(1)))
        joined = word and (AND.match(self.flat, word.start(1)) or AREAS.match(self.flat, word.start(1)))
        return bool(word and word.group(1).islower() and not known and not joined)

    def _step(self, end: int, head: re.Match[str], kind: str, taken: bool) -> int | None:
        """One more word of the name, or None where it ends."""
        gap = pattern_of(r"\s*").match(self.text, end)
        position = gap.end() if gap else end
        if position >= len(self.text):
            return None
        char = self.text[position]
        areas = AREAS.match(self.flat, position)
        if areas:
            return areas.end()
        if char == ",":
            return self._series_at(end, position + 1) or self._over_comma(position, head, kind)
        if char in "-–/":
            return self._over_dash(position, head, kind)
        joined = AND.match(self.flat, position)
        if joined:
            function = FUNCTION.match(self.flat, joined.end()) if BOARD.fullmatch(head.group()) else None
            if function:
                return function.end()
            return self._series_at(end, joined.end()) or self._over_and(joined.end(), kind)
        word = WORD.match(self.text, position)
        if not word:
            return None
        where = WHERE.match(self.flat, position)
        if where:
            return self.after_place(where.end())
        if char.islower():
            return self._small_word(position, word, head, kind)
        needs_name = not taken and not KINDS[one_spaced(head.group())][1]  # Phòng Tham mưu
        if compound := COMPOUND.match(self.flat, position):
            return compound.end()
        if HARD_FRAME.match(self.flat, position) and not needs_name or taken and self._is_new_unit(position, head):
            return None
        verb = VERB.match(self.flat, position)
        if verb and " " in verb.group():
            return None if taken and LEVEL_ENDS.search(self.flat[head.start() : end]) else verb.end()
        return word.end()

    def _over_dash(self, position: int, head: re.Match[str], kind: str) -> int | None:
        """Past a dash inside the name: Phòng Tài chính - Kế toán; Trưởng ban - Trưởng tiểu ban is one person."""
        dash = pattern_of(r"[-–/]\s*").match(self.text, position)
        start = dash.end() if dash else position
        word = COMPOUND.match(self.flat, start) or WORD.match(self.text, start)
        if not word or kind == "rest":
            return None
        capital = self.text[start].isupper()
        if kind == "body" and capital and self._is_person_at(start):
            return word.end()
        if (HARD_FRAME if capital else VERB).match(self.flat, start):
            return None
        titles = kind in PEOPLE and self.text[position] != "/"
        large = CORPORATION.match(head.group())  # Tập đoàn Công nghiệp - Viễn thông Quân đội
        return word.end() if titles or large or not self.begins_at(start) else None

    def _series_at(self, end: int, position: int) -> int | None:
        """Past one more kind of a series (đại học, cao đẳng) whose last word ends at `end`."""
        gap = pattern_of(r"\s*").match(self.text, position)
        kind = SERIES.match(self.flat, gap.end() if gap else position)
        return kind.end() if kind and SERIES_ENDS.search(self.flat, max(0, end - 30), end) else None

    def _capital_at(self, position: int) -> bool:
        following = pattern_of(r"\s+(\w)").match(self.text, position)
        return bool(following and following.group(1).isupper())

    def _office_end(self, head: re.Match[str], kind: str) -> int:
        """Where the office ends that somebody holds, before what they have charge of."""
        return self._rest_of_name(head, kind) if kind == "person" else head.end()

    def _holds_body(self, start: int, end: int) -> bool:
        """Whether a body is named between `start` and `end`: thành viên Ban Chỉ đạo, người đứng đầu cấp ủy huyện."""
        heads = HEAD.finditer(self.flat, start, end)
        return any(
            KINDS[one_spaced(head.group())] == ("body", True) or self.text[head.start()].isupper() for head in heads
        )

    def _is_person_at(self, position: int) -> bool:
        """Whether the word here would name people by their trade if it stood alone."""
        head = HEAD.match(self.flat, position)
        return bool(head) and KINDS[one_spaced(head.group())][0] == "folk"  # type: ignore[union-attr]

    def _small_word(self, position: int, word: re.Match[str], head: re.Match[str], kind: str) -> int | None:
        function = FUNCTION.match(self.flat, position) if BOARD.fullmatch(head.group()) else None
        if function:
            return function.end()
        compound = COMPOUND.match(self.flat, position)
        if compound:
            return compound.end()
        level = LEVEL.match(self.flat, position)
        if level:
            return self.after_place(level.end())
        levelled = LEVEL_ENDS.search(self.flat[head.start() : position].rstrip())
        if levelled and kind == "body" and not self.closed and word.group() not in ("ủy", "uỷ", "đoàn"):
            return None  # the level closed the name; in "Tỉnh ủy" it began one
        within = WITHIN.match(self.flat, position)
        if within:
            return within.end() if self._names_more(within.end()) else None
        if PLURAL.match(self.flat, position):
            before = BEFORE.match(self.flat, position)
            members = self.set_at(position, before.end(), plural=True) if before else None
            if members:
                return self.after_place(members[0].end)
        if STOP.match(self.flat, position) and not (self.closed and kind in PEOPLE):
            return None
        if AFTER.match(self.flat, position - 1):
            return None
        verb = VERB.match(self.flat, position)
        if verb and not self._verb_in_name(verb, head, kind):
            return None
        return verb.end() if verb else word.end()

    def _verb_in_name(self, verb: re.Match[str], head: re.Match[str], kind: str) -> bool:
        """Whether a small verb is a part of the name: Trung tâm Xúc tiến đầu tư."""
        if FRAME.match(self.flat, verb.start()):
            return False
        if self.closed:
            return True
        if kind != "body" or not NOUN_VERB.match(self.flat, verb.start()) or one_spaced(head.group()) in STATE_HEADS:
            return False
        following = pattern_of(r"\s+(\S)").match(self.text, verb.end())
        comma = pattern_of(r"\s*,\s*").match(self.text, verb.end())
        if comma and VERB.match(self.flat, comma.end()) and self.text[comma.end()].islower():
            return False  # "Trường Đại học A nghiên cứu, đề xuất …"
        if not following or self._follows_noun_verb(verb.start()):
            return True
        at = following.start(1)
        joined = AND.match(self.flat, at)
        behind = joined.end() if joined else len(self.text)
        if behind < len(self.text) and (self.begins_at(behind) or self.text[behind].isupper()):
            return True  # "Cục Kinh tế hợp tác và Phát triển nông thôn": a capital behind "và" goes on with the name
        return self.text[at].isupper() or bool(FRAME.match(self.flat, at) or LEVEL.match(self.flat, at))

    def _follows_noun_verb(self, position: int) -> bool:
        """Whether a capitalised verb stands right before: Viện Nghiên cứu phát triển, Quỹ Đầu tư phát triển."""
        two = pattern_of(r"(\w+)\s+\w+\s+$").search(self.text, max(0, position - 24), position)
        return bool(two and two.group(1)[0].isupper() and NOUN_VERB.match(self.flat, two.start()))

    def _is_new_unit(self, position: int, head: re.Match[str]) -> bool:
        if PLURAL.match(self.flat, position):
            return True
        if one_spaced(head.group()) in OPEN_HEADS or one_spaced(head.group()).split(" ")[0] in ("ban", "phòng"):
            return False
        new = NEW_UNIT.match(self.flat, position)
        return bool(new and self.begins_at(position))

    def _over_comma(self, position: int, head: re.Match[str], kind: str) -> int | None:
        """Past a comma that belongs to the name itself: Văn hóa, Thể thao và Du lịch; phụ trách lĩnh vực …"""
        start = pattern_of(r",\s*").match(self.text, position).end()  # type: ignore[union-attr]
        committee = COMMITTEE.match(self.text, start) if COMMITTEE.search(self.text, head.start(), position) else None
        if committee:  # "văn phòng tỉnh ủy, thành ủy": those of several kinds of committee
            return committee.end()
        if start >= len(self.text) or self.begins_at(start) or self.place_at(start) > start:
            return None
        word = WORD.match(self.text, start)
        if not word:
            return None
        if (
            "&" in word.group()
            and word.group().isupper()
            and _SHORT_ENDS.search(self.text, max(0, position - 12), position)
        ):
            return word.end()  # Phòng KT, HT&ĐT
        if kind == "body":
            ahead = pattern_of(r"[^;.:(]{0,70}?\s+và\s+(\S+)").match(self.text, start)
            closes = ahead and ahead.group(1)[0].isupper() == self.text[start].isupper()
            closes = closes and not self.begins_at(ahead.start(1))  # type: ignore[union-attr]
            between = ahead.group() if ahead else ""
            fits = closes and not any(self.begins_at(start + m.end()) for m in re.finditer(r",\s*", between))
            is_verb = self.text[start].islower() and bool(VERB.match(self.flat, start) or STOP.match(self.flat, start))
            return word.end() if fits and not is_verb else None
        if self.closed and kind in ("group", *PEOPLE):
            return word.end()
        if kind == "group" and SECOND_TRADE.match(self.flat, start) and not VERB_OR_STOP.match(self.flat, start):
            return word.end()
        return None

    def _over_and(self, position: int, kind: str) -> int | None:
        if position >= len(self.text) or self.begins_at(position) or self.place_at(position) > position:
            return None
        small = self.text[position].islower()
        if small and (VERB.match(self.flat, position) or STOP.match(self.flat, position)) and not self.closed:
            return None
        if kind == "rest" or (small and kind in PEOPLE and not self.closed) or REST_HEAD.match(self.flat, position):
            return None
        word = WORD.match(self.text, position)
        return word.end() if word else None
