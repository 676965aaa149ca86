"""A homeroom teacher's day without network: ticks and records are kept on the phone and arrive once."""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from contextlib import contextmanager
from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import CHROMIUM, PHONE, WAITING
from tests.ledger.pictures import picture
from tests.web.own_site import own_site
from tests.web.running_site import PASSWORD, RunningSite

SEED = """
import sys
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from banheng.duties.adopting import put_in_force
from banheng.schools.models import AcademicYear, CalendarDay, Term
from tests.factories import adopt, make_pupils, make_school, make_user
code, password, pack = sys.argv[1:]
small = make_school(code)
adopt(small.school)
now = timezone.now()
today = timezone.localdate(now)
span = {"first": today - timedelta(days=300), "last": today + timedelta(days=300)}
AcademicYear.objects.filter(school=small.school).update(**span)
Term.objects.filter(academic_year__school=small.school).update(**span)
CalendarDay.objects.create(school=small.school, day=today, is_school_day=True, reason="补课")
make_pupils(small, "甲同学", "乙同学")
small.school.pupils.first().enrolments.model.objects.update(first=span["first"])
small.teachers["101"].postings.update(first=span["first"])
small.teachers["102"].postings.update(first=span["first"])
for number in ("101", "102"):
    make_user(f"{code}-{number}", password=password, name=f"班主任{number}", staff=small.teachers[number])
put_in_force(small.school, pack, first=today, by=None, at=now)
"""
PACK = """
pack: day
title: 一日常规
duties:
  - {code: flag, name: 带班参加升旗, when: {kind: daily}}
  - {code: count, name: 清点人数, when: {kind: daily}, proof: count}
  - {code: roll, name: 点名, when: {kind: daily}, proof: form, form_of: {form: attendance}}
  - {code: talk, name: 找学生谈心, when: {kind: daily}, proof: form, form_of: {form: pupil_talk}}
"""
NO_NETWORK = re.compile("^(没有网络|No network)$")
TO_TODAY = re.compile("去“今天”|Go to Today")
"""The worker is fetched in the language of the browser itself, which the locale of a test does not change."""
KEPT = "没有网络，已存在本机，连上后自动送出"
UNTIL_KEPT = """async (address) => {
  while (!(await caches.match(address, { ignoreVary: true }))) await new Promise((again) => setTimeout(again, 100));
}"""
numbers = count(1)


class Site:
    """A school of its own on the running server, and a look into the database."""

    def __init__(self, running: RunningSite, code: str) -> None:
        self.running, self.code = running, code
        self.address = f"http://127.0.0.1:{running.port}"
        self.today = f"{self.address}/s/{code}/"

    def form(self, code: str) -> str:
        return f"{self.today}work/new/{code}/?class=101"

    def ask(self, statement: str) -> list[tuple]:
        """Run SQL, where `:school` stands for the id of the school."""
        connection = sqlite3.connect(self.running.data / "banheng.sqlite3", timeout=20)
        try:
            ((school,),) = connection.execute("SELECT id FROM schools_school WHERE code = ?", (self.code,))
            with connection:
                return connection.execute(statement, {"school": school}).fetchall()
        finally:
            connection.close()

    def done(self) -> list[tuple]:
        return self.ask(
            "SELECT duty, count FROM duties_done JOIN duties_packversion version ON version.id = version_id "
            "WHERE school_id = :school ORDER BY duty"
        )

    def records(self) -> list[tuple]:
        return self.ask("SELECT form, content FROM duties_workrecord WHERE school_id = :school")


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    site = own_site(tmp_path_factory.mktemp("offline") / "data")
    site.start()
    yield site
    site.stop()


@pytest.fixture
def site(running):
    code = f"school{next(numbers)}"
    made = running.run(sys.executable, "-c", SEED, code, PASSWORD, PACK)
    assert made.returncode == 0, made.stderr
    return Site(running, code)


@pytest.fixture
def phone(chromium, tmp_path):
    """Open the browser of a phone; what it keeps is there again after it was closed."""

    @contextmanager
    def open_phone():
        context = chromium.browser_type.launch_persistent_context(
            tmp_path / "phone",
            executable_path=CHROMIUM,
            args=["--no-sandbox"],
            viewport=PHONE,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
        )
        context.set_default_timeout(WAITING)
        try:
            yield context
        finally:
            context.close()

    return open_phone


