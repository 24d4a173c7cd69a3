"""Who has to do what: verb frames over units, read from sentences, headings, task blocks and tables.

A line is a paragraph or a cell. Its subject is the unit it begins with, else the unit under whose heading it stands.
Frames: "X chủ trì, phối hợp với Y" (X leads, Y supports), "X phối hợp với Y" (X supports), "giao X …", "X + verb".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from .grids import Field, grid_of
from .lexicon import entries
from .marks import Mark, Scheme, marks_of
from .remembering import pattern_of
from .units import Named, read_list
from .values import Block, BlockKind, Skeleton
from .words import CAPITAL, any_of, flat

LEAD, SUPPORT, IMPLEMENT = "lead", "support", "implement"

_V = entries("verbs")
_LEAD = any_of(_V["lead"]["words"])
_SUPPORT = any_of(_V["support"]["words"])
_VERBS = any_of([*_V["lead"]["words"], *_V["support"]["words"], *_V["duty"]["words"]])
_ADVERBS = any_of(_V["adverbs"]["words"])
_CHAIN = re.compile(rf"(?:(?:{_VERBS}|{_ADVERBS})(?:\s*(?:,|và|hoặc|/)\s*|\s+)?)+")
_FIRST_FRAME = re.compile(
    rf"(?P<lead>(?<!đơn vị )(?<!cơ quan )(?<!được giao )(?<!phân công ){_LEAD})|(?P<support>{_SUPPORT})"
)
_PARTNERS = re.compile(
    rf"chủ trì(?:[^;.:]{{0,40}}?)(?:,|\s)\s*(?:và\s+)?{_SUPPORT}(?:\s+chặt chẽ)?(?:\s+(?:cùng với|cùng|với))?\s*:?\s*"
)
_WITH = re.compile(rf"{_SUPPORT}(?:\s+chặt chẽ)?(?:\s+(?:cùng với|cùng|với))\s*:?\s*")
_GIVING = any_of(_V["giving"]["words"])
_GIVEN = re.compile(
    r"(?:(?:đồng thời|ngoài ra|bên cạnh đó|trong đó|riêng)\s*,?\s+)?"
    r"(?:(?!tham mưu|đề xuất|trình |báo cáo|kiến nghị|phối hợp)"
    rf"(?P<who>[^,;.:]{{0,60}}?(?:ubnd|ủy ban nhân dân|chủ tịch|ban)[^,;.:]{{0,40}}?)\s+)?(?P<verb>{_GIVING})\s*:?\s+"
)
_TOPIC = re.compile(rf"(?:về|đối với)\s[^;]{{1,600}}:\s*(?={_GIVING}\s)")
"""What a request is about, before the colon after which it is given: "Về vốn: giao Bộ Tài chính …"."""
_ANCHOR = re.compile(
    r"(?<!\w)(?:với|cùng|của|cho|từ|giữa|tại|đến|gửi|về|trong|báo cáo|tham mưu|trình|giao|đề nghị|yêu cầu"
    r"|hướng dẫn|hỗ trợ|đôn đốc|là|phối hợp|chỉ đạo)\s+:?\s*"
)
_OPENING = re.compile(any_of(_V["opening"]["words"]))
_VERB_NEXT = re.compile(rf"\s*(?:{_VERBS})")
_MODAL = re.compile(rf"(?:{_ADVERBS}|{any_of(_V['modal']['words'])})\s+")
_SET_BEGINS = re.compile(r"[Cc]ác (?:[Ss]ở|[Bb]ộ|[Bb]an)(?= ngành|,)")
_PLURAL = re.compile(any_of(["các", "những", "toàn thể"]))
_MAY_FOLLOW = re.compile(any_of([*_V["opening"]["words"], *_V["adverbs"]["words"], *_V["modal"]["words"]]))
_NO_DUTY = re.compile(any_of(_V["no_duty"]["words"]))
_EXECUTION = re.compile(
    r"chịu trách nhiệm\s+(?:tổ chức\s+)?(?:thi hành|thực hiện)\s+(?:quyết định|chỉ thị|nghị quyết|thông tư)\s+này"
)
_SECTION = re.compile(
    r"tổ chức thực hiện|phân công|trách nhiệm|tổ chức triển khai|nhiệm vụ (?:của|cụ thể)|chế độ báo cáo|thực hiện"
)
_SENTENCE_END = re.compile(rf"(?<=[^\s.][^\s.])[.!?](?:\s*/\s*\.)?\s+(?=[“\"(]?{CAPITAL})")

_FIELD = re.compile(
    r"(?P<name>(?:(?:các )?(?:cơ quan|đơn vị|đơn vị, cá nhân|tổ chức|bộ phận|cán bộ|người|cơ quan, đơn vị)\s+)?"
    r"(?:(?:được )?(?:giao |phân công )?(?P<lead>chủ trì(?: (?:thực hiện|tham mưu|triển khai))?|đầu mối)"
    r"|(?P<support>phối hợp(?: thực hiện)?|tham gia(?: thực hiện| phối hợp)?)"
    r"|(?P<implement>(?:chịu trách nhiệm )?thực hiện|chịu trách nhiệm(?: thực hiện)?|phụ trách"
    r"|phân công(?: thực hiện| nhiệm vụ)?|trách nhiệm(?: thực hiện)?|tham mưu)))"
    r"\s*(?:\([^)]*\))?\s*:\s*"
)
"""A line of a task block: "Đơn vị chủ trì: …"."""
_PLAIN_FIELD = re.compile(
    r"(?:thời (?:gian|hạn|điểm)(?: (?:thực hiện|hoàn thành|báo cáo))?|tiến độ(?: thực hiện)?"
    r"|kết quả(?: đầu ra)?|sản phẩm(?: đầu ra| hoàn thành)?"
    r"|nhiệm vụ|nội dung(?: công việc)?|kinh phí(?: thực hiện)?|nguồn kinh phí|địa điểm|hình thức|đối tượng)\s*:\s*"
)

_COLUMN = (
    (LEAD, pattern_of(r"chủ trì|đầu mối|tham mưu trình")),
    (SUPPORT, pattern_of(r"phối hợp|(?:cơ quan|đơn vị|tổ chức)[^|]{0,15}tham gia|^tham gia$")),
    (
        IMPLEMENT,
        re.compile(
            r"(?:cơ quan|đơn vị|tổ chức|bộ phận|người|cán bộ|cá nhân)[^|]{0,30}(?:thực hiện|chịu trách nhiệm"
            r"|phụ trách|tham mưu|được giao)"
            r"|phân công(?: thực hiện| nhiệm vụ)?$|trách nhiệm(?: thực hiện)?$|^(?:đơn vị"
            r"|cơ quan)(?:, (?:đơn vị|cá nhân))?$"
        ),
    ),
)


_Heads = Sequence[Sequence[str]]
"""The words above each column of a table."""
_Rows = Sequence[Sequence[Field | None]]


@dataclass(frozen=True, slots=True)
class Part:
    """The part one unit has in a duty: characters `start` to `end` of block `block` name it."""

    named: Named
    role: str
    block: int
    start: int
    end: int
    rule: str
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be done: characters `start` to `end` of block `block`, with the parts units have in it."""

    block: int
    start: int
    end: int
    text: str
    parts: tuple[Part, ...]
    when: str = ""
    """What the block's field or the table's column says of the time."""
    product: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph without its label. `rank` says how deep it stands: smaller is higher."""

    block: int
    text: str
    offset: int
    """Where `text` begins in the block's text."""
    rank: int
    is_heading: bool
    section: str
    """The headings it stands under, flat."""

    @property
    def opens_at(self) -> int:
        """The rank from which on lines below belong to a list that this line opens."""
        return _LIST_OPENER if self.rank >= _TEXT_RANK else self.rank


