"""A whole database copied, checked and put back, by the means each engine has for it."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Protocol
from urllib.parse import quote


class CopyFailed(Exception):
    """The database could not be copied or put back; the message says why and what to do, in Vietnamese."""


class DatabaseCopier(Protocol):
    """How one engine's database is copied, checked and put back."""

    engine: str

    def copy_to(self, target: Path) -> None: ...
    def migrations(self, copy: Path) -> list[str]: ...
    def counts(self, copy: Path) -> dict[str, int]: ...
    def check(self, copy: Path, counts: dict[str, int]) -> None: ...
    def put_in_place(self, copy: Path, *, keep_old_in: Path) -> None: ...


class SqliteCopier:
    """SQLite's own backup call: a consistent copy while people go on writing."""

    engine = "sqlite"

    def __init__(self, path: Path):
        self.path = path

    def copy_to(self, target: Path) -> None:
        if not self.path.is_file():
            raise CopyFailed(f"Chưa có cơ sở dữ liệu ở {self.path}.")
        with _sqlite(self.path) as source, _sqlite(target) as copy:
            source.backup(copy, pages=4096, sleep=0.01)
            copy.execute("PRAGMA journal_mode=DELETE")
        self.check(target, self.counts(target))

    def migrations(self, copy: Path) -> list[str]:
        with _sqlite(copy) as database:
            return [f"{app}.{name}" for app, name in database.execute("SELECT app, name FROM django_migrations")]

    def counts(self, copy: Path) -> dict[str, int]:
        with _sqlite(copy) as database:
            tables = database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
            return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}

    def check(self, copy: Path, counts: dict[str, int]) -> None:
        try:
            with _sqlite(copy) as database:
                verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
            found = self.counts(copy)
        except sqlite3.DatabaseError as error:
            raise CopyFailed(f"Bản sao cơ sở dữ liệu không mở được: {error}.") from error
        if verdict != "ok":
            raise CopyFailed(f"Bản sao cơ sở dữ liệu bị hỏng: {verdict}.")
        if found != counts:
            differing = sorted(name for name in found.keys() | counts.keys() if found.get(name) != counts.get(name))
            raise CopyFailed(f"Bản sao không đủ số dòng ở bảng {', '.join(differing[:5])}.")

    def put_in_place(self, copy: Path, *, keep_old_in: Path) -> None:
        old = [path for end in ("", "-wal", "-shm") if (path := self.path.with_name(self.path.name + end)).exists()]
        for path in old:
            os.rename(path, keep_old_in / path.name)
        try:
            os.rename(copy, self.path)
        except BaseException:
            for path in old:
                os.rename(keep_old_in / path.name, path)
            raise


class PostgresCopier:
    """pg_dump and pg_restore; the whole restore is one transaction."""

    engine = "postgresql"

    def __init__(self, settings: dict[str, str]):
        self.settings = settings

    def copy_to(self, target: Path) -> None:
        self._run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}", self._address())

    def migrations(self, copy: Path) -> list[str]:
        import psycopg

        with psycopg.connect(self._address(), password=self.settings["PASSWORD"] or None) as database:
            return [f"{app}.{name}" for app, name in database.execute("SELECT app, name FROM django_migrations")]

    def counts(self, copy: Path) -> dict[str, int]:
        return {}  # a dump cannot be counted without restoring it; pg_restore --list reads it through instead

    def check(self, copy: Path, counts: dict[str, int]) -> None:
        self._run("pg_restore", "--list", str(copy))

    def put_in_place(self, copy: Path, *, keep_old_in: Path) -> None:
        self.copy_to(keep_old_in / "database")
        # Tables of a newer version would stay behind if the dump's own were merely replaced: start from nothing.
        start_anew = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
        script = self._run("pg_restore", "--no-owner", "--no-privileges", "--file=-", str(copy))
        lines = [line for line in script.splitlines(keepends=True) if not line.startswith(b"CREATE SCHEMA public")]
        command = ["psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", self._address()]
        self._run(*command, stdin=start_anew.encode() + b"".join(lines))

    def _address(self) -> str:
        """Without the password, which would show in the list of processes."""
        s = self.settings
        user = f"{quote(s['USER'])}@" if s["USER"] else ""
        port = f":{s['PORT']}" if s["PORT"] else ""
        return f"postgresql://{user}{s['HOST']}{port}/{quote(s['NAME'])}"

    def _run(self, program: str, *arguments: str, stdin: bytes | None = None) -> bytes:
        if shutil.which(program) is None:
            raise CopyFailed(
                f"Máy này không có {program}. Hãy cài bộ công cụ PostgreSQL cùng phiên bản với máy chủ "
                "(Debian/Ubuntu: apt install postgresql-client), rồi làm lại."
            )
        environ = os.environ | ({"PGPASSWORD": self.settings["PASSWORD"]} if self.settings["PASSWORD"] else {})
        done = subprocess.run([program, *arguments], input=stdin, capture_output=True, env=environ)
        if done.returncode:
            raise CopyFailed(f"{program} báo lỗi: {done.stderr.decode(errors='replace').strip()[-600:]}")
        return done.stdout


def copier_for(settings: dict) -> DatabaseCopier:
    """The copier for an entry of Django's DATABASES."""
    if settings["ENGINE"].endswith("sqlite3"):
        return SqliteCopier(Path(settings["NAME"]))
    return PostgresCopier(settings)


@contextlib.contextmanager
def _sqlite(path: Path):
    database = sqlite3.connect(path, timeout=30)
    try:
        yield database
        database.commit()
    finally:
        database.close()
