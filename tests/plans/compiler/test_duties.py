"""Who has to do what: verb frames, headings, task blocks, tables."""

import pytest

from lotrinh.plans.compiler.duties import read_duties
from lotrinh.plans.compiler.pipeline import compile_document

from .skeletons import skeleton

ORG = "# IV. Tổ chức thực hiện"


def parts(*document):
    return [(part.named.text, part.role) for duty in read_duties(skeleton(*document)) for part in duty.parts]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        pytest.param("Sở Y tế chủ trì tiêm chủng.", [("Sở Y tế", "lead")], id="lead"),
        pytest.param(
            "Sở Y tế chủ trì, phối hợp với Công an tỉnh kiểm tra.",
            [("Sở Y tế", "lead"), ("Công an tỉnh", "support")],
            id="lead-with-partner",
        ),
        pytest.param("Sở Y tế phối hợp với Công an tỉnh kiểm tra.", [("Sở Y tế", "support")], id="only-x-supports"),
        pytest.param("Sở Y tế theo dõi, đôn đốc việc này.", [("Sở Y tế", "implement")], id="plain-verb"),
        pytest.param(
            "Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ; UBND các xã triển khai.",
            [("Sở Y tế", "lead"), ("Sở Nội vụ", "support"), ("UBND các xã", "support")],
            id="given-with-a-list-over-semicolons",
        ),
        pytest.param("Đề nghị Hội Nông dân tỉnh vận động hội viên.", [("Hội Nông dân tỉnh", "implement")], id="asked"),
        pytest.param(
            "Căn cứ Kế hoạch này, các sở, ban, ngành xây dựng kế hoạch.",
            [("các sở, ban, ngành", "implement")],
            id="after-an-adjunct",
        ),
        pytest.param("Sở Y tế là cơ quan đầu mối tổng hợp.", [("Sở Y tế", "lead")], id="focal-point"),
        pytest.param(
            "Về vốn của dự án: giao Sở Tài chính chủ trì bố trí.",
            [("Sở Tài chính", "lead")],
            id="after-what-it-is-about",
        ),
        pytest.param(
            "Các Tập đoàn: Dầu khí Minh Hải, Cao su Minh Hải phối hợp với tỉnh.",
            [("Tập đoàn Dầu khí Minh Hải", "support"), ("Tập đoàn Cao su Minh Hải", "support")],
            id="a-colon-that-lists-units",
        ),
        pytest.param(
            "Các tỉnh ủy, thành ủy, đảng ủy trực thuộc Trung ương triển khai.",
            [("Các tỉnh ủy, thành ủy, đảng ủy trực thuộc Trung ương", "implement")],
            id="a-set-of-party-committees",
        ),
        pytest.param(
            "Chính phủ trân trọng đề nghị Hội Chữ thập đỏ Việt Nam vận động ủng hộ.",
            [("Hội Chữ thập đỏ Việt Nam", "implement")],
            id="asked-politely-by-who-speaks",
        ),
        pytest.param(
            "Trên đây là Kế hoạch phòng dịch, UBND tỉnh yêu cầu Giám đốc các Sở triển khai.",
            [("Giám đốc các Sở", "implement")],
            id="asked-in-the-closing-words",
        ),
        pytest.param(
            "Đài Truyền hình Việt Nam (VTV) chủ trì, phối hợp Bộ Y tế đưa tin.",
            [("Đài Truyền hình Việt Nam", "lead"), ("Bộ Y tế", "support")],
            id="a-short-form-stands-before-the-verb",
        ),
        pytest.param(
            "Trên cơ sở đề nghị của các Bộ, cơ quan liên quan, Bộ Tài chính bố trí kinh phí.",
            [("Bộ Tài chính", "implement")],
            id="the-last-named-must-do-it",
        ),
        pytest.param(
            "Sở Y tế chủ trì tiêm chủng. Định kỳ tổng hợp số liệu.",
            [("Sở Y tế", "lead"), ("Sở Y tế", "implement")],
            id="the-next-sentence-goes-on",
        ),
        pytest.param(
            "Về kinh phí: Sở Tài chính bố trí từ ngân sách tỉnh.",
            [("Sở Tài chính", "implement")],
            id="behind-a-title-and-a-colon",
        ),
        pytest.param(
            "UBND các xã, nhất là các xã ven biển, phải chủ động ứng phó.",
            [("UBND các xã", "implement")],
            id="those-that-matter-most-stand-between",
        ),
        pytest.param(
            "Khẩn trương khắc phục hậu quả mưa lũ, các địa phương phải huy động lực lượng.",
            [("các địa phương", "implement")],
            id="who-must-stands-behind",
        ),
        pytest.param(
            "Thứ tư, Sở Y tế cần chủ động hơn nữa.", [("Sở Y tế", "implement")], id="after-an-ordinal-of-the-speech"
        ),
        pytest.param(
            "Bộ trưởng, Thủ trưởng cơ quan ngang Bộ, Chủ tịch UBND tỉnh, đơn vị liên quan tiếp tục rà soát.",
            [("Bộ trưởng, Thủ trưởng cơ quan ngang Bộ", "implement"), ("Chủ tịch UBND tỉnh", "implement")],
            id="a-rest-at-the-end-of-a-list",
        ),
        pytest.param(
            "Sở Y tế rà soát danh sách, phối hợp với Công an tỉnh đối chiếu.",
            [("Sở Y tế", "implement"), ("Sở Y tế", "support")],
            id="does-and-supports",
        ),
        pytest.param(
            "Về đề nghị Bộ Y tế phối hợp với tỉnh; bố trí vốn: Bộ Tài chính nghiên cứu bố trí.",
            [("Bộ Tài chính", "implement")],
            id="only-the-answer-to-a-proposal-orders",
        ),
        pytest.param(
            "Các tỉnh Nghệ An, Gia Lai và thành phố Huế khẩn trương phê duyệt dự án.",
            [("Các tỉnh Nghệ An, Gia Lai", "implement"), ("thành phố Huế", "implement")],
            id="provinces-that-act",
        ),
        pytest.param(
            "Các sở quản lý quy hoạch theo chức năng, nhiệm vụ được giao có trách nhiệm phối hợp công bố.",
            [("Các sở", "support")],
            id="a-charge-before-the-verb",
        ),
        pytest.param(
            "Đối với 10 nhiệm vụ còn lại, yêu cầu các Bộ: Nội vụ; Tư pháp rà soát, báo cáo.",
            [("Bộ Nội vụ", "implement"), ("Bộ Tư pháp", "implement")],
            id="a-head-shared-over-semicolons",
        ),
        pytest.param(
            "Ban hành quy chế tiêm chủng (Giao Công an tỉnh chủ trì, phối hợp với Sở Y tế).",
            [("Công an tỉnh", "lead"), ("Sở Y tế", "support")],
            id="given-in-brackets",
        ),
        pytest.param(
            "Các tổ chức, cá nhân sản xuất, kinh doanh thuốc có trách nhiệm niêm yết giá.",
            [("Các tổ chức, cá nhân sản xuất, kinh doanh thuốc", "implement")],
            id="a-rest-told-apart-over-commas",
        ),
        pytest.param(
            "Sở Tài chính phân bổ kinh phí cho các sở, ngành; Ủy ban nhân dân cấp xã trình Hội đồng nhân dân.",
            [("Sở Tài chính", "implement"), ("Ủy ban nhân dân cấp xã", "implement")],
            id="a-verb-after-the-semicolon-begins-a-clause",
        ),
        pytest.param(
            "Giá các dịch vụ do cơ quan chuyên môn cấp tỉnh; Ủy ban nhân dân xã chủ trì tham mưu.",
            [],
            id="what-others-do-is-spoken-of",
        ),
        pytest.param("Sở Y tế đã ban hành hướng dẫn.", [], id="what-was-done-is-no-duty"),
        pytest.param("Gửi báo cáo về Sở Y tế trước ngày 10.", [], id="who-receives-has-no-duty"),
        pytest.param("Các cơ quan, đơn vị liên quan phối hợp.", [], id="a-rest-is-nobody"),
        pytest.param(
            "Giám đốc Sở Y tế, Thủ trưởng các cơ quan liên quan chịu trách nhiệm thi hành Quyết định này.",
            [],
            id="who-carries-out-the-decision",
        ),
    ],
)
def test_a_sentence_gives_its_roles(sentence, found):
    assert parts(ORG, sentence) == found


