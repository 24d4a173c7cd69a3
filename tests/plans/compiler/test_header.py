import csv
from datetime import date
from importlib import resources

import pytest

from lotrinh.plans.compiler.carriers import carry
from lotrinh.plans.compiler.issuer import bodies, issuer_of, speaker
from lotrinh.plans.compiler.pipeline import skeleton_of

from .made_documents import PLAN

title = "Reading the header, however its lines were run together"


def header_of(text: str):
    return skeleton_of(carry(text.encode(), "plan.txt")).header


def letterhead(*lines: str) -> str:
    return "\n".join(lines) + "\n\nCăn cứ Quyết định số 3/QĐ-UBND ngày 01/02/2026;\n\nI. MỤC TIÊU\n- Trồng cây.\n"


@pytest.mark.parametrize("separator", ["\n", " ", "\t", "\n\n"], ids=["lines", "one line", "tabs", "spaced"])
def test_the_fields_are_the_same_in_lines_and_in_one_line(separator):
    head, _, rest = PLAN.partition("\n\nKẾ HOẠCH")
    header = header_of(separator.join(head.split("\n")) + "\n\nKẾ HOẠCH" + rest)
    assert (header.kind, header.number, header.dated) == ("Kế hoạch", "12/KH-UBND", date(2026, 3, 5))
    assert (header.issuer, header.place_name) == ("Ủy ban nhân dân tỉnh Minh Hải", "Minh Hải")
    assert header.title == "Trồng cây phân tán trên địa bàn tỉnh Minh Hải năm 2026"


def test_letterhead_kind_and_title_may_stand_in_one_line():
    head, _, rest = PLAN.partition("\n\nCăn cứ")
    header = header_of(" ".join(head.split()) + "\n\nCăn cứ" + rest)
    assert (header.kind, header.issuer) == ("Kế hoạch", "Ủy ban nhân dân tỉnh Minh Hải")
    assert header.title == "Trồng cây phân tán trên địa bàn tỉnh Minh Hải năm 2026"


def test_the_signer_stands_under_the_last_line_of_authority():
    assert header_of(PLAN).signer == "Lý Văn Mẫu"


def test_a_party_document_has_no_national_name():
    header = header_of(
        letterhead("ĐẢNG BỘ TỈNH MINH HẢI", "HUYỆN ỦY ĐẦM LỚN", "*", "Số 45-KH/HU", "ĐẢNG CỘNG SẢN VIỆT NAM",
                   "Đầm Lớn, ngày 02 tháng 01 năm 2024", "KẾ HOẠCH", "Kiểm tra công tác trồng cây năm 2024")
    )  # fmt: skip
    assert (header.number, header.issuer.lower()) == ("45-KH/HU", "huyện ủy đầm lớn")
    assert header.title == "Kiểm tra công tác trồng cây năm 2024"


def test_a_department_takes_its_place_from_the_body_above_it():
    header = header_of(
        letterhead("UBND TỈNH MINH HẢI CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SỞ Y TẾ Độc lập - Tự do - Hạnh phúc",
                   "Số: 8/KH-SYT Minh Hải, ngày 3 tháng 4 năm 2025", "KẾ HOẠCH", "Tiêm chủng mở rộng năm 2025")
    )  # fmt: skip
    assert header.issuer == "Sở Y tế tỉnh Minh Hải"
    assert (header.number, header.dated) == ("8/KH-SYT", date(2025, 4, 3))


def test_a_part_of_a_body_is_named_with_the_whole():
    header = header_of(
        letterhead("ỦY BAN MTTQ VIỆT NAM", "XÃ ĐẦM LỚN", "BAN THƯỜNG TRỰC", "Số: /KH-MTTQ-BTT",
                   "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Đầm Lớn, ngày   tháng 3 năm 2026", "KẾ HOẠCH",
                   "Vận động trồng cây")
    )  # fmt: skip
    assert (header.issuer or "").lower() == "ban thường trực ủy ban mttq việt nam xã đầm lớn"
    assert (header.number, header.symbol, header.dated) == (None, "/KH-MTTQ-BTT", None)


