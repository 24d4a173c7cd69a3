"""Search without tone marks among 100,000 rows: the page that shows 85 hits, against hand-written SQL."""

import argparse
import urllib.parse

from _served import ask, cookie_of, seconds_of, server
from _support import median_seconds, on_each_database, tell
from _town import HITS, RARE, establishments, officer, plain_insert


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="lotrinh bench search")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--database")
    args = parser.parse_args(argv)
    return on_each_database("search", argv, lambda kind: measure(kind, args.rows))


def measure(database: str, count: int) -> None:
    from django.db import connection

    from lotrinh.core import vietnamese
    from lotrinh.core.registers import register_of
    from lotrinh.establishments.models import Establishment

    user, area, entry = officer()
    statement, values = plain_insert(establishments(count, area), entry)
    table = connection.ops.quote_name(Establishment._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)
        cursor.execute(f"ANALYZE {table}")
    words = vietnamese.fold(RARE)

    def by_hand():
        condition = " AND ".join(["fold LIKE %s"] * len(words.split()))
        asked = [f"%{word}%" for word in words.split()]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} WHERE {condition} ORDER BY name_sort, id LIMIT 51", asked)
            cursor.fetchall()
            cursor.execute(f"SELECT COUNT(*) FROM {table} WHERE {condition}", asked)
            return cursor.fetchone()[0]

    page = f"/so/{register_of(Establishment).slug}/?tim={urllib.parse.quote(words)}"
    cookie = cookie_of(user)
    with server() as port:
        seconds = seconds_of(port, page, cookie)
        html = ask(port, page, cookie).decode()
    found = html.partition('id="so-dong">')[2].partition("<")[0]
    floor = median_seconds(by_hand, 9)
    case = f"{count} rows, no tone marks, the whole page"
    tell("search", case, database, seconds, "hand-written SQL", floor, found=int(found), of=HITS)
