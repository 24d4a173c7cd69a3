"""What a block inherits from where it stands: the section, the year and the rhythm its headings and lead-ins name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from .marks import Scheme, marks_of
from .moments import MomentKind, moments_of, own_moments
from .nouns import keys
from .quantities import quantities_of
from .remembering import remembered
from .tokens import line_of, tokens_of
from .values import Block, BlockKind, Node, Skeleton

SECTIONS = ("reporting", "awards", "state", "aims", "means", "duties", "rules", "tasks")
"""In the order they are asked: a heading on reports of results is about reporting."""


_WHOLE_PARTS = ("reporting", "awards")
"""Sections that colour everything below them, whatever the headings further down say."""


@dataclass(frozen=True, slots=True)
class Context:
    """`section` is one of SECTIONS or "". `by` is a year or date that headings or lead-ins give."""

    section: str = ""
    by: str | None = None
    per: str | None = None
    headings: tuple[str, ...] = ()
    """From the nearest to the farthest."""
    lead: str = ""
    """The sentence ending in a colon that this block hangs from."""
    annex: bool = False
    by_field: bool = False
    """Only the task's own field of time gives `by`, and no heading."""


@dataclass(frozen=True, slots=True)
class _Lead:
    """A block that introduces the blocks below it, and the mark it begins with."""

    mark: str
    text: str
    by: str | None
    per: str | None
    level: int = 0
    """Of the heading it stands under. Points numbered right below hang from it as well, what stands under them not."""


_last_asked: list[tuple[Skeleton, dict[int, Context]]] = []
"""The four readers of one document ask in turn; the answer for the last one is kept."""


def contexts_of(skeleton: Skeleton) -> dict[int, Context]:
    """The context of every block by its number."""
    if not _last_asked or _last_asked[0][0] is not skeleton:
        _last_asked[:] = [(skeleton, _contexts_of(skeleton))]
    return _last_asked[0][1]


def _contexts_of(skeleton: Skeleton) -> dict[int, Context]:
    nodes = _nodes_by_block(skeleton)
    found: dict[int, Context] = {}
    path: list[Node] = []
    leads: list[_Lead] = []
    base = Context()
    for block in skeleton.blocks:
        if block.kind is BlockKind.NOTE:
            found[block.index] = Context()  # it hangs from a sign somewhere above, not from the last heading
            continue
        for node in nodes.get(block.index, ()):
            path = [above for above in path if above.level < node.level] + [node]
            base, leads = _of_path(skeleton, path), [lead for lead in leads if lead.by and 0 < lead.level < node.level]
        is_heading = block.index in nodes
        mark = "" if is_heading else _mark(block)
        level = path[-1].level if path else 0
        leads = leads if is_heading else _still_open(leads, mark, level)
        hung = leads if is_heading else [lead for lead in leads if lead.level >= level]
        found[block.index] = _with_leads(base, hung)
        if (lead := _lead(block, mark)) and not (is_heading and lead.by is None):
            leads = [*leads, replace(lead, level=level)]
    return {**found, **dict(_timed(skeleton, found))}


# --- the field of time in the block of a task ------------------------------------------------------------------------

_TIME_FIELD = re.compile(
    r"(?:^|(?<=[.;]\s))(?:[-+*•–]\s*|\(?\w{1,2}[).]\s*)?\**(?:thời gian|thời hạn|tiến độ|thời điểm)"
    r"(?:\s*(?:thực hiện|hoàn thành|triển khai|tổ chức|và|,|/))*\**\s*:\**\s*(?P<when>[^.;]{4,90})",
    re.IGNORECASE,
)
_FIELD = re.compile(r"\W*(?:\w+[\s/,]+){0,6}\w+\s*:")
"""Any field of a task: "- Đơn vị chủ trì: …". Among dashes the first line that is none is the task itself."""
_FIELDS = 8
"""Blocks before a field of time that may belong to its task. The heading above them is timed by its own words."""


def _timed(skeleton: Skeleton, found: dict[int, Context]) -> Iterable[tuple[int, Context]]:
    """The blocks of tasks with a field of their own that says by when: "c) Thời gian hoàn thành: Quý IV/2025"."""
    blocks = [block for block in skeleton.blocks if block.kind is BlockKind.PARAGRAPH]
    fields = {at: by for at, block in enumerate(blocks) if (by := _field_by(block.text))}
    titles = {node.place.block for node in skeleton.outline}
    for at, by in fields.items():
        for other in (at, *_of_same_task(blocks, found, fields, at)):
            index = blocks[other].index
            if index not in titles:
                yield index, replace(found[index], by=by, by_field=not found[index].by)


