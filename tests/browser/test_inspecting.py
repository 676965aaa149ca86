"""The inspection screen in a real browser against a real server: without network, closed, with a wrong clock."""

from __future__ import annotations

import re
import sqlite3
import sys
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import CHROMIUM, PHONE
from tests.ledger.pictures import picture
from tests.web.own_site import own_site
from tests.web.running_site import PASSWORD, RunningSite

SEED = """
import sys
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from banheng.accounts.roles import Role
from banheng.schools.models import AcademicYear, Term
from tests.factories import adopt, grant, make_school, make_user
code, password = sys.argv[1:]
small = make_school(code)
adopt(small.school)
today = timezone.localdate()
span = {"first": today - timedelta(days=300), "last": today + timedelta(days=300)}
AcademicYear.objects.filter(school=small.school).update(**span)
Term.objects.filter(academic_year__school=small.school).update(**span)
people = {"duty": Role.DUTY_INSPECTOR, "second": Role.DUTY_INSPECTOR, "office": Role.MORAL_EDUCATION_OFFICE}
for name, role in people.items():
    grant(make_user(f"{code}-{name}", password=password, name=name), role, small.school)
"""
numbers = count(1)


class Site:
    """A school of its own on the running server, and a look into the database."""

    def __init__(self, running: RunningSite, code: str) -> None:
        self.running, self.code = running, code
        self.address = f"http://127.0.0.1:{running.port}"
        self.screen = f"{self.address}/s/{code}/inspect/"

    def ask(self, statement: str) -> list[tuple]:
        """Run SQL, where `:school` stands for the id of the school."""
        connection = sqlite3.connect(self.running.data / "banheng.sqlite3", timeout=20)
        try:
            ((school,),) = connection.execute("SELECT id FROM schools_school WHERE code = ?", (self.code,))
            with connection:
                return connection.execute(statement, {"school": school}).fetchall()
        finally:
            connection.close()

    def records(self) -> list[tuple]:
        return self.ask(
            "SELECT item, event, quantity, note FROM ledger_record WHERE school_id = :school ORDER BY sequence"
        )


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    site = own_site(tmp_path_factory.mktemp("inspecting") / "data")
    site.start()
    yield site
    site.stop()


@pytest.fixture
def site(running):
    code = f"school{next(numbers)}"
    made = running.run(sys.executable, "-c", SEED, code, PASSWORD)
    assert made.returncode == 0, made.stderr
    return Site(running, code)


@pytest.fixture
def phone(chromium, tmp_path):
    """Open the browser of a phone; what it keeps is there again after it was closed."""

    @contextmanager
    def open_phone(name="phone"):
        context = chromium.browser_type.launch_persistent_context(
            tmp_path / name,
            executable_path=CHROMIUM,
            args=["--no-sandbox"],
            viewport=PHONE,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
        )
        try:
            yield context
        finally:
            context.close()

    return open_phone


def sign_in(page, site, name="duty"):
    if not page.url.startswith(f"{site.address}/account/login"):
        page.goto(f"{site.address}/account/login/?next=/s/{site.code}/inspect/")
    page.fill("[name=login]", f"{site.code}-{name}")
    page.fill("[name=password]", PASSWORD)
    page.locator("[name=password]").press("Enter")
    ready(page)


def ready(page):
    page.wait_for_selector("html[data-inspect-ready]")


def open_screen(context, site, name="duty"):
    """Sign in and wait until the screen would open without network."""
    page = context.pages[0]
    sign_in(page, site, name)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    return page


def tap(page, *, school_class="101", event="unswept"):
    page.click(f'[data-class="{school_class}"]')
    page.click(f'.inspect-choice[data-event="{event}"]')
    expect(page.locator("#last-text")).to_contain_text("已记下")


def status(page):
    return expect(page.locator("#status-text"))


def all_sent(page):
    status(page).to_have_text("全部已送达", timeout=20_000)


def test_two_taps_make_a_record(site, phone):
    with phone() as context:
        page = open_screen(context, site)
        tap(page)
        page.click("#back")
        all_sent(page)
        expect(page.locator("#sent-list")).to_contain_text("第 1 号")

    assert site.records() == [("hygiene", "unswept", 10_000, "")]


def test_what_was_noted_without_network_survives_a_closed_browser_and_arrives_once(site, phone):
    with phone() as context:
        page = open_screen(context, site)
        context.set_offline(True)
        tap(page)
        page.click("#more")
        expect(page.locator("#quantity")).to_have_text("2")
    assert site.records() == []

    with phone() as context:
        context.set_offline(True)
        page = context.pages[0]
        page.goto(site.screen)
        ready(page)
        status(page).to_contain_text("1 条保存在这台手机上")
        page.click("#send-now")
        status(page).to_contain_text("1 条保存在这台手机上")
        context.set_offline(
            False
        )  # it sends by itself now, and nobody can be sure to press the button in time
        all_sent(page)
        page.reload()
        ready(page)
        all_sent(page)

    assert site.records() == [("hygiene", "unswept", 20_000, "")]


def test_a_wrong_clock_does_not_move_the_day(site, phone):
    with phone() as context:
        page = open_screen(context, site)
        page.clock.set_fixed_time(datetime(1999, 12, 31, 23, 59, tzinfo=UTC))
        tap(page)
        page.click("#back")
        all_sent(page)

    ((day,),) = site.ask("SELECT day FROM ledger_record WHERE school_id = :school")
    assert abs((date.fromisoformat(day) - datetime.now(UTC).date()).days) <= 1