def sign_in(page, site, name="101"):
    if not page.url.startswith(f"{site.address}/account/login"):
        page.goto(f"{site.address}/account/login/?next=/s/{site.code}/")
    page.fill("[name=login]", f"{site.code}-{name}")
    page.fill("[name=password]", PASSWORD)
    page.locator("[name=password]").press("Enter")
    ready(page)


def ready(page):
    page.wait_for_selector("html[data-waiting-ready]")


def open_today(context, site):
    """Sign in and wait until the page, and the form that it leads to, would open without network."""
    page = context.pages[0]
    sign_in(page, site)
    for address in (site.today, site.form("attendance")):
        page.evaluate(UNTIL_KEPT, address)
    return page


def go(page, address):
    page.goto(address)
    ready(page)


def come_online(context, page):
    """Chromium does not tell a page that was opened without network."""
    context.set_offline(False)
    page.evaluate("() => dispatchEvent(new Event('online'))")


def line(page, name):
    return page.locator(".duty-line", has_text=name)


def tick(page, name):
    line(page, name).get_by_role("button", name=f"{name}：办好了").click()


def status(page):
    return expect(page.locator("#waiting"))


def call_the_roll(page):
    page.locator(".chip", has_text="上午").click()
    page.get_by_label("乙同学").select_option("病假")
    page.get_by_role("button", name="保存").click()


def test_with_network_a_tick_is_one_tap_and_nothing_waits(site, phone):
    with phone() as context:
        page = open_today(context, site)
        tick(page, "带班参加升旗")
        expect(page.get_by_text("已办 1 项")).to_be_visible()
        status(page).to_be_hidden()

    assert site.done() == [("flag", None)]


def test_a_tick_and_the_roll_are_kept_without_network_and_arrive_once(site, phone):
    with phone() as context:
        page = open_today(context, site)
        context.set_offline(True)
        tick(page, "带班参加升旗")
        expect(line(page, "带班参加升旗")).to_contain_text(KEPT)
        expect(line(page, "带班参加升旗").get_by_role("button")).to_be_disabled()

        line(page, "点名").get_by_role("link", name="去记").click()
        ready(page)
        status(page).to_contain_text("没有连上服务器")
        call_the_roll(page)
        expect(page.locator(".save-bar")).to_contain_text(KEPT)
        status(page).to_contain_text(re.compile(f"{KEPT}（2 项）：\\s*带班参加升旗"))
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert (site.done(), site.records()) == ([], [])

    with phone() as context:
        context.set_offline(True)
        page = context.pages[0]
        go(page, site.today)
        expect(line(page, "带班参加升旗").get_by_role("button")).to_be_disabled()
        come_online(context, page)
        status(page).to_contain_text("已送出 2 项", timeout=20_000)
        go(page, site.today)
        expect(page.get_by_text("已办 2 项")).to_be_visible()

    assert site.done() == [("flag", None)]
    ((form, content),) = site.records()
    assert (form, list(json.loads(content)["marks"].values())) == ("attendance", ["病假"])


def test_two_rolls_on_the_same_kept_page_are_two_records_with_their_files(site, phone, tmp_path):
    photo = tmp_path / "seen.jpg"
    photo.write_bytes(picture())
    with phone() as context:
        page = open_today(context, site)
        context.set_offline(True)
        for _ in range(2):
            go(page, site.form("attendance"))
            page.set_input_files("#files", photo)
            call_the_roll(page)
            expect(page.locator(".save-bar")).to_contain_text(KEPT)
        come_online(context, page)
        status(page).to_contain_text("已送出 2 项", timeout=20_000)

    assert len(site.records()) == 2
    assert site.ask(
        "SELECT count(*) FROM duties_workfile JOIN duties_workrecord record ON record.id = record_id "
        "WHERE school_id = :school"
    ) == [(2,)]


def test_what_needs_the_network_says_so_and_the_site_leads_to_today(site, phone):
    with phone() as context:
        page = open_today(context, site)
        context.set_offline(True)
        page.goto(f"{site.today}inbox/")
        expect(page.get_by_role("heading")).to_have_text(NO_NETWORK)
        page.get_by_role("link", name=TO_TODAY).click()
        ready(page)
        expect(line(page, "带班参加升旗")).to_be_visible()


