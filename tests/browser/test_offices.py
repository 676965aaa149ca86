"""The days of those who look at the whole school."""

import re

import pytest
from playwright.sync_api import expect

from banheng.demo.accounts import PASSWORD
from tests.browser.tapping import expect_all_sent, open_page, start_inspecting, tap_deduction


def test_the_grade_leader_compares_the_classes(browser):
    page = browser.sign_in("zuzhang")
    page.get_by_role("link", name="班级", exact=True).click()
    page.get_by_role("link", name="三年级1班", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("三年级1班")
    expect(page.get_by_text("年级平均").first).to_be_visible()


def test_the_grade_leader_inspects_the_own_grade_and_reads_its_records(browser):
    page = start_inspecting(browser, "zuzhang")
    assert set(page.locator(".inspect-grade").all_inner_texts()) == {"三年级"}
    tap_deduction(page, "p304")
    expect_all_sent(page)
    open_page(page, "考核", "记录")
    expect(page.locator("main")).to_contain_text("三年级4班")
    expect(page.locator("main")).not_to_contain_text("四年级")


def test_the_principal_opens_a_score_down_to_a_record(browser):
    page = browser.sign_in("xiaozhang")
    page.get_by_role("link", name="班级", exact=True).click()
    page.get_by_role("link", name="三年级2班", exact=True).click()
    page.get_by_role("link", name="得分与依据").click()
    part = page.locator("details.score-part:has(.score-records a)").first
    part.locator("summary").first.click()
    part.locator(".score-records a").first.click()
    expect(page.locator(".records-facts")).to_contain_text("台账编号")
    expect(page.get_by_text("作废这条记录")).to_have_count(0)


def test_the_principal_reads_the_league_table(browser):
    page = browser.sign_in("xiaozhang")
    open_page(page, "考核", "成绩")
    expect(page.locator("main table").first).to_contain_text("一年级")
    page.get_by_role("link", name="周评比与流动红旗").click()
    expect(page.locator("main")).to_contain_text("流动红旗")


def test_the_bookkeeper_sees_pay_and_nothing_of_the_classes(browser):
    page = browser.sign_in("caiwu")
    menu = [each.strip() for each in page.locator(".site-menu a").all_inner_texts()]
    assert {"公示", "奖惩和津贴"} <= set(menu)
    assert not {"班级", "记录", "成绩", "考核"} & set(menu)
    open_page(page, "奖惩和津贴", "津贴预算")
    menu = [each.strip() for each in page.locator(".site-section a").all_inner_texts()]
    assert {"津贴", "津贴预算"} <= set(menu)


def test_the_administrator_opens_an_account_and_grants_a_role(browser):
    page = browser.sign_in("guanli")
    open_page(page, "学校", "账号")
    page.get_by_role("link", name="开通一个账号").click()
    page.locator("[name=name]").fill("王小丽")
    page.locator("[name=code]").fill("wangxiaoli")
    page.get_by_role("button", name="开通并显示登录条").click()
    if page.get_by_role("heading", name="确认是您本人").is_visible():
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="确认").click()
    expect(page.locator(".people-password")).to_have_text(re.compile(r"\S{8,}"))
    page.get_by_role("link", name="已经打印，返回").click()
    page.get_by_role("searchbox").fill("王小丽")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="王小丽").click()
    page.locator("[name=role]").select_option("bookkeeper")
    page.get_by_role("button", name="授予", exact=True).click()
    expect(page.locator("main table").first).to_contain_text("财务")


def test_the_administrator_prints_the_passes_of_pupils(browser):
    page = browser.sign_in("guanli")
    open_page(page, "学校", "账号")
    page.get_by_role("link", name="学生检查证").click()
    code = page.get_by_role("img", name=re.compile("检查证二维码"))
    assert code.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100


@pytest.mark.parametrize(
    ("section", "area"), [("考核", "考核周期"), ("考核", "方案"), ("学校", "值周"), ("学校", "名册")]
)
def test_the_office_opens_each_of_its_desks(browser, section, area):
    page = browser.sign_in("deyu")
    open_page(page, section, area)
    expect(page.locator(".site-section [aria-current=page]")).to_have_text(area)
    expect(page.locator("main h1")).to_be_visible()
