"""Which quantities are targets, and what is said of each."""

import pytest

from lotrinh.plans.compiler.sentences import read_sentences
from lotrinh.plans.compiler.targets import read_targets

from .skeletons import skeleton


def targets_of(*parts):
    made = skeleton(*parts)
    return read_targets(made, read_sentences(made))


def one(*parts):
    (target,) = targets_of(*parts)
    return target


def told(targets):
    return [(target.comparator, target.value, target.unit, target.by, target.per) for target in targets]


# --- what counts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sign", "value", "unit"),
    [
        ("Tỷ lệ hộ dùng nước sạch đạt trên 95%.", ">", 95, "%"),
        ("100% trường học được nối mạng.", "=", 100, "%"),
        ("Lắp đặt mới 46 trạm phát sóng.", "=", 46, "trạm phát sóng"),
        ("Tổ chức 04 hội nghị tuyên truyền cho nông dân.", "=", 4, "hội nghị"),
        ("03 đợt kiểm tra an toàn thực phẩm.", "=", 3, "đợt kiểm tra"),
        ("Trồng mới 70 ha rừng phòng hộ.", "=", 70, "ha"),
        ("Tối thiểu 2 dự án thí điểm.", ">=", 2, "dự án"),
        ("Người bị nạn được tiếp cận hỗ trợ trong 12 giờ đầu.", "<=", 12, "giờ"),
        ("Phấn đấu tăng gấp 1,5 lần số hợp tác xã.", "=", 1.5, "lần"),
    ],
)
def test_a_quantity_to_reach_or_deliver_is_a_target(text, sign, value, unit):
    target = one("# II. Nhiệm vụ", text)
    assert (target.comparator, target.value) == (sign, value)
    assert target.unit.startswith(unit) or unit.startswith(target.unit)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Hiện nay toàn huyện có 120 trạm phát sóng.", id="present"),
        pytest.param("Năm 2023, tỷ lệ đạt 71%.", id="past-year"),
        pytest.param("Báo cáo kết quả định kỳ 6 tháng 1 lần.", id="how-often-to-report"),
        pytest.param("Hoàn thành trước ngày 15/12/2026.", id="due-date"),
        pytest.param("Trong giai đoạn 48-72 giờ sau bão, dọn vệ sinh.", id="bounds-of-a-phase"),
        pytest.param("Triển khai tại 14 xã, phường.", id="area-covered"),
        pytest.param("Trẻ em dưới 6 tuổi được chăm sóc.", id="age"),
        pytest.param("Trả lời trong 05 ngày làm việc kể từ ngày nhận đủ hồ sơ.", id="legal-limit"),
        pytest.param("Khử trùng bằng Chlorin 65%.", id="strength-of-a-substance"),
        pytest.param("Thực hiện Đề án “Xây ít nhất 500 căn nhà”.", id="title-of-another-document"),
        pytest.param("Vận hành mô hình chính quyền 02 cấp.", id="set-name"),
        pytest.param("Nộp 02 bộ hồ sơ về Phòng Nội vụ.", id="copies"),
        pytest.param("Tổ giúp việc gồm 07 thành viên.", id="composition"),
        pytest.param("Kinh phí: 350 triệu đồng từ ngân sách xã.", id="money-set-aside"),
        pytest.param("Hội nghị có ít nhất 55 người tham dự mới được biểu quyết.", id="quorum"),
        pytest.param("Đối với thôn có dưới 100 hộ: họp tại nhà văn hóa.", id="which-are-meant"),
        pytest.param("Làm theo Mục II.4 Kế hoạch này.", id="pointer"),
        pytest.param("Dự án có quy mô từ 10 ha trở lên phải lập hồ sơ riêng.", id="condition"),
    ],
)
def test_other_numbers_are_no_targets(text):
    assert targets_of("# II. Nhiệm vụ", text) == ()


def test_figures_under_a_heading_about_the_state_of_things_are_no_targets():
    assert targets_of("# I. Thực trạng", "Tỷ lệ hộ dùng nước sạch đạt 88%.") == ()


