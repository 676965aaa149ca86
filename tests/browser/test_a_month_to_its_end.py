"""A month of the demo school from review to money, by everybody it passes through."""

import re
import sys

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import PHONE
from tests.browser.tapping import open_page
from tests.web.running_site import BANHENG

BACKGROUND = 60_000
"""Milliseconds that work in the background may take on a busy machine."""
LAST_MONTH = (
    "from banheng.assessment.models import ScoreSheet; print(ScoreSheet.objects.latest('period').period)"
)
A_WEEK_PASSES = """
from datetime import timedelta
from django.utils import timezone
from banheng.assessment.models import Publication
Publication.objects.update(last=timezone.localdate() - timedelta(days=1), first=timezone.localdate() - timedelta(days=8))
"""
"""The notice period cannot be waited for; what follows rests on its last day alone."""
DEDUCTION = re.compile(r"(教室与清洁区卫生|课间操与眼保健操|课间与集会秩序) \S+ \d+ (处|次|人次)$")
"""A record whose void changes the result: most others were of classes in order."""


def shell(site, code):
    told = site.run(sys.executable, "-m", "django", "shell", "--no-imports", "-c", code)
    assert told.returncode == 0, told.stderr
    return told.stdout.strip()


@pytest.fixture(scope="module")
def month(demo_site):
    """The last month that is over, such as 2026-10."""
    return shell(demo_site, LAST_MONTH)


def says(page, text, **options):
    expect(page.locator("main")).to_contain_text(text, **options)


def open_desk(page, month):
    page.goto(f"/s/demo/desk/primary-month/{month}/")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def reason(page, name, text):
    """Open a step that asks for a reason, give it and press."""
    step = page.locator("details", has=page.get_by_text(name, exact=True)).last
    step.locator("summary").click()
    step.get_by_label("原因").fill(text)
    step.get_by_role("button", name=name).click()


def test_a_month_goes_from_review_to_money(browser, demo_site, month, tmp_path):
    office, principal = browser.sign_in("deyu"), browser.sign_in("xiaozhang")
    teacher = browser.sign_in("banzhuren", viewport=PHONE)

    take_down_a_veto(office, month)
    review(office, month)
    publish(principal, month)
    upheld, rejected = appeal_twice(teacher, month)
    rule(principal, upheld, "申诉成立", "照片和课表可以证明", void=True)
    says(principal, "结果更正为第 2 版")
    rule(principal, rejected, "申诉不成立，维持原结果", "照片清楚")
    read_the_rulings(teacher, month, upheld)

    shell(demo_site, A_WEEK_PASSES)
    open_desk(office, month)
    press(office, "定稿")
    says(office, "已定稿，可以据此发放津贴")
    late = appeal(teacher, month, DEDUCTION)
    rule(principal, late, "申诉成立", "补查后确认记错", void=True)
    open_desk(principal, month)
    expect(principal.get_by_role("heading", name="定稿后的差额")).to_be_visible()

    pay(browser.sign_in("caiwu"), principal, month, tmp_path)
    read_the_slip(teacher)
    check_on_another_machine(office, demo_site, month, tmp_path)
    check_by_anybody(browser, office, month)
    print_the_notice(principal, month, tmp_path)


def take_down_a_veto(page, month):
    """Somebody else's class has an accident; their result falls away from ranks and honours."""
    page.goto("/s/demo/honours/decisions/")
    page.get_by_label("班级").select_option(label="一年级2班")
    page.get_by_label("日期").fill(f"{month}-15")
    page.get_by_label("事项").select_option(label="安全责任事故")
    page.get_by_label("会议纪要或依据编号").fill("安全事故报告1号")
    page.get_by_label("内容和理由").fill("课间摔伤未及时送医")
    press(page, "记入台账")
    says(page, "已记入台账")


def review(page, month):
    open_desk(page, month)
    press(page, "重新计算")
    expect(page.get_by_role("button", name="审核通过")).to_be_enabled(timeout=BACKGROUND)
    page.get_by_label("审核意见").fill("各班记录齐全，情况属实")
    press(page, "审核通过")
    says(page, "意见：各班记录齐全，情况属实")
    says(page, "等校长公示")
    expect(page.get_by_role("button", name="重新计算")).to_have_count(0)


def publish(page, month):
    open_desk(page, month)
    press(page, "公示")
    says(page, "已公示，公示期到")
    page.goto(f"/s/demo/board/primary-month/{month}/")
    vetoed = page.get_by_role("row").filter(has_text="一年级2班")
    expect(vetoed).to_contain_text("不合格")
    expect(vetoed.locator("td").first).to_have_text("—")  # taken out of the ranks


