"""A county of 120 schools runs one year with real pages, from opening its collection to a rectification that is closed."""

import re
import time
from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from docx import Document
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.county_table import newest_figures, variation_of_sports_grounds, write_table
from tests.browser.tapping import open_page

YEAR = timezone.localdate().year + 2
"""Another than the year that is open in the demo, and than the next, which other journeys open."""
LAST_DAY = f"{YEAR}-12-31"
WEAK = "班衡实验小学"
LABELS = {
    "primary_students": "小学学生数",
    "above_std_teachers": "高于规定学历教师数",
    "backbone_teachers": "县级以上骨干教师数",
    "pe_art_teachers": "体育艺术专任教师数",
    "teaching_area_m2": "教学及辅助用房面积",
    "gymnasium_m2": "教学及辅助用房中的体育馆面积",
    "sports_area_m2": "体育运动场馆面积",
    "equipment_yuan": "教学仪器设备值",
    "multimedia_rooms": "网络多媒体教室数",
}
WEAK_CELLS = {
    "type": "primary",
    "primary_students": "600",
    "junior_students": "",
    "senior_students": "",
    "above_std_teachers": "33",
    "backbone_teachers": "8",
    "pe_art_teachers": "7",
    "teaching_area_m2": "3300",
    "gymnasium_m2": "0",
    "sports_area_m2": "1680",
    "equipment_yuan": "1500000",
    "multimedia_rooms": "17",
}
WITH_RENTED_GROUNDS = WEAK_CELLS | {"sports_area_m2": "5600"}
FINDING = "生均体育运动场馆面积 2.8 平方米，低于 7.5 平方米"
SECONDS = 150
"""In its first round the worker looks at every school of the county before it comes to the bureau."""


def test_a_county_of_120_schools_runs_a_year(browser, demo_site, tmp_path):
    figures = newest_figures(demo_site.data / "banheng.sqlite3", YEAR)
    officer, supervisor = browser.sign_in("jiaoyuju"), browser.sign_in("duxue")
    principal = browser.sign_in("xiaozhang", viewport=PHONE)

    schools = open_the_year(officer)
    assert len(schools) >= 120
    closed = next(name for name in schools if name.endswith("教学点"))
    others = {name: figures[name] for name in schools if name not in {WEAK, closed}}
    write_table(tmp_path / "table.csv", others)
    hand_in_the_table(officer, tmp_path / "table.csv", len(others))
    excuse(officer, closed)

    hand_in_by_hand(principal, WITH_RENTED_GROUNDS)
    open_what_was_handed_in(supervisor)
    supervisor.get_by_role("link", name=WEAK).click()
    supervisor.get_by_text("退回学校").click()
    supervisor.get_by_label("原因").fill("体育场地含了校外租用的")
    supervisor.get_by_role("button", name="退回", exact=True).click()
    expect(supervisor.locator("h1")).to_contain_text("已退回")
    accept_the_rest(supervisor, len(others))

    before = variation_of_sports_grounds(others.values())
    assert coefficient(officer) == before
    hand_in_by_hand(principal, WEAK_CELLS, returned="体育场地含了校外租用的")
    open_what_was_handed_in(supervisor)
    supervisor.get_by_role("link", name=WEAK).click()
    supervisor.get_by_role("button", name="审核通过").click()
    expect(supervisor.locator("h1")).to_contain_text("审核通过")

    lock(officer)
    after = variation_of_sports_grounds([*others.values(), WEAK_CELLS])
    assert after != before
    assert coefficient(officer) == after
    expect(officer.locator("main")).to_contain_text(f"锁定，{len(others) + 1} 所学校")
    expect_report(officer, after)

    find_at_the_weak_school(officer, supervisor)
    put_right(principal)
    open_page(supervisor, "督导整改", "问题整改")
    supervisor.get_by_role("link", name=re.compile(FINDING)).click()
    supervisor.get_by_label("复查情况").fill("新操场已启用，实测 4620 平方米")
    supervisor.get_by_role("button", name="登记复查").click()
    expect(supervisor.get_by_text("复查通过，销号")).to_be_visible()


def open_the_year(officer):
    """Open the year; give the names of the schools on its board."""
    officer.get_by_role("link", name="数据采集", exact=True).click()
    officer.get_by_role("link", name="开启一个年度").click()
    officer.get_by_label("年度", exact=True).fill(str(YEAR))
    officer.get_by_label("报送截止日期").fill(LAST_DAY)
    officer.get_by_role("button", name="开启").click()
    expect(officer.locator("h1")).to_contain_text(f"{YEAR} 年度采集")
    return officer.locator("main tbody a").all_inner_texts()


def hand_in_the_table(officer, table, number):
    officer.get_by_role("link", name="导入统计表").click()
    officer.get_by_label("XLSX 或 CSV 文件").set_input_files(table)
    officer.get_by_role("button", name="下一步").click()
    officer.get_by_role("button", name="导入", exact=True).click()
    said = f"已填入 {number} 所学校，其中 {number} 所没有错误和疑点，已经报送。"
    expect(officer.locator("main")).to_contain_text(said)


