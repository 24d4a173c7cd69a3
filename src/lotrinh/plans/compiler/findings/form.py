"""F: faults of form against Nghị định 30/2020/NĐ-CP that the text shows."""

import re
from collections.abc import Iterator

from ..values import Block, BlockKind, Compiled, Place, Severity
from .blanks import blank_date
from .rule import Fault, rule


def _is_party(compiled: Compiled) -> bool:
    """Party documents follow the Party Office's own guidance, not the decree."""
    return bool(re.match(r"\W*ĐẢNG CỘNG SẢN", "\n".join(block.text for block in compiled.skeleton.blocks[:6]))) or bool(
        re.search(r"-\w+/(?:TW|TU|ĐU|BTGDV\w*|VPTW)\b", compiled.skeleton.header.number or "")
    )


@rule(
    "F001", Severity.WARNING, "Không có số, ký hiệu",
    reason="Văn bản không có số thì không viện dẫn, không tra cứu được.",
    example="Phần đầu không có dòng “Số: …/KH-UBND”.",
    mend="Ghi số và ký hiệu.",
)  # fmt: skip
def no_number(compiled: Compiled) -> Iterator[Fault]:
    header = compiled.skeleton.header
    if header.number is None and header.symbol is None:
        yield Fault(None, "Văn bản không có số, ký hiệu.", "", 0.8)


@rule(
    "F002", Severity.WARNING, "Không có ngày, tháng, năm ban hành",
    reason="Thời hạn, hiệu lực và thứ tự văn bản đều tính từ ngày ban hành.",
    example="Phần đầu không có dòng địa danh, ngày tháng.",
    mend="Ghi địa danh và ngày, tháng, năm ban hành.",
)  # fmt: skip
def no_date(compiled: Compiled) -> Iterator[Fault]:
    if compiled.skeleton.header.dated is None and not any(blank_date(compiled)):
        yield Fault(None, "Văn bản không có ngày, tháng, năm ban hành.", "", 0.8)


@rule(
    "F003", Severity.NOTE, "Không có nơi nhận",
    reason="Không có nơi nhận thì không biết văn bản gửi cho ai.",
    example="Cuối văn bản không có “Nơi nhận:”.",
    mend="Thêm phần nơi nhận, dòng cuối là “Lưu: VT, …”.",
)  # fmt: skip
def no_recipients(compiled: Compiled) -> Iterator[Fault]:
    if not compiled.skeleton.recipients:
        yield Fault(None, "Văn bản không có phần nơi nhận.", "", 0.7)


@rule(
    "F004", Severity.NOTE, "Nội dung không kết thúc bằng “./.”",
    reason="Dấu “./.” cho biết nội dung đã hết, không bị mất trang.",
    example="… triển khai thực hiện.",
    mend="Kết thúc nội dung bằng “./.”.",
)  # fmt: skip
def no_end_mark(compiled: Compiled) -> Iterator[Fault]:
    skeleton = compiled.skeleton
    if _is_party(compiled) or not skeleton.recipients:
        return
    texts = [block.text for block in skeleton.blocks[: skeleton.recipients[0].place.block + 1]]
    if texts and not any(re.search(r"\./\.?|\.\s*/\s*\.?\s*$", text) for text in texts):
        yield Fault(None, "Nội dung không kết thúc bằng “./.”.", "", 0.7)


@rule(
    "F005", Severity.NOTE, "Số văn bản nhỏ hơn 10 không có số 0 ở trước",
    reason="Nghị định 30/2020/NĐ-CP: số dưới 10 phải ghi thêm số 0 phía trước.",
    example="Số: 5/KH-UBND.",
    mend="Ghi 05/KH-UBND.",
)  # fmt: skip
def short_number(compiled: Compiled) -> Iterator[Fault]:
    number = compiled.skeleton.header.number
    if number and re.match(r"[1-9]\s*[/-]", number):
        yield Fault(None, f"Số {number} phải ghi là 0{number}.", number)


_PLACE_DATE = re.compile(r",\s*ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+\d{4}")


@rule(
    "F006", Severity.NOTE, "Ngày, tháng ban hành viết sai thể thức",
    reason="Nghị định 30/2020/NĐ-CP: ngày dưới 10 và tháng 1, 2 có số 0 ở trước; tháng 3 đến 9 thì không.",
    example="Hà Nội, ngày 5 tháng 2 năm 2025.",
    mend="Viết ngày 05 tháng 02; tháng 3 đến 9 viết một chữ số.",
)  # fmt: skip
def date_form(compiled: Compiled) -> Iterator[Fault]:
    skeleton = compiled.skeleton
    for block in skeleton.blocks[: max(skeleton.body.start, 1)]:
        match = _PLACE_DATE.search(block.text) if not _is_basis(block) else None
        if match:
            day, month = match.groups()
            if (int(day) < 10 and len(day) == 1) or (month in ("1", "2")) or (len(month) == 2 and 3 <= int(month) <= 9):
                yield Fault(
                    Place(block.index, match.start(), match.end()),
                    f"Ngày ban hành “ngày {day} tháng {month}” viết sai thể thức.",
                    f"{day}, {month}",
                )
            return


def _is_basis(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and len(block.text) > 160


@rule(
    "F007", Severity.NOTE, "Không có chữ ký hoặc tên người ký",
    reason="Không biết ai ký thì không biết văn bản đã ban hành hay còn dự thảo.",
    example="Sau nội dung không có chức vụ và họ tên.",
    mend="Ghi quyền hạn, chức vụ và họ tên người ký.",
)  # fmt: skip
def no_signer(compiled: Compiled) -> Iterator[Fault]:
    if compiled.skeleton.header.signer is None:
        yield Fault(None, "Không tìm thấy tên người ký.", "", 0.6)
