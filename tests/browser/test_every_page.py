"""Every page of every role's menu: at a desk and on a phone, in the dark, and in English."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from banheng.demo.accounts import ACCOUNTS
from tests.browser.conftest import DESK, PHONE

ROLES = [account.username for account in ACCOUNTS]


def menu(page):
    """List the addresses of the menu."""
    return page.eval_on_selector_all(".site-menu a", "links => links.map(link => link.href)")


def faults(page):
    found = Axe().run(page).response["violations"]
    return [
        (page.url, fault["id"], node["html"])
        for fault in found
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]


def overflow(page):
    """Tell by how many pixels the page is wider than the screen."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.mark.parametrize("role", ROLES)
def test_each_page_is_accessible_and_fits_a_phone(browser, role):
    page = browser.sign_in(role)
    found, too_wide = [], []
    for address in menu(page):
        page.set_viewport_size(DESK)
        assert page.goto(address).ok, address
        found += faults(page)
        page.set_viewport_size(PHONE)
        found += faults(page)
        too_wide += [(address, overflow(page))] if overflow(page) > 0 else []
    assert found == []
    assert too_wide == []


def test_in_the_dark_the_pages_are_dark_and_readable(browser):
    page = browser.sign_in("deyu", color_scheme="dark")
    for address in menu(page)[:4]:
        page.goto(address)
        lightness = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g)[0]")
        assert float(lightness) < 0.3  # oklch
        assert faults(page) == []


def test_the_language_is_switched_and_kept(browser):
    page = browser.sign_in("xiaozhang", viewport=PHONE)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Today")
    for address in menu(page):
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == "en"
        assert overflow(page) <= 0, address
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