def test_a_restricted_record_is_neither_kept_nor_lost(site, phone):
    with phone() as context:
        page = open_today(context, site)
        go(page, site.form("pupil_talk"))
        page.get_by_label("谈话要点").fill("家里最近有变故")
        for name in ("甲同学", "思想"):
            page.locator(".chip", has_text=name).click()
        context.set_offline(True)
        page.get_by_role("button", name="保存").click()
        expect(page.locator(".save-bar")).to_contain_text("受限记录不存在手机里，请连上网络后再保存")
        expect(page.get_by_label("谈话要点")).to_have_value("家里最近有变故")
        context.set_offline(False)
        page.get_by_role("button", name="保存").click()
        page.wait_for_url(re.compile(r"/work/(records/.*)?$"))

        context.set_offline(True)
        page.goto(site.form("pupil_talk"))
        expect(page.get_by_role("heading")).to_have_text(NO_NETWORK)

    assert [form for form, _ in site.records()] == ["pupil_talk"]


def test_a_refused_record_stays_and_is_corrected(site, phone):
    with phone() as context:
        page = open_today(context, site)
        context.set_offline(True)
        go(page, site.form("attendance"))
        page.eval_on_selector("#day", "day => { day.max = ''; day.value = '2999-01-01'; }")
        call_the_roll(page)
        come_online(context, page)
        status(page).to_contain_text("没有被接受：还没有保存。 日期还没有到。请核对。", timeout=20_000)
        assert serious(page) == []

        go(page, site.today)
        page.get_by_role("link", name="重新打开").click()
        expect(page.get_by_label("乙同学")).to_have_value("病假")
        page.eval_on_selector("#day", "day => { day.value = day.max; }")
        page.get_by_role("button", name="保存").click()
        status(page).to_contain_text("已送出 1 项")

    assert len(site.records()) == 1


def test_a_refused_tick_stays_until_it_is_removed(site, phone):
    with phone() as context:
        page = open_today(context, site)
        context.set_offline(True)
        line(page, "清点人数").get_by_role("spinbutton").fill("41")
        tick(page, "清点人数")
        expect(line(page, "清点人数")).to_contain_text(KEPT)
        site.ask("UPDATE duties_packversion SET last = date(first, '-1 day') WHERE school_id = :school")
        come_online(context, page)
        status(page).to_contain_text("没有这项常规", timeout=20_000)
        status(page).to_contain_text("41")
        go(page, site.today)
        status(page).to_contain_text("有 1 项没有被接受")
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="删除").click()
        status(page).to_be_hidden()

    assert site.done() == []


def test_an_ended_session_keeps_what_waits_and_asks_to_sign_in(site, phone):
    with phone() as context:
        page = open_today(context, site)
        context.clear_cookies(name="sessionid")
        tick(page, "带班参加升旗")
        status(page).to_contain_text("登录已过期，1 项存在本机")
        page.get_by_role("link", name="登录后继续").click()
        sign_in(page, site)
        status(page).to_contain_text("已送出 1 项", timeout=20_000)

    assert site.done() == [("flag", None)]


def test_somebody_else_on_the_same_phone_neither_sends_it_nor_sees_the_pages(site, phone):
    with phone() as context:
        page = open_today(context, site)
        context.set_offline(True)
        tick(page, "带班参加升旗")
        expect(line(page, "带班参加升旗")).to_contain_text(KEPT)
        context.clear_cookies(name="sessionid")
        context.set_offline(False)
        page.goto(f"{site.address}/account/login/?next=/s/{site.code}/")
        sign_in(page, site, "102")
        status(page).to_contain_text("1 项由别的账号填写、尚未送出（班主任101）")
        context.set_offline(True)
        page.goto(site.form("attendance"))
        expect(page.get_by_role("heading")).to_have_text(NO_NETWORK)

    assert site.done() == []


def test_a_page_that_is_open_still_sends_nothing_in_the_session_of_another(site, phone):
    with phone() as context:
        page = open_today(context, site)
        context.clear_cookies(name="sessionid")
        sign_in(context.new_page(), site, "102")
        tick(page, "带班参加升旗")
        status(page).to_contain_text("现在登录的是别的账号，1 项没有送出。请用“班主任101”的账号登录")

    assert site.done() == []


def test_who_signs_out_leaves_no_page(site, phone):
    with phone() as context:
        page = open_today(context, site)
        page.get_by_role("button", name="退出").click()
        page.wait_for_url(re.compile("/account/"))
        context.set_offline(True)
        page.goto(site.today)
        expect(page.get_by_role("heading")).to_have_text(NO_NETWORK)


def serious(page):
    violations = Axe().run(page, context="main").response["violations"]
    return [
        (found["id"], [node["html"] for node in found["nodes"]])
        for found in violations
        if found["impact"] in ("serious", "critical")
    ]