def appeal(page, month, about):
    """Object from the own result on the board to the first choice of this text; give the number of the receipt."""
    page.goto(f"/s/demo/board/primary-month/{month}/")
    page.get_by_role("link", name="提出申诉").click()
    choices = page.get_by_label("对什么有异议")
    chosen = choices.locator("option", has_text=about).first.get_attribute("value")
    choices.select_option(chosen)
    page.get_by_label("理由和依据").fill("当天已经补扫，请核对照片")
    press(page, "提交")
    says(page, "已受理，编号")
    return page.url.rstrip("/").rpartition("/")[2]


def appeal_twice(page, month):
    page.goto(f"/s/demo/board/primary-month/{month}/")
    press(page, "确认阅知")
    says(page, "确认阅知。")
    return appeal(page, month, DEDUCTION), appeal(page, month, re.compile("^教室与清洁区卫生$"))


def rule(page, number, outcome, why, *, void=False):
    """Decide an appeal, having looked at the effect where a record is void."""
    page.goto(f"/s/demo/appeals/{number}/")
    page.get_by_label(outcome, exact=True).check()
    page.get_by_label("理由", exact=True).fill(why)
    if void:
        page.get_by_role("group", name="作废的记录").get_by_role("checkbox").first.check()
        press(page, "先看影响")
        says(page, "还没有生效")
    press(page, "作出结论")
    says(page, "已作出复核结论")


def read_the_rulings(page, month, number):
    page.goto(f"/s/demo/appeals/{number}/")
    says(page, "照片和课表可以证明")
    page.goto(f"/s/demo/board/primary-month/{month}/")
    says(page, "更正为第 2 版")


def pay(bookkeeper, principal, month, tmp_path):
    bookkeeper.goto("/s/demo/pay/")
    bookkeeper.locator("form:has-text('编制发放表')").last.get_by_role("button").click()
    sheet = bookkeeper.url
    with bookkeeper.expect_download() as workbook:
        bookkeeper.get_by_role("link", name="签字表（XLSX）").click()
    workbook.value.save_as(tmp_path / "pay.xlsx")
    assert (tmp_path / "pay.xlsx").stat().st_size > 5_000
    principal.goto(sheet)
    press(principal, "审批通过")
    bookkeeper.goto(sheet)
    bookkeeper.get_by_label("凭证号").fill("记-12-007")
    press(bookkeeper, "登记已发放")
    says(bookkeeper, "记-12-007")


def read_the_slip(page):
    open_page(page, "奖惩和津贴", "我的津贴")
    page.locator("main a[href*='/my-pay/']").first.click()
    says(page, "元")


def check_on_another_machine(page, site, month, tmp_path):
    """The bundle of the edition that stands is verified by the command, which needs neither site nor database."""
    open_desk(page, month)
    with page.expect_download() as bundle:
        page.locator("a[href*='bundle']").last.click()
    bundle.value.save_as(tmp_path / "month.bundle")
    verified = site.run(str(BANHENG), "verify", str(tmp_path / "month.bundle"))
    assert verified.returncode == 0, verified.stdout + verified.stderr


def check_by_anybody(browser, page, month):
    """Whoever holds the printed notice reads whether it stands, without an account."""
    page.goto(f"/s/demo/board/primary-month/{month}/")
    address = page.get_by_role("link", name="核验").get_attribute("href")
    visitor = browser.visitor()
    visitor.goto(address)
    expect(visitor.locator("main")).to_contain_text("定稿")
    expect(visitor.locator("main")).not_to_contain_text("老师")


def test_a_class_that_changed_hands_has_a_line_for_each_teacher(browser):
    """In the demo school class 四年级3班 changed hands in one of the months that are public."""
    page = browser.sign_in("deyu")
    page.goto("/s/demo/board/")
    notices = page.eval_on_selector_all("main a.list-group-item", "links => links.map(link => link.href)")
    teachers = []
    for notice in notices:
        page.goto(notice)
        rows = page.get_by_role("row").filter(has_text="四年级3班")
        teachers.append([name for name in rows.locator("td:nth-child(3)").all_inner_texts() if name])
    assert max(map(len, teachers)) == 2


def print_the_notice(page, month, tmp_path):
    page.goto(f"/s/demo/reports/period/primary-month/{month}/")
    with page.expect_download() as notice:
        page.locator("a[href*='notice'][href*='pdf']").first.click()
    notice.value.save_as(tmp_path / "notice.pdf")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "notice.pdf").pages)
    assert "考核结果公示" in text
    assert "受理部门" in text
