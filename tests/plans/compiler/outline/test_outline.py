import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotrinh.plans.compiler.carriers.wordnumbers import counted
from lotrinh.plans.compiler.outline import read_outline
from lotrinh.plans.compiler.values import Block, BlockKind, Layout

title = "Choosing the outline that explains all labels"


def outline(*lines: str, bold: tuple[str, ...] = ()) -> list[tuple[int, str | None, str]]:
    """(level, label, heading) of the nodes read out of the lines; a line "|…" is a table."""
    blocks = [
        Block(
            number, BlockKind.TABLE if line[:1] == "|" else BlockKind.PARAGRAPH, line, layout=Layout(bold=line in bold)
        )
        for number, line in enumerate(lines)
    ]
    return [(node.level, node.label, node.heading) for node in read_outline(blocks)]


def test_roman_sections_hold_points_and_points_hold_sub_points():
    found = outline("I. MỤC TIÊU", "1. Chung", "1.1. Rừng", "Trồng cây.", "1.2. Biển", "2. Riêng", "II. TỔ CHỨC")
    assert [(level, label) for level, label, _ in found] == [
        (1, "I."), (2, "1."), (3, "1.1."), (3, "1.2."), (2, "2."), (1, "II."),
    ]  # fmt: skip


def test_without_roman_sections_the_points_are_the_top():
    assert [level for level, _, _ in outline("1. Rừng", "Trồng.", "2. Biển", "Nuôi.")] == [1, 1]


def test_a_lost_label_is_found_where_the_numbers_leave_a_gap():
    found = outline(
        "I. NHIỆM VỤ",
        "1. Trồng rừng",
        "- Trồng cây.",
        "Bảo vệ nguồn nước sông Cái",
        "- Cắm mốc.",
        "3. Phòng cháy",
        "- Trực.",
    )
    assert (2, None, "Bảo vệ nguồn nước sông Cái") in found


def test_without_a_gap_a_line_without_stop_is_text():
    found = outline(
        "I. NHIỆM VỤ", "1. Trồng rừng", "Bảo vệ nguồn nước sông Cái", "- Cắm mốc.", "2. Phòng cháy", "- Trực."
    )
    assert None not in [label for _, label, _ in found]


def test_a_skipped_number_is_kept_as_printed():
    assert [label for _, label, _ in outline("I. MỘT", "Chữ.", "II. HAI", "Chữ.", "IV. BỐN", "Chữ.")] == [
        "I.",
        "II.",
        "IV.",
    ]


def test_a_number_used_twice_is_two_headings():
    labels = [label for _, label, _ in outline("3. Thi đua", "3.1. Xã.", "3.2. Tỉnh.", "3.2. Huyện.", "3.3. Thôn.")]
    assert labels == ["3.", "3.1.", "3.2.", "3.2.", "3.3."]


def test_a_list_inside_a_point_does_not_end_the_sections():
    found = outline(
        "I. MỘT",
        "1. Rừng",
        "a) Phạm vi",
        "Toàn tỉnh.",
        "b) Thời gian",
        "Cả năm.",
        "2. Biển",
        "Nuôi.",
        "II. HAI",
        "Chữ.",
    )
    assert [level for level, label, _ in found if label in ("I.", "II.")] == [1, 1]


def test_a_letter_is_a_heading_only_when_it_names_what_stands_below():
    found = outline(
        "1. Rừng", "a) Phạm vi trồng", "Toàn tỉnh.", "b) Thời vụ", "Mùa mưa.", "2. Biển", "a) Thả giống;", "b) Nuôi."
    )
    assert [label for _, label, _ in found] == ["1.", "a)", "b)", "2."]


@pytest.mark.parametrize("field", ["Nhiệm vụ:", "Cơ quan thực hiện:", "Thời gian thực hiện: Quý I."])
def test_fields_of_a_task_block_are_no_headings(field):
    assert outline("1. Số hóa", f"a) {field}", "- Quét hồ sơ.")[1:] == []


def test_slogans_are_no_headings():
    found = outline("I. KHẨU HIỆU", "1. Toàn dân trồng cây!", "2. Vì một tỉnh xanh!", "3. Mỗi người một cây!")
    assert [label for _, label, _ in found] == ["I."]


def test_bullets_and_rows_of_tables_are_no_headings():
    assert [label for _, label, _ in outline("I. MỘT", "- Trồng cây", "|1. Sở Y tế", "+ Rừng")] == ["I."]


def test_an_annex_is_named_by_its_title():
    assert outline("I. MỘT", "Chữ.", "PHỤ LỤC II", "DANH MỤC CÂY TRỒNG", "(Kèm theo Kế hoạch)", "|bảng")[-1] == (
        1, "PHỤ LỤC II", "DANH MỤC CÂY TRỒNG",
    )  # fmt: skip


