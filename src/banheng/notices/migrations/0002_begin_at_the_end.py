"""Let a school that has journals already begin with what comes after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations
from django.db.models import Max

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def begin_at_the_end(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the cursors behind the last record and the last reply."""
    cursors = apps.get_model("notices", "Cursor").objects
    for chain in apps.get_model("ledger", "Chain").objects.all():
        cursors.create(school_id=chain.school_id, source="record", place=chain.sequence)
    replies = apps.get_model("ledger", "Reply").objects.order_by().values("record__school")
    for last in replies.annotate(place=Max("pk")):
        cursors.create(school_id=last["record__school"], source="reply", place=last["place"])


class Migration(migrations.Migration):
    dependencies = (("notices", "0001_initial"), ("ledger", "0002_append_only"))

    operations = (migrations.RunPython(begin_at_the_end, migrations.RunPython.noop),)
