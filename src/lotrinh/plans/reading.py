"""What the compiler read becomes rows: one transaction, and the same rows whenever it is done again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db import transaction
from django.utils.timezone import localdate

from lotrinh.core import vietnamese
from lotrinh.core.jobs import progress
from lotrinh.core.models import AuditEntry, User
from lotrinh.core.registers import audit
from lotrinh.indicators.choices import Direction
from lotrinh.plans import carrying
from lotrinh.plans.choices import (
    Comparator,
    LinkKind,
    PeriodKind,
    SentenceKind,
    Severity,
    TaskRole,
    VerbClass,
    VersionState,
)
from lotrinh.plans.compiler import values
from lotrinh.plans.compiler.values import Compiled, Place, UnreadableDocument
from lotrinh.plans.errors import NotADraft
from lotrinh.plans.models import (
    Claim,
    Finding,
    PlanBlock,
    PlanVersion,
    ProgrammeLink,
    Sentence,
    Target,
    Task,
    TaskAssignment,
)
from lotrinh.plans.outlines import Outline
from lotrinh.plans.units import UnitFinder

__all__ = ["UnreadableDocument", "empty", "must_be_unpublished", "read_into", "write_compiled"]

BATCH = 500
WITHOUT_NUMBER = 0.5
"""Confidence of a target that promises without a number: an officer is always asked."""
_PLANS = re.compile(r"^(ke hoach|de an|chuong trinh|chien luoc|quy hoach|nghi quyet|ket luan)\b")
"""Kinds of documents that a plan carries out; a law or decree it merely obeys."""
_LEADING = re.compile(r"^\s*(?:[-–+*•]|\d+(?:\.\d+)*[.)]|[a-zđ]\)|[IVX]+\.)\s*")
_YEAR = re.compile(r"năm\s+(20\d\d)", re.IGNORECASE)


def must_be_unpublished(version: PlanVersion) -> None:
    """Raises NotADraft for a text that is, or was, in force."""
    if version.state in {VersionState.PUBLISHED, VersionState.SUPERSEDED}:
        raise NotADraft()


def empty(version: PlanVersion) -> None:
    """Take out what was read before, with what was said of it; the upload itself stays."""
    must_be_unpublished(version)
    for model in (Claim, Target, Task):
        model.objects.filter(version=version).delete()
    version.findings.all().delete()
    version.blocks.all().delete()
    PlanVersion.objects.filter(pk=version.pk).update(state=VersionState.READING, problem="")
    version.refresh_from_db()


def read_into(version: PlanVersion, data: bytes, *, by: User) -> PlanVersion:
    """Compile `data` and keep what was read as a draft. Raises UnreadableDocument, NotADraft."""
    from lotrinh.plans.compiler.pipeline import compile_document  # brings in readers that only the worker needs

    progress(0, 3, "Đang đọc chữ và cấu trúc…")
    compiled = compile_document(data, version.filename)
    progress(1, 3, "Đang ghi các mục đọc được…")
    write_compiled(version, compiled, by=by)
    progress(3, 3, "Xong, chờ soát")
    return version


@transaction.atomic
def write_compiled(version: PlanVersion, compiled: Compiled, *, by: User) -> PlanVersion:
    """Keep one compiled document as the draft `version`, in the place of whatever was read into it before."""
    PlanVersion.objects.select_for_update().get(pk=version.pk)  # two readings of one text wait for each other
    with audit(f"Đọc văn bản: {version.filename}", by=by) as entry:
        empty(version)
        _Writing(version, compiled, entry).write()
        carrying.adopt(version, entry)
    return version


@dataclass
class _Writing:
    version: PlanVersion
    compiled: Compiled
    entry: AuditEntry

    def write(self) -> None:
        self._header()
        self._parents()
        self.blocks = self._blocks()
        self.sentences = self._sentences()
        self._targets()
        self._tasks()
        self._claims()
        self._findings()

    # --- the text ---

    @cached_property
    def outline(self) -> Outline:
        return Outline(self.compiled.skeleton.outline)

    def _header(self) -> None:
        skeleton, version = self.compiled.skeleton, self.version
        header = skeleton.header
        version.kind = (header.kind or "")[:100]
        version.number = (header.number or header.symbol or "")[:100]
        version.issuer = (header.issuer or "")[:300]
        version.dated = header.dated
        version.title = (header.title or "")[:1000]
        version.signer = (header.signer or "")[:200]
        version.place_name = (header.place_name or "")[:200]
        cited = [basis.dated for basis in skeleton.legal_bases if basis.dated]
        version.not_before = max(cited, default=None) if header.dated is None else None
        version.recipients = [recipient.line for recipient in skeleton.recipients]
        version.legal_bases = [_basis(basis) for basis in skeleton.legal_bases]
        version.money = [_money(money) for money in self.compiled.money]
        version.notes = list(skeleton.carried.notes)
        version.state, version.problem = VersionState.DRAFT, ""
        version.save()
        programme = version.programme
        if header.title and programme.name == version.filename.rsplit(".", 1)[0][:500]:
            programme.name = header.title[:500]
            programme.save()

    def _parents(self) -> None:
        """The plans this one says it carries out; whichever of them is kept here is linked, the rest named."""
        programme = self.version.programme
        for basis in self.compiled.skeleton.legal_bases:
            kind = vietnamese.fold(basis.kind or basis.citation)
            if not _PLANS.match(kind):
                continue
            kept = PlanVersion.objects.filter(number=basis.citation).exclude(programme=programme).exclude(number="")
            other = kept.order_by("-pk").first()
            ProgrammeLink.objects.get_or_create(
                programme=programme,
                printed=_named(basis)[:500],
                kind=LinkKind.PARENT,
                defaults={"other": other.programme if other else None},
            )

    def _blocks(self) -> list[PlanBlock]:
        blocks = []
        for block in self.compiled.skeleton.blocks:
            number = self.outline.node_of_block(block.index)
            node = None if number is None else self.outline.nodes[number]
            is_table = block.kind == values.BlockKind.TABLE
            blocks.append(
                PlanBlock(
                    version=self.version,
                    index=block.index,
                    kind="heading" if node and not is_table else block.kind.value,
                    level=node.level if node else None,
                    label=self.outline.label(number)[:60] if number is not None else "",
                    label_inferred=node is not None and node.label is None,
                    automatic_label=block.automatic_label[:60],
                    text=block.text,
                    cells=[list(asdict(cell).values()) for cell in block.cells] if is_table else None,
                    layout={name: value for name, value in asdict(block.layout).items() if value not in (None, "")},
                )
            )
        return PlanBlock.objects.bulk_create(blocks, BATCH)

    def _sentences(self) -> list[Sentence]:
        """What the compiler gave, and a sentence of no kind wherever something was read outside of those."""
        by_place: dict[tuple[int, int], Sentence] = {}
        for found in self.compiled.sentences:
            place = found.place
            if place.end > place.start and place.block < len(self.blocks):
                by_place.setdefault(
                    (place.block, place.start),
                    Sentence(
                        version=self.version,
                        block=self.blocks[place.block],
                        start=place.start,
                        end=place.end,
                        text=found.text,
                        kind=found.kind.value,
                        confidence=found.confidence,
                        place=self.outline.cite(found.node, place.block)[:200],
                    ),
                )
        with_one = {block for block, _ in by_place}
        for place in self._places_read():
            if place.block not in with_one and place.block < len(self.blocks) and self.blocks[place.block].text:
                with_one.add(place.block)
                block = self.blocks[place.block]
                by_place[place.block, 0] = Sentence(
                    version=self.version,
                    block=block,
                    start=0,
                    end=len(block.text),
                    text=block.text,
                    kind=SentenceKind.OTHER,
                    place=self.outline.cite(self.outline.above(place.block), place.block)[:200],
                )
        ordered = [by_place[key] for key in sorted(by_place)]
        self._index: dict[int, list[Sentence]] = {}
        for (block, _), sentence in sorted(by_place.items()):
            self._index.setdefault(block, []).append(sentence)
        return Sentence.objects.bulk_create(ordered, BATCH)

    def _places_read(self) -> Iterable[Place]:
        for task in self.compiled.tasks:
            yield task.place
            yield from (part.place for part in task.assignments)
        for item in (*self.compiled.targets, *self.compiled.claims):
            yield item.place

    def sentence_at(self, place: Place) -> Sentence | None:
        """The sentence that holds the place, else the last that begins before it in its block."""
        there = self._index.get(place.block, [])
        before = [sentence for sentence in there if sentence.start <= place.start]
        return before[-1] if before else (there[0] if there else None)

    # --- what stands in it ---

    def _item(self, read, **fields) -> dict:
        return {
            "version": self.version,
            "sentence": self.sentence_at(read.place),
            "confidence": read.confidence,
            "why": _why(read.trace),
            "entry": self.entry,
            **fields,
        }

    def _targets(self) -> None:
        targets = [Target(**self._item(read, **_target(read))) for read in self.compiled.targets]
        measured = {target.sentence.pk for target in targets if target.sentence}
        for sentence in self.sentences:
            if sentence.kind == SentenceKind.PROMISE and sentence.pk not in measured:
                targets.append(self._without_number(sentence))
        Target.objects.bulk_create(targets, BATCH)

    def _without_number(self, sentence: Sentence) -> Target:
        """A promise without a quantity is a target all the same: its contract has to say what will be counted."""
        words = [sentence.text, *self.outline.headings_above(sentence.block.index)]
        year = next((match[1] for text in words if (match := _YEAR.search(text))), None)
        return Target(
            version=self.version,
            sentence=sentence,
            name=_unnumbered(sentence.text)[:1000],
            by=_last_day(year),
            confidence=WITHOUT_NUMBER,
            why={"rules": ["promise without a number"], "nearly": ""},
            entry=self.entry,
        )

    def _tasks(self) -> None:
        read_tasks = self.compiled.tasks
        tasks = Task.objects.bulk_create([Task(**self._item(read, **_task(read))) for read in read_tasks], BATCH)
        finder = self._finder()
        parts = []
        for task, read in zip(tasks, read_tasks, strict=True):
            parts += self._assignments(task, read.assignments, finder)
        TaskAssignment.objects.bulk_create(parts, BATCH)

    def _finder(self) -> UnitFinder:
        today = localdate()
        day = self.version.dated or self.version.not_before or today
        owner = self.version.programme.owners.select_related("organization__area").order_by("pk").last()
        return UnitFinder(day=day, today=today, home=owner.organization if owner else None)

    def _assignments(self, task: Task, read: Sequence[values.Assignment], finder: UnitFinder):
        seen = set()
        for part in read:
            meant = finder.find(part.unit)
            role = part.role if part.role in TaskRole.values else TaskRole.IMPLEMENT
            key = (role, meant.organization.pk if meant.organization else vietnamese.fold(part.unit))
            if key in seen or not part.unit:
                continue
            seen.add(key)
            yield TaskAssignment(
                task=task,
                organization=meant.organization,
                printed=part.unit[:300],
                candidates=list(meant.candidates),
                role=role,
                sentence=self.sentence_at(part.place),
                about=part.about[:500],
                confidence=part.confidence,
                entry=self.entry,
            )

    def _claims(self) -> None:
        read_claims = [read for read in self.compiled.claims if _decimal(read.value) is not None]
        version = self.version
        claims = []
        for read in read_claims:
            fields = self._item(read, subject=read.subject[:500], value=_decimal(read.value), unit=read.unit[:200])
            clause = fields["sentence"].place if fields["sentence"] else ""
            claims.append(Claim(**fields, said_by=version.issuer, said_on=version.dated, clause=clause))
        claims = Claim.objects.bulk_create(claims, BATCH)
        by_place = {read.place: claim for read, claim in zip(read_claims, claims, strict=True)}
        parts = []
        for read, claim in zip(read_claims, claims, strict=True):
            whole = by_place.get(read.whole) if read.whole else None
            if whole is not None and whole is not claim:
                claim.whole = whole
                parts.append(claim)
        Claim.objects.bulk_update(parts, ["whole"], BATCH)

    def _findings(self) -> None:
        findings = []
        for read in self.compiled.findings:
            place = read.place if read.place and read.place.block < len(self.blocks) else None
            findings.append(
                Finding(
                    version=self.version,
                    block=self.blocks[place.block] if place else None,
                    start=place.start if place else 0,
                    end=place.end if place else 0,
                    rule=read.rule[:20],
                    kind=read.kind[:20],
                    severity=Severity(read.severity.value),
                    message=read.message,
                    mend=read.mend,
                )
            )
        Finding.objects.bulk_create(findings, BATCH)


# --- one value as the fields of a row --------------------------------------------------------------------------------


def _basis(basis: values.LegalBasis) -> dict:
    return {
        "citation": basis.citation,
        "kind": basis.kind,
        "issuer": basis.issuer,
        "dated": basis.dated.isoformat() if basis.dated else None,
        "block": basis.place.block,
    }


def _named(basis: values.LegalBasis) -> str:
    day = f" ngày {vietnamese.format_date(basis.dated)}" if basis.dated else ""
    kind = "" if vietnamese.fold(basis.citation).startswith(vietnamese.fold(basis.kind)) else f"{basis.kind} "
    return f"{kind}{basis.citation}{day}{f' của {basis.issuer}' if basis.issuer else ''}".strip()


def _money(money: values.Money) -> dict:
    return {
        "million_vnd": money.million_vnd,
        "source": money.source,
        "years": list(money.years),
        "block": money.place.block,
    }


def _target(read: values.Target) -> dict:
    comparator = read.comparator if read.comparator in Comparator.values else Comparator.EQUAL
    value, high = _decimal(read.value), _decimal(read.high)
    if comparator == Comparator.RANGE and (value is None or high is None):
        comparator, high = Comparator.EQUAL, None
    if comparator == Comparator.RANGE:
        value, high = min(value, high), max(value, high)
    return {
        "name": (read.indicator or read.quote)[:1000],
        "comparator": comparator,
        "value": value,
        "value_high": high if comparator == Comparator.RANGE else None,
        "unit": read.unit[:200],
        "by": _last_day(read.by),
        "per": read.per or "",
        "direction": read.direction if read.direction in Direction.values else "",
        "printed_baseline": _decimal(read.baseline),
        "territory": read.territory[:300],
    }


def _task(read: values.Task) -> dict:
    verb = read.verb_class.value
    return {
        "name": _unnumbered(read.name),
        "verb_class": verb if verb in VerbClass.values else VerbClass.ONE_OFF,
        "period_kind": read.period if read.period in PeriodKind.values else "",
        "due": _last_day(read.due),
        "due_words": read.due_words[:300],
        "product": read.product[:500],
    }


def _unnumbered(text: str) -> str:
    """Without the bullet or number it begins with in print, and the gap a footnote's mark leaves before its stop."""
    return re.sub(r"\s+(?=[.;]$)", "", _LEADING.sub("", text)) or text


def _why(trace: values.Trace) -> dict:
    return {"rules": list(trace.rules), "nearly": trace.nearly} if trace != values.Trace() else {}


def _decimal(value: float | None) -> Decimal | None:
    """None for nothing, and for a number too large to be a quantity of a plan."""
    if value is None or abs(value) >= 1e15:
        return None
    return Decimal(str(round(value, 4)))


def _last_day(when: str | None) -> date | None:
    """2025 → 31/12/2025; an ISO date → itself; anything else → None."""
    if not when:
        return None
    try:
        return date(int(when), 12, 31) if len(when) == 4 else date.fromisoformat(when)
    except ValueError:
        return None
