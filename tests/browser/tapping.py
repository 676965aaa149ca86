"""What an inspector does on a phone, for the journeys that begin with it."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE


def start_inspecting(browser, username="zhizhou"):
    page = browser.sign_in(username, viewport=PHONE)
    page.get_by_role("link", name="检查", exact=True).click()
    page.wait_for_selector("html[data-inspect-ready]")
    return page


def tap_deduction(page, school_class):
    """Record the first deduction of the screen: two taps."""
    page.locator(f'[data-class="{school_class}"]').click()
    page.locator(".inspect-choice.inspect-deduction").first.click()
    expect(page.locator("#last-text")).to_contain_text("已记下")
    page.locator("#back").click()


def expect_all_sent(page):
    expect(page.locator("#status-text")).to_have_text("全部已送达", timeout=20_000)


def open_page(page, section, name):
    """Open a page of the menu that stands in a section."""
    page.locator(".site-menu").get_by_role("link", name=section, exact=True).click()
    link = page.locator(".site-section").get_by_role("link", name=name, exact=True)
    address = link.get_attribute("href")
    link.click()
    page.wait_for_url(f"**{address}")
