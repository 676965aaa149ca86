"""An appeal has a receipt, a clock, somebody else who hears it, and an end with reasons."""

from datetime import date, timedelta

import pytest

from banheng.assessment.appealing import Objection, appeal, lift_limit, limit_appeals, withdraw_appeal
from banheng.assessment.errors import SheetRefused
from banheng.assessment.finalising import finalise
from banheng.assessment.freezing import standing
from banheng.assessment.models import Appeal, AppealRule, Difference, Ruling
from banheng.assessment.publishing import withdraw
from banheng.assessment.ruling import Decision, foresee, hear, rule
from banheng.ledger.models import Record
from tests.assessment.settling import SEPTEMBER, account, finalise_september, publish_september
from tests.factories import NOW, TODAY, adopt, entry, make_school, put_one

pytestmark = pytest.mark.django_db
UPHELD, AMENDED, REJECTED = Ruling.Outcome.UPHELD, Ruling.Outcome.AMENDED, Ruling.Outcome.REJECTED


@pytest.fixture
def small():
    small = make_school()
    adopt(small.school)
    return small


@pytest.fixture
def unswept(small):
    """A deduction of class 101 in September, recorded by somebody known."""
    return put_one(small.school, day=SEPTEMBER, by=account("inspector"))


def object_to(sheet, small, *, text="当天已经扫过，有照片", at=NOW, code="101", **about):
    return appeal(
        sheet,
        Objection(text, **about),
        school_class=small.classes[code],
        staff=small.teachers[code],
        by=account(f"teacher-{code}"),
        at=at,
    )


def hygiene(edition, school_class="101"):
    (row,) = [row for row in edition.results["results"] if row["class"] == school_class]
    return row["items"]["hygiene"]["points"]


def test_an_appeal_has_a_number_and_a_day_in_school_days(small, unswept):
    sheet = publish_september(small.school)

    made = object_to(sheet, small, record=unswept)

    assert (made.number, made.due) == (
        "2026-0001",
        date(2026, 10, 26),
    )  # three school days, a weekend between
    assert (made.about, made.item, made.edition.number) == ("record", "hygiene", 1)
    assert not made.is_overdue(date(2026, 10, 26))
    assert made.is_overdue(date(2026, 10, 27))


def test_an_upheld_appeal_voids_the_record_and_gives_the_next_edition(small, unswept):
    sheet = publish_september(small.school)
    made = object_to(sheet, small, record=unswept)

    ruling = rule(made, Decision(UPHELD, "照片为证", voids=(unswept,)), by=account("principal"), at=NOW)

    void = Record.objects.get(voids=unswept)
    assert (void.source, void.note) == ("ruling", "申诉 2026-0001：照片为证")
    assert list(ruling.records.all()) == [void]
    assert [hygiene(edition) for edition in sheet.editions.all()] == ["11.8", "12"]
    assert standing(sheet) == ruling.edition
    assert not Difference.objects.exists()


def test_an_amended_appeal_puts_another_record_in_its_place(small, unswept):
    sheet = publish_september(small.school)
    made = object_to(sheet, small, record=unswept)
    instead = entry(day=SEPTEMBER, quantity="2")

    rule(
        made, Decision(AMENDED, "两处", voids=(unswept,), entries=(instead,)), by=account("principal"), at=NOW
    )

    assert hygiene(standing(sheet)) == "11.6"


def test_a_rejected_appeal_changes_nothing(small, unswept):
    sheet = publish_september(small.school)
    made = object_to(sheet, small, item="hygiene")

    ruling = rule(made, Decision(REJECTED, "照片拍于次日"), by=account("principal"), at=NOW)

    assert ruling.edition is None
    assert sheet.editions.count() == 1
    assert not Record.objects.exclude(voids=None).exists()


def test_what_a_decision_would_change_is_shown_and_not_done(small, unswept):
    sheet = publish_september(small.school)
    made = object_to(sheet, small, record=unswept)

    changes = foresee(made, Decision(UPHELD, "照片为证", voids=(unswept,)), by=account("principal"), at=NOW)

    assert [change.school_class for change in changes][:1] == ["101"]
    assert Appeal.objects.get().is_open
    assert (sheet.editions.count(), Record.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("who", "sentence"),
    [("inspector", "应当回避"), ("computing", "由您计算"), ("teacher-101", "自己的申诉")],
)
def test_nobody_concerned_decides(small, unswept, who, sentence):
    made = object_to(publish_september(small.school), small, record=unswept)

    with pytest.raises(SheetRefused, match=sentence):
        rule(made, Decision(REJECTED, "不成立"), by=account(who), at=NOW)
    with pytest.raises(SheetRefused, match=sentence):
        hear(made, day=TODAY, text="问过值日生", by=account(who), at=NOW)


