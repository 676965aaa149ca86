"""Pay sheets that were paid: told to each who has a slip, with the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from banheng.notices.kinds import PAID
from banheng.notices.recipients import accounts_of
from banheng.notices.sources.news import LONGEST_TRANSACTION, News, Source
from banheng.notices.sources.sheets import said_of
from banheng.payroll.models import PayStep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from banheng.notices.sources.looking import Looking
    from banheng.schools.models import School


def _rows(school: School) -> QuerySet[PayStep]:
    steps = PayStep.objects.filter(pay_sheet__school=school)
    related = steps.select_related("pay_sheet__school", "pay_sheet__sheet__version")
    return related.defer("pay_sheet__sheet__results")


def _news(step: PayStep, _look: Looking) -> Iterator[News]:
    if step.kind != PayStep.Kind.PAID:
        return
    school, said = step.pay_sheet.school, said_of(step.pay_sheet.sheet)
    slips = list(step.pay_sheet.slips.select_related("staff"))
    accounts = accounts_of(school, [slip.staff.code for slip in slips])
    for slip in slips:
        if account := accounts.get(slip.staff.code):
            link = reverse("mypay-slip", args=[school.code, slip.pk])
            yield News(PAID, str(step.pk), link, [account], said)


PAY = Source("pay", _rows, "pk", "at", LONGEST_TRANSACTION, _news)