def _field_by(text: str) -> str | None:
    """The last moment of the field; None where the text has no such field or it names no year."""
    if ":" not in text or not ("hời" in text or "iến độ" in text) or not (match := _TIME_FIELD.search(text)):
        return None
    moments = [moment.by for moment in moments_of(match["when"]) if moment.by]
    return moments[-1] if moments else None


def _of_same_task(blocks: list[Block], found: dict[int, Context], fields: dict[int, str], at: int) -> Iterator[int]:
    """The blocks back to the heading, to the first letter or to the field of time before."""
    own = found[blocks[at].index].headings
    mark = _mark(blocks[at])
    first = at
    while first > 0 and at - first < _FIELDS and first - 1 not in fields:
        if found[blocks[first - 1].index].headings != own:
            break
        first -= 1
        yield first
        text = blocks[first].text
        if re.match(r"[a1]\)", text) if mark.endswith(")") else not _FIELD.match(text):
            break


def _nodes_by_block(skeleton: Skeleton) -> dict[int, list[Node]]:
    found: dict[int, list[Node]] = {}
    for node in skeleton.outline:
        found.setdefault(node.place.block, []).append(node)
    return found


def _of_path(skeleton: Skeleton, path: list[Node]) -> Context:
    headings = tuple(_heading_text(skeleton, node) for node in reversed(path))
    kinds = [kind for text in headings if section_of(text) and (kind := section_of(_name_of(text)))]
    section = next((kind for kind in kinds if kind in _WHOLE_PARTS), kinds[0] if kinds else "")
    by = next((found for text in headings if (found := heading_by(text))), None)
    annex = bool(path) and any(mark.scheme is Scheme.ANNEX for mark in marks_of(headings[-1]))
    return Context(section, by, per_of(headings[0]) if headings else None, headings, annex=annex)


_LONGEST_HEADING = 40
"""Words of a heading that are looked at: a paragraph that begins with a label is a sentence of its own."""


def _heading_text(skeleton: Skeleton, node: Node) -> str:
    """The line of the heading with its label; a node's own place may hold its first words only."""
    text = skeleton.blocks[node.place.block].text[node.place.start :]
    return " ".join(f"{node.label or ''} {text}".split()[:_LONGEST_HEADING])


def _name_of(heading: str) -> str:
    """The heading as far as it names something: of a sentence with a label ("4. Phòng A hướng dẫn …") its beginning."""
    words = heading.split()
    if heading.isupper() or (len(words) <= _LONGEST_NAME and not quantities_of(heading)):
        return heading
    beginning = re.split(r":\s", heading)[0]
    if ";" not in beginning and len(beginning.split()) <= _LONGEST_BEGINNING:
        return beginning
    return "" if quantities_of(heading) else " ".join(words[:_FIRST_WORDS])


_LONGEST_BEGINNING = 16
_FIRST_WORDS = 8


@remembered
def section_of(heading: str) -> str:
    """Which of SECTIONS the words of a heading name; "" for none."""
    whole = line_of(heading)
    line = _NO_AIM.sub(" ", whole)
    kind = next((kind for kind in SECTIONS if any(phrase in line for phrase in _section_phrases(kind))), "")
    return "tasks" if kind in _NAMED_BY_NOUNS and _begins_with_verb(whole) else kind


_NAMED_BY_NOUNS = ("state", "rules", "means")


def _begins_with_verb(line: str) -> bool:
    """ "Khắc phục tồn tại", "Huy động nguồn lực" are work: a heading of what there is names it by nouns."""
    words = [word for word in line.split()[:6] if len(word) > 1 and word.isalpha() and not _ROMAN.fullmatch(word)]
    return " ".join(words[:2]) in keys("sections", "working_verbs")


_ROMAN = re.compile(r"[ivxl]+")


@cache
def _section_phrases(kind: str) -> tuple[str, ...]:
    return tuple(f" {phrase} " for phrase in keys("sections", kind))


_NO_AIM = re.compile(
    r" (?:chương trình )?mục tiêu quốc gia (?=.|$)| cải cách (?:thủ tục )?hành chính (?=.|$)"
    r"| (?:và |,)?(?:định hướng )?tầm nhìn (?=đến năm \d{4} $)"
)
"""Names with the word for aim in them, and the vision at the end of a plan's title."""


