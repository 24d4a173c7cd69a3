"""`lotrinh test [ARGS]`: the suite on SQLite, then what touches the database once more on PostgreSQL."""

import os
import subprocess
import sys
import tempfile

from lotrinh.config.commands.source import source_tree

NO_TESTS = 5
"""pytest's exit code when nothing was selected."""


def main(argv: list[str]) -> int:
    root = source_tree("test")
    with tempfile.TemporaryDirectory(prefix="lotrinh-test-") as data:
        environ = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "LOTRINH_DEMO")}
        environ |= {"LOTRINH_DATA": data, "PYTHONDONTWRITEBYTECODE": "1"}
        print("— SQLite —", file=sys.stderr, flush=True)
        code = _pytest(argv, root, environ)
        url = os.environ.get("LOTRINH_TEST_DATABASE_URL", "")
        missing = _why_not(url)
        if missing:
            print(f"— PostgreSQL: KHÔNG kiểm thử ({missing}) —", file=sys.stderr, flush=True)
            return code
        print("— PostgreSQL: các kiểm thử có dùng cơ sở dữ liệu —", file=sys.stderr, flush=True)
        again = _pytest([*argv, "--only-database"], root, environ | {"DATABASE_URL": url})
        return code or (0 if again == NO_TESTS else again)


def _pytest(argv: list[str], root, environ) -> int:
    chosen_width = any(word.startswith(("-n", "--numprocesses", "--pdb")) for word in argv)
    width = [] if chosen_width else ["-n", str(min(8, os.cpu_count() or 2)), "--dist", "worksteal"]
    command = [sys.executable, "-m", "pytest", "-q", *width, *argv]
    return subprocess.run(command, cwd=root, env=environ).returncode


def _why_not(url: str) -> str:
    """Why PostgreSQL cannot be tested on, or nothing."""
    if not url:
        return "chưa đặt LOTRINH_TEST_DATABASE_URL"
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        return f"LOTRINH_TEST_DATABASE_URL không trả lời: {str(error).strip().splitlines()[0]}"
    return ""
