"""The pages of plans: from a template to a review, with owners who report themselves."""

import re

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.development.plans.models import Measure, Plan
from tests.factories import make_one_of_each, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(time_machine_today):
    return make_school()


def test_the_office_draws_up_a_plan_and_the_owner_reports_what_was_done(client, small):
    users = make_one_of_each(small)
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])
    page = client.get(reverse("plans-new", args=["yucai"]), {"template": "001-G"}).content.decode()
    assert "班主任队伍建设实施方案" in page
    said = {"title": "实施方案", "goal": "四项目标", "first": "2026-09-01", "last": "2027-06-30"}
    client.post(reverse("plans-new", args=["yucai"]) + "?template=001-G", said)
    plan = Plan.objects.get()
    measure = Measure.objects.filter(phase__plan=plan).first()
    owner = {"owner": small.teachers["101"].pk, "due": "2026-10-01", "target": "一份", "evidence": "文本"}
    client.post(reverse("plans-assign", args=["yucai", measure.pk]), owner)

    client.force_login(users[Role.HOMEROOM_TEACHER])
    assert "由我负责" in client.get(reverse("plans", args=["yucai"])).content.decode()
    done = {"result": "已成文", "proof": "德育处〔2026〕1号"}
    client.post(reverse("plans-complete", args=["yucai", measure.pk]), done)
    client.force_login(users[Role.PRINCIPAL])
    client.post(
        reverse("plans-effect", args=["yucai", measure.pk]), {"verdict": "reached", "effect": "人人清楚"}
    )

    shown = client.get(reverse("plans-one", args=["yucai", plan.pk])).content.decode()
    assert re.search(r"办结 1 项，达到目标 1 项", shown)
    printed = client.get(reverse("plans-print", args=["yucai", plan.pk, "preview"])).content.decode()
    assert "德育处〔2026〕1号" in printed


def test_what_is_wrong_is_said_on_the_page(client, small):
    client.force_login(make_one_of_each(small)[Role.MORAL_EDUCATION_OFFICE])
    said = {"title": "反了", "goal": "—", "first": "2026-09-01", "last": "2026-08-01"}

    page = client.post(reverse("plans-new", args=["yucai"]), said).content.decode()

    assert "结束日期太早" in page
    assert not Plan.objects.exists()
