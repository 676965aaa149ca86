"""Surveys on the pages: opened by the office, answered by slip without an account, results without names."""

import logging
import re
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader
from structlog.stdlib import ProcessorFormatter

from banheng.accounts.roles import Role
from banheng.questionnaires.instrument import Group
from banheng.questionnaires.loading import instrument_text
from banheng.surveys.answering import answer
from banheng.surveys.closing import close, results, show_results
from banheng.surveys.models import AnswerSheet, Survey
from banheng.surveys.opening import make_slips, open_survey
from tests.factories import NOW, TODAY, make_one_of_each, make_pupils, make_school
from tests.surveys.conftest import INSTRUMENT

pytestmark = pytest.mark.django_db

LAST = TODAY + timedelta(days=5)
SAID = {"q-care": "good", "q-fair": "5", "q-words": "谢谢老师"}


@pytest.fixture
def small(time_machine_today):
    return make_school()


@pytest.fixture
def users(small):
    return make_one_of_each(small)


@pytest.fixture
def office(users):
    return users[Role.MORAL_EDUCATION_OFFICE]


@pytest.fixture
def survey(small, office):
    make_pupils(small, *(f"学生{number}" for number in range(6)))
    return open_survey(small.school, INSTRUMENT, title="", first=TODAY, last=LAST, by=office, at=NOW)


@pytest.fixture
def codes(small, survey):
    return make_slips(survey, small.classes["101"], Group.GUARDIAN)


def text_of(response):
    return response.content.decode()


def at_slip(client, code, **said):
    address = reverse("slip-answer", args=[code])
    return client.post(address, said) if said else client.get(address)


def test_the_office_opens_a_survey_of_the_library(client, users, office):
    client.force_login(office)
    form = {"library": "default", "first": TODAY.isoformat(), "last": LAST.isoformat()}

    page = client.post(reverse("surveys-new", args=["yucai"]), form, follow=True)

    assert "调查已开始" in text_of(page)
    assert Survey.objects.get().title in text_of(page)


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({}, "二者取一"),
        ({"library": "default", "last": "2026-01-01"}, "截止日期要在今天以后"),
        ({"text": "instrument: x"}, "问卷有错误"),
    ],
)
def test_a_survey_that_cannot_be_is_refused_on_the_page(client, users, office, form, reason):
    client.force_login(office)
    form = {"first": TODAY.isoformat(), "last": LAST.isoformat()} | form

    page = client.post(reverse("surveys-new", args=["yucai"]), form)

    assert reason in text_of(page)
    assert not Survey.objects.exists()


def test_a_guardian_answers_by_the_slip_without_an_account_and_only_once(client, codes):
    page = text_of(at_slip(client, codes[0]))
    assert "一年级1班" in page
    assert "关心学生" in page

    assert "已收到，谢谢您的意见。" in text_of(at_slip(client, codes[0], **SAID))
    assert "这一份已经答过了" in text_of(at_slip(client, codes[0], **SAID))
    assert AnswerSheet.objects.count() == 1


def test_what_is_missing_is_said_beside_the_question_and_the_slip_stays_good(client, codes):
    page = at_slip(client, codes[0], **{"q-fair": "9"})

    assert page.status_code == 422
    assert "这道题还没有回答" in text_of(page)
    assert "请填 0 到 5 的整数" in text_of(page)
    assert not AnswerSheet.objects.exists()
    assert "已收到" in text_of(at_slip(client, codes[0], **SAID))


def test_a_code_can_be_typed_from_the_slip(client, codes):
    typed = f"{codes[0][:5].lower()} {codes[0][5:]}"

    page = client.get(reverse("slip"), {"code": typed}, follow=True)

    assert "关心学生" in text_of(page)


def test_an_unknown_code_says_what_to_do(client, codes):
    page = at_slip(client, "ZZZZZZZZZZ")

    assert page.status_code == 404
    assert "请核对答题单" in text_of(page)


def test_slips_are_printed_with_a_code_each_and_no_name(client, small, survey, office):
    client.force_login(office)
    address = reverse("surveys-slips", args=["yucai", survey.pk, "101", "guardian"])

    printed = PdfReader(BytesIO(client.post(address).content))

    text = "".join(page.extract_text() for page in printed.pages)
    assert len(printed.pages) == 2
    assert text.count("一张只能答一次") == 6
    assert "学生0" not in text


