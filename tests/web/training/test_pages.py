"""Pages of training: what each sees and may do there."""

from datetime import timedelta

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.development.models import Fact
from banheng.development.training.attending import make_token
from banheng.development.training.closing import close_session
from banheng.development.training.enrolling import enrol
from banheng.development.training.models import Enrolment, Expense, Rating, Training
from tests.development.certificates.uses import adopt_rules
from tests.development.training.uses import make_session, make_training
from tests.factories import NOW, TODAY, adopt, make_one_of_each, make_school

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PLAN = {
    "name": "心理辅导",
    "kinds": ["centralised"],
    "themes": ["counselling"],
    "audience": "all",
    "level": "school",
    "times": "2",
    "since": "2026-10-01",
    "until": "2026-12-31",
    "pass_percent": "80",
    "excellent_percent": "95",
    "planned_fen": "",
}


@pytest.fixture
def small(time_machine_today):
    small = make_school()
    adopt(small.school)
    return small


@pytest.fixture
def users(small):
    return make_one_of_each(small)


@pytest.fixture
def office(client, users):
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])
    return client


def at(name, *arguments):
    return reverse(name, args=["yucai", *arguments])


def page(answer):
    return answer.content.decode()


def test_a_training_is_planned_with_sessions_and_stands_in_the_printed_plan(office):
    office.post(at("training-new"), PLAN)
    training = Training.objects.get()
    session = {"topic": "倾听", "since": "2026-10-21", "place": "报告厅", "hours": "4", "options": ""}
    office.post(at("training-sessionnew", training.pk), session)

    printed = page(office.get(at("training-file", "preview")))

    assert (training.sessions.get().hours, training.sessions.get().until) == (4, TODAY)
    assert "心理辅导：倾听" in printed
    assert "报告厅" in printed
    assert office.get(at("training-file", "xlsx")).status_code == 200


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"planned_fen": "viel"}, "不是金额"),
        ({"planned_fen": "-5"}, "不是金额"),
        ({"planned_fen": "9" * 15}, "不是金额"),
        ({"planned_fen": "5"}, "从哪一项经费列支"),
        ({"kinds": []}, "必填"),
        ({"since": "2027-01-01"}, "早于计划开始"),
        ({"pass_percent": "99"}, "高于优秀出勤率"),
        ({"times": "0"}, "大于或等于"),
    ],
)
def test_what_is_filled_in_wrongly_is_said_beside_it(office, said, complaint):
    shown = office.post(at("training-new"), PLAN | said)

    assert shown.status_code == 200
    assert complaint in page(shown)
    assert not Training.objects.exists()


def test_a_training_of_nothing_held_is_changed_and_cancelled(office, small):
    training = make_training(small)

    office.post(at("training-edit", training.pk), PLAN | {"name": "改名"})
    assert "改名" in page(office.get(at("training-plan")))
    office.post(at("training-cancel", training.pk), {"reason": "改期"})

    assert "已取消" in page(office.get(at("training-plan")))


def test_a_teacher_enrols_signs_in_and_rates_and_the_hours_stand_on_the_own_page(client, small, users):
    session = make_session(make_training(small))
    client.force_login(users[Role.HOMEROOM_TEACHER])
    assert str(session) in page(client.get(at("training")))

    assert "已报名" in page(client.post(at("training-enrol", session.pk), follow=True))
    signed = client.post(at("training-signin", session.pk), {"code": make_token(session)}, follow=True)
    assert "扫码签到" in page(signed)
    assert "请您评价" in page(client.get(at("training")))
    client.post(at("training-rate", session.pk), {"mark": "4"})
    close_session(session, by=None, at=NOW)

    shown = page(client.get(at("training")))
    assert "6 学时" in shown
    assert "请您评价" not in shown
    assert Rating.objects.get().mark == 4


def test_a_false_code_or_mark_is_refused_kindly(client, small, users):
    session = make_session(make_training(small))
    enrol(session, [small.teachers["101"]], by=None, at=NOW)
    client.force_login(users[Role.HOMEROOM_TEACHER])

    assert "签到码已过期" in page(client.post(at("training-signin", session.pk), {"code": "x"}))
    assert "现在不能评价" in page(client.post(at("training-rate", session.pk), {"mark": "x"}, follow=True))
    assert not Rating.objects.exists()


def test_whoever_is_not_meant_does_not_enrol(client, small, users):
    session = make_session(make_training(small, audience="named"))
    client.force_login(users[Role.HOMEROOM_TEACHER])

    assert client.post(at("training-enrol", session.pk)).status_code == 403
    assert not Enrolment.objects.exists()


