"""Every page of every role's menu: at a desk and on a phone, in the dark, and in English."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from banheng.demo.accounts import ACCOUNTS
from banheng.demo.county import COUNTY_ACCOUNTS
from tests.browser.conftest import DESK, HALL, PHONE

MINUTE = 60_000
ROLES = [account.username for account in ACCOUNTS] + [username for username, _, _ in COUNTY_ACCOUNTS]


def menu(page):
    """List the addresses of the menu, those inside its sections too."""
    found = []
    for address in links(page, ".site-menu:not(.site-section) a"):
        page.goto(address)
        found += links(page, ".site-section a") or [address]
    return list(dict.fromkeys(found))


def links(page, selector):
    return page.eval_on_selector_all(selector, "links => links.map(link => link.href)")


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


def test_the_screen_of_the_hall_is_readable_and_needs_no_scrolling(browser):
    hall = browser.visitor(viewport=HALL)
    hall.goto(new_display(browser))
    expect(hall.locator("main")).to_contain_text("三年级2班")
    expect(hall.locator("body")).not_to_contain_text("杨柳青")
    assert faults(hall) == []
    assert overflow(hall) <= 0
    assert hall.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0


def test_the_screen_of_the_hall_renews_itself_and_keeps_what_it_shows_without_network(browser):
    hall = browser.visitor(viewport=HALL)
    hall.clock.install()
    hall.goto(new_display(browser))
    hall.evaluate("document.body.dataset.seen = 'before'")
    hall.context.set_offline(True)
    with hall.expect_event("requestfailed"):
        hall.clock.fast_forward(MINUTE)
    expect(hall.locator("body[data-seen]")).to_contain_text("三年级2班")
    browser.complaints.clear()  # the browser itself says that there is no network
    hall.context.set_offline(False)
    hall.clock.fast_forward(MINUTE)
    expect(hall.locator("body:not([data-seen])")).to_contain_text("三年级2班")


def new_display(browser):
    page = browser.sign_in("deyu")
    page.goto("/s/demo/league/displays/")
    page.get_by_label("屏幕的位置").fill("一楼门厅")
    page.get_by_role("button", name="生成屏幕网址").click()
    return page.locator("main .card a").last.get_attribute("href")


def test_on_a_phone_the_menu_shows_where_one_is(browser):
    page = browser.sign_in("deyu", viewport=PHONE)
    for address in menu(page):
        page.goto(address)
        for current in page.locator(".site-menu [aria-current]").all():
            expect(current).to_be_in_viewport(ratio=0.99)  # parts of pixels are cut off


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