def test_a_bold_line_that_names_what_follows_is_a_heading():
    found = outline("I. MỘT", "Đối với cấp xã", "- Trồng cây.", bold=("Đối với cấp xã",))
    assert (2, None, "Đối với cấp xã") in found


def test_every_heading_says_why_it_stands_and_how_sure_it_is():
    blocks = [Block(n, BlockKind.PARAGRAPH, line) for n, line in enumerate(["I. MỘT", "Chữ.", "III. BA", "Chữ."])]
    first, skipped = read_outline(blocks)
    assert first.confidence > skipped.confidence
    assert skipped.trace.rules == ("nhảy số",)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=8))
@settings(deadline=None)
def test_a_regular_numbering_is_read_as_it_was_made(counts):
    lines, expected = [], []
    for section, points in enumerate(counts, start=1):
        lines += [f"{counted(section, 'upperRoman')}. PHẦN VIỆC", "Nội dung chung."]
        expected.append((1, f"{counted(section, 'upperRoman')}."))
        for point in range(1, points + 1):
            lines += [f"{point}. Việc của xã", "Làm ngay."]
            expected.append((2, f"{point}."))
    assert [(level, label) for level, label, _ in outline(*lines)] == expected


@given(st.lists(st.text(st.sampled_from("I1.a)-* Xã\nđ2"), max_size=12), max_size=25))
@settings(deadline=None)
def test_any_lines_are_answered_with_places_inside_them(lines):
    blocks = [Block(number, BlockKind.PARAGRAPH, " ".join(line.split())) for number, line in enumerate(lines)]
    for node in read_outline(blocks):
        assert blocks[node.place.block].text[node.place.start : node.place.end].startswith(node.heading)


def test_articles_are_counted_through_all_chapters_and_sections():
    found = outline(
        "Chương I. CHUNG", "Điều 1. Phạm vi", "Chữ.", "Điều 2. Đối tượng", "Chữ.", "Chương II. RIÊNG", "Mục 1. GIÁ CẢ",
        *(line for number in range(3, 9) for line in (f"Điều {number}. Việc {number}", "Chữ.")),
        "Mục 2. DỮ LIỆU", "Điều 9. Nguồn", "Chữ.",
    )  # fmt: skip
    assert [label for _, label, _ in found if label and not label.startswith("Điều")] == [
        "Chương I", "Chương II", "Mục 1", "Mục 2",
    ]  # fmt: skip
    assert (3, "Điều 9.", "Nguồn") in found


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        pytest.param(("a) Phạm vi: Toàn xã.", "b) Thời vụ: Mùa mưa."), ["a)", "b)"], id="all-name-what-they-say"),
        pytest.param(("a) Các hộ nộp tờ khai.", "b) Người phải kê khai: hộ có ao."), ["b)"], id="one-among-sentences"),
        pytest.param(("a) Ủy ban xã chỉ đạo các thôn: đào mương.", "b) Công an xã trực đêm."), [], id="an-order"),
        pytest.param(("a) Đến hết năm 2027: 60% hộ.", "b) Đến hết năm 2030: 90% hộ."), [], id="a-time-names-nothing"),
        pytest.param(("a) Nước sạch của mọi thôn trong xã được cấp đủ:", "- Giếng."), [], id="a-whole-sentence"),
    ],
)  # fmt: skip
def test_a_letter_before_a_colon_is_a_heading_if_it_only_names(letters, expected):
    found = outline("1. Việc chung", *letters, "2. Việc khác", "Chữ.")
    assert [label for _, label, _ in found if label and label[0].isalpha()] == expected


def test_a_letter_used_twice_is_two_headings():
    found = outline(
        "1. Kinh phí", "a/ Chi thường xuyên:", "- Lương.", "b/ Chi mua sắm:", "- Máy.", "b/ Chi khác:", "- Xăng."
    )
    assert [label for _, label, _ in found] == ["1.", "a/", "b/", "b/"]


def test_a_list_behind_the_signature_is_a_heading_without_a_label():
    lines = [
        "I. VIỆC",
        "Chữ.",
        "TM. ỦY BAN NHÂN DÂN",
        "DANH MỤC CÁC AO NUÔI",
        "1. Ao Đông",
        "Chữ.",
        "2. Ao Tây",
        "Chữ.",
    ]
    blocks = [Block(number, BlockKind.PARAGRAPH, line) for number, line in enumerate(lines)]
    blocks[2] = Block(2, BlockKind.PARAGRAPH, "")  # what the closing has read is silenced
    found = [(node.level, node.label, node.heading) for node in read_outline(blocks, end_of_plan=2)]
    assert found[1:3] == [(1, None, "DANH MỤC CÁC AO NUÔI"), (2, "1.", "Ao Đông")]
