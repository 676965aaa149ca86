"""A school year at the desk: its terms taken together, once a year."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.assessment.models import ScoreSheet
from tests.factories import adopt, make_one_of_each, make_school

pytestmark = pytest.mark.django_db


@time_machine.travel(datetime(2027, 9, 1, 1, tzinfo=UTC))
def test_a_year_is_computed_and_reviewed_when_it_is_over(client):
    small = make_school()
    adopt(small.school, "senior-term-360")
    client.force_login(make_one_of_each(small)[Role.MORAL_EDUCATION_OFFICE])

    for action in ("desk-compute", "desk-review"):
        address = reverse(action, args=["yucai", "senior-term-360", "2026-2027"])
        page = client.post(address, {"remark": "年度评估"}, follow=True).content.decode()

    assert "意见：年度评估" in page
    sheet = ScoreSheet.objects.get()
    assert (sheet.state, sheet.period) == ("reviewed", "2026-2027")
