"""The months that are over: the last one computed, the one before on notice with an appeal to hear, the others final."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from banheng.accounts.roles import Role
from banheng.assessment.appealing import Objection, appeal
from banheng.assessment.computing import compute
from banheng.assessment.finalising import finalise
from banheng.assessment.models import AppealRule, Ruling
from banheng.assessment.periods import period_of_sheet, periods_of_term
from banheng.assessment.publishing import publish
from banheng.assessment.reviewing import review
from banheng.assessment.ruling import Decision, hear, rule
from banheng.core.periods import PeriodKind
from banheng.honours.deciding import award
from banheng.honours.models import Honour
from banheng.honours.proposing import propose
from banheng.ledger.models import Record
from banheng.payroll.approving import approve
from banheng.payroll.marking_paid import mark_paid
from banheng.payroll.preparing import prepare
from banheng.schools.models import SchoolClass

if TYPE_CHECKING:
    from datetime import date

    from banheng.accounts.models import User
    from banheng.assessment.models import Appeal, ScoreSheet
    from banheng.assessment.periods import ScoredPeriod
    from banheng.schools.models import School, Term

NOTICE_DAYS, RULING_DAYS = 5, 3
CONTACT = "德育处，行政楼 203 室，分机 8203"


def settle_months(school: School, term: Term, users: dict[Role, User], now: datetime) -> None:
    """Take each month that is over through its steps, as far as it would be by now."""
    AppealRule.objects.create(
        school=school,
        notice_days=NOTICE_DAYS,
        ruling_days=RULING_DAYS,
        contact=CONTACT,
        changed_by=users[Role.MORAL_EDUCATION_OFFICE],
        changed_at=now,
    )
    today = timezone.localdate(now)
    over = [
        scored
        for scored in periods_of_term(school, term, today)
        if scored.period.kind is PeriodKind.MONTH and scored.period.last < today
    ]
    *earlier, last = sorted(over, key=lambda one: one.period.first)
    for scored in earlier[:-1]:
        _settle(scored, users)
    for scored in earlier[-1:]:
        sheet = _publish(scored=scored, users=users, at=now - timedelta(hours=20))
        propose(sheet, by=users[Role.MORAL_EDUCATION_OFFICE], at=now - timedelta(hours=19))
        _object(sheet, users, "当天值周老师记录时卫生已经补做完，请核对照片。", at=now - timedelta(hours=2))
    compute(last, by=users[Role.MORAL_EDUCATION_OFFICE], at=now)


def _settle(scored: ScoredPeriod, users: dict[Role, User]) -> None:
    """Publish, hear one appeal that is right and one that is not, and make the month final."""
    opened = scored.period.last + timedelta(days=2)
    sheet = _publish(scored=scored, users=users, at=_at(opened, 10))
    principal = users[Role.PRINCIPAL]
    right = _object(sheet, users, "这条记的是隔壁班，当天我班在操场上体育课。", at=_at(opened, 16))
    hear(right, day=opened, text="查看课表，并向值周教师核实。", by=principal, at=_at(opened, 17))
    upheld = Decision(Ruling.Outcome.UPHELD, "课表和值周教师均证实，记录有误。", voids=(right.record,))
    rule(right, upheld, by=principal, at=_at(opened, 18))
    wrong = _object(sheet, users, "扣分偏多，希望酌情减少。", at=_at(opened, 20))
    rule(
        wrong,
        Decision(Ruling.Outcome.REJECTED, "照片清楚，扣分与方案一致。"),
        by=principal,
        at=_at(opened + timedelta(days=1), 9),
    )
    last = sheet.publications.get().last
    paid = last + timedelta(days=1)
    finalise(sheet, by=users[Role.MORAL_EDUCATION_OFFICE], at=_at(paid, 9))
    _pay(sheet, users, paid)
    _award(sheet, users, paid)


def _pay(sheet: ScoreSheet, users: dict[Role, User], day: date) -> None:
    bookkeeper = users[Role.BOOKKEEPER]
    pay_sheet = prepare(sheet, by=bookkeeper, at=_at(day, 10))
    approve(pay_sheet, seen=pay_sheet.checksum, by=users[Role.PRINCIPAL], at=_at(day, 14))
    voucher = f"记-{day:%m}-021"
    mark_paid(pay_sheet, day=day, voucher=voucher, by=bookkeeper, at=_at(day, 16))


def _award(sheet: ScoreSheet, users: dict[Role, User], day: date) -> None:
    propose(sheet, by=users[Role.MORAL_EDUCATION_OFFICE], at=_at(day, 15))
    for honour in sheet.honours.filter(state=Honour.State.PROPOSED):
        award(honour, minutes="校务会", by=users[Role.PRINCIPAL], at=_at(day, 17))


def _publish(*, scored: ScoredPeriod, users: dict[Role, User], at: datetime) -> ScoreSheet:
    office = users[Role.MORAL_EDUCATION_OFFICE]
    compute(scored, by=office, at=at)
    sheet = review(scored, remark="记录齐全，各班检查次数一致。", by=office, at=at)
    publish(sheet, school_days=NOTICE_DAYS, contact=CONTACT, by=users[Role.PRINCIPAL], at=at)
    return sheet


def _object(sheet: ScoreSheet, users: dict[Role, User], text: str, *, at: datetime) -> Appeal:
    """Let the homeroom teacher object to the latest deduction of their class that is not appealed yet."""
    teacher = users[Role.HOMEROOM_TEACHER]
    school_class = SchoolClass.objects.get(school=sheet.school, postings__staff=teacher.staff)
    records = Record.objects.filter(
        school_class=school_class, source="inspection", quantity__gt=0, voids=None, voided_by=None
    ).exclude(item=Record.NEUTRAL)
    period = period_of_sheet(sheet)
    month = records.filter(day__range=(period.first, period.last), appeals=None)
    return appeal(
        sheet,
        Objection(text, record=month.latest("sequence")),
        school_class=school_class,
        staff=teacher.staff,
        by=teacher,
        at=at,
    )


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