def test_quotas_of_awards_are_no_targets():
    assert targets_of("# V. Khen thưởng", "- Mỗi xã: không quá 05 cá nhân.") == ()


def test_a_document_that_lays_down_rules_has_limits_and_no_targets():
    from dataclasses import replace

    from .skeletons import PLAN

    header = replace(PLAN, kind="Nghị quyết", title="Quy định định mức phân bổ")
    made = skeleton("Điều 1. Chiều rộng lối đi không nhỏ hơn 6 m.", header=header)
    assert read_targets(made, read_sentences(made)) == ()


def test_revenue_is_reached_where_a_budget_is_only_spent():
    target = one("# I. Mục tiêu", "Thu ngân sách trên địa bàn đạt 900 tỷ đồng.")
    assert (target.value, target.unit) == (900, "tỷ đồng")


# --- totals and their parts ------------------------------------------------------------------------------------------


def test_the_shares_of_a_total_are_targets_in_its_unit():
    targets = targets_of("# II. Nhiệm vụ", "Lắp mới 40 trạm, trong đó Bưu điện 15, Quân đội 25.")
    assert [(target.value, target.unit) for target in targets] == [(40, "trạm"), (15, "trạm"), (25, "trạm")]


def test_lines_below_a_total_share_it_out():
    targets = targets_of("# II. Nhiệm vụ", "- Lấy mẫu 03 điểm gồm:", "+ 01 điểm tại cầu Bắc;", "+ 02 điểm tại bến Nam.")
    assert [target.value for target in targets] == [3, 1, 2]


# --- by when ---------------------------------------------------------------------------------------------------------


def test_the_year_in_the_sentence_comes_before_the_heading():
    assert one("# 1. Mục tiêu đến năm 2030", "- Đến năm 2027, đạt 60% số xã.").by == "2027"


def test_the_heading_gives_the_year_that_the_sentence_lacks():
    assert one("# 1. Mục tiêu đến năm 2030", "- Đạt 60% số xã.").by == "2030"


def test_a_line_that_is_nothing_but_a_phase_heads_the_lines_below_it():
    targets = targets_of(
        "# 1. Mục tiêu", "- Giai đoạn 2026-2027", "+ 40% số xã có chợ.", "- Giai đoạn 2028-2030", "+ 70% số xã có chợ."
    )
    assert [target.by for target in targets] == ["2027", "2030"]


def test_two_quantities_each_take_their_own_year():
    targets = targets_of("# 1. Mục tiêu", "Phấn đấu đạt 20% số xã trong năm 2026, đến năm 2030 đạt 50%.")
    assert [target.by for target in targets] == ["2026", "2030"]


def test_the_year_of_a_cited_document_is_nobodys_goal():
    assert one("# 1. Mục tiêu", "Đạt 60% theo Kế hoạch số 12/KH-UBND ngày 03/4/2029.").by is None


def test_a_year_before_the_plan_is_a_baseline_and_no_goal():
    target = one("# 1. Mục tiêu", "Tỷ lệ hộ nghèo giảm từ 4,2% năm 2021 xuống còn 1,5% năm 2026.")
    assert (target.value, target.by, target.baseline, target.direction) == (1.5, "2026", 4.2, "fall")


@pytest.mark.parametrize(
    "text",
    [
        "Mỗi năm đào tạo nghề cho 500 lao động.",
        "Hằng năm, đào tạo nghề cho 500 lao động.",
        "Đào tạo nghề cho 500 lao động/năm.",
        "Đào tạo nghề cho bình quân 500 lao động mỗi năm.",
    ],
)
def test_every_year_is_told_from_by_the_year(text):
    assert one("# II. Nhiệm vụ", text).per == "year"


# --- the rest of a target --------------------------------------------------------------------------------------------


def test_the_quote_has_fifteen_words_and_holds_the_value():
    text = "Đến năm 2030 " + "rất nhiều hộ dân ở vùng sâu " * 3 + "đạt tỷ lệ trên 80% có nước sạch " + "quanh năm " * 9
    target = one("# I. Mục tiêu", text)
    assert len(target.quote.split()) <= 15
    assert "trên 80%" in target.quote