_RANKS = {
    Scheme.PART: 0, Scheme.ANNEX: 0, Scheme.CHAPTER: 1, Scheme.SECTION: 2, Scheme.CAPITAL: 2, Scheme.ROMAN: 3,
    Scheme.ARTICLE: 3, Scheme.ARABIC: 10, Scheme.ARABIC_BRACKET: 20, Scheme.DECIMAL: 11, Scheme.LETTER: 30,
    Scheme.PARENTHESIS: 35, Scheme.STAR: 45, Scheme.BULLET: 40,
}  # fmt: skip
_TEXT_RANK = 60
"""A paragraph without a label: below every labelled line."""
_LIST_OPENER = 15
"""A paragraph without a label that opens a list: above the points and bullets, below the numbered headings."""


@dataclass
class _Owner:
    """The units whose duties the lines below are; `role` when the heading itself says which."""

    rank: int
    names: tuple[tuple[Named, int, int], ...]
    """Each with its block and the offset of the text it was read from."""
    role: str = ""
    partners_follow: bool = False

    def reaches(self, line: "Line") -> bool:
        """A paragraph without a label that ends in a colon speaks for the list right below it, not for later text."""
        return self.rank < line.rank and not (self.rank == _LIST_OPENER and line.rank >= _TEXT_RANK)


def read_duties(skeleton: Skeleton) -> tuple[Duty, ...]:
    """Every duty of the document that names somebody, in the order of the text."""
    return tuple(_Walk(skeleton).duties())


def set_names(skeleton: Skeleton) -> Iterator[Named]:
    """Every set name of the body (các sở, ban, ngành …), duty or no duty: its fullest form may stand anywhere."""
    for block in skeleton.body_blocks:
        for match in _SET_BEGINS.finditer(block.text):
            names, _ = read_list(block.text, match.start())
            yield from (name for name in names[:1] if name.kind == "set")


