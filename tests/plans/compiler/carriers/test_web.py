import pytest

from lotrinh.plans.compiler.carriers import carry
from lotrinh.plans.compiler.pipeline import skeleton_of
from lotrinh.plans.compiler.values import BlockKind

title = "Reading web pages"


def page(body: str, charset: str = "utf-8") -> bytes:
    return f'<html><head><meta charset="{charset}"><title>Trang</title></head><body>{body}</body></html>'.encode(
        charset
    )


def texts(data: bytes) -> list[str]:
    return [block.text for block in carry(data, "plan.html").blocks]


@pytest.mark.parametrize("charset", ["utf-8", "windows-1258"])
def test_the_charset_is_the_one_the_page_names(charset):
    body = "<p>Tô Hiệu</p>" if charset == "utf-8" else "<p>Tô Hiê\u0323u</p>"
    assert texts(page(body, charset)) == ["Tô Hiệu"]


def test_numeric_entities_are_letters():
    assert texts(page("<p>K&#7871; ho&#7841;ch</p>", "windows-1252")) == ["Kế hoạch"]


def test_menus_scripts_and_hidden_parts_are_left_out():
    body = (
        "<nav>Trang chủ</nav><div class='sidebar-menu'>Tin khác</div><script>x()</script>"
        "<p style='display:none'>ẩn</p><p>Trồng cây.</p>"
    )
    assert texts(page(body)) == ["Trồng cây."]


def test_boldness_and_middle_come_from_tags_and_styles():
    (block,) = carry(page("<p align=center><b>KẾ HOẠCH</b></p>"), "plan.html").blocks
    assert (block.layout.bold, block.layout.centred) == (True, True)


def test_cells_keep_their_spans_and_paragraphs():
    body = "<table><tr><td rowspan=2>1</td><td>Trồng</td></tr><tr><td><p>Tưới</p><p>Bón</p></td></tr></table>"
    (block,) = carry(page("<p>Bảng</p>" + body), "plan.html").blocks[1:]
    assert block.kind is BlockKind.TABLE
    assert (block.cells[0].row_span, block.text.split("\n")[1]) == (2, "Tưới\vBón")


def test_footnotes_of_word_come_after_the_text():
    blocks = carry(page("<div id=ftn1><p>[1] Theo sổ rừng.</p></div><p>Trồng cây.</p>"), "plan.html").blocks
    assert [(block.kind, block.text) for block in blocks][-1] == (BlockKind.NOTE, "Theo sổ rừng.")


def test_what_the_page_says_stands_in_for_a_lost_letterhead():
    body = (
        "<table><tr><td>Số hiệu:</td><td>7/KH-UBND</td></tr><tr><td>Loại văn bản:</td><td>Kế hoạch</td></tr>"
        "<tr><td>Ngày ban hành:</td><td>05/06/2025</td></tr></table>"
        "<p>Ủy ban nhân dân xã Đầm Lớn triển khai như sau:</p><p>I. MỤC TIÊU</p><p>Trồng cây.</p>"
    )
    header = skeleton_of(carry(page(body), "plan.html")).header
    assert (header.number, header.kind, str(header.dated)) == ("7/KH-UBND", "Kế hoạch", "2025-06-05")
    assert header.issuer == "Ủy ban nhân dân xã Đầm Lớn"


@pytest.mark.parametrize("depth", [100, 20_000])
def test_nesting_is_followed_as_far_as_people_go_and_ends(depth):
    data = page("<p>Trồng cây.</p>" + "<div>" * depth + "Tưới cây." + "</div>" * depth)
    assert texts(data)[:1] == ["Trồng cây."]
    assert ("Tưới cây." in texts(data)) == (depth == 100)
