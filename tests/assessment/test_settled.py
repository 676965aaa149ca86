"""A term adds up the months as they were published."""

import pytest

from banheng.assessment.computing import frozen
from banheng.assessment.freezing import standing
from banheng.assessment.live import inputs_of, live_sheet
from banheng.assessment.models import ScoreSheet
from banheng.assessment.periods import ScoredPeriod, find_period
from banheng.assessment.settled import settled_sheet
from banheng.core.points import format_units
from tests.assessment.settling import SEPTEMBER, publish_september, review_september
from tests.factories import TODAY, adopt, make_school, put_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    small = make_school()
    adopt(small.school)
    put_one(small.school, day=SEPTEMBER)
    put_one(small.school, day=TODAY)
    return small


def september_in_term(small):
    term = find_period(small.school, "primary-month", "2026-2027-1", TODAY)
    (first, *_) = live_sheet(term).results
    return dict(first.pieces)["2026-09"]


def test_an_edition_reads_back_as_the_sheet_that_was_scored(small):
    edition = standing(publish_september(small.school))
    scored = live_sheet(find_period(small.school, "primary-month", "2026-09", TODAY))

    read = settled_sheet(edition)

    def told(sheet):
        return [(each.subject.key, each.total, each.rank, each.rating, each.flags) for each in sheet.results]

    assert told(read) == told(scored)
    assert [each.subject.days for each in read.results] == [each.subject.days for each in scored.results]


def test_a_published_month_enters_the_term_as_it_was_published(small):
    """A later version of the scheme would count September otherwise."""
    sheet = publish_september(small.school)
    published = standing(sheet).results["results"][0]["total"]
    text = sheet.version.text.replace("points: -0.2", "points: -2")
    assert text != sheet.version.text

    adopt(small.school, text=text, first=TODAY.replace(day=1))

    assert format_units(september_in_term(small), places=2) == published


def test_a_term_says_which_editions_it_adds_up_and_a_month_names_none(small):
    edition = standing(publish_september(small.school))
    term, month = (
        find_period(small.school, "primary-month", code, TODAY) for code in ("2026-2027-1", "2026-09")
    )

    assert frozen(term, inputs_of(term))["inputs"]["pieces"] == [
        {"period": "2026-09", "edition": 1, "digest": edition.digest}
    ]
    assert frozen(month, inputs_of(month))["inputs"]["pieces"] == []


def test_a_month_that_is_only_reviewed_is_still_computed_anew(small):
    review_september(small.school)
    before = september_in_term(small)
    text = ScoreSheet.objects.get().version.text.replace("points: -0.2", "points: -2")

    adopt(small.school, text=text, first=TODAY.replace(day=1))

    assert september_in_term(small) != before


def test_a_month_does_not_read_itself(small):
    sheet = publish_september(small.school)

    scored = live_sheet(
        ScoredPeriod(sheet.version, find_period(small.school, "primary-month", "2026-09", TODAY).period)
    )

    assert len(scored.results) == 4
