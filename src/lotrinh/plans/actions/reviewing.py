"""What an officer says of each thing read out of a text: right, right so, wrong, or missing."""

import hashlib
from uuid import UUID

from django.db import transaction

from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.core.registers.errors import Changed
from lotrinh.indicators.models import Indicator
from lotrinh.plans.actions.fresh import check, must_be_fresh
from lotrinh.plans.carrying import AGREED, to_be_agreed_again
from lotrinh.plans.choices import FindingState, Review, SentenceKind, Source, VersionState
from lotrinh.plans.errors import NoReason, NotADraft
from lotrinh.plans.models import Claim, Finding, Item, PlanVersion, Sentence, Target
from lotrinh.plans.reviewing import ITEM_MODELS, certain_items
from lotrinh.plans.rights import must_run

HEADER = ("kind", "number", "issuer", "dated", "title")


def accept(*, item: Item, by: User) -> Item:
    """The item is right as read. Raises NotYourPlan, NotADraft."""
    return _say(item, Review.ACCEPTED, f"Nhận mục: {item}", by=by)


def reject(*, item: Item, by: User, reason: str = "") -> Item:
    """The item is not in the text; it is kept as rejected, and may be taken back by accepting it.

    Of a text in force only what was added at execution, for a reason. Raises NotYourPlan, NotADraft, NoReason.
    """
    if item.source == Source.EXECUTION and not item.version.is_draft and not reason.strip():
        raise NoReason()
    return _say(item, Review.REJECTED, f"Bỏ mục: {item}", by=by, reason=reason)


@transaction.atomic
def correct(*, item: Item, by: User, seen: int | None = None, **fields) -> Item:
    """Write the item as it should have been read. Also for items in force: due day, name, product, and so on.

    `until` writes the last day of a target (its column `by`). Raises NotYourPlan, Changed (`seen`: the entry when the
    form was opened), Invalid. A live contract whose target changes has to be agreed again.
    """
    must_run(by, item.version.programme)
    fields = _named(fields)
    with audit(f"Sửa mục: {item}", by=by) as entry:
        must_be_fresh(item, seen)
        changed = [name for name, value in fields.items() if getattr(item, name) != value]
        for name, value in fields.items():
            setattr(item, name, value)
        item.review = Review.CORRECTED if item.source == Source.PLAN else Review.ACCEPTED
        item.entry = entry
        check(item)
        item.save()
        if isinstance(item, Target) and set(changed) & set(AGREED):
            to_be_agreed_again(item, entry)
    return item


@transaction.atomic
def add(
    *,
    model: type[Item],
    version: PlanVersion,
    by: User,
    sentence: Sentence | None = None,
    source: str = "",
    sent_as: UUID | None = None,
    **fields,
) -> Item:
    """An item the reader missed (with its sentence), or one added at execution (without).

    In a draft both may be added; to a text in force only what is marked as added at execution. `sent_as`: token of the
    form, so that a second click adds nothing. `until` as in `correct`. Raises NotYourPlan, NotADraft, Invalid.
    """
    fields = _named(fields)
    must_run(by, version.programme)
    source = source or (Source.PLAN if sentence and version.is_draft else Source.EXECUTION)
    if source == Source.PLAN:
        _must_be_draft(version)
    if sent_as and (already := model.objects.filter(version=version, identity=sent_as).first()):
        return already
    with audit(f"Thêm {model._meta.verbose_name}", by=by) as entry:
        item = model(version=version, sentence=sentence, source=source, review=Review.ACCEPTED, entry=entry, **fields)
        item.identity = sent_as or item.identity
        check(item)
        item.save()
    return item


@transaction.atomic
def link_claim(*, claim: Claim, indicator: Indicator | None, by: User, scope: str = "") -> Claim:
    """Say which indicator counts in the registers what the document states, and where. Raises NotYourPlan."""
    must_run(by, claim.version.programme)
    with audit(f"Nối con số với chỉ số: {claim}", by=by) as entry:
        claim.indicator, claim.scope, claim.entry = indicator, scope or claim.scope, entry
        check(claim)
        claim.save(update_fields=["indicator", "scope", "entry"])
    return claim


def set_kind(*, sentence: Sentence, kind: str, by: User) -> Sentence:
    """Say whether a sentence promises, orders or wishes, where the reader took it wrongly. Raises NotYourPlan."""
    must_run(by, sentence.version.programme)
    with audit(f"Sửa loại câu: {SentenceKind(kind).label}", by=by, reason=sentence.text[:300]):
        sentence.kind, sentence.confidence = kind, 1.0
        sentence.save(update_fields=["kind", "confidence"])
    return sentence


def accept_certain(*, version: PlanVersion, by: User) -> int:
    """Accept at once everything the reader was sure of; returns how many. Raises NotYourPlan, NotADraft."""
    must_run(by, version.programme)
    _must_be_draft(version)
    with audit(f"Nhận các mục chắc chắn: {version}", by=by) as entry:
        return sum(certain_items(model, version).update(review=Review.ACCEPTED, entry=entry) for model in ITEM_MODELS)


@transaction.atomic
def correct_header(*, version: PlanVersion, by: User, seen: str | None = None, **fields) -> PlanVersion:
    """Number, date, issuer, title as the signed paper has them.

    `seen`: the `header_token` when the form was opened. Raises NotYourPlan, Changed; TypeError for other fields.
    """
    must_run(by, version.programme)
    if unknown := set(fields) - set(HEADER):
        raise TypeError(f"not in the header: {sorted(unknown)}")
    if seen is not None and seen != header_token(PlanVersion.objects.select_for_update().get(pk=version.pk)):
        raise Changed()
    with audit(f"Sửa phần đầu văn bản: {version}", by=by):
        for name, value in fields.items():
            setattr(version, name, value)
        version.save(update_fields=[*fields])
        if "dated" in fields and version.dated:
            version.claims.filter(said_on=None).update(said_on=version.dated)
    return version


def header_token(version: PlanVersion) -> str:
    """Another one as soon as somebody changes the header."""
    words = "\n".join(str(getattr(version, name)) for name in HEADER)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def accept_finding(*, finding: Finding, by: User) -> Finding:
    """The finding is right: the text should be mended by its issuer."""
    return _judge(finding, FindingState.ACCEPTED, "", by)


def dismiss_finding(*, finding: Finding, reason: str, by: User) -> Finding:
    """The finding does not matter, for a reason. Raises NoReason, NotYourPlan."""
    if not reason.strip():
        raise NoReason()
    return _judge(finding, FindingState.DISMISSED, reason.strip(), by)


def _named(fields: dict) -> dict:
    """A target's column `by` cannot be a keyword beside the `by` of whoever does the deed."""
    return {"by" if name == "until" else name: value for name, value in fields.items()}


@transaction.atomic
def _say(item: Item, review: str, deed: str, *, by: User, reason: str = "") -> Item:
    must_run(by, item.version.programme)
    if item.source == Source.PLAN:
        _must_be_draft(item.version)
    with audit(deed, by=by, reason=reason) as entry:
        item.review, item.entry = review, entry
        item.save(update_fields=["review", "entry"])
    return item


def _judge(finding: Finding, state: str, reason: str, by: User) -> Finding:
    must_run(by, finding.version.programme)
    with audit(f"Xử lý điểm cần xem lại {finding.rule}", by=by, reason=reason) as entry:
        finding.state, finding.reason, finding.entry = state, reason, entry
        finding.save()
    return finding


def _must_be_draft(version: PlanVersion) -> None:
    if version.state != VersionState.DRAFT:
        raise NotADraft()
