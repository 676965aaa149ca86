"""A survey from the invitation to the evidence: slips, phones without accounts, a sheet of paper, two languages."""

import re
import sys
from contextlib import closing
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import PHONE, Desk
from tests.browser.test_every_page import faults, overflow
from tests.web.own_site import own_site
from tests.web.running_site import Browser

CODE = re.compile(r"输入：\s*([2-9A-Z]{5})\s*([2-9A-Z]{5})")
AGREES = re.compile(r'name="(q-[a-z_]+)" value="(fully|mostly)"')


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = own_site(tmp_path_factory.mktemp("survey") / "data")
    made = site.run(sys.executable, "-m", "tests.web.make_surveyed_site")
    assert made.returncode == 0, made.stderr
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


def says(page, text):
    expect(page.locator("main")).to_contain_text(text)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_a_survey_goes_from_the_invitation_to_the_evidence(people, site, tmp_path):
    office = people.sign_in("deyu")
    survey = open_survey(office)
    guardians, pupils = (
        print_slips(office, survey, "101", group, tmp_path) for group in ("guardian", "pupil")
    )
    assert (len(guardians), len(pupils)) == (8, 8)

    answer_on_a_phone(people, guardians[0])
    answer_in_english(people, guardians[1])
    answer_on_a_phone(people, pupils[0])
    type_in_from_paper(office, guardians[2])
    teacher = people.sign_in("banzhuren", viewport=PHONE)
    answer_with_an_account(teacher)

    office.goto(survey)
    says(office, "家长 3/8")
    says(office, "学生 1/8")
    press(office, "结束并汇总")
    says(office, "还有人没有作答，不能提前结束")

    others = (print_slips(office, survey, "102", group, tmp_path) for group in ("guardian", "pupil"))
    for number, code in enumerate((*guardians[3:], *pupils[1:], *(code for some in others for code in some))):
        answer_elsewhere(site, code, "mostly" if number % 2 else "fully")
    close(office, survey)
    see_the_evidence(teacher)
    see_the_results(office, teacher, survey)
    audited = site.run(sys.executable, "-m", "banheng", "survey", "audit", "--data", str(site.data))
    assert audited.returncode == 0, audited.stdout + audited.stderr


def open_survey(office):
    """Open the questionnaire of the library about grade one; give the address of its page."""
    office.goto("/s/demo/surveys/new/")
    office.locator("#id_library").select_option("default")
    office.locator("#id_last").fill((date.today() + timedelta(days=7)).isoformat())  # noqa: DTZ011 - of this machine
    office.get_by_label("一年级", exact=True).check()
    office.locator("#id_item").select_option(label="家长学生满意度")
    press(office, "开始调查")
    says(office, "一年级1班")
    assert overflow(office) <= 0
    return office.url


def print_slips(office, survey, school_class, group, tmp_path):
    """Print the slips of a class; give the codes as they are read from the paper."""
    office.goto(survey)
    form = office.locator(f"form[action*='/slips/{school_class}/{group}/']")
    form.evaluate("form => form.removeAttribute('target')")
    with office.expect_download() as printed:
        form.get_by_role("button").click()
    file = tmp_path / f"{school_class}-{group}.pdf"
    printed.value.save_as(file)
    text = "".join(page.extract_text() for page in PdfReader(file).pages)
    assert "一张只能答一次" in text
    return ["".join(code) for code in CODE.findall(text)]


def answer_on_a_phone(people, code):
    """Answer by the address of the QR code; a second time it says kindly that it has been."""
    phone = people.visitor(viewport=PHONE)
    phone.goto(f"/a/{code}/")
    says(phone, "不记名")
    assert faults(phone) == []
    assert overflow(phone) <= 0
    choose(phone)
    phone.locator("textarea").first.fill("谢谢老师")
    press(phone, "提交")
    says(phone, "已收到，谢谢您的意见。")
    phone.goto(f"/a/{code}/")
    says(phone, "这一份已经答过了，谢谢。")
    assert faults(phone) == []


def answer_in_english(people, code):
    phone = people.visitor(viewport=PHONE, locale="en-US")
    phone.goto("/a/")
    phone.locator("#code").fill(f"{code[:5].lower()} {code[5:]}")
    phone.locator("main button").click()
    says(phone, "Fully agree")
    assert faults(phone) == []
    assert overflow(phone) <= 0
    choose(phone, "mostly")
    phone.locator(".save-bar button").click()
    says(phone, "Received")
    phone.reload()  # sends the same again, as after a bad connection
    says(phone, "This one has been answered")


def choose(page, answer="fully"):
    """Choose the same option everywhere, by a tap on its words."""
    for chip in page.locator(f"label.chip:has(input[value={answer}])").all():
        chip.click()


def type_in_from_paper(office, code):
    """The office types in what stands on paper, under the same rule: once."""
    for sentence in ("已收到", "这一份已经答过了"):
        office.goto("/a/")
        office.get_by_label("答题单上的码").fill(code)
        press(office, "开始作答")
        if sentence == "已收到":
            choose(office, "partly")
            press(office, "提交")
        says(office, sentence)


def answer_with_an_account(teacher):
    """The homeroom teacher is asked about the own class and, as a colleague, about the other of the grade."""
    for _ in range(2):
        teacher.goto("/s/demo/")
        teacher.locator("main a[href*='/surveys/answer/']").first.click()
        assert overflow(teacher) <= 0
        choose(teacher)
        press(teacher, "提交")
        says(teacher, "已收到")
    teacher.goto("/s/demo/")
    expect(teacher.locator("main a[href*='/surveys/answer/']")).to_have_count(0)


def answer_elsewhere(site, code, answer):
    """Others answer on their phones, without a look at each."""
    with closing(Browser(site.port)) as phone:
        page = phone.get(f"/a/{code}/").text
        said = {name: answer for name, _ in AGREES.findall(page)}
        form = urlencode(said)
        sent = phone.send("POST", f"/a/{code}/", form, "application/x-www-form-urlencoded")
    assert "已收到" in sent.text


def close(office, survey):
    office.goto(survey)
    says(office, "家长 8/8")
    press(office, "结束并汇总")
    says(office, "答卷已汇总并删除")


def see_the_evidence(teacher):
    """The guardians' mean stands in the score of the homeroom teacher, with how many answered."""
    teacher.goto("/s/demo/scores/101/")
    says(teacher, "家长学生满意度")
    says(teacher, "8 份")


def see_the_results(office, teacher, survey):
    """Everybody concerned sees the own class once results are opened, and nobody a group that is too small."""
    assert teacher.request.get(survey).status == 404
    office.goto(survey)
    press(office, "公开结果")
    results = office.get_by_role("table").first
    expect(results).to_contain_text("8/8")
    expect(results).not_to_contain_text("一年级2班")
    teacher.goto(survey)
    says(teacher, "一年级1班")
    assert overflow(teacher) <= 0
    assert faults(teacher) == []
