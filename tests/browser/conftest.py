"""A real site with the demo school, and a real browser; without a browser these tests say loudly that they did not run.

All of them run in one process (`--dist loadgroup`), so that one site serves them all.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from banheng.demo.accounts import PASSWORD
from tests.conftest import NO_CHROMIUM
from tests.web.running_site import RunningSite

HERE = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM = next((path for name in BROWSERS if (path := shutil.which(name))), None)
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
HALL = {"width": 1920, "height": 1080}
WAITING = 10_000
"""Milliseconds that a test waits for what should be there: a bound for a busy machine, not a measure."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    here = [item for item in items if HERE in item.path.parents]
    for item in here:
        item.add_marker(pytest.mark.xdist_group("browser"))
        if not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory):
    """The demo school as `banheng demo` opens it; made once for all tests of this folder."""
    site = RunningSite(tmp_path_factory.mktemp("demo") / "data")
    site.start("demo", patience=300)
    yield site
    site.stop()


@pytest.fixture(scope="session")
def demo(demo_site):
    return f"http://127.0.0.1:{demo_site.port}"


@pytest.fixture(scope="session")
def pupils_pass(demo_site):
    """The address in the QR code of the pupil inspector, as the demo prints it."""
    return re.search(r"/pass/\S+", demo_site.log.read_text())[0]


# Not for the session: while Playwright runs, Django takes this thread for an asynchronous one
# and refuses the database to tests of other folders.
@pytest.fixture(scope="package")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def sessions(chromium, demo):
    """The cookies of accounts that have signed in, by user name; each signs in once."""
    return {}


@pytest.fixture
def browser(chromium, demo, sessions):
    """Open pages as somebody; at the end no page may have complained to the console."""
    desk = Desk(chromium, demo, sessions)
    yield desk
    desk.leave()
    assert desk.complaints == []


class Desk:
    """Several people before their screens, each in a browser of their own."""

    def __init__(self, chromium, address, sessions):
        self.chromium, self.address, self.sessions = chromium, address, sessions
        self.contexts, self.complaints = [], []

    def visitor(self, **options):
        """Open an empty page for somebody who has not signed in."""
        options = {"viewport": DESK, "locale": "zh-CN", "reduced_motion": "reduce", **options}
        context = self.chromium.new_context(base_url=self.address, **options)
        context.set_default_timeout(WAITING)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        return page

    def sign_in(self, username, **options):
        """Open the first page of an account."""
        if username not in self.sessions:
            page = self.visitor()
            page.goto("/account/login/")
            page.fill("#id_login", username)
            page.fill("#id_password", PASSWORD)
            page.get_by_role("button", name="登录", exact=True).click()
            page.wait_for_url(re.compile(r"/[sb]/[^/]+/"))
            self.sessions[username] = page.context.storage_state()
            page.context.close()
        page = self.visitor(storage_state=self.sessions[username], **options)
        page.goto("/")
        return page

    def leave(self):
        for context in self.contexts:
            context.close()

    def _listen(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.location.get('url')}: {message.text}")
