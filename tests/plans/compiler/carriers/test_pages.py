import pytest

from lotrinh.plans.compiler.carriers import carry
from lotrinh.plans.compiler.pipeline import skeleton_of
from lotrinh.plans.compiler.values import BlockKind, UnreadableDocument

from ..made_documents import in_pdf

title = "Reading PDF"

LONG = "Các xã trồng cây trên những tuyến đường đã mở, chăm sóc cây đến khi khép tán và báo cáo kết quả về huyện. " * 3


def texts(markup: str) -> list[str]:
    return [block.text for block in carry(in_pdf(markup), "plan.pdf").blocks]


def test_lines_of_a_paragraph_are_joined():
    assert texts(f"{LONG}\n\n{LONG}") == [LONG.strip()] * 2


def test_columns_side_by_side_are_read_one_after_the_other():
    left = r"Nơi nhận: \ - Sở Y tế; \ - UBND các xã; \ - Lưu: VT."
    right = r"TM. ỦY BAN NHÂN DÂN \ CHỦ TỊCH \ Lý Văn Mẫu"
    found = texts(f"{LONG}\n\n#grid(columns: (1fr, 1fr), [{left}], [{right}])")
    assert found[1:5] == ["Nơi nhận:", "- Sở Y tế;", "- UBND các xã;", "- Lưu: VT."]


def test_running_heads_and_page_numbers_are_left_out():
    places = ("Đầm Lớn", "Cồn Nhỏ", "Bãi Bồi", "Rạch Cạn")
    paragraphs = [(f"Xã {place} trồng cây và tưới cây trên tuyến đường {place}. " * 6).strip() for place in places]
    markup = '#set page(header: [Kế hoạch trồng cây tỉnh Minh Hải], numbering: "1")\n' + "\n#pagebreak()\n".join(
        paragraphs
    )
    assert texts(markup) == paragraphs


def test_a_ruled_table_keeps_its_cells():
    found = carry(
        in_pdf(f"{LONG}\n\n#table(columns: 2, [TT], [Việc], [1], [Trồng cây], [2], [Tưới cây])"), "p.pdf"
    ).blocks
    table = next(block for block in found if block.kind is BlockKind.TABLE)
    assert table.text == "TT\tViệc\n1\tTrồng cây\n2\tTưới cây"


def test_bold_headings_make_the_outline():
    markup = f"*I. MỤC TIÊU*\n\n*1. Mục tiêu chung*\n\n{LONG}\n\n*II. TỔ CHỨC*\n\n{LONG}"
    outline = skeleton_of(carry(in_pdf(markup), "plan.pdf")).outline
    assert [(node.level, node.label) for node in outline] == [(1, "I."), (2, "1."), (1, "II.")]


def test_a_scan_is_refused_with_what_to_do():
    with pytest.raises(UnreadableDocument, match="bản quét.*OCR"):
        carry(in_pdf("#rect(width: 100%, height: 50%, fill: gray)"), "quet.pdf")


@pytest.mark.parametrize("cut", [20, 400, 2000])
def test_a_broken_file_is_refused(cut):
    with pytest.raises(UnreadableDocument, match=r"hong\.pdf"):
        carry(in_pdf(LONG)[:cut], "hong.pdf")