def test_a_recorded_lesson_is_watched_on_its_page(client, small, users):
    session = make_session(
        make_training(small),
        video="https://video.example/1",
        question="先做什么？",
        options=["倾听", "批评"],
    )
    enrol(session, [small.teachers["101"]], by=None, at=NOW)
    client.force_login(users[Role.HOMEROOM_TEACHER])

    wrong = client.post(at("training-watched", session.pk), {"minutes": "40", "answer": "批评"})
    assert "答得不对" in page(wrong)
    done = client.post(at("training-watched", session.pk), {"minutes": "40", "answer": "倾听"}, follow=True)

    assert "看完录像" in page(done)


def test_the_office_enrols_marks_closes_and_corrects(office, small):
    session = make_session(make_training(small))
    office.post(at("training-audience", session.pk))
    colleague = small.school.staff.get(code="t90")
    office.post(at("training-named", session.pk), {"staff": [colleague.pk]})
    present = session.enrolments.get(staff=colleague)
    office.post(at("training-attendance", session.pk), {"present": [present.pk, "x"]})
    office.post(at("training-close", session.pk), {"headcount": "12"})

    assert session.enrolments.count() == 5
    assert list(Fact.objects.values_list("staff__code", flat=True)) == ["t90"]
    assert "其他到场 12 人" in page(office.get(at("training-session", session.pk)))

    office.post(at("training-reopen", session.pk), {"reason": "记错"})
    assert not Fact.objects.filter(withdrawn_at=None).exists()


def test_a_graded_training_is_finished_with_extra_points(office, small):
    training = make_training(small, by_attendance=True, pass_percent=60)
    sessions = [make_session(training) for _ in range(2)]
    teacher = small.teachers["101"]
    for session in sessions:
        enrol(session, [teacher], by=None, at=NOW)
    came = sessions[0].enrolments.get()
    office.post(at("training-attendance", sessions[0].pk), {"present": [came.pk]})
    for session in sessions:
        office.post(at("training-close", session.pk))

    assert "加分" in page(office.get(at("training-one", training.pk)))
    shown = office.post(
        at("training-finish", training.pk), {f"extra-{teacher.pk}": "10", "extra-x": "1"}, follow=True
    )

    assert "合格" in page(shown)
    assert training.completions.get().grade == "pass"


def test_who_lacks_what_is_listed_and_exported(office, small):
    adopt_rules(small.school, "003-B")
    teacher = small.teachers["101"]

    shown = page(office.get(at("training-lacks")))

    assert "两个月企业实践" in shown
    assert teacher.name in shown
    assert "先培训后上岗" in shown
    assert "两个月企业实践" in page(office.get(at("training-person", teacher.pk)))
    assert office.get(at("training-lacksfile", "xlsx")).status_code == 200


def test_without_rules_the_page_says_so(office):
    assert "现行规则没有规定培训要求" in page(office.get(at("training-lacks")))


def test_money_is_set_aside_spent_and_voided(office, small):
    office.post(at("training-line"), {"name": "讲课费", "fund": "专项", "fen": "1000"})
    line = small.year.training_plan.lines.get()
    spend = {"line": line.pk, "day": TODAY.isoformat(), "fen": "300.50", "what": "专家"}
    assert "不够支出" in page(office.post(at("training-expense"), spend | {"fen": "1000.01"}))
    shown = page(office.post(at("training-expense"), spend, follow=True))
    assert "699.50" in shown

    expense = Expense.objects.get()
    assert "作废要写明原因" in page(office.post(at("training-void", expense.pk), {"reason": ""}, follow=True))
    office.post(at("training-void", expense.pk), {"reason": "重复"})

    assert "1000.00" in page(office.get(at("training-budget")))
    assert Expense.objects.get().voided_for == "重复"


def test_a_year_that_is_not_the_schools_is_not_found(office):
    assert office.get(at("training-plan") + "?year=1999-2000").status_code == 404


def test_nothing_of_another_school_is_opened(office, small):
    other = make_school("other", "另一所")
    training = make_training(other)
    session = make_session(training)

    assert office.get(at("training-one", training.pk)).status_code == 404
    assert office.get(at("training-session", session.pk)).status_code == 404
    assert office.get(at("training-person", other.teachers["101"].pk)).status_code == 404
    named = {"staff": [other.teachers["101"].pk]}
    own = make_session(make_training(small))
    office.post(at("training-named", own.pk), named)
    assert not Enrolment.objects.exists()