def test_the_place_holds_the_quantity():
    made = skeleton("# I. Mục tiêu", "- Tỷ lệ lấp đầy đạt trên 80%.")
    (target,) = read_targets(made, read_sentences(made))
    assert made.blocks[target.place.block].text[target.place.start : target.place.end] == "trên 80%"


def test_the_indicator_is_what_is_measured():
    assert (
        one("# I. Mục tiêu", "- Tỷ lệ lấp đầy cụm công nghiệp đạt trên 80%.").indicator
        == "Tỷ lệ lấp đầy cụm công nghiệp"
    )


def test_the_area_a_sentence_names_is_its_territory():
    target = one("# I. Mục tiêu", "Trên 70% doanh nghiệp trên địa bàn huyện được tập huấn.")
    assert target.territory == "huyện"


def test_a_target_tells_what_spoke_for_it():
    target = one("# I. Mục tiêu", "- Tỷ lệ lấp đầy đạt trên 80%.")
    assert {"in_aims", "bound", "reaches"} <= set(target.trace.rules)
    assert target.confidence > 0.9


def test_a_vision_in_the_title_of_an_annex_makes_no_aims_of_its_tasks():
    assert targets_of("# PHỤ LỤC I: NHIỆM VỤ ĐẾN NĂM 2030, TẦM NHÌN ĐẾN NĂM 2050", "Thuê bãi số 24, 25 tại xã.") == ()


def test_a_national_target_programme_is_a_name_and_no_aim():
    assert targets_of("# 1. Chương trình mục tiêu quốc gia nông thôn mới", "Văn bản gửi 03 phòng chuyên môn.") == ()


def test_the_yearly_parts_of_a_sum_of_money_are_money_too():
    text = "Kinh phí 300 triệu đồng (năm 2026: 100; năm 2027: 200)."
    assert targets_of("# II. Nhiệm vụ", text) == ()


def test_a_row_of_deliveries_is_read_to_its_end():
    targets = targets_of("# II. Nhiệm vụ", "Hằng năm 01 hội nghị chuyên đề, 02 lớp tập huấn, 01 đoàn khảo sát.")
    assert [(target.value, target.per) for target in targets] == [(1, "year"), (2, "year"), (1, "year")]


def test_a_rank_behind_a_target_only_says_which_things_are_meant():
    assert one("# I. Mục tiêu", "Ít nhất 3 trường thuộc nhóm 100 trường hàng đầu cả nước.").value == 3


def test_a_rank_alone_is_a_target():
    assert one("# I. Mục tiêu", "Tỉnh thuộc nhóm 10 tỉnh dẫn đầu cả nước vào năm 2028.").value == 10


def test_carrying_out_well_is_not_told_of_the_present():
    assert one("# II. Nhiệm vụ", "Thực hiện có hiệu quả việc hỗ trợ cho 300 hộ nghèo.").value == 300


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Hệ thống 03 xe lưu động được bàn giao và vận hành.", 3),
        ("Phấn đấu số hợp tác xã gấp 1,5 lần so với năm 2024.", 1.5),
        ("Đầu tư 03 trạm đo xác định thành phần bụi.", 3),
    ],
)
def test_what_is_handed_over_or_multiplied_is_a_target(text, value):
    assert one("# II. Nhiệm vụ", text).value == value


@pytest.mark.parametrize(
    "text",
    [
        "Người không đạt được trên 50% tổng số phiếu tín nhiệm thì không đưa vào danh sách.",
        "Hội nghị được tiến hành khi có ít nhất 50% cử tri đại diện tham dự.",
        "Số cử tri tham dự hội nghị đạt ít nhất 50% tổng số cử tri của thôn.",
        "Hệ thống 03 xe lưu động đã được bàn giao.",
    ],
)
def test_votes_quorums_and_what_is_done_are_no_targets(text):
    assert targets_of("# II. Nhiệm vụ", text) == ()


