"""Measures what stands in the file, in the units of the decree."""

import io
import shutil
import subprocess
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from lotrinh.documents.writing.docx import to_docx
from lotrinh.documents.writing.structure import Paragraph
from tests.documents.writing.samples import report, wide_table

PT = 12_700
MM = 36_000


@pytest.fixture(scope="module")
def written():
    return to_docx(report())


@pytest.fixture(scope="module")
def opened(written):
    return Document(io.BytesIO(written))


def paragraph(container, start):
    return next(p for p in all_paragraphs(container) if p.text.startswith(start))


def all_paragraphs(container):
    yield from container.paragraphs
    for table in container.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from all_paragraphs(cell)


def test_the_sheet_is_a4_with_margins_20_20_30_20(opened):
    section = opened.sections[0]
    measured = [
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    ]
    assert [round(length / MM) for length in measured] == [210, 297, 20, 20, 30, 20]


def test_all_type_is_times_new_roman(written):
    parts = zipfile.ZipFile(io.BytesIO(written))
    styles = Document(io.BytesIO(written)).styles
    assert styles["Normal"].font.name == styles["Heading 1"].font.name == "Times New Roman"
    body = parts.read("word/document.xml").decode()
    assert "w:rFonts" not in body  # nothing departs from the styles


@pytest.mark.parametrize(
    ("start", "size", "bold", "italic"),
    [
        ("CỘNG HÒA", 12, True, False),
        ("Độc lập", 13, True, False),
        ("UBND PHƯỜNG", 12, False, False),
        ("PHÒNG KINH TẾ", 12, True, False),
        ("Số: 07/BC-KT", 13, False, False),
        ("Thử, ngày 05", 13, False, True),
        ("BÁO CÁO", 14, True, False),
        ("Kết quả thực hiện", 14, True, False),
        ("Căn cứ", 14, False, True),
        ("TRƯỞNG PHÒNG", 14, True, False),
        ("Nguyễn Văn Thử", 14, True, False),
        ("Nơi nhận:", 12, True, True),
        ("- Sở Thử;", 11, False, False),
        ("Phụ lục", 14, True, False),
    ],
)
def test_each_element_has_the_size_and_face_of_the_decree(opened, start, size, bold, italic):
    run = paragraph(opened, start).runs[0]
    assert (run.font.size / PT, bool(run.bold), bool(run.italic)) == (size, bold, italic)


def test_the_body_is_justified_indented_and_spaced(opened):
    shape = paragraph(opened, "- Đã triển khai").paragraph_format
    assert shape.alignment.name == "JUSTIFY"
    assert 10 <= shape.first_line_indent / MM <= 12.7
    assert shape.space_after / PT >= 6
    assert 1.0 <= shape.line_spacing <= 1.5


def test_rules_are_cell_borders_as_long_as_the_decree_says(opened):
    head = opened.tables[0]
    assert "w:tblBorders" not in head._tbl.tblPr.xml
    issuer, motto = (rule_length(cell.tables[0]) for cell in head.rows[0].cells)
    abstract = rule_length(opened.tables[1])
    assert 52 <= motto <= 60  # the motto in 13 points measures 56 mm
    assert 45 / 3 <= issuer <= 45 / 2 + 1  # “PHÒNG KINH TẾ THỬ” about 45 mm
    assert 85 / 3 - 2 <= abstract <= 85 / 2 + 8
    assert "_" not in "".join(p.text for p in all_paragraphs(opened))


def rule_length(table):
    assert table._tbl.find(".//" + qn("w:tcBorders")).find(qn("w:top")).get(qn("w:val")) == "single"
    return table.rows[0].cells[0].width / MM


def test_the_page_number_stands_centred_in_the_top_margin_from_page_two(opened):
    section = opened.sections[0]
    assert section.different_first_page_header_footer
    numbered = section.header.paragraphs[0]
    assert numbered.alignment.name == "CENTER"
    assert "PAGE" in numbered._p.xml
    assert 13 <= numbered.runs[0].font.size / PT <= 14
    assert "PAGE" not in section.first_page_header._element.xml
    assert section.header_distance < section.top_margin


def test_an_appendix_is_numbered_by_itself_and_turned_when_wide(opened):
    section = opened.sections[1]
    assert section.orientation.name == "LANDSCAPE"
    assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert round(section.page_width / MM) == 297


def test_table_heads_repeat_and_rows_do_not_break(opened):
    table = opened.tables[2]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:cantSplit")) is not None


def test_the_text_ends_with_its_closing_mark_and_recipients_as_the_form_asks(opened):
    assert paragraph(opened, "Trên đây").text.endswith("báo cáo./.")
    assert paragraph(opened, "- Lưu").text == "- Lưu: VT, KT."


def test_pictures_carry_their_words(opened):
    assert 'descr="Một hình chữ nhật"' in opened.element.xml


SECTION_ORDER = [
    "headerReference",
    "footerReference",
    "type",
    "pgSz",
    "pgMar",
    "pgNumType",
    "cols",
    "titlePg",
    "docGrid",
]


def test_properties_of_sections_stand_in_the_order_of_the_schema(opened):
    for section in opened.sections:
        names = [child.tag.rpartition("}")[2] for child in section._sectPr]
        assert [SECTION_ORDER.index(name) for name in names] == sorted(SECTION_ORDER.index(name) for name in names)


ORDERS = {
    "tblPr": "tblStyle tblW jc tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u lang",
}


@pytest.mark.parametrize("name", list(ORDERS))
def test_properties_stand_in_the_order_of_the_schema(opened, name):
    order = ORDERS[name].split()
    for found in opened.element.iter(qn(f"w:{name}")):
        names = [child.tag.rpartition("}")[2] for child in found]
        assert [order.index(one) for one in names] == sorted({order.index(one) for one in names})


def test_hostile_text_stays_text():
    opened = Document(io.BytesIO(to_docx(report(body=(Paragraph.of("<w:p>& {{ x }} \x07"),)))))
    assert any("<w:p>& {{ x }}" in p.text for p in opened.paragraphs)


def test_a_long_table_lets_libreoffice_read_and_write_it_back(tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: the round trip is not checked here")
    (tmp_path / "a.docx").write_bytes(to_docx(report(body=(wide_table(60), Paragraph.of("Hết")))))
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "docx:MS Word 2007 XML",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), str(tmp_path / "a.docx")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    back = Document(str(tmp_path / "out" / "a.docx"))
    assert round(back.sections[0].left_margin / MM) == 30
    assert any(p.text == "BÁO CÁO" for p in back.paragraphs)
