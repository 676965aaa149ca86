"""The bookkeeper prepares and pays, the principal approves, a teacher sees their own slip and nobody else's."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.payroll.models import Extra, PaySheet
from tests.assessment.settling import finalise_september
from tests.factories import NOW, adopt, make_one_of_each, make_school, make_user
from tests.payroll.paying import differ

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=12)


@pytest.fixture
def small():
    with time_machine.travel(LATER, tick=True):
        small = make_school()
        adopt(small.school)
        yield small


@pytest.fixture
def people(small):
    return make_one_of_each(small)


@pytest.fixture
def sheet(small):
    return finalise_september(small.school)


class Visitor:
    """Somebody at the pages of the school."""

    def __init__(self, client, user):
        self.client, self.user = client, user

    def get(self, page, /, *arguments, **query):
        self.client.force_login(self.user)
        return self.client.get(reverse(page, args=["yucai", *arguments]), query)

    def read(self, page, /, *arguments, **query):
        return self.get(page, *arguments, **query).content.decode()

    def post(self, page, /, *arguments, **form):
        self.client.force_login(self.user)
        answer = self.client.post(reverse(page, args=["yucai", *arguments]), form, follow=True)
        return answer.content.decode()


@pytest.fixture
def visit(client, people):
    return {role: Visitor(client, user) for role, user in people.items()}


def prepared(visit, sheet):
    visit[Role.BOOKKEEPER].post("pay-prepare", sheet.pk)
    return PaySheet.objects.get()


def approved(visit, sheet):
    pay_sheet = prepared(visit, sheet)
    visit[Role.PRINCIPAL].post("pay-approve", pay_sheet.pk, seen=pay_sheet.checksum)
    return pay_sheet


def test_a_month_is_prepared_approved_and_paid(visit, sheet):
    bookkeeper, principal = visit[Role.BOOKKEEPER], visit[Role.PRINCIPAL]
    assert "已定稿，待编制" in bookkeeper.read("pay")

    assert "等待校长审批" in bookkeeper.post("pay-prepare", sheet.pk)
    pay_sheet = PaySheet.objects.get()
    assert "待校长审批" in principal.read("pay")
    page = principal.read("pay-sheet", pay_sheet.pk)
    assert f'name="seen" value="{pay_sheet.checksum}"' in page
    assert "班主任" not in re.sub(r"<nav.*?</nav>", "", page, flags=re.DOTALL).split("办理经过")[1]
    assert "金额不再改变" in principal.post("pay-approve", pay_sheet.pk, seen=pay_sheet.checksum)
    paid = bookkeeper.post("pay-paid", pay_sheet.pk, day="2026-11-02", voucher="记-118")

    assert "2026-11-02 发放，凭证 记-118" in paid
    pay_sheet.refresh_from_db()
    assert pay_sheet.state == "paid"


def test_the_principal_returns_with_a_reason_and_the_bookkeeper_prepares_again(visit, sheet):
    pay_sheet = prepared(visit, sheet)

    page = visit[Role.PRINCIPAL].post("pay-return", pay_sheet.pk, reason="十月离任的要核对")
    assert "已退回" in page
    assert "十月离任的要核对" in page

    assert "待校长审批" in visit[Role.BOOKKEEPER].post("pay-prepare", sheet.pk)


def test_what_is_refused_is_said_on_the_page(visit, small, sheet):
    pay_sheet = prepared(visit, sheet)

    assert "请写明退回的原因" in visit[Role.PRINCIPAL].post("pay-return", pay_sheet.pk)
    assert "重新编制过" in visit[Role.PRINCIPAL].post("pay-approve", pay_sheet.pk, seen="0")
    approved(visit, sheet)
    assert "不能重新编制" in visit[Role.BOOKKEEPER].post("pay-prepare", sheet.pk)
    later = visit[Role.BOOKKEEPER].post("pay-paid", pay_sheet.pk, day="2026-12-24", voucher="1")
    assert "不能晚于今天" in later


def test_a_result_that_is_not_final_is_told_so(visit, small, sheet):
    sheet.state = "published"
    sheet.save()

    assert "还没有定稿" in visit[Role.BOOKKEEPER].post("pay-prepare", sheet.pk)


def test_the_files_carry_the_name_of_the_period(visit, sheet):
    pay_sheet = prepared(visit, sheet)

    book = visit[Role.BOOKKEEPER].get("pay-workbook", pay_sheet.pk)
    table = visit[Role.BOOKKEEPER].get("pay-csv", pay_sheet.pk)

    assert book["Content-Disposition"] == 'attachment; filename="pay-yucai-primary-month-2026-09.xlsx"'
    assert book.content.startswith(b"PK")
    assert table.content.decode().startswith("\ufeffstaff_code,name,amount_yuan,period")


def test_a_teacher_sees_the_own_slip_with_the_reason_of_each_line(visit, small, sheet):
    differ(sheet, small.teachers["101"], 550)
    prepared(visit, sheet)
    teacher = visit[Role.HOMEROOM_TEACHER]
    assert "还没有您的津贴" in teacher.read("mypay")

    pay_sheet = approved(visit, sheet)
    slip = pay_sheet.slips.get(staff=small.teachers["101"])
    assert "已审批，待发放" in teacher.read("mypay")
    page = teacher.read("mypay-slip", slip.pk)

    assert "2026年9月补差" in page
    assert "补录一条表扬" in page
    assert "定额 200.00 元" in page
    assert "学生数 40 × 1.00 元" in page
    address = re.search(r'href="([^"]+)">一年级1班的得分与依据', page)[1].replace("&amp;", "&")
    assert teacher.client.get(address).status_code == 200


def test_nobody_sees_the_slip_of_somebody_else(visit, small, sheet):
    pay_sheet = approved(visit, sheet)
    others = pay_sheet.slips.get(staff=small.teachers["102"])

    assert visit[Role.HOMEROOM_TEACHER].get("mypay-slip", others.pk).status_code == 404
    assert "教师102" not in visit[Role.HOMEROOM_TEACHER].read("mypay")


def test_who_has_no_class_any_more_sees_the_slip_but_no_score_page(client, visit, small, sheet):
    user = make_user("former", staff=small.teachers["102"])
    user.role_grants.create(
        role=Role.SUBJECT_TEACHER, school=small.school, first="2026-09-01", school_class=small.classes["101"]
    )
    small.classes["102"].postings.update(last="2026-10-31")
    slip = approved(visit, sheet).slips.get(staff=small.teachers["102"])

    page = Visitor(client, user).read("mypay-slip", slip.pk)

    assert "岗位津贴" in page
    assert "一年级2班的得分与依据" not in page


def test_the_principal_decides_and_cancels_an_amount(visit, small):
    principal = visit[Role.PRINCIPAL]
    form = {"staff": small.teachers["102"].pk, "name": "休整期津贴", "fen": "600", "reason": "校务会决定"}

    assert "随下一张发放表发放" in principal.post("pay-extra-new", **form)
    assert Extra.objects.get().fen == 60000
    assert "1 笔补差、补发或结转还没有发放" in visit[Role.BOOKKEEPER].read("pay")
    assert "决定发放" not in visit[Role.BOOKKEEPER].read("pay-extras")
    assert "已冲销" in principal.post("pay-extra-cancel", Extra.objects.get().pk, reason="重复")


@pytest.mark.parametrize(("fen", "said"), [("六百", "不是金额"), ("0", "不能是 0"), ("1.005", "不是金额")])
def test_an_amount_that_cannot_be_paid_is_refused_in_the_form(visit, small, fen, said):
    form = {"staff": small.teachers["102"].pk, "name": "奖", "fen": fen, "reason": "决定"}

    assert said in visit[Role.PRINCIPAL].post("pay-extra-new", **form)
    assert not Extra.objects.exists()


def test_the_budget_shows_the_year_and_tries_other_figures(visit, sheet):
    office = visit[Role.MORAL_EDUCATION_OFFICE]
    page = office.read("budget")
    assert "全学年" in page
    assert "已定稿" in page
    assert "估算" in page
    assert "第二学期还没有登记校历" in page
    assert "改用下面的标准" not in page
    assert "等次奖励 · 优秀（元）" in page
    assert "优秀班主任奖 · 优秀班主任（元）" in page
    fields = dict(re.findall(r'name="([^"]+)"[^>]*value="([^"]*)"', page))

    tried = office.read("budget", **fields | {"base.fen": "210.00"})

    assert "改用下面的标准" in tried
    # four teachers, ten yuan more in each of five months
    assert "+200.00" in tried
    assert "不是金额" in office.read("budget", **fields | {"base.fen": "多一点"})
    assert "不是百分数" in office.read("budget", **fields | {"fail_half.percent.fail": "一半"})
    assert office.get("budget", scheme="nothing").status_code == 404


def test_without_a_scheme_that_pays_the_budget_says_what_to_do(client, time_machine_today):
    people = make_one_of_each(make_school())

    assert "没有发放津贴的方案" in Visitor(client, people[Role.PRINCIPAL]).read("budget")