def test_the_office_sees_how_many_have_answered_and_never_what(client, small, survey, office, codes):
    at_slip(client, codes[0], **SAID)
    client.force_login(office)

    page = text_of(client.get(reverse("surveys-survey", args=["yucai", survey.pk])))

    assert "家长 1/6" in page
    assert "谢谢老师" not in page


def test_teachers_see_the_results_of_their_class_once_they_are_opened(
    client, small, users, survey, office, codes
):
    for code, fair in zip(codes, "545432", strict=True):
        at_slip(client, code, **SAID | {"q-fair": fair})
    teacher = users[Role.HOMEROOM_TEACHER]
    address = reverse("surveys-survey", args=["yucai", survey.pk])
    with time_machine.travel(NOW + timedelta(days=6)):
        client.force_login(office)
        assert "答卷已汇总并删除" in text_of(
            client.post(reverse("surveys-close", args=["yucai", survey.pk]), follow=True)
        )
        client.force_login(teacher)
        assert client.get(address).status_code == 404
        client.force_login(office)
        client.post(reverse("surveys-show", args=["yucai", survey.pk]))
        client.force_login(teacher)
        page = text_of(client.get(address))

    assert "一年级1班" in page
    assert "一年级2班" not in page
    assert "6/6" in page
    assert "已答" not in page


def test_a_colleague_answers_from_today_and_not_for_somebody_else(client, users, survey):
    own = survey.rights.get(group="self", school_class__code="101")
    client.force_login(users[Role.HOMEROOM_TEACHER])
    address = reverse("surveys-answer", args=["yucai", own.pk])
    assert address in text_of(client.get(reverse("today", args=["yucai"])))
    assert "已收到" in text_of(client.post(address, SAID))

    client.force_login(users[Role.PRINCIPAL])
    assert client.get(address).status_code == 403


def lines_of(caplog):
    """The log as it is written, line by line."""
    (handler,) = (
        each for each in logging.getLogger().handlers if isinstance(each.formatter, ProcessorFormatter)
    )
    return [handler.format(record) for record in caplog.records]


def test_the_log_says_neither_who_answers_nor_with_which_code(client, codes, caplog):
    caller = {"REMOTE_ADDR": "203.0.113.9"}
    with caplog.at_level("INFO"):
        client.get(reverse("slip-answer", args=[codes[0]]), **caller)
        client.post(reverse("slip-answer", args=[codes[0]]), SAID, **caller)
        client.post(reverse("slip-answer", args=[codes[1]]), {"q-fair": "9"}, **caller)
        client.get(reverse("slip"), {"code": codes[2]}, **caller)

    logged = "\n".join(lines_of(caplog))
    assert logged.count("request_finished") == 4
    assert "Unprocessable Entity: /a/…/" in logged
    for secret in (*codes[:3], "203.0.113.9"):
        assert secret not in logged


def test_the_log_does_not_say_which_colleague_answers(client, users, survey, caplog):
    own = survey.rights.get(group="self", school_class__code="101")
    client.force_login(users[Role.HOMEROOM_TEACHER])
    with caplog.at_level("INFO"):
        client.post(reverse("surveys-answer", args=["yucai", own.pk]), SAID)

    (line,) = (line for line in lines_of(caplog) if "request_finished" in line)
    assert "/surveys/answer/…/" in line
    assert "user_id" not in line


def test_the_office_gives_more_time_and_sees_what_it_gave_but_not_who_answered(
    client, small, users, survey, office, codes
):
    client.force_login(office)
    address = reverse("surveys-extend", args=["yucai", survey.pk])
    until = (LAST + timedelta(days=2)).isoformat()
    before = text_of(client.get(address))
    survey.rights.filter(user=users[Role.HOMEROOM_TEACHER]).update(used=True)
    assert [line for line in text_of(client.get(address)).splitlines() if "csrf" not in line.lower()] == [
        line for line in before.splitlines() if "csrf" not in line.lower()
    ]

    slips = {"who": f"slips:{small.classes['101'].pk}:guardian", "until": until, "reason": "停课"}
    person = {"who": f"user:{users[Role.HOMEROOM_TEACHER].pk}", "until": until}
    for form in (slips, person):
        page = client.post(address, form, follow=True)
        assert "已延期，并已记录。" in text_of(page)
    assert "停课" in text_of(page)
    assert "一年级1班 家长" in text_of(page)
    assert "最多可以延到" in text_of(client.post(address, slips | {"until": "2027-06-01"}))

    overview = text_of(client.get(reverse("surveys-survey", args=["yucai", survey.pk])))
    assert "有人延到 10-28" in overview
    with time_machine.travel(NOW + timedelta(days=7)):
        assert "已收到" in text_of(at_slip(client, codes[0], **SAID))


