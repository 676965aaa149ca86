import random

import pytest

from banheng.balance.schools import Level
from banheng.bureau.collecting.models import Collection, Filing
from banheng.bureau.library import regime_of
from banheng.bureau.standing.county import standing_of
from banheng.demo.county import WITHOUT_FILING, make_county
from banheng.schools.models import Bureau, School
from tests.factories import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def this_year():
    bureau = Bureau.objects.create(code="hengshan", name="衡山区教育局")
    School.objects.create(bureau=bureau, code="demo", name="班衡实验小学")
    return make_county(bureau, TODAY, random.Random("hengshan"))  # noqa: S311 - the same county every time


def test_a_county_has_120_schools_two_locked_years_and_one_that_is_collected(this_year):
    assert this_year.filings.count() == 120
    assert [each.is_locked for each in Collection.objects.order_by("year")] == [True, True, False]
    assert this_year.filings.filter(state=Filing.State.OPEN).count() == WITHOUT_FILING


def test_the_school_of_the_demo_still_has_to_file(this_year):
    filing = this_year.filings.get(school__code="demo")

    assert filing.is_open
    assert filing.cells["type"] == "primary"


def test_it_passes_the_first_regime_and_fails_the_second_by_its_sports_grounds(this_year):
    first, second = (standing_of(this_year, regime_of(code)).verdicts for code in ("2012", "2017"))

    assert first[Level.PRIMARY].passes
    assert second[Level.PRIMARY].failing == ("sports_area",)
