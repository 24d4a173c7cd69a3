"""Targets in tables."""

from lotrinh.plans.compiler.sentences import read_sentences
from lotrinh.plans.compiler.targets import read_targets

from .skeletons import skeleton


def targets_of(*parts):
    made = skeleton(*parts)
    return read_targets(made, read_sentences(made))


BY_YEAR = [
    ["TT", "Chỉ tiêu", "ĐVT", "Ước TH 2025", "Năm 2026", "Năm 2027"],
    ["I", "Cây ăn trái", "", "", "", ""],
    ["1", "Diện tích xoài", "Ha", "900", "1.000", "1.250"],
    ["2", "Sản lượng xoài", "Tấn", "8.100", "9.200", "9.900"],
]


def test_each_year_of_a_row_is_a_target_and_the_estimate_is_none():
    targets = targets_of("# I. Mục tiêu", BY_YEAR)
    assert [(t.value, t.unit, t.by) for t in targets] == [
        (1000, "ha", "2026"), (1250, "ha", "2027"), (9200, "tấn", "2026"), (9900, "tấn", "2027"),
    ]  # fmt: skip


def test_the_row_and_its_band_name_the_indicator():
    assert targets_of("# I. Mục tiêu", BY_YEAR)[0].indicator == "Cây ăn trái - Diện tích xoài"


def test_the_place_is_the_cell():
    made = skeleton("# I. Mục tiêu", BY_YEAR)
    target = read_targets(made, read_sentences(made))[0]
    assert made.blocks[target.place.block].text[target.place.start : target.place.end] == "1.000"


def test_a_second_row_of_heads_without_spans_is_laid_under_the_cells_it_splits():
    targets = targets_of(
        "# Phụ lục I. Hàng xuất khẩu",
        [
            ["TT", "Sản phẩm", "Kế hoạch 2026", "Kế hoạch 2027"],
            ["Lượng (Tấn)", "Giá trị (Nghìn USD)", "Lượng (Tấn)", "Giá trị (Nghìn USD)"],
            ["1", "Xoài", "10", "25", "12", "31"],
        ],
    )
    assert [(t.value, t.unit, t.by) for t in targets] == [
        (10, "tấn", "2026"), (25, "nghìn USD", "2026"), (12, "tấn", "2027"), (31, "nghìn USD", "2027"),
    ]  # fmt: skip


def test_a_band_of_rows_may_set_the_year():
    targets = targets_of(
        "# Phụ lục I. Chỉ tiêu",
        [
            ["TT", "Chỉ tiêu", "Đơn vị", "Kết quả"],
            ["I", "Giai đoạn 2026-2027", "", ""],
            ["1", "Tỷ lệ hồ sơ trực tuyến", "%", "60%"],
            ["II", "Giai đoạn 2028-2030", "", ""],
            ["1", "Tỷ lệ hồ sơ trực tuyến", "%", "90%"],
        ],
    )
    assert [(t.value, t.unit, t.by) for t in targets] == [(60, "%", "2027"), (90, "%", "2030")]


def test_running_numbers_and_codes_are_no_targets():
    rows = [["STT", "Mã số", "Nội dung"], ["1", "1.004082", "Cấp giấy phép"], ["2", "1.004083", "Đổi giấy phép"]]
    assert targets_of("# Phụ lục", rows) == ()


def test_a_table_that_goes_on_over_the_page_keeps_its_head():
    head = ["TT", "Chỉ tiêu", "ĐVT", "Năm 2026"]
    targets = targets_of(
        "# Phụ lục",
        [head, ["1", "Diện tích lúa chất lượng cao", "ha", "40"]],
        [["2", "Diện tích màu luân canh", "ha", "15"]],
    )
    assert [(t.value, t.by) for t in targets] == [(40, "2026"), (15, "2026")]


def test_sentences_in_cells_are_read_with_the_year_of_their_row():
    targets = targets_of(
        "# Phụ lục. Nhiệm vụ",
        [
            ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian hoàn thành"],
            ["1", "Tổ chức tập huấn cho ít nhất 120 cán bộ", "Sở Nội vụ", "Quý II/2026"],
        ],
    )
    assert [(t.comparator, t.value, t.by) for t in targets] == [(">=", 120, "2026-06")]


def test_budget_tables_are_no_targets():
    rows = [["STT", "Nội dung", "Năm 2026", "Năm 2027"], ["1", "Chi thường xuyên", "1.200", "1.300"]]
    assert targets_of("# Phụ lục. Dự toán chi ngân sách", rows) == ()


def test_a_year_before_a_colon_inside_a_cell_leads_the_lines_below_it():
    rows = [
        ["TT", "Việc", "Kết quả", "Thời gian"],
        ["1", "Xây chợ", "- Đến năm 2030:\vcó tối thiểu 20 chợ.\v- Có tối thiểu 4 bến.", "Năm 2027"],
    ]
    assert [(target.value, target.by) for target in targets_of("# II. Nhiệm vụ", rows)] == [(20, "2030"), (4, "2027")]


