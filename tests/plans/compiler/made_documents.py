"""Invented documents for the readers' tests: a plan as text, as Word, as a page, as PDF."""

import io
import zipfile

import docx
import typst

PLAN = """ỦY BAN NHÂN DÂN
TỈNH MINH HẢI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND
Minh Hải, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
TRỒNG CÂY PHÂN TÁN TRÊN ĐỊA BÀN TỈNH MINH HẢI NĂM 2026

Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017;
Thực hiện Kế hoạch số 77-KH/TU ngày 01/02/2026 của Tỉnh ủy Minh Hải về phủ xanh đất trống;
Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau:

I. MỤC TIÊU
1. Mục tiêu chung
Phủ xanh các tuyến đường liên xã.
2. Mục tiêu cụ thể
- Trồng 20.000 cây phân tán.
II. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Môi trường
Chủ trì hướng dẫn kỹ thuật.
2. Ủy ban nhân dân các xã
Bố trí đất trồng cây./.

Nơi nhận:
- Bộ Nông nghiệp và Môi trường;
- Thường trực Tỉnh ủy;
- Lưu: VT, NNMT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lý Văn Mẫu
"""


def plan_in_word(change=None) -> bytes:
    """The plan as a docx with letterhead and signature in tables; `change` may alter it before it is saved."""
    document = docx.Document()
    head, _, rest = PLAN.partition("\n\n")
    body, _, end = rest.partition("\nNơi nhận:")
    left, right = document.add_table(1, 2).rows[0].cells
    lines = head.split("\n")
    left.text = "\n".join([*lines[:2], lines[4]])
    right.text = "\n".join([*lines[2:4], lines[5]])
    for line in body.split("\n"):
        document.add_paragraph(line)
    recipients, _, signature = end.partition("TM.")
    left, right = document.add_table(1, 2).rows[0].cells
    left.text, right.text = "Nơi nhận:" + recipients, "TM." + signature
    if change:
        change(document)
    return saved(document)


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def in_pdf(markup: str) -> bytes:
    """A typst text as PDF, in a font every installation of typst carries."""
    setting = '#set page(paper: "a4", margin: 2.5cm)\n#set text(font: "Libertinus Serif", size: 12pt, lang: "vi")\n'
    return typst.compile((setting + markup).encode())


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """A zip file with one part put in or replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info.filename))
        new.writestr(name, content)
    return stream.getvalue()
