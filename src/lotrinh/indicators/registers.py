import re

from django.utils.timezone import localdate

from lotrinh.core.periods import Period
from lotrinh.core.registers import Card, May, Register, Section, register
from lotrinh.indicators.choices import Nature
from lotrinh.indicators.measures import all_measures
from lotrinh.indicators.models import DeclaredFigure, Indicator
from lotrinh.organizations.permissions import in_scope, plan_officer, register_writer


def indicator_keeper(who) -> bool:
    """Plan officers, and the command that loads the shipped list: a request always has a user."""
    return who is None or plan_officer(who)


@register
class IndicatorRegister(Register):
    """Danh mục chỉ số"""

    model = Indicator
    key = ("code",)
    columns = ("name", "code", "unit", "nature", "direction", "measure", "owner")
    filters = ("nature", "direction")
    card = Card("name", "unit", "nature", "owner")
    form = (
        Section("Chỉ số", "code", "name", "unit", "decimals", "owner"),
        Section("Định nghĩa", "definition", "other_definitions", "legal_basis"),
        Section("Cách tính", "nature", "direction", "measure"),
    )
    order = ("name_sort",)
    may = May(view=in_scope, change=indicator_keeper)

    def check(self, batch):
        known = {measure.name for measure in all_measures()}
        for row in batch.rows:
            if row.measure and row.measure not in known:
                yield (
                    row,
                    "measure",
                    f"{row}: không có số liệu “{row.measure}”; hãy chọn một tên ở trang chỉ số hoặc để trống.",
                )
            if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", row.code):
                yield row, "code", f"{row}: mã chỉ gồm chữ thường không dấu, số, dấu chấm và dấu gạch."


@register
class DeclaredFigureRegister(Register):
    """Sổ số khai báo"""

    model = DeclaredFigure
    key = ("indicator", "organization", "period")
    columns = ("indicator", "period", "value", "numerator", "denominator", "organization", "document")
    filters = ("indicator", "organization", "period")
    search = ("indicator", "organization")
    card = Card("indicator", "period", "value", "organization")
    form = (
        Section("Chỉ số và kỳ", "indicator", "organization", "period"),
        Section("Giá trị", "value", "numerator", "denominator"),
        Section("Căn cứ", "document", "declarer", "note"),
    )
    order = ("indicator__name_sort", "-ends_on")
    lock_day = "last_day"
    lock_unit = "organization_id"
    lock_form = "indicator__code"
    may = May(view=in_scope, change=register_writer)
    phone = True

    def check(self, batch):
        """A share agrees with its parts, and nobody declares what has not begun."""
        today = localdate()
        indicators = Indicator.objects.in_bulk({row.indicator_id for row in batch.rows})
        for row in batch.rows:
            if (row.numerator is None) != (row.denominator is None):
                yield row, "denominator", f"{row}: hãy ghi cả tử số và mẫu số, hoặc để trống cả hai."
            if Period.parse(row.period).first > today:
                yield row, "period", f"{row}: kỳ này chưa bắt đầu; không khai trước được."
            if row.denominator is not None and row.denominator <= 0:
                yield row, "denominator", f"{row}: mẫu số phải lớn hơn 0."
            elif row.numerator is not None and indicators[row.indicator_id].nature == Nature.RATIO:
                share = row.numerator / row.denominator * (100 if indicators[row.indicator_id].unit == "%" else 1)
                if abs(share - row.value) > 0.06:
                    yield (
                        row,
                        "value",
                        f"{row}: {row.numerator} ÷ {row.denominator} là {share:.2f}, không phải {row.value}.",
                    )
