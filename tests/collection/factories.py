"""A department that asks, wards that answer."""

import secrets
from datetime import date, timedelta

from django.utils.timezone import localdate

from lotrinh.collection import actions
from lotrinh.collection.actions import Author
from lotrinh.collection.choices import Adding, Via
from lotrinh.collection.models import Question, RoundUnit
from lotrinh.core.periods import Period
from lotrinh.organizations.choices import OrganizationKind, OrganizationLevel, Role
from tests.areas.factories import AreaFactory, ProvinceFactory
from tests.organizations.factories import OrganizationFactory, person

YEAR = Period("year", 2025)


class Town:
    """A province's department with an officer, and `count` wards of the province, each with an officer."""

    def __init__(self, count: int = 2):
        self.province = ProvinceFactory()
        self.department = OrganizationFactory(
            area=self.province, level=OrganizationLevel.PROVINCE, kind=OrganizationKind.DEPARTMENT
        )
        self.officer = person(Role.PLAN_OFFICER, self.department)
        self.wards = [OrganizationFactory(area=AreaFactory(parent=self.province)) for _ in range(count)]
        self.people = [person(Role.WARD_OFFICER, ward) for ward in self.wards]

    def ask(self, questions=None, *, is_open=True, units=None, period=YEAR, due: date | None = None, **more):
        """A round to all wards: two numbers and their share, unless other questions are given."""
        given = {
            "asker": self.department,
            "title": "Cụm công nghiệp trên địa bàn",
            "period": period,
            "due": due or localdate() + timedelta(days=5),
            "units": units or self.wards,
            "by": self.officer,
            "sent_as": secrets.token_hex(8),
        }
        if not more.get("register"):
            given["questions"] = fill_questions() if questions is None else questions
        made = actions.prepare(**given | more)
        return actions.open_round(round=made, by=self.officer) if is_open else made

    def line(self, round, at: int = 0) -> RoundUnit:
        return RoundUnit.objects.with_names().get(round=round, unit=self.wards[at])

    def send(self, round, at: int = 0, *, reason="", **typed):
        line = self.line(round, at)
        author = Author(Via.PAGE, user=self.people[at])
        return actions.send(line=line, typed=typed, seen=line.edition, author=author, reason=reason)

    def accept(self, round, *ats: int):
        accepted, refused = actions.accept(lines=[self.line(round, at) for at in ats], by=self.officer)
        assert refused == []
        return accepted


def fill_questions():
    """Land let, land planned, and the share of the one in the other."""
    return [
        Question(key="a", label="Đất đã cho thuê", unit="ha", adding=Adding.LEVEL, least=0),
        Question(key="b", label="Đất theo quy hoạch", unit="ha", adding=Adding.LEVEL, least=0),
        Question(
            key="c",
            label="Tỷ lệ lấp đầy",
            unit="%",
            adding=Adding.RATIO,
            numerator="a",
            denominator="b",
            required=False,
        ),
    ]
