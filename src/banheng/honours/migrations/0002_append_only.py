"""Let the database itself refuse to change or remove the steps of follow-ups."""

from __future__ import annotations

from django.db import migrations

from banheng.schools.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("honours", "0001_initial"),)

    operations = (
        append_only(
            ["honours_followupstep"],
            name="honours_refuses",
            refusal="what was done with a follow-up is appended, never changed",
        ),
    )
