import io
import zipfile
from datetime import date
from decimal import Decimal
from html import escape

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from lotrinh.core.sheets import (
    ERROR_CELL,
    REASON_HEADING,
    Limits,
    Noted,
    SheetProblem,
    column_letters,
    match_headings,
    read_table,
    write_csv,
    write_table,
)
from lotrinh.core.vietnamese import nfc

HEADER = ("Mã số", "Tên cơ sở", "Diện tích (ha)", "Ngày bắt đầu")
ROWS = [["007", "Lò gạch Bảy Hải", 1.25, date(2026, 3, 5)], ["A-12", "Nem Lai Vung", 3, date(2025, 12, 31)]]


def xlsx(*rows, edit=lambda sheet: None) -> io.BytesIO:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    edit(book.active)
    return saved(book.save)


def saved(save) -> io.BytesIO:
    file = io.BytesIO()
    save(file)
    file.seek(0)
    return file


def read(file, **options):
    table = read_table(file, **options)
    return table.header, [cells for _, cells in table.rows]


# --- the kinds of file


def test_a_written_workbook_reads_back():
    file = io.BytesIO()
    write_table(file, HEADER, ROWS, title="Sổ cơ sở")
    assert read(file, headings=HEADER) == (HEADER, ROWS)


def test_a_written_csv_reads_back_as_text():
    file = io.BytesIO()
    write_csv(file, HEADER, ROWS)
    texts = [["007", "Lò gạch Bảy Hải", "1,25", "05/03/2026"], ["A-12", "Nem Lai Vung", "3", "31/12/2025"]]
    assert read(file) == (HEADER, texts)


def test_an_old_xls_is_read():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sổ")
    for row, cells in enumerate([HEADER[:3], *(cells[:3] for cells in ROWS)]):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    assert read(saved(book.save)) == (HEADER[:3], [row[:3] for row in ROWS])


def test_an_open_document_sheet_is_read():
    assert read(ods([list(HEADER[:2]), ["007", "Nem Lai Vung"]])) == (HEADER[:2], [["007", "Nem Lai Vung"]])


