"""A school of four classes with a scheme of two items, worked out by hand.

September: 101 has 2 dirty places (60 − 2×2 = 56) and is noisy once (40 − 5 = 35): 91. 102 has nothing: 100.
201 had an accident, which is a veto, and loses nothing else: 100, no rank. 202 is noisy 9 times: 60 + 0 = 60.
October so far: 101 has 1 dirty place: 98. All others: 100.
"""

from datetime import date

from tests.factories import adopt, make_school, make_user, put_one

SCHEME = """
scheme: worked
title: 班主任月度考核方案
period: month
full_points: 100
rounding: {places: 2, mode: half_up}
indicators:
  - code: routine
    name: 常规
    full_points: 100
    items:
      - code: hygiene
        name: 卫生
        full_points: 60
        from: inspection
        rule:
          kind: tally
          start: full
          events:
            unswept: {name: 地面不洁, points: -2, per: place}
          floor: 0
          when_missing: start
      - code: order
        name: 纪律
        full_points: 40
        from: inspection
        rule:
          kind: tally
          start: full
          events:
            noise: {name: 吵闹, points: -5, per: time}
          floor: 0
          when_missing: start
vetoes:
  - code: safety
    name: 安全责任事故
    effect: {rating: fail, points: keep, ranking: excluded}
ranking: {within: grade, ties: competition, flag_last: 1}
ratings:
  - {code: excellent, name: 优秀, by: points, at_least: 95}
  - {code: pass, name: 合格, by: points, at_least: 60}
  - {code: fail, name: 不合格, otherwise: true}
longer_periods:
  - to: term
    take: mean
    ranking: {within: school, ties: competition}
"""
SEPTEMBER, OCTOBER = date(2026, 9, 15), date(2026, 10, 20)
SECRET = "张小明把墨水洒在地上"
"""A note with a pupil's name, which no document may show."""


def make_worked_school():
    small = make_school()
    adopt(small.school, text=SCHEME)
    inspector = make_user("inspector", staff=small.teachers["202"], name="检查员甲")
    pupil = make_user("pupil-inspector", name="李小红")
    put_one(small.school, day=SEPTEMBER, quantity="2", note=SECRET, by=inspector)
    put_one(small.school, day=SEPTEMBER, item="order", event="noise", by=pupil)
    put_one(small.school, day=SEPTEMBER, school_class="201", item="safety", event="", by=inspector)
    put_one(
        small.school,
        day=SEPTEMBER,
        school_class="202",
        item="order",
        event="noise",
        quantity="9",
        by=inspector,
    )
    put_one(small.school, day=OCTOBER, by=inspector)
    return small
