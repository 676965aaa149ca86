"""From the school's Word file to a scheme in force: read, repaired, checked, tried, decided in a meeting."""

import re
from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.tapping import open_page
from tests.browser.test_every_page import faults, overflow

AFTER_THIS_YEAR = date.today() + timedelta(days=400)  # noqa: DTZ011 - the browser's day is that of the machine
"""Other tests look at the schemes of the term, so this one begins when they are long over."""
PAPER = """槐荫小学班主任月度考核实施办法
一、总则
1.考核每月一次，由德育处组织，总分110分。
二、班级常规（60分）
1.教室卫生（30分）：地面不洁每处扣0.5分，垃圾桶未倒每次扣1分，扣完为止。
2.路队纪律（30分）：路队不整齐每次扣1分，扣完为止。
三、安全教育（40分）
1.晨检午检（40分）：漏检一次扣2分，扣完为止。
"""


@pytest.fixture
def page(browser):
    return browser.sign_in("deyu")


def word_file(text):
    made, content = docx.Document(), BytesIO()
    for line in text.splitlines():
        made.add_paragraph(line)
    made.save(content)
    return {
        "name": "考核办法.docx",
        "mimeType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "buffer": content.getvalue(),
    }


def test_a_word_file_becomes_a_scheme_in_force(page, tmp_path):
    upload(page)
    read_side_by_side(page)
    repair(page)
    check_own_expectations(page)
    preview(page)
    what_if(page)
    minutes = download_minutes(page, tmp_path)
    assert "槐荫小学班主任月度考核实施办法" in minutes
    assert "总分110分" in minutes
    assert "总分应为 100 分，原文误写" in minutes
    assert "地面不洁两处" in minutes
    put_in_force(page)


def upload(page):
    open_page(page, "考核", "方案")
    page.get_by_role("link", name="从学校的文件起草").click()
    page.get_by_label("文件", exact=True).set_input_files(word_file(PAPER))
    page.get_by_role("button", name="起草").click()
    expect(page.locator(".source-document")).to_contain_text("地面不洁每处扣0.5分")
    expect(page.locator(".source-read")).to_contain_text("各项合计与总分不符")
    expect_accessible_and_fitting(page)


def read_side_by_side(page):
    clause = page.locator(".source-clause", has_text="1.教室卫生")
    number = clause.get_attribute("data-clause")
    read = page.locator(f"#read-{number}")
    expect(read).to_contain_text("地面不洁: 每处 -0.5")

    clause.hover()
    expect(read).to_have_class(re.compile("is-linked"))
    page.locator(".source-read [data-clause]").first.hover()
    expect(read).not_to_have_class(re.compile("is-linked"))
    read.get_by_role("link", name="到表单里改").focus()
    expect(clause).to_have_class(re.compile("is-linked"))

    page.set_viewport_size(PHONE)
    clause.click()
    expect(read).to_be_in_viewport()
    read.get_by_role("link").first.click()
    expect(clause).to_be_in_viewport()
    page.set_viewport_size(DESK)


def repair(page):
    page.get_by_role("link", name=re.compile("逐处处理标出的地方")).click()
    expect(page.locator(".repair-progress")).to_contain_text(re.compile(r"第 1 处，共 \d+ 处"))
    expect(page.locator(".repair-quote mark")).to_have_text("总分110分")
    expect_accessible_and_fitting(page)

    page.get_by_role("link", name="到表单里改").click()
    page.get_by_label("满分", exact=True).first.fill("100")
    page.get_by_role("button", name="保存").first.click()
    expect(page.get_by_label("满分", exact=True).first).to_have_value("100")

    page.get_by_role("link", name="回到标出的地方").click()
    page.get_by_label("怎样处理、为什么").fill("总分应为 100 分，原文误写")
    page.get_by_role("button", name="已处理，下一处").click()
    expect(page.locator(".repair-list li").first).to_contain_text("已处理")


def check_own_expectations(page):
    page.get_by_role("link", name="核对", exact=True).click()
    add = page.locator("form").filter(has=page.get_by_role("button", name="加入", exact=True))
    add.get_by_label("名称").fill("地面不洁两处")
    add.get_by_label("记录").fill("教室卫生，地面不洁，2\n路队纪律，路队不整齐，1")
    add.get_by_label("应得分").fill("99")
    add.get_by_role("button", name="加入").click()
    expect(page.get_by_role("status")).to_contain_text("0 行相符，1 行不符")
    expect(page.locator(".check-result")).to_contain_text("应得 99，实得 98")
    page.get_by_role("link", name=re.compile("为什么")).click()
    expect(page.locator(".why-text").last).to_contain_text("地面不洁 2 处 × 0.5 = 1")
    page.get_by_role("link", name="回到核对").click()

    row = page.locator(".check-row").first
    row.get_by_label("应得分").fill("98")
    row.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status")).to_contain_text("1 行全部相符")
    expect_accessible_and_fitting(page)


def preview(page):
    page.get_by_role("link", name="检查页面").click()
    page.locator("#preview").get_by_role("button", name=re.compile("地面不洁")).click()
    expect(page.locator("#would-record")).to_contain_text("会记下：教室卫生 · 地面不洁 −0.5")
    expect_accessible_and_fitting(page)


def what_if(page):
    page.get_by_role("link", name="试算", exact=True).click()
    expect(page.locator(".meeting")).to_contain_text("位班主任中")
    first = page.locator(".match select").first
    first.select_option(index=1)
    chosen = first.input_value()
    page.get_by_role("button", name="按这样重新试算").click()
    page.wait_for_load_state()
    expect(page.locator(".meeting")).to_contain_text("名次")
    expect(page.locator(".match select").first).to_have_value(chosen)
    expect_accessible_and_fitting(page)


def download_minutes(page, folder):
    page.get_by_role("link", name="备案", exact=True).click()
    expect_accessible_and_fitting(page)
    with page.expect_download() as minutes:
        page.get_by_role("link", name="下载会议纪要（DOCX）").click()
    minutes.value.save_as(folder / "minutes.docx")
    opened = docx.Document(folder / "minutes.docx")
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in opened.paragraphs), *cells])


def put_in_force(page):
    page.get_by_label("说明").fill("按学校的考核办法起草")
    page.get_by_role("button", name="备案").click()
    page.get_by_role("link", name="定生效日期").click()
    page.get_by_label("从哪天起生效").fill(AFTER_THIS_YEAR.isoformat())
    page.get_by_label("依据").fill("教职工会议通过")
    expect_accessible_and_fitting(page)
    page.get_by_role("button", name="确定生效").click()
    version = page.get_by_role("row").filter(has_text="按学校的考核办法起草")
    expect(version).to_contain_text("将生效")


def expect_accessible_and_fitting(page):
    found = faults(page)
    page.set_viewport_size(PHONE)
    found += faults(page)
    too_wide = overflow(page)
    page.set_viewport_size(DESK)
    assert found == []
    assert too_wide <= 0, page.url