@remembered
def heading_by(text: str) -> str | None:
    """The year or date a heading sets: the last one, a vision only where nothing else is said."""
    text = _ISSUED_WITH.split(text)[0]
    moments = [
        moment
        for moment in own_moments(text)
        if (moment.kind is not MomentKind.DAY or _is_limit(text, moment.start))
        and not cites(text[: moment.start])
        and not _SCHOOL_YEAR.search(text[: moment.end])
    ]
    return moments[-1].by if moments else None


_SCHOOL_YEAR = re.compile(r"\bnăm học\s+20\d\d(?:\s*[-–]\s*20\d\d)?$", re.IGNORECASE)
"""A school year says when a plan applies; it is over in spring, so that neither of its years is a deadline."""
_ISSUED_WITH = re.compile(r"\(?(?:ban hành )?kèm theo\b", re.IGNORECASE)
_CITES = re.compile(r"\d+[A-Z]?(?:/\d{4})?\s?[/-]\s?[A-ZĐ]{2,}[^;.,]*$")


def cites(before: str) -> bool:
    """Whether the words up to a moment are about another document, whose title the moment may belong to."""
    return bool(_CITES.search(before))


def _is_limit(text: str, start: int) -> bool:
    return bool(re.match(r"(?:trước|đến|hết|tới)\b", text[start:], re.IGNORECASE))


_YEARLY = re.compile(
    r"\b(?:mỗi năm|h[àằ]ng năm|bình quân(?: một)? năm|bình quân mỗi năm|/năm|từng năm)\b", re.IGNORECASE
)


def per_of(text: str) -> str | None:
    """ "year" where the words say every year."""
    return "year" if ("năm" in text or "NĂM" in text) and _YEARLY.search(text) else None


# --- lead-ins --------------------------------------------------------------------------------------------------------


def _mark(block: Block) -> str:
    """What the block begins with, as far as it tells its rank: "-", "+", "a)", "1."; "" for plain words."""
    if block.automatic_label:
        return _shape(block.automatic_label)
    found = marks_of(block.text)
    return _shape(found[0].label) if found else ""


_LAST_LETTER = re.compile(r"[a-zđ](?=[).]?$)")
_DIGITS = re.compile(r"\d+")


def _shape(label: str) -> str:
    return _LAST_LETTER.sub("a", _DIGITS.sub("1", label.strip()))


def _still_open(leads: list[_Lead], mark: str, level: int) -> list[_Lead]:
    """A block closes the lead-ins under its own heading with its own mark and all that hang from them."""
    for position, lead in enumerate(leads):
        if lead.mark == mark and lead.level >= level:
            return leads[:position]
    return leads


def _lead(block: Block, mark: str) -> _Lead | None:
    """The block as a lead-in: it ends with a colon, or it is nothing but a date ("- Giai đoạn 2026-2027")."""
    if block.kind is not BlockKind.PARAGRAPH:
        return None
    text = block.text.strip().rstrip("*_ ")
    if not text.endswith(":") and not _is_date_alone(text):
        return None
    return _Lead(mark, text, heading_by(text), per_of(text))


@cache
def _date_words() -> frozenset[str]:
    return keys("noun_phrases", "stops") | keys("sayings", "dates")


def _is_date_alone(text: str) -> bool:
    if len(text) > 80 or quantities_of(text):
        return False
    if not any(True for _ in own_moments(text)):
        return False
    return all(token.key in _date_words() for token in tokens_of(text) if token.text.isalpha())


_LONGEST_NAME = 24
"""Words of a lead-in that may name a section; a longer one is an order that happens to speak of reports or results."""


def _with_leads(base: Context, leads: list[_Lead]) -> Context:
    by = next((lead.by for lead in reversed(leads) if lead.by), base.by)
    per = next((lead.per for lead in reversed(leads) if lead.per), base.per)
    if not leads:
        return base
    naming = (lead.text for lead in reversed(leads) if len(lead.text.split()) <= _LONGEST_NAME)
    led = next((kind for text in naming if (kind := section_of(text))), base.section)
    section = base.section if base.section in _WHOLE_PARTS else led
    return replace(base, by=by, per=per, section=section, lead=leads[-1].text)


def clauses_of(text: str) -> Iterator[tuple[int, int]]:
    """Where the clauses of a sentence begin and end: semicolons, sentence ends and cells part them."""
    start = 0
    for match in re.finditer(r"[;\v\t]\s*|\s\|\s|[.!?](?=\s+[A-ZĐÀ-Ỹ])", text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)
