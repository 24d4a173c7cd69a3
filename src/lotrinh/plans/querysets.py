"""Who sees which programme: its published text everybody in it, its drafts the plan officers of its owner."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils.timezone import localdate

from lotrinh.followups.models import Block
from lotrinh.organizations.choices import Role
from lotrinh.organizations.scope import Scope, scope_of
from lotrinh.plans.choices import KEPT, VersionState

TASKS = "nhiem-vu"
"""The register name under which follow-ups know a task."""


class ProgrammeQuerySet(models.QuerySet):
    def published(self):
        """Those with a text in force."""
        versions = _model_at(self, "versions").objects.published()
        return self.filter(pk__in=versions.values("programme"))

    def visible_to(self, who, day: date | None = None):
        """Published programmes that `who`, their unit or their area takes part in, and whatever they may edit."""
        scope = scope_of(who, day)
        if scope.is_everything:
            return self.all()
        return self.filter(Q(pk__in=self._taken_part_in(scope)) | Q(pk__in=self._owned(who, day)))

    def editable_by(self, who, day: date | None = None):
        """Programmes whose owner on `day` is a unit for which `who` is plan officer."""
        return self.filter(pk__in=self._owned(who, day))

    def _taken_part_in(self, scope: Scope):
        part = Q(areas__in=scope.area_ids or ()) | Q(units__in=scope.organization_ids or ())
        part |= Q(owners__organization__in=scope.organization_ids or ())
        part |= Q(pk__in=self._given_work(scope.organization_ids or ()))
        part |= Q(pk__in=self._given_shares(scope.organization_ids or ()))
        part |= Q(pk__in=self._asked_to_clear(scope.organization_ids or ()))
        return self.model.objects.published().filter(part).values("pk")

    def _asked_to_clear(self, organization_ids):
        """Programmes in force of which a task waits for one of these units to clear what blocks it."""
        blocks = Block.objects.asked_of(organization_ids).filter(register=TASKS)
        tasks = _model_at(_model_at(self, "versions").objects.all(), "tasks").objects
        waiting = tasks.annotate(key=Cast("pk", models.CharField())).filter(key__in=blocks.values("key"))
        return waiting.filter(version__state=VersionState.PUBLISHED).values("version__programme")

    def _given_work(self, organization_ids):
        """Programmes in force that give one of these units a part in a task."""
        tasks = _model_at(_model_at(self, "versions").objects.all(), "tasks")
        parts = _model_at(tasks.objects.all(), "assignments").objects.filter(organization__in=organization_ids)
        return parts.filter(task__version__state=VersionState.PUBLISHED).values("task__version__programme")

    def _given_shares(self, organization_ids):
        """Programmes in force of whose targets one of these units has a share."""
        targets = _model_at(_model_at(self, "versions").objects.all(), "targets")
        shares = _model_at(_model_at(targets.objects.all(), "allotment").objects.all(), "shares")
        given = shares.objects.current().filter(organization__in=organization_ids)
        given = given.filter(allotment__target__version__state=VersionState.PUBLISHED)
        return given.values("allotment__target__version__programme")

    def _owned(self, who, day: date | None):
        day = day or localdate()
        grants = [g for g in scope_of(who, day).grants if g.role in {Role.PLAN_OFFICER, Role.ADMINISTRATOR}]
        if any(grant.organization_ids is None for grant in grants):
            return self.model.objects.values("pk")
        units = frozenset().union(*(grant.organization_ids for grant in grants))
        owners = _model_at(self, "owners").objects
        return owners.on(day).filter(organization__in=units).values("programme")


def _model_at(queryset: models.QuerySet, name: str):
    """The model at a relation's other end, without importing it: models import this module."""
    return queryset.model._meta.get_field(name).related_model


class VersionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=VersionState.PUBLISHED)

    def visible_to(self, who):
        """Drafts, and texts nobody could read, are for those who may edit the programme."""
        programmes = _model_at(self, "programme").objects
        public = Q(state__in=[VersionState.PUBLISHED, VersionState.SUPERSEDED])
        seen = public & Q(programme__in=programmes.visible_to(who).values("pk"))
        return self.filter(seen | Q(programme__in=programmes.editable_by(who).values("pk")))

    def editable_by(self, who):
        return self.filter(programme__in=_model_at(self, "programme").objects.editable_by(who).values("pk"))


class ItemQuerySet(models.QuerySet):
    """Claims, targets, tasks: read out of a version or added at execution."""

    def kept(self):
        """What an officer accepted, as it stands or corrected."""
        return self.filter(review__in=KEPT)

    def in_force(self):
        """What the published programmes hold today."""
        return self.kept().filter(version__state=VersionState.PUBLISHED)

    def visible_to(self, who):
        return self.filter(version__in=_model_at(self, "version").objects.visible_to(who).values("pk"))

    def editable_by(self, who):
        return self.filter(version__in=_model_at(self, "version").objects.editable_by(who).values("pk"))


class TaskQuerySet(ItemQuerySet):
    def assigned_to(self, organization_ids):
        """Tasks that one of these units leads, supports or implements."""
        return self.filter(pk__in=self._assignments(organization_ids))

    def workable_by(self, who):
        """Tasks whose progress `who` may tell: their unit has a part in it, or they run the programme."""
        units = scope_of(who).writing.organization_ids
        if units is None:
            return self.all()
        return self.filter(Q(pk__in=self._assignments(units)) | Q(pk__in=self.editable_by(who).values("pk")))

    def open(self):
        return self.filter(done_on=None)

    def late_on(self, day: date):
        return self.filter(done_on=None, due__lt=day)

    def _assignments(self, organization_ids):
        return _model_at(self, "assignments").objects.filter(organization__in=organization_ids).values("task")
