"""A published result never changes by itself: a recomputation that differs is shown, and accepted or not."""

from datetime import timedelta

import pytest

from banheng.assessment import amending
from banheng.assessment.amending import accept_changes, are_left, changes_today, keep_result
from banheng.assessment.changes import Standing, changes_between
from banheng.assessment.errors import SheetRefused
from banheng.assessment.freezing import standing
from banheng.assessment.frozen_inputs import frozen_inputs, scored_period_of
from banheng.assessment.live import inputs_of
from banheng.assessment.models import Difference
from banheng.schools.models import Posting, Staff
from tests.assessment.settling import SEPTEMBER, account, finalise_september, publish_september
from tests.factories import NOW, adopt, make_school, put_one

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=20)


@pytest.fixture
def small():
    small = make_school()
    adopt(small.school)
    put_one(small.school, day=SEPTEMBER)
    return small


def correct_the_roster(small):
    """It turns out that somebody else had class 101 in September."""
    other = Staff.objects.create(school=small.school, code="t9", name="教师九")
    Posting.objects.filter(school_class=small.classes["101"]).update(staff=other)


def test_nothing_differs_as_long_as_nothing_happens(small):
    sheet = publish_september(small.school)

    assert list(changes_today(sheet)) == []
    with pytest.raises(SheetRefused, match="不需要更正"):
        accept_changes(sheet, reason="核对", by=account("principal"), at=NOW)


def test_roster_and_calendar_come_back_from_an_edition_as_they_were(small):
    edition = standing(publish_september(small.school))

    held, today = frozen_inputs(edition), inputs_of(scored_period_of(edition))

    assert (held.postings, held.calendar) == (today.postings, today.calendar)


def test_a_corrected_roster_is_a_difference_to_accept(small):
    sheet = publish_september(small.school)
    correct_the_roster(small)

    changes = changes_today(sheet)
    assert {(change.teacher, change.before == Standing()) for change in changes} >= {
        ("t9", True),
        ("t101", False),
    }
    assert sheet.editions.count() == 1

    edition = accept_changes(sheet, reason="名册更正", by=account("principal"), at=NOW)

    assert (edition.number, edition.reason) == (2, "名册更正")
    assert edition.results["results"][0]["teacher"] == "t9"


def test_after_final_what_is_accepted_is_paid_as_differences(small):
    sheet = finalise_september(small.school)
    correct_the_roster(small)

    accept_changes(sheet, reason="名册更正", by=account("principal"), at=LATER)

    paid = standing(sheet).results["results"][0]["pay_fen"]
    assert {(each.staff.code, each.fen) for each in Difference.objects.all()} == {
        ("t9", paid),
        ("t101", -paid),
    }


def test_a_difference_can_be_left_with_a_reason(small):
    sheet = finalise_september(small.school)
    correct_the_roster(small)

    keep_result(sheet, reason="已按原结果发放", by=account("principal"), at=LATER)

    assert (sheet.editions.count(), Difference.objects.count()) == (1, 0)
    assert sheet.steps.last().kind == "kept"
    assert are_left(sheet, changes_today(sheet))


def test_what_comes_after_a_result_was_kept_is_asked_about_again(small):
    sheet = finalise_september(small.school)
    correct_the_roster(small)
    keep_result(sheet, reason="已按原结果发放", by=account("principal"), at=LATER)

    Posting.objects.filter(school_class=small.classes["102"]).delete()

    assert not are_left(sheet, changes_today(sheet))


def test_nothing_is_kept_where_nothing_differs(small):
    sheet = finalise_september(small.school)

    with pytest.raises(SheetRefused, match="不需要更正"):
        keep_result(sheet, reason="核对", by=account("principal"), at=LATER)


def test_an_engine_that_counts_otherwise_changes_nothing_by_itself(small, monkeypatch):
    sheet = publish_september(small.school)
    old = standing(sheet)

    def count_otherwise(scored, inputs):
        results = original(scored, inputs)
        results["results"][0]["total"] = "1.00"
        return results

    original = amending.frozen
    monkeypatch.setattr(amending, "frozen", count_otherwise)
    monkeypatch.setattr(amending, "__version__", "9.9")

    (change,) = changes_today(sheet)
    assert (change.after.total, standing(sheet)) == ("1.00", old)
    assert accept_changes(sheet, reason="新版计算", by=account("principal"), at=NOW).engine_version == "9.9"


def row(key, **said):
    school_class, _, teacher = key.partition("/")
    return {
        "key": key,
        "class": school_class,
        "class_name": "",
        "teacher": teacher,
        "teacher_name": "",
        "applies": True,
        "total": "90.00",
        "rank": 1,
        "rating_name": "优秀",
        "pay_fen": 9000,
    } | said


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ([row("1/a")], [row("1/a")], []),
        ([row("1/a")], [row("1/a", total="89.00")], [("1/a", 0)]),
        ([row("1/a")], [row("1/a", rank=2, pay_fen=8900)], [("1/a", -100)]),
        ([row("1/a")], [row("1/a", applies=False)], [("1/a", 0)]),
        ([row("1/a")], [], [("1/a", -9000)]),
        ([], [row("1/a")], [("1/a", 9000)]),
    ],
    ids=["same", "total", "rank and pay", "does not apply", "gone", "new"],
)
def test_changes_are_told_line_by_line(before, after, changed):
    found = changes_between({"results": before}, {"results": after})

    assert [(change.key, change.fen) for change in found] == changed