ABOUT_SCHOOL = instrument_text("003-E-problems")


@pytest.fixture
def opinions(small, users, office):
    """What sixteen colleagues said about the school, opened."""
    survey = open_survey(small.school, ABOUT_SCHOOL, title="", first=TODAY, last=LAST, by=office, at=NOW)
    for number, right in enumerate(survey.rights.order_by("pk")):
        said = {"impact": "rather", "better": number % 2 == 0, "willing": True}
        tasks = ["tasks", "treatment"] if number % 2 else ["tasks"]
        words = {"words": "表格太多"} if number == 3 else {}
        answer(right, said | {"problems": tasks} | words, day=TODAY)
    close(survey, by=office, at=NOW + timedelta(days=6))
    survey.refresh_from_db()
    show_results(survey, at=NOW + timedelta(days=6))
    return survey


def test_a_colleague_chooses_several_problems_or_none(client, small, users, office):
    survey = open_survey(small.school, ABOUT_SCHOOL, title="", first=TODAY, last=LAST, by=office, at=NOW)
    client.force_login(users[Role.HOMEROOM_TEACHER])
    own = survey.rights.get(user=users[Role.HOMEROOM_TEACHER])
    address = reverse("surveys-answer", args=["yucai", own.pk])
    assert address in text_of(client.get(reverse("today", args=["yucai"])))
    assert "可以选几项" in text_of(client.get(address))

    fault = client.post(address, {"q-problems": ["tasks", "pupils"], "q-impact": "little"})
    assert fault.status_code == 422
    assert text_of(fault).count('type="checkbox" name="q-problems"') == 5
    assert text_of(fault).count("checked") == 3  # what was said stays
    said = {"q-impact": "little", "q-better": "yes", "q-staying": "no"}
    assert "已收到" in text_of(client.post(address, said))


def test_results_about_the_school_are_shares_and_words_without_a_scheme(client, users, opinions):
    client.force_login(users[Role.HOMEROOM_TEACHER])

    page = text_of(client.get(reverse("surveys-survey", args=["yucai", opinions.pk])))

    assert "任务繁重" in page
    assert re.search(r"其他教职工 <strong>\d+%–100%", page)  # all of them chose it, which is not said
    assert re.search(r"待遇有待提高 .*其他教职工 <strong>\d\d%</strong>", page)
    assert "表格太多" in page
    assert "公开答复" not in page


def test_the_office_answers_an_opinion_and_everybody_reads_it(client, users, office, opinions):
    (text,) = [
        text for cell in results(Survey.objects.get()).cells for one in cell.answered for text in one.texts
    ]
    address = reverse("surveys-opinion", args=["yucai", opinions.pk])
    about = {"question": "words", "opinion": text.id}
    client.force_login(office)
    assert "请写答复" in text_of(client.post(address, about | {"do": "reply"}, follow=True))
    client.post(address, about | {"do": "reply", "words": "已停用两种表格。"})

    client.force_login(users[Role.PRINCIPAL])
    page = text_of(client.get(reverse("surveys-survey", args=["yucai", opinions.pk])))
    assert "学校答复</strong> 已停用两种表格。" in page


def test_the_office_puts_a_named_problem_into_the_register(client, office, opinions):
    client.force_login(office)
    address = reverse("surveys-opinion", args=["yucai", opinions.pk])

    page = client.post(address, {"question": "problems/tasks", "do": "problem"}, follow=True)

    assert "已登记到学校问题台账" in text_of(page)
    assert "任务繁重" in text_of(page)
