"""A studio year: founding, charter, a member, goals, an activity, the fund, a contest, the review."""

from datetime import date

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.tapping import open_page
from tests.browser.test_every_page import faults, overflow
from tests.browser.test_team_mentoring import choose_staff, press, says

SECTIONS = ("aims", "cultivation", "research", "support", "labour", "rules")


def test_a_studio_year_goes_from_the_founding_to_the_review(browser):
    office, leader = browser.sign_in("deyu"), browser.sign_in("banzhuren", viewport=PHONE)
    studio = found(office)
    write_charter(leader, studio)
    set_goals(leader, studio)
    member = browser.sign_in("zuzhang")
    take_in(office, member, studio)
    hold(leader, studio)
    keep_the_fund(office, studio)
    hold_a_contest(office, leader, member)
    reach_a_goal(leader, studio)

    principal = browser.sign_in("xiaozhang")
    principal.goto(studio)
    says(principal, "带动非成员 1 人")
    principal.get_by_text("考评本学年", exact=True).click()
    principal.locator("#review_result").select_option("excellent")
    principal.locator("#review_text").fill("示范作用明显")
    press(principal, "考评")

    says(principal, "优秀")
    assert faults(principal) == []
    leader.goto(studio)
    says(leader, "示范作用明显")
    expect(leader.locator("main")).not_to_contain_text("专业发展经费")
    assert overflow(leader) <= 0
    assert faults(leader) == []


def found(office):
    open_page(office, "队伍", "名班主任工作室")
    office.get_by_role("link", name="成立工作室").click()
    office.locator("#id_name").fill("春雨工作室")
    choose_staff(office, "#id_leader", "t14")
    office.locator("#id_first").fill(f"{date.today():%Y-%m}-01")  # noqa: DTZ011 - of this machine
    press(office, "成立工作室")
    says(office, "挂牌负责人")
    return office.url


def write_charter(leader, studio):
    leader.goto(studio)
    says(leader, "待写")
    leader.get_by_role("link", name="写方案").click()
    for section in SECTIONS:
        leader.locator(f"#id_{section}").fill(f"{section} 已写")
    assert overflow(leader) <= 0
    press(leader, "保存方案")
    expect(leader.locator("main")).not_to_contain_text("待写")


def set_goals(leader, studio):
    for horizon in ("short", "mid", "long"):
        leader.goto(studio)
        leader.get_by_text("定目标", exact=True).first.click()
        leader.locator("#goal_horizon").select_option(horizon)
        leader.locator("#goal_text").fill(f"{horizon} 目标")
        leader.locator("#goal_due").fill("2099-07-01")
        press(leader, "定目标")
        says(leader, f"{horizon} 目标")


def take_in(office, member, studio):
    member.goto(studio)
    member.get_by_text("申请加入", exact=True).click()
    member.locator("#apply_statement").fill("想一起研究")
    press(member, "提交申请")
    office.goto(studio)
    office.get_by_role("listitem").filter(has_text="待决定").get_by_role("link").click()
    says(office, "对照条件")
    office.locator("#id_task").fill("资料整理")
    press(office, "入选")
    says(office, "核心成员")


def hold(leader, studio):
    leader.goto(studio)
    leader.get_by_role("link", name="登记活动").click()
    leader.locator("#id_theme").fill("家访怎样谈")
    leader.locator("#id_output").fill("家访提纲一份")
    for name in ("杨柳青", "方圆"):
        leader.get_by_label(name, exact=True).check()
    assert overflow(leader) <= 0
    press(leader, "登记活动")
    says(leader, "家访提纲一份")


def keep_the_fund(office, studio):
    for use, yuan, said in (
        ("reserve", "1000", "余额 1000.00 元"),
        ("books", "1000.01", "不够支出"),
        ("books", "350.50", "余额 649.50 元"),
    ):
        office.goto(studio)
        office.get_by_text("记一笔", exact=True).first.click()
        office.locator("#fund_use").select_option(use)
        office.locator("#fund_fen").fill(yuan)
        office.locator("#fund_text").fill("凭证 7 号")
        press(office, "记一笔")
        says(office, said)


def hold_a_contest(office, leader, judge):
    open_page(office, "队伍", "名班主任工作室")
    office.get_by_role("link", name="组织工作坊、论坛或竞赛").click()
    office.locator("#id_kind").select_option("contest")
    office.locator("#id_name").fill("主题班会竞赛")
    press(office, "发布")
    says(office, "竞赛要有评委")
    office.get_by_label("卢静怡", exact=True).check()
    press(office, "发布")
    contest = office.url
    leader.goto(contest)
    leader.locator("#id_title").fill("感恩主题班会")
    press(leader, "报名")
    expect(leader.locator("main")).not_to_contain_text("平均")
    judge.goto(contest)
    judge.get_by_role("link", name="打分", exact=True).click()
    judge.locator("#id_units").fill("101")
    press(judge, "打分")
    says(judge, "分数要在 0 和 100 之间")
    judge.locator("#id_units").fill("92.5")
    press(judge, "打分")
    office.goto(contest)
    says(office, "平均 92.50 分")
    office.get_by_label("奖项（没有不填）").fill("一等奖")
    press(office, "定奖项并结束")
    says(office, "已结束")
    leader.goto(contest)
    says(leader, "一等奖")
    assert overflow(leader) <= 0
    assert faults(leader) == []


def reach_a_goal(leader, studio):
    leader.goto(studio)
    leader.get_by_role("listitem").filter(has_text="short 目标").get_by_role("link").click()
    leader.locator("#id_result").fill("初步建成")
    press(leader, "评目标")
    says(leader, "达成")