def lines(skeleton: Skeleton) -> Iterator[Line]:
    """The paragraphs of the body without their labels."""
    headings = {node.place.block: node for node in skeleton.outline}
    path: list[tuple[int, str]] = []
    for block in skeleton.body_blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        node = headings.get(block.index)
        mark, offset = _label(block)
        rank = _rank(mark)
        if node:
            path = [entry for entry in path if entry[0] < node.level]
            if mark is None:
                rank = 10 if node.level <= 2 else 25
        section = " / ".join(text for _, text in path)
        if node:
            path.append((node.level, flat(block.text[:200])))
        yield Line(block.index, block.text[offset:], offset, rank, node is not None, section)


def _label(block: Block) -> tuple[Mark | None, int]:
    if block.automatic_label:
        return _first_mark(block.automatic_label + " x"), 0
    mark = _first_mark(block.text)
    return mark, mark.end if mark else 0


@lru_cache(maxsize=4096)  # the lines of a document are walked by several rules
def _first_mark(text: str) -> Mark | None:
    return next(iter(marks_of(text)), None)


def _rank(mark: Mark | None) -> int:
    if mark is None:
        return _TEXT_RANK
    rank = _RANKS[mark.scheme] + (len(mark.numbers) - 2 if mark.scheme is Scheme.DECIMAL else 0)
    return rank + 2 if mark.label.startswith("+") else rank


@dataclass
class _Walk:
    """Goes through the lines of a document with the owners in mind."""

    skeleton: Skeleton
    owners: list[_Owner] = field(default_factory=list)
    _listed: bool = False
    _heads: _Heads = ()
    """The header of the table before: the next one may go on with it."""

    def duties(self) -> Iterator[Duty]:
        tables = {
            block.index: block
            for block in self.skeleton.blocks
            if block.kind is BlockKind.TABLE and block.index in self.skeleton.body
        }
        waiting = sorted(tables)
        block_task: _TaskBlock | None = None
        for line in lines(self.skeleton):
            while waiting and waiting[0] < line.block:
                yield from self._table(tables[waiting.pop(0)])
            self._leave(line)
            fields = _read_fields(line)
            if fields or _PLAIN_FIELD.match(flat(line.text)):
                block_task = (block_task or _TaskBlock(line)).with_line(line, fields)
                continue
            if block_task:
                yield from block_task.finish()
                block_task = None
            yield from self._line(line)
        if block_task:
            yield from block_task.finish()
        for index in waiting:
            yield from self._table(tables[index])

    def _table(self, block: Block) -> Iterator[Duty]:
        before = self.skeleton.blocks[max(0, block.index - 12) : block.index]
        start = max((at + 1 for at, line in enumerate(before) if line.cells or len(line.text) > 60), default=0)
        goes_on = bool(before) and before[-1].kind is BlockKind.TABLE
        heads = self._heads if goes_on else ()
        self._heads, _ = unit_headers(block, before[start:], heads)
        yield from table_duties(block, before[start:], heads)

    def _leave(self, line: Line) -> None:
        """Forgets the owners that do not reach down to `line`; notes whether their list has begun."""
        if line.is_heading or not self.owners:
            self._listed = False
        elif line.rank < _TEXT_RANK:
            self._listed = True
        self.owners = [owner for owner in self.owners if owner.reaches(line)]

    def _line(self, line: Line) -> Iterator[Duty]:
        owner = _owner_of(line)
        if owner:
            self.owners.append(owner)
            rest = _after_colon(line)
            if not rest:
                return
            line = Line(line.block, line.text[rest:], line.offset + rest, line.rank, False, line.section)
        standing = self.owners[-1] if self.owners else None
        if standing and line.rank >= _TEXT_RANK and self._listed and not _CHAIN.match(flat(line.text)):
            standing = None  # the closing words after a unit's list are no longer about that unit
        for start, end in _sentences(line.text):
            reading = _Sentence(line, start, end, standing, self.skeleton.header.issuer or "")
            parts = reading.parts()
            if parts:
                yield Duty(line.block, line.offset + start, line.offset + end, line.text[start:end], parts)
            if reading.opens:
                self.owners.append(reading.opens)


