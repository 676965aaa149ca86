"""Print the ids of all records in the database of the settings."""

from __future__ import annotations

import django

django.setup()

from banheng.ledger.models import Record  # noqa: E402 - the apps must be loaded

for identity in Record.objects.values_list("id", flat=True).iterator():
    print(identity)
