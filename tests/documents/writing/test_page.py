from lotrinh.documents.writing.page import to_page
from lotrinh.documents.writing.structure import Paragraph
from tests.documents.writing.samples import report


def test_the_page_holds_head_body_recipients_and_appendix():
    page = to_page(report())
    for text in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 07/BC-KT",
        "<h2>I. TÌNH HÌNH</h2>",
        "báo cáo./.",
        "- Sở Thử;",
        "KẾT QUẢ CHỈ TIÊU",
    ):
        assert text in page


def test_every_text_is_escaped():
    page = to_page(report(abstract="<script>", body=(Paragraph.of("<img onerror=x>"),)))
    assert "<script>" not in page
    assert "<img onerror" not in page


def test_nothing_in_it_needs_a_looser_content_policy():
    page = to_page(report())
    assert "style=" not in page
    assert "<script" not in page
