"""The office's desk work: a month, a scheme, a roster, a mistaken record."""

import re

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from tests.browser.keyboard import press_tab_until
from tests.browser.tapping import expect_all_sent, open_page, start_inspecting, tap_deduction

BACKGROUND = 60_000
"""Milliseconds that work in the background may take on a busy machine."""


@pytest.fixture
def page(browser):
    return browser.sign_in("deyu")


def compute(page, button):
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("button", name="重新计算")).to_be_enabled(timeout=BACKGROUND)


def test_a_running_month_says_what_is_missing_and_is_computed_on_trial(page):
    open_page(page, "考核", "考核周期")
    page.get_by_role("row").filter(has_text="进行中").last.get_by_role("link", name="检查并计算").click()
    expect(page.get_by_role("heading", name="还没有登记的项目")).to_be_visible()
    compute(page, "计算")
    expect(page.get_by_role("heading", name="计算结果")).to_be_visible()
    expect(page.locator("main")).to_contain_text("本期结束后才能审核")


def test_a_scheme_goes_from_the_library_into_force(page):
    open_page(page, "考核", "方案")
    page.get_by_role("link", name="从方案库新建").click()
    page.get_by_role("link", name=re.compile("小学班主任月度考核方案")).click()
    page.get_by_role("button", name="复制成草稿").click()

    page.get_by_role("link", name=re.compile("教室与清洁区卫生")).click()
    page.get_by_label("分值").first.fill("-0.5")
    expect(page.locator("#checked")).to_contain_text("每处 -0.5")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_label("分值").first).to_have_value("-0.5")

    page.get_by_role("link", name="试算").click()
    expect(page.locator(".meeting")).to_contain_text(re.compile("[1-9]\\d* 人下降"))

    page.get_by_role("link", name="备案").click()
    page.get_by_label("说明").fill("地面不洁每处扣 0.5 分")
    page.get_by_role("button", name="备案").click()
    page.get_by_role("link", name="定生效日期").click()
    expect(page.locator(".differences")).to_contain_text("地面不洁")
    page.get_by_label("依据").fill("校务会通过")
    page.get_by_role("button", name="确定生效").click()
    version = page.get_by_role("row").filter(has_text="地面不洁每处扣 0.5 分")
    expect(version).to_contain_text("将生效")


def test_a_roster_is_filled_in_previewed_brought_in_and_taken_back(page, tmp_path):
    open_page(page, "学校", "名册")
    page.get_by_role("link", name="导入导出").click()
    page.get_by_role("link", name="导入班级与任职").click()
    with page.expect_download() as template:
        page.get_by_role("link", name="下载模板").click()
    template.value.save_as(tmp_path / "template.xlsx")
    add_class(tmp_path / "template.xlsx", tmp_path / "filled.xlsx")

    page.get_by_label("文件").set_input_files(tmp_path / "filled.xlsx")
    page.get_by_role("button", name="上传并预览").click()
    preview = page.locator("#standing")
    expect(preview).to_contain_text("还没有写入", timeout=BACKGROUND)
    expect(preview).to_contain_text("一年级7班（p107）")
    expect(preview).to_contain_text("周小禾")
    page.get_by_role("button", name="确认写入").click()
    expect(preview).to_contain_text("已写入", timeout=BACKGROUND)
    page.get_by_role("link", name="查看班级").click()
    expect(page.get_by_role("link", name="一年级7班")).to_be_visible()

    page.get_by_role("link", name="导入导出").click()
    page.get_by_role("link", name="班级与任职").last.click()
    page.get_by_role("button", name="撤销这次导入").click()
    expect(preview).to_contain_text("撤销", timeout=BACKGROUND)
    page.get_by_role("link", name="班级", exact=True).last.click()
    expect(page.get_by_role("link", name="一年级7班")).to_have_count(0)


def add_class(template, filled):
    """Copy the sheet that was downloaded, with one class more."""
    rows = CalamineWorkbook.from_path(template).get_sheet_by_index(0).to_python()
    rows.append(["p107", "一年级7班", "t99", "周小禾", "小学", "一年级", "", "班主任", "", "", 40, "", ""])
    with Workbook(filled, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("花名册")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)


def test_a_record_is_voided_with_the_keyboard_alone(browser, page):
    inspector = start_inspecting(browser)
    tap_deduction(inspector, "p103")
    expect_all_sent(inspector)

    press_tab_until(page, "考核")
    page.keyboard.press("Enter")
    page.wait_for_url("**/league/")
    press_tab_until(page, "记录")
    page.keyboard.press("Enter")
    page.wait_for_url("**/records/")
    press_tab_until(page, "一年级3班")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/records/[0-9a-f-]{36}/$"))
    press_tab_until(page, "作废这条记录")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("班级记错了")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("已由高远作废：班级记错了")