def test_duties_below_a_units_heading_are_its_own():
    assert parts(ORG, "## 1. Sở Y tế", "- Chủ trì tiêm chủng.", "- Tập huấn cán bộ.") == [
        ("Sở Y tế", "lead"),
        ("Sở Y tế", "implement"),
    ]


def test_a_heading_alone_gives_no_duty():
    assert parts(ORG, "## 1. Sở Y tế") == []


def test_a_duty_may_follow_the_heading_on_its_line():
    assert parts(ORG, "## 2. Sở Tài chính: Bố trí kinh phí.") == [("Sở Tài chính", "implement")]


def test_a_heading_asks_several_units_at_once():
    assert parts(ORG, "## 3. Đề nghị Hội Nông dân tỉnh, Tỉnh đoàn", "Vận động hội viên.") == [
        ("Hội Nông dân tỉnh", "implement"),
        ("Tỉnh đoàn", "implement"),
    ]


def test_the_next_heading_ends_the_duties_of_a_unit():
    assert parts(ORG, "## 1. Sở Y tế", "- Tập huấn.", "## 2. Cơ chế phối hợp", "- Họp hằng tháng.") == [
        ("Sở Y tế", "implement")
    ]


def test_what_is_led_is_led_to_the_end_of_the_sentence():
    assert parts(ORG, "## 1. Sở Y tế", "Chủ trì tiêm chủng; xây dựng kịch bản.") == [("Sở Y tế", "lead")]


