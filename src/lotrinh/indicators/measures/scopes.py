"""Where a figure is counted: a value that stands in addresses and in observations that were kept."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

ALL = "tat-ca"
_AREAS = "dia-ban"
_PART = re.compile(r"([a-z][a-z0-9_-]*)((?:\.[A-Za-z0-9_-]*)+)")


@dataclass(frozen=True, slots=True)
class MeasureScope:
    """Units of the map, each with all that lies in it (none: everywhere), and one value of each group that narrows it.

    >>> MeasureScope(areas=(12, 15)).narrowed("cluster", 3).key
    'dia-ban.12.15~cluster.3'
    """

    areas: tuple[int, ...] = ()
    within: tuple[tuple[str, str], ...] = ()
    """(group, key): a path of the measure's `groups` and the value there; "" is a row without one."""

    def __post_init__(self):
        object.__setattr__(self, "areas", tuple(sorted(set(self.areas))))
        object.__setattr__(self, "within", tuple(sorted(self.within)))

    @classmethod
    def of(cls, areas: Iterable) -> Self:
        """The scope of these units, given as rows or as keys."""
        return cls(tuple(getattr(area, "pk", area) for area in areas))

    @classmethod
    def parse(cls, text: str) -> Self:
        """The scope of a `key`. Raises ValueError with a Vietnamese message."""
        if text == ALL:
            return cls()
        areas, within = [], []
        for part in text.split("~"):
            match = _PART.fullmatch(part)
            if not match or len(text) > 2_000:
                raise ValueError(f"“{text[:80]}” không phải là phạm vi của số liệu; hãy mở lại từ trang chỉ số.")
            values = match[2][1:].split(".")
            if match[1] != _AREAS:
                within.append((match[1], ".".join(values)))
            elif all(value.isdecimal() and len(value) < 18 for value in values):
                areas += map(int, values)
            else:
                raise ValueError(f"“{part[:80]}” không phải là địa bàn.")
        return cls(tuple(areas), tuple(within))

    @property
    def key(self) -> str:
        areas = [".".join([_AREAS, *map(str, self.areas)])] if self.areas else []
        return "~".join([*areas, *(f"{group}.{key}" for group, key in self.within)]) or ALL

    def narrowed(self, group: str, key: object) -> Self:
        """The part of it where `group` has this value."""
        own = tuple(pair for pair in self.within if pair[0] != group)
        return replace(self, within=(*own, (group, "" if key is None else str(key))))

    def __str__(self) -> str:
        return self.key


EVERYWHERE = MeasureScope()
