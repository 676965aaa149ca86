"""A phone that was opened before an upgrade: what it holds arrives, and it changes to the new build by itself."""

from __future__ import annotations

import shutil
import sys

import pytest

from banheng.config.settings import PACKAGE
from tests.browser.test_inspecting import SEED, Site, all_sent, open_screen, phone, ready, status, tap
from tests.web.own_site import own_site
from tests.web.running_site import MAKING_SECONDS, PASSWORD, PROJECT

__all__ = ["phone"]
STYLE = "inspect/inspect.css"


@pytest.fixture
def former(tmp_path):
    """The site as it was before the upgrade."""
    site = own_site(tmp_path / "data")
    site.environment["DJANGO_SETTINGS_MODULE"] = "tests.browser.former_build"
    site.environment["PYTHONPATH"] = str(PROJECT)
    (found,) = (PACKAGE / "web").glob(f"*/static/{STYLE}")
    former = tmp_path / "former-static" / STYLE
    former.parent.mkdir(parents=True)
    shutil.copy(found, former)
    with former.open("a") as file:
        file.write("\n/* former build */\n")
    site.start(patience=MAKING_SECONDS)
    made = site.run(sys.executable, "-c", SEED, "school", PASSWORD)
    assert made.returncode == 0, made.stderr
    yield site
    site.kill()


def style_of(page):
    return page.locator(f'link[href*="{STYLE.removesuffix(".css")}"]').first.get_attribute("href")


def test_a_phone_of_a_former_build_sends_what_it_holds_and_changes_to_the_new_one(former, phone):
    site = Site(former, "school")
    with phone() as context:
        page = open_screen(context, site)
        before = style_of(page)
        context.set_offline(True)
        tap(page)
        status(page).to_contain_text("1 条保存在这台手机上")

        former.stop()
        former.environment["DJANGO_SETTINGS_MODULE"] = "banheng.config.settings"
        former.start(patience=MAKING_SECONDS)
        context.set_offline(False)
        all_sent(page)
        page.reload()
        ready(page)
        page.reload()  # the first may still have been the one that was kept
        ready(page)

        assert style_of(page) != before
        all_sent(page)
    assert site.records() == [("hygiene", "unswept", 10_000, "")]
