"""Honours on the site: proposed by the office, decided by the principal, seen by everybody on the wall."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.honours.deciding import award
from banheng.honours.models import FollowUp, Honour
from banheng.honours.proposing import propose
from tests.assessment.settling import account
from tests.factories import NOW, make_one_of_each, make_user
from tests.honours.uses import final, published, school_with_results

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=9)


@pytest.fixture
def small():
    with time_machine.travel(LATER, tick=True):
        yield school_with_results()


@pytest.fixture
def users(small):
    return make_one_of_each(small)


def open_as(client, user, name, **arguments):
    client.force_login(user)
    return client.get(reverse(name, kwargs={"school": "yucai", **arguments})).content.decode()


def post_as(client, user, name, form=None, **arguments):
    client.force_login(user)
    address = reverse(name, kwargs={"school": "yucai", **arguments})
    return client.post(address, form or {}, follow=True).content.decode()


def test_from_proposal_to_the_wall(client, small, users):
    sheet = final(small)
    office, principal = users[Role.MORAL_EDUCATION_OFFICE], users[Role.PRINCIPAL]

    page = post_as(client, office, "honours-propose", sheet=sheet.pk)
    assert "新提名 5 项荣誉，新列出 2 件后续工作。" in page
    assert "全校 3 个参评，居前 2 名" in page
    assert "有“安全责任事故”，取消评优资格" in page

    best = Honour.objects.filter(code="best")
    chosen = {"honours": [honour.pk for honour in best], "minutes": "校务会〔2026〕9号"}
    page = post_as(client, principal, "honours-award", chosen, sheet=sheet.pk)
    assert "已授予 2 项荣誉。" in page

    wall = open_as(client, users[Role.SUBJECT_TEACHER], "honours")
    assert "一年级1班 教师101" in wall
    assert "九月考核成绩优秀" in wall
    assert "先进班集体" not in wall
    assert "安全责任事故" not in wall


def test_one_honour_is_declined_and_another_revoked(client, small, users):
    propose(final(small), by=account("office"), at=NOW)
    principal = users[Role.PRINCIPAL]
    first, second = Honour.objects.filter(code="best")

    page = post_as(client, principal, "honours-decide", {"do": "decline"}, honour=first.pk)
    assert "请写明不予授予的理由。" in page
    page = post_as(
        client, principal, "honours-decide", {"do": "decline", "remark": "本人放弃"}, honour=first.pk
    )
    assert "不予授予" in page
    page = post_as(client, principal, "honours-decide", {"do": "award"}, honour=second.pk)
    assert "2026-0001" in page
    page = post_as(client, principal, "honours-revoke", {"reason": "弄虚作假"}, honour=second.pk)
    assert "已撤销" in page
    assert "教师" not in open_as(client, principal, "honours").partition("荣誉墙")[2].partition("<footer")[0]


def test_nothing_is_awarded_during_the_notice(client, small, users):
    sheet = published(small)
    propose(sheet, by=account("office"), at=NOW)

    page = open_as(client, users[Role.PRINCIPAL], "honours-period", sheet=sheet.pk)

    assert "结果还在公示，定稿后才能授予。" in page


def test_the_office_nominates_and_cannot_for_somebody_barred(client, small, users):
    sheet, office = published(small), users[Role.MORAL_EDUCATION_OFFICE]
    form = {"honour": "special", "reason": "抢险救灾"}

    page = post_as(
        client, office, "honours-nominate", form | {"staff": small.teachers["102"].pk}, sheet=sheet.pk
    )
    assert "没有评优资格" in page
    page = post_as(
        client, office, "honours-nominate", form | {"staff": small.teachers["202"].pk}, sheet=sheet.pk
    )
    assert "二年级2班 教师202" in page


def test_a_teacher_sees_what_is_about_them_and_does_what_is_theirs(client, small, users):
    propose(published(small), by=account("office"), at=NOW)
    teacher = make_user("teacher-102", staff=small.teachers["102"])
    rectify, talk = FollowUp.objects.get(what="整改"), FollowUp.objects.get(what="约谈")

    page = open_as(client, teacher, "followups")
    assert page.index("由我办理") < page.index("整改") < page.index("与我有关") < page.index("约谈")
    assert "办结" not in open_as(client, teacher, "followups-one", follow_up=talk.pk)
    page = post_as(client, teacher, "followups-complete", {"note": "已落实措施"}, follow_up=rectify.pk)
    assert "已完成" in page
    assert "已落实措施" in page
    client.force_login(users[Role.HOMEROOM_TEACHER])
    address = reverse("followups-one", kwargs={"school": "yucai", "follow_up": talk.pk})
    assert client.get(address).status_code == 403


def test_what_is_late_is_marked_and_can_be_postponed_and_cancelled(client, small, users):
    propose(published(small), by=account("office"), at=NOW)
    talk = FollowUp.objects.get(what="约谈")
    office, principal = users[Role.MORAL_EDUCATION_OFFICE], users[Role.PRINCIPAL]

    with time_machine.travel(LATER + timedelta(days=9)):
        assert "逾期" in open_as(client, principal, "followups")
        form = {"due": "2026-12-01", "reason": "本人病假"}
        page = post_as(client, principal, "followups-postpone", form, follow_up=talk.pk)
        assert "改到 2026-12-01" in page
        assert "逾期" not in page
        page = post_as(client, office, "followups-cancel", {"reason": "已调离"}, follow_up=talk.pk)
    assert "已取消" in page


def test_whoever_is_honoured_gets_the_certificate(client, small, users):
    propose(final(small), by=account("office"), at=NOW)
    best = Honour.objects.get(code="best", staff=small.teachers["101"])
    of_class = Honour.objects.get(code="class", school_class=small.classes["201"])
    for honour in (best, of_class):
        award(honour, by=users[Role.PRINCIPAL], at=LATER)
    teacher = users[Role.HOMEROOM_TEACHER]

    page = open_as(client, teacher, "honours-certificate", honour=best.pk, form="preview")
    assert "教师101老师：" in page
    assert "在2026年9月，九月考核成绩优秀，被评为“优秀班主任”。特发此证，以资鼓励。" in page
    assert "证书编号：2026-0001" in page
    address = reverse("honours-certificate", kwargs={"school": "yucai", "honour": best.pk, "form": "pdf"})
    assert client.get(address).content.startswith(b"%PDF")
    page = open_as(client, users[Role.PRINCIPAL], "honours-certificate", honour=of_class.pk, form="preview")
    assert "二年级1班：" in page
    assert client.get(address.replace("pdf", "x")).status_code == 404


def test_pages_without_anything_say_what_to_do(client, small, users):
    office = users[Role.MORAL_EDUCATION_OFFICE]

    assert "还没有授予荣誉" in open_as(client, office, "honours")
    assert "还没有可以提名的考核结果" in open_as(client, office, "honours-periods")
    assert "没有待办的后续工作" in open_as(client, office, "followups")


def test_the_class_banner_of_a_week_stands_on_the_wall(client, small, users):
    office = users[Role.MORAL_EDUCATION_OFFICE]
    form = {"week": "2026-W43", "class": ["101", "201"]}

    page = post_as(client, office, "league-banner", form)
    wall = open_as(client, users[Role.HOMEROOM_TEACHER], "honours")

    assert "已确认 2 面流动红旗" in page
    assert "一年级1班、" in wall
    assert "二年级1班" in wall
    banner = Honour.objects.get(school_class=small.classes["101"])
    post_as(client, office, "honours-revoke", {"reason": "补录后落后"}, honour=banner.pk)
    assert "一年级1班" not in open_as(client, users[Role.HOMEROOM_TEACHER], "honours")


@pytest.mark.parametrize("week", ["2026-W44", "2027-W01", "x"])
def test_a_week_that_is_not_over_gets_no_banner(client, small, users, week):
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])

    answer = client.post(reverse("league-banner", args=["yucai"]), {"week": week, "class": ["101"]})

    assert answer.status_code == 404
    assert not Honour.objects.exists()


def test_the_pages_speak_english(client, small, users):
    sheet = final(small)
    propose(sheet, by=account("office"), at=NOW)
    client.cookies["django_language"] = "en"

    page = open_as(client, users[Role.PRINCIPAL], "honours-period", sheet=sheet.pk)

    assert "among the first 2 of 3 in the school" in page
    assert "teachers, each month; the first 2 of the school" in page
