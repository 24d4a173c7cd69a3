"""Tasks: how often, until when, what is handed over, and who does it."""

import pytest

from lotrinh.plans.compiler.sentences import read_sentences
from lotrinh.plans.compiler.tasks import due_of, product_of, read_tasks, verb_class_of
from lotrinh.plans.compiler.values import Header, VerbClass

from .skeletons import PLAN, skeleton


def tasks(*document, header=PLAN):
    made = skeleton(*document, header=header)
    return read_tasks(made, read_sentences(made))


@pytest.mark.parametrize(
    ("text", "when", "expected"),
    [
        pytest.param("Xây dựng đề án cấp nước.", "", (VerbClass.ONE_OFF, ""), id="one-off"),
        pytest.param("Báo cáo kết quả trước ngày 10 hằng tháng.", "", (VerbClass.PERIODIC, "month"), id="month"),
        pytest.param("Định kỳ hằng quý báo cáo.", "", (VerbClass.PERIODIC, "quarter"), id="quarter"),
        pytest.param("Báo cáo 6 tháng và cả năm.", "", (VerbClass.PERIODIC, "half"), id="half-year"),
        pytest.param("Thường xuyên tuyên truyền.", "", (VerbClass.STANDING, ""), id="standing"),
        pytest.param("Số hóa hồ sơ.", "Thường xuyên", (VerbClass.STANDING, ""), id="standing-by-its-column"),
        pytest.param("Rà soát danh mục.", "Hằng năm", (VerbClass.PERIODIC, "year"), id="yearly-by-its-column"),
    ],
)
def test_how_often_a_duty_is_due(text, when, expected):
    assert verb_class_of(text, when) == expected


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("hoàn thành trước ngày 15/12/2026", "2026-12-15"),
        ("Quý II/2026", "2026-06-30"),
        ("Tháng 9/2026", "2026-09-30"),
        ("Năm 2027", "2027"),
        ("Thường xuyên", None),
    ],
)
def test_until_when(text, due):
    assert due_of(text)[0] == due


def test_what_is_handed_over():
    assert product_of("Xây dựng kế hoạch phòng cháy, trình phê duyệt.") == "kế hoạch phòng cháy"


def test_a_unit_has_one_entry_a_role_in_a_task_under_its_fullest_name():
    table = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp"],
        ["1", "Số hóa", "Sở KH&CN", "Sở Khoa học và Công nghệ; Sở Y tế"],
    ]
    (task,) = [task for task in tasks("# Phụ lục", table) if task.assignments]
    assert [(part.unit, part.role) for part in task.assignments] == [
        ("Sở Khoa học và Công nghệ", "lead"),
        ("Sở Khoa học và Công nghệ", "support"),
        ("Sở Y tế", "support"),
    ]


def test_the_issuer_speaking_has_no_duty():
    header = Header(kind="Kế hoạch", issuer="Ủy ban nhân dân tỉnh Minh Hải")
    found = tasks("# I. Tổ chức thực hiện", "UBND tỉnh yêu cầu Sở Y tế triển khai Kế hoạch.", header=header)
    assert [part.unit for task in found for part in task.assignments] == ["Sở Y tế"]


def test_an_order_to_nobody_is_a_task_without_units():
    found = tasks("# II. Nhiệm vụ, giải pháp", "- Xây dựng bản đồ ngập lụt.")
    assert [task.assignments for task in found] == [()]


def test_an_assignment_knows_where_its_unit_is_printed():
    document = "# IV. Tổ chức thực hiện", "Sở Y tế tổ chức tập huấn."
    made = skeleton(*document)
    (part,) = read_tasks(made)[0].assignments
    assert made.blocks[part.place.block].text[part.place.start : part.place.end] == "Sở Y tế"


def test_a_heading_above_its_points_is_no_task_of_its_own():
    found = tasks("# II. Nhiệm vụ, giải pháp", "## 1. Tăng cường tuyên truyền", "- Xây dựng bản đồ ngập lụt.")
    assert [task.name for task in found] == ["Xây dựng bản đồ ngập lụt."]


def test_a_request_to_everybody_is_not_the_last_units_duty():
    document = (
        "# IV. Tổ chức thực hiện",
        "## 1. Sở Y tế",
        "Tổ chức tập huấn.",
        "Yêu cầu các đơn vị triển khai thực hiện.",
    )
    found = tasks(*document)
    assert [task.name for task in found if task.assignments] == ["Tổ chức tập huấn."]


def test_a_span_of_quarters_is_due_at_its_end():
    assert due_of("Quý IV/2025 - Quý II/2026")[0] == "2026-06-30"
