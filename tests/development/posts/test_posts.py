"""Appointments and their end: roster, dossier, terms of office, changes, removal, refusal."""

from datetime import date, timedelta

import pytest

from banheng.core.errors import Refused
from banheng.development.models import Fact
from banheng.development.people import person_of
from banheng.development.posts.appointing import appoint, end_appointment
from banheng.development.posts.changing import ask_change, decide_change, hear
from banheng.development.posts.models import Change, Post, StaffingNorm
from banheng.development.posts.staffing import classes_staffed, counsellors
from banheng.development.recording import record_fact
from banheng.schools.models import Posting
from tests.development.posts.rounds import DAY, FIRST, LAST, make_world, put_pack
from tests.factories import NOW, TODAY, make_user

pytestmark = pytest.mark.django_db
Kind = Change.Kind


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def put(world):
    def put(staff, post, school_class=None, *, first=TODAY, last=LAST, by=None, **said):
        school_class = school_class and world.small.classes[school_class]
        by = by or world.principal
        return appoint(staff, post, first=first, last=last, school_class=school_class, by=by, at=NOW, **said)

    return put


def refused(call, *arguments, **named):
    with pytest.raises(Refused) as refusal:
        call(*arguments, **named)
    return refusal.value.code


def spans(school_class, role=Posting.Role.HOMEROOM_TEACHER):
    postings = Posting.objects.filter(school_class=school_class, role=role)
    return [(each.staff.code, each.first, each.last) for each in postings]


def test_the_same_teacher_gets_a_new_term_without_a_gap(world, put):
    teacher, school_class = world.small.teachers["101"], world.small.classes["101"]
    put(teacher, Post.HOMEROOM_TEACHER, "101", first=FIRST, waived_for="续聘")

    assert spans(school_class) == [
        ("t101", date(2026, 9, 1), FIRST - DAY),
        ("t101", FIRST, LAST),
    ]
    held = person_of(teacher, FIRST + DAY).posts[-1]
    assert (held.since, held.until) == (FIRST, LAST)


def test_a_posting_of_the_same_first_day_gets_its_last_day(world, put):
    put(
        world.small.teachers["101"],
        Post.HOMEROOM_TEACHER,
        "101",
        first=date(2026, 9, 1),
        waived_for="补办聘任",
    )

    assert spans(world.small.classes["101"]) == [("t101", date(2026, 9, 1), LAST)]


def test_a_trainee_is_an_assistant_in_the_class_of_the_mentor(world, put):
    young = world.colleagues[1]
    made = put(young, Post.TRAINEE, "101", last=TODAY + 90 * DAY)

    assert made.mentor == world.small.teachers["101"]
    assert spans(world.small.classes["101"], "assistant_homeroom_teacher") == [
        ("t82", TODAY, TODAY + 90 * DAY)
    ]
    assert [post.post for post in person_of(young, TODAY).posts] == ["trainee_homeroom_teacher"]
    assert refused(put, world.small.teachers["101"], Post.TRAINEE, "101") == "no_mentor"


def test_a_rule_stands_against_an_appointment_unless_a_reason_is_recorded(world, put):
    assert refused(put, world.colleagues[0], Post.GRADE_LEADER) == "not_suitable"

    made = put(world.colleagues[0], Post.GRADE_LEADER, waived_for="校务会特批")

    assert made.waived_for == "校务会特批"
    assert Fact.objects.filter(kind=Fact.Kind.POST).get().content == {"post": "grade_leader"}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"first": LAST, "last": FIRST}, "days"),
        ({"school_class": None}, "no_class"),
        ({"first": date(2026, 8, 1)}, "later_posting"),
    ],
)
def test_what_cannot_be_is_not_appointed(world, put, said, code):
    said = {"school_class": "101", **said}
    assert refused(put, world.colleagues[0], Post.HOMEROOM_TEACHER, **said) == code
    assert not Fact.objects.filter(kind=Fact.Kind.CONFIRMATION).exists()


