"""A certificate from application to the check from outside, and a year of training up to the hours in the dossier."""

import re
import sys
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import PHONE, Desk
from tests.browser.tapping import open_page
from tests.browser.test_every_page import faults, overflow
from tests.web.own_site import own_site

TODAY = date.today()  # noqa: DTZ011 - of this machine


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = own_site(tmp_path_factory.mktemp("growth") / "data")
    run(site)
    site.start()
    yield site
    site.stop()


@pytest.fixture
def people(chromium, site):
    """As `browser`, in a small school of their own."""
    desk = Desk(chromium, f"http://127.0.0.1:{site.port}", {})
    yield desk
    desk.leave()
    assert desk.complaints == []


def run(site, *arguments):
    done = site.run(sys.executable, "-m", "tests.web.make_growth_site", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def says(page, text):
    expect(page.locator("main")).to_contain_text(text)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def fits(page):
    assert overflow(page) <= 0
    assert faults(page) == []


def test_a_certificate_goes_from_the_application_to_the_check_from_outside(people, tmp_path):
    teacher = people.sign_in("banzhuren", viewport=PHONE)
    open_page(teacher, "队伍", "资格证书")
    says(teacher, "直接认定（四选一）")
    fits(teacher)
    teacher.get_by_label("申请说明").fill("任班主任，近三年获优秀班主任。")
    press(teacher, "申请资格证书")
    says(teacher, "待初审")

    office = people.sign_in("deyu")
    open_page(office, "队伍", "资格证书")
    office.get_by_role("link", name="申请办理").click()
    office.get_by_role("link", name=re.compile("教师101")).click()
    says(office, "是否直接认定由学校决定")
    fits(office)
    press(office, "直接认定")
    says(office, "待校长认定")

    principal = people.sign_in("xiaozhang")
    principal.goto("/s/demo/certificates/settings/")
    principal.get_by_label("有效期").fill("3")
    principal.get_by_label("发证单位").fill("县教育局")
    press(principal, "保存")
    principal.goto("/s/demo/certificates/applications/")
    principal.get_by_role("link", name=re.compile("教师101")).click()
    fits(principal)
    press(principal, "认定并发证")
    number = f"{TODAY.year}-demo-0001"
    principal.get_by_role("link", name=number).click()
    says(principal, "县教育局")
    fits(principal)

    teacher.goto("/s/demo/certificates/")
    teacher.get_by_role("link", name=number).click()
    address = teacher.get_by_role("link", name="核验页").get_attribute("href")
    with teacher.expect_download() as printed:
        teacher.evaluate(f"location.href = '{teacher.url}print/pdf/'")
    file = tmp_path / "certificate.pdf"
    printed.value.save_as(file)
    pages = PdfReader(file).pages
    assert len(pages) == 1
    assert number in pages[0].extract_text()
    check(people, address, "这份证书有效。", number)

    principal.goto("/s/demo/certificates/register/")
    says(principal, number)
    principal.get_by_role("link", name=number).click()
    principal.get_by_text("撤销证书").click()
    principal.get_by_label("撤销原因").fill("严重违反师德")
    press(principal, "撤销")
    says(principal, "已撤销")
    check(people, address, "已经撤销", number)


def check(people, address, sentence, number):
    """Somebody who has not signed in sees the standing, the number and the first character of the name."""
    anybody = people.visitor(viewport=PHONE)
    anybody.goto(address)
    says(anybody, sentence)
    says(anybody, number)
    says(anybody, "教＊")
    expect(anybody.locator("main")).not_to_contain_text("教师101")
    expect(anybody.locator("main")).not_to_contain_text("师德")
    fits(anybody)


def test_a_year_of_training_goes_from_the_plan_to_the_hours_in_the_dossier(people, site):
    office = people.sign_in("deyu")
    open_page(office, "队伍", "培训")
    office.get_by_role("link", name="培训经费").click()
    set_money_aside(office)
    training = plan_training(office)
    first = add_session(office, training, "班级常规", "12")
    second = add_session(office, training, "家校沟通", "8")

    teacher = people.sign_in("banzhuren", viewport=PHONE)
    open_page(teacher, "队伍", "培训")
    says(teacher, "还差")
    says(teacher, "可以报名")
    fits(teacher)
    teacher.get_by_role("link", name=re.compile("班级常规")).click()
    press(teacher, "报名")
    says(teacher, "已报名")

    office.goto(first)
    office.get_by_role("link", name="签到二维码").click()
    expect(office.get_by_alt_text("签到二维码")).to_be_visible()
    fits(office)
    teacher.goto(f"{first}sign-in/?code={run(site, number_in(first))}")
    press(teacher, "我到了")
    says(teacher, "扫码签到")
    fits(teacher)
    office.goto(first)
    says(office, "扫码签到")
    press(office, "结束并计入")
    says(office, "已结束")

    office.goto(second)
    press(office, "把“全体班主任”列入名单")
    office.get_by_label(re.compile("教师101")).check()
    press(office, "记下到场情况")
    says(office, "登记")
    press(office, "结束并计入")
    fits(office)

    teacher.goto("/s/demo/training/")
    says(teacher, "20 学时")
    expect(teacher.locator("main")).not_to_contain_text("还差")
    fits(teacher)
    office.goto("/s/demo/training/lacks/")
    says(office, "教师102")
    expect(office.get_by_role("link", name="教师101")).to_have_count(0)
    fits(office)
    office.goto("/s/demo/training/themes/")
    fits(office)
    office.goto(training)
    press(office, "结业")
    says(office, "已结业")
    spend(office)


def set_money_aside(office):
    office.get_by_label("用途").fill("讲课费")
    office.get_by_label("经费来源").fill("教师培训专项经费")
    office.get_by_label("预算金额").fill("5000")
    press(office, "安排")
    says(office, "5000.00")


def plan_training(office):
    office.get_by_role("link", name="年度计划").click()
    office.get_by_role("link", name="新增培训").click()
    office.get_by_label("名称").fill("班主任集中研修")
    office.get_by_label("集中培训", exact=True).check()
    office.get_by_label("主题").select_option(["class_management", "home_school"])
    office.get_by_label("计划场次").fill("2")
    office.get_by_label("计划结束").fill((TODAY + timedelta(days=30)).isoformat())
    office.get_by_label("经费列支").select_option(label="讲课费")
    office.get_by_label("计划经费").fill("3000.50")
    fits(office)
    press(office, "列入计划")
    says(office, "计划 3000.50 元")
    return office.url


def add_session(office, training, topic, hours):
    office.goto(training)
    if not office.get_by_label("内容").is_visible():
        office.get_by_text("增加一场", exact=True).click()
    office.get_by_label("内容").fill(topic)
    office.get_by_label("地点").fill("报告厅")
    office.get_by_label("学时", exact=True).fill(hours)
    press(office, "增加这一场")
    says(office, f"{hours} 学时")
    return office.url


def number_in(address):
    return re.search(r"/sessions/(\d+)/", address)[1]


def spend(office):
    office.goto("/s/demo/training/budget/")
    says(office, "5000.00")
    office.get_by_text("登记支出", exact=True).first.click()
    form = office.locator("form[action*='/expenses/']")
    form.get_by_label("用途").or_(form.locator("#id_line")).first.select_option(label="讲课费")
    form.locator("#id_fen").fill("1200")
    form.get_by_label("事由").fill("讲课费")
    press(office, "登记支出")
    says(office, "3800.00")
    fits(office)
