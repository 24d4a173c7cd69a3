"""The same parts in every layout: what is read must not depend on how an office set the page (docs/compiler.md)."""

import shutil
import subprocess

import pytest

from lotrinh.plans.compiler.carriers import carry
from lotrinh.plans.compiler.pipeline import skeleton_of
from lotrinh.plans.compiler.text import without_tones

from .layouts import (
    BASES,
    BODY,
    CITED,
    CLOSINGS,
    LETTERHEADS,
    OUTLINE,
    PLANS,
    PREAMBLES,
    TITLES,
    Plan,
    in_word,
    lines_beside,
)
from .made_documents import in_pdf

title = "Reading documents however they are laid out"


def assert_read(data: bytes, name: str, plan: Plan) -> None:
    """Every field of the frame is what the plan says."""
    skeleton = skeleton_of(carry(data, name))
    header = skeleton.header
    assert (header.kind, header.number, header.dated) == (plan.kind, plan.number, plan.dated)
    assert without_tones(header.issuer or "") == without_tones(plan.speaks)
    assert without_tones(header.title or "") == without_tones(plan.title)
    assert tuple(basis.citation for basis in skeleton.legal_bases) == CITED
    assert tuple(node.label for node in skeleton.outline) == OUTLINE
    assert tuple(recipient.line for recipient in skeleton.recipients) == plan.recipients
    assert header.signer == plan.signature[-1]


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
@pytest.mark.parametrize("letterhead", LETTERHEADS)
def test_letterheads(letterhead, plan):
    assert_read(in_word(plan, letterhead=letterhead), "plan.docx", plan)


@pytest.mark.parametrize("name", TITLES)
@pytest.mark.parametrize("key", ["plan", "department", "Party"])
def test_titles(name, key):
    assert_read(in_word(PLANS[key], title=name), "plan.docx", PLANS[key])


@pytest.mark.parametrize("preamble", PREAMBLES)
def test_bases(preamble):
    assert_read(in_word(PLANS["plan"], preamble=preamble), "plan.docx", PLANS["plan"])


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
@pytest.mark.parametrize("closing", CLOSINGS)
def test_closings(closing, plan):
    assert_read(in_word(plan, closing=closing), "plan.docx", plan)


def body_of(plan: Plan) -> list[str]:
    head = ["Kính gửi: Các sở, ban, ngành tỉnh."] if plan.kind == "Công văn" else [plan.kind.upper(), plan.title]
    return [*head, *BASES, plan.announces, *BODY]


def spread(left: tuple[str, ...], right: tuple[str, ...]) -> list[str]:
    """Two columns as a program writes them that keeps the layout of a page in plain text."""
    return lines_beside(tuple(line.ljust(40) for line in left), right, "")


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_plain_text_that_keeps_the_columns_of_a_page(plan):
    numbered = (plan.numbered[0], *(part for part in plan.numbered[1:] for part in broken(part, 30)))
    lines = [*spread(plan.left, plan.nation), *spread(numbered, (plan.day,)), ""]
    lines += [line for text in body_of(plan) for line in (*broken(text, 80), "")]
    lines += spread(("Nơi nhận:", *plan.entries), plan.signature)
    assert_read("\n".join(lines).encode(), "plan.txt", plan)


def broken(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
@pytest.mark.parametrize("between", [" ", "<br>"], ids=["run together", "line breaks"])
def test_markdown_with_the_letterhead_in_cells_and_a_site_around_it(between, plan):
    left, right = (between.join(lines) for lines in ((*plan.left, *plan.numbered), (*plan.nation, plan.day)))
    closing = between.join(("Nơi nhận:", *plan.entries)), between.join(plan.signature)
    parts = [
        "[Trang chủ](/) | [Văn bản](/vb)", "* [Đăng nhập](/dn)", "Lượt xem: 1.234",
        f"| {left} | {right} |\n|---|---|", *body_of(plan), f"| {closing[0]} | {closing[1]} |\n|---|---|",
        "Chia sẻ bài viết: Zalo", "In bài viết", "**Tin liên quan**", "* [Lịch tiếp công dân](/a)", "Copyright 2026",
    ]  # fmt: skip
    assert_read("\n\n".join(parts).encode(), "plan.md", plan)


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
@pytest.mark.parametrize(
    "carrier",
    ["{}", "| {} |\n|---|\n", "<p>{}</p>"],
    ids=["one line", "one cell of a table", "one paragraph of a page"],
)
def test_a_document_in_one_line(carrier, plan):
    lines = (*plan.left, *plan.numbered, *plan.nation, plan.day, *body_of(plan), "Nơi nhận:", *plan.entries)
    text = carrier.format(" ".join((*lines, *plan.signature)))
    assert_read(text.encode(), "plan.html" if carrier.startswith("<") else "plan.md", plan)


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_a_document_in_one_cell_with_line_breaks(plan):
    lines = (*plan.left, *plan.numbered, *plan.nation, plan.day, *body_of(plan), "Nơi nhận:", *plan.entries)
    assert_read(f"| {'<br>'.join((*lines, *plan.signature))} |\n|---|\n".encode(), "plan.md", plan)


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
@pytest.mark.parametrize("widths", ["6.5cm, 9.5cm", "5cm, 6.5cm"], ids=["wide", "narrow"])
def test_columns_of_a_pdf(widths, plan):
    def column(*lines: str) -> str:
        return "align(center)[" + " \\ ".join(line.replace("*", r"\*").replace("-", r"\-") for line in lines) + "]"

    head = f"#grid(columns: ({widths}), {column(*plan.left, *plan.numbered)}, {column(*plan.nation, plan.day)})"
    entries = " \\ ".join(line.replace("-", r"\-") for line in ("Nơi nhận:", *plan.entries))
    foot = f"#grid(columns: (8cm, 8cm), [{entries}], {column(*plan.signature)})"
    middle = [line.replace("-", r"\-").replace("1.", r"1\.").replace("2.", r"2\.") for line in body_of(plan)]
    assert_read(in_pdf("\n\n".join((head, *middle, foot))), "plan.pdf", plan)


FORMATS = {"pdf": "pdf", "html": "html:HTML"}
MIXED = (
    ("plan", "number and date in a second row", "capitals over lines", "two columns"),
    ("department", "narrow columns", "bold over lines", "the signature first"),
    ("letter", "two columns", "sentence case", "one line of semicolons"),
    ("Party", "one cell", "line breaks", "tabs"),
)


def test_what_an_office_program_saves(tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: layouts are not checked in the formats it saves")
    for key, letterhead, heading, closing in MIXED:
        data = in_word(PLANS[key], letterhead=letterhead, title=heading, closing=closing)
        (tmp_path / f"{key}.docx").write_bytes(data)
    command = [office, "--headless", "--norestore", f"-env:UserInstallation=file://{tmp_path}/profile"]
    for written in FORMATS.values():
        run = [*command, "--convert-to", written, "--outdir", str(tmp_path), *map(str, tmp_path.glob("*.docx"))]
        subprocess.run(run, check=True, capture_output=True, timeout=120)
    for file in sorted(tmp_path.glob("*.*")):
        if file.suffix[1:] in FORMATS:
            assert_read(file.read_bytes(), file.name, PLANS[file.stem])
