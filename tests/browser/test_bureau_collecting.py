"""A year of the county with real pages: opened, filed by a school and by a table, reviewed, and seen in the indicators."""

import re

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.tapping import open_page

NEXT_YEAR = timezone.localdate().year + 1
LAST_DAY = f"{NEXT_YEAR}-12-31"
SCHOOL = "班衡实验小学"
FIGURES = {
    "小学学生数": "600",
    "高于规定学历教师数": "33",
    "县级以上骨干教师数": "8",
    "体育艺术专任教师数": "7",
    "教学及辅助用房面积": "3300",
    "教学及辅助用房中的体育馆面积": "0",
    "体育运动场馆面积": "5600",
    "教学仪器设备值": "30000000",
    "网络多媒体教室数": "17",
}


def test_a_year_goes_from_opening_to_the_indicators(browser, tmp_path):
    officer = browser.sign_in("jiaoyuju")
    officer.get_by_role("link", name="数据采集", exact=True).click()
    officer.get_by_role("link", name="开启一个年度").click()
    officer.get_by_label("年度", exact=True).fill(str(NEXT_YEAR))
    officer.get_by_label("报送截止日期").fill(LAST_DAY)
    officer.get_by_role("button", name="开启").click()
    expect(officer.locator("h1")).to_contain_text(f"{NEXT_YEAR} 年度采集")

    file_by_hand(browser)

    table = tmp_path / "table.csv"
    header = ["单位名称", "类型", "城乡", "在校生", *list(FIGURES)[1:]]
    rows = [["青莲镇实验小学", "小学", "镇区", "500", *list(FIGURES.values())[1:]]]
    table.write_text("\n".join(",".join(row) for row in [header, *rows]), encoding="utf-8")
    officer.get_by_role("link", name="导入统计表").click()
    officer.get_by_label("XLSX 或 CSV 文件").set_input_files(table)
    officer.get_by_role("button", name="下一步").click()
    officer.get_by_label("单位名称").select_option("学校名称")
    officer.get_by_label("在校生").select_option("小学学生数")
    officer.get_by_label("本局没有的学校，按文件新增").check()
    officer.get_by_role("button", name="导入", exact=True).click()
    expect(officer.locator("main")).to_contain_text("已填入")

    supervisor = browser.sign_in("duxue")
    supervisor.goto(f"/b/hengshan/collecting/{NEXT_YEAR}/?state=submitted")
    supervisor.get_by_role("link", name=SCHOOL).click()
    expect(supervisor.locator("main")).to_contain_text("校舍扩建")
    supervisor.get_by_role("button", name="审核通过").click()
    expect(supervisor.locator("h1")).to_contain_text("审核通过")

    officer.goto(f"/b/hengshan/indicators/?year={NEXT_YEAR}")
    expect(officer.locator("main table").first).to_contain_text("生均体育运动场馆面积")
    officer.locator("main").get_by_role("link", name=re.compile(f"^{SCHOOL}")).click()
    expect(officer.locator("main")).to_contain_text("对全县差异系数的影响")


def file_by_hand(browser):
    """Fill in the form on a phone, explain what is odd, and hand it in."""
    principal = browser.sign_in("xiaozhang", viewport=PHONE)
    open_page(principal, "学校", "填报")
    principal.get_by_role("link", name=f"{NEXT_YEAR} 年度").click()
    for label, figure in FIGURES.items():
        principal.get_by_label(label, exact=True).fill(figure)
    principal.get_by_role("button", name="保存", exact=True).click()
    expect(principal.locator("main")).to_contain_text("已保存")
    for doubt in principal.get_by_label("说明", exact=True).all():
        doubt.fill("校舍扩建，学生增加")
    principal.get_by_role("button", name="保存说明").click()
    principal.get_by_role("button", name="报送教育局").click()
    expect(principal.locator("main")).to_contain_text("已报送教育局")


def test_a_slider_moves_the_county(browser):
    page = browser.sign_in("jiaoyuju")
    page.goto("/b/hengshan/indicators/whatif/?regime=2017")
    expect(page.locator("#supposed")).to_contain_text("还没有改动")
    page.get_by_label(re.compile("体育运动场馆面积")).fill("0")
    expect(page.locator("#supposed .badge").first).to_contain_text("→ 0")