def test_nobody_appoints_themselves_or_twice(world, put):
    own = make_user("own", staff=world.colleagues[0])
    assert refused(put, world.colleagues[0], Post.CHIEF, by=own) == "own"
    put(world.colleagues[0], Post.CHIEF)
    assert refused(put, world.colleagues[0], Post.CHIEF) == "held"


def test_a_post_that_ends_early_ends_in_roster_and_dossier(world, put):
    made = put(world.colleagues[0], Post.ASSISTANT, "102")
    last = TODAY + 30 * DAY
    assert refused(end_appointment, made, LAST + DAY, reason="x", by=world.principal, at=NOW) == "day"

    end_appointment(made, last, reason="另有任用", by=world.principal, at=NOW)

    assert spans(world.small.classes["102"], "assistant_homeroom_teacher") == [("t81", TODAY, last)]
    (post,) = person_of(world.colleagues[0], TODAY).posts
    assert (post.post, post.until) == ("assistant_homeroom_teacher", last)


def asked(world, kind, teacher="101", **said):
    said = {"reason": "工作需要", "by": world.office, "at": NOW} | said
    school_class = world.small.classes[teacher]
    return ask_change(world.small.teachers[teacher], kind, school_class=school_class, **said)


def test_a_change_in_mid_term_hands_the_class_over(world):
    change = asked(world, Kind.ADJUST)
    last = TODAY + 10 * DAY

    decide_change(
        change,
        approve=True,
        last=last,
        successor=world.colleagues[0],
        remark="同意",
        by=world.principal,
        at=NOW,
    )

    assert spans(world.small.classes["101"]) == [
        ("t101", date(2026, 9, 1), last),
        ("t81", last + DAY, None),
    ]


def test_a_resignation_ends_the_term_of_office(world, put):
    put(world.colleagues[0], Post.HOMEROOM_TEACHER, "101")
    change = ask_change(
        world.colleagues[0],
        Kind.RESIGN,
        school_class=world.small.classes["101"],
        reason="身体原因",
        by=world.office,
        at=NOW,
    )

    decide_change(change, approve=True, last=TODAY + DAY, remark="同意", by=world.principal, at=NOW)

    assert spans(world.small.classes["101"])[-1] == ("t81", TODAY, TODAY + DAY)
    assert [
        each.class_year.school_class.code
        for each in classes_staffed(world.school, TODAY + 2 * DAY)
        if not each.is_well
    ] == ["101"]


def test_a_removal_shows_its_grounds_and_hears_the_teacher_first(world):
    teacher = world.small.teachers["101"]
    record_fact(
        teacher,
        Fact.Kind.RESULT,
        "2026年考核",
        since=date(2026, 7, 1),
        content={"year": 2026, "failed": True},
        source=Fact.Source.OFFICE,
        by=world.office,
        at=NOW,
    )
    change = asked(world, Kind.REMOVE, reason="考核不合格")
    assert [(ground["outcome"], "一年不合格的调整" in ground["zh"]) for ground in change.grounds] == [
        ("due", True)
    ]
    said = {"approve": True, "last": TODAY, "remark": "解聘", "by": world.principal, "at": NOW}
    assert refused(decide_change, change, **said) == "not_heard"

    hear(change, heard="本人接受", on=TODAY, by=world.office, at=NOW)
    decide_change(change, **said)

    assert spans(world.small.classes["101"]) == [("t101", date(2026, 9, 1), TODAY)]
    (incident,) = person_of(teacher, TODAY).incidents
    assert incident.incident == "removed_from_post"


