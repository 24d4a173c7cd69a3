import io

import pdfplumber
import pytest

from lotrinh.documents.writing.pdf import to_pdf
from lotrinh.documents.writing.structure import Paragraph
from tests.documents.writing.samples import report

MM = 72 / 25.4


@pytest.fixture(scope="module")
def pages():
    with pdfplumber.open(
        io.BytesIO(to_pdf(report(body=tuple(Paragraph.of(f"Đoạn {n}. " * 30) for n in range(20)))))
    ) as pdf:
        yield pdf.pages


def test_the_file_says_it_is_an_archive_pdf():
    assert b"pdfaid:part" in to_pdf(report())


def test_the_sheet_is_a4_and_an_appendix_with_a_wide_table_is_turned(pages):
    assert (round(pages[0].width / MM), round(pages[0].height / MM)) == (210, 297)
    assert (round(pages[-1].width / MM), round(pages[-1].height / MM)) == (297, 210)


def test_the_text_keeps_its_margins(pages):
    words = pages[1].extract_words()
    assert min(word["x0"] for word in words) >= 30 * MM - 1
    assert max(word["x1"] for word in words) <= (210 - 20) * MM + 1


def test_pages_are_numbered_from_the_second_and_appendices_anew(pages):
    assert pages[1].extract_words()[0]["text"] == "2"
    assert pages[0].extract_words()[0]["text"] != "1"
    assert pages[-1].extract_words()[0]["text"] == "Phụ"


def test_markup_in_a_text_is_only_text():
    pdf = to_pdf(report(body=(Paragraph.of("#panic() *không* $x$ <b> \\u{41}"),)))
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        assert "#panic() *không* $x$ <b>" in opened.pages[0].extract_text()
