"""The pages of a studio: who runs it sees what they may do, and a refusal says why beside the form."""

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.development.studios.founding import found
from banheng.development.studios.models import FundEntry, Member
from tests.factories import TODAY, make_one_of_each, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(time_machine_today):
    return make_school()


def test_the_leader_runs_the_studio_but_not_its_fund_and_members(client, small):
    users = make_one_of_each(small)
    studio = found(small.school, name="育英", leader=small.teachers["101"], first=TODAY)
    client.force_login(users[Role.HOMEROOM_TEACHER])

    page = client.get(reverse("studios-one", args=["yucai", studio.pk])).content.decode()

    assert all(text in page for text in ("写方案", "定目标", "登记活动"))
    assert "专业发展经费" not in page
    assert client.post(reverse("studios-fund", args=["yucai", studio.pk])).status_code == 403
    member = studio.members.get()
    assert client.get(reverse("studios-member", args=["yucai", member.pk])).status_code == 403


def test_money_is_read_as_people_write_it_and_never_overspent(client, small):
    users = make_one_of_each(small)
    studio = found(small.school, name="育英", leader=small.teachers["101"], first=TODAY)
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])
    address = reverse("studios-fund", args=["yucai", studio.pk])
    said = {"day": "2026-10-21", "text": "凭证"}

    client.post(address, said | {"use": "reserve", "fen": "１,000.5"})
    wrong = client.post(address, said | {"use": "books", "fen": "很多"}).content.decode()
    much = client.post(address, said | {"use": "books", "fen": "1000.51"}).content.decode()

    assert FundEntry.objects.get().fen == 100_050
    assert "请填数字" in wrong
    assert "余额只有 1000.50 元" in much


def test_the_office_declines_with_a_reason_and_a_member_leaves(client, small):
    users = make_one_of_each(small)
    studio = found(small.school, name="育英", leader=small.teachers["102"], first=TODAY)
    client.force_login(users[Role.HOMEROOM_TEACHER])
    client.post(reverse("studios-apply", args=["yucai", studio.pk]), {"statement": "想学"})
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])
    member = studio.members.get(role="core")
    address = reverse("studios-member", args=["yucai", member.pk])

    assert "未入选要写明理由" in client.post(address, {"do": "decline"}).content.decode()
    client.post(address, {"do": "accept", "task": "档案"})
    client.post(address, {"do": "leave", "day": "2026-10-21"})

    member.refresh_from_db()
    assert (member.state, member.task, member.until) == (Member.State.ACCEPTED, "档案", TODAY)
