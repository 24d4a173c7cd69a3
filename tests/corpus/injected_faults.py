"""Real documents with one fault put into each: a measure of what the linter overlooks and of what it imagines.

Every fault is one an office makes (GUIDELINE.md, inconsistencies). It is put into the document as its carrier gave it,
together with what an annotator would write of it; `corpus/score.py` decides whether a finding tells of it. Findings
that the untouched document does not have, beyond the one looked for, are false alarms.

    python -m tests.corpus.injected_faults [FOLDER…]
"""

import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lotrinh.plans.compiler.carriers import carry
from lotrinh.plans.compiler.gold import inconsistency
from lotrinh.plans.compiler.marks import roman_value
from lotrinh.plans.compiler.pipeline import compile_carried
from lotrinh.plans.compiler.values import (
    Block,
    BlockKind,
    Carried,
    Cell,
    Compiled,
    Finding,
    Layout,
    Node,
    UnreadableDocument,
)

from .annotated import CORPUS, HERE, scorer

LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMANS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


@dataclass(frozen=True)
class Document:
    name: str
    carried: Carried
    compiled: Compiled

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.carried.blocks

    @property
    def paragraphs(self) -> list[Block]:
        return [block for block in self.blocks if block.kind is not BlockKind.TABLE]


@dataclass(frozen=True)
class Injected:
    """`blocks` are the document with the fault; `detail` what an annotator would say of it; no `kind`: no fault."""

    blocks: tuple[Block, ...]
    kind: str | None
    detail: str
    at: int | None = None
    """The number of the block that was changed: the finding must stand in it."""


@dataclass
class Tally:
    injected: int = 0
    found: int = 0
    in_place: int = 0
    false: int = 0


Injector = Callable[[Document], Iterator[Injected]]
INJECTORS: dict[str, Injector] = {}


def injector(name: str) -> Callable[[Injector], Injector]:
    def register(made: Injector) -> Injector:
        INJECTORS[name] = made
        return made

    return register


def _with(document: Document, *changed: Block) -> tuple[Block, ...]:
    """The blocks with some of them changed."""
    blocks = list(document.blocks)
    for block in changed:
        blocks[block.index] = block
    return tuple(blocks)


def _edited(block: Block, start: int, end: int, text: str) -> Block:
    """The block with the characters from `start` to `end` printed otherwise; its cells move along."""
    shift = len(text) - (end - start)

    def moved(cell: Cell) -> Cell:
        a = cell.start if cell.start <= start else cell.start + shift
        return replace(cell, start=a, end=cell.end if cell.end <= start else cell.end + shift)

    return replace(block, text=block.text[:start] + text + block.text[end:], cells=tuple(map(moved, block.cells)))


# ---------------------------------------------------------------- numbering


def _relabelled(document: Document, node: Node, number: int | None) -> Block | None:
    """The block of a heading under another number, or without one; None where the label is printed elsewhere."""
    block, label = document.blocks[node.place.block], node.label or ""
    new = "" if number is None else _renumbered(label, number)
    if block.automatic_label == label:
        return replace(block, automatic_label=new)
    if not block.text.startswith(label):
        return None
    return replace(block, text=(new + block.text[len(label) :]).strip())


def _renumbered(label: str, number: int) -> str:
    roman = re.search(r"[IVX]+[.):/]?$", label)
    return re.sub(r"(\d+|[IVX]+)(?=[.):/]?$)", _ROMANS[number] if roman else str(number), label)


def _bare(label: str | None) -> str:
    return (label or "").strip(" .):/")


def _siblings(document: Document) -> Iterator[list[Node]]:
    """Runs of headings 1, 2, 3 … of one level under one parent."""
    outline = document.compiled.skeleton.outline
    for at, node in enumerate(outline):
        if _value(node.label) != 1:
            continue
        run = [node]
        for other in outline[at + 1 :]:
            if other.level < node.level:
                break
            if other.level == node.level:
                if _value(other.label) != len(run) + 1 or _shape(other.label) != _shape(node.label):
                    break
                run.append(other)
        if len(run) >= 3:
            yield run


def _shape(label: str | None) -> str:
    return re.sub(r"\d+", "1", re.sub(r"[IVX]+", "I", label or ""))


def _value(label: str | None) -> int | None:
    found = re.search(r"(\d+|[IVX]+)[.):/]?$", (label or "").strip())
    if not found or (label or "").startswith(("Điều", "Phụ", "PHỤ")):
        return None
    return int(found[1]) if found[1].isdigit() else roman_value(found[1])


