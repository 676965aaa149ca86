"""The library: sent in by a teacher, looked at by the office, found by everybody; a project from number to result."""

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.development.models import Fact
from banheng.development.research.models import Project, Work
from tests.factories import make_one_of_each, make_pupils, make_school

pytestmark = pytest.mark.django_db
SAID = {"kind": "case", "title": "考前失眠", "category": "study", "text": "小明睡不着。", "day": "2026-10-20"}


@pytest.fixture
def small(time_machine_today):
    return make_school()


def test_a_case_is_sent_in_returned_sent_again_and_found(client, small):
    users = make_one_of_each(small)
    make_pupils(small, "欧阳晓晓")
    client.force_login(users[Role.HOMEROOM_TEACHER])
    page = client.post(reverse("research-new", args=["yucai"]), SAID | {"text": "欧阳晓晓睡不着"})
    assert "请改用化名" in page.content.decode()
    client.post(reverse("research-new", args=["yucai"]), SAID)
    work = Work.objects.get()

    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])
    assert "待审核" in client.get(reverse("research", args=["yucai"])).content.decode()
    client.post(reverse("research-return", args=["yucai", work.pk]), {"reason": "写出结果"})
    client.force_login(users[Role.HOMEROOM_TEACHER])
    page = client.get(reverse("research-edit", args=["yucai", work.pk])).content.decode()
    assert "小明睡不着。" in page
    client.post(reverse("research-edit", args=["yucai", work.pk]), SAID | {"text": "小明后来好转。"})
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])
    client.post(reverse("research-accept", args=["yucai", work.pk]))

    client.force_login(users[Role.BOOKKEEPER])
    for asked, is_found in (({}, True), ({"words": "好转"}, True), ({"words": "没有的"}, False)):
        page = client.get(reverse("research", args=["yucai"]), asked).content.decode()
        assert ("考前失眠" in page) is is_found
    assert "学习压力 1" in page
    assert client.get(reverse("research-one", args=["yucai", work.pk])).status_code == 200


def test_a_project_runs_from_its_number_to_its_result(client, small):
    client.force_login(make_one_of_each(small)[Role.MORAL_EDUCATION_OFFICE])
    said = {"title": "家校沟通", "level": "city", "question": "怎样谈", "leader": small.teachers["101"].pk}
    days = {"first": "2026-09-01", "last": "2027-06-30"}
    client.post(reverse("research-propose", args=["yucai"]), said | days)
    address = reverse("research-project", args=["yucai", Project.objects.get().pk])

    client.post(address, {"do": "start", "number": "市教研 5 号"})
    page = client.post(address, {"do": "finish", "result": "报告"}, follow=True).content.decode()

    assert "结题" in page
    assert Fact.objects.get().proof == "市教研 5 号"
    assert client.post(address, {"do": "else"}).status_code == 404
