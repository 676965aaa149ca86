import pytest

from banheng.assessment.periods import find_period
from banheng.assessment.publishing import withdraw
from banheng.core.points import UNITS
from banheng.reports.contents.results import results_of
from tests.assessment.settling import account, publish_september
from tests.factories import NOW, TODAY, put_one
from tests.reports.contents.worked import SEPTEMBER, make_worked_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return make_worked_school().school


def september(school):
    return results_of(find_period(school, "worked", "2026-09", TODAY))


def total(results, school_class="101"):
    return next(line.total // UNITS for line in results.lines if line.school_class == school_class)


def test_without_a_sheet_it_is_what_the_ledger_says_now(school):
    assert total(september(school)) == 91

    put_one(school, day=SEPTEMBER)

    assert total(september(school)) == 89
    assert september(school).state == "未计算，按现有记录"


def test_once_published_it_is_the_edition_that_stands(school):
    publish_september(school, scheme="worked")

    assert (september(school).edition, september(school).state) == (1, "公示中")


def test_a_notice_taken_back_no_longer_stands(school):
    sheet = publish_september(school, scheme="worked")
    withdraw(sheet, reason="重算", by=account("principal"), at=NOW)

    assert (september(school).edition, september(school).state) == (0, "已计算")


def test_means_are_rounded_as_the_scheme_says(school):
    results = september(school)

    assert str(results.figure(results.mean([UNITS, UNITS, 2 * UNITS]))) == "1.33"
    assert str(results.figure(results.mean([None]))) == "—"
