"""A mentoring term: agreement, two signatures, a log by both, six topics, reflections, the end."""

from datetime import date, timedelta

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.tapping import open_page
from tests.browser.test_every_page import faults, overflow

TOPICS = ("制定班队工作计划", "确立班级目标", "营造班风", "组织班队活动", "培养班干部", "转化后进生")


def says(page, text):
    expect(page.locator("main")).to_contain_text(text)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def choose_staff(page, selector, code):
    option = page.locator(f"{selector} option", has_text=f"（{code}）")
    page.locator(selector).select_option(option.get_attribute("value"))


def test_a_mentoring_term_goes_from_the_agreement_to_the_end(browser):
    office = browser.sign_in("deyu")
    pair = pair_up(office)
    mentor = browser.sign_in("banzhuren", viewport=PHONE)
    mentee = browser.sign_in("zuzhang", viewport=PHONE)
    for page, text in ((mentor, "讲了怎样定班规"), (mentee, "观摩了一节班会")):
        write(page, pair, text)
    for number, topic in enumerate(TOPICS):
        tick(mentor if number % 2 else mentee, pair, topic)

    end(office, pair)
    says(office, "师徒双方都写了反思才能结束")
    for page in (mentor, mentee):
        reflect(page, pair)
    end(office, pair)

    says(office, "已结束")
    says(office, "观摩了一节班会")
    assert faults(office) == []
    open_page(mentee, "队伍", "师徒结对")
    assert overflow(mentee) <= 0
    assert mentor.request.get(pair).status == 200
    assert browser.sign_in("caiwu").request.get(pair).status == 403


def pair_up(office):
    open_page(office, "队伍", "师徒结对")
    office.get_by_role("link", name="新建结对").click()
    choose_staff(office, "#id_mentor", "t14")
    choose_staff(office, "#id_mentee", "t66")
    office.locator("#id_kind").select_option("moral")
    today = date.today()  # noqa: DTZ011 - of this machine
    office.locator("#id_first").fill((today - timedelta(days=100)).isoformat())
    office.locator("#id_last").fill(today.isoformat())
    office.locator("#id_goals").fill("会带班，会开班会")
    press(office, "建立结对")
    pair = office.url
    office.get_by_role("link", name="打印协议").click()
    for text in ("师徒结对协议", "师父签字", *TOPICS):
        expect(office.locator("body")).to_contain_text(text)
    for side in ("mentor", "mentee"):
        office.goto(pair)
        office.locator("#sign_side").select_option(side)
        press(office, "登记签字")
        says(office, "已记下")
    office.get_by_text("登记结对仪式", exact=True).click()
    press(office, "登记仪式")
    says(office, "已记下")
    return pair


def write(page, pair, text):
    page.goto(pair)
    page.locator("#entry_text").fill(text)
    press(page, "记一次")
    says(page, text)
    assert overflow(page) <= 0
    assert faults(page) == []


def tick(page, pair, topic):
    page.goto(pair)
    page.get_by_text("记一项内容", exact=True).click()
    page.locator("#topic_code").select_option(label=topic)
    page.locator("#topic_note").fill(f"一起{topic}")
    press(page, "记下内容")
    says(page, f"一起{topic}")


def reflect(page, pair):
    page.goto(pair)
    page.get_by_text("写期末反思", exact=True).click()
    page.locator("#reflection_text").fill("这学期有收获，下学期多进班")
    press(page, "提交反思")
    says(page, "这学期有收获")


def end(office, pair):
    office.goto(pair)
    office.locator("summary", has_text="结束结对").click()
    press(office, "结束结对")
