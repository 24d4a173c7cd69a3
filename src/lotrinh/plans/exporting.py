"""A plan's rows as a paper again, and whether the paper, read back, says the same."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from lotrinh.core import vietnamese
from lotrinh.core.vietnamese import format_number
from lotrinh.documents.writing.docx import to_docx
from lotrinh.plans.allotting import Sheet, sheet_of
from lotrinh.plans.choices import Review, Source, TaskRole
from lotrinh.plans.compiler.values import Compiled
from lotrinh.plans.models import Allotment, PlanBlock, PlanVersion, Sentence, Target, Task, TaskAssignment
from lotrinh.plans.outlines import next_label
from lotrinh.plans.paper import (
    Given,
    Paper,
    Passage,
    SharedOut,
    official,
    target_sentence,
    task_sentence,
    task_table,
)

ADDED = "NỘI DUNG BỔ SUNG KHI THỰC HIỆN"


def docx_of(version: PlanVersion) -> bytes:
    return to_docx(official(paper_of(version)))


def paper_of(version: PlanVersion) -> Paper:
    """The text with what officers corrected in it, what was added at execution, and how targets are shared out."""
    blocks = list(version.blocks.order_by("index"))
    bases = {basis.get("block") for basis in version.legal_bases}
    body = [block for block in blocks if block.index not in bases]
    rewritten = _rewritten(version)
    return Paper(
        kind=version.kind,
        title=version.title or version.programme.name,
        issuer=version.issuer or _owner_name(version),
        number=version.number,
        dated=version.dated,
        place_name=version.place_name,
        signer=version.signer,
        signed_for=_signed_for(blocks),
        bases=tuple(block.text for block in blocks if block.index in bases),
        recipients=tuple(version.recipients),
        passages=(*_body(version, body, rewritten), *_added(version, body, rewritten)),
        shared_out=tuple(_shared_out(version)),
    )


def _owner_name(version: PlanVersion) -> str:
    owner = version.programme.owners.select_related("organization").order_by("pk").last()
    return owner.organization.name if owner else "Cơ quan thường trực"


_ON_BEHALF = re.compile(r"^(TM|KT|TL|TUQ|Q)\.\s*\S")
_LINES = re.compile(r"[\t\n\x0b]+")


def _signed_for(blocks: list[PlanBlock]) -> tuple[str, ...]:
    """The lines over the signature, from the last blocks: on whose behalf, then the office in capitals."""
    lines = [line.strip() for block in blocks[-12:] for line in _LINES.split(block.text)]
    for place, line in enumerate(lines):
        if _ON_BEHALF.match(line):
            after = [one for one in lines[place + 1 : place + 3] if one.isupper() and len(one) < 60]
            return (line, *after)
    return ()


# --- body ------------------------------------------------------------------------------------------------------------


def _body(version: PlanVersion, blocks: list[PlanBlock], rewritten: dict[int, str]) -> Iterator[Passage]:
    """The blocks between preamble and closing: headings, and whatever the reader took sentences from."""
    sentences: dict[int, list[Sentence]] = defaultdict(list)
    for sentence in version.sentences.order_by("start"):
        sentences[sentence.block_id].append(sentence)
    for block in blocks:
        if block.cells is not None:
            if sentences[block.pk]:
                yield Passage(rows=_rows(block))
        elif block.level is not None or sentences[block.pk]:
            text = _with_corrections(block, sentences[block.pk], rewritten)
            lead = f"{block.automatic_label} " if block.automatic_label else ""
            yield Passage(f"{lead}{text}", block.level)


def _rows(block: PlanBlock) -> tuple[tuple[str, ...], ...]:
    """A table's cells; a merged cell's words stand in its first place."""
    height = max(row + height for row, _, _, _, height, _ in block.cells)
    width = max(column + width for _, column, _, _, _, width in block.cells)
    grid = [[""] * width for _ in range(height)]
    for row, column, start, end, _, _ in block.cells:
        grid[row][column] = block.text[start:end].replace("\x0b", "\n")
    return tuple(tuple(row) for row in grid)


def _with_corrections(block: PlanBlock, sentences: list[Sentence], rewritten: dict[int, str]) -> str:
    text, at = "", 0
    for sentence in sentences:
        if sentence.pk in rewritten:
            text += block.text[at : sentence.start] + rewritten[sentence.pk]
            at = sentence.end
    return text + block.text[at:]


def _rewritten(version: PlanVersion) -> dict[int, str]:
    """Sentences of which something was corrected, each worded anew with all that is kept of it."""
    kept: dict[int, list[Target | Task]] = defaultdict(list)
    for item in [*_targets(version, Source.PLAN), *_tasks(version, Source.PLAN)]:
        if item.sentence_id is not None:
            kept[item.sentence_id].append(item)
    corrected = (key for key, items in kept.items() if any(item.review == Review.CORRECTED for item in items))
    return {key: " ".join(worded(item) for item in kept[key]) for key in corrected}


def _added(version: PlanVersion, blocks: list[PlanBlock], rewritten: dict[int, str]) -> Iterator[Passage]:
    """What came in at execution: targets and tasks, and units that were given a part of a task of the text."""
    targets = list(_targets(version, Source.EXECUTION))
    tasks = [_given(task, task.assignments.all()) for task in _tasks(version, Source.EXECUTION)]
    for task in _tasks(version, Source.PLAN):
        parts = [part for part in task.assignments.all() if part.source == Source.EXECUTION]
        # A sentence that is worded anew names all of its units already.
        if parts and task.sentence_id not in rewritten:
            tasks.append(_given(task, parts))
    if targets or tasks:
        yield Passage(f"{_next_section(blocks)} {ADDED}".strip(), 1)
    for target in targets:
        yield Passage(f"- {worded(target)}")
    if tasks:
        yield task_table(tasks)


def _next_section(blocks: list[PlanBlock]) -> str:
    """The number after the last section's; without one a reader would take the part for the last section's own."""
    labels = [block.label for block in blocks if block.level == 1 and block.label]
    return next_label(labels[-1]) if labels else "I."


def _targets(version: PlanVersion, source: str):
    return Target.objects.kept().filter(version=version, source=source).order_by("pk")


def _tasks(version: PlanVersion, source: str):
    tasks = Task.objects.kept().filter(version=version, source=source)
    return tasks.prefetch_related("assignments__organization").order_by("pk")


def worded(item: Target | Task) -> str:
    """The item as a sentence of a plan."""
    if isinstance(item, Target):
        return target_sentence(
            name=item.name,
            comparator=item.comparator,
            value=item.value,
            high=item.value_high,
            unit=item.unit,
            by=item.by,
            per=item.per,
        )
    given = _given(item, item.assignments.all())
    units = {role: getattr(given, role) for role in TaskRole.values}
    return task_sentence(name=given.name, due=given.due, **units)


def _given(task: Task, parts: Iterable[TaskAssignment]) -> Given:
    units: dict[str, dict[str, None]] = {role: {} for role in TaskRole.values}
    for part in parts:
        units[part.role][_unit_name(part)] = None
    return Given(task.name, due=task.due, **{role: tuple(names) for role, names in units.items()})


def _unit_name(part: TaskAssignment) -> str:
    """As printed, else the unit's own; several units may be meant by one printed name."""
    return part.printed or part.organization.name


