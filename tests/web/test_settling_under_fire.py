"""Publishing, appealing and ruling by many hands at once, and with the server killed in the middle."""

from __future__ import annotations

import http.client
import json
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from urllib.parse import urlencode

import pytest

from tests.web.own_site import own_site
from tests.web.running_site import PATIENCE_SECONDS, Browser

HANDS = 4
FORM = "application/x-www-form-urlencoded"
STATE = """
import json
from banheng.assessment.models import *
from banheng.ledger.models import Record
print(json.dumps({
    "sheets": [
        [sheet.period, sheet.state, sheet.editions.count(), sheet.publications.filter(withdrawn_at=None).count(),
         sheet.steps.filter(kind="published").count()]
        for sheet in ScoreSheet.objects.order_by("period")
    ],
    "appeals": [
        [appeal.number, not appeal.is_open, Record.objects.filter(voids=appeal.record).count()]
        for appeal in Appeal.objects.order_by("number")
    ],
    "editions_by_ruling": [ruling.edition_id is not None for ruling in Ruling.objects.all()],
}))
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request, tmp_path):
    """A small school with months to publish, not yet served."""
    site = own_site(tmp_path / "data", request.param)
    made = site.run(sys.executable, "-m", "tests.web.make_settled_site")
    assert made.returncode == 0, made.stderr
    yield site
    if site.process:
        site.kill()


def state_of(site):
    """Read what the database holds, in a process of its own."""
    told = site.run(sys.executable, "-m", "django", "shell", "--no-imports", "-c", STATE)
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


def press(browser, path, **form):
    """Send a form; give the status."""
    return browser.send("POST", path, urlencode(form, doseq=True), FORM).status


def at_once(site, actions, *, then=None):
    """Let several people, each signed in, act at the same moment; `then` happens while they do.

    Gives what each of them has seen, None where the server was killed meanwhile.
    """
    ready = Barrier(len(actions) + 1)
    cookies = {username: signed_in(site, username) for username, _ in actions}

    def act(username, action):
        with Browser(site.port) as browser:
            browser.cookies.update(cookies[username])
            ready.wait(PATIENCE_SECONDS)
            with suppress(OSError, http.client.HTTPException):
                return action(browser)

    with ThreadPoolExecutor(len(actions)) as people:
        acting = [people.submit(act, *each) for each in actions]
        ready.wait(PATIENCE_SECONDS)
        if then:
            then()
        return [each.result() for each in acting]


def signed_in(site, username):
    """Sign in once; give the cookies."""
    with Browser(site.port) as browser:
        browser.sign_in(username)
        return browser.cookies


def months(site):
    return [sheet[0] for sheet in state_of(site)["sheets"] if sheet[1] == "reviewed"]


def publish_all(periods):
    def publish(browser):
        return [
            press(
                browser,
                f"/s/yucai/desk/primary-month/{period}/publish/",
                school_days="5",
                contact="德育处",
            )
            for period in periods
        ]

    return publish


def whole(sheet):
    """Tell that a sheet is published in all its parts, or in none."""
    _period, state, *parts = sheet
    return parts == ([1, 1, 1] if state == "published" else [0, 0, 0])


@pytest.mark.site
def test_of_many_who_publish_at_once_each_month_is_published_once(site):
    site.start()
    periods = months(site)

    answers = at_once(site, [("principal", publish_all(periods))] * HANDS)

    assert {status for each in answers for status in each} == {302}
    sheets = state_of(site)["sheets"]
    assert all(whole(sheet) for sheet in sheets)
    assert {sheet[1] for sheet in sheets} == {"published"}


@pytest.mark.site
def test_a_server_killed_while_publishing_leaves_nothing_half_done(site):
    site.start()
    periods = months(site)

    at_once(site, [("principal", publish_all(periods))] * HANDS, then=site.kill)
    assert all(whole(sheet) for sheet in state_of(site)["sheets"])

    site.start()
    at_once(site, [("principal", publish_all(periods))])
    sheets = state_of(site)["sheets"]
    assert all(whole(sheet) for sheet in sheets)
    assert {sheet[1] for sheet in sheets} == {"published"}


def appeal(code, period):
    """Object to the only record of the class."""

    def make(browser):
        path = f"/s/yucai/appeals/new/primary-month/{period}/{code}/"
        (record,) = re.findall(r'value="(record:[^"]+)"', browser.get(path).text)
        return press(browser, path, about=record, text="已经扫过")

    return make


def uphold(number):
    def rule(browser):
        path = f"/s/yucai/appeals/{number}/"
        records = re.findall(r'name="voids" value="([^"]+)"', browser.get(path).text)
        return press(browser, f"{path}rule/", outcome="upheld", reason="照片为证", voids=records)

    return rule


@pytest.mark.site
def test_appeals_made_and_ruled_on_at_once_are_each_done_once_or_not_at_all(site):
    site.start()
    (period,) = [sheet[0] for sheet in state_of(site)["sheets"] if sheet[1] == "published"]
    codes = ["101", "102", "201", "202"]
    at_once(site, [(f"teacher-{code}", appeal(code, period)) for code in codes * 2])
    numbers = [number for number, *_ in state_of(site)["appeals"]]
    assert [number[-4:] for number in numbers] == ["0001", "0002", "0003", "0004"]

    at_once(site, [("principal", uphold(number)) for number in numbers], then=site.kill)
    told = state_of(site)
    assert all(ruled == bool(voids) for _, ruled, voids in told["appeals"])

    site.start()
    at_once(site, [("principal", uphold(number)) for number in numbers * 2])
    told = state_of(site)
    assert [(ruled, voids) for _, ruled, voids in told["appeals"]] == [(True, 1)] * 4
    assert told["editions_by_ruling"] == [True] * 4
