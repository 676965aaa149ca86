"""Let the database itself refuse to change or remove what was done with filings and their figures."""

from __future__ import annotations

from django.db import migrations

from banheng.schools.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("collecting", "0001_initial"),)

    operations = (
        append_only(
            ["collecting_figurechange", "collecting_filingstep"],
            name="collecting_refuses",
            refusal="a change of a figure is appended, never changed",
        ),
    )
