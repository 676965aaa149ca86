"""A contest has judges who mark what others bring; its awards are honours that the rules know."""

from datetime import timedelta

import pytest

from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.people import person_of
from banheng.development.studios.gathering import announce, conclude, contribute, mark, ranked
from tests.factories import NOW, TODAY, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    return make_school()


def held(small, kind="contest", day=TODAY, judges=("201", "202")):
    panel = [small.teachers[code] for code in judges] if kind == "contest" else []
    return announce(small.school, kind=kind, name="主题班会竞赛", day=day, level="county", judges=panel)


def refused(do, *arguments, **named):
    with pytest.raises(DevelopmentRefused) as refusal:
        do(*arguments, **named)
    return refusal.value.code


def test_a_contest_has_judges_who_do_not_take_part(small):
    assert refused(held, small, judges=()) == "no_judges"
    contest = held(small)

    assert refused(contribute, contest, small.teachers["201"], title="我也来") == "judge"
    entry = contribute(contest, small.teachers["101"], title="感恩")
    assert refused(mark, entry, small.teachers["102"], 90) == "no_judge"


@pytest.mark.parametrize("units", [-1, 1_000_001])
def test_marks_are_between_none_and_the_most(small, units):
    contest = held(small)
    entry = contribute(contest, small.teachers["101"], title="感恩")

    assert refused(mark, entry, small.teachers["201"], units) == "marks"


def test_the_mean_of_the_marks_ranks_exactly_and_awards_are_honours(small):
    contest = held(small)
    first, second = (
        contribute(contest, small.teachers[code], title=title)
        for code, title in (("101", "感恩"), ("102", "诚信"))
    )
    mark(first, small.teachers["201"], 885_000)
    assert refused(conclude, contest, {}, by=None, at=NOW) == "marks_missing"
    assert refused(contribute, contest, small.teachers["101"], title="改题") == "marked"
    mark(first, small.teachers["202"], 900_100)
    mark(second, small.teachers["201"], 900_000)
    mark(second, small.teachers["202"], 900_000)
    mark(second, small.teachers["202"], 950_000)

    assert [(each.title, mean) for each, mean in ranked(contest)] == [("诚信", 925_000), ("感恩", 892_600)]
    conclude(contest, {second.pk: "一等奖"}, by=None, at=NOW)

    (honour,) = person_of(small.teachers["102"], TODAY).honours
    assert (honour.honour, honour.level, honour.on) == ("teaching_contest", "county", TODAY)
    assert not Fact.objects.filter(staff=small.teachers["101"], kind="honour").exists()
    assert Fact.objects.filter(kind="research").count() == 2
    assert refused(conclude, contest, {}, by=None, at=NOW) == "closed"


def test_a_forum_has_no_marks_and_gives_no_honour(small):
    forum = held(small, kind="forum")
    entry = contribute(forum, small.teachers["101"], title="我的带班故事")

    conclude(forum, {entry.pk: "优秀发言"}, by=None, at=NOW)

    fact = Fact.objects.get()
    assert (fact.kind, fact.content["form"], fact.content["place"]) == ("research", "contest", "优秀发言")


def test_what_is_still_to_come_is_not_concluded(small):
    assert refused(conclude, held(small, day=TODAY + timedelta(days=1)), {}, by=None, at=NOW) == "day"
