"""A county's desk with real pages: from an inspection to a closed finding, and a target letter signed by both."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.tapping import open_page


def after(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_a_finding_is_put_right_from_the_inspection_to_its_end(browser):
    supervisor = browser.sign_in("duxue")
    open_page(supervisor, "督导整改", "督导检查")
    supervisor.get_by_role("link", name="安排督导").click()
    supervisor.get_by_label("类型").select_option("一日驻校")
    supervisor.get_by_label("名称").fill("五月一日驻校")
    supervisor.get_by_label("学校").select_option("班衡实验小学")
    supervisor.get_by_role("button", name="安排").click()
    supervisor.get_by_role("link", name="班衡实验小学").click()
    supervisor.locator("#found_what").fill("食堂没有留样记录")
    supervisor.locator("#found_due").fill(after(10))
    supervisor.get_by_role("button", name="登记问题").click()
    expect(supervisor.get_by_role("link", name="食堂没有留样记录")).to_be_visible()

    principal = browser.sign_in("xiaozhang", viewport=PHONE)
    open_page(principal, "上级任务", "问题整改")
    principal.get_by_role("link", name="食堂没有留样记录").click()
    principal.get_by_label("原因").fill("没有专人")
    principal.get_by_label("责任人").select_option(index=1)
    principal.get_by_label("整改措施").fill("专人留样并登记")
    principal.get_by_role("button", name="答复教育局").click()
    principal.get_by_label("完成情况").fill("每餐留样")
    principal.get_by_label("证明").fill("留样登记簿")
    principal.get_by_role("button", name="请求复查").click()
    expect(principal.get_by_text("等待复查")).to_be_visible()

    open_page(supervisor, "督导整改", "问题整改")
    supervisor.get_by_role("link", name=re.compile("食堂没有留样记录")).click()
    supervisor.get_by_label("复查情况").fill("抽查三天都有")
    supervisor.get_by_role("button", name="登记复查").click()
    expect(supervisor.get_by_text("复查通过，销号")).to_be_visible()


def test_a_target_letter_is_signed_by_both_sides(browser):
    officer = browser.sign_in("jiaoyuju")
    officer.get_by_role("link", name="目标责任书", exact=True).click()
    officer.get_by_role("link", name="起草责任书").click()
    officer.get_by_label("名称").fill("小班额责任书")
    officer.get_by_label("签订的学校").select_option("班衡实验小学")
    officer.get_by_role("button", name="建立责任书").click()
    officer.get_by_text("增加目标").first.click()
    officer.locator("#add_name").fill("最大班额")
    officer.locator("#add_owner").fill("教导处")
    officer.locator("#add_kind").select_option("数值")
    officer.locator("#add_direction").select_option("不高于")
    officer.locator("#add_value").fill("45")
    officer.locator("#add_due").fill(after(60))
    officer.get_by_role("button", name="增加目标").click()
    officer.get_by_role("button", name="提交签订").click()
    letter = officer.url

    head = browser.sign_in("juzhang")
    head.goto(letter)
    head.get_by_label("职务").fill("局长")
    head.get_by_role("button", name="签字").click()
    principal = browser.sign_in("xiaozhang", viewport=PHONE)
    open_page(principal, "上级任务", "目标责任书")
    principal.get_by_role("link", name="小班额责任书").click()
    principal.get_by_label("职务").fill("校长")
    principal.get_by_role("button", name="签字").click()

    expect(principal.get_by_role("heading", name=re.compile("已签订"))).to_be_visible()
    expect(principal.get_by_text("不高于 45")).to_be_visible()
