"""Object to a published result: receipt, clock, taking it back; and the limit for those who object too often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.assessment.errors import SheetRefused
from banheng.assessment.freezing import standing
from banheng.assessment.journal import lock_sheets, locked, required
from banheng.assessment.models import Appeal, AppealLimit, AppealRule, ScoreSheet, Step
from banheng.assessment.periods import period_of_sheet
from banheng.assessment.publishing import publication_of
from banheng.schools.calendars import school_calendar

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.ledger.models import Record
    from banheng.schools.models import School, SchoolClass, Staff


@dataclass(frozen=True, slots=True)
class Objection:
    """What an appeal is about: a record, an item (code), or neither for the whole result; and why."""

    text: str
    record: Record | None = None
    item: str = ""

    @property
    def about(self) -> Appeal.About:
        """Say which of the three it is."""
        if self.record is not None:
            return Appeal.About.RECORD
        return Appeal.About.ITEM if self.item else Appeal.About.RESULT


def appeal(
    sheet: ScoreSheet,
    objection: Objection,
    *,
    school_class: SchoolClass,
    staff: Staff,
    by: User,
    at: datetime,
) -> Appeal:
    """Take an objection of a scored teacher and start its clock.

    Raises:
        SheetRefused: the result is not public, the time is over, the school has no rule for appeals, the teacher is
            not scored in it, the record or item is not theirs, no reason is given, the same is open already, or
            the teacher has used up a limit.
    """
    text = required(objection.text)
    day = timezone.localdate(at)
    with transaction.atomic():
        kept = locked(sheet, ScoreSheet.State.PUBLISHED, ScoreSheet.State.FINAL)
        rule = AppealRule.objects.filter(school=kept.school).first()
        if rule is None:
            raise SheetRefused("no_rule", gettext("学校还没有设定申诉的期限。请德育处先在“考核周期”里设定。"))
        _refuse_late(kept, rule, day)
        _refuse_strangers(kept, objection, school_class, staff)
        _refuse_repeated(kept, objection, staff)
        _refuse_over_limit(kept, staff, day)
        return Appeal.objects.create(
            school=kept.school,
            number=_next_number(kept.school, day),
            sheet=kept,
            edition=standing(kept),
            school_class=school_class,
            staff=staff,
            about=objection.about,
            record=objection.record,
            item=objection.record.item if objection.record else objection.item,
            text=text,
            by=by,
            by_name=str(by),
            at=at,
            due=school_calendar(kept.school).school_day_after(day, rule.ruling_days),
        )


def last_appeal_day(sheet: ScoreSheet, rule: AppealRule) -> date | None:
    """Give the last day on which an appeal is taken; None for no limit."""
    if sheet.state == ScoreSheet.State.PUBLISHED:
        return publication_of(sheet).last
    if rule.late_days is None:
        return None
    finalised = sheet.steps.filter(kind=Step.Kind.FINALISED).latest("id")
    return school_calendar(sheet.school).school_day_after(timezone.localdate(finalised.at), rule.late_days)


def withdraw_appeal(appeal: Appeal, *, at: datetime) -> None:
    """Take an appeal back, as long as it is not ruled on.

    Raises:
        SheetRefused: it is ruled on or was taken back already.
    """
    with transaction.atomic():
        lock_sheets(appeal.school)
        kept = Appeal.objects.get(pk=appeal.pk)
        if not kept.is_open:
            raise SheetRefused("appeal_closed", gettext("这件申诉已经办结，不能撤回。"))
        kept.withdrawn_at = at
        kept.save(update_fields=["withdrawn_at"])


def limit_appeals(
    school: School, staff: Staff, *, most: int, last: date, reason: str, by: User, at: datetime
) -> AppealLimit:
    """Let somebody make only so many appeals a period until a day; they are shown it with the reason.

    Raises:
        SheetRefused: no reason is given.
    """
    return AppealLimit.objects.create(
        school=school, staff=staff, most=most, last=last, reason=required(reason), by=by, at=at
    )


def lift_limit(limit: AppealLimit, *, by: User, at: datetime) -> None:
    """End a limit at once."""
    if limit.lifted_at is None:
        limit.lifted_by, limit.lifted_at = by, at
        limit.save(update_fields=["lifted_by", "lifted_at"])


def limit_of(staff: Staff, day: date) -> AppealLimit | None:
    """Give the strictest limit of somebody on a day."""
    return AppealLimit.objects.filter(staff=staff, last__gte=day, lifted_at=None).order_by("most").first()


def _refuse_late(sheet: ScoreSheet, rule: AppealRule, day: date) -> None:
    last = last_appeal_day(sheet, rule)
    if last is not None and day > last:
        raise SheetRefused(
            "too_late", gettext("申诉截止到 %(last)s，现在已过期。") % {"last": last.isoformat()}
        )


def _refuse_strangers(
    sheet: ScoreSheet, objection: Objection, school_class: SchoolClass, staff: Staff
) -> None:
    """Refuse an objection to what is not one's own."""
    rows = standing(sheet).results["results"]
    own = [row for row in rows if (row["class"], row["teacher"]) == (school_class.code, staff.code)]
    if not own:
        raise SheetRefused("not_scored", gettext("本期结果里没有您在这个班的成绩，不能申诉。"))
    record = objection.record
    if record is not None:
        period = period_of_sheet(sheet)
        about_own = record.school_class_id == school_class.pk or record.staff_id == staff.pk
        if not about_own or record.day not in period or record.voids_id:
            raise SheetRefused("not_own_record", gettext("这条记录不在本期您的成绩里，不能就它申诉。"))
    elif objection.item and objection.item not in own[0]["items"]:
        raise SheetRefused("unknown_item", gettext("本期结果里没有这个考核项。请从您的得分页面提出申诉。"))


def _refuse_repeated(sheet: ScoreSheet, objection: Objection, staff: Staff) -> None:
    """Refuse what is being looked into already, or was ruled on for the same record."""
    same = sheet.appeals.filter(staff=staff, about=objection.about, withdrawn_at=None)
    if objection.record is not None:
        if same.filter(record=objection.record).exists():
            raise SheetRefused("same_again", gettext("您已经就这条记录提出过申诉。请看那一件的办理情况。"))
        return
    if same.filter(item=objection.item, ruling=None).exists():
        raise SheetRefused("same_again", gettext("您就同一事项的申诉还在复核。请等复核结论。"))


def _refuse_over_limit(sheet: ScoreSheet, staff: Staff, day: date) -> None:
    limit = limit_of(staff, day)
    if limit is not None and sheet.appeals.filter(staff=staff, withdrawn_at=None).count() >= limit.most:
        raise SheetRefused(
            "over_limit",
            gettext("到 %(last)s 为止，您每个周期最多提出 %(most)d 件申诉。原因：%(reason)s")
            % {"last": limit.last.isoformat(), "most": limit.most, "reason": limit.reason},
        )


def _next_number(school: School, day: date) -> str:
    """Give the next receipt number of the calendar year; the school is locked."""
    made = Appeal.objects.filter(school=school, number__startswith=f"{day.year}-").count()
    return f"{day.year}-{made + 1:04d}"
