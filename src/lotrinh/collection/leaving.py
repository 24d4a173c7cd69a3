"""Rounds, answers and links in the hands of one officer, for the day that officer leaves."""

from collections.abc import Iterable

from django.utils import timezone

from lotrinh.collection.choices import RoundState
from lotrinh.collection.models import PersonalLink, Round, RoundUnit
from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.organizations import leaving


def rounds_of(person: User):
    """Rounds the person prepared or opened that are not closed yet."""
    hands = leaving.done_by(person, "prepared") | leaving.done_by(person, "opened")
    return Round.objects.filter(hands, state__in=[RoundState.PREPARED, RoundState.OPEN]).select_related("asker")


def answers_of(person: User):
    """Answers of the person's own units: those the person saved last, or that nobody else there could send."""
    units, alone = leaving.written_units(person), leaving.alone_at(person)
    owed = RoundUnit.objects.waiting().filter(round__state=RoundState.OPEN, unit__in=units)
    found = owed.select_related("round", "unit").order_by("round__due", "pk")
    return [line for line in found if line.unit_id in alone or line.saved_by == str(person)]


def links_of(person: User):
    """Doors without an account that the person handed out and that are open still."""
    alive = PersonalLink.objects.filter(withdrawn=None, expires_at__gt=timezone.now())
    return alive.filter(leaving.done_by(person, "made")).select_related("line__round", "line__unit")


def withdraw_links(rows: Iterable[PersonalLink], *, by: User) -> None:
    with audit("Thu hồi đường dẫn riêng khi người cấp đi", by=by) as entry:
        PersonalLink.objects.filter(pk__in=[link.pk for link in rows], withdrawn=None).update(withdrawn=entry)


def register() -> None:
    leaving.keeps(
        "rounds",
        title="Đợt thu thập đang soạn, đang mở",
        find=rounds_of,
        unit=lambda round: round.asker,
        describe=lambda round: f"{round.title}, kỳ {round.span.label}",
    )
    leaving.keeps(
        "round-answers",
        title="Trả lời đợt thu thập còn nợ",
        find=answers_of,
        unit=lambda line: line.unit,
        describe=lambda line: f"{line.round.title} – {line.unit.label} ({line.get_state_display()})",
    )
    leaving.withdraws(
        "personal-links",
        title="Đường dẫn riêng đã cấp cho đơn vị",
        find=links_of,
        end=withdraw_links,
        describe=lambda link: f"{link.holder}: {link.line.round.title}",
        link=lambda link: link.line.get_absolute_url(),
        note="Thu hồi cùng lúc; ai cần thì xin đường dẫn mới.",
    )