def test_the_parts_of_a_sentence_may_have_different_roles():
    assert parts(ORG, "## 1. Sở Y tế", "- Tập huấn cán bộ; phối hợp với Công an tỉnh kiểm tra.") == [
        ("Sở Y tế", "implement"),
        ("Sở Y tế", "support"),
    ]


def test_a_frame_without_a_duty_speaks_for_the_list_below():
    assert parts(ORG, "## 1. Sở Y tế", "a) Chủ trì, phối hợp với Công an tỉnh", "- Kiểm tra chợ.") == [
        ("Sở Y tế", "lead"),
        ("Công an tỉnh", "support"),
        ("Sở Y tế", "lead"),
    ]


def test_partners_may_stand_in_the_list_below():
    assert parts(ORG, "## 1. Sở Y tế", "b) Chủ trì, phối hợp", "- Công an tỉnh kiểm tra chợ.") == [
        ("Sở Y tế", "lead"),
        ("Công an tỉnh", "support"),
    ]


def test_a_unit_directed_to_do_what_follows_owns_it():
    document = ORG, "## 1. Sở Y tế chỉ đạo Chi cục Thú y thực hiện các nội dung sau:", "- Tiêm phòng đàn bò."
    assert parts(*document) == [
        ("Sở Y tế", "implement"),
        ("Chi cục Thú y", "implement"),
        ("Chi cục Thú y", "implement"),
    ]


def test_closing_words_are_not_the_last_units_duty():
    document = ORG, "## 1. Sở Y tế", "- Tập huấn.", "Trong quá trình thực hiện, nếu có vướng mắc thì phản ánh kịp thời."
    assert parts(*document) == [("Sở Y tế", "implement")]


def test_a_task_block_names_its_units():
    document = (
        "# II. Nhiệm vụ",
        "## 1. Về dữ liệu",
        "a) Nhiệm vụ: Số hóa hồ sơ.",
        "b) Cơ quan thực hiện:",
        "- Đơn vị chủ trì: Sở Nội vụ.",
        "- Đơn vị phối hợp: Các sở, ban, ngành; UBND xã.",
        "c) Thời gian thực hiện: Quý II/2026.",
    )
    (duty,) = read_duties(skeleton(*document))
    assert [(part.named.text, part.role) for part in duty.parts] == [
        ("Sở Nội vụ", "lead"),
        ("Các sở, ban, ngành", "support"),
        ("UBND xã", "support"),
    ]
    assert duty.when == "Quý II/2026."


def test_a_field_may_say_the_roles_itself():
    line = "- Cơ quan thực hiện: Sở Nội vụ chủ trì, phối hợp với Sở Y tế; Công an tỉnh."
    assert parts("# II. Nhiệm vụ", line) == [("Sở Nội vụ", "lead"), ("Sở Y tế", "support"), ("Công an tỉnh", "support")]


TABLE = [
    ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"],
    ["1", "Số hóa hồ sơ", "Sở Nội vụ", "Sở Y tế; các đơn vị liên quan", "Quý I/2026"],
]


def test_a_table_gives_the_roles_of_its_columns():
    assert parts("# Phụ lục", TABLE) == [("Sở Nội vụ", "lead"), ("Sở Y tế", "support")]


