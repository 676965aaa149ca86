"""A September with honours and consequences, for tests of what is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.assessment.computing import compute
from banheng.assessment.periods import find_period
from banheng.assessment.publishing import publish
from banheng.assessment.reviewing import review
from tests.assessment.settling import CONTACT, SEPTEMBER, account, finalise_september, publish_september
from tests.factories import LIBRARY, NOW, TODAY, SmallSchool, adopt, make_school, put_one

if TYPE_CHECKING:
    from datetime import date

    from banheng.assessment.models import ScoreSheet

USES = """
honours:
  - {code: best, name: 优秀班主任, top: 2, ties: none_in, within: school, reason: 九月考核成绩优秀}
  - {code: class, name: 先进班集体, who: class, not_below: 0}
  - {code: special, name: 突出贡献奖}
  - {code: term, name: 学期优秀班主任, period: term, ratings: [excellent, pass, fail], reason: 学期考核优秀}
  - {code: steady, name: 连续先进班集体, who: class, not_below: 0, times: 2}
consequences:
  - code: failed
    name: 不合格处理
    when: {vetoes: [safety_accident]}
    ladder: true
    tasks:
      - {action: talk, owner: principal, due: {days: 3, school_days: true}}
      - {action: remove, name: 解聘, owner: moral_education_office, due: {at: term_end}, wait_years: 2}
  - code: plan
    name: 整改计划
    who: class
    when: {vetoes: [safety_accident]}
    tasks: [{action: rectify, owner: homeroom_teacher, due: {days: 14}}]
"""
READY = (LIBRARY / "primary-month" / "scheme.yaml").read_text(encoding="utf-8")
TEXT = READY.partition("\nhonours:")[0] + "\n" + USES  # in the place of its own


def school_with_results() -> SmallSchool:
    """Class 101 has a deduction of 0.2, 102 an accident, 201 nothing, 202 two deductions."""
    small = make_school()
    adopt(small.school, text=TEXT)
    put_one(small.school, school_class="101", day=SEPTEMBER)
    put_one(small.school, school_class="102", item="safety_accident", event="", day=SEPTEMBER)
    for _ in range(2):
        put_one(small.school, school_class="202", day=SEPTEMBER)
    return small


def published(small: SmallSchool) -> ScoreSheet:
    return publish_september(small.school)


def published_on(small: SmallSchool, period: str, day: date) -> ScoreSheet:
    """Publish another period on a day after it."""
    at = NOW + (day - TODAY)
    scored = find_period(small.school, "primary-month", period, day)
    compute(scored, by=account("computing"), at=at)
    sheet = review(scored, remark="", by=account("office"), at=at)
    publish(sheet, school_days=5, contact=CONTACT, by=account("principal"), at=at)
    sheet.refresh_from_db()
    return sheet


def final(small: SmallSchool) -> ScoreSheet:
    return finalise_september(small.school)
