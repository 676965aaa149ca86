"""The table of a month that is over, for everybody whom it concerns."""

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from tests.factories import adopt, make_one_of_each, make_school, put_one

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]


@pytest.mark.parametrize("role", [Role.HOMEROOM_TEACHER, Role.GRADE_LEADER, Role.PRINCIPAL])
def test_every_class_stands_in_the_table_of_last_month(client, role):
    small = make_school()
    adopt(small.school)
    put_one(small.school, school_class="201", day=small.term.first)
    client.force_login(make_one_of_each(small)[role])

    month = {"scheme": "primary-month", "period": "2026-09"}
    page = client.get(reverse("league", args=["yucai"]), month).content.decode()

    assert "2026年9月" in page
    assert all(f"{name}班" in page for name in ("一年级1", "一年级2", "二年级1", "二年级2"))
