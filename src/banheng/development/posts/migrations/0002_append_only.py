"""Let the database itself refuse to change or remove the finished steps of rounds."""

from __future__ import annotations

from django.db import migrations

from banheng.schools.append_only import append_only


class Migration(migrations.Migration):
    dependencies = (("posts", "0001_initial"),)

    operations = (
        append_only(
            ["posts_roundstep"],
            name="posts_refuses",
            refusal="a finished step of a selection round is appended, never changed",
        ),
    )
