"""Let the database itself refuse to change or remove what was recorded."""

from __future__ import annotations

from django.db import migrations

from banheng.schools.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("ledger", "0001_initial"),)

    operations = (
        append_only(
            ["ledger_record", "ledger_reply"],
            name="ledger_refuses",
            refusal="the ledger is append-only: void a record instead of changing it",
        ),
    )
