"""From the registers, as of a day and as one person sees them, to the facts of a scenario."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Q

from lotrinh.establishments.choices import Tristate
from lotrinh.establishments.models import Establishment
from lotrinh.plans.models import Programme
from lotrinh.relocation.choices import Option as Chosen
from lotrinh.relocation.choices import Side, Supply
from lotrinh.relocation.models import Dossier, Precedence, SupportRate
from lotrinh.relocation.scenarios.facts import Facts
from lotrinh.relocation.scenarios.gathering.grounds import fills_of, grounds_of, middle_of
from lotrinh.relocation.scenarios.gathering.purses import purses_of
from lotrinh.relocation.scenarios.gathering.sites import (
    OPTION_OF,
    SIGNED,
    KnownFacts,
    is_fixed,
    restrictions_of,
    site_of,
)
from lotrinh.support.models import Payment

__all__ = ["OPTION_OF", "SIGNED", "gather", "middle_of"]


def gather(
    programme: Programme,
    day: date,
    who,
    *,
    labels: list[str],
    keep: frozenset[int] = frozenset(),
    amended: Mapping[tuple[int, int], Decimal] | None = None,
) -> Facts:
    """What `who` sees of the programme's territory on `day`, for a plan of the quarters `labels`.

    `keep` names establishments of a plan in force: they stay in, though closed out since, with what they cost; money is
    then what each purse had before it paid them. `amended`: (purse, year) → the amount a later document sets.
    """
    dossiers = _dossiers(programme, day, who, keep)
    pks = [dossier.establishment_id for dossier in dossiers]
    paid = _paid_to(pks)
    known = KnownFacts(day, pks)
    restrictions = restrictions_of(day, dossiers)
    rates = list(SupportRate.objects.visible_to(who).in_force_on(day).select_related("area"))
    sites, planned, notes, elsewhere = [], [], [], []
    for dossier in dossiers:
        if dossier.option == Chosen.ELSEWHERE and is_fixed(dossier):
            elsewhere.append(dossier.establishment.name)
            continue
        own_rates = [rate for rate in rates if dossier.establishment.area.path.startswith(rate.area.path)]
        off = Decimal(0) if keep else paid[dossier.establishment_id]
        planned.append(dossier)
        sites.append(site_of(dossier, known, restrictions[dossier.pk], own_rates, off, labels))
    if elsewhere:
        notes.append(f"{len(elsewhere)} cơ sở đã quyết di dời đến nơi khác nên không đưa vào tính.")
    notes += _left_out(programme, day, who, pks)
    grounds, about_grounds = grounds_of(day, who)
    places = {site.key: dossier.establishment.area.path for site, dossier in zip(sites, planned, strict=True)}
    purses, about_purses = purses_of(day, who, places, paid if keep else None, amended or {})
    return Facts(
        day=day,
        sites=tuple(sites),
        grounds=grounds,
        purses=purses,
        fills=fills_of(programme, grounds),
        precedence=_orders(day, {dossier.establishment_id: dossier.establishment.code for dossier in planned}),
        resources={str(one.label): one.value for one in Supply if any(one.label in g.resources for g in grounds)},
        notes=(*notes, *about_grounds, *about_purses),
    )


def _dossiers(programme: Programme, day: date, who, keep: frozenset[int]) -> list[Dossier]:
    waiting = Q(verified_on=None) | Q(verified_on__gt=day)
    found = (
        Dossier.objects.visible_to(who, within=programme)
        .filter(waiting & ~Q(side=Side.EXEMPTED) | Q(establishment__in=keep))
        .filter(establishment__in=Establishment.objects.not_merged().operating_on(day) | _kept(keep))
        .select_related("establishment__area", "cluster")
    )
    return list(found.order_by("establishment__code"))


def _kept(keep: frozenset[int]):
    return Establishment.objects.filter(pk__in=keep)


def _left_out(programme: Programme, day: date, who, pks: list[int]) -> list[str]:
    mixed = Establishment.objects.visible_to(who, within=programme).not_merged().operating_on(day)
    count = mixed.filter(in_residential_area=Tristate.YES, dossier=None).count()
    if not count:
        return []
    return [f"{count} cơ sở xen lẫn khu dân cư chưa lập hồ sơ di dời nên chưa có trong phương án."]


def _orders(day: date, codes: dict[int, str]) -> tuple[tuple[str, str], ...]:
    """(code, code) of who goes before whom, of those in the plan."""
    pairs = Precedence.objects.standing_on(day).filter(earlier__in=codes, later__in=codes)
    return tuple((codes[earlier], codes[later]) for earlier, later in pairs.values_list("earlier", "later"))


def _paid_to(pks: list[int]) -> dict[int, Decimal]:
    found: dict[int, Decimal] = defaultdict(Decimal)
    for payee, amount in Payment.objects.standing().filter(payee__in=pks).values_list("payee", "amount_million"):
        found[payee] += amount
    return found
