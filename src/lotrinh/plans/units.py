"""Which offices a printed name means: by name and short name, as they were on the document's day, nearest first."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from lotrinh.areas.models import Area
from lotrinh.core import vietnamese
from lotrinh.organizations.choices import OrganizationKind, OrganizationLevel
from lotrinh.organizations.models import Organization, OrganizationSuccession

MANY = 20
"""More candidates than this tell nobody anything, except for a group, whose members are all meant."""

_SHORT = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "mttq": "mat tran to quoc",
    "ubmttq": "uy ban mat tran to quoc",
    "tp": "thanh pho",
    "vp": "van phong",
    "p": "phong",
    "tx": "thi xa",
}
_COMMUNES = re.compile(r"^(chu tich )?(cac )?(uy ban nhan dan )?(cac )?(xa|phuong)\b.*\b(xa|phuong|thi tran|dac khu)\b")
_DIVISIONS = re.compile(r"^cac (phong|ban|co quan|don vi)\b.*\b(nganh|ban|phong|don vi|chuyen mon)\b")


def folded(printed: str) -> str:
    """Without tone marks, abbreviations written out, punctuation gone: "UBND TP. Cao Lãnh" → uy ban nhan dan …"""
    words = re.findall(r"\w+", vietnamese.fold(printed))
    return " ".join(_SHORT.get(word, word) for word in words)


@dataclass(frozen=True, slots=True)
class Meant:
    """The unit a name means, or those it may mean; `organization` only where exactly one fits that still exists."""

    organization: Organization | None = None
    candidates: tuple[int, ...] = ()


@dataclass
class UnitFinder:
    """Finds the units a document names. `day` is the document's; `today` tells which of them live on in successors."""

    day: date
    today: date
    home: Organization | None = None
    """The unit that owns the plan: of two that fit, the one in its territory is meant."""
    _known: dict[str, Meant] = field(default_factory=dict)

    def find(self, printed: str) -> Meant:
        words = folded(printed)
        if words not in self._known:
            self._known[words] = self._find(vietnamese.fold(printed), words) if words else Meant()
        return self._known[words]

    def _find(self, plain: str, words: str) -> Meant:
        if group := self._group(words):
            return Meant(candidates=tuple(unit.pk for unit in group))
        fitting = [unit for unit in self._named(plain, words) if _fits(unit, plain, words)]
        exact = [unit for unit in fitting if plain in _names(unit) or words in _names(unit)]
        nearest = self._nearest(exact or fitting)
        living = self._living(nearest)
        if len(nearest) == 1 and living == nearest:
            return Meant(nearest[0])
        if len(nearest) == 1 and len(living) == 1:
            return Meant(living[0], (living[0].pk, nearest[0].pk))
        # The former unit itself stays to be chosen: for what was done in its time.
        offered = dict.fromkeys(unit.pk for unit in [*living, *nearest])
        return Meant(candidates=tuple(offered)[:MANY])

    def _named(self, plain: str, words: str):
        named = Q(fold__contains=plain) | Q(fold__contains=words)
        return Organization.objects.valid_on(self.day).filter(named).select_related("area")[:500]

    def _nearest(self, units: list[Organization]) -> list[Organization]:
        """Those of the owner's own territory, else of the one above it, else all."""
        if self.home is None or self.home.area is None or len(units) < 2:
            return units
        path = self.home.area.path
        rings = (
            [unit for unit in units if unit.area_id == self.home.area_id],
            [unit for unit in units if unit.area and unit.area.path.startswith(path)],
            [unit for unit in units if unit.area and path.startswith(unit.area.path)],
        )
        return next((ring for ring in rings if ring), units)

    def _living(self, units: list[Organization]) -> list[Organization]:
        """Each unit, or in the stead of one that has ended those that took over from it."""
        ended = {unit.pk for unit in units if not unit.exists_on(self.today)}
        if not ended:
            return units
        steps = OrganizationSuccession.objects.filter(predecessor__in=ended).select_related("successor__area")
        taken_over: dict[int, list[Organization]] = {}
        for step in steps:
            if step.successor.exists_on(self.today):
                taken_over.setdefault(step.predecessor_id, []).append(step.successor)
        found = []
        for unit in units:
            found += [unit] if unit.pk not in ended else taken_over.get(unit.pk, [])
        return list({unit.pk: unit for unit in found}.values())

    def _group(self, words: str) -> list[Organization]:
        """All committees of communes, or all divisions, of the owner's territory, where the name means such a group."""
        if self.home is None or self.home.area is None:
            return []
        if _COMMUNES.match(words):
            wanted = Q(kind=OrganizationKind.COMMITTEE, level=OrganizationLevel.COMMUNE)
        elif _DIVISIONS.match(words):
            wanted = Q(kind__in=[OrganizationKind.DIVISION, OrganizationKind.DEPARTMENT], level=self.home.level)
        else:
            return []
        within = Area.objects.under(self.home.area).values("pk")
        found = Organization.objects.valid_on(self.day).filter(wanted, area__in=within)
        return self._living(list(found.select_related("area")[:200]))


def _names(unit: Organization) -> set[str]:
    """Its names as documents print them: the Front is rarely called by its committee."""
    full = {fold(name) for name in (unit.name, unit.short_name) if name for fold in (vietnamese.fold, folded)}
    return full | {name.removeprefix("uy ban ") for name in full if name.startswith("uy ban mat tran")}


def _fits(unit: Organization, plain: str, words: str) -> bool:
    """The printed name is the unit's, or its beginning: documents leave out the place that all their readers know."""
    return any(name in (plain, words) or name.startswith((f"{plain} ", f"{words} ")) for name in _names(unit))
