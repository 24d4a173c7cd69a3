from datetime import date

import pytest

from lotrinh.plans.compiler.carriers import carry
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
    assert header.issuer.lower() == "ban thường trực ủy ban mttq việt nam xã đầm lớn"
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