def _sentences(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    for stop in _SENTENCE_END.finditer(text):
        found.append((start, stop.start() + 1))
        start = stop.end()
    found.append((start, len(text)))
    return [(a, b) for a, b in found if text[a:b].strip()]


# --- headings that name a unit ---

_TITLE_WORDS = re.compile(r"(?:đề nghị|yêu cầu|giao|trách nhiệm của|nhiệm vụ của|đối với|phân công)\s*:?\s+")


_LISTS_UNITS = re.compile(r"(?:các|những)\s+(?:cục|vụ|viện|tập đoàn|tổng công ty|trung tâm|sở|bộ|ban|phòng)\s*$")
_CHARGED = re.compile(r"\s+có (?:trách nhiệm|nhiệm vụ)\s*$")


def _owner_of(line: Line) -> _Owner | None:
    """The owner a line makes of the units it consists of: "1. Sở Công Thương", "- Sở Tài chính: tham mưu …"."""
    colon = line.text.find(":")
    title = _TITLE_WORDS.match(flat(line.text))
    start = title.end() if title else 0
    if 0 <= colon < start:
        colon = line.text.find(":", start)
    if colon >= 0 and _LISTS_UNITS.search(flat(line.text), max(0, colon - 20), colon):
        return None  # "Các Tập đoàn: A, B phối hợp …": the colon names them and ends no heading
    head_end = colon if 0 <= colon < 320 else len(line.text)
    head = line.text[:head_end]
    if head_end - start > 400 or line.rank >= _TEXT_RANK and not line.is_heading and colon < 0 and not title:
        return None
    charged = _CHARGED.search(flat(head), start)
    head = head[: charged.start()] if charged else head
    names, end = read_list(head, start, closed=True)
    if not names or names[0].start != start:
        return None
    if _says_something(head, start, colon):
        return None
    remainder = re.sub(r"\([^()]*\)", "", head[end:]).strip(" .,;:/-*")
    if remainder and not re.fullmatch(
        r"(?:(?:có )?liên quan|(?:đóng )?trên địa bàn.{0,60}|trong .{0,60}|thuộc .{0,80}|của .{0,60}|khác|trực thuộc)",
        flat(remainder),
    ):
        return None
    named = [name for name in names if not name.is_rest]
    if not named:
        return None
    shared_out = bool(charged or _SECTION.search(line.section))
    about = title is not None and title.group().startswith(flat("đối với"))
    if not shared_out and (about or any(name.kind in ("group", "folk") for name in named)):
        return None
    return _Owner(line.rank, tuple((name, line.block, line.offset) for name in named))


def _says_something(head: str, start: int, colon: int) -> bool:
    """Whether a verb follows the units, so that the line is a sentence about them and no heading."""
    _, end = read_list(head, start)
    rest = head[end:].strip()
    verb = _VERB_NEXT.match(flat(head[end:]))
    return colon < 0 and bool(verb) and (len(rest) > 80 or rest[-1:] in ".;/")


def _after_colon(line: Line) -> int:
    """Where the duty begins that a heading carries after its colon; 0 when there is none."""
    title = _TITLE_WORDS.match(flat(line.text))
    colon = line.text.find(":", title.end() if title else 0)
    rest = pattern_of(r":\s*(?=\S)").match(line.text, colon) if colon >= 0 else None
    return rest.end() if rest else 0


# --- one sentence ---


@dataclass
class _Sentence:
    """Reads the clauses of one sentence of a line."""

    line: Line
    start: int
    end: int
    owner: _Owner | None
    issuer: str
    opens: _Owner | None = None
    """The owner the sentence makes for the lines below when it ends in a colon."""
    found: list[Part] = field(default_factory=list)
    _led: bool = False

    def parts(self) -> tuple[Part, ...]:
        text = self.line.text[: self.end]
        if _EXECUTION.search(flat(text[self.start :])):
            return ()
        subject: tuple[tuple[Named, int, int], ...] = self.owner.names if self.owner else ()
        rule = "heading" if subject else ""
        for start, end in self._clauses():
            subject, rule = self._clause(start, end, subject, rule)
        return tuple(self.found)

    def _clauses(self) -> list[tuple[int, int]]:
        """Cut at semicolons, but not inside brackets and not between the names of a list."""
        text = self.line.text
        if ";" not in text:
            return [(self.start, self.end)]
        cuts = [self.start]
        depth = 0
        for index in range(self.start, self.end):
            char = text[index]
            depth += (char == "(") - (char == ")")
            if char == ";" and depth <= 0 and not self._inside_list(index):
                cuts.append(index + 1)
        cuts.append(self.end)
        return [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if text[a:b].strip(" .;/")]

    def _inside_list(self, index: int) -> bool:
        """Whether the semicolon at `index` joins two units of one list rather than two clauses."""
        following = pattern_of(r";\s*(?:và\s+)?").match(self.line.text, index)
        if not following:
            return False
        names, end = read_list(self.line.text[: self.end], following.end())
        if not names:
            return False
        begins = self.start + len(self.line.text[self.start :]) - len(self.line.text[self.start :].lstrip(" -–+•*"))
        return read_list(self.line.text[: self.end], begins)[1] >= index or self._covers(self.start, index)

    def _covers(self, start: int, position: int) -> bool:
        """Whether a list of units that follows a preposition runs over `position`."""
        text, small = self.line.text[: self.end], flat(self.line.text[: self.end])
        for anchor in [*_ANCHOR.finditer(small, start, position)][-4:]:
            names, end = read_list(text, anchor.end())
            if names and end >= position:
                return True
        return False

    def _clause(
        self, start: int, end: int, subject: tuple[tuple[Named, int, int], ...], rule: str
    ) -> tuple[tuple[tuple[Named, int, int], ...], str]:
        """Reads one clause; gives the subject that an elliptic next clause takes over."""
        text, small = self.line.text[:end], flat(self.line.text[:end])
        position = start + len(text[start:]) - len(text[start:].lstrip(" -+*•"))
        if self.owner and self.owner.partners_follow:
            names, after = read_list(text, position)
            if names:
                self._add(names, SUPPORT, "partners below")
                return subject, rule
        topic = _TOPIC.match(small, position)
        position = topic.end() if topic else position
        given = _GIVEN.match(small, position)
        if given and not self._is_owners_request(given):
            names, after = read_list(text, given.end())
            if any(name.kind not in ("folk", "rest") for name in names):
                return self._with_subject(names, after, end, "given"), "given"
            if names and self.line.rank >= _TEXT_RANK:
                return subject, rule  # asked of everybody: nobody's duty, and not the last unit's either
        own = self._own_subject(text, small, position, end)
        if own:
            names, after = own
            return self._with_subject(names, after, end, "subject"), "subject"
        if not subject:
            return subject, rule
        role = self._role(small, position, end)
        if role is None:
            return subject, rule
        if role == IMPLEMENT and self._led:
            return subject, rule  # "chủ trì …; xây dựng …": the first words govern the whole sentence
        self._led = self._led or role == LEAD
        if self.owner and self.owner.role and rule == "heading" and role == IMPLEMENT:
            role = self.owner.role
        self._add_owned(subject, role, rule)
        self._partners(text, small, position, end, role)
        self._opens(text, small, position, end, subject, role)
        return subject, rule

    def _is_owners_request(self, given: re.Match[str]) -> bool:
        """Whether "đề nghị Bộ …" stands in a unit's own list: its request to others, and no order of the plan. Only the
        issuer gives ("giao")."""
        asks = not given.group("who") and not given.group("verb").startswith("giao")
        return bool(self.owner) and asks and 10 < self.line.rank < _TEXT_RANK

    def _own_subject(self, text: str, small: str, position: int, end: int) -> tuple[tuple[Named, ...], int] | None:
        """The units a clause begins with, at once or after an adjunct, when something to do follows them."""
        for at in self._subject_places(text, small, position, end):
            names, after = read_list(text, at)
            if names and not self.owner and all(name.kind in ("folk", "rest") for name in names):
                continue
            if names and self._has_predicate(text, small, names, after, end):
                return names, after
        return None

    def _subject_places(self, text: str, small: str, position: int, end: int) -> Iterator[int]:
        yield position
        joined = pattern_of(r"(?:đồng thời|ngoài ra|bên cạnh đó|trong đó|riêng|riêng đối với)\s*,?\s+").match(
            small, position
        )
        if joined:
            yield joined.end()
        if _OPENING.match(small, position):
            for comma in re.finditer(
                r"(?:,|:|\))\s*(?:thì\s+|(?:đề nghị|yêu cầu)\s+)?|(?:đề nghị|yêu cầu)\s+",
                small[position:end],
            ):
                at = position + comma.end()
                begins = at < end and (text[at].isupper() or _PLURAL.match(small, at))
                if begins and not self._covers(position, at - 1):
                    yield at

    def _has_predicate(self, text: str, small: str, names: Sequence[Named], after: int, end: int) -> bool:
        rest = small[after:end]
        lead = len(rest) - len(rest.lstrip(" ,"))
        at = after + lead
        if _NO_DUTY.match(small, at):
            return False
        if pattern_of(_VERBS).match(small, at):
            return True
        colon = pattern_of(r"\s*:\s*(?=\S)").match(small, after)
        if colon:
            return bool(_CHAIN.match(small, colon.end()) or _OPENING.match(small, colon.end()))
        return bool(_MAY_FOLLOW.match(small, at) and self._first_verb(small, at, end) is not None)

    def _with_subject(
        self, names: Sequence[Named], after: int, end: int, rule: str
    ) -> tuple[tuple[Named, int, int], ...]:
        text, small = self.line.text[:end], flat(self.line.text[:end])
        subject = tuple((name, self.line.block, self.line.offset) for name in names if not name.is_rest)
        if self.owner and rule == "subject" and all(name.kind in ("person", "folk") for name in names):
            subject, rule = self.owner.names, "heading"  # what is said of its people is the unit's own duty
        at = after + len(text[after:]) - len(text[after:].lstrip(" ,:"))
        role = self._role(small, at, end)
        if role is None and rule != "given":
            return subject
        passed_on = self._passed_on(text, small, at, end)
        self._led = role == LEAD
        self._add_owned(subject, role or IMPLEMENT, rule)
        self._partners(text, small, at, end, role or IMPLEMENT)
        if passed_on:
            self._add_owned(passed_on, IMPLEMENT, "passed on")
            self.opens = _Owner(self._depth(), passed_on)
        else:
            self._opens(text, small, at, end, subject, role or IMPLEMENT)
        return subject

    def _passed_on(self, text: str, small: str, position: int, end: int) -> tuple[tuple[Named, int, int], ...]:
        """ "Sở A chỉ đạo Chi cục B thực hiện các nội dung sau:" makes B the owner of what follows."""
        match = pattern_of(r"(?:chỉ đạo|giao|yêu cầu|phân công)\s+").match(small, position)
        if not match or not text[:end].rstrip().endswith(":"):
            return ()
        names, _ = read_list(text, match.end())
        return tuple((name, self.line.block, self.line.offset) for name in names if name.kind == "body")

    def _opens(
        self, text: str, small: str, position: int, end: int, subject: tuple[tuple[Named, int, int], ...], role: str
    ) -> None:
        """A sentence that ends in a colon, or is a frame without a duty, speaks for the lines below."""
        body = text[position:end].strip()
        partners = (
            _PARTNERS.match(small, position)
            or _WITH.match(small, position)
            or pattern_of(r"chủ trì,?\s*phối hợp\s*:?\s*$").match(small, position)
        )
        bare = False
        if partners:
            _, after = read_list(text, partners.end())
            bare = not re.sub(r"[\s.:;,]|và", "", text[after:end])
        if not (body.endswith(":") or bare):
            return
        waits = bool(re.fullmatch(r"chủ trì,?\s*(?:và\s+)?phối hợp(?:\s+với)?\s*[:.]?", flat(body)))
        self.opens = _Owner(self._depth(), subject, role if bare or partners else "", partners_follow=waits)

    def _depth(self) -> int:
        return self.line.opens_at

    def _role(self, small: str, position: int, end: int) -> str | None:
        """lead, support or implement by the verbs a predicate begins with; None when it says no duty."""
        at = position
        if _NO_DUTY.match(small, at):
            return None
        chain = _CHAIN.match(small, at)
        if chain and not self._is_adjunct(small, at):
            frame = _FIRST_FRAME.search(small, at, min(chain.end() + 1, end))
            if frame:
                return LEAD if frame.group("lead") else SUPPORT
            return IMPLEMENT
        first = self._first_verb(small, at, end)
        if first is None:
            return IMPLEMENT if self._is_listed_duty(small, at) else None
        chain = _CHAIN.match(small, first)
        reach = chain.end() + 1 if chain else first + 1
        frame = _FIRST_FRAME.search(small, first, reach)
        return (LEAD if frame.group("lead") else SUPPORT) if frame else IMPLEMENT

    def _is_listed_duty(self, small: str, at: int) -> bool:
        """Whether a line without a known verb is a duty because it stands below a unit where duties are shared out."""
        shared_out = bool(self.owner and _SECTION.search(self.line.section)) and not self._is_adjunct(small, at)
        return shared_out and not pattern_of(r"không|mỗi|tối đa|tối thiểu|tổng|số|là|\W|\d").match(small, at)

    def _is_adjunct(self, small: str, at: int) -> bool:
        """Whether an adjunct begins here and no verb that happens to begin alike (theo kế hoạch, but theo dõi)."""
        opening = _OPENING.match(small, at)
        verb = pattern_of(_VERBS).match(small, at)
        return opening is not None and not (verb and verb.end() >= opening.end())

    def _first_verb(self, small: str, position: int, end: int) -> int | None:
        """Where the main verb stands after an adjunct: after a comma, else the first frame word."""
        verb = pattern_of(_VERBS)
        if not self._is_adjunct(small, position):
            for match in _MODAL.finditer(small[position:end]):
                if verb.match(small, position + match.end()):
                    return position + match.end()
        for comma in re.finditer(r",\s*", small[position:end]):
            if verb.match(small, position + comma.end()):
                return position + comma.end()
        frame = _FIRST_FRAME.search(small, position, end)
        if frame:
            return frame.start()
        plain = pattern_of(_VERBS).search(small, position + 3, end)
        return plain.start() if plain else None

    def _partners(self, text: str, small: str, position: int, end: int, role: str) -> None:
        """The units after "chủ trì, phối hợp với" support; after a plain "phối hợp với" they have no duty."""
        for match in _PARTNERS.finditer(small, position, end):
            names, _ = read_list(text, match.end())
            self._add(names, SUPPORT, "partner")

    def _add(self, names: Iterable[Named], role: str, rule: str) -> None:
        self._add_owned(
            tuple((name, self.line.block, self.line.offset) for name in names if not name.is_rest), role, rule
        )

    def _add_owned(self, names: tuple[tuple[Named, int, int], ...], role: str, rule: str) -> None:
        for name, block, offset in names:
            part = Part(name, role, block, offset + name.start, offset + name.end, rule, _CONFIDENCE.get(rule, 0.8))
            if part not in self.found:
                self.found.append(part)


_CONFIDENCE = {"heading": 0.93, "partner": 0.9, "given": 0.9, "subject": 0.82, "partners below": 0.8, "passed on": 0.7}


# --- task blocks ---


@dataclass(frozen=True, slots=True)
class _Field:
    """`value` is the part of the line from `start` on that names the units."""

    role: str
    value: str
    start: int


def _read_fields(line: Line) -> list[_Field]:
    """The unit fields of a line; one with no names announces the lines below ("b) Cơ quan thực hiện:")."""
    found: list[_Field] = []
    if ":" not in line.text:
        return found
    small = flat(line.text)
    for match in _FIELD.finditer(small):
        if match.start() and not re.search(r"(?:^|[(;.:,])\s*$", small[: match.start()]):
            continue
        role = LEAD if match.group("lead") else SUPPORT if match.group("support") else IMPLEMENT
        following = _FIELD.search(small, match.end())
        end = following.start() if following else len(line.text)
        stop = pattern_of(r"[;.]\s*(?:thời gian|tiến độ|kết quả|sản phẩm|hoàn thành)").search(small, match.end(), end)
        value = line.text[match.end() : stop.start() if stop else end]
        if not value.strip() or read_list(value, closed=True)[0]:
            found.append(_Field(role, value, match.end()))
    return found


@dataclass(frozen=True, slots=True)
class _TaskBlock:
    """Consecutive field lines: nhiệm vụ, cơ quan chủ trì, cơ quan phối hợp, thời gian."""

    first: Line
    parts: tuple[Part, ...] = ()
    when: str = ""
    product: str = ""
    task: Line | None = None

    def with_line(self, line: Line, fields: Sequence[_Field]) -> "_TaskBlock":
        small = flat(line.text)
        parts = [
            part
            for one in fields
            for part in _unit_parts(line.block, one.value, line.offset + one.start, one.role, "field")
        ]
        value = line.text.partition(":")[2].strip()
        when = value if re.match(r"thời (?:gian|hạn|điểm)|tiến độ", small) else self.when
        product = value if re.match(r"kết quả|sản phẩm", small) else self.product
        task = line if re.match(r"nhiệm vụ|nội dung", small) and value else self.task
        return _TaskBlock(self.first, (*self.parts, *parts), when, product, task)

    def finish(self) -> Iterator[Duty]:
        if self.parts:
            line = self.task or self.first
            yield Duty(
                line.block, line.offset, line.offset + len(line.text), line.text, self.parts, self.when, self.product
            )


# --- tables ---


def table_duties(block: Block, above: Sequence[Block] = (), headers: _Heads = ()) -> Iterator[Duty]:
    """The duties of a table whose header names columns for units.

    A header the carrier cut off stands in the lines `above`; a table that goes on over a page takes over `headers`.
    """
    headers, rows = unit_headers(block, above, headers)
    roles = _unit_columns(headers)
    if not roles:
        return
    task, when, product = (_column(headers, roles, words) for words in (_TASK_HEAD, _WHEN_HEAD, _PRODUCT_HEAD))
    for row in rows:
        parts = [
            part
            for column, role in roles.items()
            if column < len(row) and (unit := row[column]) and not unit.fills
            for part in _unit_parts(block.index, unit.text, unit.start, role, "table")
        ]
        if parts:
            name = _text_of(row, task)
            start = row[task].start if task is not None and row[task] else parts[0].start  # type: ignore[union-attr]
            end = start + len(name) if name else parts[0].end
            told = tuple(dict.fromkeys(parts))
            yield Duty(block.index, start, end, name, told, _text_of(row, when), _text_of(row, product))


def unit_headers(block: Block, above: Sequence[Block] = (), before: _Heads = ()) -> tuple[_Heads, _Rows]:
    """The words above each column, and the rows of data, where any column is one of units; else () and the rows."""
    grid = grid_of(block)
    first_row = tuple((field.text if field else "",) for field in grid.rows[0]) if grid.rows else ()
    numbering = [at for at, line in enumerate(above) if flat(line.text) in ("stt", "tt", "số tt")]
    lines_above = tuple((line.text,) for line in above[numbering[-1] :]) if numbering else ()
    tries: tuple[tuple[_Heads, _Rows], ...] = (
        (grid.headers, grid.rows),
        (first_row, grid.rows[1:]),
        (lines_above, grid.rows),
        (before, _plain_rows(block)),
    )
    return next((found for found in tries if _unit_columns(found[0])), ((), grid.rows))


def _plain_rows(block: Block) -> _Rows:
    """The rows of a table that has no header of its own, cell by cell."""
    rows: dict[int, dict[int, Field]] = {}
    for cell in block.cells:
        field_ = Field(block.text[cell.start : cell.end], cell.start, cell.end)
        rows.setdefault(cell.row, {})[cell.column] = field_
    return [[row.get(column) for column in range(max(row) + 1)] for _, row in sorted(rows.items())]


_TASK_HEAD = re.compile(r"nhiệm vụ|nội dung|công việc|hoạt động|chỉ tiêu|tên ")
_WHEN_HEAD = re.compile(r"thời gian|thời hạn|tiến độ|hoàn thành")
_PRODUCT_HEAD = re.compile(r"kết quả|sản phẩm")


def _unit_columns(headers: Sequence[Sequence[str]]) -> dict[int, str]:
    """Column → role, by the words above it."""
    found = {column: _role_of(header) for column, header in enumerate(headers)}
    heads = {column for column, header in enumerate(headers) if _HEAD_OF_UNIT.search(flat(" ".join(header)))}
    if set(found.values()) & {LEAD, SUPPORT}:  # the bodies have columns of their own: who heads them is no further one
        found = {column: role for column, role in found.items() if column not in heads}
    return {column: role for column, role in found.items() if role}


def _column(headers: Sequence[Sequence[str]], taken: dict[int, str], words: re.Pattern[str]) -> int | None:
    heads = [flat(" ".join(header)) for header in headers]
    return next((column for column, head in enumerate(heads) if column not in taken and words.search(head)), None)


def _text_of(row: Sequence[Field | None], column: int | None) -> str:
    found = row[column] if column is not None and column < len(row) else None
    return found.text if found else ""


def _role_of(header: Sequence[str]) -> str:
    """The role a column's header gives its units; the words nearest to the data count most."""
    for text in reversed([flat(words).strip() for words in header if words.strip()]):
        if len(text) >= 80 or _OTHER_HEAD.match(text):
            continue
        for role, pattern in _COLUMN:
            if pattern.search(text):
                return role
    return ""


_HEAD_OF_UNIT = re.compile(r"người đứng đầu|lãnh đạo (?:phụ trách|chỉ đạo|chịu trách nhiệm)")
_OTHER_HEAD = re.compile(r"thời gian|kết quả|sản phẩm|kinh phí|nội dung|nhiệm vụ|tên")


def _unit_parts(block: int, text: str, start: int, role: str, rule: str) -> Iterator[Part]:
    """The units of a cell or field; "X chủ trì, phối hợp với Y; các sở thực hiện" may say the roles itself."""
    position = 0
    while position < len(text):
        names, end = read_list(text, position, closed=True)
        if not names:
            mark = pattern_of(r"[^;.,\n:]*[;.,\n:]\s*[-–+•]?\s*|[-–+•]\s*").match(text, position)
            if not mark or mark.end() == position:
                return
            position = mark.end()
            continue
        own = _said_role(flat(text[end : end + 60]).lstrip(" :,"), role, position)
        picked = _PICKED.match(text, end)
        if names[-1].is_rest and picked:
            whole = Named(names[-1].start, picked.end(), text[names[-1].start : picked.end()], "group")
            names, end = (*names[:-1], whole), picked.end()
        for name in names:
            if not name.is_rest:
                yield Part(name, own, block, start + name.start, start + name.end, rule, 0.95)
        rest = pattern_of(r"[^;\n]*").match(text, end)
        stop = rest.end() if rest else end
        for match in _PARTNERS.finditer(flat(text), end, stop):
            for name in read_list(text[:stop], match.end(), closed=True)[0]:
                if not name.is_rest:
                    yield Part(name, SUPPORT, block, start + name.start, start + name.end, rule, 0.9)
            role = SUPPORT  # "phối hợp với A; B; C": what follows the semicolon goes on with the partners
        position = len(text) - len(text[stop + 1 :].lstrip(" -–+•"))


_PICKED = re.compile(
    r"\s+(?:được (?:giao|phân công)|có)(?!\s+liên quan|\s+chức năng|\s+thẩm quyền)(?:\s+[^\s;,.:()]+){2,12}"
)
"""What makes somebody of a rest: "các đơn vị được giao thực hiện …"."""


def _said_role(follows: str, role: str, position: int) -> str:
    """The role the words after the names give, else that of the column or field."""
    if re.match(_SUPPORT, follows):
        return SUPPORT
    if re.match("chủ trì", follows):
        return LEAD
    if role == LEAD and position and re.match(r"(?:tổ chức )?thực hiện", follows):
        return IMPLEMENT
    return role