def test_what_others_ask_for_in_a_table_is_no_target():
    rows = [
        ["TT", "Địa phương", "Nội dung kiến nghị", "Bộ tiếp nhận"],
        ["1", "Minh Hải", "Đề nghị bố trí 06 phòng chuyên môn ở mỗi xã", "Bộ Nội vụ"],
    ]
    assert not targets_of("# II. Nhiệm vụ", rows)
    rows[0][2] = "Nội dung, kết quả"
    assert targets_of("# II. Nhiệm vụ", rows)


def read(*parts):
    made = skeleton(*parts)
    return [
        (target.comparator, target.value, target.high, target.unit, target.by)
        for target in read_targets(made, read_sentences(made))
    ]


def test_a_column_of_places_headed_as_a_unit_gives_no_unit():
    rows = [
        ["TT", "Đơn vị", "Trồng rừng (ha)", "Cây phân tán (nghìn cây)"],
        ["", "TỔNG CỘNG", "330", "90"],
        ["1", "Xã Đồng Tâm", "180", "50"],
        ["2", "Xã Yên Bình", "150", "40"],
    ]
    found = read("# PHỤ LỤC GIAO CHỈ TIÊU NĂM 2026", rows)
    assert [(value, unit) for _, value, _, unit, _ in found] == [
        (330, "ha"), (90, "nghìn cây"), (180, "ha"), (50, "nghìn cây"), (150, "ha"), (40, "nghìn cây"),
    ]  # fmt: skip


def test_bounds_and_ranges_in_cells_take_the_unit_of_their_row():
    rows = [
        ["Chỉ tiêu", "Đơn vị", "Đến năm 2026", "Đến năm 2030"],
        ["Thuê bao băng rộng", "thuê bao/100 dân", "22", "≥ 30"],
        ["Tốc độ tải xuống", "Mbps", "> 100", "200 - 300"],
    ]
    assert read("# II. Mục tiêu", rows) == [
        ("=", 22, None, "thuê bao/100 dân", "2026"),
        (">=", 30, None, "thuê bao/100 dân", "2030"),
        (">", 100, None, "Mbps", "2026"),
        ("range", 200, 300, "Mbps", "2030"),
    ]


def test_the_time_column_dates_the_numbers_of_its_row():
    rows = [
        ["STT", "Địa phương", "Số lớp", "Thời gian"],
        ["1", "Xã An Bình", "2", "Quý II/2026"],
        ["2", "Xã Hòa Phú", "3", "30/9/2026"],
    ]
    found = read("# 2. Chỉ tiêu cụ thể", rows)
    assert [(value, unit, by) for _, value, _, unit, by in found] == [(2, "lớp", "2026-06"), (3, "lớp", "2026-09-30")]


def test_how_often_in_a_time_column_has_no_end():
    rows = [
        ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"],
        ["1", "Kiểm tra liên ngành về môi trường", "Sở Xây dựng", "Hằng năm, 02 đợt/năm"],
    ]
    assert read("# PHỤ LỤC NHIỆM VỤ GIAI ĐOẠN 2026 - 2028", rows) == [("=", 2, None, "đợt", None)]


def test_an_empty_head_goes_on_with_the_merged_one_before_it():
    rows = [
        ["TT", "Nội dung", "Đơn vị tính", "Năm 2026", "", "Năm 2027", ""],
        ["", "", "", "Số lượng", "Kinh phí (triệu đồng)", "Số lượng", "Kinh phí (triệu đồng)"],
        ["1", "Trồng nấm", "mô hình", "3", "450", "5", "750"],
    ]
    found = read("# III. Lộ trình", rows)
    assert [(value, by) for _, value, _, _, by in found] == [(3, "2026"), (5, "2027")]


def test_columns_without_a_year_beside_what_there_is_tell_how_things_are():
    rows = [
        ["TT", "Xã", "Tổng số hộ", "Hộ nghèo hiện có", "Số hộ thoát nghèo năm 2026"],
        ["1", "Xã A", "2.300", "145", "40"],
    ]
    assert [value for _, value, *_ in read("# II. Chỉ tiêu", rows)] == [40]


def test_who_leads_and_who_supports_stands_below_the_head_of_duties():
    rows = [
        ["TT", "Nội dung", "Cơ quan thực hiện", "Thời gian", "Sản phẩm"],
        ["Chủ trì", "Phối hợp"],
        ["1", "Xử lý nước thải tại 05 cụm", "Chủ đầu tư", "Sở Xây dựng", "Trước 31/12/2026", "Hệ thống vận hành"],
        ["2", "Mở 03 lớp", "Sở Nội vụ", "Sở Tư pháp", "Quý II/2026", "Lớp học"],
    ]
    found = read("# PHỤ LỤC NHIỆM VỤ", rows)
    assert (3, "2026-06") in [(value, by) for _, value, _, _, by in found]
