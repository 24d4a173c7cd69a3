"""A damaged plan is read a little worse, and what was guessed is told: labels lost, tones lost, lines broken."""

import re
import unicodedata
from collections import Counter

import pytest

from lotrinh.core.vietnamese import fold
from lotrinh.plans.compiler.gold import as_gold
from lotrinh.plans.compiler.pipeline import compile_document

PLAN = """ỦY BAN NHÂN DÂN
TỈNH MINH HẢI

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 31/KH-UBND

Minh Hải, ngày 12 tháng 2 năm 2026

KẾ HOẠCH
Phát triển chợ nông thôn trên địa bàn tỉnh Minh Hải đến năm 2030

Căn cứ Nghị định số 60/2024/NĐ-CP ngày 05/6/2024 của Chính phủ về phát triển và quản lý chợ;

Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau:

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

Bảo đảm hàng hóa lưu thông thuận lợi giữa các xã.

2. Yêu cầu

Việc đầu tư chợ phải phù hợp với quy hoạch.

II. MỤC TIÊU ĐẾN NĂM 2030

- Tối thiểu 85% số xã có chợ đạt chuẩn.

- Xây mới 24 chợ, cải tạo 36 chợ; tập huấn cho 1.200 tiểu thương.

- Giảm số chợ tự phát xuống dưới 10 điểm.

III. NHIỆM VỤ

1. Rà soát quy hoạch

- Rà soát quy hoạch mạng lưới chợ, hoàn thành trong quý III năm 2026.

2. Huy động nguồn lực

- Lồng ghép vốn của các chương trình mục tiêu quốc gia.

3. Đổi mới quản lý

- Chuyển đổi mô hình quản lý chợ theo hướng xã hội hóa.

4. An toàn thực phẩm

- Kiểm tra hàng hóa bán tại chợ mỗi quý một lần.

IV. TỔ CHỨC THỰC HIỆN

1. Sở Công Thương

- Chủ trì, phối hợp với Sở Xây dựng thẩm định quy hoạch chợ.

- Tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 12 hằng năm.

2. Sở Y tế

- Phối hợp với Sở Công Thương kiểm tra an toàn thực phẩm.

3. Ủy ban nhân dân các xã

- Bố trí quỹ đất xây dựng chợ.

4. Đề nghị Hội Nông dân tỉnh vận động hội viên đưa nông sản vào chợ./.

Nơi nhận:
- Bộ Công Thương;
- Thường trực Tỉnh ủy;
- Các sở, ban, ngành;
- Lưu: VT, KT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Thị Mẫu
"""


def found(text: str, name: str = "plan.txt") -> dict[str, Counter]:
    """What was read, made comparable: headings, targets, duties and recipients without marks."""
    gold = as_gold(compile_document(text.encode(), name))
    return {
        "outline": Counter(fold(node["heading"]) for node in gold["outline"]),
        "targets": Counter((target["value"], fold(target["unit"]), target["by"]) for target in gold["targets"]),
        "duties": Counter((fold(one["unit"]), one["role"]) for one in gold["assignments"]),
        "recipients": Counter(fold(line) for line in gold["recipients"]),
    }


def kept(damaged: dict[str, Counter]) -> dict[str, float]:
    """F1 of each field against the undamaged plan."""
    whole = found(PLAN)
    return {
        name: 2 * (whole[name] & damaged[name]).total() / (whole[name].total() + damaged[name].total())
        for name in whole
    }


def without_labels(text):
    return re.sub(r"(?m)^(?:2|3)\. (?=Huy|Đổi)", "", text)


def without_blank_lines(text):
    return re.sub(r"\n{2,}", "\n", text)


def wrapped(text):
    """Broken at 60 characters, in the middle of names and numbers."""
    return re.sub(r"(.{40,60}) ", r"\1\n", text)


def decomposed(text):
    return unicodedata.normalize("NFD", text)


def toneless_in_one_block(text):
    line = "- Xây mới 24 chợ, cải tạo 36 chợ; tập huấn cho 1.200 tiểu thương."
    plain = "".join(char for char in unicodedata.normalize("NFD", line) if not unicodedata.combining(char))
    return text.replace(line, plain)


def misread_letters(text):
    """As scanners misread: o for 0 in a number, ! for I in a label, ì for í, a full stop for a comma."""
    for right, wrong in (
        ("1.200", "1.2OO"),
        ("III. ", "lII. "),
        ("kí", "kì"),
        ("chợ,", "chợ."),
        ("hội viên", "hộỉ viên"),
    ):
        text = text.replace(right, wrong)
    return text


def double_spaced(text):
    return text.replace(" ", "  ")


def other_bullets(text):
    return re.sub(r"(?m)^- ", "• ", text)


def numbered_pages(text):
    lines = text.split("\n")
    for page, at in enumerate(range(20, len(lines), 22), start=2):
        lines.insert(at, f"{page}")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("damage", "least"),
    [
        (without_labels, {"outline": 1.0, "targets": 1.0, "duties": 1.0, "recipients": 1.0}),
        (without_blank_lines, {"outline": 1.0, "targets": 1.0, "duties": 1.0, "recipients": 1.0}),
        (wrapped, {"outline": 0.9, "targets": 0.9, "duties": 0.9, "recipients": 1.0}),
        (decomposed, {"outline": 1.0, "targets": 1.0, "duties": 1.0, "recipients": 1.0}),
        (toneless_in_one_block, {"outline": 1.0, "targets": 0.7, "duties": 1.0, "recipients": 1.0}),
        (misread_letters, {"outline": 0.9, "targets": 0.8, "duties": 0.9, "recipients": 1.0}),
        (double_spaced, {"outline": 1.0, "targets": 1.0, "duties": 1.0, "recipients": 1.0}),
        (other_bullets, {"outline": 1.0, "targets": 1.0, "duties": 1.0, "recipients": 0.9}),
        (numbered_pages, {"outline": 1.0, "targets": 1.0, "duties": 1.0, "recipients": 1.0}),
    ],
)
def test_what_is_left_is_still_read(damage, least):
    left = kept(found(damage(PLAN)))
    assert {name: round(share, 2) for name, share in left.items() if share < least[name]} == {}


def test_annexes_in_another_order_are_the_same_annexes():
    first, second = "PHỤ LỤC I\nDANH MỤC CHỢ XÂY MỚI\n\n1. Chợ Cây Gòn\n\n", "PHỤ LỤC II\nMẪU BÁO CÁO\n\n1. Kết quả\n\n"
    assert found(PLAN + first + second)["outline"] == found(PLAN + second + first)["outline"]


def test_a_lost_label_is_told():
    compiled = compile_document(without_labels(PLAN).encode(), "plan.txt")
    lost = [node for node in compiled.skeleton.outline if node.label is None]
    assert [node.heading for node in lost] == ["Huy động nguồn lực", "Đổi mới quản lý"]
    assert all(node.confidence < 0.8 and "mất nhãn" in node.trace.rules[0] for node in lost)
    assert [finding.rule for finding in compiled.findings if finding.rule == "N002"]


def test_the_undamaged_plan_is_read_whole():
    assert {name: counts.total() for name, counts in found(PLAN).items()} == {
        "outline": 14, "targets": 5, "duties": 6, "recipients": 4,
    }  # fmt: skip
