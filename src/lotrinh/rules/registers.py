from lotrinh.core.registers import Card, May, Register, Section, register
from lotrinh.core.registers.declaration import signed_in
from lotrinh.core.registers.spans import clashes
from lotrinh.organizations.permissions import plan_officer
from lotrinh.rules.choices import Certainty
from lotrinh.rules.models import DatedRule, OfficeDay


def rule_keeper(who) -> bool:
    """Plan officers, and the command that loads the shipped rules: a request always has a user."""
    return who is None or plan_officer(who)


@register
class DatedRuleRegister(Register):
    """Sổ quy định theo thời gian"""

    model = DatedRule
    key = ("key", "valid_from")
    columns = ("label", "value", "unit", "valid_from", "valid_to", "document", "clause", "certainty")
    filters = ("certainty",)
    card = Card("label", "value", "unit", "valid_from", "document")
    form = (
        Section("Quy định", "key", "label", "value", "unit", "text"),
        Section("Hiệu lực", "valid_from", "valid_to"),
        Section("Nguồn", "document", "clause", "certainty", "note"),
    )
    order = ("key", "valid_from")
    may = May(view=signed_in, change=rule_keeper)

    def check(self, batch):
        """Two rows of one key never hold on one day, and each says a number or words."""
        for row in batch.rows:
            if row.valid_to and row.valid_to < row.valid_from:
                yield row, "valid_to", f"{row}: ngày hết hiệu lực trước ngày có hiệu lực."
            if row.value is None and not row.text:
                yield row, "text", f"{row}: hãy ghi giá trị hoặc nội dung."
            if row.certainty == Certainty.UNCONFIRMED and not row.note:
                yield row, "note", f"{row}: quy định chưa đối chiếu cần ghi chú cần kiểm tra điều gì."
        stored = DatedRule.objects.filter(key__in={row.key for row in batch.rows}).exclude(pk__in=batch.before)
        for row, other in clashes(batch.rows, stored, lambda r: r.key, lambda r: (r.valid_from, r.valid_to)):
            yield row, "valid_from", f"{row}: trùng với {other.document}; hãy ghi ngày hết hiệu lực cho dòng cũ."


@register
class OfficeDayRegister(Register):
    """Sổ ngày nghỉ và ngày làm bù"""

    model = OfficeDay
    key = ("day",)
    columns = ("day", "kind", "name", "document")
    filters = ("kind",)
    card = Card("name", "day", "kind", "document")
    form = (Section("Ngày", "day", "kind", "name", "document"),)
    order = ("-day",)
    may = May(view=signed_in, change=rule_keeper)
