"""Rest, weekly lessons and the structure of the team."""

from datetime import date, timedelta

import pytest

from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.posts.figures import Figure, enter_figures, read_lines
from banheng.development.posts.models import StaffingNorm
from banheng.development.posts.resting import Rest, resting
from banheng.development.posts.structure import AGES, band, members, mixes
from banheng.development.posts.workload import workload
from banheng.development.recording import record_fact
from banheng.schools.models import Posting, SchoolClass
from tests.development.posts.rounds import make_world, put_pack
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
REST = {"newcomers": "paired", "stage": "three_years"}
LESSONS = {"practice": "added_up", "stationed": "counts", "average": "all", "floor": "either"}


@pytest.fixture
def world():
    return make_world()


def served(world, staff, *spans):
    school_class = SchoolClass.objects.create(
        school=world.school, code=f"old-{staff.code}", opened=date(2010, 9, 1)
    )
    for first, last in spans:
        Posting.objects.create(school_class=school_class, staff=staff, first=first, last=last)


def test_who_is_due_to_rest_rests_may_come_back_or_is_back(world):
    put_pack(world.school, "001-V", REST, world.office)
    teachers = world.small.teachers
    teachers["101"].homeroom_since = date(2018, 9, 1)
    teachers["101"].save()
    served(world, world.colleagues[0], (date(2016, 9, 1), date(2022, 8, 31)))
    served(world, world.colleagues[1], (date(2019, 9, 1), date(2025, 8, 31)))
    served(world, teachers["201"], (date(2016, 9, 1), date(2022, 8, 31)))

    found = {line.staff.code: line for line in resting(world.school, TODAY)}

    assert {code: line.state for code, line in found.items()} == {
        "t101": Rest.DUE,
        "t81": Rest.MAY_RETURN,
        "t82": Rest.RESTING,
        "t201": Rest.RETURNED,
    }
    assert found["t101"].since == date(2018, 9, 1)
    assert found["t201"].rested == (date(2022, 9, 1), date(2026, 8, 31))


def test_without_rules_about_rest_nobody_rests(world):
    served(world, world.colleagues[0], (date(2016, 9, 1), date(2022, 8, 31)))

    assert resting(world.school, TODAY) == []


def enter(world, text, figure=Figure.WEEKLY_LESSONS, since=TODAY):
    lines = read_lines(world.school, text)
    return enter_figures(world.school, figure, lines, since=since, by=world.office, at=NOW)


def test_lessons_are_compared_with_the_average_of_the_school(world):
    put_pack(world.school, "003-B", LESSONS, world.office)
    StaffingNorm.objects.create(school=world.school, homeroom_lessons=40_000)
    number = enter(world, "t101\t16\nt102,10\nt201，12.5\nt81 0")

    found = workload(world.school, TODAY)

    assert number == 4
    assert (found.average, found.average_of_teaching) == (96_250, 128_333)
    loads = {load.staff.code: load for load in found.loads}
    assert (loads["t101"].lessons, loads["t101"].total, loads["t101"].is_above) == (160_000, 200_000, True)
    assert [load.staff.code for load in found.loads if load.is_above] == ["t101", "t102", "t201"]
    assert [answer.outcome.value for answer in loads["t101"].answers] == ["warned"]
    assert loads["t202"].lessons is None


def test_figures_that_are_the_same_are_not_entered_again(world):
    assert enter(world, "t101 16\nt102 10") == 2
    facts = Fact.objects.filter(kind=Fact.Kind.FIGURE).count()

    assert enter(world, "t101 16\nt102 10") == 0
    assert Fact.objects.filter(kind=Fact.Kind.FIGURE).count() == facts
    assert enter(world, "t101 14") == 1
    assert workload(world.school, TODAY).average == 120_000


@pytest.mark.parametrize(
    ("text", "figure", "code"),
    [
        ("t101 zwölf", Figure.WEEKLY_LESSONS, "figure"),
        ("t101 61", Figure.WEEKLY_LESSONS, "figure"),
        ("t101 -1", Figure.WEEKLY_LESSONS, "figure"),
        ("t101 1890", Figure.BIRTH_YEAR, "figure"),
        ("t101 1980.5", Figure.BIRTH_YEAR, "figure"),
        ("t101 310101198001010018", Figure.BIRTH_YEAR, "figure"),
        ("nobody 12", Figure.WEEKLY_LESSONS, "lines"),
        ("t101", Figure.WEEKLY_LESSONS, "lines"),
        ("\n\n", Figure.WEEKLY_LESSONS, "lines"),
    ],
)
def test_lines_that_cannot_be_are_refused_as_a_whole(world, text, figure, code):
    with pytest.raises(DevelopmentRefused) as refusal:
        enter(world, "t102 1985\n" + text if code == "lines" and text.strip() else text, figure)

    assert refusal.value.code == code
    assert not Fact.objects.filter(kind=Fact.Kind.FIGURE).exists()


def test_a_figure_does_not_begin_in_the_future(world):
    with pytest.raises(DevelopmentRefused):
        enter(world, "t101 16", since=TODAY + timedelta(days=1))


def test_the_structure_counts_age_service_and_titles_grade_by_grade(world):
    enter(world, "t101 1970\nt102 1995\nt201 1980", Figure.BIRTH_YEAR)
    teacher = world.small.teachers["101"]
    teacher.homeroom_since = date(2016, 9, 1)
    teacher.save()
    record_fact(
        teacher,
        Fact.Kind.RANK,
        "一级教师",
        since=date(2018, 9, 1),
        content={"rank": "intermediate"},
        source=Fact.Source.OFFICE,
        by=world.office,
        at=NOW,
    )

    found = members(world.school, TODAY)

    assert [(each.staff.code, each.grade, each.age, each.is_young) for each in found] == [
        ("t101", "一年级", 56, False),
        ("t102", "一年级", 31, True),
        ("t201", "二年级", 46, False),
        ("t202", "二年级", None, None),
    ]
    assert (found[0].months, found[0].rank.value, found[1].rank) == (121, "intermediate", None)
    assert [
        (mix.grade, mix.young, mix.older, mix.newcomers, mix.mean_age, mix.is_mixed) for mix in mixes(found)
    ] == [
        ("一年级", 1, 1, 1, 435_000, True),
        ("二年级", 0, 1, 2, 460_000, False),
    ]


@pytest.mark.parametrize(("age", "number"), [(22, 0), (29, 0), (30, 1), (54, 5), (55, 6), (70, 6)])
def test_each_edge_begins_the_next_band(age, number):
    assert band(age, AGES) == number
