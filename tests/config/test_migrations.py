"""The suite makes its tables from the models, thirty seconds sooner; the migrations are held to the same tables."""

import os
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connection, connections

CONSTRAINED_BY = ("columns", "primary_key", "unique", "foreign_key", "check", "index")
UNNAMED = ("__unnamed", "sqlite_autoindex", "fk_")
"""SQLite numbers what has no name, by the order in which it came about."""


@contextmanager
def empty_database(folder):
    """An empty database of the suite's kind: what a program needs to find it, and a connection to it."""
    theirs = connection.settings_dict
    if connection.vendor == "sqlite":
        name, found_by = str(folder / "lotrinh.sqlite3"), {"LOTRINH_DATA": str(folder)}
    else:
        name = f"migrated_{os.getpid()}"
        sign_in = f"{theirs['USER']}:{theirs['PASSWORD']}".rstrip(":")
        found_by = {"DATABASE_URL": f"postgres://{sign_in}@{theirs['HOST']}:{theirs['PORT']}/{name}"}
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    connections.databases["migrated"] = theirs | {"NAME": name}
    try:
        yield found_by, connections["migrated"]
    finally:
        connections["migrated"].close()
        del connections["migrated"], connections.databases["migrated"]
        if connection.vendor == "postgresql":
            with connection.creation._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}"')


def migrate(found_by: dict[str, str]) -> None:
    """In a process of its own: in this one every room's migrations are switched off."""
    environ = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "LOTRINH_DEMO")}
    command = [sys.executable, "-m", "lotrinh", "manage", "migrate", "--verbosity", "0"]
    subprocess.run(command, env=environ | found_by, check=True)


def our_tables() -> set[str]:
    ours = [config for config in apps.get_app_configs() if config.name.startswith("lotrinh.")]
    return {m._meta.db_table for config in ours for m in config.get_models(include_auto_created=True)}


def shape_of(database) -> set[tuple]:
    """(table, column, type, …) of every column, and (table, name, …) of all that constrains columns."""
    introspection, found = database.introspection, set()
    with database.cursor() as cursor:
        for table in our_tables() & set(introspection.table_names(cursor)):
            for column in introspection.get_table_description(cursor, table):
                found.add((table, column.name, str(column.type_code), column.null_ok, column.collation))
            for name, told in introspection.get_constraints(cursor, table).items():
                named = "" if name.startswith(UNNAMED) else name
                found.add((table, named, *(str(told[what]) for what in CONSTRAINED_BY)))
    return found


@pytest.mark.django_db
def test_the_migrations_lead_to_the_tables_of_the_models(tmp_path, django_db_blocker):
    with django_db_blocker.unblock(), empty_database(tmp_path) as (found_by, migrated):
        migrate(found_by)
        after_migrations, from_models = shape_of(migrated), shape_of(connection)
    assert len(from_models) > 1000
    assert sorted(after_migrations ^ from_models) == []
