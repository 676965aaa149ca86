"""Who is told which duties and which steps of cases, and when (today is Wednesday 21 October 2026, 16:30)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from uuid_utils.compat import uuid7

from banheng.accounts.roles import Role
from banheng.duties.adopting import put_in_force
from banheng.duties.doing import do
from banheng.duties.work.keeping import keep, withdraw
from banheng.duties.work.stepping import take_step
from banheng.notices.delivering import deliver_due
from banheng.notices.gathering import gather
from banheng.notices.kinds import STEP_WAITS
from banheng.notices.models import Cursor, Notice
from banheng.notices.sources import SOURCES
from banheng.notices.sources.cases import ABOUT
from banheng.routines.work_form import work_forms
from tests.factories import NOW, TODAY, grant, make_school, make_user
from tests.notices.conftest import choose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
MORNING = NOW - 9 * HOUR  # 07:30
MONDAY = date(2026, 10, 19)
TOLD_OF_101 = ["yucai-grade_leader", "yucai-moral_education_office", "yucai-principal"]
SAFETY = """\
pack: safety
title: 安全常规
duties:
  - code: guardian
    name: 通知监护人
    when: {kind: event, event: 学生受伤, within_minutes: 15}
    proof: form
    form_of: {form: incident, step: guardian}
  - code: received
    name: 学校接报
    when: {kind: event, event: 学生受伤, within_minutes: 60}
    proof: form
    form_of: {form: incident, step: school}
