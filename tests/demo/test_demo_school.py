from datetime import UTC, datetime

import pytest

from banheng.accounts.access import access
from banheng.accounts.models import User
from banheng.accounts.roles import Role
from banheng.assessment.models import Appeal, Ruling, ScoreSheet
from banheng.demo.accounts import ACCOUNTS, PASSWORD
from banheng.demo.making import make_demo
from banheng.demo.term import make_term
from banheng.duties.models import Done
from banheng.honours.models import Honour
from banheng.ledger.chaining import first_break
from banheng.ledger.models import Duty, Record, Reply
from banheng.payroll.models import Extra, PaySheet
from banheng.schools.calendars import current_term, teaching_week
from banheng.schools.models import School

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def small_evidence(monkeypatch):
    """Four weeks instead of fifteen: what is made stays of the same kinds."""
    monkeypatch.setattr("banheng.demo.term.WEEKS_BEHIND", 3)


def test_the_demo_school_has_a_term_of_records_answers_sheets_and_one_account_for_each_role(small_evidence):
    school = make_demo(NOW)

    assert first_break(school) is None
    assert Record.objects.filter(day=NOW.date()).exists()
    assert Record.objects.filter(voids__isnull=False).count() == 1
    assert {Reply.Kind.COMMENT, Reply.Kind.HANDLED} == set(Reply.objects.values_list("kind", flat=True))
    assert ScoreSheet.objects.get().period == "2026-10"
    assert Duty.objects.filter(user__role_grants__role=Role.PUPIL_INSPECTOR).count() == 1
    assert Done.objects.filter(version__school=school, by__isnull=False).exists()
    assert teaching_week(current_term(school, NOW.date()), NOW.date()) == 4
    for account in ACCOUNTS:
        user = User.objects.get(username=account.username)
        assert user.check_password(PASSWORD)
        assert access(user, school, NOW.date()).has(account.role)


def test_the_months_that_are_over_are_on_notice_or_final(monkeypatch):
    monkeypatch.setattr("banheng.demo.term.WEEKS_BEHIND", 12)

    school = make_demo(NOW)

    sheets = ScoreSheet.objects.filter(school=school).order_by("period")
    assert [(sheet.period, sheet.state) for sheet in sheets] == [
        ("2026-08", "final"),
        ("2026-09", "published"),
        ("2026-10", "computed"),
    ]
    assert sorted(Ruling.objects.values_list("outcome", flat=True)) == ["rejected", "upheld"]
    assert Extra.objects.get(pay_line=None).fen > 0
    assert [appeal.is_open for appeal in Appeal.objects.filter(sheet__period="2026-09")] == [True]
    assert first_break(school) is None
    assert PaySheet.objects.get().state == "paid"
    assert {(each.sheet.period, each.state) for each in Honour.objects.all()} == {("2026-09", "proposed")}


@pytest.mark.parametrize(
    ("day", "year"), [("2026-02-10", "2025-2026"), ("2026-08-20", "2025-2026"), ("2026-11-23", "2026-2027")]
)
def test_the_term_contains_today_on_any_day_of_the_year(day, year):
    today = datetime.fromisoformat(day).date()
    term = make_term(School.objects.create(code="demo", name="示例"), today)

    assert term.first <= today <= term.last
    assert term.academic_year.first <= term.first
    assert term.last <= term.academic_year.last
    assert term.academic_year.code == year
