"""Let the database itself refuse to change or remove a questionnaire that is a version."""

from __future__ import annotations

from django.db import migrations

from banheng.schools.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("surveys", "0002_instruments_replies_extensions"),)

    operations = (
        append_only(
            ["surveys_instrumentversion"],
            name="surveys_refuses",
            refusal="a version of a questionnaire never changes: make a new version",
        ),
    )
