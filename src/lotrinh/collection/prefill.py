"""What a unit finds when it opens its form for the first time: its rows of the register, or what it said last time."""

from typing import Any

from lotrinh.collection.choices import Adding, RoundState
from lotrinh.collection.landing import stored_rows
from lotrinh.collection.models import Answer, RoundUnit
from lotrinh.organizations.models import Organization


def content_of(line: RoundUnit) -> dict[str, Any]:
    """What stands in the form: what was saved, else what was sent, else what is known already."""
    if line.draft is not None:
        return line.draft
    if line.current_id:
        return line.current.content
    if line.round.register:
        return {"rows": stored_rows(line.round, line.unit)}
    last = last_answer(line.round, line.unit)
    if last is None:
        return {}
    # What is counted anew each period stays empty: sent untouched, last year's number would pass for this year's.
    standing = {
        question.key
        for question in line.round.questions.all()
        if not question.is_number or question.adding == Adding.LEVEL
    }
    return {key: kept for key, kept in last.content.items() if key in standing and isinstance(kept, str)}


def last_answer(round, unit: Organization) -> Answer | None:
    """What `unit` last had accepted of this form by this asker, in another round."""
    lines = RoundUnit.objects.filter(unit=unit, round__form=round.form, round__asker=round.asker_id)
    lines = lines.exclude(accepted=None).exclude(round=round.pk).exclude(round__state=RoundState.PREPARED)
    found = lines.select_related("accepted", "round").order_by("-round__due", "-pk").first()
    return found.accepted if found else None