def test_an_appeal_is_ruled_on_once(small, unswept):
    made = object_to(publish_september(small.school), small, record=unswept)
    rule(made, Decision(REJECTED, "不成立"), by=account("principal"), at=NOW)

    with pytest.raises(SheetRefused, match="已经办结"):
        rule(made, Decision(REJECTED, "不成立"), by=account("principal"), at=NOW)


@pytest.mark.parametrize("outcome", [UPHELD, AMENDED])
def test_a_right_appeal_without_a_record_is_refused(small, unswept, outcome):
    made = object_to(publish_september(small.school), small, record=unswept)

    with pytest.raises(SheetRefused, match="至少要作废或补记一条"):
        rule(made, Decision(outcome, "成立"), by=account("principal"), at=NOW)


def test_only_what_is_in_question_can_be_voided(small, unswept):
    other = put_one(small.school, day=SEPTEMBER, school_class="102")
    made = object_to(publish_september(small.school), small, record=unswept)

    with pytest.raises(SheetRefused, match="只能作废申诉涉及的记录"):
        rule(made, Decision(UPHELD, "成立", voids=(other,)), by=account("principal"), at=NOW)


def test_an_entry_for_another_class_is_refused_and_nothing_stays(small, unswept):
    sheet = publish_september(small.school)
    made = object_to(sheet, small, record=unswept)
    other = entry("102", day=SEPTEMBER)

    with pytest.raises(SheetRefused, match="周期和班级之内"):
        rule(
            made, Decision(AMENDED, "改", voids=(unswept,), entries=(other,)), by=account("principal"), at=NOW
        )

    assert Record.objects.count() == 1


@pytest.mark.parametrize(
    ("about", "code", "sentence"),
    [
        ({"text": " "}, "101", "写明原因"),
        ({"item": "nonsense"}, "101", "没有这个考核项"),
        ({"record": "unswept"}, "102", "不在本期您的成绩里"),
    ],
)
def test_what_cannot_be_appealed_is_refused(small, unswept, about, code, sentence):
    sheet = publish_september(small.school)
    about = about | ({"record": unswept} if "record" in about else {})

    with pytest.raises(SheetRefused, match=sentence):
        object_to(sheet, small, code=code, **about)


def test_the_same_record_is_not_appealed_twice(small, unswept):
    sheet = publish_september(small.school)
    object_to(sheet, small, record=unswept)

    with pytest.raises(SheetRefused, match="已经就这条记录"):
        object_to(sheet, small, record=unswept)


def test_an_appeal_comes_within_the_notice_period(small, unswept):
    sheet = publish_september(small.school)

    with pytest.raises(SheetRefused, match="2026-10-28"):
        object_to(sheet, small, at=NOW + timedelta(days=8))


def test_a_result_with_an_open_appeal_is_neither_final_nor_withdrawn(small, unswept):
    sheet = publish_september(small.school)
    made = object_to(sheet, small, record=unswept)

    with pytest.raises(SheetRefused, match="1 件申诉"):
        finalise(sheet, by=account("office"), at=NOW + timedelta(days=8))
    with pytest.raises(SheetRefused, match="1 件申诉"):
        withdraw(sheet, reason="重看", by=account("principal"), at=NOW)

    withdraw_appeal(made, at=NOW)
    finalise(sheet, by=account("office"), at=NOW + timedelta(days=8))


def test_after_final_a_ruling_becomes_a_difference(small, unswept):
    sheet = finalise_september(small.school)
    late = NOW + timedelta(days=20)
    made = object_to(sheet, small, record=unswept, at=late)

    rule(made, Decision(UPHELD, "照片为证", voids=(unswept,)), by=account("principal"), at=late)

    difference = Difference.objects.get(staff=small.teachers["101"])
    paid = [edition.results["results"][0]["pay_fen"] for edition in sheet.editions.all()]
    assert difference.fen == paid[1] - paid[0]
    assert (difference.total_before, difference.total_after) == tuple(
        edition.results["results"][0]["total"] for edition in sheet.editions.all()
    )
    sheet.refresh_from_db()
    assert sheet.state == "final"


def test_a_late_appeal_has_an_end_where_the_school_says_so(small, unswept):
    sheet = finalise_september(small.school)
    AppealRule.objects.update(late_days=5)

    with pytest.raises(SheetRefused, match="2026-11-05"):
        object_to(sheet, small, record=unswept, at=NOW + timedelta(days=20))


def test_who_appeals_too_often_is_limited_and_told_why(small, unswept):
    sheet = publish_september(small.school)
    limit = limit_appeals(
        small.school,
        small.teachers["101"],
        most=1,
        last=date(2026, 12, 31),
        reason="反复就同一事项申诉",
        by=account("principal"),
        at=NOW,
    )
    object_to(sheet, small, record=unswept)

    with pytest.raises(SheetRefused, match="最多提出 1 件申诉。原因：反复就同一事项申诉"):
        object_to(sheet, small, item="hygiene")

    lift_limit(limit, by=account("principal"), at=NOW)
    assert object_to(sheet, small, item="hygiene").number == "2026-0002"