def test_without_letterhead_the_preamble_says_who_speaks():
    text = (
        "KẾ HOẠCH\nTrồng cây năm 2026\n\nỦy ban nhân dân huyện Đầm Lớn xây dựng kế hoạch như sau:\n\n"
        "I. MỤC TIÊU\nPhủ xanh.\n"
    )
    header = header_of(text)
    assert (header.issuer, header.number, header.dated) == ("Ủy ban nhân dân huyện Đầm Lớn", None, None)


def test_when_the_head_is_lost_the_announcing_sentence_gives_kind_and_title():
    text = (
        "Căn cứ Luật Lâm nghiệp; Sở Y tế ban hành Kế hoạch nâng cao chất lượng trạm y tế xã, với các nội dung sau:\n\n"
        "I. MỤC TIÊU\nTốt hơn.\n"
    )
    header = header_of(text)
    assert (header.kind, header.title) == ("Kế hoạch", "Nâng cao chất lượng trạm y tế xã")


def test_a_decision_that_issues_a_plan_keeps_its_own_kind():
    decision = (
        "ỦY BAN NHÂN DÂN TỈNH MINH HẢI\nSố: 9/QĐ-UBND\nMinh Hải, ngày 5 tháng 6 năm 2025\nQUYẾT ĐỊNH\n"
        "BAN HÀNH KẾ HOẠCH TRỒNG CÂY NĂM 2025\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH MINH HẢI\n\nCăn cứ Luật Lâm nghiệp;\n"
        "QUYẾT ĐỊNH:\nĐiều 1. Ban hành Kế hoạch.\nĐiều 2. Có hiệu lực.\nNơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n"
        "KẾ HOẠCH\nTRỒNG CÂY NĂM 2025\n(Kèm theo Quyết định số 9/QĐ-UBND)\nI. MỤC TIÊU\nPhủ xanh.\n"
    )
    skeleton = skeleton_of(carry(decision.encode(), "qd.txt"))
    assert (skeleton.header.kind, skeleton.header.title) == ("Quyết định", "Ban hành Kế hoạch trồng cây năm 2025")
    assert [node.label for node in skeleton.outline] == ["Điều 1.", "Điều 2.", "I."]
    assert {node.level for node in skeleton.outline} == {1}


def test_a_letter_is_known_by_its_number_and_named_by_its_abstract():
    header = header_of(
        "BỘ Y TẾ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 77/BYT-DP\nV/v tăng cường tiêm chủng\n"
        "Hà Nội, ngày 6 tháng 7 năm 2025\nKính gửi: Các Sở Y tế\n"
        "Bộ Y tế đề nghị các Sở thực hiện:\n1. Rà soát đối tượng.\n2. Báo cáo.\n"
    )
    assert (header.kind, header.number, header.title) == ("Công văn", "77/BYT-DP", "Tăng cường tiêm chủng")


def test_a_department_under_a_shortened_committee_is_no_preamble_though_all_stands_in_one_line():
    line = "UBND TỈNH MINH HẢI SỞ Y TẾ Số: 8/KH-SYT CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc \
Minh Hải, ngày 3 tháng 4 năm 2025"
    header = header_of(letterhead(line, "", "KẾ HOẠCH", "", "Tiêm chủng mở rộng năm 2025"))
    assert (header.number, header.issuer, header.title) == (
        "8/KH-SYT", "Sở Y tế tỉnh Minh Hải", "Tiêm chủng mở rộng năm 2025",
    )  # fmt: skip


