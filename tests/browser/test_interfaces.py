"""Whoever connects other programs: a token that is made, used and taken back, and a webhook that is tried."""

import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE

SECONDS = 30_000
"""The worker looks every few seconds; the rest is for a busy machine."""


def read_classes(demo, token):
    address = f"{demo}/api/v1/s/demo/roster/classes"
    with urlopen(Request(address, headers={"Authorization": f"Bearer {token}"})) as answer:  # noqa: S310 - our own site
        return json.load(answer)["classes"]


def test_a_token_reads_what_was_chosen_until_it_is_taken_back(browser, demo):
    page = browser.sign_in("deyu", viewport=PHONE)
    page.goto("/s/demo/interfaces/")
    page.get_by_role("link", name="生成令牌").click()
    page.get_by_label("用途").fill("教务系统读取名册")
    page.get_by_label("读取学期、班级和教职工").check()
    page.get_by_role("button", name="生成").click()

    token = page.locator("#token").inner_text()
    assert len(read_classes(demo, token)) > 1
    page.get_by_role("link", name="返回").click()
    expect(page.locator("main")).not_to_contain_text(token)

    page.get_by_role("button", name="收回教务系统读取名册").click()
    expect(page.get_by_role("status")).to_contain_text("现在起被拒绝")
    with pytest.raises(HTTPError) as refused:
        read_classes(demo, token)
    assert refused.value.code == 401
    refused.value.close()


def test_a_webhook_that_leads_into_the_own_network_says_so_by_itself(browser):
    page = browser.sign_in("deyu", viewport=PHONE)
    page.goto("/s/demo/interfaces/")
    page.get_by_role("link", name="登记推送地址").click()
    page.get_by_label("用途").fill("学校大屏")
    page.get_by_label("地址").fill("http://screen.example.com/")
    page.get_by_label("考核结果公示").check()
    page.get_by_role("button", name="登记").click()
    expect(page.locator("main")).to_contain_text("地址要以 https:// 开头")

    page.get_by_label("地址").fill("https://localhost/banheng")
    page.get_by_role("button", name="登记").click()
    secret = page.locator("#secret").inner_text()
    page.get_by_role("link", name="去发一次测试").click()
    page.get_by_role("button", name="发一次测试").click()

    expect(page.locator("#standing")).to_contain_text("地址指向内部网络", timeout=SECONDS)
    expect(page.locator("main")).not_to_contain_text(secret)
    page.get_by_role("button", name="删除这个推送地址").click()
    expect(page.get_by_role("status")).to_contain_text("已删除")
    expect(page.get_by_role("link", name="学校大屏")).to_have_count(0)
