"""Registers of support: rates, caps, the lines of sheets."""

from lotrinh.core.registers import Card, May, Register, Section, register
from lotrinh.organizations.permissions import cluster_officer, in_scope
from lotrinh.relocation.models import SupportCap, SupportItem, SupportRate
from lotrinh.relocation.registers.dossiers import OfDossier
from lotrinh.relocation.rights import by_deed


def ends_after_it_starts(batch):
    for row in batch.rows:
        if row.valid_to and row.valid_to < row.valid_from:
            yield row, "valid_to", f"{row}: ngày hết hiệu lực trước ngày bắt đầu."


@register
class SupportRateRegister(Register):
    """Sổ mức hỗ trợ di dời"""

    model = SupportRate
    key = ("area", "item", "option", "valid_from")
    columns = (
        "item",
        "option",
        "rate",
        "unit",
        "cap_million",
        "purse",
        "area",
        "valid_from",
        "valid_to",
        "legal_basis",
    )
    filters = ("item", "option", "area")
    card = Card("item", "rate", "unit", "legal_basis")
    form = (
        Section("Mức", "area", "item", "option", "unit", "rate", "cap_million", "first_percent"),
        Section("Điều kiện", "condition", "evidence", "purse"),
        Section("Hiệu lực", "legal_basis", "valid_from", "valid_to"),
    )
    order = ("item", "option", "valid_from")
    may = May(view=in_scope, change=cluster_officer)
    has_days = True

    def rows(self, day):
        return SupportRate.objects.in_force_on(day)

    def check(self, batch):
        yield from ends_after_it_starts(batch)
        for row in batch.rows:
            if row.unit == "percent" and row.rate > 100:
                yield row, "rate", f"{row}: {row.rate} % là quá 100 %."


@register
class SupportCapRegister(Register):
    """Sổ mức trần cả phiếu hỗ trợ"""

    model = SupportCap
    key = ("area", "option", "valid_from")
    columns = ("option", "cap_million", "area", "valid_from", "valid_to", "legal_basis")
    filters = ("option", "area")
    card = Card("option", "cap_million", "legal_basis")
    form = (
        Section("Mức trần", "area", "option", "cap_million"),
        Section("Hiệu lực", "legal_basis", "valid_from", "valid_to"),
    )
    order = ("option", "valid_from")
    may = May(view=in_scope, change=cluster_officer)
    has_days = True

    def rows(self, day):
        return SupportCap.objects.in_force_on(day)

    def check(self, batch):
        return ends_after_it_starts(batch)


@register
class SupportItemRegister(OfDossier):
    """Sổ các khoản trong phiếu hỗ trợ"""

    model = SupportItem
    key = ("dossier", "item", "part")
    columns = ("dossier", "item", "part", "amount_million", "year", "purse", "how")
    totals = ("amount_million",)
    filters = ("item", "year", "purse")
    card = Card("dossier", "item", "amount_million", "year")
    order = ("year", "item", "part")
    may = May(view=in_scope, change=by_deed(cluster_officer))
