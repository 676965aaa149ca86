"""A school with rules in force, applicants and people to decide, for tests of posts."""

from dataclasses import dataclass
from datetime import date, timedelta

from banheng.accounts.models import User
from banheng.development.models import Fact
from banheng.development.posts.advancing import finish_step
from banheng.development.posts.applying import apply
from banheng.development.posts.models import Post, Round, Step
from banheng.development.posts.opening import open_round
from banheng.development.posts.screening import screen
from banheng.development.recording import record_fact
from banheng.development.rule_packs import put_rules_in_force
from banheng.eligibility.loading import pack_path
from banheng.schools.models import Staff
from tests.factories import NOW, SmallSchool, make_school, make_user

DAY = timedelta(days=1)
FIRST, LAST = date(2027, 8, 1), date(2028, 7, 31)
PARTS = (
    {"name": "笔试", "way": "mark", "weight": 3},
    {"name": "演讲答辩", "way": "panel", "weight": 4},
    {"name": "民主测评", "way": "vote", "weight": 3},
)
RULES = """
pack: own
title: 任职规则
title_en: Rules
rules:
  - code: serve
    name: 任教满一年
    name_en: a year of teaching
    kind: serve
    when: {kind: teaching_years, years: 1}
  - code: wish
    name: 任教满五年
    name_en: five years of teaching
    kind: serve
    hard: false
    when: {kind: teaching_years, years: 5}
  - code: appoint
    name: 聘任手续
    name_en: appointment
    kind: appoint
    when:
      kind: all
      of:
        - {kind: step, code: applied, name: 报名, name_en: applied}
        - {kind: step, code: competed, name: 竞聘, name_en: competed}
        - {kind: step, code: filed, name: 备案, name_en: filed}
        - {kind: step, code: appointed, name: 聘任, name_en: appointed}
  - code: term
    name: 聘期三年
    name_en: three years
    kind: term
    hard: false
    when: {kind: implies, given: {kind: holds}, then: {kind: term_of_office, years: 3}}
  - code: out
    name: 一年不合格的调整
    name_en: out after a failed year
    kind: exit
    when: {kind: failed_years, years: 1}
  - code: grade_leader
    name: 提任年级组长
    name_en: promotion to grade leader
    kind: promote
    when: {kind: service_years, years: 2}
"""


@dataclass
class World:
    """A small school, two colleagues without a class, the office and the principal."""

    small: SmallSchool
    office: User
    principal: User
    colleagues: list[Staff]

    @property
    def school(self):
        return self.small.school

    def opened(self, steps=tuple(Step), **said):
        said = {
            "parts": PARTS,
            "decider": Round.Decider.MEETING,
            "notice_days": 3,
            "first": FIRST,
            "last": LAST,
            "by": self.office,
            "at": NOW,
        } | said
        return open_round(
            self.school, "2027学年班主任选聘", said.pop("post", Post.HOMEROOM_TEACHER), steps=steps, **said
        )

    def go_on(self, selection, at=NOW, by=None, **said):
        selection.refresh_from_db()
        return finish_step(selection, selection.step, by=by or self.office, at=at, **said)

    def screened(self, **said):
        """Give a round in which both colleagues have applied and passed, at the step after."""
        selection = self.opened(**said)
        for each in self.colleagues:
            apply(selection, each, statement="愿意担任", by=None, at=NOW)
        self.go_on(selection)
        if selection.steps[1] == Step.RECOMMENDED:
            self.go_on(selection)
        for applicant in selection.applicants.all():
            screen(applicant, passed=True, by=self.office, at=NOW)
        return self.go_on(selection)


def make_world():
    small = make_school()
    colleagues = [
        Staff.objects.create(school=small.school, code=f"t8{number}", name=f"候选人{number}")
        for number in (1, 2)
    ]
    for staff, since in zip(colleagues, (date(2015, 9, 1), date(2024, 9, 1)), strict=True):
        taught(staff, since)
    world = World(
        small, make_user("office", name="王主任"), make_user("principal", name="李校长"), colleagues
    )
    put_rules_in_force(small.school, RULES, {}, first=date(2026, 9, 1), by=world.office, at=NOW)
    return world


def taught(staff, since):
    record_fact(staff, Fact.Kind.TEACHING, "任教", since=since, source=Fact.Source.OFFICE, by=None, at=NOW)
    Fact.objects.filter(staff=staff).update(confirmed_at=NOW)


def put_pack(school, code, choices, by):
    text = pack_path(code).read_text(encoding="utf-8")
    return put_rules_in_force(school, text, choices, first=date(2026, 9, 1), by=by, at=NOW)
