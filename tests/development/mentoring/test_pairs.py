"""A pair is agreed, signed by both, worked on and ended; from the second signature on both dossiers know of it."""

from datetime import date, timedelta

import pytest

from banheng.development.errors import DevelopmentRefused
from banheng.development.mentoring.bands import bands
from banheng.development.mentoring.going_on import end, reflect, work_on, write
from banheng.development.mentoring.models import Pair, Topic
from banheng.development.mentoring.pairing import hold_ceremony, pair_up, sign
from banheng.development.mentoring.who_must import mentors_wanting
from banheng.development.models import Fact
from banheng.development.people import person_of
from banheng.development.recording import record_fact
from banheng.development.rule_packs import put_rules_in_force
from banheng.eligibility.evaluating import evaluate
from banheng.eligibility.loading import LIBRARY, parse_pack
from banheng.schools.models import Grade, Posting, Staff
from tests.factories import NOW, TODAY, make_school

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 9, 1), TODAY


@pytest.fixture
def small():
    return make_school()


def newcomer(small):
    return Staff.objects.create(school=small.school, code="n1", name="新教师")


def agreed(small, mentee=None, **said):
    given = {
        "mentor": small.teachers["101"],
        "mentee": mentee or small.teachers["102"],
        "kind": "homeroom",
        "first": FIRST,
        "last": LAST,
        "goals": "会开班会",
    }
    return pair_up(small.school, **given | said)


def signed(small, mentee=None, **said):
    pair = agreed(small, mentee, **said)
    for side in ("mentor", "mentee"):
        sign(pair, side, FIRST, by=None, at=NOW)
    return pair


def refused(do, *arguments, **named):
    with pytest.raises(DevelopmentRefused) as refusal:
        do(*arguments, **named)
    return refusal.value.code


def facts(staff):
    return list(Fact.objects.filter(staff=staff, kind="pair", withdrawn_at=None))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"mentee": "101"}, "same"),
        ({"last": FIRST - timedelta(days=1)}, "days"),
        ({}, "paired"),
        ({"kind": "moral"}, None),
    ],
)
def test_a_pair_is_of_two_and_once_for_each_kind(small, said, code):
    agreed(small)
    if "mentee" in said:
        said = {"mentee": small.teachers[said["mentee"]]}

    if code is None:
        assert agreed(small, **said).kind == "moral"
    else:
        assert refused(agreed, small, **said) == code


@pytest.mark.parametrize(("level", "same"), [(1, True), (2, True), (3, False), (4, False)])
def test_two_grades_of_a_primary_school_are_one_band_and_another_band_needs_a_reason(small, level, same):
    Grade.objects.filter(pk=small.grades[1].pk).update(level=level if level > 1 else 2)
    mentee = small.teachers["201" if level > 1 else "102"]

    known = bands(small.school, [small.teachers["101"].pk, mentee.pk], TODAY)

    assert (len(set(known.values())) == 1) is same
    if same:
        assert agreed(small, mentee)
    else:
        assert refused(agreed, small, mentee) == "band"
        assert agreed(small, mentee, remark="同段没有合适的师父")
        assert agreed(small, mentee, kind="subject")


def test_of_somebody_without_a_class_the_band_is_not_known_and_nothing_is_asked(small):
    assert agreed(small, newcomer(small))


def test_with_the_second_signature_both_dossiers_know_of_the_pair(small):
    pair = agreed(small, is_young=True)
    sign(pair, "mentor", FIRST, by=None, at=NOW)
    assert facts(pair.mentor) == []
    assert refused(sign, pair, "mentor", FIRST, by=None, at=NOW) == "signed"
    assert refused(sign, pair, "mentee", TODAY + timedelta(days=1), by=None, at=NOW) == "day"

    sign(pair, "mentee", FIRST, by=None, at=NOW)

    (mentor,), (mentee,) = facts(pair.mentor), facts(pair.mentee)
    post = "homeroom_teacher"
    assert mentor.content == {
        "side": "mentor",
        "pairing": "homeroom",
        "other_post": post,
        "other_is_young": True,
    }
    assert mentee.content == {"side": "mentee", "pairing": "homeroom", "other_post": post}
    assert mentor.name == "班主任导师：教师102"
    assert mentor.proof == mentee.proof == f"师徒结对协议第 {pair.pk} 号"
    assert person_of(pair.mentee, TODAY).pairs[0].holds(TODAY)


