"""Packs in force, duties done and late, and coverage: a plain pack on a real week (today is Wed 21 October 2026)."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from banheng.accounts.roles import Role
from banheng.duties.adopting import put_in_force, stop
from banheng.duties.coverage import burden, coverage, set_ceiling
from banheng.duties.doing import do, take_back
from banheng.duties.errors import DutyRefused
from banheng.duties.in_force import versions_between
from banheng.duties.looking import State, any_time, lines_on
from banheng.duties.models import Done
from banheng.routines.pack import Owner
from tests.factories import NOW, PLAIN_PACK, TODAY, adopt, make_one_of_each, make_school, make_user, put_one

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 10, 19)
OWN = """\
pack: own
title: 本校常规
duties:
  - {code: swept, name: 检查地面, when: {kind: daily}, proof: record, record_of: {item: hygiene}}
  - {code: talks, name: 与学生谈话, when: {kind: weekly, times: 2}, restricted: true}
  - {code: plan, name: 写计划, who: moral_education_office, when: {kind: monthly}, remind_days: 20}
"""


@pytest.fixture
def small(time_machine_today):
    return make_school()


@pytest.fixture
def teacher(small):
    return make_one_of_each(small)[Role.HOMEROOM_TEACHER]


def adopted(small, text=PLAIN_PACK, first=MONDAY):
    return put_in_force(small.school, text, first=first, by=None, at=NOW)


def listed(small, day=TODAY, owners=()):
    classes = [] if owners else [small.classes["101"]]
    lines = lines_on(small.school, day, classes=classes, owners=owners)
    return [(line.duty.code, line.due.number, f"{line.due.day:%m-%d}", line.state.value) for line in lines]


def test_today_lists_what_is_late_first_then_the_day_and_the_week(small):
    adopted(small)

    assert listed(small) == [
        ("morning_check", 1, "10-19", "late"),
        ("attendance", 1, "10-19", "late"),
        ("attendance", 2, "10-19", "late"),
        ("class_log", 1, "10-19", "late"),
        ("flag_raising", 1, "10-19", "late"),
        ("morning_check", 1, "10-20", "late"),
        ("attendance", 1, "10-20", "late"),
        ("attendance", 2, "10-20", "late"),
        ("class_log", 1, "10-20", "late"),
        ("morning_check", 1, "10-21", "open"),
        ("attendance", 1, "10-21", "open"),
        ("attendance", 2, "10-21", "open"),
        ("class_log", 1, "10-21", "open"),
        ("class_meeting", 1, "10-23", "open"),
        ("personal_hygiene", 1, "10-23", "open"),
    ]


def test_a_duty_is_done_once_however_often_it_is_said(small, teacher):
    version = adopted(small)
    said = {"day": TODAY, "number": 1, "by": teacher, "at": NOW}

    first = do(version, "class_log", small.classes["101"], **said)
    again = do(version, "class_log", small.classes["101"], **said)

    assert first == again
    assert ("class_log", 1, "10-21", "done") in listed(small)


def test_another_class_is_not_done_with_it(small, teacher):
    version = adopted(small)
    do(version, "class_log", small.classes["102"], day=TODAY, number=1, by=teacher, at=NOW)

    assert ("class_log", 1, "10-21", "open") in listed(small)


@pytest.mark.parametrize(
    ("duty", "said", "code"),
    [
        ("morning_check", {"day": TODAY}, "count_missing"),
        ("morning_check", {"day": TODAY, "count": -1}, "count_missing"),
        ("class_meeting", {"day": date(2026, 10, 23)}, "note_missing"),
        ("class_meeting", {"day": date(2026, 10, 23), "note": "长" * 2001}, "note_too_long"),
        ("class_log", {"day": TODAY, "number": 2}, "not_due"),
        ("class_log", {"day": date(2026, 10, 24)}, "not_due"),
        ("class_log", {"day": date(2026, 10, 16)}, "not_due"),
        ("nothing", {"day": TODAY}, "not_due"),
        ("property_check", {"day": date(2026, 10, 23)}, "not_open"),
    ],
)
def test_what_cannot_be_taken_as_done_is_refused(small, teacher, duty, said, code):
    version = adopted(small)

    with pytest.raises(DutyRefused) as refused:
        do(version, duty, small.classes["101"], **{"number": 1, "by": teacher, "at": NOW} | said)

    assert refused.value.code == code
    assert not Done.objects.exists()


def test_one_takes_back_ones_own_on_the_same_day_and_can_do_it_again(small, teacher):
    version = adopted(small)
    said = {"day": TODAY, "number": 1, "by": teacher, "at": NOW}
    done = do(version, "class_log", small.classes["101"], **said)

    take_back(done, by=teacher, at=NOW)
    assert ("class_log", 1, "10-21", "open") in listed(small)

    do(version, "class_log", small.classes["101"], **said)
    with pytest.raises(DutyRefused, match="当天"):
        take_back(Done.objects.get(taken_back_at=None), by=teacher, at=NOW + timedelta(days=1))


def test_a_record_of_the_ledger_proves_a_duty_by_itself(small, teacher):
    adopt(small.school)
    version = adopted(small, OWN)
    put_one(small.school)

    assert ("swept", 1, "10-21", "by_itself") in listed(small)
    with pytest.raises(DutyRefused) as refused:
        do(version, "swept", small.classes["101"], day=TODAY, number=1, by=teacher, at=NOW)
    assert refused.value.code == "by_itself"


def test_a_duty_of_a_role_is_listed_for_it_from_its_reminder_on_and_done_without_a_class(small, teacher):
    version = adopted(small, OWN)
    office = (Owner.MORAL_EDUCATION_OFFICE,)

    assert listed(small, owners=office) == [("plan", 1, "10-30", "open")]
    with pytest.raises(DutyRefused) as refused:
        do(version, "plan", small.classes["101"], day=date(2026, 10, 30), number=1, by=teacher, at=NOW)
    assert refused.value.code == "other_owner"
    do(version, "plan", None, day=date(2026, 10, 30), number=1, by=teacher, at=NOW)
    do(version, "plan", None, day=date(2026, 10, 30), number=1, by=teacher, at=NOW)
    assert Done.objects.count() == 1


def test_a_new_version_takes_over_on_its_first_day_and_what_was_done_stays(small, teacher):
    old = adopted(small)
    do(old, "class_log", small.classes["101"], day=TODAY, number=1, by=teacher, at=NOW)

    new = adopted(small, PLAIN_PACK.replace("签阅班级日志", "签阅日志"), first=TODAY + timedelta(days=1))

    old.refresh_from_db()
    assert (old.last, new.number) == (TODAY, 2)
    assert ("class_log", 1, "10-21", "done") in listed(small)
    with pytest.raises(DutyRefused) as refused:
        adopted(small, first=TODAY)
    assert refused.value.code == "begins_later"


def test_a_pack_with_blanks_or_faults_is_not_put_in_force(small):
    with pytest.raises(DutyRefused) as blank:
        adopted(small, OWN.replace("remind_days: 20", "remind_days: null"))
    with pytest.raises(DutyRefused) as invalid:
        adopted(small, OWN.replace("daily", "dayly"))

    assert (blank.value.code, invalid.value.code) == ("blank", "invalid")
    assert "duties/plan/remind_days" in blank.value.faults[0]
    assert "“dayly”不是可用的取值" in invalid.value.faults[0]
    assert versions_between(small.school, TODAY, TODAY) == []


def test_what_was_done_of_a_week_stays_done_under_the_next_version(small, teacher):
    friday = {"day": date(2026, 10, 23), "number": 1, "by": teacher, "at": NOW}
    do(adopted(small), "personal_hygiene", small.classes["101"], **friday)

    adopted(small, PLAIN_PACK.replace("签阅班级日志", "签阅日志"), first=TODAY + timedelta(days=1))

    assert ("personal_hygiene", 1, "10-23", "done") in listed(small)


def test_a_version_stopped_before_it_begins_gives_its_days_back(small):
    old = adopted(small)
    stop(adopted(small, first=TODAY), last=TODAY - timedelta(days=1))

    old.refresh_from_db()
    assert old.last is None
    assert versions_between(small.school, TODAY, TODAY) == [old]


def test_a_long_grace_is_listed_to_its_end(small):
    adopted(small, OWN.replace("{kind: daily}, proof", "{kind: weekly, on: mon}, grace_days: 20, proof"))
    assert ("swept", 1, "10-19", "open") in listed(small, MONDAY + timedelta(days=25))


def test_a_stopped_pack_asks_nothing_more(small):
    version = adopted(small)
    stop(version, last=TODAY - timedelta(days=1))

    assert ("class_log", 1, "10-21", "open") not in listed(small)
    with pytest.raises(DutyRefused):
        stop(version, last=TODAY)


def test_coverage_counts_what_fell_due_and_names_the_classes_that_lack_it(small, teacher):
    version = adopted(small)
    for day in (MONDAY, MONDAY + timedelta(days=1)):
        do(version, "class_log", small.classes["101"], day=day, number=1, by=teacher, at=NOW)
    classes = [small.classes["101"], small.classes["102"]]

    found = {each.duty.code: each for each in coverage(small.school, TODAY, classes)}

    log = found["class_log"]
    assert (log.due, log.done, [(each.code, number) for each, number in log.lacking]) == (4, 2, [("102", 2)])
    assert "class_meeting" not in found


def test_the_burden_of_a_week_is_what_its_packs_ask_of_one_teacher(small):
    adopted(small)
    adopted(small, OWN.replace("检查地面", "检查个人卫生"))

    asked = burden(small.school, TODAY)

    # five days of four entries (5 + 3 + 3 + 5 minutes), flag, meeting, hygiene and property; own: two talks,
    # since what inspections prove asks for nothing
    assert (asked.entries, asked.minutes) == (20 + 4 + 2, 5 * 16 + 20 + 45 + 10 + 10)
    assert asked.heaviest == [("开好班会", 45), ("上午、下午各点名一次", 30), ("晨检和清点人数", 25)]
    assert asked.twice == ["检查个人卫生"]


def test_nothing_falls_due_before_the_pack_is_in_force(small):
    adopted(small, first=TODAY)

    assert {day for _, _, day, _ in listed(small)} == {"10-21", "10-23"}
    assert State.LATE.value not in {state for *_, state in listed(small)}


def test_the_burden_is_measured_against_the_ceiling_that_the_school_sets(small):
    adopted(small)
    assert (burden(small.school, TODAY).ceiling, burden(small.school, TODAY).beyond) == (None, 0)

    set_ceiling(small.school, 150)
    assert burden(small.school, TODAY).beyond == 15

    set_ceiling(small.school, 200)
    assert burden(small.school, TODAY).beyond == 0

    set_ceiling(small.school, None)
    assert burden(small.school, TODAY).ceiling is None


def test_two_duties_that_want_the_same_form_at_the_same_time_are_called_double(small):
    one = "{code: %s, name: %s, when: {kind: daily}, proof: form, form_of: {form: attendance}}"
    duties = "\n".join(f"  - {one % pair}" for pair in (("a", "点名"), ("b", "清点人数")))
    adopted(small, f"pack: p\ntitle: t\nduties:\n{duties}\n")

    assert list(burden(small.school, TODAY).twice) == ["清点人数", "点名"]


def test_what_is_done_whenever_it_fits_is_recorded_as_often_as_it_is_done(small, teacher):
    version = adopted(
        small, "pack: p\ntitle: t\nduties:\n  - {code: care, name: 关心, when: {kind: as_needed}}\n"
    )
    where = {"classes": [small.classes["101"]]}
    for number in (1, 2, 2):
        do(version, "care", small.classes["101"], day=TODAY, number=number, by=teacher, at=NOW)

    assert Done.objects.count() == 2
    assert [(line.duty.code, line.times, line.number) for line in any_time(small.school, TODAY, **where)] == [
        ("care", 2, 3)
    ]
    take_back(Done.objects.get(number=1), by=teacher, at=NOW)
    assert [(line.times, line.number) for line in any_time(small.school, TODAY, **where)] == [(1, 3)]
    with pytest.raises(DutyRefused):
        do(version, "care", small.classes["101"], day=MONDAY, number=1, by=teacher, at=NOW)


def test_each_subject_leader_has_the_duty_for_themselves(small, teacher):
    text = "pack: p\ntitle: t\nduties:\n  - {code: plan, name: 交计划, who: subject_leader, when: {kind: weekly}}\n"
    version = adopted(small, text)
    one, other = (make_user(name) for name in ("leader1", "leader2"))
    friday = MONDAY + timedelta(days=4)
    do(version, "plan", None, day=friday, number=1, by=one, at=NOW)

    def stands(user):
        lines = lines_on(small.school, TODAY, classes=[], owners=[Owner.SUBJECT_LEADER], person=user)
        return [line.state.value for line in lines]

    assert (stands(one), stands(other)) == (["done"], ["open"])


def test_the_database_itself_refuses_to_change_a_pack_on_record(small):
    version = adopted(small)

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        type(version).objects.filter(pk=version.pk).update(text="pack: x")
    stop(version, last=TODAY)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        version.delete()
