"""One box for everything: figures, plans, orders, rounds, registers. Without tone marks, within one's scope."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from lotrinh.collection.models import Round
from lotrinh.core import vietnamese
from lotrinh.core.models import User
from lotrinh.core.registers.listing import search_everywhere
from lotrinh.core.vietnamese import format_date
from lotrinh.followups.models import Order
from lotrinh.indicators.models import Indicator
from lotrinh.plans.choices import VersionState
from lotrinh.plans.models import PlanVersion, Programme, Sentence, Target, Task

MOST = 8
"""Shown of each kind in plans; the rest is found by one more word."""
MOST_ROWS = 5
"""Shown of each register, of which there are many; the rest stands in its list."""
MOST_ROUNDS = 300
"""Of one's latest rounds are looked through."""
LONGEST = 100
SHORTEST = 2


@dataclass(frozen=True)
class Hit:
    text: str
    link: str
    note: str = ""


@dataclass(frozen=True)
class Found:
    """What one kind of thing holds that answers. Vietnamese: nhóm kết quả."""

    title: str
    hits: list[Hit]
    count: int
    more: str = ""
    """Where all of them are listed."""


def search(words: str, who: User) -> list[Found]:
    """Everything `who` may see that holds all of `words`; nothing for less than two letters."""
    words = words.replace("\x00", "")[:LONGEST].strip()
    if len(vietnamese.fold(words).replace(" ", "")) < SHORTEST:
        return []
    found = [*_figures(words, who), *_in_plans(words, who), *_in_work(words, who), *_in_registers(words, who)]
    return [one for one in found if one.hits]


def _in_plans(words: str, who: User) -> Iterator[Found]:
    programmes = _holding(Programme.objects.visible_to(who), words)
    yield _found("Kế hoạch", programmes, lambda one: Hit(one.name, one.get_absolute_url()))
    targets = Target.objects.visible_to(who).in_force().select_related("version__programme")
    yield _found("Chỉ tiêu", _holding(targets, words), _of_item)
    tasks = Task.objects.visible_to(who).in_force().select_related("version__programme")
    yield _found("Nhiệm vụ", _holding(tasks, words), _of_item)
    current = PlanVersion.objects.visible_to(who).filter(state=VersionState.PUBLISHED)
    sentences = Sentence.objects.filter(version__in=current.values("pk")).select_related("version__programme", "block")
    yield _found("Câu trong kế hoạch", _holding(sentences, words), _of_sentence)


def _holding(rows: QuerySet, words: str) -> QuerySet:
    for word in vietnamese.fold(words).split():
        rows = rows.filter(fold__contains=word)
    return rows.order_by("pk")


def _found(title: str, rows: QuerySet, told) -> Found:
    first = list(rows[: MOST + 1])
    count = rows.count() if len(first) > MOST else len(first)
    return Found(title, [told(row) for row in first[:MOST]], count)


def _of_item(item) -> Hit:
    return Hit(item.name, item.get_absolute_url(), item.version.programme.name)


def _of_sentence(sentence: Sentence) -> Hit:
    programme = sentence.version.programme
    link = reverse("monitoring:living", args=[programme.pk])
    note = f"{programme.name} – {sentence.place}" if sentence.place else programme.name
    return Hit(sentence.text, f"{link}#{sentence.anchor}", note)


def _in_work(words: str, who: User) -> Iterator[Found]:
    """Orders and rounds: what is asked of units."""
    orders = _holding(Order.objects.visible_to(who).with_units(), words)
    more = f"{reverse('followups:orders')}?{urlencode({'tim': words})}"
    yield replace(_found("Việc giao", orders, _of_order), more=more)
    rounds = _titled(Round.objects.visible_to(who).select_related("asker").order_by("-due", "-pk"), words)
    yield _found("Đợt thu thập", rounds, lambda one: Hit(one.title, one.get_absolute_url(), one.asker.label))


def _of_order(order: Order) -> Hit:
    return Hit(order.what, order.get_absolute_url(), f"{order.unit.label}, hạn {format_date(order.due)}")


def _titled(rounds: QuerySet, words: str) -> QuerySet:
    """Rounds keep no folded title: the latest of those one sees are looked through here."""
    wanted = vietnamese.fold(words).split()
    keys = [
        pk
        for pk, title in rounds.values_list("pk", "title")[:MOST_ROUNDS]
        if all(word in vietnamese.fold(title) for word in wanted)
    ]
    return rounds.filter(pk__in=keys)


def _figures(words: str, who: User) -> Iterator[Found]:
    """Indicators, whose pages open with their figure."""
    rows = _holding(Indicator.objects.visible_to(who).with_owner(), words)
    yield _found(
        "Số liệu", rows, lambda one: Hit(one.name, one.get_absolute_url(), one.owner.label if one.owner else "")
    )


def _in_registers(words: str, who: User) -> Iterator[Found]:
    """Registers know their own columns: units, areas, establishments, and whatever else is kept."""
    for register, rows, count in search_everywhere(words, who, most=MOST_ROWS):
        if register.model is Indicator:  # found above, with the page of its figure
            continue
        hits = [Hit(str(row), reverse("registers:detail", args=[register.slug, row.pk])) for row in rows]
        more = f"{reverse('registers:rows', args=[register.slug])}?{urlencode({'tim': words})}"
        yield Found(register.title, hits, count, more)
