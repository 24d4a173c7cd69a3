from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from lotrinh.areas.choices import LEVEL_OF, Level
from lotrinh.core import vietnamese


class AreaQuerySet(models.QuerySet):
    """Questions about the map. Which units exist is public; only the command that loads the official list writes it."""

    def visible_to(self, who):
        return self.all()

    def editable_by(self, who):
        """`who` is None on the command line only: a request always has a user, if an anonymous one."""
        return self.all() if who is None else self.none()

    def valid_on(self, day: date):
        """Units that existed on `day`: first and last day included."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gte=day))

    def at_level(self, level: Level):
        return self.filter(kind__in=[kind for kind, its_level in LEVEL_OF.items() if its_level == level])

    def under(self, *areas):
        """`areas` themselves and all that ever lay in them; nothing when none is given."""
        within = (Q(path__startswith=area.path) for area in areas)
        return self.filter(reduce(or_, within, Q(pk__in=[])))

    def told(self, words: str):
        """Units whose name or code holds all the words, with or without tone marks."""
        found = self
        for word in vietnamese.fold(words).split():
            found = found.filter(fold__contains=word)
        return found

    def with_parents(self):
        return self.select_related("parent", "parent__parent")


class SuccessionQuerySet(models.QuerySet):
    def between(self, area_ids: Iterable[int]):
        """Every step that starts or ends at one of these units."""
        keys = list(area_ids)
        return self.filter(Q(predecessor__in=keys) | Q(successor__in=keys))

    def with_areas(self):
        return self.select_related("predecessor", "successor")
