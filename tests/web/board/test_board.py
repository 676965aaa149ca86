"""The board: what everybody at the school may read, and nothing more."""

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.assessment.appealing import Objection, appeal
from banheng.assessment.freezing import standing
from banheng.assessment.publishing import withdraw
from tests.assessment.settling import CONTACT, SEPTEMBER, account, publish_september, review_september
from tests.factories import NOW, adopt, make_one_of_each, make_school, put_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(time_machine_today):
    small = make_school()
    adopt(small.school)
    put_one(small.school, day=SEPTEMBER, note="李小明没扫地")
    return small


@pytest.fixture
def users(small):
    return make_one_of_each(small)


def read(client, user, name="board-notice"):
    client.force_login(user)
    arguments = ["yucai", "primary-month", "2026-09"] if name == "board-notice" else ["yucai"]
    return client.get(reverse(name, args=arguments))


def test_the_board_says_what_to_expect_while_it_is_empty(client, users):
    assert "还没有公示" in read(client, users[Role.SUBJECT_TEACHER], "board").content.decode()


def test_a_result_is_not_on_the_board_before_it_is_published(client, small, users):
    review_september(small.school)

    assert read(client, users[Role.HOMEROOM_TEACHER]).status_code == 404


def test_a_notice_shows_results_period_and_contact(client, small, users):
    publish_september(small.school)

    text = read(client, users[Role.BOOKKEEPER]).content.decode()

    assert "公示期：周三 10月21日 至 周三 10月28日（5 个教学日）" in text
    assert CONTACT in text
    assert text.count("<td>教师") == 4
    assert "我的成绩" not in text


def test_a_teacher_finds_the_own_result_and_the_way_to_appeal(client, small, users):
    publish_september(small.school)

    text = read(client, users[Role.HOMEROOM_TEACHER]).content.decode()

    assert "我的成绩：一年级1班" in text
    assert reverse("appeals-new", args=["yucai", "primary-month", "2026-09", "101"]) in text


def test_neither_notes_nor_objections_are_read_out(client, small, users):
    sheet = publish_september(small.school)
    appeal(
        sheet,
        Objection("张老师记错了"),
        school_class=small.classes["101"],
        staff=small.teachers["101"],
        by=account("teacher"),
        at=NOW,
    )

    text = read(client, users[Role.SUBJECT_TEACHER]).content.decode()

    assert "待复核 1 件，成立 0 件" in text
    assert "李小明" not in text
    assert "张老师" not in text


def test_a_withdrawn_notice_is_gone(client, small, users):
    withdraw(publish_september(small.school), reason="名册有误", by=account("principal"), at=NOW)

    assert read(client, users[Role.HOMEROOM_TEACHER]).status_code == 404


def test_a_teacher_confirms_that_the_result_has_reached_them(client, small, users):
    sheet = publish_september(small.school)
    client.force_login(users[Role.HOMEROOM_TEACHER])
    address = reverse("board-seen", args=["yucai", "primary-month", "2026-09"])

    for _ in range(2):
        text = client.post(address, follow=True).content.decode()

    assert "确认阅知。" in text
    assert [each.staff.code for each in standing(sheet).acknowledgements.all()] == ["t101"]
    client.force_login(users[Role.PRINCIPAL])
    desk = client.get(reverse("desk-period", args=["yucai", "primary-month", "2026-09"])).content.decode()
    assert "4 名班主任中 1 人已确认阅知" in desk


def test_who_has_no_result_has_nothing_to_confirm(client, small, users):
    publish_september(small.school)
    client.force_login(users[Role.SUBJECT_TEACHER])
    address = reverse("board-seen", args=["yucai", "primary-month", "2026-09"])

    assert "没有您的成绩" in client.post(address, follow=True).content.decode()


def test_each_group_that_is_ranked_has_a_table_of_its_own(client, small, users):
    edition = standing(publish_september(small.school))

    text = read(client, users[Role.HOMEROOM_TEACHER]).content.decode()

    assert {row["rank_of"] for row in edition.results["results"]} == {2}  # each grade by itself
    assert text.index('<h2 class="card-title">一年级</h2>') < text.index("教师102")
    assert text.index("教师102") < text.index('<h2 class="card-title">二年级</h2>') < text.index("教师201")


def test_a_result_that_is_published_again_is_no_amendment(client, small, users):
    withdraw(publish_september(small.school), reason="名册有误", by=account("principal"), at=NOW)
    publish_september(small.school)

    assert "更正为第" not in read(client, users[Role.HOMEROOM_TEACHER]).content.decode()
