"""One compiled document as rows: its text, then what stands in it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

from django.utils.timezone import localdate

from lotrinh.core import vietnamese
from lotrinh.core.models import AuditEntry
from lotrinh.plans.choices import LinkKind, SentenceKind, Severity, TaskRole, VersionState
from lotrinh.plans.compiler import values
from lotrinh.plans.compiler.values import Compiled, Place
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
from lotrinh.plans.reading.fields import (
    basis_fields,
    basis_words,
    decimal_of,
    last_day,
    money_fields,
    target_fields,
    task_fields,
    unnumbered,
    why_fields,
)
from lotrinh.plans.units import UnitFinder

BATCH = 500
WITHOUT_NUMBER = 0.5
"""Confidence of a target that promises without a number: an officer is always asked."""
_PLANS = re.compile(r"^(ke hoach|de an|chuong trinh|chien luoc|quy hoach|nghi quyet|ket luan)\b")
"""Kinds of documents that a plan carries out; a law or decree it merely obeys."""
_YEAR = re.compile(r"năm\s+(20\d\d)", re.IGNORECASE)


@dataclass
class Writing:
    """One compiled document on its way into the rows of `version`; `entry` is the deed that writes them."""

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
        version.legal_bases = [basis_fields(basis) for basis in skeleton.legal_bases]
        version.money = [money_fields(money) for money in self.compiled.money]
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
                printed=basis_words(basis)[:500],
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
            "why": why_fields(read.trace),
            "entry": self.entry,
            **fields,
        }

    def _targets(self) -> None:
        targets = [Target(**self._item(read, **target_fields(read))) for read in self.compiled.targets]
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
            name=unnumbered(sentence.text)[:1000],
            by=last_day(year),
            confidence=WITHOUT_NUMBER,
            why={"rules": ["promise without a number"], "nearly": ""},
            entry=self.entry,
        )

    def _tasks(self) -> None:
        read_tasks = self.compiled.tasks
        tasks = Task.objects.bulk_create([Task(**self._item(read, **task_fields(read))) for read in read_tasks], BATCH)
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
        read_claims = [read for read in self.compiled.claims if decimal_of(read.value) is not None]
        version = self.version
        claims = []
        for read in read_claims:
            fields = self._item(read, subject=read.subject[:500], value=decimal_of(read.value), unit=read.unit[:200])
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
