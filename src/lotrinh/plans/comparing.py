"""Two texts sentence by sentence and word by word: of one plan, or of a plan and the one above it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet, prefetch_related_objects

from lotrinh.indicators.choices import Direction
from lotrinh.plans.aligning import Change, Judged, Line, Promise, Words, align, bare_words, judge, words_of
from lotrinh.plans.carrying import paired_sentences
from lotrinh.plans.models import FormerAim, PlanVersion, Sentence, Target

__all__ = ["Change", "Compared", "Words", "compare", "counted", "uphold", "uphold_all", "words_of"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One sentence of the later text beside the earlier one's; `old` None: it is new, `new` None: it is gone."""

    old: Sentence | None
    new: Sentence | None
    words: tuple[Words, ...] = ()
    """Of a changed sentence."""
    judged: Judged = Judged(Change.SAME)

    @property
    def change(self) -> Change:
        return self.judged.change

    @property
    def is_changed(self) -> bool:
        return bool(self.words)

    @property
    def is_same(self) -> bool:
        return self.old is not None and self.new is not None and not self.words


def compare(old: PlanVersion, new: PlanVersion) -> list[Compared]:
    """Every sentence of the later text in its order, those of the earlier one that are gone where they stood."""
    pairs = [(before, after) for before, after, _ in paired_sentences(old, new)]
    asked = _asked(Target.objects.filter(version__in=[old, new]), _former(new, pairs))
    return _side_by_side(list(_sentences(old)), list(_sentences(new)), pairs, asked)


def uphold(upper: PlanVersion, lower: PlanVersion) -> list[Compared]:
    """What promises or orders in the upper plan's text, beside the sentence of the lower plan's that carries it."""
    return uphold_all(upper, [lower])[lower.pk]


def uphold_all(upper: PlanVersion, lowers: Sequence[PlanVersion]) -> dict[int, list[Compared]]:
    """The same for many lower plans, by the key of their texts; as many queries for many as for one."""
    versions = [upper, *lowers]
    prefetch_related_objects([one.programme for one in versions], "units", "areas")
    asked = _asked(Target.objects.filter(version__in=versions))
    of_version: dict[int, list[Sentence]] = defaultdict(list)
    binding = Sentence.objects.binding().in_order().filter(version__in=versions).select_related("block")
    for sentence in binding:
        of_version[sentence.version_id].append(sentence)
    found = {}
    for lower in lowers:
        above, below = of_version[upper.pk], of_version[lower.pk]
        names = [name for version in (upper, lower) for name in _names(version)]
        pairs = align([one.text for one in above], [one.text for one in below], names)
        found[lower.pk] = _side_by_side(above, below, [(above[one.old], below[one.new]) for one in pairs], asked)
    return found


def counted(compared: Iterable[Compared]) -> list[tuple[Change, int]]:
    """How many of each change there are, in the order in which they are told; nothing of what is not there."""
    found: dict[Change, int] = defaultdict(int)
    for one in compared:
        found[one.change] += 1
    return [(change, found[change]) for change in Change if found[change]]


def _sentences(version: PlanVersion):
    return version.sentences.in_order().select_related("block")


def _names(version: PlanVersion) -> list[str]:
    """What both texts call differently though the same is meant: the issuer, its place, the programme's units."""
    programme = version.programme
    units = [name for unit in programme.units.all() for name in (unit.name, unit.short_name)]
    areas = [name for area in programme.areas.all() for name in (area.full_name, area.name)]
    return [name for name in (version.issuer, version.place_name, *areas, *units) if len(name) > 2]


Found = list[tuple[int, Promise]]


def _asked(targets: QuerySet[Target], former: Found = ()) -> dict[int, tuple[Promise, ...]]:
    """The quantities of each sentence."""
    found: dict[int, list[Promise]] = defaultdict(list)
    for target in targets.kept().exclude(sentence=None).order_by("pk"):
        found[target.sentence_id].append(_promise(target, target.direction))
    for sentence, promise in former:
        found[sentence].append(promise)
    return {sentence: tuple(promises) for sentence, promises in found.items()}


def _former(new: PlanVersion, pairs: list[tuple[Sentence, Sentence]]) -> Found:
    """Targets move on to the later text; the sentences they left ask what was kept of them."""
    left = {after.pk: before.pk for before, after in pairs}
    former = FormerAim.objects.filter(amended_by=new).select_related("target")
    return [
        (left[one.target.sentence_id], _promise(one, one.target.direction))
        for one in former
        if one.target.sentence_id in left
    ]


def _promise(asked, direction: str) -> Promise:
    falls = direction == Direction.FALL or asked.comparator in {"<", "<="}
    return Promise(asked.value, asked.comparator, asked.unit, asked.by, falls)


def _side_by_side(
    above: list[Sentence],
    below: list[Sentence],
    pairs: list[tuple[Sentence, Sentence]],
    asked: dict[int, tuple[Promise, ...]],
) -> list[Compared]:
    old_of = {after.pk: before for before, after in pairs}
    gone = _gone_after(above, {before.pk for before, _ in pairs})
    dropped, added = Judged(Change.DROPPED), Judged(Change.NEW)
    found = [Compared(one, None, judged=dropped) for one in gone.get(None, [])]
    for sentence in below:
        before = old_of.get(sentence.pk)
        found.append(_pair(before, sentence, asked) if before else Compared(None, sentence, judged=added))
        found += [Compared(one, None, judged=dropped) for one in gone.get(before.pk if before else 0, [])]
    return found


def _pair(before: Sentence, after: Sentence, asked: dict[int, tuple[Promise, ...]]) -> Compared:
    if bare_words(before.text) == bare_words(after.text):
        return Compared(before, after)
    lines = [Line(one.text, asked.get(one.pk, ())) for one in (before, after)]
    return Compared(before, after, words_of(before.text, after.text), judge(*lines))


def _gone_after(sentences: list[Sentence], kept: set[int]) -> dict[int | None, list[Sentence]]:
    """Sentences that no later one is paired with, by the kept sentence before them (None: before the first)."""
    last, found = None, {}
    for sentence in sentences:
        if sentence.pk in kept:
            last = sentence.pk
        else:
            found.setdefault(last, []).append(sentence)
    return found
