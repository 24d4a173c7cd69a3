"""A reviewed text comes into force; the one before is kept, and what it started goes on."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate

from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.plans import carrying
from lotrinh.plans.choices import Review, VersionState
from lotrinh.plans.errors import NotADraft, NotReviewed
from lotrinh.plans.models import PlanVersion
from lotrinh.plans.reviewing import ITEM_MODELS
from lotrinh.plans.rights import must_run


@transaction.atomic
def publish(*, version: PlanVersion, by: User, on: date | None = None) -> PlanVersion:
    """Put a draft into force from `on` (today). Nothing is published by itself, and nothing unreviewed.

    What the text before it held in the same sentences keeps its key, contract, progress and proofs; the rest is
    withdrawn with the old text. Raises NotYourPlan, NotADraft, NotReviewed.
    """
    must_run(by, version.programme)
    # The programme is held: two drafts published at once would both find the old text in force.
    type(version.programme).objects.select_for_update().get(pk=version.programme_id)
    version.refresh_from_db()
    if version.state != VersionState.DRAFT:
        raise NotADraft()
    if pending := sum(m.objects.filter(version=version, review=Review.PENDING).count() for m in ITEM_MODELS):
        raise NotReviewed(pending)
    with audit(f"Đưa vào thực hiện: {version}", by=by) as entry:
        running = carrying.running_version(version)
        if running is not None:
            running.state = VersionState.SUPERSEDED
            running.save(update_fields=["state"])
        version.state = VersionState.PUBLISHED
        version.published, version.published_on = entry, on or localdate()
        version.save(update_fields=["state", "published", "published_on"])
        carrying.move(running, version, entry)
    return version