def test_a_party_letterhead_in_one_row_of_a_table_is_read():
    row = (
        "| TỈNH ỦY MINH HẢI BAN TỔ CHỨC * Số 07-KH/BTCTU | ĐẢNG CỘNG SẢN VIỆT NAM Minh Hải, ngày 02 tháng 01 năm 2026 |"
    )
    text = letterhead(row, "|---|---|", "", "KẾ HOẠCH", "", "Kiểm tra công tác đảng viên")
    header = skeleton_of(carry(text.encode(), "plan.md")).header
    assert (header.number, header.dated) == ("07-KH/BTCTU", date(2026, 1, 2))


def test_marks_a_crawler_left_in_plain_text_are_no_words():
    assert header_of(letterhead("**KẾ HOẠCH**", "", "**Trồng cây ven đê**")).title == "Trồng cây ven đê"


def test_the_first_basis_is_no_part_of_a_title():
    header = header_of(
        letterhead("ỦY BAN NHÂN DÂN XÃ ĐẦM LỚN Số: 3/QĐ-UBND CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Đầm Lớn, ngày 6 \
tháng 2 năm 2026 QUYẾT ĐỊNH Về việc ban hành Kế hoạch trồng cây")
    )  # fmt: skip
    assert header.title == "Về việc ban hành Kế hoạch trồng cây"


def test_a_long_abstract_of_a_letter_is_its_title():
    about = (
        "rà soát và chuẩn hóa số liệu ao nuôi sau sắp xếp, gắn liền với dữ liệu đất đai, tọa độ ao, tuyến mương, mã \
vùng nuôi và mã cơ sở nuôi của từng hộ"
    )
    header = header_of(
        letterhead("ỦY BAN NHÂN DÂN", "TỈNH MINH HẢI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 85/UBND-NN", "",
                   f"V/v {about}", "", "Minh Hải, ngày 3 tháng 4 năm 2025", "", "Kính gửi: Các sở, ban, ngành.")
    )  # fmt: skip
    assert header.title == f"R{about[1:]}"


def notice(*end: str) -> str:
    return "\n\n".join(
        ("THÔNG BÁO", "KẾT LUẬN CỦA PHÓ CHỦ TỊCH TẠI BUỔI HỌP VỀ TRỒNG CÂY", "I. VIỆC", "Trồng cây.", *end)
    )


def test_without_letterhead_the_office_that_announces_speaks_in_a_notice():
    header = header_of(notice("Văn phòng Ủy ban nhân dân tỉnh Minh Hải thông báo để các sở biết, thực hiện./."))
    assert header.issuer == "Văn phòng Ủy ban nhân dân tỉnh Minh Hải"


def test_the_committee_that_is_signed_for_speaks():
    lines = letterhead("TỈNH ĐOÀN MINH HẢI", "BCH ĐOÀN XÃ ĐẦM LỚN", "Số: 4-KH/ĐTN", "ĐOÀN TNCS HỒ CHÍ MINH",
                       "Đầm Lớn, ngày 3 tháng 4 năm 2026", "KẾ HOẠCH", "Trồng cây")  # fmt: skip
    header = header_of(f"{lines}\nNơi nhận:\n- Lưu: VT.\nTM. BAN THƯỜNG VỤ\nBÍ THƯ\nLý Văn Mẫu\n")
    assert header.issuer.lower() == "ban thường vụ đoàn xã đầm lớn"


def test_a_table_of_those_addressed_does_not_end_the_preamble_of_a_telegram():
    text = (
        "CÔNG ĐIỆN\n\nVỀ TRỒNG CÂY\n\n**CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:**\n\n| - Các sở; | - Các xã. |\n|---|---|\n\
\nThực hiện Chỉ thị số 5/CT-TTg ngày 3/4/2025, yêu cầu:\n\n1. Các sở\n\nTrồng cây.\n"
    )
    assert [basis.citation for basis in skeleton_of(carry(text.encode(), "x.md")).legal_bases] == ["5/CT-TTg"]


