"""A file whose work was cut off with the server is taken up without a hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from banheng.schools.importing import bulk
from banheng.schools.models import BulkChange, SchoolClass
from banheng.web.office.tasks import resume
from tests.factories import NOW, TODAY, adopt, make_school, make_user
from tests.web.office.test_imports import ROSTER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def change():
    school = make_school().school
    adopt(school)
    return bulk.hand_in(
        school,
        BulkChange.Kind.ROSTER,
        "表.csv",
        ROSTER.encode(),
        by=make_user("office"),
        at=NOW,
        options={"day": TODAY.isoformat(), "scheme": "", "language": "zh-hans"},
    )


def test_a_file_that_nobody_reads_is_read(change):
    resume(LATER)

    change.refresh_from_db()
    assert change.status == "ready"


def test_what_was_confirmed_is_carried_out_once(change):
    resume(LATER)
    change.refresh_from_db()
    bulk.confirm(change, NOW)

    for _ in range(2):
        resume(LATER)

    change.refresh_from_db()
    assert change.status == "done"
    assert SchoolClass.objects.filter(code="301").count() == 1


def test_work_that_goes_on_is_left_alone(change):
    resume(NOW + timedelta(seconds=10))

    change.refresh_from_db()
    assert change.status == "reading"


def test_what_waits_in_the_queue_is_not_put_there_again(change, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    for _ in range(3):
        resume(LATER)

    assert DBTaskResult.objects.count() == 1
