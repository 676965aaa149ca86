"""Let the database itself refuse to change or remove editions, steps, hearings, rulings and differences."""

from __future__ import annotations

from django.db import migrations

from banheng.schools.append_only import append_only

TABLES = ("frozensheet", "step", "hearing", "ruling", "difference")


class Migration(migrations.Migration):
    dependencies = (("assessment", "0003_life_of_a_period"),)

    operations = (
        append_only(
            [f"assessment_{table}" for table in TABLES],
            name="assessment_refuses",
            refusal="what was published or ruled never changes: publish an amendment instead",
        ),
    )
