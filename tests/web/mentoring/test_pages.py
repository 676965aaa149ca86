"""The pages of a pair: an agreement on paper, and a mentee who fills in a wrong day."""

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.development.mentoring.models import Entry, Pair
from tests.factories import make_one_of_each, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(time_machine_today):
    return make_school()


def paired(client, small, users):
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])
    said = {
        "mentor": small.teachers["102"].pk,
        "mentee": small.teachers["101"].pk,
        "kind": "homeroom",
        "first": "2026-09-01",
        "last": "2027-01-20",
        "goals": "会开班会",
    }
    client.post(reverse("mentoring-new", args=["yucai"]), said)
    pair = Pair.objects.get()
    for side in ("mentor", "mentee"):
        client.post(reverse("mentoring-sign", args=["yucai", pair.pk]), {"side": side, "day": "2026-09-01"})
    return pair


def test_the_agreement_names_both_and_the_six_topics_and_is_handed_over_as_a_file(client, small):
    pair = paired(client, small, make_one_of_each(small))

    page = client.get(reverse("mentoring-agreement", args=["yucai", pair.pk, "preview"])).content.decode()
    file = client.get(reverse("mentoring-agreement", args=["yucai", pair.pk, "docx"]))

    assert all(text in page for text in ("师徒结对协议", "教师102", "教师101", "转化后进生", "徒弟签字"))
    assert "wordprocessingml" in file["Content-Type"]


def test_a_day_outside_the_pair_is_said_beside_the_form_and_nothing_is_lost(client, small):
    users = make_one_of_each(small)
    pair = paired(client, small, users)
    client.force_login(users[Role.HOMEROOM_TEACHER])
    said = {"kind": "talk", "day": "2026-08-01", "text": "谈班规"}

    page = client.post(reverse("mentoring-entry", args=["yucai", pair.pk]), said).content.decode()

    assert "日期要在结对期间" in page
    assert "谈班规" in page
    assert not Entry.objects.exists()
    client.post(reverse("mentoring-entry", args=["yucai", pair.pk]), said | {"day": "2026-10-20"})
    assert Entry.objects.get().side == "mentee"
