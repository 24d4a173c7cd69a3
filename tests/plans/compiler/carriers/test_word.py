import io
import zipfile
from copy import deepcopy

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from lotrinh.plans.compiler.carriers import carry
from lotrinh.plans.compiler.carriers.archive import LARGEST_PART
from lotrinh.plans.compiler.carriers.wordnumbers import counted
from lotrinh.plans.compiler.gold import as_gold
from lotrinh.plans.compiler.pipeline import skeleton_of
from lotrinh.plans.compiler.values import BlockKind, Compiled, UnreadableDocument

from ..made_documents import PLAN, plan_in_word, saved, with_part

title = "Reading Word files"


def numbered(*levels: tuple[str, str]) -> docx.document.Document:
    """A document with one list definition: (format, text) of each level; its number is 77."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (kind, text) in enumerate(levels)
    )
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{inner}</w:abstractNum>')
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return document


def add(document, text: str, level: int) -> None:
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
    )


def labels(document) -> list[str]:
    return [block.automatic_label for block in carry(saved(document), "plan.docx").blocks]


def test_automatic_labels_are_counted_as_word_prints_them():
    document = numbered(("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"))
    for text, level in [
        ("Mục tiêu", 0),
        ("Chung", 1),
        ("Riêng", 1),
        ("Rừng", 2),
        ("Biển", 2),
        ("Tổ chức", 0),
        ("Sở Y tế", 1),
    ]:
        add(document, text, level)
    assert labels(document) == ["I.", "1.", "2.", "a)", "b)", "II.", "1."]


def test_a_label_may_hold_the_numbers_of_the_levels_above():
    document = numbered(("decimal", "%1."), ("decimal", "%1.%2."))
    for text, level in [("Một", 0), ("Một một", 1), ("Hai", 0), ("Hai một", 1), ("Hai hai", 1)]:
        add(document, text, level)
    assert labels(document) == ["1.", "1.1.", "2.", "2.1.", "2.2."]


def test_labels_that_stand_nowhere_in_the_text_count_as_printed():
    document = numbered(("upperRoman", "%1."), ("decimal", "%2."))
    for text, level in [("MỤC TIÊU", 0), ("Mục tiêu chung", 1), ("TỔ CHỨC THỰC HIỆN", 0)]:
        add(document, text, level)
        document.add_paragraph("Trồng cây trên các tuyến đường.")
    outline = skeleton_of(carry(saved(document), "plan.docx")).outline
    assert [(node.level, node.label) for node in outline] == [(1, "I."), (2, "1."), (1, "II.")]


@pytest.mark.parametrize(
    ("value", "kind", "printed"),
    [(28, "lowerLetter", "bb"), (5, "lowerLetter", "e"), (49, "upperRoman", "XLIX"), (7, "decimalZero", "07")],
)
def test_numbers_are_printed_in_words_formats(value, kind, printed):
    assert counted(value, kind) == printed


def test_merged_cells_stand_once_with_their_span():
    document = docx.Document()
    document.add_paragraph("Bảng phân công nhiệm vụ trồng cây")
    table = document.add_table(3, 3)
    for number, cell in enumerate(table._cells):
        cell.text = f"ô {number}"
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    block = next(block for block in carry(saved(document), "plan.docx").blocks if block.kind is BlockKind.TABLE)
    spans = {(cell.row, cell.column): (cell.row_span, cell.column_span) for cell in block.cells}
    assert spans[0, 1] == (1, 2)
    assert spans[1, 0] == (2, 1)
    assert (2, 0) not in spans


def test_tracked_changes_are_read_as_accepted_and_said_so():
    document = docx.Document()
    paragraph = document.add_paragraph("Trồng ")
    paragraph._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1"><w:r><w:t>nhiều </w:t></w:r></w:ins>'))
    paragraph._p.append(parse_xml(f'<w:del {nsdecls("w")} w:id="2"><w:r><w:delText>ít </w:delText></w:r></w:del>'))
    paragraph.add_run("cây.")
    carried = carry(saved(document), "plan.docx")
    assert carried.blocks[0].text == "Trồng nhiều cây."
    assert "Track Changes" in carried.notes[0]


def test_a_text_box_is_read_once_though_word_stores_it_twice():
    document = docx.Document()
    document.add_paragraph("Kế hoạch trồng cây")
    box = f"<w:txbxContent {nsdecls('w')}><w:p><w:r><w:t>Số: 5/KH-UBND</w:t></w:r></w:p></w:txbxContent>"
    both = (
        f'<w:r {nsdecls("w")}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document.paragraphs[0]._p.append(parse_xml(both))
    assert [block.text for block in carry(saved(document), "p.docx").blocks] == ["Kế hoạch trồng cây", "Số: 5/KH-UBND"]


def test_hidden_text_is_no_text():
    document = docx.Document()
    document.add_paragraph("Trồng cây.").add_run(" Bí mật.").font.hidden = True
    assert carry(saved(document), "plan.docx").blocks[0].text == "Trồng cây."


def test_the_same_plan_as_text_and_as_word_reads_the_same():
    word = as_gold(Compiled(skeleton_of(carry(plan_in_word(), "plan.docx"))))
    assert word == as_gold(Compiled(skeleton_of(carry(PLAN.encode(), "plan.txt"))))


def test_a_heading_set_bold_is_known_as_such():
    def bold(document):
        document.paragraphs[0].runs[0].bold = True

    blocks = carry(plan_in_word(bold), "plan.docx").blocks
    assert [block.text for block in blocks if block.layout.bold] == ["KẾ HOẠCH"]


def test_a_file_that_unpacks_to_too_much_is_refused():
    bomb = with_part(plan_in_word(), "word/document.xml", b" " * (LARGEST_PART + 10))
    with pytest.raises(UnreadableDocument, match="bung ra quá lớn"):
        carry(bomb, "bom.docx")


def test_entities_are_never_resolved():
    attack = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="x">&a;</w:document>'
    with pytest.raises(UnreadableDocument, match="ENTITY"):
        carry(with_part(plan_in_word(), "word/document.xml", attack), "tan-cong.docx")


def test_a_locked_document_is_refused_with_how_to_unlock_it():
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100
    with pytest.raises(UnreadableDocument, match="mật khẩu"):
        carry(locked, "khoa.docx")


@pytest.mark.parametrize("part", [b"<w:document", b"", b"\xff\xfe\x00"], ids=["cut", "empty", "noise"])
def test_a_broken_part_is_refused(part):
    with pytest.raises(UnreadableDocument):
        carry(with_part(plan_in_word(), "word/document.xml", part), "hong.docx")


def test_a_zip_that_is_no_document_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "xin chào")
    with pytest.raises(UnreadableDocument, match="không phải là văn bản Word"):
        carry(stream.getvalue(), "tep.docx")


def test_a_cut_off_file_is_refused():
    with pytest.raises(UnreadableDocument, match="hỏng"):
        carry(plan_in_word()[:-2000], "dut.docx")


def test_reading_twice_gives_the_same():
    data = plan_in_word()
    assert carry(data, "a.docx") == carry(deepcopy(data), "a.docx")
