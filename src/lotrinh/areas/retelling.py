"""A row that names a unit, told in the map of another day. What the map cannot tell is said to be unknown, with why.

Forward is certain when a unit went wholly into one; back is certain when a unit came from one only. A row that also
keeps its old unit is certain where that one is: all units a row names are asked, and their answers must meet.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lotrinh.areas.models import Area, AreaSuccession
from lotrinh.core import vietnamese


@dataclass(frozen=True)
class Told:
    """Where a row lies in the map of a day: one unit, or the units it may lie in and why it is not known which."""

    day: date
    candidates: frozenset
    reason: str = ""

    @property
    def is_certain(self) -> bool:
        return len(self.candidates) == 1 and not self.reason

    @property
    def area(self):
        """The unit, or None when it cannot be told."""
        return next(iter(self.candidates)) if self.is_certain else None


class Story:
    """What became of what. Built from steps (predecessor, successor), and parts of units that left no successor."""

    def __init__(self, steps: Iterable[tuple[Any, Any]], parts: dict[Any, list] | None = None):
        self.after: dict[Any, list] = defaultdict(list)
        self.before: dict[Any, list] = defaultdict(list)
        for old, new in steps:
            self.after[old].append(new)
            self.before[new].append(old)
        self.parts = parts or {}

    def candidates(self, unit, day: date) -> frozenset:
        """Units of `day` that hold at least a part of `unit`; empty when there is no record."""
        found, seen, waiting = set(), {unit}, [unit]
        while waiting:
            here = waiting.pop()
            if here.exists_on(day):
                found.add(here)
                continue
            is_past = here.valid_to is not None and here.valid_to < day
            beyond = (self.after[here] or self.parts.get(here, [])) if is_past else self.before[here]
            waiting += [other for other in beyond if other not in seen]
            seen.update(beyond)
        return frozenset(found)

    def tell(self, day: date, *units) -> Told:
        """The map of `day` for a row that names `units` (its new unit, its old one); None among them is left out."""
        known = [unit for unit in units if unit is not None]
        answers = [(unit, self.candidates(unit, day)) for unit in known]
        answers = [(unit, found) for unit, found in answers if found]
        if not answers:
            return Told(day, frozenset(), _no_record(known, day))
        common = frozenset.intersection(*(found for _, found in answers))
        if not common:
            return Told(day, common, f"{_names(known)} không khớp nhau vào ngày {vietnamese.format_date(day)}.")
        unit, _ = min(answers, key=lambda answer: len(answer[1]))
        if len(common) > 1:
            return Told(day, common, _why_many(unit, common, day))
        if getattr(unit, "partly_recorded", False) and not unit.exists_on(day):
            return Told(day, common, f"{unit.name}: bảng kế tục mới ghi một phần.")
        return Told(day, common)


def story_of(areas: Iterable[Area]) -> Story:
    """All recorded successions, and the parts of those of `areas` that ended. Two queries."""
    steps = AreaSuccession.objects.with_areas()
    ended = [area.pk for area in areas if area is not None and area.valid_to is not None]
    parts: dict[Area, list[Area]] = defaultdict(list)
    if ended:
        for part in Area.objects.filter(parent__in=ended).select_related("parent"):
            # A district that ended left its last communes; those that ended before it live on in them.
            if part.valid_to == part.parent.valid_to:
                parts[part.parent].append(part)
    return Story([(step.predecessor, step.successor) for step in steps], parts)


def told_on(rows: Iterable, day: date, *, area: str = "area", former: str | None = None) -> list[tuple[Any, Told]]:
    """Each row with where it lies in the map of `day`; `former` names the column of the old unit, where there is one.

    Fetch the rows with select_related on both columns.
    """
    rows = list(rows)
    columns = [area] if former is None else [area, former]
    story = story_of(getattr(row, column) for row in rows for column in columns)
    return [(row, story.tell(day, *(getattr(row, column) for column in columns))) for row in rows]


def _names(units: Iterable) -> str:
    return ", ".join(sorted((unit.name for unit in units), key=vietnamese.sort_key))


def _no_record(units: list, day: date) -> str:
    if not units:
        return "Dòng không ghi địa bàn."
    return f"Không có ghi chép nào về {_names(units)} vào ngày {vietnamese.format_date(day)}."


def _why_many(unit, found: frozenset, day: date) -> str:
    if unit.valid_to is not None and unit.valid_to < day:
        return f"{unit.name} đã chia vào {_names(found)}; dòng phải ghi cả đơn vị mới."
    return (
        f"{unit.name} gộp từ {len(found)} đơn vị ({_names(found)}); "
        f"dòng phải ghi cả đơn vị cũ mới kể được theo bản đồ ngày {vietnamese.format_date(day)}."
    )
