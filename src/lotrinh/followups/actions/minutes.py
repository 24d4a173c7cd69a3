"""Minutes of a meeting become orders: kept as they were read, confirmed in one reviewed batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.db import transaction

from lotrinh.core.models import User
from lotrinh.core.registers import audit, write
from lotrinh.core.registers.declaration import register_of
from lotrinh.documents.actions import store_file
from lotrinh.documents.models import OfficialDocument
from lotrinh.followups.actions.orders import About, give_order
from lotrinh.followups.errors import Confirmed, NoGiver, NothingToGive
from lotrinh.followups.models import Minutes, Order
from lotrinh.followups.rights import giver_for, may_order, within_reach
from lotrinh.organizations.models import Organization

FILES = "bien-ban"
"""Under this name stored files belong to minutes."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line of the reviewed table that is to become an order."""

    unit: Organization
    what: str
    due: date
    verifier: Organization | None = None
    quote: str = ""


@transaction.atomic
def keep_minutes(
    *, name: str, header: dict, proposals: list[dict], by: User, file: BinaryIO | None = None, filename: str = ""
) -> Minutes:
    """Keep what was read from minutes until somebody has looked through it. Raises NoGiver, FileRefused."""
    own = within_reach(by).order_by("pk").first() if may_order(by) else None
    giver = giver_for(by, own) if own else None
    if giver is None:
        raise NoGiver()
    with audit(f"Đưa biên bản vào: {name}", by=by, acted_as=giver.name[:200]) as entry:
        kept = Minutes.objects.create(giver=giver, name=name[:300], header=header, proposals=proposals, entry=entry)
        if file is not None:
            store_file(file=file, name=filename or name, register=FILES, key=kept.pk, by=by)
    return kept


@transaction.atomic
def confirm_minutes(*, minutes: Minutes, document: OfficialDocument, wanted: Sequence[Wanted], by: User) -> list[Order]:
    """Register the document and give all its orders under one entry; all or none.

    `document` is new, or one in the register already. Raises Confirmed, NothingToGive, and what `give_order` raises.
    """
    held = Minutes.objects.select_for_update().get(pk=minutes.pk)
    if held.confirmed_id:
        raise Confirmed()
    if not wanted:
        raise NothingToGive()
    deed = f"Giao {len(wanted)} việc theo {document.number} ngày {document.issued_on:%d/%m/%Y}"
    with audit(deed, by=by, acted_as=held.giver.name[:200]) as entry:
        if document.pk is None:
            write(document, by=by)
        slug = register_of(OfficialDocument).slug
        about = About(slug, str(document.pk), document.title[:500], str(document)[:300], f"/so/{slug}/{document.pk}/")
        orders = [
            give_order(
                about=about,
                unit=one.unit,
                what=one.what,
                due=one.due,
                verifier=one.verifier,
                document=document,
                quote=one.quote,
                by=by,
            )
            for one in wanted
        ]
        minutes.document, minutes.confirmed = document, entry
        minutes.save(update_fields=["document", "confirmed"])
    return orders
