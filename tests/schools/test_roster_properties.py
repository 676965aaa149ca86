"""Whatever a roster says: a preview changes nothing, and taking an import back restores everything."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banheng.schools.errors import ChangeRefused
from banheng.schools.importing.roster import take_rows
from banheng.schools.importing.work import Work
from banheng.schools.journal import take_back
from banheng.schools.models import ClassSize, ClassYear, Grade, Posting, SchoolClass, Staff
from banheng.scoring.roster import Posting as Row
from banheng.scoring.roster import Role
from tests.factories import TODAY, make_school

pytestmark = pytest.mark.django_db
DAYS = st.one_of(st.none(), st.dates(date(2026, 8, 20), date(2027, 1, 31)))
ROWS = st.builds(
    Row,
    school_class=st.sampled_from(["101", "102", "201", "103", "３０１"]),
    teacher=st.sampled_from(["t101", "t102", "t9", "t8"]),
    grade=st.sampled_from(["", "一年级", "三年级", "初一"]),
    class_type=st.sampled_from(["", "实验班"]),
    role=st.sampled_from(Role),
    first=DAYS,
    last=DAYS,
    pupils=st.integers(0, 60),
    years=st.integers(0, 3),
)
CLASS_NAMES = st.dictionaries(
    st.sampled_from(["101", "102", "103"]), st.sampled_from(["一年级1班", "一年级2班", "晨曦班"])
)
TEACHER_NAMES = st.dictionaries(st.sampled_from(["t101", "t9"]), st.sampled_from(["王丽", "王丽😀"]))


@pytest.fixture
def small():
    return make_school()


def state():
    models = (Grade, SchoolClass, ClassYear, ClassSize, Staff, Posting)
    fields = {model: [each.attname for each in model._meta.concrete_fields] for model in models}
    return [list(model.objects.order_by("pk").values_list(*fields[model])) for model in models]


def overlapping():
    """List pairs of homeroom teachers, or of substitutes, of one class on one day."""
    postings = list(Posting.objects.exclude(role=Posting.Role.ASSISTANT_HOMEROOM_TEACHER).order_by("pk"))
    return [
        (one, other)
        for number, one in enumerate(postings)
        for other in postings[:number]
        if (one.school_class_id, one.role) == (other.school_class_id, other.role)
        and one.first <= (other.last or date.max)
        and other.first <= (one.last or date.max)
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROWS, max_size=6), CLASS_NAMES, TEACHER_NAMES, st.booleans())
def test_what_was_brought_in_is_taken_back_without_a_trace(
    small, rows, class_names, teacher_names, close_vanished
):
    rows = [
        replace(
            row,
            class_name=class_names.get(row.school_class, ""),
            teacher_name=teacher_names.get(row.teacher, ""),
        )
        for row in rows
    ]
    before = state()
    with transaction.atomic():
        try:
            work = take_rows(small.school, rows, TODAY, close_vanished=close_vanished)
        except ChangeRefused:
            work = Work(faults=[{}])
        if not work.faults:
            assert overlapping() == []
            assert take_rows(small.school, rows, TODAY).journal.steps == []
            take_back(work.journal.steps)
            assert state() == before
        transaction.set_rollback(True)
