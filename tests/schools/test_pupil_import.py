"""Lists of pupils: who is who by code, who moved, who is not in the list."""

from datetime import date

import pytest

from banheng.core.errors import InputRefused
from banheng.schools.errors import ChangeRefused
from banheng.schools.importing.files import as_file
from banheng.schools.importing.pupils import prepare_pupils, take_pupils
from banheng.schools.importing.templates import pupil_workbook
from banheng.schools.importing.work import Work
from banheng.schools.journal import take_back
from banheng.schools.models import Enrolment, Pupil
from tests.factories import NOW, TODAY, make_school

pytestmark = pytest.mark.django_db
HEAD = "学号,姓名,班级,住宿"


@pytest.fixture
def small():
    made = make_school()
    for number, code in enumerate(("101", "101", "102"), start=1):
        pupil = Pupil.objects.create(school=made.school, code=f"p{number}", name=f"学生{number}")
        Enrolment.objects.create(pupil=pupil, school_class=made.classes[code], first=date(2026, 9, 1))
    return made


def brought_in(small, *rows, content=None, **options):
    content = content or "\n".join([HEAD, *rows]).encode()
    with as_file(content, "学生.csv") as file:
        return prepare_pupils(small.school, file, TODAY, **options).do(NOW)


def state():
    return list(
        Enrolment.objects.order_by("pk").values_list("pupil__code", "school_class__code", "first", "last")
    )


def test_an_export_handed_in_again_changes_nothing(small):
    work = brought_in(small, content=pupil_workbook(small.school, TODAY))

    assert (work.lines, work.faults, work.journal.steps, work.unchanged) == ([], [], [], 3)


def test_a_list_says_who_is_new_who_moved_and_who_is_missing(small):
    work = brought_in(small, "p1,学生1,102,是", "p9,王小雨😀,一年级1班,")

    assert [(line.kind, line.who, line.before, line.after) for line in work.lines] == [
        ("changed", "学生1（p1）", "走读", "住宿"),
        ("changed", "学生1（p1）", "一年级1班（101）", "一年级2班（102）"),
        ("new", "王小雨😀（p9）", "", "一年级1班（101）"),
        ("vanished", "学生2（p2）", "一年级1班（101）", ""),
        ("vanished", "学生3（p3）", "一年级2班（102）", ""),
    ]
    assert ("p2", "101", date(2026, 9, 1), None) in state()


def test_what_was_brought_in_can_be_taken_back(small):
    before = state()

    work = brought_in(small, "p1,学生1,102,是", "p9,王小雨,101,", leave_vanished=True)
    assert ("p2", "101", date(2026, 9, 1), date(2026, 10, 20)) in state()
    take_back(work.journal.steps)

    assert state() == before


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["p1,甲,101,", "p1,乙,101,"], "第 2 行"),
        (["p1,甲,999,"], "999"),
        (["p1,甲,101,也许"], "也许"),
        (["p1,,101,"], "都要填"),
    ],
)
def test_a_row_that_cannot_be_is_refused(small, rows, words):
    assert any(words in fault["zh"] for fault in brought_in(small, *rows).faults)


def test_a_row_with_more_cells_than_the_header_is_refused(small):
    with pytest.raises(InputRefused):
        brought_in(small, "p1,甲,101,,多的")


def test_two_pupils_of_one_name_stay_two(small):
    brought_in(small, "p8,王丽,101,", "p9,王丽,101,")

    assert Pupil.objects.filter(name="王丽").count() == 2


def test_a_day_without_an_academic_year_is_refused(small):
    with pytest.raises(ChangeRefused, match="1970-01-01"):
        take_pupils(small.school, [], date(1970, 1, 1), Work())
