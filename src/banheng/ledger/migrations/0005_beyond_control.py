"""A mark for what the homeroom teacher could not have prevented; null, so that no row is written anew."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("ledger", "0004_more_sources"),)

    operations = (
        migrations.AddField(
            "record",
            "beyond_control",
            models.BooleanField(blank=True, null=True, verbose_name="非班主任可控"),
        ),
    )
