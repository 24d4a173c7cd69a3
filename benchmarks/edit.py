"""One edit, and 1,000 rows edited at once, with checks and history, against a raw UPDATE and an audit row."""

import argparse
import itertools

from _support import median_seconds, on_each_database, tell
from _town import establishments, officer, plain_insert

MANY = 1_000


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="lotrinh bench edit")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--database")
    args = parser.parse_args(argv)
    return on_each_database("edit", argv, lambda kind: measure(kind, args.rows))


def measure(database: str, count: int) -> None:
    from django.db import connection, transaction
    from django.utils import timezone

    from lotrinh.core.models import AuditEntry
    from lotrinh.core.registers import write
    from lotrinh.establishments.models import Establishment

    user, area, entry = officer()
    statement, values = plain_insert(establishments(count, area), entry)
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)
    keys = list(Establishment.objects.order_by("pk").values_list("pk", flat=True)[:MANY])
    number = itertools.count()
    quote = connection.ops.quote_name
    table, audit = quote(Establishment._meta.db_table), quote(AuditEntry._meta.db_table)

    def by_writer(keys):
        def work():
            address = f"{next(number)} đường Mới"
            with transaction.atomic():
                rows = list(Establishment.objects.filter(pk__in=keys))
                for row in rows:
                    row.address = address
                write(rows, by=user)

        return work

    def by_hand(keys):
        def work():
            address = f"{next(number)} đường Cũ"
            said = [timezone.now(), user.pk]
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.executemany(
                    f"INSERT INTO {audit} (at, by_id, acted_as, deed, register, reason, rows) "
                    "VALUES (%s, %s, '', 'Sửa', 'co-so', '', 1)",
                    [said for _ in keys],
                )
                cursor.executemany(f"UPDATE {table} SET address = %s WHERE id = %s", [[address, key] for key in keys])

        return work

    one, floor_of_one = median_seconds(by_writer(keys[:1]), 31), median_seconds(by_hand(keys[:1]), 31)
    tell("edit", "one row with history", database, one, "raw UPDATE and an audit row", floor_of_one)
    many, floor_of_many = median_seconds(by_writer(keys), 7), median_seconds(by_hand(keys), 7)
    tell(
        "edit",
        f"{MANY} rows at once with history",
        database,
        many,
        "raw UPDATEs, each with an audit row",
        floor_of_many,
    )
