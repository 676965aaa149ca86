"""A training from the plan to the hours in the dossiers."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from banheng.core.points import UNITS
from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.people import person_of
from banheng.development.training import attending
from banheng.development.training.attending import make_token, mark, sign_in, watch
from banheng.development.training.audience import audience_of
from banheng.development.training.closing import close_session, finish_training, grade_of, reopen_session
from banheng.development.training.enrolling import enrol, leave
from banheng.development.training.hours import needs_of, needs_of_all, totals, trained
from banheng.development.training.models import Audience, Completion, Enrolment, Kind, Rating, Training
from banheng.development.training.planning import cancel_training
from banheng.development.training.rating import OPEN_FOR, mean_of, rate
from banheng.development.training.themes import held_in, themes
from banheng.schools.models import Posting, Staff
from tests.development.certificates.uses import adopt_rules, dossier
from tests.development.training.uses import make_session, make_training
from tests.factories import NOW, TODAY, make_school

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def small():
    return make_school()


@pytest.fixture
def teacher(small):
    return small.teachers["101"]


def refused(act, *arguments, **named):
    with pytest.raises(DevelopmentRefused) as refusal:
        act(*arguments, **named)
    return refusal.value.code


def present(session, *staff):
    """Enrol teachers and take down that they came."""
    made = enrol(session, staff, by=None, at=NOW)
    mark(session, {each.pk for each in made}, at=NOW)
    return [session.enrolments.get(pk=each.pk) for each in made]


def test_a_closed_session_puts_its_hours_into_the_dossiers_of_those_who_came(small, teacher):
    session = make_session(make_training(small), hours="6.5", lessons=2)
    absent = small.teachers["102"]
    present(session, teacher)
    enrol(session, [absent], by=None, at=NOW)

    close_session(session, by=None, at=NOW)

    (made,) = person_of(teacher, TODAY).training
    assert (made.training, made.level.value, made.passed) == ("centralised", "school", True)
    assert (made.hours, made.lessons) == (65_000, 2 * UNITS)
    assert person_of(absent, TODAY).training is None
    assert totals(trained(teacher)) == {"centralised": {"hours": Decimal("6.5"), "lessons": Decimal(2)}}
    assert refused(close_session, session, by=None, at=NOW) == "closed"
    assert refused(enrol, session, [absent], by=None, at=NOW) == "closed"


def test_a_session_of_several_kinds_counts_once_for_each(small, teacher):
    session = make_session(make_training(small, kinds=["centralised", "in_service"]))
    present(session, teacher)

    close_session(session, by=None, at=NOW)

    assert {each.training for each in person_of(teacher, TODAY).training} == {"centralised", "in_service"}


def test_kinds_that_a_rule_adds_up_are_not_both_of_one_training(small):
    adopt_rules(small.school, "003-B")

    assert refused(make_training, small, kinds=["enterprise_practice", "stationed_with_interns"]) == "twice"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"kinds": []}, "kinds"),
        ({"kinds": ["dancing"]}, "kinds"),
        ({"kinds": ["pre_service"]}, "graded"),
        ({"since": date(2027, 1, 1)}, "days"),
        ({"pass_percent": 99, "excellent_percent": 90}, "grades"),
        ({"planned_fen": 100}, "no_line"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(small, said, code):
    assert refused(make_training, small, **said) == code
    assert not Training.objects.exists()


def test_a_session_that_is_to_come_is_not_closed(small):
    session = make_session(make_training(small), since=TODAY + DAY, until=TODAY + DAY)

    assert refused(close_session, session, by=None, at=NOW) == "early"


def test_whoever_finds_it_full_waits_and_moves_up(small):
    session = make_session(make_training(small), capacity=1)
    first, second, third = enrol(session, list(small.teachers.values())[:3], by=None, at=NOW)
    assert [each.state for each in (first, second, third)] == ["enrolled", "waiting", "waiting"]

    leave(first)

    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.state, third.state) == ("enrolled", "waiting")
    (again,) = enrol(session, [first.staff], by=None, at=NOW)
    assert again.state == "waiting"
    assert session.enrolments.count() == 3


def test_the_code_at_the_door_signs_in_once_and_whoever_comes_without_a_place_is_present(small, teacher):
    session = make_session(make_training(small), capacity=1)
    enrol(session, [small.teachers["102"]], by=None, at=NOW)

    for _ in range(2):
        sign_in(session, make_token(session), staff=teacher, at=NOW)

    signed = session.enrolments.get(staff=teacher)
    assert (signed.how, signed.attended_at) == ("qr", NOW)
    assert refused(leave, signed) == "attended"


def test_an_old_or_foreign_code_or_a_day_too_early_is_refused(small, teacher, monkeypatch):
    training = make_training(small)
    session, other = make_session(training), make_session(training)
    ahead = make_session(training, since=TODAY + DAY, until=TODAY + DAY)

    assert refused(sign_in, session, make_token(other), staff=teacher, at=NOW) == "old_code"
    assert refused(sign_in, session, "made-up", staff=teacher, at=NOW) == "old_code"
    assert refused(sign_in, ahead, make_token(ahead), staff=teacher, at=NOW) == "early"
    monkeypatch.setattr(attending, "VALID", timedelta(seconds=-1))
    assert refused(sign_in, session, make_token(session), staff=teacher, at=NOW) == "old_code"
    assert signing.loads(make_token(session), salt=attending.SALT) == session.pk


def test_what_was_taken_down_by_hand_can_be_taken_back(small, teacher):
    session = make_session(make_training(small))
    (made,) = present(session, teacher)

    mark(session, set(), at=NOW)

    made.refresh_from_db()
    assert (made.attended_at, made.how) == (None, "")


def test_a_recorded_lesson_is_proved_by_the_right_answer(small, teacher):
    session = make_session(
        make_training(small, kinds=["video_lesson"]),
        video="https://video.example/1",
        question="先做什么？",
        options=["倾听", "批评"],
        least_minutes=40,
    )
    (made,) = enrol(session, [teacher], by=None, at=NOW)

    assert refused(watch, made, minutes=50, answer="批评", at=NOW) == "wrong"
    assert refused(watch, made, minutes=30, answer="倾听", at=NOW) == "short"
    watch(made, minutes=50, answer="倾听", at=NOW)

    made.refresh_from_db()
    assert (made.how, made.minutes) == ("video", 50)


def test_without_a_question_the_minutes_wait_for_the_office(small, teacher):
    session = make_session(make_training(small), video="https://video.example/1")
    (made,) = enrol(session, [teacher], by=None, at=NOW)

    watch(made, minutes=50, at=NOW)

    made.refresh_from_db()
    assert (made.minutes, made.attended_at) == (50, None)


def test_whoever_watched_all_lessons_has_done_the_step_of_the_rule(small, teacher):
    training = make_training(small, kinds=["video_lesson"])
    sessions = [make_session(training, video="https://video.example/1") for _ in range(2)]
    other = small.teachers["102"]
    present(sessions[0], teacher, other)
    present(sessions[1], teacher)
    enrol(sessions[1], [other], by=None, at=NOW)
    for session in sessions:
        close_session(session, by=None, at=NOW)

    finish_training(training, by=None, at=NOW)

    assert person_of(teacher, TODAY).confirmed == {"lectures_studied": TODAY}
    assert person_of(other, TODAY).confirmed == {}


def test_a_graded_training_goes_into_the_dossiers_at_its_end_with_the_grade(small):
    training = make_training(
        small, kinds=["pre_service"], by_attendance=True, pass_percent=50, excellent_percent=100
    )
    best, middle, worst, never = small.teachers.values()
    sessions = [make_session(training, topic=f"第{number}讲", hours=4) for number in (1, 2, 3)]
    for session, came in zip(sessions, [(best, middle, worst), (best, middle), (best,)], strict=True):
        enrol(session, small.teachers.values(), by=None, at=NOW)
        present(session, *came)
        close_session(session, by=None, at=NOW)
    assert not Fact.objects.exists()

    finish_training(training, by=None, at=NOW)

    grades = {each.staff: each.grade for each in Completion.objects.all()}
    assert grades == {best: "excellent", middle: "pass", worst: "fail", never: "fail"}
    (of_best,), (of_worst,) = (person_of(each, TODAY).training for each in (best, worst))
    assert (of_best.passed, of_best.hours) == (True, 12 * UNITS)
    assert (of_worst.passed, of_worst.hours or 0) == (False, 0)
    assert person_of(never, TODAY).training is None
    assert refused(finish_training, training, by=None, at=NOW) == "over"


def test_work_taken_on_in_the_training_is_added(small, teacher):
    training = make_training(small, by_attendance=True, pass_percent=60, excellent_percent=90)
    sessions = [make_session(training) for _ in range(2)]
    present(sessions[0], teacher)
    enrol(sessions[1], [teacher], by=None, at=NOW)
    for session in sessions:
        close_session(session, by=None, at=NOW)

    finish_training(training, {teacher.pk: 10}, by=None, at=NOW)

    made = Completion.objects.get()
    assert (made.attended, made.sessions, made.extra, made.grade) == (1, 2, 10, "pass")


@given(
    sessions=st.integers(1, 40),
    share=st.data(),
    least=st.integers(1, 100),
    extra=st.integers(0, 50),
)
def test_more_attendance_never_lowers_the_grade(sessions, share, least, extra):
    training = Training(pass_percent=least, excellent_percent=max(least, 95))
    order = ["fail", "pass", "excellent"]
    grades = [order.index(grade_of(training, number, sessions, extra)) for number in range(sessions + 1)]

    assert grades == sorted(grades)
    assert grades[-1] > 0
    number = share.draw(st.integers(0, sessions))
    assert (grade_of(training, number, sessions) != "fail") == (number * 100 >= least * sessions)


def test_a_training_with_open_sessions_is_not_finished_and_a_held_one_not_changed(small, teacher):
    training = make_training(small)
    assert refused(finish_training, training, by=None, at=NOW) == "sessions"
    session = make_session(training)
    assert refused(finish_training, training, by=None, at=NOW) == "sessions"
    present(session, teacher)
    close_session(session, by=None, at=NOW)

    assert refused(make_training, small, pk=training.pk) == "held"
    assert refused(cancel_training, training, reason="不办了") == "held"


def test_a_cancelled_training_stays_with_its_reason(small):
    training = make_training(small)
    session = make_session(training)
    assert refused(cancel_training, training, reason=" ") == "no_reason"

    cancel_training(training, reason="专家改期")

    training.refresh_from_db()
    assert training.cancelled_for == "专家改期"
    assert refused(enrol, session, small.teachers.values(), by=None, at=NOW) == "closed"


def test_a_session_opened_again_takes_its_hours_back(small, teacher):
    session = make_session(make_training(small))
    present(session, teacher)
    close_session(session, by=None, at=NOW)
    assert refused(reopen_session, session, reason="", at=NOW) == "no_reason"

    reopen_session(session, reason="漏记一人", at=NOW)
    present(session, teacher, small.teachers["102"])
    close_session(session, by=None, at=NOW)

    assert Fact.objects.filter(withdrawn_at=None).count() == 2
    assert Fact.objects.exclude(withdrawn_at=None).get().withdrawn_reason == "漏记一人"


def test_a_mean_needs_five_marks_and_the_end_of_rating(small):
    session = make_session(make_training(small))
    more = [Staff.objects.create(school=small.school, code=f"t9{n}", name="甲") for n in range(3)]
    made = present(session, *small.teachers.values(), *more)
    for enrolment, given_mark in zip(made[:4], (5, 4, 4, 5), strict=True):
        rate(enrolment, given_mark, at=NOW)
    assert mean_of(session, TODAY + OPEN_FOR + DAY) is None

    enrolment = made[4]
    rate(enrolment, 3, at=NOW)

    assert refused(rate, made[0], 5, at=NOW) == "not_now"
    enrolment.refresh_from_db()
    assert refused(rate, enrolment, 5, at=NOW) == "not_now"
    assert refused(rate, made[5], 6, at=NOW) == "not_now"
    assert mean_of(session, TODAY + OPEN_FOR) is None
    assert mean_of(session, TODAY + OPEN_FOR + DAY) == (Decimal("4.2"), 5)
    assert refused(rate, made[5], 5, at=NOW + OPEN_FOR + DAY) == "not_now"
    assert {field.name for field in Rating._meta.get_fields()} == {"id", "session", "mark"}


def test_who_only_enrolled_does_not_rate(small, teacher):
    (made,) = enrol(make_session(make_training(small)), [teacher], by=None, at=NOW)

    assert refused(rate, made, 5, at=NOW) == "not_now"


def test_audiences_are_found_by_what_is_known(small):
    old, new, resting, failed = small.teachers.values()
    never = Staff.objects.create(school=small.school, code="t91", name="新教师")
    reserve = Staff.objects.create(school=small.school, code="t92", name="储备")
    Staff.objects.create(school=small.school, code="t93", name="离校", left=TODAY - DAY)
    for each in (old, resting, failed):
        Posting.objects.filter(staff=each).update(first=date(2020, 9, 1))
    Posting.objects.filter(staff=resting).update(last=date(2026, 7, 1))
    dossier(failed, "result", year=2026, failed=True)
    dossier(reserve, "post", post="trainee_homeroom_teacher")

    def meant(audience):
        return set(audience_of(small.school, audience, TODAY))

    assert meant(Audience.ALL) == {old, new, failed}
    assert meant(Audience.NEW) == {new}
    assert meant(Audience.RESTING) == {resting}
    assert meant(Audience.WEAK) == {failed}
    assert meant(Audience.NEVER) == {never, reserve}
    assert meant(Audience.POTENTIAL) == {reserve}
    assert meant(Audience.EVERYBODY) == {old, new, resting, failed, never, reserve}
    assert meant(Audience.NAMED) == meant(Audience.GUARDIANS) == set()


def test_what_is_lacking_is_said_and_gone_once_the_hours_are_there(small, teacher):
    adopt_rules(small.school)
    dossier(teacher, "training", training="centralised", hours="14", since=TODAY - DAY)
    (before,) = needs_of(small.school, [teacher], TODAY)

    session = make_session(make_training(small))
    present(session, teacher)
    close_session(session, by=None, at=NOW)
    (after,) = needs_of(small.school, [teacher], TODAY)

    assert [answer.rule.code for answer in before.lacking] == ["hours"]
    assert before.lacking[0].seen.figures["short_units"] == 6 * UNITS
    assert after.lacking == []


def test_whoever_never_served_is_asked_for_the_start_only(small):
    adopt_rules(small.school, "003-B")
    never = Staff.objects.create(school=small.school, code="t91", name="新教师")
    dossier(never, "confirmation", code="dossier_complete")

    needs = {each.staff: each for each in needs_of_all(small.school, TODAY)}

    assert [answer.rule.code for answer in needs[never].lacking] == ["start"]
    assert not needs[never].in_post
    assert needs[small.teachers["101"]].in_post


def test_enterprise_practice_of_the_term_is_counted_in_months(small, teacher):
    adopt_rules(small.school, "003-B")
    training = make_training(small, kinds=["enterprise_practice"])
    Posting.objects.filter(staff=teacher).update(first=date(2025, 9, 1))
    session = make_session(training, since=date(2026, 7, 1), until=date(2026, 8, 31), hours=0, months=2)
    present(session, teacher)

    close_session(session, by=None, at=NOW)

    (needs,) = needs_of(small.school, [teacher], TODAY)
    assert "practice" in {answer.rule.code for answer in needs.answers}
    assert needs.lacking == []


def test_the_plan_tells_of_every_theme_what_was_held(small, teacher):
    training = make_training(small, themes=["law", "emergency"], times=3)
    session = make_session(training)
    present(session, teacher)
    make_session(training)
    close_session(session, by=None, at=NOW)

    held = {theme.code: each for theme, each in held_in(training.plan)}

    assert len(held) == 60
    assert (held["law"].planned, held["law"].held, held["law"].last) == (3, 1, TODAY)
    assert held["law"].people == {teacher.pk}
    assert (held["ethics"].planned, held["ethics"].held) == (0, 0)


def test_every_theme_names_its_clauses():
    assert all(theme.clauses and theme.name and theme.name_en for theme in themes().values())


def test_kinds_are_those_of_the_library():
    assert {
        "pre_service",
        "post_training",
        "in_service",
        "study_class",
        "county_unified",
        "centralised",
    } <= set(Kind.values)


def test_enrolments_say_whose_they_are(small, teacher):
    enrol(make_session(make_training(small)), [teacher], by=None, at=NOW)

    assert str(Enrolment.objects.get()) == "教师101 班级管理研修：第一讲"