def excuse(officer, school):
    officer.get_by_role("link", name=re.compile("^填报中 2$")).click()
    officer.get_by_role("link", name=school).click()
    officer.get_by_text("本年不报（如已撤并）").click()
    officer.get_by_label("原因").fill("已并入中心小学")
    officer.get_by_role("button", name="本年不报").click()
    expect(officer.locator("h1")).to_contain_text("本年不报")


def hand_in_by_hand(principal, cells, returned=""):
    open_page(principal, "学校", "填报")
    principal.get_by_role("link", name=f"{YEAR} 年度").click()
    expect(principal.locator("h1")).to_contain_text("已退回" if returned else "填报中")
    expect(principal.locator("main")).to_contain_text(returned)
    for column, label in LABELS.items():
        principal.get_by_label(label, exact=True).fill(cells[column])
    principal.get_by_role("button", name="保存", exact=True).click()
    expect(principal.locator("main")).to_contain_text("已保存，改动")
    if doubts := principal.get_by_label("说明", exact=True).all():
        for doubt in doubts:
            doubt.fill("扩班以后场地没有增加")
        principal.get_by_role("button", name="保存说明").click()
    principal.get_by_role("button", name="报送教育局").click()
    expect(principal.locator("main")).to_contain_text("已报送教育局，等待审核")


def open_what_was_handed_in(supervisor):
    supervisor.get_by_role("link", name="数据采集", exact=True).click()
    supervisor.get_by_role("link", name=f"{YEAR} 年度").click()
    supervisor.get_by_role("link", name="已报送，待审核").click()


def accept_the_rest(supervisor, number):
    open_what_was_handed_in(supervisor)
    supervisor.get_by_role("button", name="没有疑点的全部通过").click()
    expect(supervisor.locator("main")).to_contain_text(f"{number} 所没有疑点的学校审核通过")


def lock(officer):
    officer.get_by_role("link", name="数据采集", exact=True).click()
    officer.get_by_role("link", name=f"{YEAR} 年度").click()
    officer.get_by_role("button", name="锁定本年度").click()
    expect(officer.locator("main")).to_contain_text("已锁定")


def coefficient(officer):
    """Read the coefficient of the primary schools' sports grounds."""
    officer.get_by_role("link", name="数据采集", exact=True).click()
    officer.get_by_role("link", name=f"{YEAR} 年度").click()
    officer.get_by_role("link", name="看指标").click()
    row = officer.locator("main section", has=officer.get_by_role("heading", name=re.compile("^小学"))).first
    return row.get_by_role("row", name="生均体育运动场馆面积").get_by_role("cell").nth(1).inner_text()


def expect_report(officer, figure):
    officer.get_by_role("link", name="报告", exact=True).click()
    with officer.expect_download() as download:
        officer.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename.endswith(".docx")
    report = Document(BytesIO(download.value.path().read_bytes()))
    cells = [cell.text for table in report.tables for row in table.rows for cell in row.cells]
    assert any(figure in cell for cell in cells)
    assert WEAK in cells


def find_at_the_weak_school(officer, supervisor):
    """See at the school's card what it lacks, inspect it, and record the finding."""
    officer.go_back()
    officer.locator("main").get_by_role("link", name=re.compile(f"^{WEAK}")).click()
    row = officer.get_by_role("row", name="生均体育运动场馆面积").first
    expect(row).to_contain_text("未达标")
    open_page(supervisor, "督导整改", "督导检查")
    supervisor.get_by_role("link", name="安排督导").click()
    supervisor.get_by_label("类型").select_option("专项督导")
    supervisor.get_by_label("名称").fill(f"{YEAR} 年体育场地专项督导")
    supervisor.get_by_label("学校").select_option(WEAK)
    supervisor.get_by_role("button", name="安排").click()
    supervisor.get_by_role("link", name=WEAK).click()
    supervisor.locator("#found_what").fill(FINDING)
    supervisor.locator("#found_due").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    supervisor.get_by_role("button", name="登记问题").click()
    expect(supervisor.get_by_role("link", name=FINDING)).to_be_visible()


def put_right(principal):
    open_page(principal, "上级任务", "问题整改")
    principal.get_by_role("link", name=FINDING).click()
    principal.get_by_label("原因").fill("扩班占用操场")
    principal.get_by_label("责任人").select_option(index=1)
    principal.get_by_label("整改措施").fill("收回临建用地，修建操场")
    principal.get_by_role("button", name="答复教育局").click()
    principal.get_by_label("完成情况").fill("新操场已经启用")
    principal.get_by_label("证明").fill("竣工验收单")
    principal.get_by_role("button", name="请求复查").click()
    expect(principal.get_by_text("等待复查")).to_be_visible()


def test_what_waits_for_the_supervisor_stands_in_their_inbox_and_opens(browser):
    page = browser.sign_in("duxue")
    page.locator('.site-menu a[href$="/inbox/"]').click()
    notice = page.locator(".inbox-list button").filter(has_text="实验室没有使用登记").first
    until = time.monotonic() + SECONDS
    while not notice.count() and time.monotonic() < until:
        page.wait_for_timeout(500)
        page.reload()
    notice.click()

    expect(page.get_by_role("heading", name="实验室没有使用登记")).to_be_visible()
    expect(page.get_by_role("button", name="登记复查")).to_be_visible()