def test_conditions_of_an_award_are_no_targets():
    assert targets_of("# III. Khen thưởng", "## 1. Tiêu chuẩn", "- Có tỷ lệ hộ tham gia đạt từ 98% trở lên.") == ()


def test_the_sentence_that_shares_out_is_due_when_the_total_is():
    found = targets_of(
        "# I. Mục tiêu", "Đến năm 2028 toàn tỉnh có 90 hồ chứa. Trong đó, huyện Đông có tối thiểu 20 hồ."
    )
    assert [target.by for target in found] == ["2028", "2028"]


def test_the_years_in_the_title_of_an_approved_plan_are_not_the_targets_own():
    text = (
        "Đầu tư theo Quy hoạch trạm đo giai đoạn 2021 - 2030 được phê duyệt tại Quyết định số 9/QĐ-TTg; bảo đảm 100% \
dữ liệu được kết nối."
    )
    assert one("# II. Nhiệm vụ", text).by is None


# --- outside aims and tables -----------------------------------------------------------------------------------------


def test_weeks_of_teaching_and_their_terms_are_delivered():
    found = told(targets_of("Thực hiện chương trình 33 tuần thực học (học kỳ I có 17 tuần, học kỳ II có 16 tuần)."))
    assert [(value, unit) for _, value, unit, _, _ in found] == [(33, "tuần thực học"), (17, "tuần"), (16, "tuần")]


@pytest.mark.parametrize(
    "text",
    [
        "Dự án được thi công trong 17 tuần.",
        "Bảo đảm dạy học 2 buổi/ngày, mỗi tiết 40 phút.",
        "Các nhà thầu tổ chức thi công 3 ca, 4 kíp.",
        "Xây dựng lối đi với chiều rộng tối thiểu 3 m.",
        "Đầu tư đường dây 110kV qua địa bàn xã.",
        "Nâng cấp tuyến đường từ 02 làn xe lên 04 làn xe.",
        "Bảo vệ hang động có niên đại khoảng 9.000 năm trước.",
        "Duy trì Tổng đài 199 phục vụ người dân.",
        "Thực hiện Nghị quyết Trung ương 6 khóa XI về đất đai.",
        "Mỗi phường chọn cử tối đa 04 người.",
        "Phường vùng cao được tính tăng thêm 15% so với các định mức phân bổ.",
    ],
)
def test_what_describes_a_thing_or_how_work_is_arranged_is_no_target(text):
    assert not targets_of(text)


def test_the_shares_of_the_sources_of_money_are_means():
    assert not targets_of("# IV. Kinh phí thực hiện", "Ngân sách tỉnh chiếm khoảng 60% tổng vốn đầu tư.")


def test_money_striven_for_is_a_target():
    assert targets_of("Phấn đấu huy động vốn ngoài ngân sách đạt 40% tổng vốn.")


def test_the_deadline_that_closes_a_sentence_is_the_targets():
    text = (
        "Hoàn thành 100% việc rà soát hồ sơ đất đai của các hộ gia đình và bảo đảm nhập đủ thông tin vào hệ thống "
        "thông tin đất đai của tỉnh trước ngày 05 tháng 9 năm 2026."
    )
    assert one(text).by == "2026-09-05"


def test_a_deadline_behind_another_clause_is_not_the_targets():
    text = (
        "Hoàn thành 100% việc rà soát hồ sơ đất đai của các hộ gia đình trên địa bàn; nhập thông tin vào hệ thống của "
        "tỉnh trước ngày 05 tháng 9 năm 2026."
    )
    assert one(text).by is None


def test_a_school_year_in_a_heading_is_no_deadline():
    assert one("# Điều 1. Kế hoạch thời gian năm học 2026-2027", "Tổ chức 03 hội nghị tuyên truyền.").by is None
    assert one("# Điều 1. Kế hoạch giai đoạn 2026-2027", "Tổ chức 03 hội nghị tuyên truyền.").by == "2027"
