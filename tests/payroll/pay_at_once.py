"""Take steps of pay sheets from several threads at once, or hang in the middle of one: run as a script.

Prints what became of each attempt as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

THREADS = 4


def at_once(step) -> list[str]:
    """Take a step in each of several threads, all beginning at the same moment."""
    from django.db import connection  # noqa: PLC0415

    from banheng.payroll.errors import PayRefused  # noqa: PLC0415

    barrier = Barrier(THREADS)

    def attempt(number: int) -> str:
        try:
            barrier.wait()
            step(number)
        except PayRefused as refused:
            return refused.code
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        return sorted(threads.map(attempt, range(THREADS)))


def everything_at_once() -> None:
    """Prepare both sheets, approve and pay one, each step several times at once."""
    from banheng.assessment.models import ScoreSheet  # noqa: PLC0415
    from banheng.payroll.approving import approve  # noqa: PLC0415
    from banheng.payroll.marking_paid import mark_paid  # noqa: PLC0415
    from banheng.payroll.models import PayLine, PaySheet, PayStep  # noqa: PLC0415
    from banheng.payroll.preparing import prepare  # noqa: PLC0415
    from tests.assessment.settling import account  # noqa: PLC0415
    from tests.payroll.paying import LATER  # noqa: PLC0415

    sheets = list(ScoreSheet.objects.order_by("pk"))
    bookkeeper, principal = account("bookkeeper"), account("principal")
    told = {"prepared": at_once(lambda number: prepare(sheets[number % 2], by=bookkeeper, at=LATER))}
    pay_sheet = PaySheet.objects.get(sheet=sheets[0])
    seen = pay_sheet.checksum
    told["approved"] = at_once(lambda _number: approve(pay_sheet, seen=seen, by=principal, at=LATER))
    told["paid"] = at_once(
        lambda _number: mark_paid(pay_sheet, day=LATER.date(), voucher="记-1", by=bookkeeper, at=LATER)
    )
    told["sheets"] = PaySheet.objects.count()
    told["differences"] = PayLine.objects.filter(code="difference").count()
    told["steps"] = [step.kind for step in PayStep.objects.filter(pay_sheet=pay_sheet)]
    sys.stdout.write(json.dumps(told))


def hang_before_the_end() -> None:
    """Prepare a pay sheet, and stop when all is written but nothing is committed."""
    from banheng.assessment.models import ScoreSheet  # noqa: PLC0415
    from banheng.payroll import preparing  # noqa: PLC0415
    from tests.assessment.settling import account  # noqa: PLC0415
    from tests.payroll.paying import LATER  # noqa: PLC0415

    def hang(*_arguments: object, **_named: object) -> None:
        sys.stdout.write("written\n")
        sys.stdout.flush()
        time.sleep(60)

    preparing.take_step = hang
    preparing.prepare(ScoreSheet.objects.first(), by=account("bookkeeper"), at=LATER)


django.setup()
{"everything": everything_at_once, "hang": hang_before_the_end}[sys.argv[1]]()
