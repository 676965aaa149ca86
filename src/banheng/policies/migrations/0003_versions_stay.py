"""Let the database itself refuse to change or remove a scheme that is on record."""

from __future__ import annotations

from django.db import migrations

from banheng.schools.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("policies", "0002_adoptions_ended"),)

    operations = (
        append_only(
            ["policies_schemeversion"],
            name="policies_refuses",
            refusal="a scheme on record never changes: put a new version on record",
        ),
    )
