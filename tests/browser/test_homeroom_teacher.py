"""A record reaches the homeroom teacher, who answers it and finds it again under the score."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.keyboard import press_tab_until
from tests.browser.tapping import expect_all_sent, start_inspecting, tap_deduction


def record(browser):
    page = start_inspecting(browser)
    tap_deduction(page, "p302")
    expect_all_sent(page)


def test_a_record_is_seen_at_once_and_marked_as_handled(browser):
    record(browser)
    page = browser.sign_in("banzhuren", viewport=PHONE)
    page.locator('.record-list a:has([data-gain="-1"])').first.click()
    page.get_by_label("说明").fill("已经补扫，值日表已调整。")
    page.get_by_role("button", name="已整改").click()
    expect(page.locator(".records-conversation")).to_contain_text("值日表已调整")


def test_the_score_opens_down_to_the_record(browser):
    record(browser)
    page = browser.sign_in("banzhuren", viewport=PHONE)
    page.get_by_role("link", name="看得分与依据").click()
    part = page.locator("details.score-part:has(.score-records a)").first
    part.locator("summary").first.click()
    expect(part).to_contain_text("规则")
    part.locator(".score-records a").first.click()
    expect(page).to_have_url(re.compile(r"/records/[0-9a-f-]{36}/$"))
    expect(page.locator(".records-facts")).to_contain_text("台账编号")


def test_with_the_keyboard_alone(browser):
    page = browser.visitor()
    page.goto("/account/login/")
    page.locator("[name=login]").focus()
    page.keyboard.type("banzhuren")
    page.keyboard.press("Tab")
    page.keyboard.type("banheng-demo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/s/demo/")
    press_tab_until(page, "看得分与依据")
    page.keyboard.press("Enter")
    page.wait_for_url("**/scores/**")
    page.locator(".score-part > summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.score-part[open]").first).to_be_visible()