def test_what_a_page_calls_a_letter_stands_in_for_a_lost_abstract():
    page = "| **Số hiệu:** | 85/UBND-NN | **Loại văn bản:** | Công văn |\n|---|---|---|---|\n\nKính gửi: Các sở.\n\
Trồng cây.\n\
\nCông văn 85/UBND-NN năm 2025 về trồng cây ven đê sông Cái do Ủy ban nhân dân tỉnh Minh Hải ban hành\n"
    assert skeleton_of(carry(page.encode(), "x.md")).header.title == "Trồng cây ven đê sông Cái"


def test_the_page_may_call_it_so_in_the_last_row_of_an_annex():
    page = "| **Số hiệu:** | 85/UBND-NN | **Loại văn bản:** | Công văn |\n|---|---|---|---|\n\nKính gửi: Các sở.\n\
Trồng cây.\n\
\n| TT | Việc |\n|---|---|\n| 1 | Trồng cây |\n| Công văn 85/UBND-NN năm 2025 trồng cây ven đê do Ban \
Chỉ đạo ban hành | |\n"
    assert skeleton_of(carry(page.encode(), "x.md")).header.title == "Trồng cây ven đê"


def test_a_paper_of_the_party_without_head_names_its_kind_at_the_end():
    text = (
        "Bộ Chính trị yêu cầu thực hiện các nội dung sau:\n\n## I. QUAN ĐIỂM\n\n1. Trồng cây là việc của mọi người."
        "\n\nNghị quyết này phổ biến đến chi bộ."
    )
    header = skeleton_of(carry(text.encode(), "plan.md")).header
    assert (header.kind, header.title) == ("Nghị quyết", None)


def test_those_of_a_citation_do_not_speak():
    sentence = (
        "Để tăng xuất khẩu, Thủ tướng Chính phủ yêu cầu các bộ thực hiện Nghị quyết của Trung ương, Chính phủ và "
    )
    assert speaker(sentence + "chỉ đạo của lãnh đạo.") == "Thủ tướng Chính phủ"


def units_of_today() -> list[str]:
    with (resources.files("lotrinh.areas") / "data" / "current.csv").open(encoding="utf-8") as rows:
        return [row["name"].upper() for row in csv.DictReader(rows)]


def test_no_place_is_taken_for_a_body_of_its_own():
    """Hải Phòng is no office, Yên Sở no department, nor where the line was broken inside its name."""
    for unit in units_of_today():
        *first, last = unit.split()
        for lines in (
            [f"ỦY BAN NHÂN DÂN {unit}"],
            ["ỦY BAN NHÂN DÂN", unit],
            [f"ỦY BAN NHÂN DÂN {' '.join(first)}", last],
        ):
            assert issuer_of(bodies(lines)) == f"ỦY BAN NHÂN DÂN {unit}"


def test_a_committee_of_the_party_speaks_by_its_standing_board_where_that_signs():
    text = (
        "TỈNH ỦY MINH HẢI\n*\nSố 31-KH/TU\n\nĐẢNG CỘNG SẢN VIỆT NAM\nMinh Hải, ngày 19 tháng 3 năm 2025\n\nKẾ HOẠCH\n"
        "phát triển đảng viên năm 2025\n\nI- MỤC TIÊU\n\n1- Kết nạp 20 đảng viên.\n\nII- TỔ CHỨC THỰC HIỆN\n\n"
        "1- Ban Tổ chức Tỉnh ủy theo dõi.\n\nNơi nhận:\n- Các huyện ủy,\n- Lưu Văn phòng Tỉnh ủy.\n\n{}\nBÍ THƯ\n\n"
        "Lý Văn Mẫu\n"
    )
    assert header_of(text.format("T/M BAN THƯỜNG VỤ")).issuer == "Ban Thường vụ Tỉnh ủy Minh Hải"
    assert header_of(text.format("T/M TỈNH ỦY")).issuer == "Tỉnh ủy Minh Hải"
