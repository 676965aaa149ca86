"""Let the database itself refuse to change a duty pack that is on record; only its end may still be set."""

from __future__ import annotations

from django.db import migrations

from banheng.schools.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("duties", "0002_work_records"),)

    operations = (
        append_only(
            ["duties_packversion"],
            name="duties_refuses",
            refusal="a duty pack on record never changes: put a new version in force",
            columns=["school_id", "code", "number", "title", "text", "digest", "first"],
        ),
    )