def test_the_log_is_kept_while_a_signed_pair_lasts(small):
    said = {"kind": "talk", "text": "谈班规", "at": NOW}
    assert refused(write, agreed(small), "mentor", day=TODAY, **said) == "unsigned"
    pair = signed(small, kind="moral")

    for day in (FIRST - timedelta(days=1), TODAY + timedelta(days=1)):
        assert refused(write, pair, "mentor", day=day, **said) == "day"
        assert refused(work_on, pair, code="plan", day=day, note="", at=NOW) == "day"
    write(pair, "mentee", day=TODAY, **said)
    assert [entry.side for entry in pair.entries.all()] == ["mentee"]


def test_in_its_time_a_pair_ends_when_both_reflected_and_all_six_topics_are_done(small):
    pair = signed(small)
    hold_ceremony(pair, FIRST)
    said = {"day": LAST, "by": None, "at": NOW}
    reflect(pair, "mentor", text="要多进班", at=NOW)
    assert refused(end, pair, **said) == "no_reflection"
    reflect(pair, "mentee", text="学到了", at=NOW)
    for topic in Topic.Code:
        assert refused(end, pair, **said) == "topics"
        work_on(pair, code=topic.value, day=TODAY, note="做了", at=NOW)

    end(pair, **said)

    (fact,) = facts(pair.mentee)
    assert (fact.since, fact.until) == (FIRST, LAST)
    assert refused(end, pair, **said) == "ended"
    assert refused(hold_ceremony, pair, FIRST) == "ended"


def test_before_its_time_it_ends_with_a_reason_and_the_dossiers_say_the_real_day(small):
    pair = signed(small, last=LAST + timedelta(days=90))
    assert refused(end, pair, day=TODAY, by=None, at=NOW) == "early"
    assert refused(end, pair, day=TODAY + timedelta(days=1), reason="调走", by=None, at=NOW) == "day"

    end(pair, day=TODAY, reason="师父调走", by=None, at=NOW)

    for staff in (pair.mentor, pair.mentee):
        assert [fact.until for fact in facts(staff)] == [TODAY]
        assert Fact.objects.get(staff=staff, withdrawn_at__isnull=False).withdrawn_reason.startswith(
            "结束日期改为"
        )


def confirm(staff, code):
    record_fact(
        staff,
        Fact.Kind.CONFIRMATION,
        code,
        since=FIRST,
        content={"code": code},
        source=Fact.Source.OFFICE,
        by=None,
        at=NOW,
    )


def in_force(small, pack, **choices):
    text = (LIBRARY / f"{pack}.yaml").read_text(encoding="utf-8")
    put_rules_in_force(small.school, text, choices, first=FIRST, by=None, at=NOW)


def test_a_newcomer_needs_a_moral_and_a_subject_mentor(small):
    in_force(small, "001-U")
    staff = newcomer(small)
    for code in ("new_teacher", "dossier_complete"):
        confirm(staff, code)
    everybody = [staff, *small.teachers.values()]

    def wanting():
        return [each for each, answers in mentors_wanting(small.school, everybody, TODAY)]

    assert wanting() == [staff]
    signed(small, staff, kind="moral", last=TODAY + timedelta(days=90))
    assert wanting() == [staff]
    signed(small, staff, kind="subject", mentor=small.teachers["201"], last=TODAY + timedelta(days=90))
    assert wanting() == []


@pytest.mark.parametrize(("young", "met"), [(True, True), (False, False)])
def test_an_excellent_homeroom_teacher_of_the_city_needs_a_young_assistant_as_mentee(small, young, met):
    mentor, assistant = small.teachers["101"], newcomer(small)
    Posting.objects.create(
        school_class=small.classes["101"], staff=assistant, role="assistant_homeroom_teacher", first=FIRST
    )
    record_fact(
        mentor,
        Fact.Kind.HONOUR,
        "市优秀班主任",
        since=FIRST,
        content={"honour": "excellent_homeroom_teacher", "level": "city"},
        source=Fact.Source.OFFICE,
        by=None,
        at=NOW,
    )
    signed(small, assistant, is_young=young, last=TODAY + timedelta(days=90))
    file = parse_pack((LIBRARY / "003-E.yaml").read_text(encoding="utf-8"))
    rules = file.in_force({each.code: each.codes[0] for each in file.pack.settings})

    (answer,) = [
        one for one in evaluate(rules, person_of(mentor, TODAY), TODAY) if one.rule.code == "must_mentor"
    ]

    assert (answer.outcome.value == "met") is met


def test_kinds_of_pairs_are_known_to_the_rules():
    assert {"homeroom", "moral", "subject"} <= set(Pair.Kind.values)