@injector("heading skipped")
def heading_skipped(document: Document) -> Iterator[Injected]:
    for run in _siblings(document):
        if block := _relabelled(document, run[-1], len(run) + 1):
            old, new = _bare(run[-1].label), _bare(_renumbered(run[-1].label or "", len(run) + 1))
            detail = f"{_bare(run[-2].label)}, {new}: thiếu {old}"
            yield Injected(_with(document, block), "numbering", detail, block.index)


@injector("heading used twice, at the end")
def heading_twice(document: Document) -> Iterator[Injected]:
    for run in _siblings(document):
        if block := _relabelled(document, run[-1], len(run) - 1):
            detail = f"{_bare(run[-2].label)} dùng hai lần"
            yield Injected(_with(document, block), "numbering", detail, block.index)


@injector("heading used twice, the rest as it was")
def heading_twice_inside(document: Document) -> Iterator[Injected]:
    for run in _siblings(document):
        at = len(run) // 2
        if block := _relabelled(document, run[at], at):
            detail = f"{_bare(run[at - 1].label)} dùng hai lần, thiếu {_bare(run[at].label)}"
            yield Injected(_with(document, block), "numbering", detail, block.index)


@injector("label lost")
def label_lost(document: Document) -> Iterator[Injected]:
    for run in _siblings(document):
        block = _relabelled(document, run[1], None)
        if block and len(block.text.split()) <= 20 and not block.text.endswith((".", ";")):
            yield Injected(_with(document, block), "numbering", f"đề mục {_bare(run[1].label)} mất số")


def _letter_runs(document: Document) -> Iterator[list[tuple[Block, str]]]:
    run: list[tuple[Block, str]] = []
    for block in document.paragraphs:
        found = re.match(r"([a-zđ])\)\s", block.text)
        if not found:
            continue
        if found[1] == "a":
            if len(run) >= 3:
                yield run
            run = []
        run = [*run, (block, found[1])] if found[1] == LETTERS[len(run) : len(run) + 1] else []
    if len(run) >= 3:
        yield run


def _other_last_letter(document: Document, run: list[tuple[Block, str]], step: int) -> tuple[Block, str, str]:
    """The last point of a run under another letter, that letter, and the order the letters then have."""
    block, _ = run[-1]
    new = LETTERS[len(run) - 1 + step]
    return _edited(block, 0, 1, new), new, ", ".join([*(old for _, old in run[:-1]), new])


@injector("letter skipped")
def letter_skipped(document: Document) -> Iterator[Injected]:
    for run in _letter_runs(document):
        block, _, order = _other_last_letter(document, run, 1)
        detail = f"các điểm đi {order}: thiếu {run[-1][1]}"
        yield Injected(_with(document, block), "numbering", detail, block.index)


@injector("letter used twice")
def letter_twice(document: Document) -> Iterator[Injected]:
    for run in _letter_runs(document):
        block, new, order = _other_last_letter(document, run, -1)
        detail = f"các điểm đi {order}: {new} dùng hai lần"
        yield Injected(_with(document, block), "numbering", detail, block.index)


@injector("đ left out")
def without_d(document: Document) -> Iterator[Injected]:
    """Whoever counts in Latin letters goes on from d to e."""
    for run in _letter_runs(document):
        if len(run) >= 5:
            latin = "abcdefghijklmnopqrstuvxy"[: len(run)]
            changed = [_edited(block, 0, 1, latin[at]) for at, (block, _) in enumerate(run)]
            above = [node for node in document.compiled.skeleton.outline if node.place.block < run[0][0].index]
            detail = f"mục {_bare(above[-1].label) if above else ''}: các điểm đi {', '.join(latin)}: thiếu đ"
            yield Injected(_with(document, *changed), "numbering", detail)


def _numbered_rows(block: Block) -> list[tuple[Cell, int]]:
    cells = sorted((cell for cell in block.cells if cell.column == 0), key=lambda cell: cell.row)
    texts = [(cell, block.text[cell.start : cell.end].strip(" .")) for cell in cells]
    return [(cell, int(text)) for cell, text in texts if re.fullmatch(r"\d{1,2}", text)]


def _tables(document: Document) -> Iterator[Block]:
    yield from (block for block in document.blocks if block.kind is BlockKind.TABLE)


@injector("row of a table skipped")
def row_skipped(document: Document) -> Iterator[Injected]:
    for block in _tables(document):
        rows = _numbered_rows(block)
        if len(rows) >= 4 and [number for _, number in rows] == list(range(1, len(rows) + 1)):
            cell, number = rows[-1]
            changed = _edited(block, cell.start, cell.end, str(number + 1))
            detail = f"{number - 1}, {number + 1}: thiếu {number}"
            yield Injected(_with(document, changed), "numbering", detail, block.index)


