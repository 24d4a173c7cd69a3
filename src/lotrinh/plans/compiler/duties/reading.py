"""Goes through a document's lines and tables with the units in mind under whose headings they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..units import Named, read_list
from ..values import Block, BlockKind, Skeleton
from ..words import flat
from .fields import PLAIN_FIELD, TaskBlock, read_fields
from .frames import CHAIN
from .lines import TEXT_RANK, Line, lines
from .owners import Owner, after_colon, owner_of
from .parts import Duty
from .sentence import SentenceReader, sentences_of
from .subjects import Subject
from .tables import Heads, table_duties, unit_headers

_SET_BEGINS = re.compile(r"[Cc]ác (?:[Ss]ở|[Bb]ộ|[Bb]an)(?= ngành|,)")

_STATE = re.compile(
    r"đánh giá (?:tình hình|kết quả)|kết quả (?:đạt được|thực hiện)|thực trạng|tồn tại|hạn chế|nguyên nhân"
    r"|tình hình (?:thực hiện|hoạt động)|đối tượng (?:và phạm vi|áp dụng|hỗ trợ|tham gia)"
    r"|phạm vi (?:và đối tượng|áp dụng)"
    r"|^\W*(?:[a-z0-9]+\W+)?đối tượng\W*$"
)
_MUST = re.compile(r"(?<!\w)(?:cần|phải|yêu cầu|đề nghị|giao|có trách nhiệm|chủ trì|phối hợp)(?!\w)")


def read_duties(skeleton: Skeleton) -> tuple[Duty, ...]:
    """Every duty of the document that names somebody, in the order of the text."""
    return tuple(_Walk(skeleton).duties())


def set_names(skeleton: Skeleton) -> Iterator[Named]:
    """Every set name of the body (các sở, ban, ngành …), duty or no duty: its fullest form may stand anywhere."""
    for block in skeleton.body_blocks:
        for match in _SET_BEGINS.finditer(block.text):
            names, _ = read_list(block.text, match.start())
            yield from (name for name in names[:1] if name.kind == "set")


@dataclass
class _Walk:
    """Goes through the lines of a document with the owners in mind."""

    skeleton: Skeleton
    owners: list[Owner] = field(default_factory=list)
    _listed: bool = False
    _unit_ranks: set[int] = field(default_factory=set)
    """The ranks of headings at which units follow one another."""
    _heads: Heads = ()
    """The header of the table before: the next one may go on with it."""

    def duties(self) -> Iterator[Duty]:
        tables = {
            block.index: block
            for block in self.skeleton.blocks
            if block.kind is BlockKind.TABLE and block.index in self.skeleton.body
        }
        waiting = sorted(tables)
        block_task: TaskBlock | None = None
        for line in lines(self.skeleton):
            while waiting and waiting[0] < line.block:
                yield from self._table(tables[waiting.pop(0)])
            self._leave(line)
            fields = read_fields(line)
            if fields or PLAIN_FIELD.match(flat(line.text)):
                block_task = (block_task or TaskBlock(line)).with_line(line, fields)
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
        elif line.rank < TEXT_RANK:
            self._listed = True
        self.owners = [owner for owner in self.owners if owner.reaches(line)]

    def _line(self, line: Line) -> Iterator[Duty]:
        owner = owner_of(line, among_units=line.is_heading and line.rank in self._unit_ranks)
        if line.is_heading:
            units = owner or any(name.kind in ("body", "person") for name in read_list(line.text)[0])
            higher = {rank for rank in self._unit_ranks if rank < line.rank}
            self._unit_ranks = higher | {line.rank} if units else higher
        if owner:
            self.owners.append(owner)
            rest = after_colon(line)
            if not rest:
                return
            line = Line(line.block, line.text[rest:], line.offset + rest, line.rank, False, line.section)
        standing = self.owners[-1] if self.owners else None
        if standing and line.rank >= TEXT_RANK and self._listed and not CHAIN.match(flat(line.text)):
            standing = None  # the closing words after a unit's list are no longer about that unit
        before: Subject = ()
        told = bool(_STATE.search(line.section.rpartition(" / ")[2]))
        for start, end in sentences_of(line.text):
            if told and not _MUST.search(flat(line.text[start:end])):
                continue  # how things are: what units do there they do already
            reading = SentenceReader(line, start, end, standing, self.skeleton.header.issuer or "", goes_on=before)
            parts = reading.parts()
            before = reading.goes_on if parts else ()
            if parts:
                yield Duty(line.block, line.offset + start, line.offset + end, line.text[start:end], parts)
            if reading.opens:
                self.owners.append(reading.opens)
