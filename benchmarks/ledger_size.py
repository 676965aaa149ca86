"""How much disk a record takes in the database, index and all: `python -m benchmarks.ledger_size [RECORDS]`.

On SQLite in a folder of its own; with DATABASE_URL, as `tools/with_postgres.py` sets it, on that PostgreSQL. The
database is filled once more and forgotten: use one that nobody needs.
"""

# ruff: noqa: PLC0415 - models can be imported only when the apps are loaded
from __future__ import annotations

import os
import sys
import tempfile

RECORDS = 100_000


def main(records: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banheng.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    before = _size()
    _fill(records)
    from django.db import connection

    taken = _size() - before
    print(
        f"{connection.vendor}: {records:,} records, {taken / 1e6:.1f} MB, {taken / records:.0f} bytes a record"
    )


def _fill(records: int) -> None:
    import random
    from datetime import UTC, datetime, timedelta
    from hashlib import sha256

    from tests.factories import make_school
    from uuid_utils.compat import uuid7

    from banheng.ledger.models import Record

    school, chance, before = make_school("size"), random.Random(1), ""
    classes = list(school.classes.values())
    now = datetime(2026, 10, 1, 0, 30, tzinfo=UTC)
    rows = []
    for number in range(1, records + 1):
        digest = sha256(f"{before}{number}".encode()).hexdigest()
        at = now + timedelta(seconds=40 * number)
        rows.append(
            Record(
                id=uuid7(),
                school=school.school,
                sequence=number,
                school_class=chance.choice(classes),
                item="hygiene",
                event="unswept",
                day=at.date(),
                note="" if chance.random() < 0.8 else "讲台和走廊没有打扫，提醒后补做",
                source=Record.Source.INSPECTION,
                recorder_name="值周教师",
                recorded_at=at,
                noted_at=at,
                previous_hash=before,
                hash=digest,
            )
        )
        before = digest
        if len(rows) == 1_000 or number == records:
            Record.objects.bulk_create(rows)
            rows = []


def _size() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size('ledger_record')")
            return int(cursor.fetchone()[0])
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="banheng-size-") as folder:
        os.environ["BANHENG_DATA"] = folder
        main(int(sys.argv[1]) if sys.argv[1:] else RECORDS)
