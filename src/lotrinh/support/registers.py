from lotrinh.core import vietnamese
from lotrinh.core.registers import Card, Deed, May, Register, Section, register
from lotrinh.organizations.permissions import cluster_officer, in_scope
from lotrinh.support.actions import recover_payments
from lotrinh.support.choices import CostItem
from lotrinh.support.forms import RecoverForm
from lotrinh.support.models import Payment, Purse, PurseYear


@register
class PurseRegister(Register):
    """Sổ nguồn kinh phí hỗ trợ"""

    model = Purse
    key = ("name",)
    columns = ("name", "kind", "area", "manager", "carry_over_percent")
    filters = ("kind", "area")
    card = Card("name", "kind", "area")
    form = (
        Section("Nguồn", "name", "kind", "area", "manager", "carry_over_percent"),
        Section("Được chi cho", "pays_move", "pays_convert", "pays_change_trade", "pays_close"),
        Section("Ghi chú", "note"),
    )
    order = ("name_sort",)
    may = May(view=in_scope, change=cluster_officer)


@register
class PurseYearRegister(Register):
    """Sổ kinh phí từng năm"""

    model = PurseYear
    key = ("purse", "year", "decided_on")
    columns = ("purse", "year", "amount_million", "paid_million", "left_million", "decided_on", "document")
    totals = ("amount_million", "paid_million", "left_million")
    filters = ("purse", "year")
    search = ("purse",)
    order = ("year", "purse__name_sort", "decided_on")
    card = Card("purse", "year", "amount_million", "left_million")
    form = (Section("Kinh phí", "purse", "year", "amount_million"), Section("Căn cứ", "document", "decided_on", "note"))
    labels = {"paid_million": "đã chi (triệu đồng)", "left_million": "còn lại (triệu đồng)"}
    may = May(view=in_scope, change=cluster_officer)
    has_days = True

    def rows(self, day):
        return PurseYear.objects.in_force_on(day).with_paid()


@register
class PaymentRegister(Register):
    """Sổ chi hỗ trợ"""

    model = Payment
    key = ("purse", "voucher", "payee", "item", "part")
    columns = ("payee", "item", "part", "amount_million", "purse", "paid_on", "voucher", "programme", "recovered_on")
    totals = ("amount_million",)
    filters = ("item", "purse")
    search = ("payee",)
    order = ("-paid_on",)
    card = Card("payee", "item", "amount_million", "paid_on")
    form = (
        Section("Chi cho ai, khoản nào", "payee", "item", "subject", "part", "programme"),
        Section("Chứng từ", "purse", "voucher", "amount_million", "paid_on", "evidence"),
    )
    may = May(view=in_scope, change=cluster_officer)
    deeds = (Deed(recover_payments, RecoverForm, "Ghi thu hồi", bulk=True),)

    def check(self, batch):
        """What is paid is paid once; a part follows the one before; an item stays with its purse."""
        for row in batch.rows:
            if (row.subject == "") == (row.item == CostItem.OTHER):
                yield row, "subject", f"{row}: nội dung chỉ ghi cho khoản khác, và khoản khác phải có nội dung."
        live = [row for row in batch.rows if row.recovered_on is None]
        stored = (
            Payment.objects.standing().filter(payee__in={row.payee_id for row in live}).exclude(pk__in=batch.before)
        )
        by_item: dict[tuple, list[Payment]] = {}
        for row in stored.select_related("purse", "payee"):
            by_item.setdefault(_what(row), []).append(row)
        for row in live:
            others = by_item.setdefault(_what(row), [])
            for other in others:
                if other.part == row.part:
                    yield row, "item", f"{row}: đã chi rồi, {told(other)}. Không chi hai lần một khoản."
                elif other.purse_id != row.purse_id:
                    yield row, "purse", f"{row}: khoản này đang chi từ nguồn khác, {told(other)}."
            others.append(row)


def _what(row: Payment) -> tuple:
    return row.payee_id, row.item, row.subject.strip().casefold()


def told(row: Payment) -> str:
    """Where something was paid, for whoever wants to pay it again."""
    amount = vietnamese.format_number(row.amount_million)
    return (
        f"{amount} triệu đồng ngày {row.paid_on:%d/%m/%Y} từ “{row.purse}”, chứng từ {row.voucher}, "
        f"theo “{row.programme}”"
    )
