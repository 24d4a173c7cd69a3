"""One round of the demo: the plan's officer asks the wards and their Fatherland Fronts for a quarter's figures."""

from datetime import timedelta

from django.utils.timezone import localdate

from lotrinh.collection import actions
from lotrinh.collection.actions import Author
from lotrinh.collection.choices import Adding, Via
from lotrinh.collection.models import Question, Round, RoundUnit
from lotrinh.core.models import User
from lotrinh.core.periods import Period
from lotrinh.demo.offices import office_named
from lotrinh.demo.sign_ins import COMMITTEE, DIVISION, FRONT, WARD_OFFICERS, WARDS

ANSWERED = {0: ("6", "410", "3", "4"), 1: ("2", "95", "1", "2"), 2: ("5", "388", "2", "2")}
"""Invented answers of the three wards, question by question."""


def ask_for_the_quarter(*, by: User) -> Round:
    """Asked of six units: one accepted, one waiting to be looked at, one returned, three not opened."""
    asker = office_named(DIVISION.format("Cao Lãnh"))
    units = [office_named(name.format(ward)) for name in (COMMITTEE, FRONT) for ward in WARDS]
    day = localdate()
    prepared = actions.prepare(
        asker=asker,
        title="Tuyên truyền và đối thoại với cơ sở sản xuất (số liệu mẫu)",
        period=Period.covering(day, "quarter", "report").previous(),
        due=day + timedelta(days=7),
        units=units,
        questions=_questions(),
        rules="3 <= 4",
        instructions="Chỉ tính buổi do đơn vị chủ trì. Có văn bản kèm theo thì gửi tệp.",
        by=by,
        sent_as="ban-minh-hoa",
        is_sample=True,
    )
    round = actions.open_round(round=prepared, by=by)
    _answer(round, by)
    return round


def _questions() -> list[Question]:
    return [
        Question(key="1", label="Buổi tuyên truyền, đối thoại", unit="buổi", whole=True, least=0),
        Question(key="2", label="Lượt người dự", unit="lượt", whole=True, least=0),
        Question(key="3", label="Kiến nghị đã trả lời", unit="kiến nghị", whole=True, least=0),
        Question(key="4", label="Kiến nghị đã nhận", unit="kiến nghị", whole=True, least=0),
        Question(
            key="5",
            label="Tỷ lệ kiến nghị đã trả lời",
            unit="%",
            required=False,
            least=0,
            most=100,
            adding=Adding.RATIO,
            numerator="3",
            denominator="4",
        ),
        Question(key="6", label="Văn bản kèm theo", kind="file", required=False, adding=Adding.NONE),
    ]


def _answer(round: Round, officer: User) -> None:
    lines = [_line(round, COMMITTEE.format(ward)) for ward in WARDS]
    for at, line in enumerate(lines):
        author = Author(Via.PAGE, user=User.objects.get(username=WARD_OFFICERS[at].username))
        typed = dict(zip("1234", ANSWERED[at], strict=True))
        actions.send(line=line, typed=typed, seen=0, author=author)
    actions.accept(lines=lines[:1], by=officer)
    notes = {"2": "Đề nghị tính lại: trung bình 48 người một buổi, các kỳ trước khoảng 70."}
    actions.hand_back(line=lines[1], reason="Số lượt người dự thấp hơn thường lệ.", notes=notes, by=officer)


def _line(round: Round, unit: str) -> RoundUnit:
    return RoundUnit.objects.with_names().get(round=round, unit__name=unit)
