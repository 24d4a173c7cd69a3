"""What the measurements share: medians, a fresh database of each kind, one JSON line a figure."""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

POSTGRESQL = "postgres://postgres@127.0.0.1:5432/postgres"
"""Asked when LOTRINH_TEST_DATABASE_URL is not set."""


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median_seconds(work: Callable[[], object], times: int = 3, before: Callable[[], object] | None = None) -> float:
    """The median of `times` runs; `before` is done ahead of each and not counted."""
    spent = []
    for _ in range(times):
        if before is not None:
            before()
        spent.append(timed(work))
    return statistics.median(spent)


def peak_mib() -> int:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def tell(bench: str, case: str, database: str, seconds: float, against: str, against_seconds: float, **more) -> None:
    """One figure: seconds of our way, of the way it is compared to, and their ratio."""
    figure = {
        "bench": bench,
        "case": case,
        "database": database,
        "seconds": round(seconds, 5),
        "against": against,
        "against_seconds": round(against_seconds, 5),
        "ratio": round(seconds / against_seconds, 2),
    }
    print(json.dumps(figure | more, ensure_ascii=False), flush=True)


def on_each_database(bench: str, argv: list[str], measure: Callable[[str], None]) -> int:
    """Run `measure(kind)` in a process of its own on an empty SQLite file, then on an empty PostgreSQL database."""
    if "--database" in argv:
        _migrate()
        measure(argv[argv.index("--database") + 1])
        return 0
    codes = []
    with tempfile.TemporaryDirectory(prefix="lotrinh-bench-") as folder:
        codes.append(_child(bench, "sqlite", argv, {"LOTRINH_DATA": f"{folder}/sqlite"}))
        server = os.environ.get("LOTRINH_TEST_DATABASE_URL") or POSTGRESQL
        if not _answers(server):
            print(f"PostgreSQL không được đo: {server} không trả lời.", file=sys.stderr)
            return max(codes)
        name = f"lotrinh_bench_{os.getpid()}"
        _ask(server, f'CREATE DATABASE "{name}"')
        try:
            url = server.rsplit("/", 1)[0] + "/" + name
            codes.append(_child(bench, "postgresql", argv, {"LOTRINH_DATA": f"{folder}/pg", "DATABASE_URL": url}))
        finally:
            _ask(server, f'DROP DATABASE "{name}" WITH (FORCE)')
    return max(codes)


def _child(bench: str, kind: str, argv: list[str], settings: dict[str, str]) -> int:
    environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | settings
    command = [sys.executable, "-m", "lotrinh", "bench", bench, "--database", kind, *argv]
    return subprocess.run(command, env=environ, cwd=Path(__file__).parent.parent).returncode


def _migrate() -> None:
    from lotrinh.config.commands.manage import set_up

    set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _answers(url: str) -> bool:
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _ask(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)
