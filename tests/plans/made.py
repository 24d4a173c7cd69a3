"""Compiled documents written by hand: what the compiler would give, without the compiler."""

from datetime import date

from lotrinh.plans.compiler.values import (
    Assignment,
    Block,
    BlockKind,
    Carried,
    Claim,
    Compiled,
    Finding,
    Header,
    LegalBasis,
    Node,
    Place,
    Recipient,
    Sentence,
    SentenceKind,
    Severity,
    Skeleton,
    Target,
    Task,
    VerbClass,
)


class Document:
    """Put together block by block; each adder returns the place of what it added."""

    def __init__(self, **header):
        self.header = Header(
            **({"kind": "KẾ HOẠCH", "title": "Phát triển nghề muối", "dated": date(2022, 3, 1)} | header)
        )
        self.blocks, self.nodes, self.bases, self.sentences = [], [], [], []
        self.targets, self.tasks, self.claims, self.findings = [], [], [], []

    def paragraph(self, text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Place:
        self.blocks.append(Block(len(self.blocks), kind, text))
        return Place(len(self.blocks) - 1, 0, len(text))

    def heading(self, level: int, label: str | None, text: str) -> Place:
        place = self.paragraph(f"{label} {text}" if label else text)
        self.nodes.append(Node(level, label, text, place))
        return place

    def basis(self, citation: str, kind: str, **fields) -> Place:
        place = self.paragraph(f"Căn cứ {kind} {citation};")
        self.bases.append(LegalBasis(citation, place, kind, **fields))
        return place

    def sentence(self, text: str, kind: SentenceKind = SentenceKind.ORDER) -> Place:
        place = self.paragraph(text)
        self.sentences.append(Sentence(place, text, kind, len(self.nodes) - 1 if self.nodes else None))
        return place

    def target(self, text: str, value: float = 80, **fields) -> Place:
        place = self.sentence(text, SentenceKind.PROMISE)
        given = {"quote": text, "indicator": text[:40], "comparator": ">", "unit": "%", "by": "2030"} | fields
        self.targets.append(Target(place=place, value=value, **given))
        return place

    def task(self, text: str, *units: tuple[str, str], **fields) -> Place:
        place = self.sentence(text)
        parts = tuple(Assignment(place, unit, role) for unit, role in units)
        given = {"name": text, "verb_class": VerbClass.ONE_OFF} | fields
        self.tasks.append(Task(place=place, assignments=parts, **given))
        return place

    def claim(self, text: str, value: float, whole: Place | None = None, **fields) -> Place:
        place = self.paragraph(text, BlockKind.NOTE)
        self.claims.append(Claim(place=place, subject=text, value=value, unit="cơ sở", whole=whole, **fields))
        return place

    def finding(self, rule: str, place: Place | None = None) -> None:
        self.findings.append(Finding(rule, Severity.ERROR, place, "Tổng không khớp.", "Sửa tổng.", kind="sum"))

    def compiled(self, recipients: tuple[str, ...] = ()) -> Compiled:
        blocks = tuple(self.blocks)
        skeleton = Skeleton(
            carried=Carried("docx", blocks),
            header=self.header,
            legal_bases=tuple(self.bases),
            outline=tuple(self.nodes),
            recipients=tuple(Recipient(line, Place(0, 0, 0)) for line in recipients),
            body=range(len(blocks)),
        )
        return Compiled(
            skeleton,
            sentences=tuple(self.sentences),
            targets=tuple(self.targets),
            tasks=tuple(self.tasks),
            claims=tuple(self.claims),
            findings=tuple(self.findings),
        )
