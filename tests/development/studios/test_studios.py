"""A studio from its founding to the review of a year, with every fen of its fund and everybody it reached."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.rule_packs import put_rules_in_force
from banheng.development.studios.founding import (
    apply,
    close_studio,
    decide,
    found,
    leave,
    review_goal,
    set_goal,
    write_charter,
)
from banheng.development.studios.models import Member, Section
from banheng.development.studios.working import (
    Reach,
    balance,
    hold,
    missing_sections,
    reach,
    review_year,
    set_aside,
    spend,
)
from banheng.eligibility.loading import LIBRARY
from tests.factories import NOW, TODAY, make_school

FIRST = date(2026, 9, 1)
WHOLE = {code.value: "已写" for code in Section.Code}


@pytest.fixture
def small(db):
    return make_school()


@pytest.fixture
def studio(small):
    return found(small.school, name="育英工作室", leader=small.teachers["101"], first=FIRST)


def refused(do, *arguments, **named):
    with pytest.raises(DevelopmentRefused) as refusal:
        do(*arguments, **named)
    return refusal.value.code


def joined(studio, staff):
    member = apply(studio, staff, statement="想学")
    decide(member, accept=True, reason="", at=NOW)
    return member


def held(studio, *present, day=TODAY, output=""):
    return hold(studio, day=day, kind="show", theme="班会课", output=output, present=present, at=NOW)


def test_what_the_rules_say_stands_beside_an_applicant_and_is_kept_with_the_decision(small, studio):
    text = (LIBRARY / "001-P.yaml").read_text(encoding="utf-8")
    put_rules_in_force(small.school, text, {}, first=FIRST, by=None, at=NOW)
    member = apply(studio, small.teachers["102"], statement="想学")
    assert refused(apply, studio, small.teachers["102"], statement="再来") == "applied"
    assert refused(decide, member, accept=False, reason="", at=NOW) == "no_reason"

    decide(member, accept=True, reason="", task="档案", at=NOW)

    assert any("优先条件" in line for line in member.answers)
    assert any("成员基本要求" in line for line in member.answers)
    assert (member.state, member.since) == ("accepted", TODAY)
    assert refused(decide, member, accept=True, reason="", at=NOW) == "decided"


def test_who_was_declined_or_left_may_ask_again(small, studio):
    member = apply(studio, small.teachers["102"], statement="想学")
    decide(member, accept=False, reason="名额已满", at=NOW)
    again = joined(studio, small.teachers["102"])
    leave(again, day=TODAY, by=None, at=NOW)

    assert apply(studio, small.teachers["102"], statement="又来").state == Member.State.APPLIED


def test_who_leaves_has_the_time_in_the_dossier(small, studio):
    member = joined(studio, small.teachers["102"])
    assert refused(leave, member, day=TODAY + timedelta(days=1), by=None, at=NOW) == "day"

    leave(member, day=TODAY, by=None, at=NOW)

    fact = Fact.objects.get(staff=small.teachers["102"], kind="studio")
    assert (fact.name, fact.since, fact.until) == ("育英工作室 核心成员", TODAY, TODAY)
    assert fact.content == {"form": "membership", "role": "core", "level": "school"}
    assert refused(leave, member, day=TODAY, by=None, at=NOW) == "no_member"


def test_the_charter_has_six_sections_and_says_which_are_missing(studio):
    assert len(missing_sections(studio)) == 6
    write_charter(studio, {"aims": "培养名班主任", "rules": "每月一次"})
    write_charter(studio, {"aims": "培养名班主任", "rules": " "})

    assert "定位及目标" not in missing_sections(studio)
    assert "工作室制度" in missing_sections(studio)


def test_goals_are_set_for_the_studio_and_for_members_and_looked_at_once(studio):
    leader = studio.members.get()
    assert refused(set_goal, studio, member=None, horizon="short", text="早了", due=FIRST - timedelta(days=1))
    goal = set_goal(studio, member=leader, horizon="long", text="成为名班主任", due=TODAY)

    review_goal(goal, reached=True, result="市级名班主任")

    assert refused(review_goal, goal, reached=False, result="") == "reviewed"


def test_everybody_is_counted_once_and_as_what_they_were_on_the_day(small, studio):
    leader, second, third, fourth = small.teachers.values()
    held(studio, leader, second, third, day=FIRST, output="课例")
    joined(studio, second)
    held(studio, leader, second, fourth)

    assert reach(studio, FIRST, TODAY) == Reach(activities=2, outputs=1, members=2, others=2)
    assert reach(studio, FIRST, FIRST) == Reach(activities=1, outputs=1, members=1, others=2)


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), TODAY + timedelta(days=1)])
def test_an_activity_was_held_by_somebody_on_a_day_of_the_studio(small, studio, day):
    assert refused(held, studio, small.teachers["101"], day=day) == "day"
    assert refused(held, studio) == "nobody"


def book(studio, fen):
    more = {"day": TODAY, "text": "凭证", "by": None, "at": NOW}
    return set_aside(studio, fen=fen, **more) if fen > 0 else spend(studio, use="books", fen=-fen, **more)


def test_more_than_is_there_is_not_spent(studio):
    book(studio, 10_000)
    assert refused(book, studio, -10_001) == "too_much"
    assert refused(book, studio, 0) == "sum"
    book(studio, -10_000)
    assert balance(studio) == 0


class TheFund(TestCase):
    @given(st.lists(st.integers(-50_000, 50_000).filter(bool), max_size=12))
    def test_never_falls_below_nothing_and_keeps_every_fen(self, sums):
        small = make_school()
        studio = found(small.school, name="育英", leader=small.teachers["101"], first=FIRST)
        kept = 0
        for fen in sums:
            if kept + fen >= 0:
                book(studio, fen)
                kept += fen
            else:
                assert refused(book, studio, fen) == "too_much"
        assert balance(studio) == kept


def test_a_year_is_reviewed_once_with_a_whole_charter_and_stands_in_the_dossiers(small, studio):
    member = joined(studio, small.teachers["102"])
    said = {"result": "excellent", "text": "成效明显", "by": None, "at": NOW}
    assert refused(review_year, studio, small.year, **said) == "charter"
    write_charter(studio, WHOLE)
    assert refused(review_year, studio, small.year, **said) == "nothing"
    held(studio, small.teachers["101"])

    review_year(studio, small.year, **said)

    assert refused(review_year, studio, small.year, **said) == "reviewed"
    facts = {fact.staff: fact for fact in Fact.objects.filter(kind="studio")}
    assert set(facts) == {small.teachers["101"], member.staff}
    fact = facts[small.teachers["101"]]
    assert fact.name == "育英工作室 挂牌负责人（2026-2027 优秀）"
    assert (fact.since, fact.until) == (FIRST, TODAY)


def test_a_closed_studio_stays_as_it_was_and_its_members_leave(small, studio):
    joined(studio, small.teachers["102"])

    close_studio(studio, day=TODAY, by=None, at=NOW)

    assert not studio.members.filter(until=None).exists()
    for act in (
        lambda: apply(studio, small.teachers["201"], statement=""),
        lambda: held(studio, small.teachers["101"]),
        lambda: book(studio, 100),
        lambda: write_charter(studio, WHOLE),
    ):
        assert refused(act) == "closed"
