"""The table of units as shipped (`data/`), and how it gets into the database: again and again without a trace.

Sources and licence: docs/sources.md, "Administrative units".
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from lotrinh.areas.choices import LEVEL_OF, AreaKind, Level
from lotrinh.areas.models import BEFORE_RECORDS, Area, AreaSuccession
from lotrinh.core import vietnamese
from lotrinh.core.registers import audit, write

SHIPPED = Path(__file__).parent / "data"
LIST_OF_2025 = date(2025, 7, 1)
"""The day the list of decision 19/2025/QĐ-TTg took effect; units that the reform left alone bear it too."""
_DEPTH = {Level.PROVINCE: 0, Level.DISTRICT: 1, Level.COMMUNE: 2}
_NUMBERS = ("latitude", "longitude", "min_lon", "min_lat", "max_lon", "max_lat")


@dataclass(frozen=True)
class Unit:
    """One line of the table, with the units above it worked out."""

    code: str
    name: str
    kind: AreaKind
    valid_from: date
    valid_to: date | None
    parent: "Unit | None"
    more: dict

    @property
    def path(self) -> str:
        own = self.code or vietnamese.fold(self.name).replace(" ", "-")
        return f"{self.parent.path if self.parent else ''}{own}@{self.valid_from:%Y%m%d}/"

    @property
    def full_name(self) -> str:
        until = f" (đến {vietnamese.format_date(self.valid_to)})" if self.valid_to else ""
        return self.name_and_place + until

    @property
    def name_and_place(self) -> str:
        if not self.parent:
            return self.name
        above = self.parent.name_and_place
        return f"{self.name}, {above[0].lower()}{above[1:]}"

    @property
    def depth(self) -> int:
        return _DEPTH[LEVEL_OF[self.kind]]


@dataclass
class Loaded:
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    successions: int = 0


def load(folder: Path = SHIPPED) -> Loaded:
    """Bring the database to the table in `folder`. Units that the table does not know stay as they are."""
    units = [*read_units(folder / "former.csv", BEFORE_RECORDS), *read_units(folder / "current.csv", LIST_OF_2025)]
    loaded = Loaded()
    with audit("Nạp danh mục đơn vị hành chính", by=None):
        for depth in sorted({unit.depth for unit in units}):
            _write_level([unit for unit in units if unit.depth == depth], loaded)
        loaded.successions = _write_successions(folder / "successions.csv")
    return loaded


def read_units(file: Path, default_from: date) -> list[Unit]:
    """The units of one file; a parent is named by its code and stands above its parts in the same file."""
    units: list[Unit] = []
    by_code: dict[str, Unit] = {}
    for line in _lines(file):
        unit = Unit(
            code=line["code"],
            name=line["name"],
            kind=AreaKind(line["kind"]),
            valid_from=_day(line.get("valid_from")) or default_from,
            valid_to=_day(line.get("valid_to")),
            parent=by_code[line["parent"]] if line["parent"] else None,
            more=_more(line),
        )
        units.append(unit)
        if unit.depth < 2:
            by_code[unit.code] = unit
    return units


def _more(line: dict[str, str]) -> dict:
    return {
        "area_km2": Decimal(line["area_km2"]).quantize(Decimal("0.001")) if line["area_km2"] else None,
        **{name: float(line[name]) if line[name] else None for name in _NUMBERS},
        "partly_recorded": bool(line.get("partly_recorded")),
        "note": line.get("note") or "",
    }


def _write_level(units: list[Unit], loaded: Loaded) -> None:
    stored = {area.path: area for area in Area.objects.all()}
    rows = []
    for unit in units:
        area = stored.get(unit.path) or Area(path=unit.path)
        area.code, area.name, area.kind, area.full_name = unit.code, unit.name, unit.kind.value, unit.full_name
        area.valid_from, area.valid_to = unit.valid_from, unit.valid_to
        area.parent_id = stored[unit.parent.path].pk if unit.parent else None
        for name, value in unit.more.items():
            setattr(area, name, value)
        rows.append(area)
    written = write(rows, by=None)
    loaded.created += len(written.created)
    loaded.changed += len(written.changed)
    loaded.unchanged += len(written.unchanged)


def _write_successions(file: Path) -> int:
    lines = list(_lines(file))
    names = {line[end] for line in lines for end in ("predecessor", "successor")}
    keys = dict(Area.objects.filter(full_name__in=names).values_list("full_name", "pk"))
    steps = [
        AreaSuccession(
            predecessor_id=keys[line["predecessor"]],
            successor_id=keys[line["successor"]],
            on=date.fromisoformat(line["on"]),
            legal_act=line["legal_act"],
            note=line["note"],
        )
        for line in lines
    ]
    AreaSuccession.objects.bulk_create(
        steps,
        update_conflicts=True,
        unique_fields=["predecessor", "successor"],
        update_fields=["on", "legal_act", "note"],
    )
    return len(steps)


def _lines(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
