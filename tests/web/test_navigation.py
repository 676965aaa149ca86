import re

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from tests.factories import adopt, make_one_of_each, make_school

pytestmark = pytest.mark.django_db
LINK = re.compile(r'class="nav-link" href="([^"]+)"')


def test_every_entry_of_a_menu_opens(client, time_machine_today):
    small = make_school()
    adopt(small.school)
    for role, user in make_one_of_each(small).items():
        client.force_login(user)
        start = "inspect" if role is Role.PUPIL_INSPECTOR else "today"
        page = client.get(reverse(start, args=["yucai"])).content.decode()
        links = LINK.findall(page)
        links += [below for link in links for below in LINK.findall(client.get(link).content.decode())]

        assert links, role
        assert [link for link in links if client.get(link).status_code != 200] == [], role