def test_a_refusal_is_kept_until_it_is_dealt_with(site, phone):
    with phone() as context:
        page = open_screen(context, site)
        context.set_offline(True)
        tap(page)
        site.ask(
            "INSERT INTO ledger_closure (school_id, scheme_code, first, last, label) "
            "VALUES (:school, 'primary-month', '2000-01-01', '2999-12-31', '本期')"
        )
        context.set_offline(False)
        page.click("#back")
        expect(page.locator("#refused")).to_contain_text("本期的考核结果已经确定", timeout=20_000)
        page.reload()
        ready(page)
        expect(page.locator("#refused")).to_contain_text("一年级1班 地面不洁")

        site.ask("DELETE FROM ledger_closure WHERE school_id = :school")
        page.get_by_role("button", name="重新发送").click()
        all_sent(page)
        expect(page.locator("#refused")).to_be_hidden()

    assert site.records() == [("hygiene", "unswept", 10_000, "")]


def test_an_expired_session_keeps_what_waits_and_asks_to_sign_in(site, phone):
    with phone() as context:
        page = open_screen(context, site)
        tap(page)
        context.clear_cookies(name="sessionid")
        page.click("#back")
        status(page).to_contain_text("登录已过期，1 条保存在这台手机上")
        page.click("#status-sign-in")
        sign_in(page, site)
        all_sent(page)

    assert len(site.records()) == 1


def test_somebody_else_on_the_same_phone_does_not_send_it_as_theirs(site, phone):
    with phone() as context:
        page = open_screen(context, site)
        context.set_offline(True)
        tap(page)
        context.set_offline(False)
        context.clear_cookies()
        sign_in(page, site, "second")
        expect(page.locator("#others")).to_contain_text("1 条由其他账号录入")
        assert site.records() == []


def test_a_note_and_a_photo_go_with_the_record(site, phone, tmp_path):
    file = tmp_path / "seen.jpg"
    file.write_bytes(picture(size=(2000, 1500)))
    with phone() as context:
        page = open_screen(context, site)
        tap(page)
        page.click("#add-details")
        page.fill("#note", "讲台下🧹")
        page.set_input_files("#photo", file)
        page.wait_for_selector("#photo-list img")
        page.click("#details-save")
        all_sent(page)
        page.click("#sent-list a")
        image = page.locator(".records-photos img")
        expect(image).to_have_attribute("width", "1600")
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1600

    assert site.records() == [("hygiene", "unswept", 10_000, "讲台下🧹")]


def test_several_classes_are_recorded_in_one_go_and_taken_back_in_one(site, phone):
    with phone() as context:
        page = open_screen(context, site)
        page.click("#choose-several")
        page.click('[data-class="101"]')
        page.click('[data-class="202"]')
        page.click("#choose-several")
        page.click("#all-in-order")
        page.click("#undo")
        expect(page.locator("#last-text")).to_contain_text("已撤销")
        page.click('.inspect-choice[data-event="unswept"]')
        page.click("#back")
        all_sent(page)

    assert site.records() == [("hygiene", "unswept", 10_000, "")] * 2


def test_it_works_by_keyboard(site, phone):
    with phone() as context:
        page = open_screen(context, site)
        page.locator('[data-class="101"]').focus()
        page.keyboard.press("Enter")
        expect(page.locator("#step-event-title")).to_be_focused()
        page.locator('.inspect-choice[data-event="assembly"]').focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")  # the first value that is offered
        page.locator("#note").focus()
        page.keyboard.press("Tab")
        page.locator("#details-save").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#last-text")).to_contain_text("集会纪律不好")
        page.locator("#back").focus()
        page.keyboard.press("Enter")
        all_sent(page)

    assert site.ask("SELECT event, value FROM ledger_record WHERE school_id = :school") == [
        ("assembly", -5_000)
    ]


def test_two_inspectors_at_once_lose_nothing(site, phone):
    with phone("first") as one, phone("second") as two:
        pages = [open_screen(one, site), open_screen(two, site, "second")]
        for event in ("unswept", "untidy", "bin_full"):
            for page in pages:
                tap(page, event=event)
                page.click("#back")
        for page in pages:
            all_sent(page)

    assert len(site.records()) == 6
    assert site.ask("SELECT sequence FROM ledger_chain WHERE school_id = :school") == [(6,)]


def test_nothing_serious_stands_in_the_way_of_a_screen_reader(site, phone):
    with phone() as context:
        page = open_screen(context, site, "office")
        tap(page)
        found = [serious(page)]
        page.click("#add-details")
        found.append(serious(page))
        page.keyboard.press("Escape")
        page.click("#back")
        all_sent(page)
        found.append(serious(page))
        page.click("#sent-list a")
        found.append(serious(page))
        page.get_by_role("link", name=re.compile("全部记录")).click()
        found.append(serious(page))

    assert found == [[]] * 5


def serious(page):
    page.wait_for_load_state()
    violations = Axe().run(page, context="main").response["violations"]
    return [
        (found["id"], [node["html"] for node in found["nodes"]])
        for found in violations
        if found["impact"] in ("serious", "critical")
    ]
