"""A round of 3,321 communes × 40 columns: opened, answered by 200 at once, accepted, added up, looked at; none lost."""

import argparse
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from _support import median_seconds, on_each_database, peak_mib, tell, timed
from _town import officer

COLUMNS, AT_ONCE = 40, 200
CONNECTIONS = {"sqlite": 4, "postgresql": 40}
"""So many of those who answer at once are served at one time, as by a server's threads; the others wait."""


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="lotrinh bench rounds")
    parser.add_argument("--units", type=int, default=3_321)
    parser.add_argument("--database")
    args = parser.parse_args(argv)
    return on_each_database("rounds", argv, lambda kind: measure(kind, args.units))


def measure(database: str, count: int) -> None:
    from django.db import connection
    from django.utils.timezone import localdate

    from lotrinh.collection import actions
    from lotrinh.collection.models import Answer, Question, Round, RoundUnit
    from lotrinh.collection.totals import totals_of
    from lotrinh.core.periods import Period
    from lotrinh.organizations.models import Organization

    user, area, entry = officer()
    units = [
        Organization(name=f"Ủy ban nhân dân xã Thử {n}", kind="committee", level="commune", area=area, entry=entry)
        for n in range(count)
    ]
    Organization.objects.bulk_create(units, batch_size=500)
    questions = [Question(key=str(n), label=f"Mục {n}", least=0) for n in range(1, COLUMNS + 1)]

    def ask():
        made = actions.prepare(
            asker=units[0],
            title="Đợt đo",
            period=Period("year", 2025),
            due=localdate() + timedelta(days=5),
            units=units,
            questions=questions,
            by=user,
            sent_as="do",
        )
        actions.open_round(round=made, by=user)

    opening = timed(ask)
    round = Round.objects.get()
    plain_opening = timed(lambda: _plain_lines(connection, _copy_of(round), units))
    tell("rounds", f"{count} units asked", database, opening, "executemany of the lines", plain_opening)

    chance = random.Random(7)
    answers = {
        pk: {question.key: str(chance.randrange(10_000)) for question in questions}
        for pk in RoundUnit.objects.filter(round=round).values_list("pk", flat=True)
    }
    sending = timed(lambda: _at_once(database, answers, lambda pk, typed: _send(pk, typed, user)))
    assert Answer.objects.count() == count, "an answer was lost"
    copies = dict(
        zip(RoundUnit.objects.exclude(round=round).values_list("pk", flat=True), answers.values(), strict=True)
    )
    plain = timed(lambda: _at_once(database, copies, lambda pk, typed: _plain_answer(pk, typed, entry.pk)))
    case = f"{count} answers × {COLUMNS} columns, {AT_ONCE} at once"
    tell("rounds", case, database, sending, "an INSERT and an UPDATE each", plain, connections=CONNECTIONS[database])

    lines = list(RoundUnit.objects.filter(round=round).select_related("round", "unit"))
    accepting = timed(lambda: actions.accept(lines=lines, by=user))
    again = timed(lambda: _plain_accept([line.pk for line in lines]))
    tell("rounds", f"{count} answers accepted and locked", database, accepting, "an UPDATE each", again)
    assert RoundUnit.objects.filter(round=round, state="accepted").count() == count, "an answer was not accepted"

    found = []
    adding = timed(lambda: found.append(totals_of(round)))
    sums = []
    by_hand = timed(lambda: sums.extend(_plain_sums(connection, round, questions)))
    assert [int(total.value) for total in found[0].totals] == [int(one) for one in sums], "a total is wrong"
    assert all(total.units == count for total in found[0].totals), "a unit is missing in a total"
    tell(
        "rounds", f"{COLUMNS} totals", database, adding, "SUM over the JSON, a query each", by_hand, peak_mib=peak_mib()
    )
    again = median_seconds(lambda: totals_of(round))
    tell("rounds", f"{COLUMNS} totals, no answer changed", database, again, "added up anew", adding)
    _pages(database, round, user)


def _pages(database: str, round, user) -> None:
    """The pages of all units, first when nothing is remembered yet, then as the next reader meets them."""
    from django.core.cache import cache
    from django.test import Client
    from django.urls import reverse

    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    for name, address in (
        ("matrix", round.get_absolute_url()),
        ("totals", reverse("collection:totals", args=[round.pk])),
        ("one total opened", reverse("collection:total", args=[round.pk, "1"])),
    ):

        def fetch(address=address):
            assert client.get(address).status_code == 200

        fetch()  # templates are compiled once for all
        first = median_seconds(fetch, before=cache.clear)
        tell("rounds", f"page: {name}", database, median_seconds(fetch), "with nothing remembered", first)


def _at_once(database: str, answers: dict[int, dict], deed) -> None:
    """AT_ONCE people send; each has its own connection while it is served, and gives it back."""
    from django.db import connections

    served = threading.BoundedSemaphore(CONNECTIONS[database])

    def one(item):
        with served:
            try:
                deed(*item)
            finally:
                connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as people:
        for outcome in [people.submit(one, item) for item in answers.items()]:
            outcome.result()


def _send(pk: int, typed: dict, user) -> None:
    from lotrinh.collection import actions
    from lotrinh.collection.models import RoundUnit

    line = RoundUnit.objects.with_names().get(pk=pk)
    author = actions.Author("page", user=user)
    actions.send(line=line, typed=typed, seen=line.edition, author=author)


def _plain_answer(pk: int, typed: dict, entry: int) -> None:
    from django.db import transaction

    from lotrinh.collection.models import Answer, RoundUnit

    with transaction.atomic():
        answer = Answer.objects.create(line_id=pk, number=1, content=typed, via="page", author="", entry_id=entry)
        RoundUnit.objects.filter(pk=pk).update(state="sent", current=answer)


def _plain_accept(keys: list[int]) -> None:
    from django.db.models import F

    from lotrinh.collection.models import RoundUnit

    for pk in keys:
        RoundUnit.objects.filter(pk=pk).update(state="accepted", accepted=F("current"))


def _copy_of(round):
    """A second round for the plain way, so that both write into the same tables."""
    from lotrinh.collection.models import Round

    copy = Round.objects.get(pk=round.pk)
    copy.pk, copy.sent_as, copy.form = None, "do-tay", "tay"
    copy.save()
    return copy


def _plain_lines(connection, round, units) -> None:
    from lotrinh.collection.models import RoundUnit

    table = connection.ops.quote_name(RoundUnit._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (round_id, unit_id, state, edition, saved_by, reason, notes) "
            "VALUES (%s, %s, 'unopened', 0, '', '', '{}')",
            [[round.pk, unit.pk] for unit in units],
        )


def _plain_sums(connection, round, questions) -> list:
    from lotrinh.collection.models import Answer, RoundUnit

    quote = connection.ops.quote_name
    answers, lines = quote(Answer._meta.db_table), quote(RoundUnit._meta.db_table)
    is_postgresql = connection.vendor == "postgresql"
    found = []
    with connection.cursor() as cursor:
        for question in questions:
            cell = f"(a.content->>'{question.key}')::numeric" if is_postgresql else (
                f"CAST(json_extract(a.content, '$.\"{question.key}\"') AS INTEGER)"
            )  # fmt: skip
            cursor.execute(
                f"SELECT SUM({cell}) FROM {answers} a JOIN {lines} l ON l.accepted_id = a.id WHERE l.round_id = %s",
                [round.pk],
            )
            found.append(cursor.fetchone()[0])
    return found
