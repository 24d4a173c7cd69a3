from datetime import date

from lotrinh.documents.writing.structure import (
    Appendix,
    Column,
    Heading,
    Letterhead,
    OfficialText,
    Paragraph,
    Picture,
    Signature,
    Table,
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">'
    '<rect width="200" height="100" fill="#ddd"/></svg>'
)


def wide_table(rows: int = 3) -> Table:
    columns = (Column("Chỉ tiêu", 3), *(Column(f"Cột {n}", 1, numeric=True) for n in range(1, 7)))
    return Table(columns, tuple((f"Chỉ tiêu {n}", *"123456") for n in range(rows)))


def report(**changes) -> OfficialText:
    """A whole report: two bases, every kind of block, two recipients, one wide appendix."""
    values = {
        "letterhead": Letterhead(
            issuer="PHÒNG KINH TẾ THỬ",
            superior="UBND PHƯỜNG THỬ",
            issuer_in_text="Phòng Kinh tế phường Thử",
            symbol="BC-KT",
            number=7,
            place="Thử",
            day=date(2026, 2, 5),
        ),
        "kind": "Báo cáo",
        "abstract": "Kết quả thực hiện Kế hoạch quý I năm 2026",
        "bases": ("Căn cứ Nghị định thử", "Thực hiện Kế hoạch thử."),
        "body": (
            Heading(1, "I.", "Tình hình"),
            Paragraph.of("Đã triển khai các việc được giao.", "-"),
            Table(
                (Column("Đơn vị", 2), Column("Xong", numeric=True)),
                (("A", "3"), ("Cộng", "3")),
                "Bảng 1",
                strong=frozenset({1}),
            ),
            Picture(SVG, "Một hình chữ nhật", "Hình 1"),
            Paragraph.of("Trên đây là báo cáo."),
        ),
        "signature": Signature(("TRƯỞNG PHÒNG",), "Nguyễn Văn Thử"),
        "recipients": ("Sở Thử", "Lưu: VT, KT"),
        "appendices": (Appendix("Kết quả chỉ tiêu", (wide_table(),)),),
    }
    return OfficialText(**values | changes)