def ods(rows, repeat=None) -> io.BytesIO:
    """The smallest OpenDocument sheet that a reader accepts."""
    repeated = f' table:number-rows-repeated="{repeat}"' if repeat else ""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(
        f"<table:table-row{repeated}>{''.join(cell.format(escape(text)) for text in cells)}</table:table-row>"
        for cells in rows
    )
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    content = (
        f'<office:document-content {names} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Sổ">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("mimetype", kind)
        book.writestr("META-INF/manifest.xml", manifest)
        book.writestr("content.xml", content)
    file.seek(0)
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_text_file_is_read_whatever_its_letters_and_separator(encoding, separator):
    lines = [["Mã số", "Tên"], ["007", "Sơn"], ["8", "Đò Bé"]]
    content = "\r\n".join(separator.join(line) for line in lines)
    if encoding == "cp1258":  # Windows writes some tone marks after the letter
        content = content.replace("ố", "ô\u0301").replace("ã", "a\u0303").replace("ò", "o\u0300")
    header, rows = read(io.BytesIO(content.encode(encoding)))
    assert (header, rows) == (("Mã số", "Tên"), lines[1:])


# --- the heading row


def test_headings_are_found_below_the_title_with_and_without_tone_marks():
    file = xlsx(["UỶ BAN NHÂN DÂN"], ["Danh sách cơ sở", "", "năm 2026"], [], ["ma so", "TEN CO SO *"], ["007", "Nem"])
    table = read_table(file, headings=HEADER)
    assert (table.header_row, list(table.rows)) == (4, [(5, ["007", "Nem"])])
    assert match_headings(table.header, HEADER).places == {"Mã số": 0, "Tên cơ sở": 1}


def test_missing_and_unknown_headings_are_named():
    matched = match_headings(["Mã số", "Ghi chú", REASON_HEADING], HEADER[:2], ignored=[REASON_HEADING])
    assert (matched.missing, matched.unknown) == (("Tên cơ sở",), ("Ghi chú",))


def test_a_column_given_twice_is_refused_by_its_letters():
    with pytest.raises(SheetProblem, match="“Mã số” có hai lần: cột A và cột C"):
        match_headings(["Mã số", "Tên cơ sở", "MA SO"], HEADER)


def test_a_heading_merged_over_columns_is_refused():
    file = xlsx(["Mã số", "Tên cơ sở", ""], ["", "a", "b"], edit=lambda sheet: sheet.merge_cells("B1:C1"))
    with pytest.raises(SheetProblem, match=r"“Tên cơ sở” gộp nhiều cột \(B1:C1\)"):
        read_table(file, headings=HEADER)


def test_a_heading_merged_over_rows_is_no_data():
    file = xlsx(["Mã số", "Tên cơ sở"], ["", ""], ["007", "Nem"], edit=lambda sheet: sheet.merge_cells("A1:A2"))
    assert read(file, headings=HEADER)[1] == [["007", "Nem"]]


def test_without_any_heading_the_wanted_ones_are_named():
    with pytest.raises(SheetProblem, match="Không tìm thấy dòng tiêu đề.*“Mã số”"):
        read_table(xlsx(["x", "y"], [1, 2]), headings=HEADER)


def test_the_sheet_that_holds_the_headings_is_found():
    book = openpyxl.Workbook()
    book.active.append(["Hướng dẫn", "điền"])
    for row in (HEADER, ["007"]):
        book.create_sheet("Sổ").append(row) if row is HEADER else book["Sổ"].append(row)
    assert read_table(saved(book.save), headings=HEADER).sheet == "Sổ"


# --- cells


def test_a_failed_formula_is_shown_not_lost():
    def fail(sheet):
        sheet["B2"] = "#REF!"
        sheet["B2"].data_type = "e"

    assert read(xlsx(["Mã số", "Tên cơ sở"], ["007", ""], edit=fail))[1] == [["007", ERROR_CELL]]


def test_row_numbers_are_those_the_spreadsheet_shows():
    file = xlsx([], ["Mã số", "Tên"], ["1", "a"], [], ["2", "b"])
    assert [number for number, _ in read_table(file).rows] == [3, 5]


def test_text_stays_text_and_no_formula_is_started():
    file = io.BytesIO()
    write_table(file, ["Mã", "Tên"], [["=1+1", "@x"]])
    assert read(file)[1] == [["=1+1", "@x"]]


def test_a_marked_cell_carries_its_reason():
    file = io.BytesIO()
    write_table(file, ["Mã", "Tên"], [["1", Noted("31/02/2026", "tháng 2 chỉ có 28 ngày")]])
    sheet = openpyxl.load_workbook(file).active
    assert sheet["B2"].comment.text == "tháng 2 chỉ có 28 ngày"


printable = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Cn"])
cells = st.one_of(
    st.text(printable, min_size=1, max_size=12).map(nfc),  # as everything is stored
    st.integers(-(10**9), 10**9),
    st.dates(min_value=date(1900, 3, 1), max_value=date(2199, 12, 31)),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(cells, cells), max_size=6))
def test_whatever_is_written_reads_back(rows):
    file = io.BytesIO()
    write_table(file, ["Mã", "Tên"], rows)
    assert [tuple(row) for row in read(file)[1]] == rows


awkward = st.text(st.sampled_from("aấ'\"=+-@;,|\n 1"), min_size=1, max_size=8).filter(str.strip)


@settings(max_examples=25, deadline=None)
@given(st.lists(awkward, min_size=1, max_size=5))
def test_whatever_text_is_written_to_csv_reads_back(texts):
    file = io.BytesIO()
    write_csv(file, ["Mã", "Tên", "Loại"], [["1", text, "x"] for text in texts])
    assert [row[1] for row in read(file)[1]] == texts


