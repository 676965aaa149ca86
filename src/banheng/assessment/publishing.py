"""Put a reviewed result on public notice, and take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.assessment.closing import reopen
from banheng.assessment.errors import SheetRefused
from banheng.assessment.freezing import freeze
from banheng.assessment.journal import locked, required, take_step
from banheng.assessment.models import Publication, ScoreSheet, Step
from banheng.schools.calendars import school_calendar

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.schools.models import School


def last_notice_day(school: School, first: date, school_days: int) -> date:
    """Give the last day of a notice period that begins on a day, which does not count."""
    return school_calendar(school).school_day_after(first, school_days)


def publish(
    sheet: ScoreSheet, *, school_days: int, contact: str, by: User | None, at: datetime
) -> Publication:
    """Freeze a reviewed result and put it on public notice.

    Raises:
        SheetRefused: it is not reviewed, or no contact for objections is given.
    """
    if school_days < 1 or not contact.strip():
        raise SheetRefused("notice_incomplete", gettext("请填写公示期和受理部门的联系方式。"))
    with transaction.atomic():
        kept = locked(sheet, ScoreSheet.State.REVIEWED)
        edition = freeze(kept, reason="", by=by, at=at)
        first = timezone.localdate(at)
        publication = Publication.objects.create(
            sheet=kept,
            first=first,
            last=last_notice_day(kept.school, first, school_days),
            school_days=school_days,
            contact=contact.strip(),
            by=by,
            at=at,
        )
        kept.state = ScoreSheet.State.PUBLISHED
        kept.save(update_fields=["state"])
        take_step(kept, Step.Kind.PUBLISHED, by=by, at=at, edition=edition)
    return publication


def withdraw(sheet: ScoreSheet, *, reason: str, by: User, at: datetime) -> None:
    """Take a result off public notice; it is computed and reviewed again before it can be published again.

    Raises:
        SheetRefused: it is not on notice, no reason is given, or an appeal against it is not ruled on.
    """
    reason = required(reason)
    with transaction.atomic():
        kept = locked(sheet, ScoreSheet.State.PUBLISHED)
        if open_appeals := kept.open_appeals.count():
            raise SheetRefused(
                "open_appeals",
                gettext("还有 %(number)d 件申诉没有复核结论。请先复核，再撤回公示。")
                % {"number": open_appeals},
            )
        kept.publications.filter(withdrawn_at=None).update(
            withdrawn_by=by, withdrawn_at=at, withdrawn_for=reason
        )
        kept.state = ScoreSheet.State.COMPUTED
        kept.save(update_fields=["state"])
        reopen(kept)
        take_step(kept, Step.Kind.WITHDRAWN, by=by, at=at, reason=reason)


def publication_of(sheet: ScoreSheet) -> Publication:
    """Give the public notice that stands.

    Raises:
        Publication.DoesNotExist: the sheet is not public.
    """
    return sheet.publications.get(withdrawn_at=None)