# ---------------------------------------------------------------- sums


@injector("total of a table changed")
def table_total(document: Document) -> Iterator[Injected]:
    for block in _tables(document):
        for cell in block.cells:
            if not re.fullmatch(r"tổng(?: cộng| số)?|cộng", block.text[cell.start : cell.end].strip().lower()):
                continue
            for other in block.cells:
                value = _number(block.text[other.start : other.end]) if other.row == cell.row else None
                if value and other.column > cell.column and _adds_up(block, other, value):
                    wrong = value + (10 if value >= 100 else 1)
                    changed = _edited(block, other.start, other.end, _printed(wrong))
                    detail = f"{_printed(wrong)}; cộng được {_printed(value)}"
                    yield Injected(_with(document, changed), "sum", detail, block.index)
                    break


def _adds_up(block: Block, total: Cell, value: float) -> bool:
    rest = [cell for cell in block.cells if cell.column == total.column and cell.row != total.row]
    parts = [part for cell in rest if (part := _number(block.text[cell.start : cell.end])) is not None]
    return len(parts) >= 3 and abs(sum(parts) - value) < 1e-6


def _number(cell: str) -> float | None:
    plain = cell.strip()
    if not re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?", plain):
        return None
    return float(plain.replace(".", "").replace(",", "."))


def _printed(value: float) -> str:
    return f"{value:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".").removesuffix(",00")


# ---------------------------------------------------------------- blanks


def _own_number(document: Document) -> tuple[Block, str] | None:
    """The block with the document's own number left blank, and what is left of the number."""
    number = document.compiled.skeleton.header.number or ""
    digits = re.match(r"\d+", number)
    for block in document.blocks[:12] if digits else ():
        found = re.search(rf"[Ss]ố\s*:?\s*({re.escape(number)})", block.text)
        if found and digits:
            start = found.start(1)
            return _edited(block, start, start + len(digits[0]), "     "), number[len(digits[0]) :]
    return None


def _own_date(document: Document, without: Block | None = None) -> Block | None:
    """The block with the day of issue left blank."""
    dated = document.compiled.skeleton.header.dated
    for block in document.blocks[:12] if dated else ():
        block = without if without and without.index == block.index else block
        found = dated and re.search(rf"ngày\s+(0?{dated.day})\s+tháng\s+0?{dated.month}\s+năm", block.text)
        if found:
            return _edited(block, found.start(1), found.end(1), "    ")
    return None


@injector("number and date blank")
def number_and_date_blank(document: Document) -> Iterator[Injected]:
    if (own := _own_number(document)) and (dated := _own_date(document, own[0])):
        blocks = _with(document, own[0], dated)
        yield Injected(blocks, "reference", f'số và ngày để trống: "Số:      {own[1]}"')


@injector("number blank")
def number_blank(document: Document) -> Iterator[Injected]:
    if own := _own_number(document):
        yield Injected(_with(document, own[0]), "reference", f'số để trống: "Số:      {own[1]}"', own[0].index)


@injector("date blank")
def date_blank(document: Document) -> Iterator[Injected]:
    dated, number = document.compiled.skeleton.header.dated, document.compiled.skeleton.header.number
    if (block := _own_date(document)) and dated and number:
        detail = f"ngày ban hành để trống: ngày     tháng {dated:%m} năm {dated.year}"
        yield Injected(_with(document, block), "reference", detail, block.index)


# ---------------------------------------------------------------- dates


_SHORT = re.compile(r"(?<=ngày )(\d{1,2})/(\d{1,2})/(20\d\d)")


@injector("basis after the plan")
def basis_after(document: Document) -> Iterator[Injected]:
    dated, whole = document.compiled.skeleton.header.dated, "\n".join(block.text for block in document.blocks)
    for block in document.blocks[: document.compiled.skeleton.body.start]:
        for found in _SHORT.finditer(block.text) if dated else ():
            cited = re.search(r"(?<![\d/])(\d+[/-][A-ZĐ]\S*)\s+ngày $", block.text[: found.start()])
            if dated and cited and whole.count(cited[1]) == 1:
                new = f"{found[1]}/{found[2]}/{dated.year + 1}"
                detail = f"{cited[1]} ngày {new} sau ngày của kế hoạch {dated:%d/%m/%Y}"
                changed = _edited(block, found.start(), found.end(), new)
                yield Injected(_with(document, changed), "date", detail, block.index)


