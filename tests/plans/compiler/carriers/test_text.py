import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotrinh.plans.compiler.carriers import carry, wrapping
from lotrinh.plans.compiler.carriers.oldfonts import converted, unicode_of
from lotrinh.plans.compiler.pipeline import skeleton_of
from lotrinh.plans.compiler.values import BlockKind, UnreadableDocument

from ..made_documents import PLAN

title = "Reading plain text and markdown"


def texts(source: str, name: str = "plan.txt") -> list[str]:
    return [block.text for block in carry(source.encode(), name).blocks]


def test_lines_broken_at_a_width_are_joined_and_paragraphs_kept():
    source = (
        "1. Trồng cây trên các tuyến đường liên xã,\nliên thôn.\n\n"
        "2. Chăm sóc cây đã trồng, thay cây chết\ntrước mùa khô.\n"
    )
    assert texts(source) == [
        "1. Trồng cây trên các tuyến đường liên xã, liên thôn.",
        "2. Chăm sóc cây đã trồng, thay cây chết trước mùa khô.",
    ]  # fmt: skip


def test_page_numbers_between_paragraphs_are_left_out():
    lines = [f"Đoạn văn thứ {number} nói về việc trồng cây.\n\n{number}" for number in range(1, 6)]
    assert not any(text.isdigit() for text in texts("\n\n".join(lines)))


def test_a_label_left_at_the_end_of_a_line_goes_back_to_its_own():
    assert texts("Nâng cao năng lực quản lý 2.1.\nKiểm tra việc chấp hành.\n")[1] == "2.1. Kiểm tra việc chấp hành."


def test_emphasis_of_markdown_is_layout_and_no_text():
    blocks = carry("**I. MỤC\nTIÊU**\n\nTrồng *nhiều* cây.\n".encode(), "plan.md").blocks
    assert [(block.text, bool(block.layout.bold)) for block in blocks] == [
        ("I. MỤC TIÊU", True),
        ("Trồng nhiều cây.", False),
    ]


def test_a_table_with_a_pipe_in_each_line_is_rows_and_cells():
    source = "|\n**TT**\n|\n**Việc**\n|\n|\n1\n|\nTrồng cây\n|\n|\n2\n|\nTưới cây\n|\n"
    (table,) = carry(source.encode(), "plan.md").blocks
    assert table.kind is BlockKind.TABLE
    assert table.text == "TT\tViệc\n1\tTrồng cây\n2\tTưới cây"
    assert [table.text[cell.start : cell.end] for cell in table.cells][2:4] == ["1", "Trồng cây"]


def test_a_table_of_html_among_markdown_is_rows_and_cells():
    text = (
        "I. VIỆC\n\n<table>\n<tr>\n<th>TT</th>\n<th>Việc</th>\n</tr>\n<tr><td>1</td><td>Họp<br>xã</td></tr>\n</table>\n"
    )
    table = carry((text + "\nII. HẾT\n").encode(), "plan.md").blocks[1]
    assert [(cell.row, cell.column) for cell in table.cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert table.text.split() == ["TT", "Việc", "1", "Họp", "xã"]


def test_a_letterhead_laid_out_as_a_table_becomes_its_lines():
    source = (
        "| SỞ Y TẾ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|---|---|\n"
        "| Số: 5/KH-SYT | Minh Hải, ngày 5 tháng 6 năm 2025 |\n"
    )
    assert texts(source, "plan.md")[:2] == ["SỞ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


def test_decomposed_letters_are_read_as_composed_ones():
    decomposed = carry(unicodedata.normalize("NFD", PLAN).encode(), "plan.txt")
    assert decomposed.blocks == carry(PLAN.encode(), "plan.txt").blocks


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_the_encoding_is_told_by_its_mark_or_by_the_bytes(encoding):
    assert carry(PLAN.encode(encoding), "plan.txt").blocks == carry(PLAN.encode(), "plan.txt").blocks


def test_text_typed_for_old_fonts_is_turned_into_unicode():
    assert converted("KÕ ho¹ch trång c©y", ".VnTime") == "Kế hoạch trồng cây"
    assert converted("Keá hoaïch troàng caây", "VNI-Times") == "Kế hoạch trồng cây"
    assert converted("uû ban nh©n d©n", ".VnTimeH") == "UỶ BAN NHÂN DÂN"


def test_unicode_text_is_left_alone():
    assert unicode_of(PLAN) == PLAN


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "trong.txt", "không có nội dung"),
        (b"\0" * 500, "trong.docx", "không có nội dung"),
        (bytes(range(256)) * 40, "la.txt", "không phải là văn bản"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "anh.docx", "ảnh PNG"),
        (b"....... ------- 12345", "dau.txt", "Không tìm thấy chữ"),
    ],
    ids=["empty", "zeros", "random bytes", "picture", "no letters"],
)
def test_what_is_no_text_is_refused_with_what_to_do(data, name, says):
    with pytest.raises(UnreadableDocument, match=says):
        carry(data, name)


def test_a_file_beyond_the_limit_is_refused_before_it_is_read():
    with pytest.raises(UnreadableDocument, match="quá 60 MB"):
        carry(b"a" * (61 * 1024 * 1024), "lon.txt")


@given(st.binary(max_size=2000), st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a"]))
@settings(deadline=None, max_examples=150)
def test_any_bytes_are_read_or_refused(data, name):
    try:
        skeleton_of(carry(data, name))
    except UnreadableDocument as error:
        assert name in str(error)


@given(
    st.text(st.sampled_from("IVX1234.)-*|#_ \n\tKẾ HOẠCHnơi nhận:Số/ĐQ-ngàytháng[]()<>"), max_size=400),
    st.sampled_from(["a.txt", "a.md", "a.html"]),
)
@settings(deadline=None, max_examples=200)
def test_any_text_made_of_the_signs_of_plans_is_read_or_refused(source, name):
    try:
        skeleton = skeleton_of(carry(source.encode(), name))
    except UnreadableDocument:
        return
    assert all(0 <= node.place.block < len(skeleton.blocks) for node in skeleton.outline)


def test_a_share_at_the_head_of_a_line_is_the_object_of_the_verb_that_ends_the_line_before():
    manner = wrapping.Manner(spaced=True, wrapped=False, width=0)
    share = wrapping.Line("90% việc cấp biển số nhà")
    assert wrapping.goes_on(wrapping.Line("- Rà soát và hoàn thành"), share, manner)
    assert not wrapping.goes_on(wrapping.Line("Mức độ hài lòng"), share, manner)


def test_an_indent_begins_a_paragraph_where_lines_go_on_at_the_margin():
    point = (
        "      {}. Sở Xây dựng\n"
        "      Đưa chỉ tiêu cấp nước vào kế hoạch hằng năm, theo dõi và\nbáo cáo kết quả với Ủy ban nhân dân tỉnh.\n"
    )
    blocks = carry("".join(point.format(number) for number in range(1, 9)).encode(), "a.txt").blocks
    assert [block.text for block in blocks][:2] == [
        "1. Sở Xây dựng",
        "Đưa chỉ tiêu cấp nước vào kế hoạch hằng năm, theo dõi và báo cáo kết quả với Ủy ban nhân dân tỉnh.",
    ]