def test_a_table_that_goes_on_keeps_its_header():
    more = [["2", "Đào tạo", "Sở Y tế", "Sở Nội vụ", "Quý II/2026"]]
    assert parts("# Phụ lục", TABLE, more)[2:] == [("Sở Y tế", "lead"), ("Sở Nội vụ", "support")]


def test_a_header_cut_off_as_lines_is_found_again():
    assert parts("# Phụ lục", *TABLE[0], TABLE[1:]) == [("Sở Nội vụ", "lead"), ("Sở Y tế", "support")]


def test_a_cell_may_say_another_role_than_its_column():
    table = [["TT", "Chỉ tiêu", "Chủ trì"], ["1", "Dữ liệu mở", "Sở Y tế chủ trì; Các sở, ngành thực hiện công bố."]]
    assert parts("# Phụ lục", table) == [("Sở Y tế", "lead"), ("Các sở, ngành", "implement")]


def test_a_column_of_figures_is_no_column_of_units():
    table = [["TT", "Sản phẩm", "Giá trị tham gia xuất khẩu"], ["1", "Chè", "120"]]
    assert parts("# Phụ lục", table) == []


def test_a_units_own_request_is_no_order_to_others():
    assert parts(ORG, "## 1. Sở Y tế", "- Đề nghị Sở Nội vụ bổ sung biên chế.") == [("Sở Y tế", "implement")]


def test_the_closing_order_is_given_by_the_issuer():
    document = ORG, "## 1. Sở Y tế", "Tổ chức tập huấn.", "Yêu cầu các sở, ban, ngành triển khai thực hiện."
    assert parts(*document)[1:] == [("các sở, ban, ngành", "implement")]


def test_giao_in_a_units_list_is_the_issuers_order_and_de_nghi_the_units_request():
    listed = parts(ORG, "## 1. Sở Y tế", "a) Giao Thanh tra tỉnh kiểm tra.", "b) Đề nghị Bộ Y tế hướng dẫn.")
    assert ("Thanh tra tỉnh", "implement") in listed
    assert not any(unit == "Bộ Y tế" for unit, _ in listed)


def test_a_heading_that_ends_in_a_charge_names_who_has_it():
    assert parts("# 11. Các đơn vị cấp nước sạch có trách nhiệm", "- Mở rộng mạng lưới.") == [
        ("Các đơn vị cấp nước sạch", "implement")
    ]


def test_who_heads_the_bodies_is_no_further_unit():
    table = [
        ["STT", "Nhiệm vụ", "Người đứng đầu chịu trách nhiệm", "Cơ quan chủ trì"],
        ["1", "Tiêm chủng", "Giám đốc Sở Y tế", "Sở Y tế"],
    ]
    assert parts(table) == [("Sở Y tế", "lead")]


def test_who_heads_duties_of_its_own_is_somebody_though_it_is_named_like_a_rest():
    assert parts(ORG, "## 3. Các cơ quan, đơn vị thuộc tỉnh: Phổ biến kế hoạch.") == [
        ("Các cơ quan, đơn vị thuộc tỉnh", "implement")
    ]


def test_those_concerned_stay_nobody_even_in_a_heading():
    assert parts(ORG, "## 3. Các cơ quan, đơn vị có liên quan: Phổ biến kế hoạch.") == []


def test_an_office_holder_given_a_list_owns_it_wherever_it_stands():
    document = "# 1. Giao người đứng đầu các cơ sở y tế; Chủ tịch UBND các xã", "- Tập huấn cán bộ."
    assert parts(*document) == [
        ("người đứng đầu các cơ sở y tế", "implement"),
        ("Chủ tịch UBND các xã", "implement"),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "Chủ trì: Sở Y tế; Phối hợp: Sở Nội vụ",
        "- Chủ trì: Sở Y tế\n- Phối hợp: Sở Nội vụ",
        "Sở Y tế; phối hợp: Sở Nội vụ",
    ],
)
def test_a_cell_may_say_the_roles_before_the_names(cell):
    table = [["TT", "Nội dung", "Đơn vị chủ trì", "Thời hạn"], ["1", "Lập đề án", cell, "2026"]]
    assert parts(table) == [("Sở Y tế", "lead"), ("Sở Nội vụ", "support")]


def test_a_cell_that_says_the_same_takes_the_one_above():
    table = [["TT", "Nội dung", "Đơn vị chủ trì"], ["1", "Lập đề án", "Sở Y tế"], ["2", "Tập huấn", "nt"]]
    assert parts(table) == [("Sở Y tế", "lead"), ("Sở Y tế", "lead")]


