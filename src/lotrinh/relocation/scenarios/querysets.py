"""Who sees scenarios: who runs the programme, its divisional officers and leaders; unannounced plans stay inside."""

from django.db import models
from django.db.models import Q

from lotrinh.organizations.choices import Role
from lotrinh.organizations.scope import scope_of
from lotrinh.plans.models import Programme

READERS = frozenset({Role.PLAN_OFFICER, Role.DIVISIONAL_OFFICER, Role.LEADER, Role.ADMINISTRATOR})
"""Ward officers, partners and owners learn of a decision when it has reached the dossier."""


def readable_programmes(who):
    """Programmes whose scenarios `who` may read."""
    if scope_of(who).roles & READERS:
        return Programme.objects.visible_to(who)
    return Programme.objects.none()


class ScenarioQuerySet(models.QuerySet):
    def visible_to(self, who):
        editable = Programme.objects.editable_by(who).values("pk")
        return self.filter(Q(programme__in=readable_programmes(who).values("pk")) | Q(programme__in=editable))

    def editable_by(self, who):
        return self.filter(programme__in=Programme.objects.editable_by(who).values("pk"))


class OfScenarioQuerySet(models.QuerySet):
    """Locks and amendments: seen with their scenario."""

    def standing(self):
        """Locks nobody opened again."""
        return self.filter(opened=None)


class RunQuerySet(models.QuerySet):
    """Runs: seen with their scenario."""

    path = "scenario"

    def visible_to(self, who):
        return self.filter(**{f"{self.path}__in": self._scenarios().visible_to(who).values("pk")})

    def editable_by(self, who):
        return self.filter(**{f"{self.path}__in": self._scenarios().editable_by(who).values("pk")})

    def _scenarios(self):
        model = self.model
        for name in self.path.split("__"):
            model = model._meta.get_field(name).related_model
        return model.objects


class DecisionQuerySet(RunQuerySet):
    """Decisions: seen with their scenario, and only of establishments the asker sees."""

    path = "run__scenario"

    def visible_to(self, who):
        establishments = self.model._meta.get_field("establishment").related_model.objects
        return super().visible_to(who).filter(establishment__in=establishments.visible_to(who).values("pk"))