"""


def pack(small, *duties, first=MONDAY):
    """Put a pack in force; each duty is a line as `when: {kind: daily}`."""
    lines = [f"  - {{code: d{number}, name: 常规{number}, {duty}}}" for number, duty in enumerate(duties, 1)]
    text = "\n".join(["pack: own", "title: 本校常规", "duties:", *lines, ""])
    return put_in_force(small.school, text, first=first, by=None, at=NOW)


def told(small, at=MORNING):
    """Gather, and give who was told what kind of thing about duties and cases."""
    gather(small.school, at)
    notices = Notice.objects.filter(source__in=("duty", "case"))
    return sorted((notice.recipient.username, notice.kind) for notice in notices)


def made_on(notice):
    return timezone.localdate(notice.made_at).day


@pytest.mark.parametrize(
    ("duty", "days", "expected"),
    [
        ("when: {kind: weekly, on: wed}", 6, [(21, "duty_due"), (22, "duty_late")]),
        ("when: {kind: weekly, on: wed}, grace_days: 2", 6, [(21, "duty_due"), (26, "duty_late")]),
        ("when: {kind: weekly, on: fri}", 6, [(23, "duty_due"), (26, "duty_late")]),
        ("when: {kind: weekly, on: fri}, remind_days: 1", 3, [(22, "duty_due"), (23, "duty_due")]),
        (
            "when: {kind: monthly, on: last}, remind_days: 6",
            6,
            [(22, "duty_due")],
        ),  # due on Friday 30 October
        ("when: {kind: daily}", 3, [(22, "duty_due"), (23, "duty_due")]),  # those of the day before
        ("when: {kind: as_needed}", 6, []),
        ("when: {kind: termly}", 6, []),
        ("who: moral_education_office, when: {kind: weekly, on: wed}", 6, []),
    ],
)
def test_a_teacher_is_reminded_and_told_once_when_it_is_late(small, users, duty, days, expected):
    pack(small, duty, first=TODAY)
    for passed in range(days):
        told(small, MORNING + passed * DAY)

    notices = Notice.objects.filter(recipient=users[Role.HOMEROOM_TEACHER]).order_by("made_at")
    assert [(made_on(notice), notice.kind) for notice in notices] == expected


def test_a_day_is_one_notice_for_the_class_that_names_everything(small, users):
    pack(
        small,
        "when: {kind: weekly, on: wed}",
        "when: {kind: weekly, on: wed, times: 2}",
        "when: {kind: daily}",
    )

    assert told(small) == [("yucai-homeroom", "duty_due")]
    notice = Notice.objects.get()
    assert notice.title == "一年级1班有常规等待办理"
    assert notice.text == "常规3（10月20日）\n常规1（10月21日）\n常规2（10月21日）"
    assert notice.link == "/s/yucai/"


def test_what_is_done_is_not_called_to_mind(small, users):
    version = pack(small, "when: {kind: weekly, on: wed}")
    teacher, school_class = users[Role.HOMEROOM_TEACHER], small.classes["101"]
    do(version, "d1", school_class, day=TODAY, number=1, by=teacher, at=MORNING)

    assert told(small) == []
    assert told(small, NOW + DAY) == []


@pytest.mark.parametrize(
    ("duty", "day"),
    [
        ("when: {kind: weekly, on: mon}, escalate_days: 2", 21),
        ("when: {kind: weekly, on: mon}, escalate_days: 0", 20),
        ("when: {kind: weekly, on: mon}, grace_days: 1, escalate_days: 3", 23),
        ("when: {kind: weekly, on: mon}, escalate_days: 5", 26),
    ],
)
def test_what_stays_undone_is_told_once_to_those_who_look_after_the_class(small, users, duty, day):
    pack(small, duty)
    grant(make_user("second-leader"), Role.GRADE_LEADER, small.school, grade=small.grades[1])

    for passed in range(-1, 6):
        told(small, MORNING + passed * DAY)

    escalated = Notice.objects.filter(kind="duty_escalated", text__contains="一年级1班")
    assert sorted(notice.recipient.username for notice in escalated) == TOLD_OF_101
    assert {made_on(notice) for notice in escalated} == {day}
    assert escalated[0].link == "/s/yucai/duties/"
    second = Notice.objects.filter(recipient__username="second-leader")
    assert [notice.said["class"] for notice in second] == ["二年级1班等 2 个班"]


def test_a_day_without_school_is_quiet(small, users):
    pack(small, "when: {kind: weekly, on: fri}")
    told(small, MORNING + 2 * DAY)

    assert (
        told(small, MORNING + 3 * DAY) == told(small, MORNING + 4 * DAY) == [("yucai-homeroom", "duty_due")]
    )


def test_nothing_is_told_before_seven(small, users):
    pack(small, "when: {kind: weekly, on: wed}")

    assert told(small, MORNING - HOUR) == []
    assert told(small, MORNING) == [("yucai-homeroom", "duty_due")]


def test_what_became_late_while_the_site_stood_still_is_told_afterwards(small, users):
    pack(small, "when: {kind: weekly, on: wed}")
    told(small, MORNING)

    assert told(small, MORNING + 7 * DAY - DAY)[-1] == ("yucai-homeroom", "duty_late")


def test_what_was_due_at_the_end_of_a_term_is_told_late_in_the_next(small, users):
    small.year.terms.create(number=2, first=date(2027, 3, 1), last=date(2027, 7, 9))
    pack(small, "when: {kind: termly, on: last}")
    begin = MORNING + (date(2027, 1, 23) - TODAY)

    assert told(small, begin) == told(small, begin + 30 * DAY) == []
    assert told(small, begin + 37 * DAY) == [("yucai-homeroom", "duty_late")]


def test_duties_gathered_again_are_told_once_and_reckoned_once(small, users, django_assert_num_queries):
    pack(small, "when: {kind: weekly, on: wed}")
    first = told(small)
    for code in ("duty", "case"):
        Cursor.objects.filter(source=code).delete()  # as after a backup was put back

    assert told(small) == first
    with django_assert_num_queries(3 + len(SOURCES)):  # the same as of a school without duties
        gather(small.school, NOW)


def test_a_school_of_many_duties_is_reckoned_with_few_questions(small, users, django_assert_max_num_queries):
    pack(small, *["when: {kind: weekly, on: wed}, escalate_days: 2", "when: {kind: daily}"] * 10)

    with django_assert_max_num_queries(60):
        gather(small.school, MORNING)


@pytest.fixture
def incident(small, users):
    put_in_force(small.school, SAFETY, first=MONDAY, by=None, at=NOW)
    return kept(small, users[Role.HOMEROOM_TEACHER], "incident", {"kind": "心理危机", "words": "小明在操场"})


def kept(small, by, form, said, school_class="101", **more):
    found = small.classes[school_class] if school_class else None
    more = {"id": UUID(str(uuid7())), "day": TODAY, "at": NOW, **more}
    return keep(small.school, work_forms()[form], said, school_class=found, by=by, **more)


def step(record, code, by, at=NOW):
    take_step(record, record.work_form.step(code), by=by, at=at)


def heard(kind, about=""):
    """Give who was told, of a step if one is named."""
    notices = Notice.objects.filter(kind=kind, about__endswith=about)
    return sorted(notice.recipient.username for notice in notices)


def test_an_incident_waits_for_the_school_from_the_beginning(small, users, incident):
    told(small, NOW)

    assert heard("step_waits") == ["yucai-moral_education_office", "yucai-principal"]
    notice = Notice.objects.filter(kind="step_waits")[0]
    assert (notice.title, notice.text) == ("一年级1班有一件事等您办理", "“突发事件”学校接报")
    assert notice.link == f"/s/yucai/work/records/{incident.pk}/"


def test_a_later_step_waits_when_those_before_it_are_taken(small, users, incident):
    teacher, office = users[Role.HOMEROOM_TEACHER], users[Role.MORAL_EDUCATION_OFFICE]
    for code in ("treated", "guardian", "reported"):
        step(incident, code, teacher)
    step(incident, "school", office)
    step(incident, "followed", teacher, at=NOW + DAY)
    told(small, NOW + DAY)

    assert heard("step_waits", "school") == []
    assert len(heard("step_waits", "bureau")) == len(heard("step_waits", "closed")) == 2


@pytest.mark.parametrize(
    ("minutes", "late"), [(15, []), (16, ["guardian"]), (60, ["guardian"]), (61, ["guardian", "school"])]
)
def test_a_step_past_its_time_is_told_at_once_and_once(small, users, incident, minutes, late):
    for passed in range(0, minutes + 1, 5):
        told(small, NOW + passed * MINUTE)
    told(small, NOW + minutes * MINUTE)
    told(small, NOW + minutes * MINUTE)

    for code in ("guardian", "school"):
        expected = ["yucai-homeroom", "yucai-moral_education_office", "yucai-principal"]
        assert heard("step_overdue", code) == (expected if code in late else [])


def test_a_step_that_was_taken_is_not_overdue(small, users, incident):
    step(incident, "guardian", users[Role.HOMEROOM_TEACHER])
    told(small, NOW + 30 * MINUTE)

    assert heard("step_overdue") == []


def test_what_is_withdrawn_waits_for_nobody(small, users, incident):
    withdraw(incident, by=users[Role.HOMEROOM_TEACHER], at=NOW)

    assert told(small, NOW + HOUR) == []


def test_a_corrected_case_is_not_told_again(small, users, incident):
    first = told(small, NOW)
    said = {"kind": "打架冲突"}
    kept(small, users[Role.HOMEROOM_TEACHER], "incident", said, replaces=incident, at=NOW + MINUTE)

    assert told(small, NOW + MINUTE) == first


def test_who_stands_in_and_may_not_read_the_record_is_led_to_the_day(small, users, incident):
    stand_in = make_user("stand-in", staff=small.teachers["102"])
    small.classes["101"].postings.create(staff=small.teachers["102"], first=TODAY)
    told(small, NOW + 20 * MINUTE)

    assert Notice.objects.get(recipient=stand_in).link == "/s/yucai/"


@pytest.mark.parametrize(
    ("by", "form", "said", "to"),
    [
        (
            Role.STAFF,
            "staff_leave",
            {"kind": "事假", "until": "2026-10-22"},
            ["yucai-academic_affairs_office", "yucai-moral_education_office", "yucai-principal"],
        ),
        (
            Role.PRINCIPAL,  # is not told of the own request
            "staff_leave",
            {"kind": "事假", "until": "2026-10-22"},
            ["yucai-academic_affairs_office", "yucai-moral_education_office"],
        ),
        (
            Role.PRINCIPAL,
            "assigned_task",
            {"what": "布置会场", "owner": ["t90"], "due": "2026-10-30"},
            ["yucai-staff"],
        ),
    ],
)
def test_a_step_waits_for_a_role_or_for_whom_the_record_names(small, users, by, form, said, to):
    if "owner" in said:
        said = {**said, "owner": [str(users[Role.STAFF].staff_id)]}
    kept(small, users[by], form, said, school_class=None)
    told(small, NOW)

    assert heard("step_waits") == to
    assert Notice.objects.first().title == "育才小学有一件事等您办理"


def test_an_activity_waits_for_the_leader_of_its_grade_only(small, users):
    other = make_user("second-leader")
    grant(other, Role.GRADE_LEADER, small.school, grade=small.grades[1])
    said = {"title": "参观博物馆", "kind": "研学", "plan": "步行往返"}
    kept(small, users[Role.HOMEROOM_TEACHER], "activity", said)
    told(small, NOW)

    assert heard("step_waits") == TOLD_OF_101


def test_nothing_of_the_record_stands_in_inbox_or_mail(small, users, incident, mails):
    for role in (Role.MORAL_EDUCATION_OFFICE, Role.PRINCIPAL):
        choose(users[role], STEP_WAITS)
    told(small, NOW + HOUR)
    deliver_due(NOW + DAY)

    assert mails
    words = "".join(f"{mail.subject}{mail.body}" for mail in mails)
    assert "突发事件" not in words
    words += "".join(f"{notice.title}{notice.text}{notice.link}" for notice in Notice.objects.all())
    assert not [word for word in ("心理", "小明", "操场") if word in words]


def test_an_open_case_of_long_ago_is_a_few_questions_and_writes_nothing(
    small, users, incident, django_assert_max_num_queries
):
    for passed in (0, 20, 70, 90):
        told(small, NOW + passed * MINUTE)
    before = list(Cursor.objects.values_list("source", "place").order_by("source"))

    with django_assert_max_num_queries(16):
        gather(small.school, NOW + 3 * HOUR)
    assert list(Cursor.objects.values_list("source", "place").order_by("source")) == before


def test_another_school_is_not_told(small, users, incident):
    assert told(make_school("other", "另一所小学"), NOW) == []


def test_the_key_of_every_step_fits():
    longest = max(len(step.code) for form in work_forms().values() for step in form.steps)
    begin = max(len(word) for word in ABOUT.values())

    assert begin + 1 + 32 + 1 + longest <= Notice._meta.get_field("about").max_length
