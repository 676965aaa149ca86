"""Rules put in force, a dossier that grows, and what the rules then say of it."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.tapping import open_page


def test_rules_are_put_in_force_with_a_choice_and_a_fact_changes_the_answer(browser):
    principal = browser.sign_in("xiaozhang")
    open_page(principal, "队伍", "任职条件")
    expect(principal.locator("main")).to_contain_text("逐人结论")
    principal.get_by_role("link", name="规则", exact=True).click()
    principal.get_by_role("link", name="班主任择优上岗与休整", exact=True).click()
    expect(principal.locator("main")).to_contain_text("连续任职六年后休整三年。")
    principal.get_by_role("link", name="用这一份").click()
    expect(principal.locator("#rules-checked")).to_contain_text("还没有选定")
    for name in ("结对后可以", "三年（初中或高中一轮）"):
        principal.get_by_role("radio", name=name).check()
        expect(principal.get_by_role("radio", name=name)).to_be_checked()
    expect(principal.locator("#rules-checked")).to_contain_text("没有发现问题，可以启用。")
    principal.get_by_role("button", name="启用", exact=True).click()
    expect(principal.locator("main")).to_contain_text("起执行")

    teacher = browser.sign_in("banzhuren", viewport=PHONE)
    open_page(teacher, "队伍", "成长档案")
    teacher.get_by_role("link", name="任职条件", exact=True).first.click()
    study = teacher.locator(".team-rule", has_text="每学年一周班主任学习班")
    expect(study).to_contain_text("还差 1 周")
    teacher.go_back()
    teacher.locator("summary", has_text="登记自己的材料").click()
    teacher.locator(".dossier-kinds").get_by_role("link", name="培训", exact=True).click()
    teacher.locator("[name=name]").fill("暑期班主任学习班")
    teacher.locator("[name=since]").fill((timezone.localdate() - timedelta(days=20)).isoformat())
    teacher.locator("[name=said_training]").select_option("study_class")
    teacher.locator("[name=said_weeks]").fill("1")
    teacher.locator("[name=proof]").fill("县师训 8 号")
    teacher.get_by_role("button", name="登记", exact=True).click()
    expect(teacher.locator(".dossier-line", has_text="暑期班主任学习班")).to_contain_text("待核实")

    office = browser.sign_in("deyu")
    open_page(office, "队伍", "成长档案")
    office.get_by_role("link", name="待核实").click()
    office.get_by_role("button", name="核实：暑期班主任学习班").click()
    expect(office.locator("main")).to_contain_text("已核实：暑期班主任学习班。")

    teacher.reload()
    expect(teacher.locator(".dossier-line", has_text="暑期班主任学习班")).to_contain_text("核实")
    teacher.get_by_role("link", name="任职条件", exact=True).first.click()
    expect(study).to_contain_text("符合")


def test_the_office_counts_a_fact_once_and_hands_a_signed_dossier_over(browser):
    office = browser.sign_in("deyu")
    open_page(office, "队伍", "成长档案")
    office.locator("main tbody a").first.click()
    name = office.locator("h1").inner_text().split()[0]
    line = office.locator(".dossier-line", has_text="县班主任集中培训")
    line.get_by_role("link", name="计入考核").click()
    office.locator("[name=what]").select_option("sharing/talk_given/")
    office.locator("[name=day]").fill(timezone.localdate().isoformat())  # of the site, not of UTC
    office.get_by_role("button", name="计入考核").click()
    expect(line).to_contain_text("已计入考核")
    expect(line.get_by_role("link", name="计入考核")).to_have_count(0)

    with office.expect_download() as downloaded:
        office.get_by_role("link", name="导出签名档案").click()
    office.goto(office.url.rsplit("/", 2)[0] + "/receive/")
    office.locator("[name=file]").set_input_files(downloaded.value.path())
    option = office.locator("[name=staff] option", has_text=name).first.get_attribute("value")
    office.locator("[name=staff]").select_option(option)
    office.get_by_role("button", name="上传并核对签名").click()
    expect(office.locator("main")).to_contain_text("签名有效，签发以后没有改动过。")
