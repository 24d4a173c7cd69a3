"""Plans above, below and beside a plan, and what of it is carried by whom. Vietnamese: gốc và ngọn của kế hoạch."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from lotrinh.core import vietnamese
from lotrinh.organizations.models import Organization
from lotrinh.plans.choices import LinkKind
from lotrinh.plans.comparing import Change, Compared, uphold_all
from lotrinh.plans.models import PlanVersion, Programme, ProgrammeLink, Sentence, Share, Target, TaskAssignment

UPWARDS = {LinkKind.PARENT: "parents", LinkKind.PART: "children", LinkKind.SUCCESSOR: "after"}
DOWNWARDS = {LinkKind.PARENT: "children", LinkKind.PART: "parents", LinkKind.SUCCESSOR: "before"}
"""The same link, told from its other end."""


@dataclass(frozen=True, slots=True)
class Kin:
    """A linked plan as somebody sees it: `programme` None when it is not kept here, or not theirs to see."""

    name: str
    programme: Programme | None = None
    version: PlanVersion | None = None
    """Its text in force."""
    link: ProgrammeLink | None = None
    """Of the plan whose family it is; None when the other plan told of it."""


@dataclass
class Family:
    parents: list[Kin] = field(default_factory=list)
    children: list[Kin] = field(default_factory=list)
    beside: list[Kin] = field(default_factory=list)
    before: list[Kin] = field(default_factory=list)
    after: list[Kin] = field(default_factory=list)

    @property
    def groups(self) -> list[tuple[str, list[Kin]]]:
        found = [
            ("Kế hoạch cấp trên mà kế hoạch này thực hiện", self.parents),
            ("Kế hoạch cấp dưới cụ thể hoá kế hoạch này", self.children),
            ("Kế hoạch đi cùng, lồng ghép", self.beside),
            ("Kế hoạch trước đó", self.before),
            ("Kế hoạch tiếp nối", self.after),
        ]
        return [(title, kin) for title, kin in found if kin]


def family_of(programme: Programme, who) -> Family:
    """Each linked plan once, whichever of the two told of it. Four queries."""
    links = list(programme.links.select_related("other").order_by("pk"))
    told = list(ProgrammeLink.objects.filter(other=programme).select_related("programme").order_by("pk"))
    keys = {link.other_id for link in links} | {link.programme_id for link in told}
    seen = set(Programme.objects.visible_to(who).filter(pk__in=keys).values_list("pk", flat=True))
    running = {
        one.programme_id: one
        for one in PlanVersion.objects.published().filter(programme__in=seen).select_related("programme")
    }
    family, met = Family(), set()
    ends = [(UPWARDS.get(link.kind, "beside"), link.other, link.printed, link) for link in links]
    ends += [(DOWNWARDS.get(link.kind, "beside"), link.programme, "", None) for link in told]
    for side, other, printed, link in ends:
        if other is not None and (side, other.pk) in met:
            continue
        if other is not None:
            met.add((side, other.pk))
        is_seen = other is not None and other.pk in seen
        name = other.name if is_seen else printed or "kế hoạch ngoài phạm vi của bạn"
        getattr(family, side).append(
            Kin(name, other if is_seen else None, running.get(other.pk) if is_seen else None, link)
        )
    return family


def settle_links(version: PlanVersion) -> int:
    """Plans that named this one by its number before it came in are linked to it now; returns how many."""
    number = vietnamese.fold(version.number)
    if len(number) < 5:
        return 0
    waiting = ProgrammeLink.objects.filter(other=None, kind=LinkKind.PARENT).exclude(programme=version.programme_id)
    named = [link.pk for link in waiting if number in vietnamese.fold(link.printed).split()]
    return ProgrammeLink.objects.filter(pk__in=named).update(other=version.programme_id)


@dataclass(frozen=True, slots=True)
class Carrier:
    """One lower plan that holds a sentence in its own words."""

    kin: Kin
    compared: Compared


@dataclass(frozen=True, slots=True)
class Carried:
    """One promising or ordering sentence, and all who took it up."""

    sentence: Sentence
    carriers: tuple[Carrier, ...] = ()
    units: tuple[Organization, ...] = ()
    """Given a part of its tasks, or a share of its targets."""

    @property
    def is_taken_up(self) -> bool:
        return bool(self.carriers or self.units)

    @property
    def weakened(self) -> list[Carrier]:
        return [one for one in self.carriers if one.compared.change == Change.WEAKENED]


def carried(version: PlanVersion, children: Iterable[Kin]) -> list[Carried]:
    """Every binding sentence of the text, in its order. As many queries for a hundred lower plans as for one."""
    of_version = {kin.version.pk: kin for kin in children if kin.version is not None}
    carriers: dict[int, list[Carrier]] = defaultdict(list)
    for key, compared in uphold_all(version, [kin.version for kin in of_version.values()]).items():
        for one in compared:
            if one.old is not None and one.new is not None:
                carriers[one.old.pk].append(Carrier(of_version[key], one))
    units = _units_by_sentence(version)
    return [
        Carried(sentence, tuple(carriers[sentence.pk]), tuple(units[sentence.pk].values()))
        for sentence in version.sentences.binding().in_order().select_related("block")
    ]


def _units_by_sentence(version: PlanVersion) -> dict[int, dict[int, Organization]]:
    found: dict[int, dict[int, Organization]] = defaultdict(dict)
    parts = TaskAssignment.objects.filter(task__version=version, organization__isnull=False)
    for part in parts.select_related("organization", "task"):
        for sentence in {part.sentence_id, part.task.sentence_id} - {None}:
            found[sentence][part.organization_id] = part.organization
    shares = Share.objects.current().filter(allotment__target__in=Target.objects.kept().filter(version=version))
    for share in shares.select_related("organization", "allotment__target"):
        if (sentence := share.allotment.target.sentence_id) is not None:
            found[sentence][share.organization_id] = share.organization
    return found


@dataclass(frozen=True, slots=True)
class Duties:
    """What one plan above asks, and how this one answers."""

    kin: Kin
    counts: list[tuple[Change, int]]
    dropped: list[Sentence]
    """Asked above and held by no sentence here."""


def duties_from(kin: Kin, version: PlanVersion) -> Duties | None:
    """None while the plan above has no text in force."""
    if kin.version is None:
        return None
    compared = uphold_all(kin.version, [version])[version.pk]
    counts: dict[Change, int] = defaultdict(int)
    for one in compared:
        if one.old is not None:
            counts[one.change] += 1
    told = [(change, counts[change]) for change in Change if counts[change]]
    return Duties(kin, told, [one.old for one in compared if one.new is None])
