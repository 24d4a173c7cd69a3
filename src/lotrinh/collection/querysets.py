"""Who asks, who answers, and which of it one may see."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q

from lotrinh.collection.choices import RoundState, UnitState
from lotrinh.organizations.choices import WRITING_ROLES, Role
from lotrinh.organizations.scope import scope_of

ANSWERING = WRITING_ROLES | {Role.PARTNER}
"""Partners keep no registers, but they answer like every unit."""
CHUNK = 500
"""Keys in one IN list."""


def answering_units(who) -> frozenset[int] | None:
    """Keys of the units that `who` answers for; None: all."""
    grants = [grant.organization_ids for grant in scope_of(who).grants if grant.role in ANSWERING]
    return None if None in grants else frozenset().union(*grants)


def _among(path: str, keys: frozenset[int] | None) -> Q:
    return Q() if keys is None else Q(**{f"{path}__in": keys})


class RoundQuerySet(models.QuerySet):
    def visible_to(self, who):
        """Those one's unit asks, in every state; those it was asked, once they are open."""
        units = scope_of(who).organization_ids
        if units is None:
            return self.all()
        asked = self.model._meta.get_field("units").related_model.objects.filter(round=OuterRef("pk"), unit__in=units)
        return self.filter(Q(asker__in=units) | ~Q(state=RoundState.PREPARED) & Exists(asked))

    def asked_by(self, who):
        """Those one's unit asks, or a unit under it."""
        return self.filter(_among("asker", scope_of(who).organization_ids))

    def editable_by(self, who):
        """Those that `who` runs for the asking unit."""
        return self.filter(_among("asker", scope_of(who).writing.organization_ids))

    def with_counts(self):
        """Adds `unit_count`, `sent_count` and `accepted_count`."""
        return self.annotate(
            unit_count=Count("units"),
            sent_count=Count("units", filter=Q(units__state=UnitState.SENT)),
            accepted_count=Count("units", filter=Q(units__state=UnitState.ACCEPTED)),
        )


class RoundUnitQuerySet(models.QuerySet):
    def visible_to(self, who):
        """One's own unit's, and all of the rounds one's unit asks. Not those of a neighbour."""
        units = scope_of(who).organization_ids
        if units is None:
            return self.all()
        return self.filter(Q(round__asker__in=units) | ~Q(round__state=RoundState.PREPARED) & Q(unit__in=units))

    def answerable_by(self, who):
        """Those that `who` answers as the unit itself."""
        return self.filter(_among("unit", answering_units(who))).exclude(round__state=RoundState.PREPARED)

    def run_by(self, who):
        """Those of rounds that `who` runs for the asking unit."""
        return self.filter(_among("round__asker", scope_of(who).writing.organization_ids))

    def waiting(self):
        return self.filter(state__in=UnitState.owing())

    def late_on(self, day: date):
        return self.waiting().filter(round__due__lt=day)

    def held(self, pk: int):
        """The line as it stands, kept from others until the transaction ends.

        Locked first and read after: joined in one query, PostgreSQL would give the rows beside it as they were before
        it waited.
        """
        self.model.objects.select_for_update().only("pk").get(pk=pk)
        return self.select_related("round", "unit", "current").get(pk=pk)

    def held_all(self, keys: Iterable[int]) -> list:
        """The same of many lines, each with its unit and last answer, in the order of their keys."""
        keys, lines = sorted(keys), []
        for start in range(0, len(keys), CHUNK):
            chunk = keys[start : start + CHUNK]
            # Fetched for the lock alone; always in one order, so that two who accept at once never wait for each other.
            list(self.model.objects.select_for_update().only("pk").filter(pk__in=chunk).order_by("pk"))
            lines += self.select_related("unit", "current__paper").filter(pk__in=chunk).order_by("pk")
        return lines

    def mark_accepted(self, keys: Sequence[int]) -> None:
        for start in range(0, len(keys), CHUNK):
            chunk = self.filter(pk__in=keys[start : start + CHUNK])
            chunk.update(state=UnitState.ACCEPTED, accepted=F("current"), edition=F("edition") + 1)

    def for_matrix(self):
        """In the order of the alphabet, without what was answered: a page of the matrix shows states, not answers."""
        lines = self.select_related("unit", "current").defer("draft", "notes", "current__content")
        return lines.order_by("unit__sort_key", "pk")

    def with_names(self):
        return self.select_related("round__asker", "unit", "current__entry__by", "accepted")
