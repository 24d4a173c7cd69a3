"""A later text of a plan: what stands in the same or nearly the same sentence keeps its identity and its history.

While the later text is a draft, its items only share the identity of those in force (`adopt`). When it is published,
the rows in force move over to it with contracts, progress and proofs, and take on what the draft says (`move`).
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from lotrinh.core import vietnamese
from lotrinh.core.models import AuditEntry
from lotrinh.plans.choices import Review, Source
from lotrinh.plans.likeness import likeness, pair
from lotrinh.plans.models import (
    Claim,
    FormerAim,
    Item,
    PlanVersion,
    Sentence,
    Target,
    TargetContract,
    Task,
    TaskAssignment,
)

WORDS: dict[type[Item], tuple[str, ...]] = {
    Target: (
        "name",
        "comparator",
        "value",
        "value_high",
        "unit",
        "by",
        "per",
        "direction",
        "printed_baseline",
        "territory",
    ),
    Task: ("name", "verb_class", "period_kind", "due", "due_words", "product"),
    Claim: ("subject", "value", "unit", "said_by", "said_on", "clause"),
}
"""What a text says of an item: taken over from the later text."""
AGREED = ("comparator", "value", "value_high", "by", "per")
"""When one of these changes, what was agreed of a target has to be agreed again."""
_LIKE_ENOUGH = 0.5
"""Of two items in one sentence: they are about the same thing."""


def running_version(version: PlanVersion) -> PlanVersion | None:
    """The text in force that `version` would replace."""
    return PlanVersion.objects.published().filter(programme=version.programme_id).exclude(pk=version.pk).first()


def paired_sentences(old: PlanVersion, new: PlanVersion) -> list[tuple[Sentence, Sentence, bool]]:
    """(old, new, whether the words are the same) of every sentence that both texts hold."""
    before = list(old.sentences.in_order().select_related("block"))
    after = list(new.sentences.in_order().select_related("block"))
    pairs = pair([one.text for one in before], [one.text for one in after])
    return [(before[one.old], after[one.new], one.is_same) for one in pairs]


def adopt(draft: PlanVersion, entry: AuditEntry) -> int:
    """Give the draft's items the identity of those in force; returns how many. What was reviewed of an unchanged
    sentence stays reviewed, as it was corrected then.
    """
    running = running_version(draft)
    if running is None:
        return 0
    new_of = {old.pk: (new, same) for old, new, same in paired_sentences(running, draft)}
    return sum(_adopt(model, running, draft, new_of, entry) for model in WORDS)


def _adopt(model: type[Item], running: PlanVersion, draft: PlanVersion, new_of: dict, entry: AuditEntry) -> int:
    read = defaultdict(list)
    for item in model.objects.filter(version=draft):
        read[item.sentence_id].append(item)
    in_force = list(model.objects.filter(version=running, source=Source.PLAN).order_by("pk"))
    beside = Counter(item.sentence_id for item in in_force)
    twins, missed = [], []
    for item in in_force:
        if item.sentence_id not in new_of:
            continue
        sentence, same = new_of[item.sentence_id]
        # The only item of a sentence, then and now, is the same one whatever it was renamed to.
        is_alone = beside[item.sentence_id] == len(read[sentence.pk]) == 1
        twin = read[sentence.pk][0] if is_alone else _likest(item, read[sentence.pk])
        if twin is not None:
            read[sentence.pk].remove(twin)
            twin.identity = item.identity
            if same:
                _copy_review(item, twin)
            twins.append(twin)
        elif item.is_kept:
            missed.append(_copy(item, draft, sentence, same, entry))
    model.objects.bulk_update(twins, ["identity", "review", *WORDS[model]], 500)
    _fold_again(model, twins)
    model.objects.bulk_create(missed, 500)
    if model is Task:
        _carry_units(twins)
    return len(twins) + len(missed)


def _likest(item: Item, among: list[Item]) -> Item | None:
    """The item of the later sentence that is about the same thing."""
    best = max(among, key=lambda other: likeness(str(item), str(other)), default=None)
    return best if best is not None and likeness(str(item), str(best)) >= _LIKE_ENOUGH else None


def _copy_review(item: Item, twin: Item) -> None:
    twin.review = item.review
    for name in WORDS[type(item)]:
        setattr(twin, name, getattr(item, name))


def _copy(item: Item, draft: PlanVersion, sentence: Sentence, same: bool, entry: AuditEntry) -> Item:
    """An item that an officer had added and the reader missed again."""
    words = {name: getattr(item, name) for name in WORDS[type(item)]}
    return type(item)(
        version=draft,
        sentence=sentence,
        identity=item.identity,
        review=Review.ACCEPTED if same else Review.PENDING,
        confidence=1.0 if same else 0.5,
        entry=entry,
        **words,
    )


def _fold_again(model: type[Item], items: list[Item]) -> None:
    """bulk_update does not recompute derived columns."""
    if any(f.name == "fold" for f in model._meta.fields):
        for item in items:
            item.fold = vietnamese.fold(str(item))
        model.objects.bulk_update(items, ["fold"], 500)


def _carry_units(twins: list[Task]) -> None:
    """A printed name that was once said to mean one unit means it again."""
    before = TaskAssignment.objects.filter(task__identity__in=[twin.identity for twin in twins])
    said = defaultdict(set)
    for part in before.exclude(task__in=twins).exclude(organization=None).exclude(printed=""):
        said[part.task.identity, part.role, vietnamese.fold(part.printed)].add(part.organization_id)
    for part in TaskAssignment.objects.filter(task__in=twins, organization=None).select_related("task"):
        units = said.get((part.task.identity, part.role, vietnamese.fold(part.printed)), set())
        if len(units) == 1:
            part.organization_id = next(iter(units))
            part.save(update_fields=["organization"])


# --- publishing ------------------------------------------------------------------------------------------------------


@dataclass
class Moved:
    """What became of the items that were in force when a later text took their place."""

    kept: list[Item] = field(default_factory=list)
    added: list[Item] = field(default_factory=list)
    withdrawn: list[Item] = field(default_factory=list)
    """No sentence of the later text holds them: they stay with the old one."""
    to_agree: list[Target] = field(default_factory=list)
    """Their number or date changed: the contract is no longer live."""


def foresee(running: PlanVersion | None, draft: PlanVersion) -> Moved:
    """What publishing `draft` would do, nothing written; before all is reviewed, what it would do as things stand."""
    moved = Moved()
    for model in WORDS:
        drafted = {item.identity: item for item in model.objects.filter(version=draft)}
        for item in model.objects.kept().filter(version=running) if running else ():
            twin = drafted.pop(item.identity, None)
            if item.source == Source.EXECUTION or twin is not None and twin.review != Review.REJECTED:
                moved.kept.append(item)
                if twin is not None and model is Target and any(getattr(item, n) != getattr(twin, n) for n in AGREED):
                    moved.to_agree.append(item)
            else:
                moved.withdrawn.append(item)
        moved.added += [item for item in drafted.values() if item.review != Review.REJECTED]
    live = {target.pk for target in Target.objects.filter(contract__live_since__isnull=False, version=running)}
    moved.to_agree = [target for target in moved.to_agree if target.pk in live]
    return moved


def move(running: PlanVersion | None, draft: PlanVersion, entry: AuditEntry) -> Moved:
    """Bring the rows in force over to `draft`, each with its own key and all that was done about it."""
    moved = Moved()
    for model in WORDS:
        drafted = {item.identity: item for item in model.objects.filter(version=draft).select_related("sentence")}
        in_force = list(model.objects.filter(version=running)) if running else []
        for item in in_force:
            if not item.is_kept:
                continue
            if item.source == Source.EXECUTION:
                item.version = draft
                item.sentence = None
                item.save(update_fields=["version", "sentence"])
                moved.kept.append(item)
            elif (twin := drafted.pop(item.identity, None)) is not None:
                _renew(item, twin, entry, moved)
            else:
                moved.withdrawn.append(item)
        moved.added += [item for item in drafted.values() if item.is_kept]
    return moved


def _renew(item: Item, twin: Item, entry: AuditEntry, moved: Moved) -> None:
    if not twin.is_kept:
        moved.withdrawn.append(item)
        return
    before = {name: getattr(item, name) for name in WORDS[type(item)]}
    # Whoever corrected the item in force after the draft was read knew better than the draft.
    if twin.entry_id >= item.entry_id:
        for name in WORDS[type(item)]:
            setattr(item, name, getattr(twin, name))
    item.version, item.sentence, item.confidence, item.why = twin.version, twin.sentence, twin.confidence, twin.why
    item.review, item.entry = twin.review, entry
    if isinstance(item, Task):
        _renew_parts(item, twin)
    if isinstance(item, Claim):
        twin.parts.update(whole=item)
    # The twin goes first: what it held was taken over above.
    twin.delete()
    item.save()
    moved.kept.append(item)
    if isinstance(item, Target) and any(before[name] != getattr(item, name) for name in AGREED):
        _keep_former(item, before, entry)
        if to_be_agreed_again(item, entry):
            moved.to_agree.append(item)


def _keep_former(target: Target, before: dict, entry: AuditEntry) -> None:
    """What was asked until the day before the amending text: reports of an earlier cut-off use it."""
    live = TargetContract.objects.filter(target=target, live_since__isnull=False).first()
    FormerAim.objects.create(
        target=target,
        **{name: before[name] for name in (*AGREED, "unit")},
        threshold=live.threshold if live else None,
        live_since=live.live_since if live else None,
        last_day=target.version.published_on - timedelta(days=1),
        amended_by=target.version,
        entry=entry,
    )


def to_be_agreed_again(target: Target, entry: AuditEntry) -> bool:
    """Take a live contract back to a draft: what it was agreed on has changed. True when there was one."""
    live = TargetContract.objects.filter(target=target, live_since__isnull=False)
    return bool(live.update(live_since=None, decided=None, entry=entry))


def _renew_parts(task: Task, twin: Task) -> None:
    """Units the later text names are added, those it no longer names leave; parts given at execution stay."""
    wanted = {_part(part): part for part in twin.assignments.all()}
    units = {(part.role, part.organization_id) for part in task.assignments.exclude(organization=None)}
    for part in task.assignments.filter(source=Source.PLAN):
        twin_part = wanted.pop(_part(part), None)
        if twin_part is None:
            # What was given to a successor, or said to be meant by a printed group, is not printed as such.
            if not part.taken_over_from_id and not any(_same_words(part, other) for other in twin.assignments.all()):
                part.delete()
            continue
        part.sentence, part.about = twin_part.sentence, twin_part.about
        part.save(update_fields=["sentence", "about"])
    for part in wanted.values():
        already = part.organization_id and (part.role, part.organization_id) in units
        if already or (part.organization_id is None and _is_known(task, part)):
            continue
        part.task = task
        part.save(update_fields=["task"])


def _part(part: TaskAssignment) -> tuple:
    return part.role, part.organization_id or vietnamese.fold(part.printed)


def _same_words(one: TaskAssignment, other: TaskAssignment) -> bool:
    return (
        bool(one.printed) and one.role == other.role and vietnamese.fold(one.printed) == vietnamese.fold(other.printed)
    )


def _is_known(task: Task, part: TaskAssignment) -> bool:
    """The printed name was already said to mean certain units of the task in force."""
    return any(_same_words(part, other) for other in task.assignments.exclude(organization=None))
