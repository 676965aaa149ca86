"""Whether each class has exactly one homeroom teacher."""

from datetime import date

import pytest

from banheng.development.class_checks import classes_checked, school_checked
from banheng.development.rule_packs import put_rules_in_force
from banheng.eligibility.answer import Outcome
from banheng.eligibility.loading import pack_path, parse_pack
from banheng.honours.models import Honour
from banheng.schools.models import ClassYear, Posting
from tests.factories import NOW, TODAY, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    small = make_school()
    text = pack_path("003-B").read_text(encoding="utf-8")
    settings = parse_pack(text).pack.settings
    choices = {setting.code: setting.chosen or setting.codes[0] for setting in settings}
    put_rules_in_force(small.school, text, choices, first=date(2026, 9, 1), by=None, at=NOW)
    return small


def outcomes(small):
    return {
        each.class_year.school_class.code: [answer.outcome for _, answer in each.answers]
        for each in classes_checked(small.school, TODAY)
    }


def test_one_is_right_none_and_two_are_not_and_internship_classes_are_asked_too(small):
    ClassYear.objects.filter(school_class__code="102").update(class_type="实习")
    Posting.objects.filter(school_class__code="102").delete()
    Posting.objects.create(
        school_class=small.classes["201"], staff=small.teachers["202"], first=date(2026, 9, 1)
    )

    found = outcomes(small)

    assert found["101"] == [Outcome.MET]
    assert found["102"] == [Outcome.BLOCKED]
    assert found["201"] == [Outcome.BLOCKED]


def test_whoever_stands_in_is_the_one_where_there_is_no_homeroom_teacher(small):
    Posting.objects.filter(school_class__code="101").update(role=Posting.Role.SUBSTITUTE)
    Posting.objects.create(
        school_class=small.classes["102"],
        staff=small.teachers["201"],
        role=Posting.Role.SUBSTITUTE,
        first=date(2026, 9, 1),
    )

    found = outcomes(small)

    assert (found["101"], found["102"]) == ([Outcome.MET], [Outcome.MET])


def test_honours_of_the_school_are_due_again_a_year_after_the_last(small):
    text = pack_path("003-F").read_text(encoding="utf-8")
    put_rules_in_force(small.school, text, {}, first=date(2026, 9, 1), by=None, at=NOW)

    def outcome(at):
        answers = [answer for _, answer in school_checked(small.school, at)]
        return next(answer.outcome for answer in answers if answer.rule.code == "school_honours")

    assert outcome(TODAY) is Outcome.UNKNOWN
    Honour.objects.create(
        school=small.school,
        scheme="worked",
        period="2026-09",
        code="best",
        name="优秀班主任",
        staff=small.teachers["101"],
        state="awarded",
        proposed_at=NOW,
        decided_at=NOW,
        number="2026-0001",
    )

    assert outcome(TODAY) is Outcome.NOT_DUE
    assert outcome(date(2027, 11, 1)) is Outcome.DUE
