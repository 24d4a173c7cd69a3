"""Forms that stand in law, as ready rounds: Biểu 01–04 of Thông tư 14/2024/TT-BCT, Phụ lục I (docs/sources.md)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lotrinh.collection.choices import Adding, QuestionKind
from lotrinh.collection.models import Question
from lotrinh.core.periods import Period
from lotrinh.organizations.choices import OrganizationLevel

BILLION, HECTARE = "tỷ đồng", "ha"
_BUILT = "có nhà máy xử lý nước thải đã hoặc đang xây dựng"


@dataclass(frozen=True)
class Asked:
    """One numbered item of a printed form."""

    key: str
    label: str
    unit: str
    adding: Adding = Adding.LEVEL
    numerator: str = ""
    denominator: str = ""
    required: bool = True

    def question(self) -> Question:
        is_share = self.unit == "%"
        return Question(
            key=self.key,
            label=self.label,
            unit=self.unit,
            kind=QuestionKind.NUMBER,
            whole=self.unit in ("cụm", "dự án", "người"),
            required=self.required,
            least=Decimal(0),
            most=Decimal(100) if is_share else None,
            adding=self.adding,
            numerator=self.numerator,
            denominator=self.denominator,
        )


@dataclass(frozen=True)
class ReadyForm:
    """A form as printed: asked by its own questions, or by the register that keeps the returns."""

    code: str
    title: str
    due: tuple[tuple[int, int], tuple[int, int]]
    """(day, month) before which the half-year and the year's report must have come in."""
    levels: tuple[OrganizationLevel, ...]
    items: tuple[Asked, ...] = ()
    rules: str = ""
    register: str = ""
    instructions: str = ""

    def questions(self) -> list[Question]:
        return [item.question() for item in self.items]

    def due_on(self, period: Period) -> date:
        """The last day still before the printed one."""
        day, month = self.due[0] if period.kind == "half" and period.number == 1 else self.due[1]
        return date.fromordinal(date(period.year, month, day).toordinal() - 1)


_ITEMS = (
    Asked("1", "Số cụm trong phương án phát triển", "cụm"),
    Asked("2", "Diện tích các cụm trong phương án phát triển", HECTARE),
    Asked("3", "Số cụm đã thành lập", "cụm"),
    Asked("4", "Diện tích các cụm đã thành lập", HECTARE),
    Asked("5", "Số cụm thành lập trong kỳ", "cụm", Adding.FLOW),
    Asked("6", "Diện tích các cụm thành lập trong kỳ", HECTARE, Adding.FLOW),
    Asked("7", "Số cụm do doanh nghiệp làm chủ đầu tư", "cụm"),
    Asked("8", "Diện tích các cụm do doanh nghiệp làm chủ đầu tư", HECTARE),
    Asked("9", "Số cụm đã có quy hoạch chi tiết", "cụm"),
    Asked("10", "Diện tích các cụm đã có quy hoạch chi tiết", HECTARE),
    Asked("11", "Số cụm đã duyệt dự án hạ tầng", "cụm"),
    Asked("12", "Diện tích các cụm đã duyệt dự án hạ tầng", HECTARE),
    Asked("13", "Vốn đầu tư hạ tầng được duyệt", BILLION),
    Asked("14", "Vốn đầu tư hạ tầng đã thực hiện, luỹ kế", BILLION),
    Asked("15", "Số cụm đang hoạt động", "cụm"),
    Asked("15.1", "trong đó: đã có quyết định thành lập", "cụm"),
    Asked("15.2", "trong đó: chưa có quyết định thành lập", "cụm"),
    Asked("15.3", "trong đó: cụm làng nghề", "cụm", required=False),
    Asked("15.4", "trong đó: cụm chuyên ngành", "cụm", required=False),
    Asked("16", "Diện tích các cụm đang hoạt động", HECTARE),
    Asked("16.1", "trong đó: của cụm đã có quyết định thành lập", HECTARE),
    Asked("16.2", "trong đó: của cụm chưa có quyết định thành lập", HECTARE),
    Asked("16.3", "trong đó: của cụm làng nghề", HECTARE, required=False),
    Asked("16.4", "trong đó: của cụm chuyên ngành", HECTARE, required=False),
    Asked("17", "Đất công nghiệp theo quy hoạch chi tiết", HECTARE),
    Asked("18", "Đất công nghiệp đã cho thuê", HECTARE),
    Asked("19", "Tỷ lệ lấp đầy bình quân", "%", Adding.RATIO, "18", "17"),
    Asked("20", "Số dự án đầu tư trong cụm", "dự án"),
    Asked("21", "trong đó: có vốn nước ngoài", "dự án"),
    Asked("22", "trong đó: đang hoạt động", "dự án"),
    Asked("23", "Doanh thu trong kỳ", BILLION, Adding.FLOW),
    Asked("24", "Nộp ngân sách trong kỳ", BILLION, Adding.FLOW),
    Asked("25", "Số lao động", "người"),
    Asked("26", f"Số cụm {_BUILT}", "cụm"),
    Asked("27", "Số cụm có nhà máy xử lý nước thải đạt quy chuẩn", "cụm"),
)
_RULES = "15 = 15.1 + 15.2\n16 = 16.1 + 16.2\n18 <= 17\n21 <= 20\n22 <= 20\n27 <= 26"
_SHARE = "Mục 19 bằng mục 18 chia mục 17."
_COMMUNE, _PROVINCE = (OrganizationLevel.COMMUNE,), (OrganizationLevel.PROVINCE,)

_BEFORE_20, _BEFORE_25, _BEFORE_END = ((20, 6), (20, 12)), ((25, 6), (25, 12)), ((30, 6), (31, 12))
_FIRST = "Biểu 01: cơ sở sản xuất trong cụm"
_SECOND = "Biểu 02: chủ đầu tư hạ tầng cụm"
_THIRD = "Biểu 03: cụm công nghiệp trên địa bàn"
_FOURTH = "Biểu 04: cụm công nghiệp của tỉnh"

FORMS = {
    form.code: form
    for form in (
        ReadyForm("bieu-01", _FIRST, _BEFORE_20, _COMMUNE, register="phieu-bieu-01"),
        ReadyForm("bieu-02", _SECOND, _BEFORE_20, _COMMUNE, register="phieu-bieu-02"),
        ReadyForm("bieu-03", _THIRD, _BEFORE_25, _COMMUNE, _ITEMS, _RULES, instructions=_SHARE),
        ReadyForm("bieu-04", _FOURTH, _BEFORE_END, _PROVINCE, _ITEMS, _RULES, instructions=_SHARE),
    )
}


def usable_forms() -> list[ReadyForm]:
    return list(FORMS.values())


def last_period(day: date) -> Period:
    """The half-year or year whose report is due next, in the reporting window."""
    if day.month <= 6:
        return Period("half", day.year, 1, "report")
    return Period("year", day.year, 1, "report")
