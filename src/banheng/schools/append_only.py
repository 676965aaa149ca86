"""A step of a migration that lets the database itself refuse to change or remove rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def append_only(
    tables: Sequence[str], *, name: str, refusal: str, columns: Sequence[str] = ()
) -> migrations.RunPython:
    """Refuse UPDATE and DELETE on tables in both databases, and TRUNCATE where there is one.

    A later migration that rebuilds one of the tables on SQLite drops its triggers and has to add them again.

    Args:
        name: of the function in PostgreSQL, used once.
        refusal: what the database answers.
        columns: only these never change; without them none does.
    """
    update = f"UPDATE OF {', '.join(columns)}" if columns else "UPDATE"

    def add(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        statements = _sqlite if editor.connection.vendor == "sqlite" else _postgres
        for statement in statements(tables, name, refusal, update):
            editor.execute(statement)

    def remove(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor != "sqlite":
            editor.execute(f"DROP FUNCTION {name}() CASCADE")
            return
        for table in tables:
            for change in ("update", "delete"):
                editor.execute(f"DROP TRIGGER {table}_refuses_{change}")

    return migrations.RunPython(add, remove)


def _sqlite(tables: Sequence[str], _name: str, refusal: str, update: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_refuses_{change} BEFORE {statement} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        for table in tables
        for change, statement in (("update", update), ("delete", "DELETE"))
    ]


def _postgres(tables: Sequence[str], name: str, refusal: str, update: str) -> list[str]:
    answer = f"RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'"
    statements = [f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {answer}; END $$"]
    for table in tables:
        for what, when in (("change", f"{update} OR DELETE"), ("truncate", "TRUNCATE")):
            each = "ROW" if what == "change" else "STATEMENT"
            statements.append(
                f"CREATE TRIGGER {table}_refuses_{what} BEFORE {when} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION {name}()"
            )
    return statements