def test_a_long_table_loses_no_row():
    file = io.BytesIO()
    assert write_table(file, ["Mã", "Tên"], ([number, "x"] for number in range(120))) == 120
    table = read_table(file)
    assert (table.row_count, [cells[0] for _, cells in table.rows]) == (120, list(range(120)))


def test_decimals_are_written_as_numbers():
    file = io.BytesIO()
    write_table(file, ["Mã", "Diện tích"], [["1", Decimal("2.50")]])
    assert read(file)[1] == [["1", 2.5]]


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_called_as_in_a_spreadsheet(index, letters):
    assert column_letters(index) == letters


# --- files that are broken or out to harm


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**members) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return file


def sheet_with(xml: str) -> io.BytesIO:
    """A workbook whose first sheet is replaced by `xml`."""
    source, file = zipfile.ZipFile(xlsx(["Mã", "Tên"], ["1", "a"])), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else source.read(name))
    return file


def encrypted() -> io.BytesIO:
    return io.BytesIO(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))


def lying_bomb() -> io.BytesIO:
    """A zip whose member unpacks to 3 MB and declares ten bytes."""
    content = zipped(xl__workbook="<a/>", xl__worksheets__sheet1=" " * 3_000_000).getvalue()
    return io.BytesIO(content.replace((3_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))


FAR_CELLS = (
    '<worksheet><sheetData><row r="1"><c r="A1"/></row><row r="{row}"><c r="{cell}"/></row></sheetData></worksheet>'
)


@pytest.mark.parametrize(
    ("file", "message"),
    [
        pytest.param(io.BytesIO(b""), "Tệp trống", id="empty"),
        pytest.param(io.BytesIO(bytes(range(256)) * 40), "không phải là bảng tính", id="random-bytes"),
        pytest.param(io.BytesIO(b"PK\x03\x04" + bytes(99)), "bị hỏng", id="torn-zip"),
        pytest.param(xlsx(["Mã"] * 3), "tối đa 0 MB", id="too-large"),
        pytest.param(encrypted(), "có mật khẩu", id="encrypted"),
        pytest.param(zipped(word__document="<a/>"), "không phải là bảng tính", id="a-word-document"),
        pytest.param(zipped(xl__workbook="<a/>", bomb=" " * 3_000_000), "quá lớn", id="zip-bomb"),
        pytest.param(lying_bomb(), "quá lớn", id="zip-bomb-that-lies"),
        pytest.param(zipped(xl__workbook='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "DOCTYPE", id="entities"),
        pytest.param(sheet_with(FAR_CELLS.format(row=9_999_999, cell="A9999999")), "ở dòng 9999999", id="far-row"),
        pytest.param(sheet_with(FAR_CELLS.format(row=2, cell="XFD2")), "ở cột thứ 16384", id="far-column"),
        pytest.param(ods([["x", "y"]], repeat=1_000_000), "ở dòng 1000000", id="repeated-rows"),
        pytest.param(sheet_with("<worksheet><sheetData><row"), "bị hỏng|không có", id="broken-xml"),
    ],
)
def test_a_harmful_file_is_refused_in_words(file, message, request):
    tight = "too-large" in request.node.callspec.id
    with pytest.raises(SheetProblem, match=message):
        list(read_table(file, limits=Limits(file_mib=0 if tight else 40, unpacked_mib=2)).rows)


def test_empty_rows_repeated_to_the_end_of_an_open_document_do_no_harm():
    file = ods([["Mã", "Tên"], ["1", "a"]])
    content = zipfile.ZipFile(file)
    padded = io.BytesIO()
    filler = b'<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
    with zipfile.ZipFile(padded, "w") as archive:
        for name in content.namelist():
            archive.writestr(name, content.read(name).replace(b"</table:table>", filler + b"</table:table>"))
    assert read(padded)[1] == [["1", "a"]]


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", OLE]))
def test_any_bytes_are_read_or_refused_in_words(content, start):
    try:
        list(read_table(io.BytesIO(start + content)).rows)
    except SheetProblem as problem:
        assert str(problem)
