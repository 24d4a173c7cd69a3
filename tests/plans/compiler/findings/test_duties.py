"""D and P: duties without unit, leader, date or addressee; what a plan lacks as a whole."""

from dataclasses import replace
from datetime import date

from lotrinh.plans.compiler.values import Header, Place, Recipient

from ..skeletons import skeleton
from .finding import found

ORG = "# IV. Tổ chức thực hiện"
PLAN = Header(kind="Kế hoạch", dated=date(2025, 11, 20))


def test_duties_nobody_is_named_for_are_counted_by_section():
    (fault,) = found("D001", "# II. Nhiệm vụ, giải pháp", "- Xây dựng bản đồ.", "- Tổ chức tập huấn.")
    assert "2 nhiệm vụ" in fault.message


def test_partners_without_a_leader_are_found():
    table = [["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp"], ["1", "Số hóa", "", "Sở Y tế"]]
    assert len(found("D002", "# Phụ lục", table)) == 1


def test_a_report_without_its_day_is_found():
    assert len(found("D004", ORG, "## 1. Sở Y tế", "- Định kỳ tổng hợp báo cáo kết quả.")) == 1
    assert found("D004", ORG, "## 1. Sở Y tế", "- Định kỳ hằng quý tổng hợp báo cáo kết quả.") == []


def test_a_unit_that_ended_before_the_plan_is_found():
    document = ORG, "Sở Kế hoạch và Đầu tư tổng hợp nhu cầu vốn."
    (fault,) = found("D006", *document, header=PLAN)
    assert "Sở Tài chính" in fault.message
    assert found("D006", *document, header=replace(PLAN, dated=date(2024, 11, 20))) == []


def test_a_unit_that_is_not_among_the_recipients_is_found():
    made = skeleton(ORG, "Hội Nông dân tỉnh vận động hội viên.", "Sở Y tế tập huấn.", "- Các sở, ban, ngành;")
    informed = replace(made, recipients=(Recipient("Các sở, ban, ngành", Place(3, 2, 20)),), furniture=frozenset({3}))
    assert [fault.message.split(" được")[0] for fault in found("D007", skeleton=informed)] == ["Hội Nông dân tỉnh"]


def test_a_plan_without_a_word_on_reports_is_found():
    assert len(found("P101", ORG, "Sở Y tế tổ chức tập huấn.", header=PLAN)) == 1
    assert found("P101", ORG, "Sở Y tế báo cáo kết quả trước ngày 20/12.", header=PLAN) == []


def test_purposes_and_budgets_wait_for_nobody():
    assert found("D001", "# I. Mục đích, yêu cầu", "- Huy động các nguồn lực.", "- Xây dựng bản đồ.") == []
    assert found("D001", "# V. Kinh phí thực hiện", "- Sử dụng ngân sách tỉnh.") == []


def test_a_row_no_column_names_is_told_by_its_first_words():
    table = [["TT", "Cơ quan phối hợp", "Ghi chú"], ["1", "Sở Y tế, Công an tỉnh", "Số hóa hồ sơ"]]
    for fault in found("D002", "# Phụ lục", table):
        assert "“”" not in fault.message