@injector("impossible date")
def impossible(document: Document) -> Iterator[Injected]:
    for block in document.blocks:
        for found in re.finditer(r"(?<=ngày )(\d{1,2})/(4|6|9|11|2|02|04|06|09)(?:/(20\d\d))?(?![\d/])", block.text):
            if not re.search(r"[A-ZĐ]\s+ngày $", block.text[: found.start()]):
                changed = _edited(block, found.start(1), found.end(1), "31")
                new = f"31{found[0][len(found[1]) :]}"
                yield Injected(_with(document, changed), "date", f"không có ngày {new}", block.index)


@injector("period running backwards")
def backwards(document: Document) -> Iterator[Injected]:
    for block in document.blocks[document.compiled.skeleton.body.start :]:
        for found in re.finditer(r"giai đoạn (20\d\d)(\s*[-–]\s*)(20\d\d)(?!\d)", block.text):
            if int(found[1]) < int(found[3]):
                changed = _edited(block, found.start(1), found.end(), found[3] + found[2] + found[1])
                yield Injected(_with(document, changed), "date", f"giai đoạn {found[3]} - {found[1]}", block.index)


@injector("vision before the end of the period")
def vision(document: Document) -> Iterator[Injected]:
    for block in document.blocks:
        for found in re.finditer(r"(20[23]\d)\s*,?\s*tầm nhìn (?:đến|tới)(?: năm)? (20\d\d)", block.text):
            wrong = str(int(found[1]) - 5)
            changed = _edited(block, found.start(2), found.end(2), wrong)
            yield Injected(_with(document, changed), "date", f"tầm nhìn {wrong} trước năm {found[1]}", block.index)


_CITED = re.compile(r"(\d+(?:/20\d\d)?[/-][A-ZĐ][\w-]+) ngày (\d{1,2})/(\d{1,2})/(20\d\d)")


def _cited_twice(document: Document) -> Iterator[tuple[Block, re.Match[str]]]:
    """The second of two citations of one document, each with its date."""
    seen: set[str] = set()
    for block in document.blocks:
        for found in _CITED.finditer(block.text):
            if found[0] in seen:
                yield block, found
            seen.add(found[0])


@injector("one document under two dates")
def two_dates(document: Document) -> Iterator[Injected]:
    for block, found in _cited_twice(document):
        new = f"{found[2]}/{'2' if found[3].lstrip('0') == '1' else '1'}/{found[4]}"
        if int(found[2]) <= 28:
            changed = _edited(block, found.start(2), found.end(), new)
            detail = f"{found[1]} mang hai ngày: {found[2]}/{found[3]}/{found[4]} và {new}"
            yield Injected(_with(document, changed), "date", detail, block.index)


@injector("one document under two numbers")
def two_numbers(document: Document) -> Iterator[Injected]:
    for block, found in _cited_twice(document):
        digits = re.match(r"\d+", found[1])
        about = re.match(r"[^;.]*?\b(?:về|phê duyệt|ban hành)\s[^;.]{30}", block.text[found.end() :])
        if digits and about and digits[0][::-1] != digits[0] and digits[0][-1] != "0":
            number = digits[0][::-1] + found[1][len(digits[0]) :]
            changed = _edited(block, found.start(1), found.end(1), number)
            detail = f"một văn bản mang hai số: {found[1]} và {number}"
            yield Injected(_with(document, changed), "reference", detail, block.index)


@injector("annex not there")
def annex_missing(document: Document) -> Iterator[Injected]:
    for block in document.paragraphs:
        for found in re.finditer(r"[Pp]hụ lục(?: số)? (I{1,3}|IV|V|0?\d)(?=[\s,.;)])", block.text):
            other = re.match(r"\s*(?:của|ban hành|Nghị|Quyết|Thông|kèm theo (?!Kế))", block.text[found.end() :])
            if found.start() > 10 and not other:
                new = "IX" if found[1].isalpha() else "19"
                changed = _edited(block, found.start(1), found.end(1), new)
                detail = f"Phụ lục {new} được dẫn nhưng không có"
                yield Injected(_with(document, changed), "reference", detail, block.index)


@injector("deadline before the plan")
def past_deadline(document: Document) -> Iterator[Injected]:
    dated = document.compiled.skeleton.header.dated
    if dated:
        day = f"15/6/{dated.year - 1}"
        sentence = f"Sở Tài chính tổng hợp nhu cầu, hoàn thành trước ngày {day}."
        detail = f"thời hạn {day} trước ngày của kế hoạch {dated:%d/%m/%Y}"
        yield from _put_into(document, sentence, "date", detail)


# ---------------------------------------------------------------- sentences of our own

