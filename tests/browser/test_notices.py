"""What somebody does reaches somebody else within seconds, through the worker that really runs."""

import re
import time

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.tapping import expect_all_sent, start_inspecting, tap_deduction

SECONDS = 20
"""The worker looks every three seconds; the rest is for a busy machine."""


def unread(page):
    """Read the number beside the menu's entry."""
    return int(re.sub(r"\D", "", page.locator('.site-menu a[href$="/inbox/"]').inner_text()) or 0)


def wait_for_more(page, than):
    until = time.monotonic() + SECONDS
    while unread(page) <= than and time.monotonic() < until:
        page.wait_for_timeout(500)
        page.reload()
    assert unread(page) > than


def test_what_was_put_right_is_told_to_the_office_which_opens_it(browser):
    office = browser.sign_in("deyu", viewport=PHONE)
    before = unread(office)
    inspector = start_inspecting(browser)
    tap_deduction(inspector, "p302")
    expect_all_sent(inspector)
    teacher = browser.sign_in("banzhuren", viewport=PHONE)
    teacher.locator('.record-list a:has([data-gain="-1"])').first.click()
    teacher.get_by_label("说明").fill("已经补扫，放学前又查过。")
    teacher.get_by_role("button", name="已整改").click()
    expect(teacher.locator(".records-conversation")).to_contain_text("放学前又查过")

    wait_for_more(office, before)
    office.locator('.site-menu a[href$="/inbox/"]').click()
    office.get_by_role("button", name="三年级2班报告一条记录已整改").first.click()

    expect(office.locator(".records-conversation")).to_contain_text("放学前又查过")


def test_a_robot_is_entered_by_its_address_alone(browser):
    page = browser.sign_in("deyu", viewport=PHONE)
    page.goto("/s/demo/inbox/robots/new/")
    page.get_by_label("群名称").fill("班主任工作群")
    page.get_by_label("Webhook 地址").fill("https://example.com/robot")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert").first).to_contain_text("不是钉钉、企业微信或飞书")
    page.get_by_label("Webhook 地址").fill("https://open.feishu.cn/open-apis/bot/v2/hook/not-a-robot")
    page.get_by_label("考核结果公示").check()
    page.get_by_role("button", name="保存").click()

    expect(page.locator("main")).to_contain_text("飞书 · …obot")
