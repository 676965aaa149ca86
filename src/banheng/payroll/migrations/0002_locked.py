"""Let the database itself refuse to change what is approved, and the journal of steps and extras at all times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

from banheng.schools.append_only import append_only

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "an approved pay sheet never changes: a correction is paid as a difference"
LOCKED = "('approved', 'paid')"
STATE_OF_SLIP = "SELECT state FROM payroll_paysheet WHERE id = {row}.pay_sheet_id"
STATE_OF_LINE = (
    "SELECT state FROM payroll_paysheet "
    "WHERE id = (SELECT pay_sheet_id FROM payroll_payslip WHERE id = {row}.slip_id)"
)
KEPT = ("school_id", "sheet_id", "edition_id", "fen", "heads", "checksum")
"""Columns of an approved pay sheet that stay while it is marked as paid."""


def refusals() -> list[tuple[str, str, str]]:
    """List table, kind of change and the condition under which it is refused."""
    moved = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in KEPT)
    found = [
        ("paysheet", "INSERT", "NEW.state <> 'prepared'"),
        (
            "paysheet",
            "UPDATE",
            f"OLD.state = 'paid' OR (OLD.state = 'approved' AND (NEW.state <> 'paid' OR {moved}))",
        ),
        ("paysheet", "DELETE", f"OLD.state IN {LOCKED}"),
    ]
    for table, state in (("payslip", STATE_OF_SLIP), ("payline", STATE_OF_LINE)):
        for change, rows in (("INSERT", ["NEW"]), ("UPDATE", ["OLD", "NEW"]), ("DELETE", ["OLD"])):
            conditions = [f"({state.format(row=row)}) IN {LOCKED}" for row in rows]
            found.append((table, change, " OR ".join(conditions)))
    return found


def lock(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    on_sqlite = editor.connection.vendor == "sqlite"
    for table, change, condition in refusals():
        name = f"payroll_{table}_locked_{change.lower()}"
        before = f"CREATE TRIGGER {name} BEFORE {change} ON payroll_{table}"
        if on_sqlite:
            editor.execute(f"{before} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END")
            continue
        row = "OLD" if change == "DELETE" else "NEW"
        editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {condition} THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; "
            f"END IF; RETURN {row}; END $$"
        )
        editor.execute(f"{before} FOR EACH ROW EXECUTE FUNCTION {name}()")


def unlock(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for table, change, _condition in refusals():
        name = f"payroll_{table}_locked_{change.lower()}"
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER {name}")
        else:
            editor.execute(f"DROP FUNCTION {name}() CASCADE")


class Migration(migrations.Migration):
    dependencies = (("payroll", "0001_initial"),)

    operations = (
        migrations.RunPython(lock, unlock),
        append_only(
            ["payroll_paystep", "payroll_extra"],
            name="payroll_refuses",
            refusal="steps and decided amounts never change: append another one",
        ),
    )
