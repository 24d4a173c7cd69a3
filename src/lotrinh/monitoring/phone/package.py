"""What one person takes along for one unit: what is due, the forms for it, own rows. Vietnamese: dữ liệu mang theo."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.core.signing import BadSignature, Signer
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import timezone

from lotrinh.core.models import User
from lotrinh.monitoring.phone import answers, proofs, rows
from lotrinh.monitoring.phone.errors import gone
from lotrinh.monitoring.phone.offers import Offer
from lotrinh.monitoring.phone.receiving import Item
from lotrinh.monitoring.work import Work, work_of
from lotrinh.organizations.models import Organization
from lotrinh.organizations.permissions import in_scope

_TAKERS: dict[str, Callable[..., dict[str, Any]]] = {
    "plans:prove": proofs.take,
    "collection:unit": answers.take,
    "registers:edit": rows.take,
}
"""By name of the page that a form stands for."""
_OFFERERS = {"plans:prove": proofs.offer, "collection:unit": answers.offer}
_signer = Signer(salt="lotrinh.phone")


def package_of(who: User, unit: Organization, day: date) -> dict[str, Any]:
    """As JSON. The forms are the server's own, rendered: the phone fills in values and reads them back."""
    work = work_of(unit, who, day)
    templates: dict[str, str] = {}
    offers: dict[str, Offer] = {}
    for errand in [*_errands(work), *work.quiet]:
        if (
            errand.deed_link
            and errand.deed_link not in offers
            and (offer := _offered(who, errand.deed_link, templates))
        ):
            offers[errand.deed_link] = offer
    shelves = rows.taken_along(who, templates, offers)
    now = timezone.now()
    return {
        "person": marked(who),
        "name": str(who),
        "unit": unit.pk,
        "unit_name": unit.name,
        "at": f"{timezone.localtime(now):%H:%M %d/%m/%Y}",
        "clock": round(now.timestamp() * 1000),
        "work": render_to_string("monitoring/phone/_work.html", {"work": work, "unit": unit, "shelves": shelves}),
        "forms": {address: offer.as_json() for address, offer in offers.items()},
        "templates": templates,
    }


def _errands(work: Work):
    return [errand for group in work.groups for errand in group.errands]


def _offered(who: User, link: str, templates: dict[str, str]) -> Offer | None:
    parts = urlsplit(link)
    match = resolve(parts.path)
    offer = _OFFERERS.get(match.view_name)
    return offer(who, QueryDict(parts.query), templates, **match.kwargs) if offer else None


def take(item: Item, by: User) -> dict[str, Any]:
    """Do what the item says, for whoever sends it; returns the answer. Raises Mend, Newer."""
    try:
        match = resolve(urlsplit(item.address).path)
    except (Resolver404, ValueError):
        raise gone("Biểu này") from None
    taker = _TAKERS.get(match.view_name)
    if taker is None or not in_scope(by):
        raise gone("Biểu này")
    return taker(item, by, **match.kwargs)


def marked(who: User) -> str:
    """By this a phone tells whose items it holds, also when nobody is signed in any more."""
    return _signer.sign(str(who.pk))


def person_of(mark: str) -> User | None:
    """The person of a mark; None when nobody here gave it."""
    try:
        return User.objects.filter(pk=_signer.unsign(mark)).first()
    except BadSignature:
        return None


def may_keep(who: User) -> bool:
    """Whether a phone may still hold what it took along for this person: an account with a role today."""
    return who.is_active and in_scope(who)
