"""The list page of a register with 100,000 rows, as full HTML over HTTP, against a hello of the same server."""

import argparse

from _served import HELLO, cookie_of, seconds_of, server
from _served import ask as ask_page
from _support import on_each_database, tell
from _town import establishments, officer, plain_insert


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="lotrinh bench list")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--database")
    args = parser.parse_args(argv)
    return on_each_database("list", argv, lambda kind: measure(kind, args.rows))


def measure(database: str, count: int) -> None:
    from django.db import connection

    from lotrinh.core.registers import register_of
    from lotrinh.establishments.models import Establishment

    user, area, entry = officer()
    cookie = cookie_of(user)
    page = f"/so/{register_of(Establishment).slug}/"
    with server() as port:
        empty = seconds_of(port, page, cookie)
        statement, values = plain_insert(establishments(count, area), entry)
        with connection.cursor() as cursor:
            cursor.executemany(statement, values)
            cursor.execute(f"ANALYZE {connection.ops.quote_name(Establishment._meta.db_table)}")
        hello = seconds_of(port, HELLO, cookie)
        seconds = seconds_of(port, page, cookie)
        weight = len(ask_page(port, page, cookie)) / 1000
    tell("list", f"{count} rows, full HTML", database, seconds, "hello of the same server", hello, kb=round(weight, 1))
    tell("list", f"{count} rows, full HTML", database, seconds, "the same page of an empty register", empty)
