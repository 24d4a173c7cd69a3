"""What units object to targets and figures, and what the named decider rules. Nobody else rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import BinaryIO
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.timezone import localdate

from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.documents.actions import store_file
from lotrinh.documents.models import OfficialDocument
from lotrinh.followups.rights import speaks_for
from lotrinh.indicators.measures import Figure
from lotrinh.organizations.models import Organization
from lotrinh.plans.choices import Ruling
from lotrinh.plans.errors import Answered, NoDecider, NoReason, NotContestant, NotDecider, RulesItself
from lotrinh.plans.models import Contest, Target, TargetContract
from lotrinh.plans.models.contests import FILES
from lotrinh.plans.rights import may_rule, second_half
from lotrinh.rules.calendar import office_calendar
from lotrinh.rules.second_person import ANSWER_CONTEST, must_be_another

MOST_FILES = 5
WORKDAYS_TO_RULE = 10
"""Proposed where nobody names a day; no rule sets it."""


@dataclass(frozen=True, slots=True)
class Objection:
    """What somebody says instead, and the papers that show it."""

    reason: str
    definition: str = ""
    value: Decimal | None = None
    unit: str = ""
    document: OfficialDocument | None = None
    files: tuple[tuple[BinaryIO, str], ...] = ()
    decide_by: date | None = None


@transaction.atomic
def contest(
    *, target: Target, organization: Organization, by: User, sent_as: UUID | None = None, stands: str = "", **said
) -> Contest:
    """Object, for `organization`, to how the target is read or counted; `said`: fields of an `Objection`.

    Whoever runs the programme today decides. Raises NotContestant, NoReason.
    """
    contract = TargetContract.objects.filter(target=target).first()
    if contract is None or contract.contestant_id != organization.pk:
        raise NotContestant()
    decider = target.version.programme.owner_on(localdate())
    fields = {"target": target, "subject": target.name[:500], "stands": stands, "decider": decider}
    return _raise(Objection(**said), organization, by, sent_as, fields)


@transaction.atomic
def contest_figure(
    *,
    figure: Figure,
    key: str,
    subject: str,
    organization: Organization,
    decider: Organization | None,
    by: User,
    sent_as: UUID | None = None,
    **said,
) -> Contest:
    """Object, for `organization`, to a figure; `key` is its address, `decider` whoever answers for it.

    Raises NotContestant, NoDecider, RulesItself, NoReason.
    """
    if decider is None:
        raise NoDecider()
    if decider.pk == organization.pk:
        raise RulesItself()
    fields = {"figure": key, "subject": subject[:500], "stands": figure.text[:200], "decider": decider}
    return _raise(Objection(**said), organization, by, sent_as, fields)


def _raise(said: Objection, organization: Organization, by: User, sent_as: UUID | None, fields: dict) -> Contest:
    if not speaks_for(by, organization.pk):
        raise NotContestant()
    if not said.reason.strip():
        raise NoReason()
    if sent_as and (already := Contest.objects.filter(sent_as=sent_as).first()):
        return already
    with audit(f"Nêu ý kiến khác: {fields['subject']}", by=by, acted_as=organization.name[:200]) as entry:
        raised = Contest.objects.create(
            organization=organization,
            reason=said.reason.strip(),
            definition=said.definition.strip(),
            value=said.value,
            unit=said.unit.strip() if said.value is not None else "",
            document=said.document,
            decide_by=said.decide_by or suggested_day(localdate()),
            raised=entry,
            sent_as=sent_as or uuid4(),
            **fields,
        )
        _keep_files(raised, said.files, by)
    return raised


def suggested_day(today: date) -> date:
    return office_calendar(today).add_workdays(today, WORKDAYS_TO_RULE)


def _keep_files(raised: Contest, files: Iterable[tuple[BinaryIO, str]], by: User) -> None:
    for file, name in list(files)[:MOST_FILES]:
        store_file(file=file, name=name, register=FILES, key=raised.pk, by=by)


@transaction.atomic
def answer_contest(*, contest: Contest, answer: str, by: User, ruling: str = "") -> Contest:
    """Rule on an objection, for the named decider: how, why. Raises NotDecider, NeedsAnother, NoReason, Answered."""
    if not may_rule(by, contest):
        raise NotDecider()
    must_be_another(ANSWER_CONTEST, by=by, **second_half(contest))
    if not answer.strip():
        raise NoReason()
    if Contest.objects.select_for_update().get(pk=contest.pk).answered_id:
        raise Answered()
    acted_as = contest.decider.name[:200] if contest.decider else ""
    with audit(f"Phân xử ý kiến khác: {contest.about}", by=by, acted_as=acted_as) as entry:
        contest.answer, contest.answered = answer.strip(), entry
        contest.ruling = ruling if ruling in Ruling.values else ""
        contest.save(update_fields=["answer", "answered", "ruling"])
    return contest
