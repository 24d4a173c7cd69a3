import io
import zipfile

import pytest
from docx import Document

from lotrinh.documents.writing.templates import BadTemplate, check, fill


def template(*paragraphs):
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def with_part(data, name, text):
    kept = io.BytesIO(data)
    with zipfile.ZipFile(kept, "a") as parts:
        parts.writestr(name, text)
    return kept.getvalue()


def texts(data):
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def test_names_and_loops_are_filled_in():
    data = template("Kính gửi {{ noi_gui }}", "{%p for doan in noi_dung %}", "{{ doan }}", "{%p endfor %}")
    filled = texts(fill(data, {"noi_gui": "Sở A & B", "noi_dung": ["một", "<hai>"]}))
    assert filled == ["Kính gửi Sở A & B", "một", "<hai>"]


def test_a_row_of_a_table_is_repeated_for_a_list():
    document = Document()
    table = document.add_table(4, 1)
    for row, text in zip(
        table.rows, ("Chỉ tiêu", "{%tr for dong in chi_tieu %}", "{{ dong.ten }}", "{%tr endfor %}"), strict=True
    ):
        row.cells[0].text = text
    kept = io.BytesIO()
    document.save(kept)
    filled = Document(io.BytesIO(fill(kept.getvalue(), {"chi_tieu": [{"ten": "Một"}, {"ten": "Hai"}]})))
    assert [row.cells[0].text for row in filled.tables[0].rows] == ["Chỉ tiêu", "Một", "Hai"]


def test_a_name_nobody_gives_is_told_with_those_that_exist():
    with pytest.raises(BadTemplate, match="Các tên dùng được: co_quan"):
        fill(template("{{ ten_la }}"), {"co_quan": "x"})


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ co_quan.__class__.__mro__ }}",
        "{{ 'a' * 1000000000 }}",
        "{% for i in range(99999999) %}x{% endfor %}",
        "{{ co_quan.format.__globals__ }}",
        "{{ cycler.__init__.__globals__ }}",
    ],
)
def test_a_template_cannot_reach_beyond_its_names(hostile):
    with pytest.raises(BadTemplate):
        fill(template(hostile), {"co_quan": "x"})


def test_a_broken_loop_is_told_as_such():
    with pytest.raises(BadTemplate, match="sai cú pháp"):
        fill(template("{% if co_quan %}"), {"co_quan": "x"})


EXTERNAL = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r9" Type="image" Target="http://example.com/x.png" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        pytest.param("word/_rels/extra.xml.rels", EXTERNAL, "example.com/x.png", id="fetches-from-elsewhere"),
        pytest.param("word/vbaProject.bin", "x", "macro", id="macros"),
        pytest.param("word/extra.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>', "khai báo XML lạ", id="entities"),
    ],
)
def test_a_file_out_to_harm_is_refused_with_the_reason(name, text, told):
    with pytest.raises(BadTemplate, match=told):
        check(with_part(template("x"), name, text))


def test_something_else_than_word_is_refused():
    with pytest.raises(BadTemplate, match="không phải văn bản Word"):
        check(b"%PDF-1.7")
