"""Support sheets: computed from the rates of the day, written anew each time until the support plan is approved."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from lotrinh.areas.models import Area
from lotrinh.core import vietnamese
from lotrinh.core.models import User
from lotrinh.core.registers import Invalid, NotAllowed, Problem, audit, delete, write
from lotrinh.organizations.permissions import cluster_officer
from lotrinh.relocation.actions.stepping import FILES
from lotrinh.relocation.choices import Step
from lotrinh.relocation.models import Dossier, Needs, SupportCap, SupportItem, SupportRate
from lotrinh.relocation.nearest import cap_for, nearest
from lotrinh.relocation.sheets import Line, Quantities, Rated, capped, line
from lotrinh.support.models import Payment
from lotrinh.support.registers import told

_FIXED_FROM = {Step.APPROVED, Step.AGREED, Step.PAYING, Step.MOVED, Step.RUNNING, Step.CLEARED, Step.LAND_SETTLED,
               Step.CLOSED}  # fmt: skip


def draw_up_sheets(
    *,
    rows: Sequence[Dossier],
    on: date,
    by: User,
    cost_million: Decimal | None = None,
    stoppage_months: Decimal | None = None,
) -> None:
    """Compute the sheet of each dossier from the rates in force on `on`; what the sheet held before is replaced.

    An item already paid to the establishment is refused, and the message says where it was paid. Raises Invalid.
    """
    if not cluster_officer(by):
        raise NotAllowed(summary="Phiếu hỗ trợ do cán bộ kế hoạch, cán bộ chuyên môn lập.")
    if problems := list(_cannot_draw(rows)):
        raise Invalid(problems)
    rates, needs = _rates_by_area(rows, on), _needs(rows, on)
    paths = dict(Area.objects.filter(pk__in=rates).values_list("pk", "path"))
    caps = list(SupportCap.objects.in_force_on(on).select_related("area"))
    made: list[SupportItem] = []
    for row in rows:
        known = _quantities(row, needs.get(row.establishment_id), cost_million, stoppage_months)
        own: list[SupportItem] = []
        for rate in rates[row.establishment.area_id]:
            if rate.option in ("", row.option) and (found := line(_rated(rate), known)) is not None:
                own += _items(row, rate, found, on)
        made += _within(own, cap_for(caps, row.option, paths[row.establishment.area_id]))
    if problems := list(_paid_before(made)):
        raise Invalid(problems)
    with audit("Lập phiếu hỗ trợ", by=by, register=FILES):
        delete(list(SupportItem.objects.filter(dossier__in=rows)), by=by)
        write(made, by=by)


def _cannot_draw(rows):
    for row in rows:
        if not row.option:
            yield Problem(row, "", f"{row.establishment}: chưa chọn phương án nên chưa tính được hỗ trợ.")
        if row.step in _FIXED_FROM:
            yield Problem(row, "", f"{row.establishment}: phương án đã duyệt, phiếu hỗ trợ không tính lại.")


def _rates_by_area(rows, on) -> dict[int, list[SupportRate]]:
    """The rates that serve each ward: of the nearest territory above it that sets one for the item and option."""
    rates: dict[tuple, list[SupportRate]] = defaultdict(list)
    for rate in SupportRate.objects.in_force_on(on).select_related("area", "purse").order_by("item", "option", "pk"):
        rates[rate.item, rate.option].append(rate)
    areas = Area.objects.filter(pk__in={row.establishment.area_id for row in rows}).values_list("pk", "path")
    return {key: [best for alike in rates.values() if (best := nearest(alike, path))] for key, path in areas}


def _needs(rows, on) -> dict[int, Needs]:
    found = Needs.objects.latest_on(on, "declared_on").filter(establishment__in=[row.establishment_id for row in rows])
    return {one.establishment_id: one for one in found}


def _quantities(row: Dossier, needs: Needs | None, cost: Decimal | None, months: Decimal | None) -> Quantities:
    """The site's own area; the needs' area only when the register does not know the site's."""
    area = row.establishment.land_area_m2 or (needs.area_m2 if needs else None)
    return Quantities(area, needs.workers if needs else None, months, cost)


def _rated(rate: SupportRate) -> Rated:
    return Rated(rate.unit, rate.rate, rate.cap_million, rate.first_percent)


def _items(row: Dossier, rate: SupportRate, found: Line, on: date) -> list[SupportItem]:
    year = int(row.decided_quarter[:4]) if row.decided_quarter else on.year
    return [
        SupportItem(
            dossier=row, item=rate.item, part=part, rate=rate, quantity=found.quantity, amount_million=amount,
            how=found.how if len(found.parts) == 1 else f"{found.how}; đợt {part}", year=year, purse=rate.purse,
            is_sample=row.is_sample,
        )
        for part, amount in enumerate(found.parts, 1)
    ]  # fmt: skip


def _within(items: list[SupportItem], cap: SupportCap | None) -> list[SupportItem]:
    """Under the cap of the whole sheet; where it lowers a line, the line says so."""
    if cap is None:
        return items
    told_cap = vietnamese.format_number(cap.cap_million)
    for one, amount in zip(items, capped([one.amount_million for one in items], cap.cap_million), strict=True):
        if amount != one.amount_million:
            one.amount_million = amount
            one.how = f"{one.how}; giảm theo mức trần cả phiếu {told_cap} triệu đồng"
    return items


def _paid_before(made: Sequence[SupportItem]):
    payees = {one.dossier.establishment_id for one in made}
    paid = Payment.objects.standing().filter(payee__in=payees).select_related("purse")
    by_item = {(one.payee_id, one.item, one.part): one for one in paid}
    for one in made:
        before = by_item.get((one.dossier.establishment_id, one.item, one.part))
        if before is not None:
            yield Problem(
                one.dossier, "",
                f"{one.dossier.establishment}: “{one.get_item_display()}” đã chi rồi, {told(before)}.",
            )  # fmt: skip