def test_a_refusal_is_held_against_somebody_only_by_decision(world):
    teacher = world.colleagues[0]
    change = ask_change(
        teacher,
        Kind.REFUSE,
        school_class=world.small.classes["102"],
        reason="不接受委派",
        by=world.office,
        at=NOW,
    )
    hear(change, heard="家有病人", on=TODAY, by=world.office, at=NOW)
    said = {"approve": True, "remark": "按规定处理", "by": world.principal, "at": NOW}
    assert refused(decide_change, change, **said) == "no_sanction"
    assert person_of(teacher, TODAY).incidents is None

    decide_change(change, sanction="administrative", **said)

    assert Fact.objects.get(kind=Fact.Kind.INCIDENT).name == "不接受委派：行政处分"


def test_what_is_declined_changes_nothing(world):
    change = asked(world, Kind.RESIGN)
    assert refused(decide_change, change, approve=False, remark="", by=world.principal, at=NOW) == "no_reason"

    decide_change(change, approve=False, remark="学期结束再议", by=world.principal, at=NOW)

    assert spans(world.small.classes["101"]) == [("t101", date(2026, 9, 1), None)]
    assert refused(decide_change, change, approve=True, remark="改", by=world.principal, at=NOW) == "decided"
    assert refused(hear, change, heard="补充", on=TODAY, by=world.office, at=NOW) == "decided"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"reason": " "}, "no_reason"),
        ({"school_class": None}, "no_class"),
        ({"school_class": "102"}, "not_posted"),
    ],
)
def test_a_case_needs_a_reason_and_a_post(world, said, code):
    said = {"school_class": "101", "reason": "工作需要"} | said
    school_class = said["school_class"] and world.small.classes[said["school_class"]]
    teacher = world.small.teachers["101"]

    code_found = refused(
        ask_change,
        teacher,
        Kind.ADJUST,
        school_class=school_class,
        reason=said["reason"],
        by=world.office,
        at=NOW,
    )

    assert code_found == code


def test_one_case_at_a_time_and_none_of_ones_own(world):
    change = asked(world, Kind.RESIGN)
    assert refused(asked, world, Kind.ADJUST) == "open"
    own = make_user("own", staff=world.small.teachers["101"])
    assert refused(decide_change, change, approve=True, remark="同意", by=own, at=NOW) == "own"


def test_every_class_has_one_homeroom_teacher_internship_classes_too(world):
    put_pack(world.school, "003-B", CHOICES_B, world.office)
    world.small.classes["102"].postings.all().delete()
    Posting.objects.create(
        school_class=world.small.classes["202"],
        staff=world.small.teachers["201"],
        first=TODAY,
        role="substitute",
    )
    year = world.small.classes["201"].years.get()
    year.class_type = "实习班"
    year.save()
    world.small.classes["201"].postings.update(staff=world.small.teachers["101"])

    lines = {each.class_year.school_class.code: each for each in classes_staffed(world.school, TODAY)}

    assert {code: each.is_well for code, each in lines.items()} == {
        "101": False,
        "102": False,
        "201": False,
        "202": True,
    }
    assert [staff.code for staff in lines["201"].elsewhere] == ["t101"]
    assert [answer.outcome.value for answer in lines["102"].answers] == ["blocked"]
    assert [answer.outcome.value for answer in lines["201"].answers] == ["met"]


CHOICES_B = {
    "practice": "added_up",
    "stationed": "counts",
    "average": "all",
    "floor": "either",
}


def test_counsellors_are_compared_with_the_norm_of_the_school(world, put):
    assert counsellors(world.school, TODAY).wanted is None
    StaffingNorm.objects.create(school=world.school, pupils_per_counsellor=150)
    put(world.colleagues[0], Post.COUNSELLOR)

    found = counsellors(world.school, TODAY + timedelta(days=1))

    assert (found.number, found.pupils, found.wanted) == (1, 160, 2)


def test_the_principal_leads_the_group_that_is_in_charge_of_the_team(world, put):
    own = make_user("own", staff=world.colleagues[0])

    made = put(world.colleagues[0], Post.LEADING_GROUP, by=own, reason="组长")

    assert (made.reason, made.posting) == ("组长", None)
    assert person_of(world.colleagues[0], TODAY).confirmed == {}
