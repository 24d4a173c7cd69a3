from datetime import date

import pytest

from lotrinh.plans.compiler.bases import read_legal_bases
from lotrinh.plans.compiler.citations import DOCUMENT_NUMBER, any_date, printed
from lotrinh.plans.compiler.values import Block, BlockKind

title = "Reading numbers, dates and legal bases"


def bases(*lines: str) -> list[str]:
    blocks = [Block(number, BlockKind.PARAGRAPH, line) for number, line in enumerate(lines)]
    return [basis.citation for basis in read_legal_bases(blocks)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Quyết định số 15/QĐ-UBND", "15/QĐ-UBND"),
        ("Nghị định số 80/2021/NĐ-CP", "80/2021/NĐ-CP"),
        ("Luật số 85/2015/QH13", "85/2015/QH13"),
        ("Chương trình số 10-CTr/TU", "10-CTr/TU"),
        ("Nghị quyết số 71/NQ -CP", "71/NQ-CP"),
        ("Thông báo số 9/TB-VPCP&TH", "9/TB-VPCP&TH"),
    ],
)
def test_a_number_is_read_whole_and_its_gaps_closed(text, number):
    assert printed(DOCUMENT_NUMBER.search(text)) == number


@pytest.mark.parametrize("text", ["ngày 15/8/2025", "tỷ lệ 3/4", "QCVN 05:2025/BNNMT", "giai đoạn 2021-2025"])
def test_dates_fractions_and_standards_are_no_numbers_of_documents(text):
    assert DOCUMENT_NUMBER.search(text) is None


def test_dates_are_read_in_words_and_figures():
    assert any_date("ngày 05 tháng 3 năm 2026") == any_date("ngày 5/3/2026") == date(2026, 3, 5)
    assert any_date("ngày 31/02/2026") is None


def test_a_number_inside_another_citation_counts_and_each_stands_once():
    line = "Căn cứ Kế hoạch số 5/KH-UBND về thực hiện Nghị quyết số 9-NQ/TU; Kế hoạch số 5/KH-UBND;"
    assert bases(line) == ["5/KH-UBND", "9-NQ/TU"]


def test_a_law_without_number_stands_by_its_name_without_the_date():
    assert bases("Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017;") == ["Luật Lâm nghiệp"]


def test_a_law_that_amends_others_is_named_whole():
    line = "Căn cứ Luật Thủy lợi; Luật sửa đổi, bổ sung một số điều của Luật Thủy lợi, Luật Đê điều ngày 17/6/2020;"
    assert bases(line) == ["Luật Thủy lợi", "Luật sửa đổi, bổ sung một số điều của Luật Thủy lợi, Luật Đê điều"]


def test_laws_that_a_numbered_document_amends_are_not_cited_for_themselves():
    line = "Căn cứ Luật số 97/2025/QH15 về sửa đổi một số điều của Luật Lâm nghiệp, Luật Thủy sản;"
    assert bases(line) == ["97/2025/QH15"]


def test_a_basis_knows_kind_issuer_and_day():
    line = "Thực hiện Nghị quyết số 12/NQ-CP ngày 04/5/2025 của Chính phủ về phát triển rừng;"
    (basis,) = read_legal_bases([Block(0, BlockKind.PARAGRAPH, line)])
    assert (basis.kind, basis.issuer, basis.dated) == ("Nghị quyết", "Chính phủ", date(2025, 5, 4))
