"""What pays: the years of each purse and the sites it serves."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from lotrinh.relocation.scenarios.facts import Money
from lotrinh.relocation.scenarios.gathering.sites import OPTION_OF
from lotrinh.support.models import Payment, Purse, PurseYear


def purses_of(day: date, who, places: dict[str, str], paid_inside: dict[int, Decimal] | None, amended):
    """Each purse that serves a site, with what is left of each year as decided by `day`; and what was left out.

    `places`: the path of each site's area by its code; a purse of one ward serves that ward's sites alone.

    With `paid_inside` (a plan in force) what it paid to those establishments is not yet taken off: the plan holds it.
    """
    back: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    if paid_inside is not None:
        rows = Payment.objects.standing().filter(payee__in=list(paid_inside))
        for purse, paid_on, amount in rows.values_list("purse", "paid_on", "amount_million"):
            back[purse, paid_on.year] += amount
    years: dict[int, dict[int, float]] = defaultdict(dict)
    for row in PurseYear.objects.visible_to(who).in_force_on(day).with_paid():
        amount = amended.get((row.purse_id, row.year), row.amount_million)
        left = amount - row.paid_million + back[row.purse_id, row.year]
        years[row.purse_id][row.year] = float(max(left, Decimal(0)))
    for (purse, year), amount in amended.items():
        years[purse].setdefault(year, float(amount))
    found, said = [], []
    for purse in Purse.objects.visible_to(who).select_related("area").order_by("name_sort"):
        serves = frozenset(key for key, path in places.items() if path.startswith(purse.area.path))
        if places and not serves:
            said.append(f"{purse} dùng cho {purse.area.name}, nơi không có cơ sở nào của phương án, nên không đưa vào.")
            continue
        pays = frozenset(kind for kind in OPTION_OF if getattr(purse, f"pays_{kind}"))
        only = None if len(serves) == len(places) else serves
        left = float(purse.carry_over_percent) / 100
        found.append(Money(purse.name, purse.pk, years[purse.pk], left, pays, only))
    return tuple(found), said
