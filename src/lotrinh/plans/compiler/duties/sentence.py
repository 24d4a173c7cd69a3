"""One sentence of a line: its clauses, who is the subject of each, and what an elliptic clause takes over."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..remembering import pattern_of
from ..units import Named, read_list
from ..words import CAPITAL, flat
from .frames import (
    BESIDE,
    CHAIN,
    EXECUTION,
    GIVEN,
    LED_BESIDE,
    PARTNERS,
    TOPIC,
    VERB_NEXT,
    VERBS,
    WITH,
    role_of,
)
from .lines import TEXT_RANK, Line
from .owners import SECTION, Owner
from .parts import IMPLEMENT, LEAD, SUPPORT, Part
from .subjects import OF_OTHERS, Subject, Subjects, after_brackets, covers

_SENTENCE_END = re.compile(rf"(?<=[^\s.][^\s.])[.!?](?:\s*/\s*\.)?\s+(?=[“\"(]?{CAPITAL})")

_PROPOSAL = re.compile(r"[\s\-+*•]*về (?:việc |các |kiến nghị )?(?:đề nghị|kiến nghị|đề xuất)(?!\w)")
_ALSO = re.compile(r",\s*(?:đồng thời,?\s+|chủ động\s+)?phối hợp (?:chặt chẽ )?(?:với|cùng)(?!\w)")
_OF_OTHERS_DOING = re.compile(r"(?:tham gia|tham dự|dự|theo|căn cứ|thực hiện theo|tiếp thu|phối hợp)(?!\w)")
_DONE_BY = re.compile(r"(?<!\w)do\s+(?=\w)")
_DOING = re.compile(
    r"\s*(?P<before>,?\s*)(?:là (?:cơ quan|đơn vị) )?(?:chủ trì|làm đầu mối|(?:cùng )?phối hợp|trực tiếp phụ trách"
    r"|phụ trách(?=\s*(?:[,.;/)]|$))|theo dõi|tổng hợp|tham mưu|chịu trách nhiệm|đảm nhận|triển khai)(?!\w)"
)
_DOING_IT = re.compile(r"(?P<before>\s*)(?:tổ chức )?thực hiện(?=\s*(?:[,.;/)]|$))")
"""Said of who does a thing that is ordered in the same clause: "Thực hiện 30 phóng sự do Báo B thực hiện"."""
"""What is done by whom a list of tasks names; "do … ban hành, quản lý, bảo đảm" only tells which thing is meant."""
_TOLD_DONE = re.compile(r"(?<!\w)(?:đã|đang|vừa|được (?:phê duyệt|ban hành|giao))(?!\w)")
_PARTNERS_ARE = re.compile(r"(?:(?:cơ quan|đơn vị)\s+)?phối hợp(?:\s+với)?\s*:?\s+")
_ROLE_AT_END = re.compile(r"(?:cùng )?(?:phối hợp|tham gia phối hợp)(?: thực hiện)?|(?:tổ chức )?thực hiện")
_BEGINS = re.compile(r"[\s\-+*•]*(?:\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s*)?")
"""Before a clause: a bullet, or the number it has inside its sentence."""


def sentences_of(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    for stop in _SENTENCE_END.finditer(text):
        found.append((start, stop.start() + 1))
        start = stop.end()
    found.append((start, len(text)))
    return [(a, b) for a, b in found if text[a:b].strip()]


@dataclass
class SentenceReader:
    """Reads the clauses of one sentence of a line."""

    line: Line
    start: int
    end: int
    owner: Owner | None
    issuer: str
    opens: Owner | None = None
    """The owner the sentence makes for the lines below when it ends in a colon."""
    goes_on: Subject = ()
    """Who did what the sentence before told, on the same line: a verb without a subject goes on with them."""
    found: list[Part] = field(default_factory=list)
    _led: bool = False

    def parts(self) -> tuple[Part, ...]:
        text = self.line.text[: self.end]
        small = flat(text)
        if EXECUTION.search(small, self.start):
            return ()
        self.start = self._after_proposal(text, small)
        subject: Subject = self.owner.names if self.owner else ()
        rule = "heading" if subject else ""
        if self.goes_on and not subject and CHAIN.match(flat(text), self.start):
            subject, rule = self.goes_on, "goes on"
        for start, end in self._clauses():
            subject, rule = self._clause(start, end, subject, rule)
        self._in_brackets(text)
        self.goes_on = subject if rule in ("subject", "given", "goes on") and not self.owner else ()
        return tuple(self.found)

    def _after_proposal(self, text: str, small: str) -> int:
        """Where the answer begins: "Về đề nghị Bộ A …; hoàn thiện …: Bộ B nghiên cứu": the proposal orders nothing."""
        proposal = _PROPOSAL.match(small, self.start)
        for colon in pattern_of(r":\s+(?=\S)").finditer(small, self.start) if proposal else ():
            if read_list(text, colon.end())[0] or GIVEN.match(small, colon.end()):
                return colon.end()
        told = pattern_of(r":\s+(?=\S)").search(small, self.start) if proposal else None
        return told.end() if told else self.start

    def _done_by(self, text: str, small: str, position: int, end: int) -> bool:
        """Who does what an item of a list names: "Tổ chức 02 hội nghị, do Sở A chủ trì, phối hợp với Sở B".

        What a unit attends is only told of others ("tham dự các cuộc họp do Bộ B chủ trì"), and so is who makes a
        thing where nothing is to be done ("giá các dịch vụ do Sở C tham mưu")."""
        if _OF_OTHERS_DOING.match(small, position):
            return False
        found = len(self.found)
        for by in _DONE_BY.finditer(small, position, end):
            names, after = read_list(text, by.end())
            behind = after_brackets(text, small, after)
            orders = position > self.start or pattern_of(VERBS).match(small, position)
            doing = _DOING.match(small, behind) or (_DOING_IT.match(small, behind) if orders else None)
            acts = by.start() == position or orders or pattern_of(VERBS).search(small, position, by.start())
            if self.owner and not self._are_owners(names):
                continue
            if names and doing and acts and not _TOLD_DONE.search(small, position, by.start()):
                end = len(text)
                role = role_of(small, doing.end("before"), end, False) or IMPLEMENT
                self._add(names, role, "done by")
                self._partners(text, small, doing.end("before"), end, role)
                beside = pattern_of(r"\s*[,;]\s*").match(small, doing.end())
                also, after = read_list(text, beside.end()) if beside else ((), 0)
                self._add(also if BESIDE.match(small, after) else (), SUPPORT, "partner")
        return len(self.found) > found

    def _is_owners_sector(self, named: Named) -> bool:
        """Whether a sector is named that an owner heads: "ngành Y tế" below the heading of Sở Y tế."""
        sector = pattern_of(r"(?:riêng )?(?:các )?ngành (.+)").fullmatch(flat(named.text))
        owners = self.owner.names if self.owner and sector else ()
        return any(flat(name.text).endswith(sector.group(1)) for name, _, _ in owners)  # type: ignore[union-attr]

    def _are_owners(self, names: Sequence[Named]) -> bool:
        owners = {flat(name.text) for name, _, _ in self.owner.names} if self.owner else set()
        return any(flat(name.text) in owners for name in names)

    def _in_brackets(self, text: str) -> None:
        """What a remark at the end gives: "Ban hành quy chế (giao Công an tỉnh chủ trì, phối hợp với Sở A; quý I)"."""
        small = flat(text)
        for opening in pattern_of(r"\((?P<given>giao\s+)?(?=\S)").finditer(small, self.start):
            close = small.find(")", opening.end())
            if close < 0:
                return
            start, led, given = opening.end(), False, bool(opening["given"])
            for part in small[start:close].split(";"):
                begins = start + len(part) - len(part.lstrip())
                led = self._remark(text, small, begins, start + len(part), given, led) or led
                start, given = start + len(part) + 1, False

    def _remark(self, text: str, small: str, start: int, end: int, given: bool, led: bool) -> bool:
        """One part of a remark in brackets, up to its semicolon; whether it says who leads."""
        partners = _PARTNERS_ARE.match(small, start, end) if led else None
        if partners:
            self._add(read_list(text[:end], partners.end())[0], SUPPORT, "partner")
            return False
        by = pattern_of(r"do\s+").match(small, start)
        names, after = read_list(text[:end], by.end() if by else start)
        at = after + len(small[after:end]) - len(small[after:end].lstrip(" ,:"))
        leads = pattern_of(r"(?:là đơn vị |là cơ quan )?chủ trì(?!\w)").match(small, at)
        alone = _ROLE_AT_END.match(small, at)
        if names and alone and alone.end() == end:
            self._add(names, SUPPORT if "phối hợp" in alone.group() else IMPLEMENT, "given")
        elif names and (given or leads):
            self._add(names, role_of(small, at, end, False) or IMPLEMENT, "given")
            self._partners(text[:end], small, at, end, LEAD)
        return bool(names and leads)

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
        text, small = self.line.text[: self.end], flat(self.line.text[: self.end])
        names, end = read_list(text, following.end())
        if not names:  # "yêu cầu các Bộ: Nội vụ; Tư pháp": the head is printed once
            return bool(covers(text, small, self.start, index + 1))
        begins = self.start + len(text[self.start :]) - len(text[self.start :].lstrip(" -–+•*"))
        if read_list(text, begins)[1] >= index:
            return True
        before = covers(text, small, self.start, index)
        return bool(before) and not (before in OF_OTHERS and VERB_NEXT.match(small, end))

    def _clause(self, start: int, end: int, subject: Subject, rule: str) -> tuple[Subject, str]:
        """Reads one clause; gives the subject that an elliptic next clause takes over."""
        text, small = self.line.text[:end], flat(self.line.text[:end])
        position = _BEGINS.match(text, start).end()  # type: ignore[union-attr]
        if self.owner and self.owner.partners_follow:
            names, after = read_list(text, position)
            if names:
                self._add(names, SUPPORT, "partners below")
                return subject, rule
        topic = TOPIC.match(small, position)
        position = topic.end() if topic else position
        subjects = Subjects(self.line, self.line.text[: self.end], text, small, end, self.owner, self.issuer)
        position = subjects.after_speaker(position) or position
        given = GIVEN.match(small, position)
        if given and not self._is_owners_request(given):
            names, after = read_list(text, given.end())
            if any(name.kind not in ("folk", "rest") for name in names):
                return self._with_subject(names, after, end, "given"), "given"
            if names and self.line.rank >= TEXT_RANK:
                return subject, rule  # asked of everybody: nobody's duty, and not the last unit's either
        own = subjects.own(position)
        if own and not subject and self._done_by(text, small, position, own[0][0].start):
            return subject, rule
        if own:
            names, after = own
            return self._with_subject(names, after, end, "subject"), "subject"
        if not subject:
            self._done_by(text, small, position, end)
            return subject, rule
        role = self._role(small, position, end)
        if role is None:
            return subject, rule
        if role == IMPLEMENT and self._led:
            return subject, rule  # "chủ trì …; xây dựng …": the first words govern the whole sentence
        self._does(text, small, position, role, subject, rule)
        return subject, rule

    def _does(self, text: str, small: str, position: int, role: str, subject: Subject, rule: str) -> None:
        """What the standing subject does in a clause of its own verb."""
        end = len(text)
        self._led = self._led or role == LEAD and "chủ trì" in small[position : position + 60]
        heads = self.owner.role if self.owner and rule == "heading" else ""
        if heads == LEAD and role == SUPPORT:  # "Sở A chủ trì: - Phối hợp với Sở B …": A still leads
            partners = WITH.match(small, position)
            self._add(read_list(text, partners.end())[0] if partners else (), SUPPORT, "partner")
        role = heads if heads == LEAD or heads and role == IMPLEMENT else role
        self._add_owned(subject, role, rule)
        if role == IMPLEMENT and _ALSO.search(small, position, end):
            self._add_owned(subject, SUPPORT, rule)
        self._partners(text, small, position, end, role)
        if self.owner and role != LEAD:
            self._done_by(text, small, position, end)
        self._opens(text, small, position, end, subject, role)

    def _is_owners_request(self, given: re.Match[str]) -> bool:
        """Whether "đề nghị Bộ …" stands in a unit's own list: its request to others, and no order of the plan. Only the
        issuer gives ("giao")."""
        asks = not given.group("who") and not given.group("verb").startswith("giao")
        of_all = self.owner is not None and all(name.kind == "set" for name, _, _ in self.owner.names)
        return bool(self.owner) and not of_all and asks and 10 < self.line.rank < TEXT_RANK

    def _with_subject(self, names: Sequence[Named], after: int, end: int, rule: str) -> Subject:
        text, small = self.line.text[:end], flat(self.line.text[:end])
        subject = tuple((name, self.line.block, self.line.offset) for name in names if not name.is_rest)
        people = all(name.kind in ("person", "folk") for name in names)
        own = people or all(self._is_owners_sector(name) for name in names)
        if self.owner and rule == "subject" and own and not self.owner.is_people:
            subject, rule = self.owner.names, "heading"  # what is said of its people is the unit's own duty
        after = after_brackets(text, small, after)
        at = after + len(text[after:]) - len(text[after:].lstrip(" ,:"))
        role = self._role(small, at, end)
        if role is None and rule != "given":
            return subject
        passed_on = self._passed_on(text, small, at, end)
        self._led = role == LEAD and "chủ trì" in small[at : at + 60]
        self._add_owned(subject, role or IMPLEMENT, rule)
        if role == IMPLEMENT and _ALSO.search(small, at, end):
            self._add_owned(subject, SUPPORT, rule)
        self._partners(text, small, at, end, role or IMPLEMENT)
        if passed_on:
            self._add_owned(passed_on, IMPLEMENT, "passed on")
            self.opens = Owner(self._depth(), passed_on)
        else:
            self._opens(text, small, at, end, subject, role or IMPLEMENT)
        return subject

    def _passed_on(self, text: str, small: str, position: int, end: int) -> Subject:
        """ "Sở A chỉ đạo Chi cục B thực hiện các nội dung sau:" makes B the owner of what follows."""
        match = pattern_of(r"(?:chỉ đạo|giao|yêu cầu|phân công)\s+").match(small, position)
        if not match or not text[:end].rstrip().endswith(":"):
            return ()
        names, _ = read_list(text, match.end())
        return tuple((name, self.line.block, self.line.offset) for name in names if name.kind == "body")

    def _opens(self, text: str, small: str, position: int, end: int, subject: Subject, role: str) -> None:
        """A sentence that ends in a colon, or is a frame without a duty, speaks for the lines below."""
        body = text[position:end].strip()
        partners = (
            PARTNERS.match(small, position)
            or WITH.match(small, position)
            or pattern_of(r"chủ trì,?\s*phối hợp\s*:?\s*$").match(small, position)
        )
        bare = False
        if partners:
            _, after = read_list(text, partners.end())
            bare = not re.sub(r"[\s.:;,]|và", "", text[after:end])
        if re.fullmatch(r"chủ trì(?: (?:thực hiện|triển khai|tham mưu))?\s*:", flat(body)):
            self.opens = Owner(self._depth(), subject, LEAD)
            return
        if not (body.endswith(":") or bare):
            return
        waits = bool(re.fullmatch(r"chủ trì,?\s*(?:và\s+)?phối hợp(?:\s+với)?\s*[:.]?", flat(body)))
        self.opens = Owner(self._depth(), subject, role if bare or partners else "", partners_follow=waits)

    def _depth(self) -> int:
        return self.line.opens_at

    def _role(self, small: str, position: int, end: int) -> str | None:
        shared_out = bool(self.owner and SECTION.search(self.line.section))
        return role_of(small, position, end, shared_out)

    def _partners(self, text: str, small: str, position: int, end: int, role: str) -> None:
        """The units after "chủ trì, phối hợp với" support; after a plain "phối hợp với" they have no duty."""
        for match in PARTNERS.finditer(small, position, end):
            self._add(_without_concerned(read_list(text, match.end())[0]), SUPPORT, "partner")
        for match in LED_BESIDE.finditer(small, position, end):
            names, after = read_list(text, match.end())
            if names and BESIDE.match(small, after):
                self._add(names, SUPPORT, "partner")

    def _add(self, names: Iterable[Named], role: str, rule: str) -> None:
        self._add_owned(
            tuple((name, self.line.block, self.line.offset) for name in names if not name.is_rest), role, rule
        )

    def _add_owned(self, names: Subject, role: str, rule: str) -> None:
        for name, block, offset in names:
            part = Part(name, role, block, offset + name.start, offset + name.end, rule, _CONFIDENCE.get(rule, 0.8))
            if part not in self.found:
                self.found.append(part)


def _without_concerned(names: Sequence[Named]) -> list[Named]:
    """Partners without a set that ends in those concerned: "với các bộ, ngành, địa phương liên quan" names nobody."""
    following = [*names[1:], None][: len(names)]
    return [
        name
        for name, after in zip(names, following, strict=True)
        if not (name.kind == "set" and after and after.is_rest and _CONCERNED.search(after.text))
    ]


_CONCERNED = re.compile(r"liên quan\s*$")
_CONFIDENCE = {
    "heading": 0.93, "partner": 0.9, "given": 0.9, "subject": 0.82, "partners below": 0.8, "passed on": 0.7,
    "goes on": 0.7, "done by": 0.7,
}  # fmt: skip