def test_whose_figures_stand_in_a_row_is_no_duty():
    table = [["TT", "Cơ quan", "Tổng số thủ tục", "Tỷ lệ"], ["1", "Bộ Tài chính", "12", "50%"]]
    assert parts(table) == []


def test_points_counted_inside_a_sentence_keep_their_roles():
    assert parts(ORG, "a) Sở Y tế: (1) Tập huấn cán bộ; (2) chủ trì, phối hợp với Sở Nội vụ thi tuyển.") == [
        ("Sở Y tế", "implement"),
        ("Sở Y tế", "lead"),
        ("Sở Nội vụ", "support"),
    ]


def test_a_heading_that_tells_which_office_is_meant_owns_its_list():
    document = ORG, "## 3. Cơ quan chủ trì giải quyết thủ tục đầu tư", "- Phối hợp với Sở Y tế thẩm định."
    assert parts(*document) == [("Cơ quan chủ trì giải quyết thủ tục đầu tư", "support")]


def test_how_things_were_is_no_duty():
    assert parts("# 1. Đánh giá tình hình hoạt động", "Sở Y tế tiếp tục khẳng định vai trò.") == []


def test_a_heading_over_a_comma_is_one_name():
    assert parts(ORG, "## 1. Vụ Kế hoạch, Tài chính", "- Chủ trì lập dự toán.") == [("Vụ Kế hoạch, Tài chính", "lead")]


def test_people_of_one_trade_under_their_heading_have_duties_of_their_own():
    document = ORG, "## 2. Chuyên viên Cơ quan Mặt trận xã", "- Chuyên viên phụ trách tổng hợp tham mưu kịch bản."
    assert parts(*document) == [("Chuyên viên phụ trách tổng hợp", "implement")]


def test_a_unit_alone_before_a_colon_owns_the_list_below_it():
    assert parts("# 1. Nhà ở", "Ủy ban nhân dân các xã:", "a) Rà soát hộ nghèo;", "b) Hỗ trợ sửa nhà.") == [
        ("Ủy ban nhân dân các xã", "implement"),
        ("Ủy ban nhân dân các xã", "implement"),
    ]


def test_who_leads_a_list_leads_each_of_its_points_and_partners_support():
    assert parts("# 5. Giám đốc Sở Y tế chủ trì:", "(1) Phối hợp với Công an tỉnh kiểm tra.", "(2) Tập huấn.") == [
        ("Giám đốc Sở Y tế", "lead"),
        ("Công an tỉnh", "support"),
        ("Giám đốc Sở Y tế", "lead"),
        ("Giám đốc Sở Y tế", "lead"),
    ]


def test_a_rest_that_is_told_apart_and_charged_is_somebody():
    sentence = "Đối với vụ việc ở cơ quan thì đơn vị trực tiếp quản lý công chức có trách nhiệm trả lời."
    assert parts(ORG, sentence) == [("đơn vị trực tiếp quản lý công chức", "implement")]


@pytest.mark.parametrize("header", ["Bộ phụ trách tiếp nhận, xử lý", "Đơn vị trả lời", "Cơ quan giải quyết"])
def test_a_column_of_those_who_answer_gives_duties(header):
    table = [["TT", "Kiến nghị", header], ["1", "Nâng mức hỗ trợ", "Bộ Tài chính; Bộ Nội vụ"]]
    assert parts(table) == [("Bộ Tài chính", "implement"), ("Bộ Nội vụ", "implement")]


def test_a_remark_at_the_end_says_who_and_by_when():
    text = (
        "Mở 12 lớp tập huấn (Cục Kinh tế hợp tác và Phát triển nông thôn chủ trì; phối hợp: Vụ Pháp chế, "
        "Viện Chăn nuôi; hoàn thành trong quý II/2027)."
    )
    compiled = compile_document(
        f"KẾ HOẠCH\n\nTập huấn\n\nI. NHIỆM VỤ\n\n1. Đào tạo\n\n- {text}\n\nII. KINH PHÍ\n\nNgân sách.\n".encode(),
        "a.md",
    )
    assert {(part.unit, part.role) for part in compiled.assignments} == {
        ("Cục Kinh tế hợp tác và Phát triển nông thôn", "lead"),
        ("Vụ Pháp chế", "support"),
        ("Viện Chăn nuôi", "support"),
    }
    assert [(target.value, target.by) for target in compiled.targets] == [(12, "2027-06")]
