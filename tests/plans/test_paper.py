"""A plan written from data is read back as the same data: header, outline, targets, units with their parts."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotrinh.documents.writing.docx import to_docx
from lotrinh.plans.compiler.pipeline import compile_document
from lotrinh.plans.paper import Paper, Passage, official, target_sentence, task_sentence

QUANTITIES = (
    ("tỷ lệ ruộng muối trải bạt", "%"),
    ("sản lượng muối sạch", "tấn"),
    ("số lao động được đào tạo nghề muối", "người"),
    ("số hộ làm muối tham gia tổ hợp tác", "hộ"),
    ("diện tích ruộng muối được cải tạo", "ha"),
)
UNITS = ("Phòng Kinh tế", "Công an phường", "Hội Nông dân phường", "Trạm Y tế phường")
"""Names that hold no comma or dash: those stand in tables (`task_table`), not in sentences."""
DEEDS = (
    "rà soát các ruộng muối bỏ hoang ven đê",
    "hướng dẫn các hộ làm muối trải bạt đúng kỹ thuật",
    "kiểm tra an toàn lao động tại các kho muối",
    "tuyên truyền về muối sạch trên loa phát thanh",
)

ends = st.integers(2027, 2035).map(lambda year: date(year, 12, 31))


@st.composite
def asked(draw):
    (name, unit), comparator = draw(st.sampled_from(QUANTITIES)), draw(st.sampled_from([">", ">=", "<=", "<", "range"]))
    top = 98 if unit == "%" else 5000
    low = draw(st.integers(5, top - 1))
    high = draw(st.integers(low + 1, top)) if comparator == "range" else None
    return {
        "name": name,
        "comparator": comparator,
        "value": Decimal(low),
        "high": None if high is None else Decimal(high),
        "unit": unit,
        "by": draw(ends),
    }


@st.composite
def ordered(draw):
    units = draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=3, unique=True))
    name = draw(st.sampled_from(DEEDS))
    if len(units) == 1 and draw(st.booleans()):
        return {"name": name, "implement": units}
    return {"name": name, "lead": units[:1], "support": units[1:]}


@st.composite
def programmes(draw):
    targets = draw(st.lists(asked(), min_size=1, max_size=4))
    tasks = draw(st.lists(ordered(), min_size=1, max_size=4))
    passages = [Passage("I. MỤC TIÊU", 1), Passage("1. Chỉ tiêu chủ yếu", 2)]
    passages += [Passage(f"- {target_sentence(**one)}") for one in targets]
    passages += [Passage("II. NHIỆM VỤ", 1)]
    passages += [Passage(f"- {task_sentence(**one)}") for one in tasks]
    # The last sentence of a paper ends in “./.”, which no sentence of the data does.
    passages += [Passage("III. TỔ CHỨC THỰC HIỆN", 1), Passage("Kế hoạch này được công bố rộng rãi.")]
    place = draw(st.sampled_from(["Bãi Ngang", "Cửa Rạch", "Hòn Muối"]))
    paper = Paper(
        kind="KẾ HOẠCH",
        title=f"Phát triển nghề muối phường {place} đến năm 2030",
        issuer=f"Ủy ban nhân dân phường {place}",
        number=f"{draw(st.integers(1, 400)):02}/KH-UBND",
        dated=draw(st.dates(date(2025, 8, 1), date(2026, 11, 1))),
        place_name=place,
        signer="Trần Văn Muối",
        signed_for=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        bases=("Căn cứ Nghị quyết số 05/NQ-HĐND ngày 20 tháng 7 năm 2025 của Hội đồng nhân dân phường.",),
        passages=tuple(passages),
        recipients=("Phòng Kinh tế", "Lưu: VT"),
    )
    return paper, targets, tasks


def read(paper):
    return compile_document(to_docx(official(paper)), "ke-hoach.docx")


thorough = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@thorough
@given(programmes())
def test_targets_come_back_with_every_number(made):
    paper, targets, _ = made
    written = Counter(
        (one["comparator"], one["value"], one["high"], one["unit"], str(one["by"].year)) for one in targets
    )
    back = Counter(
        (one.comparator, Decimal(one.value), None if one.high is None else Decimal(one.high), one.unit, one.by)
        for one in read(paper).targets
    )
    assert back == written


@thorough
@given(programmes())
def test_units_come_back_with_their_parts(made):
    paper, _, tasks = made
    written = Counter(
        (unit, role) for one in tasks for role in ("lead", "support", "implement") for unit in one.get(role, ())
    )
    assert Counter((part.unit, part.role) for part in read(paper).assignments) == written


@thorough
@given(programmes())
def test_head_outline_and_recipients_come_back(made):
    paper, _, _ = made
    skeleton = read(paper).skeleton
    header = skeleton.header
    assert (header.number, header.dated, header.title) == (paper.number, paper.dated, paper.title)
    assert (header.issuer, header.place_name, header.signer) == (paper.issuer, paper.place_name, paper.signer)
    headings = [(one.level, one.text) for one in paper.passages if one.level]
    assert [(node.level, f"{node.label} {node.heading}") for node in skeleton.outline] == headings
    assert [one.citation for one in skeleton.legal_bases] == ["05/NQ-HĐND"]
    assert [one.line for one in skeleton.recipients] == list(paper.recipients)


def test_an_abbreviation_at_the_beginning_stays_in_capitals():
    assert target_sentence(name="OCOP", comparator=">", value=Decimal(3), by=date(2030, 12, 31)).startswith(
        "Đến năm 2030, OCOP"
    )


def test_an_offices_own_leading_zeros_are_printed():
    paper = Paper(kind="KẾ HOẠCH", title="Thử", issuer="Sở Muối", number="0204/KH-SM", passages=(Passage("Một câu."),))
    assert official(paper).letterhead.number_line == "Số: 0204/KH-SM"


def test_a_ragged_table_is_evened_out():
    paper = Paper(kind="", title="", issuer="Sở", passages=(Passage(rows=(("TT", "Việc"), ("1",))),))
    (table,) = official(paper).body
    assert table.rows == (("1", ""),)


def test_a_date_that_is_no_years_end_is_written_in_full():
    sentence = target_sentence(name="Kho", comparator="=", value=Decimal(2), unit="kho", by=date(2027, 6, 30))
    assert re.search("Đến ngày 30/06/2027", sentence)
