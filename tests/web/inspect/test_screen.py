import gzip
import json
import re
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from banheng.accounts.roles import Role
from banheng.ledger.models import Duty, DutyWeek, Post
from tests.factories import adopt, grant, make_school, make_user

pytestmark = pytest.mark.django_db

ADDRESS = "/s/yucai/inspect/"
MOST_BYTES = 200 * 1024


@pytest.fixture
def small(time_machine_today):
    small = make_school()
    adopt(small.school)
    return small


def page_of(client):
    return client.get(ADDRESS).content.decode()


def open_screen(client, small, role):
    user = make_user(role.value)
    grant(user, role, small.school)
    client.force_login(user)
    return user, partial(page_of, client)


def put_on_duty(small, user, *, items, grades):
    week = DutyWeek.objects.create(
        school=small.school, first=date(2026, 10, 19), last=date(2026, 10, 23), note="课间安全"
    )
    post = Post.objects.create(school=small.school, name="卫生岗", items=items)
    post.grades.set(grades)
    Duty.objects.create(week=week, post=post, user=user)


def test_the_screen_shows_what_the_schemes_in_force_let_inspectors_record(client, small):
    _, screen = open_screen(client, small, Role.DUTY_INSPECTOR)

    page = screen()

    assert all(
        text in page
        for text in ("一年级1班", "二年级2班", "地面不洁", "−0.2", "获流动红旗", "第8周 周三 10月21日")
    )
    assert "家访" not in page  # registered by the office, not inspected


def test_the_office_finds_the_registered_items_below(client, small):
    _, screen = open_screen(client, small, Role.MORAL_EDUCATION_OFFICE)

    page = screen()

    assert page.index("其他登记项目") < page.index("家访")


def test_a_pupil_sees_only_the_post_of_the_week_and_no_other_day(client, small):
    pupil, screen = open_screen(client, small, Role.PUPIL_INSPECTOR)
    put_on_duty(small, pupil, items=["hygiene"], grades=small.grades[:1])

    page = screen()

    assert all(text in page for text in ("卫生岗", "课间安全", "一年级1班", "地面不洁"))
    assert not any(text in page for text in ("二年级1班", "候课吵闹", "补记以前的情况"))


def test_a_pupil_without_a_duty_is_told_whom_to_ask(client, small):
    _, screen = open_screen(client, small, Role.PUPIL_INSPECTOR)

    assert "您本周没有检查任务" in screen()


def test_a_school_without_a_scheme_is_told_what_to_do(client, time_machine_today):
    _, screen = open_screen(client, make_school(), Role.DUTY_INSPECTOR)

    assert "今天没有可记录的检查项目" in screen()


def test_the_manifest_starts_the_screen_of_the_school(client, small):
    open_screen(client, small, Role.DUTY_INSPECTOR)

    response = client.get(f"{ADDRESS}manifest.webmanifest")
    content = json.loads(response.content)

    assert response["Content-Type"] == "application/manifest+json"
    assert (content["start_url"], content["scope"], content["display"]) == (ADDRESS, "/", "standalone")
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in content["icons"])


def test_the_worker_keeps_every_file_of_the_screen(client, small):
    _, screen = open_screen(client, small, Role.DUTY_INSPECTOR)
    worker = client.get("/service-worker.js")
    kept = re.findall(r'"(/static/[^"]+)"', worker.content.decode())

    asked_for = set(re.findall(r'(?:src|href)="(/static/[^"]+\.(?:js|css))"', screen()))

    assert asked_for <= set(kept)
    assert worker["Content-Type"].startswith("text/javascript")
    assert all(finders.find(address.removeprefix("/static/")) for address in kept)


def test_the_screen_of_a_large_school_weighs_at_most_200_kb(client, small):
    for number in range(3, 59):
        school_class = small.school.classes.create(code=f"1{number:02}", opened=date(2026, 9, 1))
        school_class.years.create(
            academic_year=small.year, grade=small.grades[0], name=f"一年级{number}班", number=number
        )
    _, screen = open_screen(client, small, Role.MORAL_EDUCATION_OFFICE)

    kept = re.findall(r'"(/static/[^"]+)"', client.get("/service-worker.js").content.decode())
    files = [Path(finders.find(address.removeprefix("/static/"))) for address in kept]

    page = len(screen().encode())  # pages are sent as they are, files compressed
    weight = page + sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)

    assert weight <= MOST_BYTES, weight


def test_records_of_today_are_counted_by_class(client, small):
    user, screen = open_screen(client, small, Role.DUTY_INSPECTOR)
    entry = {"school_class": "101", "item": "hygiene", "event": "unswept", "noted_at": "2026-10-21T08:30:00Z"}
    entries = [{**entry, "id": f"0190a1b2-c3d4-7000-8000-00000000000{number}"} for number in range(2)]
    body = {"sent_at": "2026-10-21T08:30:00Z", "account": user.pk, "entries": entries}
    client.post(f"{ADDRESS}records/", json.dumps(body), content_type="application/json")

    assert screen().count('data-visits="2"') == 1
