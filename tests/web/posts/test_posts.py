"""Posts on the site: a round seen by everybody in their own way, changes, rest, workload, structure."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.development.models import Fact
from banheng.development.posts.models import ALWAYS, Appointment, Change, Round, Step
from banheng.development.recording import record_fact
from banheng.payroll.models import Extra
from banheng.schools.models import Posting, SchoolClass
from tests.development.posts.rounds import FIRST, LAST, make_world, put_pack
from tests.factories import NOW, grant, make_one_of_each, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    with time_machine.travel(NOW, tick=True):
        yield make_world()


@pytest.fixture
def users(world):
    found = make_one_of_each(world.small)
    found["candidate"] = make_user("candidate", staff=world.colleagues[0])
    return found


class Visitor:
    """Somebody who opens pages and sends forms."""

    def __init__(self, client, users):
        self.client, self.users = client, users

    def open(self, who, name, *arguments):
        self.client.force_login(self.users[who])
        return self.client.get(reverse(name, args=["yucai", *arguments])).content.decode()

    def send(self, who, name, *arguments, **form):
        self.client.force_login(self.users[who])
        address = reverse(name, args=["yucai", *arguments])
        return self.client.post(address, form, follow=True).content.decode()


@pytest.fixture
def site(client, users):
    return Visitor(client, users)


OFFICE, PRINCIPAL, TEACHER = Role.MORAL_EDUCATION_OFFICE, Role.PRINCIPAL, Role.SUBJECT_TEACHER
NEW = {
    "title": "2027学年班主任选聘",
    "post": "homeroom_teacher",
    "steps": [step.value for step in Step if step not in ALWAYS],
    "decider": "meeting",
    "notice_days": 3,
    "first": FIRST,
    "last": LAST,
    "name1": "笔试",
    "way1": "mark",
    "weight1": 3,
    "name2": "答辩",
    "way2": "panel",
    "weight2": 7,
    "way3": "vote",
    "way4": "vote",
}


def opened(site):
    site.send(OFFICE, "posts-new", **NEW)
    return Round.objects.get()


def finish(site, selection, who=OFFICE, **said):
    selection.refresh_from_db()
    return site.send(who, "posts-finish", selection.pk, step=selection.step, **said)


def applied(site):
    """Give a round in which the candidate has applied, at the screening."""
    selection = opened(site)
    site.send("candidate", "posts-apply", selection.pk, statement="愿意担任", wish="")
    finish(site, selection)
    finish(site, selection)
    return selection


def test_the_form_of_a_new_round_proposes_the_term_of_the_rules(site):
    page = site.open(OFFICE, "posts-new")

    assert 'value="2027-08-01"' in page
    assert 'value="2030-07-31"' in page


def test_a_round_that_cannot_be_is_shown_again_with_the_reason(site):
    page = site.send(OFFICE, "posts-new", **NEW | {"steps": ["competed"]})

    assert "报名和推荐至少要选一项" in page
    assert not Round.objects.exists()


def test_answers_stand_beside_the_applicant_for_those_who_screen_and_for_nobody_else(site):
    selection = applied(site)

    assert "任教满一年：符合" in site.open(OFFICE, "posts-round", selection.pk)
    assert "任教满一年：符合" not in site.open(Role.GRADE_LEADER, "posts-round", selection.pk)
    assert "候选人1" in site.open(Role.GRADE_LEADER, "posts-round", selection.pk)
    assert "候选人1" not in site.open(TEACHER, "posts-round", selection.pk)


def test_the_list_is_public_and_marks_are_not(site, world, users):
    selection = applied(site)
    (applicant,) = selection.applicants.all()
    site.send(OFFICE, "posts-screen", applicant.pk, **{f"s{applicant.pk}-passed": "yes"})
    finish(site, selection)
    page = site.open(TEACHER, "posts-round", selection.pk)
    assert "候选人1" in page
    assert "愿意担任" not in page

    site.send(TEACHER, "posts-object", selection.pk, text="请核查教龄")
    assert "请核查教龄" in site.open(OFFICE, "posts-round", selection.pk)
    assert "请核查教龄" not in site.open("candidate", "posts-round", selection.pk)
    objection = selection.objections.get()
    said = {f"o{objection.pk}-upheld": "no", f"o{objection.pk}-answer": "教龄无误"}
    site.send(OFFICE, "posts-answer", objection.pk, **said)
    assert "教龄无误" in site.open(TEACHER, "posts-round", selection.pk)

    with time_machine.travel(NOW + timedelta(days=9), tick=True):
        site.send(OFFICE, "posts-panel", selection.pk, users=[users[TEACHER].pk])
        finish(site, selection)
        assert "我来打分" in site.open(TEACHER, "posts-round", selection.pk)
        page = site.send(TEACHER, "posts-marks", selection.pk, **{f"m-{applicant.pk}-part2": "105"})
        assert "不在 0 到 100 之间" in page
        site.send(TEACHER, "posts-marks", selection.pk, **{f"m-{applicant.pk}-part2": "90.5"})
        site.send(OFFICE, "posts-results", selection.pk, **{f"m-{applicant.pk}-part1": "81"})
        assert "87.65" in site.open(OFFICE, "posts-round", selection.pk)
        assert "87.65" not in site.open("candidate", "posts-round", selection.pk)
        finish(site, selection)
        said = {f"d{applicant.pk}-outcome": "appointed"}
        assert "请选择任职的班级" in site.send(OFFICE, "posts-decide", applicant.pk, **said)
        year = world.small.classes["101"].years.get()
        site.send(OFFICE, "posts-decide", applicant.pk, **said, **{f"d{applicant.pk}-school_class": year.pk})
        assert "要写会议纪要编号" in finish(site, selection)
        finish(site, selection, minutes="学部〔2026〕3号")
    assert "聘任 一年级1班" in site.open(TEACHER, "posts-round", selection.pk)
    with time_machine.travel(NOW + timedelta(days=20), tick=True):
        finish(site, selection)
        finish(site, selection, PRINCIPAL, remark="已备案")
        finish(site, selection, PRINCIPAL)
        page = site.open(PRINCIPAL, "posts-people")
    assert "尚未开始" in page
    assert "学部〔2026〕3号" in page
    assert Appointment.objects.get().posting.first == FIRST


def test_the_principal_lets_somebody_pass_against_a_rule(site, world):
    newcomer = world.small.teachers["101"]
    site.users["newcomer"] = site.users[Role.HOMEROOM_TEACHER]
    record_fact(
        newcomer,
        Fact.Kind.TEACHING,
        "任教",
        since=date(2026, 9, 1),
        source=Fact.Source.OFFICE,
        by=world.office,
        at=NOW,
    )
    selection = opened(site)
    site.send("newcomer", "posts-apply", selection.pk, statement="愿意")
    finish(site, selection)
    finish(site, selection)
    (applicant,) = selection.applicants.all()
    page = site.send(OFFICE, "posts-screen", applicant.pk, **{f"s{applicant.pk}-passed": "yes"})
    assert "按现行规则不能通过" in page

    site.send(PRINCIPAL, "posts-waive", applicant.pk, **{f"w{applicant.pk}-reason": "本校急需"})
    page = site.send(OFFICE, "posts-screen", applicant.pk, **{f"s{applicant.pk}-passed": "yes"})

    assert "决定破格：本校急需" in page
    assert "审核通过" in page


def test_a_grade_leader_recommends_and_somebody_withdraws(site, world):
    selection = opened(site)
    finish(site, selection)
    said = {"staff": world.colleagues[1].pk, "reason": "带班有方"}
    page = site.send(Role.GRADE_LEADER, "posts-recommend", selection.pk, **said)
    assert "候选人2" in page

    (applicant,) = selection.applicants.all()
    page = site.send(OFFICE, "posts-withdraw", applicant.pk)

    assert "已退出" in page


def test_a_round_is_cancelled_with_its_reason(site):
    selection = opened(site)

    page = site.send(OFFICE, "posts-cancel", selection.pk, **{"cancel-reason": "与县里统一选聘合并"})

    assert "已取消：与县里统一选聘合并" in page


def test_a_teacher_resigns_and_the_principal_decides(site, world):
    year = world.small.classes["101"].years.get()
    form = {"own-school_class": year.pk, "own-reason": "身体原因"}
    page = site.send(Role.HOMEROOM_TEACHER, "posts-resign", **form)
    assert "本人辞任" in page
    change = Change.objects.get()
    said = {"approve": "yes", "last": "2026-10-31", "successor": world.colleagues[0].pk, "remark": "同意"}

    page = site.send(PRINCIPAL, "posts-change-decide", change.pk, **said)

    assert "候选人1接任" in page
    assert Posting.objects.get(staff=world.colleagues[0]).first == date(2026, 11, 1)
    assert "身体原因" in site.open(Role.HOMEROOM_TEACHER, "posts-change", change.pk)


def test_a_removal_waits_for_the_hearing(site, world):
    year = world.small.classes["102"].years.get()
    said = {
        "kind": "remove",
        "staff": world.small.teachers["102"].pk,
        "post": "homeroom_teacher",
        "school_class": year.pk,
        "reason": "不能履行职责",
    }
    site.send(OFFICE, "posts-ask", **said)
    change = Change.objects.get()
    decision = {"approve": "yes", "last": "2026-10-21", "remark": "解聘"}
    assert "还没有听取本人意见" in site.send(PRINCIPAL, "posts-change-decide", change.pk, **decision)

    site.send(OFFICE, "posts-hear", change.pk, on="2026-10-21", heard="本人接受")
    site.send(PRINCIPAL, "posts-change-decide", change.pk, **decision)

    assert "没有班主任" not in site.open(PRINCIPAL, "posts-people")
    with time_machine.travel(NOW + timedelta(days=1), tick=True):
        assert "没有班主任" in site.open(PRINCIPAL, "posts-people")
    assert "不能履行职责" not in site.open(Role.GRADE_LEADER, "posts-changes")


def test_a_direct_appointment_by_the_principal(site, world):
    year = world.small.classes["101"].years.get()
    said = {
        "staff": world.colleagues[1].pk,
        "post": "trainee_homeroom_teacher",
        "school_class": year.pk,
        "first": "2026-10-22",
        "last": "2027-01-22",
        "reason": "年级推荐",
    }

    page = site.send(PRINCIPAL, "posts-appoint", **said)

    assert "跟随教师101见习" in page
    refused = site.send(PRINCIPAL, "posts-appoint", **said | {"post": "grade_leader", "school_class": ""})
    assert "按现行规则不能聘任" in refused


def test_back_pay_for_a_rest_is_decided_once(site, world):
    earlier = SchoolClass.objects.create(school=world.school, code="old", opened=date(2010, 9, 1))
    teacher = world.small.teachers["201"]
    Posting.objects.create(
        school_class=earlier, staff=teacher, first=date(2016, 9, 1), last=date(2022, 8, 31)
    )
    put_pack(world.school, "001-V", {"newcomers": "paired", "stage": "three_years"}, world.office)
    assert "休整期 2022-09-01 至 2026-08-31" in site.open(PRINCIPAL, "posts-rest")
    form = {f"a{teacher.pk}-yuan": "1200", f"a{teacher.pk}-reason": "校务会〔2026〕8号"}

    page = site.send(PRINCIPAL, "posts-allowance", teacher.pk, **form)

    extra = Extra.objects.get()
    assert (extra.staff, extra.fen, extra.name) == (teacher, 120_000, "休整期津贴")
    assert f"a{teacher.pk}-yuan" not in page
    assert "1200" not in site.open(Role.GRADE_LEADER, "posts-rest")


def test_lessons_are_entered_by_pasting_and_compared(site):
    said = {"figure": "weekly_lessons", "since": "2026-10-21", "text": "t101\t16\nt102\t10"}
    assert "第 1 行：x" in site.send(OFFICE, "posts-figures", **said | {"text": "x 1"})
    site.send(OFFICE, "posts-norm", homeroom_lessons="4.5", pupils_per_counsellor="")

    page = site.send(OFFICE, "posts-figures", **said)

    assert "全体教师 13" in page
    assert "高于平均" in page
    assert "20.5" in page
    assert "不是课时数" in site.send(OFFICE, "posts-norm", homeroom_lessons="vier")


@pytest.mark.parametrize("form", ["preview", "pdf", "docx"])
def test_the_structure_is_a_page_and_a_file(client, site, users, world, form):
    text = "t101 1970\nt102 1995"
    site.send(OFFICE, "posts-figures", figure="birth_year", since="2026-10-21", text=text)
    client.force_login(users[PRINCIPAL])

    answer = client.get(reverse("posts-structure", args=["yucai", form]))

    assert answer.status_code == 200
    if form == "preview":
        page = answer.content.decode()
        assert "在任班主任 4 人，其中 35 岁以下 1 人，任职不满一年 4 人。" in page
        assert "教师101" not in page


def test_a_class_without_its_teacher_is_pointed_out_to_the_team(site, world, users):
    grant(users["candidate"], Role.GRADE_LEADER, world.school)
    world.small.classes["202"].postings.all().delete()

    page = site.open("candidate", "posts-people")

    assert "二年级2班" in page
    assert "没有班主任" in page
