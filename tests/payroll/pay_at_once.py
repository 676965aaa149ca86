"""Take steps of pay sheets from several threads at once, or one by one and hang in one of them: run as a script.

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


def one_after_the_other(hang_at: str = "") -> None:
    """Take the steps of a pay sheet that are still to be taken, and hang in one before it is committed.

    Prints which had been taken before, and which have been now.
    """
    from banheng.assessment.models import ScoreSheet  # noqa: PLC0415
    from banheng.payroll import approving, marking_paid, preparing  # noqa: PLC0415
    from banheng.payroll.models import PaySheet, PayStep  # noqa: PLC0415
    from tests.assessment.settling import account  # noqa: PLC0415
    from tests.payroll.paying import LATER  # noqa: PLC0415

    def hang(*_arguments: object, **_named: object) -> None:
        sys.stdout.write("written\n")
        sys.stdout.flush()
        time.sleep(60)

    def taken() -> list[str]:
        return [step.kind for step in PayStep.objects.filter(pay_sheet__sheet=sheet).order_by("pk")]

    def pay_sheet() -> PaySheet:
        return PaySheet.objects.get(sheet=sheet)

    sheet = ScoreSheet.objects.order_by("pk").first()
    bookkeeper, principal = account("bookkeeper"), account("principal")
    steps = {
        "prepared": (preparing, lambda: preparing.prepare(sheet, by=bookkeeper, at=LATER)),
        "approved": (
            approving,
            lambda: approving.approve(pay_sheet(), seen=pay_sheet().checksum, by=principal, at=LATER),
        ),
        "paid": (
            marking_paid,
            lambda: marking_paid.mark_paid(
                pay_sheet(), day=LATER.date(), voucher="记-1", by=bookkeeper, at=LATER
            ),
        ),
    }
    before = taken()
    for name, (module, take) in steps.items():
        if name == hang_at:
            module.take_step = hang
        if name not in before:
            take()
    sys.stdout.write(json.dumps({"before": before, "now": taken(), "sheets": PaySheet.objects.count()}))


django.setup()
if sys.argv[1] == "everything":
    everything_at_once()
else:
    one_after_the_other(*sys.argv[2:])
