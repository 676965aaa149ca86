"""A whole round of selection on real pages with four people, from the application to the posting."""

import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Desk
from tests.browser.tapping import open_page
from tests.browser.test_every_page import faults, overflow
from tests.web.own_site import own_site


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = own_site(tmp_path_factory.mktemp("posts") / "data")
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
    done = site.run(sys.executable, "-m", "tests.web.make_posts_site", *arguments)
    assert done.returncode == 0, done.stderr


def says(page, text):
    expect(page.locator("main")).to_contain_text(text)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def finish(page, address, step, button="完成这一步"):
    page.goto(address)
    says(page, f"完成“{step}”")
    press(page, button)
    expect(page.get_by_role("heading", name=f"完成“{step}”")).to_have_count(0)


def test_a_round_goes_from_the_application_to_the_posting(people, site):
    office = people.sign_in("deyu")
    candidate = people.sign_in("houxuan", viewport=PHONE)
    leader = people.sign_in("zuzhang", viewport=PHONE)
    principal = people.sign_in("xiaozhang")

    address = open_round(office)
    apply(candidate, address)
    finish(office, address, "自愿报名")
    recommend(leader, address)
    finish(office, address, "年级推荐")
    screen(office, address)
    run_notice(office, candidate, site, address, "公示候选人")
    compete(office, leader, address)
    finish(office, address, "公开竞聘")
    decide(office, address)
    run_notice(office, candidate, site, address, "公示选聘结果")
    finish(principal, address, "报校长室备案")
    finish(principal, address, "公布并聘任", "公布并聘任")

    candidate.goto(address)
    says(candidate, "聘任 一年级1班")
    open_page(principal, "队伍", "选聘")
    principal.get_by_role("link", name="在岗和聘期").click()
    says(principal, "尚未开始")
    says(principal, "学部办公会〔2027〕3号")
    for page in (office, principal):
        page.goto(address)
        assert faults(page) == []
        page.set_viewport_size(PHONE)
        assert overflow(page) <= 0


def open_round(office):
    """Open a round as it is proposed; give the address of its page."""
    open_page(office, "队伍", "选聘")
    office.get_by_role("link", name="组织新一轮选聘").click()
    assert faults(office) == []
    press(office, "发布选聘")
    says(office, "自愿报名")
    return office.url


def apply(candidate, address):
    candidate.goto(address)
    candidate.get_by_label("申请理由和带班设想").fill("愿意把一年级的习惯养成做扎实")
    candidate.get_by_label("希望任职的班级（可不选）").select_option(label="一年级1班")
    assert faults(candidate) == []
    assert overflow(candidate) <= 0
    press(candidate, "报名")
    says(candidate, "希望任职：一年级1班")
    expect(candidate.get_by_role("button", name="退出", exact=True).last).to_be_visible()


def recommend(leader, address):
    leader.goto(address)
    leader.get_by_label("推荐教师").select_option(label="候选人（t81）")
    leader.get_by_label("推荐理由").fill("工作踏实，学生喜欢")
    press(leader, "推荐")
    says(leader, "年级推荐")


def screen(office, address):
    office.goto(address)
    says(office, "任教满一年：符合")
    assert faults(office) == []
    press(office, "记下审核结论")
    says(office, "审核通过")
    finish(office, address, "审核筛选")


def run_notice(office, candidate, site, address, step):
    """The list hangs out, and nothing goes on before its last day is over."""
    candidate.goto(address)
    says(candidate, "公示到")
    office.goto(address)
    press(office, "完成这一步")
    says(office, "公示到")
    says(office, "为止。")
    run(site, "end-notice")
    finish(office, address, step)


def compete(office, leader, address):
    """The grade leader is on the panel; the office enters paper and votes."""
    office.goto(address)
    office.locator("summary").filter(has_text="评委").click()
    office.get_by_label("赵组长").check()
    press(office, "确定评委")
    says(office, "评委：赵组长")
    leader.goto(address)
    leader.get_by_role("link", name="我来打分").click()
    leader.get_by_label("演讲答辩（0—100）").fill("92.5")
    assert overflow(leader) <= 0
    press(leader, "提交打分")
    expect(leader.get_by_label("演讲答辩（0—100）")).to_have_value("92.5")
    office.goto(address)
    office.get_by_label("笔试（0—100）").fill("88")
    office.get_by_label("民主测评：赞成票").fill("45")
    office.get_by_label("民主测评：有效票").fill("50")
    press(office, "保存成绩")
    says(office, "90.4")  # 30 % of 88, 40 % of 92.5, 30 % of 90


def decide(office, address):
    office.goto(address)
    office.get_by_label("审定结果").select_option(label="聘任")
    expect(office.get_by_label("任职班级").locator("option:checked")).to_have_text("一年级1班")
    press(office, "记下审定结果")
    says(office, "聘任 一年级1班")
    office.get_by_label("会议纪要编号").fill("学部办公会〔2027〕3号")
    press(office, "完成这一步")
    says(office, "公示到")
