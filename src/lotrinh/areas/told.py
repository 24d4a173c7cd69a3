"""A whole register told in the map of a day: how many of its rows lie in each unit, and which cannot be told."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Count

from lotrinh.areas.models import Area
from lotrinh.areas.retelling import story_of
from lotrinh.core import vietnamese
from lotrinh.core.registers import Register, all_registers


@dataclass(frozen=True)
class ToldRegister:
    """Rows by unit of that day; those that cannot be told by the reason why."""

    by_area: list[tuple[Area, int]]
    unknown: list[tuple[str, int]]
    total: int = field(default=0)

    @property
    def certain(self) -> int:
        return sum(count for _, count in self.by_area)


def tell_register(register: Register, who, day: date) -> ToldRegister:
    """The rows that `who` sees today, told in the map of `day`. Four queries, however many rows there are."""
    paths = area_paths(register)
    counted = list(register.visible(who).order_by().values_list(*paths).annotate(Count("pk")))
    areas = Area.objects.in_bulk({key for *keys, _ in counted for key in keys if key is not None})
    story = story_of(areas.values())
    by_area: dict[Area, int] = defaultdict(int)
    unknown: dict[str, int] = defaultdict(int)
    for *keys, count in counted:
        told = story.tell(day, *(areas.get(key) for key in keys))
        if told.is_certain:
            by_area[told.area] += count
        else:
            unknown[told.reason] += count
    return ToldRegister(
        by_area=sorted(by_area.items(), key=lambda pair: vietnamese.sort_key(pair[0].full_name)),
        unknown=sorted(unknown.items(), key=lambda pair: -pair[1]),
        total=sum(count for *_, count in counted),
    )


def registers_with_areas(who) -> list[Register]:
    """Registers that `who` may look at and whose rows name a unit of the map."""
    found = [r for r in all_registers() if r.model is not Area and r.may.view(who) and area_paths(r)]
    return sorted(found, key=lambda register: vietnamese.sort_key(register.title))


def area_paths(register: Register) -> tuple[str, ...]:
    """The columns by which a row names units: its own (the new unit, the old one), else those it is seen by."""
    own = [f.name for f in register.model._meta.concrete_fields if f.related_model is Area]
    if own:
        return tuple(own)
    scope = getattr(register.model._default_manager.all(), "scope", None) or ()
    paths = (scope,) if isinstance(scope, str) else scope
    return tuple(path for path in paths if _leads_to_area(register.model, path))


def _leads_to_area(model: type[models.Model], path: str) -> bool:
    try:
        for name in path.split("__"):
            model = model._meta.get_field(name).related_model
    except (FieldDoesNotExist, AttributeError):
        return False
    return model is Area