# --- annex -----------------------------------------------------------------------------------------------------------


def _shared_out(version: PlanVersion) -> Iterator[SharedOut]:
    allotted = Target.objects.kept().filter(version=version, pk__in=Allotment.objects.values("target"))
    for target in allotted.select_related("version__programme", "contract__indicator").order_by("pk"):
        sheet = sheet_of(target)
        if sheet.held:
            yield _annex_table(sheet)


def _annex_table(sheet: Sheet) -> SharedOut:
    rows = tuple(
        (
            one.unit.name,
            format_number(one.share.value),
            format_number(one.share.denominator) if sheet.is_ratio else "",
            format_number(one.needed) if sheet.is_ratio else "",
        )
        for one in sheet.held
    )
    total = "" if sheet.is_ratio else format_number(sum((one.share.value for one in sheet.held), Decimal(0)))
    name = sheet.target.name.strip(" .;:,")
    return SharedOut(name[:1].upper() + name[1:], sheet.unit, rows, total, sheet.verdict)


# --- read back -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a reader of the paper would get that the data do not hold, or not get; each a Vietnamese line."""

    lost: tuple[str, ...]
    gained: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        return not self.lost and not self.gained


def read_back(version: PlanVersion) -> ReadBack:
    """Compile the export and lay it beside the data: header, targets, units with their parts."""
    from lotrinh.plans.compiler.pipeline import compile_document  # brings in readers that few pages need

    kept, read = Counter(_held(version)), Counter(_read(compile_document(docx_of(version), "ke-hoach.docx"), version))
    return ReadBack(tuple((kept - read).elements()), tuple((read - kept).elements()))


def _held(version: PlanVersion) -> Iterator[str]:
    yield from _header_lines(version.number, version.dated, version.title)
    targets = Target.objects.kept().filter(version=version).exclude(value=None)
    for target in targets:
        yield _target_line(target.value, target.value_high, target.unit, target.comparator)
    for task in Task.objects.kept().filter(version=version).prefetch_related("assignments__organization"):
        yield from {_part_line(_unit_name(part), part.role): None for part in task.assignments.all()}


def _read(compiled: Compiled, version: PlanVersion) -> Iterator[str]:
    header = compiled.skeleton.header
    yield from _header_lines(header.number or header.symbol or "", header.dated, header.title or "")
    annex = _annex_start(compiled)
    for target in compiled.targets:
        if target.place.block < annex:
            value, high = Decimal(str(target.value)), None if target.high is None else Decimal(str(target.high))
            yield _target_line(value, high, target.unit, target.comparator)
    for part in compiled.assignments:
        if part.place.block < annex:
            yield _part_line(part.unit, part.role)


def _annex_start(compiled: Compiled) -> int:
    """The number of the block at which the annex of shares begins: its numbers are parts of targets, no targets."""
    title = vietnamese.fold("Phân bổ chỉ tiêu cho các đơn vị")
    blocks = compiled.skeleton.blocks
    return next((block.index for block in reversed(blocks) if vietnamese.fold(block.text) == title), len(blocks))


def _header_lines(number: str, dated, title: str) -> Iterator[str]:
    yield f"số {number}"
    yield f"ngày {dated:%d/%m/%Y}" if dated else "không ghi ngày"
    yield f"trích yếu: {vietnamese.fold(title).strip(' .')}"


def _target_line(value: Decimal, high: Decimal | None, unit: str, comparator: str) -> str:
    number = format_number(value) if high is None else f"{format_number(value)}–{format_number(high)}"
    return f"chỉ tiêu {comparator} {number} {unit}".strip()


def _part_line(unit: str, role: str) -> str:
    words = " ".join(vietnamese.fold(unit).split())
    return f"{TaskRole(role).label}: {words}" if role in TaskRole.values else f"{role}: {words}"
