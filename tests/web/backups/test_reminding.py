"""Whoever looks after the site is reminded until there is a backup, and again when the last is old."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from banheng.accounts.roles import Role
from banheng.web.backups.reminding import note_backup, reminder
from tests.factories import NOW, make_one_of_each, make_school

NEVER, OLD = "还没有备份", "最近一次备份是 8 天以前"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


@pytest.mark.parametrize(("days", "words"), [(None, NEVER), (0, ""), (7, ""), (8, OLD), (-1, "")], ids=str)
def test_it_is_said_until_there_is_a_young_backup(days, words):
    if days is not None:
        note_backup(NOW - timedelta(days=days))

    said = reminder(NOW)

    assert (words in said) if words else said == ""


def test_a_backup_by_other_means_is_noted_by_touching_a_file(folder):
    (folder / "last-backup").touch()

    assert reminder(NOW) == "" or OLD[:6] in reminder(NOW)


@pytest.mark.django_db
def test_only_the_administrator_sees_it_on_the_page_of_today(client, time_machine_today):
    users = make_one_of_each(make_school())
    seen = set()
    for role, user in users.items():
        client.force_login(user)
        if NEVER in client.get("/s/yucai/").content.decode():
            seen.add(role)

    assert seen == {Role.SYSTEM_ADMINISTRATOR}


@pytest.mark.django_db
def test_the_check_of_the_site_says_it_in_both_languages():
    error = StringIO()

    call_command("check", stdout=StringIO(), stderr=error)

    assert NEVER in error.getvalue()
    assert " / " in error.getvalue()

    note_backup(NOW + timedelta(days=36500))
    error = StringIO()
    call_command("check", stdout=StringIO(), stderr=error)
    assert error.getvalue() == ""
