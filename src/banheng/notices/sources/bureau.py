"""What the bureau wants from a school: letters to sign, targets and findings that are due, a word to be heard."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from banheng.accounts.models import User
from banheng.accounts.roles import Permission
from banheng.bureau.accountability.models import Proceeding
from banheng.bureau.findings.models import Finding
from banheng.bureau.targets.models import Letter, Signature
from banheng.bureau.targets.standing import State, standing
from banheng.notices.kinds import FINDING_DUE, FINDING_LATE, HEARING, LETTER_WAITS, TARGET_DUE
from banheng.notices.sources.news import News

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from banheng.notices.sources.looking import Looking

BEFORE = timedelta(days=7)


def bureau_news(look: Looking) -> Iterator[News]:
    """Tell each thing once, and what is overdue once more."""
    today = timezone.localdate(look.at)
    yield from _letters(look, today)
    yield from _findings(look, today)
    school = look.school
    waiting = Proceeding.objects.filter(
        school=school, informed_on__isnull=False, heard_on=None, decided_at=None
    )
    for each in waiting:
        page = reverse("task_accountability-one", args=[school.code, each.pk])
        said = {"day": each.hear_until.isoformat() if each.hear_until else ""}
        yield News(HEARING, f"hearing:{each.pk}", page, _account(each.concerned_id), said)


def _letters(look: Looking, today: date) -> Iterator[News]:
    school = look.school
    running = Letter.objects.filter(school=school, offered_at__isnull=False, concluded_at=None)
    for letter in running.prefetch_related("signatures"):
        if not any(each.side == Signature.Side.PARTY for each in letter.signatures.all()):
            page = reverse("task_targets-one", args=[school.code, letter.pk])
            about = f"letter:{letter.pk}:{letter.offered_at:%Y%m%d%H%M}"
            yield News(LETTER_WAITS, about, page, look.holders(Permission.SUBMIT_DATA, today))
        if not letter.is_in_force:
            continue
        for line in standing(letter, today).leaves:
            due = line.target.due
            if due and due <= today + BEFORE and line.state in (State.OPEN, State.OVERDUE):
                page = reverse("task_targets-target", args=[school.code, line.target.pk])
                to = _account(line.target.staff_id) or look.holders(Permission.REPORT_DATA, today)
                yield News(TARGET_DUE, f"target:{line.target.pk}:{due}", page, to, {"day": due.isoformat()})


def _findings(look: Looking, today: date) -> Iterator[News]:
    school = look.school
    for finding in Finding.objects.filter(school=school).exclude(state=Finding.State.CLOSED):
        page = reverse("task_findings-one", args=[school.code, finding.pk])
        said = {"day": finding.due.isoformat()}
        is_open = finding.state == Finding.State.OPEN
        own = _account(finding.owner_id)
        if is_open or finding.due <= today + BEFORE:
            to = own or look.holders(Permission.REPORT_DATA, today)
            yield News(FINDING_DUE, f"finding:{finding.pk}:{finding.due}", page, to, said)
        if finding.is_late(today):
            to = list(dict.fromkeys([*own, *look.holders(Permission.SUBMIT_DATA, today)]))
            yield News(FINDING_LATE, f"late:{finding.pk}:{finding.due}", page, to, said)


def _account(staff: int | None) -> list[User]:
    return list(User.objects.filter(is_active=True, staff=staff)) if staff else []
