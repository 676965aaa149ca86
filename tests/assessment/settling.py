"""A September that is taken through its steps, for tests of what comes after."""

from __future__ import annotations

from datetime import date, timedelta

from banheng.accounts.models import User
from banheng.assessment.computing import compute
from banheng.assessment.finalising import finalise
from banheng.assessment.models import AppealRule, ScoreSheet
from banheng.assessment.periods import find_period
from banheng.assessment.publishing import publish
from banheng.assessment.reviewing import review
from banheng.schools.models import School
from tests.factories import NOW, TODAY, make_user

SEPTEMBER = date(2026, 9, 15)
CONTACT = "德育处 0512-1234567"


def account(username: str) -> User:
    return User.objects.filter(username=username).first() or make_user(username)


def review_september(school: School, scheme: str = "primary-month", period: str = "2026-09") -> ScoreSheet:
    scored = find_period(school, scheme, period, TODAY)
    compute(scored, by=account("computing"), at=NOW)
    return review(scored, remark="", by=account("office"), at=NOW)


def publish_september(school: School, *, days: int = 5, **named: str) -> ScoreSheet:
    AppealRule.objects.get_or_create(
        school=school, defaults={"notice_days": 5, "ruling_days": 3, "contact": CONTACT, "changed_at": NOW}
    )
    sheet = review_september(school, **named)
    publish(sheet, school_days=days, contact=CONTACT, by=account("principal"), at=NOW)
    sheet.refresh_from_db()
    return sheet


def finalise_september(school: School, **named: str) -> ScoreSheet:
    sheet = publish_september(school, **named)
    finalise(sheet, by=account("office"), at=NOW + timedelta(days=8))
    sheet.refresh_from_db()
    return sheet