_SENTENCES: list[dict[str, str]] = tomllib.loads((HERE / "faulty_sentences.toml").read_text("utf-8"))["sentence"]


def _put_into(document: Document, sentence: str, kind: str | None, detail: str) -> Iterator[Injected]:
    """The sentence as a paragraph of its own before the second section."""
    nodes = [node for node in document.compiled.skeleton.outline if _bare(node.label) in ("II", "2")]
    if nodes:
        at = nodes[0].place.block
        new = Block(at, BlockKind.PARAGRAPH, sentence, layout=Layout())
        after = (replace(block, index=block.index + 1) for block in document.blocks[at:])
        yield Injected((*document.blocks[:at], new, *after), kind, detail, at)


def _sentence_injector(name: str) -> Injector:
    def inject(document: Document) -> Iterator[Injected]:
        for one in _SENTENCES:
            if one["name"] == name:
                yield from _put_into(document, one["text"], one.get("kind"), one.get("detail", ""))

    return inject


OF_OUR_OWN = tuple(dict.fromkeys(one["name"] for one in _SENTENCES))
for _name in OF_OUR_OWN:
    injector(_name)(_sentence_injector(_name))


# ---------------------------------------------------------------- measuring


def documents(folders: Sequence[Path]) -> list[Document]:
    """The documents of the folders that can be read."""
    found = []
    for path in sorted(path for folder in folders for path in folder.iterdir()):
        if path.suffix in (".md", ".txt", ".docx", ".htm") and path.name != "GUIDELINE.md":
            try:
                carried = carry(path.read_bytes(), path.name)
            except UnreadableDocument:
                continue
            found.append(Document(path.name, carried, compile_carried(carried)))
    return found


def judge(document: Document, injected: Injected) -> tuple[bool, bool, list[Finding]]:
    """Whether the fault was found, whether in its place, and what else is told that was not told before."""
    compiled = compile_carried(replace(document.carried, blocks=injected.blocks))
    before = Counter(_identity(document.compiled, finding) for finding in document.compiled.findings if finding.kind)
    new = []
    for finding in (finding for finding in compiled.findings if finding.kind):
        if before[_identity(compiled, finding)]:
            before[_identity(compiled, finding)] -= 1
        else:
            new.append(finding)
    if injected.kind is None:
        return True, True, new
    gold = {"kind": injected.kind, "detail": injected.detail}
    hits = [finding for finding in new if scorer().finding_weight(gold, inconsistency(finding))]
    here = [hit for hit in hits if injected.at is None or hit.place and hit.place.block == injected.at]
    best = (here or hits)[:1]
    return bool(hits), bool(here), [finding for finding in new if finding not in best]


def _identity(compiled: Compiled, finding: Finding) -> tuple[str, str]:
    """A finding by its rule and the text of its block: the path to it may have changed with a label above."""
    place = finding.place
    return finding.rule, compiled.skeleton.blocks[place.block].text if place else ""


def measure(
    of: Sequence[Document], *, most: int = 2, tell: Callable[[str], None] = lambda line: None
) -> dict[str, Tally]:
    """Tallies by kind of fault: at most `most` faults of a kind in a document, our own sentences in three documents."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for at, document in enumerate(of):
        for name, inject in INJECTORS.items():
            if name in OF_OUR_OWN and at % max(1, len(of) // 3):
                continue
            for number, injected in enumerate(inject(document)):
                if number >= most and name not in OF_OUR_OWN:
                    break
                found, in_place, false = judge(document, injected)
                tally = tallies[name]
                tally.injected += 1
                tally.found += found
                tally.in_place += in_place
                tally.false += len(false)
                if not found:
                    tell(f"MISSED {name} | {document.name} | {injected.detail}")
                elif not in_place:
                    tell(f"ELSEWHERE {name} | {document.name} | {injected.detail}")
                for finding in false:
                    tell(f"FALSE {name} | {document.name} | {injected.detail} | {finding.rule} {finding.detail}")
    return tallies


def main(arguments: Sequence[str]) -> None:
    folders = [Path(argument) for argument in arguments] or [CORPUS, CORPUS / "more"]
    tallies = measure(documents(folders), tell=lambda line: print(line, file=sys.stderr))
    print(f"{'fault':40} {'put in':>7} {'found':>6} {'recall':>7} {'place':>6} {'false':>6}")
    for name in INJECTORS:
        if tally := tallies.get(name):
            share = tally.found / tally.injected
            print(f"{name:40} {tally.injected:7} {tally.found:6} {share:7.2f} {tally.in_place:6} {tally.false:6}")


if __name__ == "__main__":
    main(sys.argv[1:])
