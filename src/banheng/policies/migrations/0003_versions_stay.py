"""Let the database itself refuse to change or remove a scheme that is on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "policies_schemeversion"
REFUSAL = "a scheme on record never changes: put a new version on record"


def add_triggers(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Refuse UPDATE and DELETE on both databases, TRUNCATE where there is one."""
    if schema_editor.connection.vendor == "sqlite":
        for change in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {TABLE}_refuses_{change.lower()} BEFORE {change} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    schema_editor.execute(
        "CREATE FUNCTION policies_refuses() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {TABLE}_refuses_change BEFORE UPDATE OR DELETE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION policies_refuses()"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {TABLE}_refuses_truncate BEFORE TRUNCATE ON {TABLE} "
        "FOR EACH STATEMENT EXECUTE FUNCTION policies_refuses()"
    )


def remove_triggers(_apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away again."""
    if schema_editor.connection.vendor == "sqlite":
        for change in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {TABLE}_refuses_{change}")
        return
    schema_editor.execute("DROP FUNCTION policies_refuses() CASCADE")


class Migration(migrations.Migration):
    dependencies = (("policies", "0002_adoptions_ended"),)

    operations = (migrations.RunPython(add_triggers, remove_triggers),)
