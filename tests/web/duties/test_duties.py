"""Duties on the pages: one tap in 今天, coverage for office and grade leader, packs put in force."""

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.duties.adopting import put_in_force
from banheng.duties.models import Done, PackVersion
from tests.factories import NOW, PLAIN_PACK, TODAY, make_one_of_each, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(time_machine_today):
    return make_school()


@pytest.fixture
def users(small):
    return make_one_of_each(small)


@pytest.fixture
def version(small):
    return put_in_force(small.school, PLAIN_PACK, first=TODAY, by=None, at=NOW)


def page(client, user, name="today", *arguments):
    client.force_login(user)
    return client.get(reverse(name, args=["yucai", *arguments])).content.decode()


def tap(client, version, duty, **said):
    address = reverse("duties-do", args=["yucai", version.pk, duty])
    form = {"day": TODAY.isoformat(), "number": 1, "school_class": "101", **said}
    return client.post(address, form, follow=True).content.decode()


def test_one_tap_does_a_duty_and_another_takes_it_back(client, users, version):
    assert "放学前签阅班级日志" in page(client, users[Role.HOMEROOM_TEACHER])

    text = tap(client, version, "class_log")
    assert "已办 1 项" in text

    done = Done.objects.get()
    text = client.post(reverse("duties-take-back", args=["yucai", done.pk]), follow=True).content.decode()
    assert "已办" not in text


def test_a_count_that_is_missing_is_asked_for_and_nothing_is_kept(client, users, version):
    client.force_login(users[Role.HOMEROOM_TEACHER])

    assert "请填写“晨检和清点人数”的数量。" in tap(client, version, "morning_check")
    assert "没有读懂填写的内容" in tap(client, version, "morning_check", count="很多")
    assert not Done.objects.exists()
    assert "已办 1 项" in tap(client, version, "morning_check", count="41")


def test_a_teacher_does_no_duty_of_another_class(client, users, version):
    client.force_login(users[Role.HOMEROOM_TEACHER])
    address = reverse("duties-do", args=["yucai", version.pk, "class_log"])

    assert client.post(address, {"day": TODAY, "number": 1, "school_class": "102"}).status_code == 403


def test_the_office_puts_a_pack_of_the_library_in_force(client, users):
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])
    assert "还没有执行班主任常规" in page(client, users[Role.MORAL_EDUCATION_OFFICE], "duties")

    form = {"library": "default", "first": TODAY.isoformat()}
    text = client.post(reverse("duties-new", args=["yucai"]), form, follow=True).content.decode()

    assert "从 2026-10-21 起执行" in text
    assert "第 2 教学周结束前" in text
    assert PackVersion.objects.get().code == "default"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({}, "二者取一"),
        ({"library": "default", "text": "pack: x"}, "二者取一"),
        ({"text": "pack: x"}, "缺少必填字段"),
        ({"text": "好"}, "方案应由“字段: 值”组成"),
        ({"text": "pack: x\ntitle: y\nduties: [{code: a, name: b, when: {kind: weekly, times: null}}]"}, "待填|填写后再执行"),
    ],
)  # fmt: skip
def test_what_is_no_pack_is_refused_with_the_reason(client, users, said, answer):
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])

    text = client.post(
        reverse("duties-new", args=["yucai"]), {"first": TODAY.isoformat(), **said}
    ).content.decode()

    assert any(part in text for part in answer.split("|"))
    assert not PackVersion.objects.exists()


def test_a_pack_of_the_library_with_blanks_is_shown_to_be_filled_in(client, users):
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])
    address = reverse("duties-new", args=["yucai"])

    shown = client.post(address, {"library": "002-I", "first": TODAY.isoformat()})
    text = shown.context["form"].initial["text"]

    assert "duties/hurt/when/within_minutes" in shown.content.decode()
    client.post(address, {"text": text.replace("null", "10"), "first": TODAY.isoformat()})
    assert PackVersion.objects.get().code == "002-I"


def test_a_grade_leader_sees_the_coverage_of_the_own_grade_only(client, small, users):
    put_in_force(small.school, PLAIN_PACK, first=TODAY.replace(day=19), by=None, at=NOW)

    text = page(client, users[Role.GRADE_LEADER], "duties")
    all_of_it = page(client, users[Role.MORAL_EDUCATION_OFFICE], "duties")

    other = str(small.classes["201"].years.get())
    assert other not in text
    assert other in all_of_it


def test_the_office_stops_a_pack_and_what_was_done_stays(client, users, version):
    client.force_login(users[Role.HOMEROOM_TEACHER])
    tap(client, version, "class_log")
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])

    client.post(reverse("duties-stop", args=["yucai", version.pk]))

    assert "放学前签阅班级日志" not in page(client, users[Role.HOMEROOM_TEACHER])
    assert Done.objects.count() == 1
