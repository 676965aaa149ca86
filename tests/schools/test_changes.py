"""Single changes of a school: postings, classes, pupils, calendar, the turn of the year."""

from datetime import date

import pytest

from banheng.schools import calendars
from banheng.schools.appointing import appoint, end, hand_over
from banheng.schools.calendar_changes import clear_day, save_year, set_day
from banheng.schools.calendars import ACADEMIC_YEARS, school_calendar
from banheng.schools.classes import classes_on
from banheng.schools.errors import ChangeRefused
from banheng.schools.journal import take_back
from banheng.schools.models import AcademicYear, ClassYear, Enrolment, Grade, Posting, Pupil, Stage
from banheng.schools.naming import class_number, read_grade
from banheng.schools.opening import close_class, merge_classes, open_class, size_on
from banheng.schools.promoting import next_year, promote, propose
from banheng.schools.rosters import roster
from banheng.schools.transferring import transfer
from tests.factories import TODAY, make_school

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1), date(2026, 10, 31)


@pytest.fixture
def small():
    return make_school()


def posted(school_class):
    return [(each.staff.code, each.first, each.last) for each in school_class.postings.order_by("first")]


def test_a_class_handed_over_in_mid_month_has_two_teachers_of_record(small):
    hand_over(small.classes["101"], small.teachers["202"], date(2026, 10, 19), "产假")

    rows = [row for row in roster(small.school, *OCTOBER) if row.school_class == "101"]
    assert [(row.teacher, row.first, row.last) for row in rows] == [
        ("t101", date(2026, 9, 1), date(2026, 10, 18)),
        ("t202", date(2026, 10, 19), None),
    ]


@pytest.mark.parametrize(
    ("staff", "day", "code"),
    [
        ("101", date(2026, 10, 19), "already_posted"),
        ("202", date(2026, 9, 1), "later_posting"),
        ("202", date(2026, 8, 1), "later_posting"),
    ],
)
def test_a_hand_over_that_cannot_be_is_refused(small, staff, day, code):
    with pytest.raises(ChangeRefused) as refusal:
        hand_over(small.classes["101"], small.teachers[staff], day)

    assert refusal.value.code == code
    assert posted(small.classes["101"]) == [("t101", date(2026, 9, 1), None)]


@pytest.mark.parametrize(
    ("role", "first", "last", "refused"),
    [
        (Posting.Role.HOMEROOM_TEACHER, date(2026, 10, 1), None, "two_at_once"),
        (Posting.Role.HOMEROOM_TEACHER, date(2026, 9, 1), date(2026, 9, 1), "two_at_once"),
        (Posting.Role.SUBSTITUTE, date(2026, 10, 1), date(2026, 10, 7), ""),
        (Posting.Role.ASSISTANT_HOMEROOM_TEACHER, date(2026, 10, 1), None, ""),
        (Posting.Role.SUBSTITUTE, date(2026, 10, 7), date(2026, 10, 1), "out_of_order"),
        (Posting.Role.SUBSTITUTE, date(2026, 8, 31), date(2026, 10, 1), "class_not_open"),
    ],
)
def test_only_one_homeroom_teacher_at_a_time(small, role, first, last, refused):
    code = ""
    try:
        appoint(small.classes["101"], small.teachers["202"], role, first, last)
    except ChangeRefused as refusal:
        code = refusal.code

    assert code == refused
    assert Posting.objects.count() == (4 if refused else 5)


def test_two_substitutes_may_follow_but_not_overlap(small):
    school_class, role = small.classes["101"], Posting.Role.SUBSTITUTE
    first = appoint(school_class, small.teachers["201"], role, date(2026, 10, 1), date(2026, 10, 7))
    appoint(school_class, small.teachers["202"], role, date(2026, 10, 8), date(2026, 10, 9))

    with pytest.raises(ChangeRefused, match="教师202"):
        end(first, date(2026, 10, 8))


def test_who_has_left_the_school_is_not_posted(small):
    small.teachers["202"].left = date(2026, 9, 30)

    with pytest.raises(ChangeRefused, match="2026-09-30"):
        appoint(small.classes["101"], small.teachers["202"], Posting.Role.SUBSTITUTE, date(2026, 10, 1))


def test_a_closed_class_ends_with_its_teacher_and_pupils(small):
    pupil = Pupil.objects.create(school=small.school, code="1", name="小明")
    Enrolment.objects.create(pupil=pupil, school_class=small.classes["101"], first=date(2026, 9, 1))

    close_class(small.classes["101"], date(2026, 10, 18))

    assert posted(small.classes["101"]) == [("t101", date(2026, 9, 1), date(2026, 10, 18))]
    assert pupil.enrolments.get().last == date(2026, 10, 18)
    assert [each.school_class.code for each in classes_on(small.school, TODAY)] == ["102", "201", "202"]


@pytest.mark.parametrize("last", [date(2026, 8, 1)])
def test_a_class_is_not_closed_before_it_opened(small, last):
    with pytest.raises(ChangeRefused, match="2026-09-01"):
        close_class(small.classes["101"], last)


def test_merged_classes_are_one_from_the_day_on(small):
    pupil = Pupil.objects.create(school=small.school, code="1", name="小明")
    Enrolment.objects.create(pupil=pupil, school_class=small.classes["101"], first=date(2026, 9, 1))

    merge_classes(small.classes["101"], small.classes["102"], date(2026, 10, 19))

    spans = [(each.school_class.code, each.first, each.last) for each in pupil.enrolments.order_by("first")]
    assert spans == [
        ("101", date(2026, 9, 1), date(2026, 10, 18)),
        ("102", date(2026, 10, 19), None),
    ]
    assert [size_on(small.classes["102"], day)[0] for day in (date(2026, 10, 18), TODAY)] == [40, 80]


def test_a_class_is_not_merged_with_itself(small):
    with pytest.raises(ChangeRefused, match="自己"):
        merge_classes(small.classes["101"], small.classes["101"], TODAY)


@pytest.mark.parametrize(("code", "name"), [("101", "一年级3班"), ("103", "一年级1班")])
def test_codes_and_names_of_classes_are_given_once(small, code, name):
    with pytest.raises(ChangeRefused, match="换一个"):
        open_class(small.school, code, small.grades[0], name, 3, TODAY)


def test_a_transferred_pupil_takes_the_number_along(small):
    pupil = Pupil.objects.create(school=small.school, code="1", name="小明", boarder=True)
    transfer(pupil, small.classes["101"], date(2026, 9, 1))

    transfer(pupil, small.classes["102"], date(2026, 10, 19))

    assert [size_on(small.classes[code], TODAY) for code in ("101", "102")] == [(40, 0), (41, 1)]
    with pytest.raises(ChangeRefused, match="已经在"):
        transfer(pupil, small.classes["102"], date(2026, 10, 20))
    with pytest.raises(ChangeRefused, match="2026-10-19"):
        transfer(pupil, small.classes["101"], date(2026, 10, 19))


def test_who_leaves_the_school_is_in_no_class(small):
    pupil = Pupil.objects.create(school=small.school, code="1", name="小明")
    transfer(pupil, small.classes["101"], date(2026, 9, 1))

    transfer(pupil, None, date(2026, 10, 19))

    assert pupil.enrolments.get().last == date(2026, 10, 18)


@pytest.fixture
def full(small):
    """The two grades are the fifth and sixth, which is the last."""
    for grade, level in zip(small.grades, (5, 6), strict=True):
        Grade.objects.filter(pk=grade.pk).update(level=level, name=f"{'五六'[level - 5]}年级")
    for class_year in ClassYear.objects.select_related("grade"):
        class_year.name = f"{class_year.grade.name}{class_year.number}班"
        class_year.save()
    ClassYear.objects.filter(grade__level=6).update(class_type="毕业班")
    return small


def test_at_the_end_of_the_year_classes_move_up_and_the_last_ones_leave(full):
    coming = next_year(full.year)
    assert (coming.code, coming.first) == ("2027-2028", date(2027, 8, 1))

    promote(full.year, coming, {})

    moved = classes_on(full.school, date(2027, 9, 1))
    assert [(each.school_class.code, each.name, each.class_type) for each in moved] == [
        ("101", "六年级1班", "毕业班"),
        ("102", "六年级2班", "毕业班"),
    ]
    assert posted(full.classes["201"]) == [("t201", date(2026, 9, 1), date(2027, 7, 31))]
    assert posted(full.classes["101"]) == [("t101", date(2026, 9, 1), None)]


def test_a_promotion_can_be_taken_back(full):
    before = [(each.name, each.academic_year_id) for each in ClassYear.objects.order_by("pk")]

    journal = promote(full.year, next_year(full.year), {"101": "六（1）班"})
    take_back(journal.steps)

    assert [(each.name, each.academic_year_id) for each in ClassYear.objects.order_by("pk")] == before
    assert not AcademicYear.objects.filter(code="2027-2028").exists()
    assert posted(full.classes["201"]) == [("t201", date(2026, 9, 1), None)]


def test_classes_are_not_promoted_twice_nor_to_one_name(full):
    with pytest.raises(ChangeRefused, match="六年级2班"):
        promote(full.year, next_year(full.year), {"101": "六年级2班"})
    promote(full.year, next_year(full.year), {})

    with pytest.raises(ChangeRefused, match="不能再次"):
        promote(full.year, next_year(full.year), {})


def test_a_proposal_says_who_leaves(full):
    assert [(each.class_year.school_class.code, each.name) for each in propose(full.year)] == [
        ("101", "六年级1班"),
        ("102", "六年级2班"),
        ("201", ""),
        ("202", ""),
    ]


def test_a_day_of_the_school_goes_before_the_public_calendar(small):
    sports_day, saturday = date(2026, 10, 22), date(2026, 10, 24)
    set_day(small.school, sports_day, is_school_day=False, reason="运动会")
    set_day(small.school, saturday, is_school_day=True, reason="补课")
    calendar = school_calendar(small.school)
    assert (calendar.is_school_day(sports_day), calendar.is_school_day(saturday)) == (False, True)

    clear_day(small.school, sports_day)

    assert school_calendar(small.school).is_school_day(sports_day)


def test_a_year_that_is_entered_while_the_calendar_is_read_is_in_the_next_reading(small, monkeypatch):
    def enter_after(school):
        found = ACADEMIC_YEARS(school)
        save_year(
            small.school,
            "2027-2028",
            date(2027, 8, 1),
            date(2028, 7, 31),
            [(date(2027, 9, 1), date(2028, 1, 20))],
        )
        return found

    before = school_calendar(small.school)
    with monkeypatch.context() as patched:
        patched.setattr(calendars, "ACADEMIC_YEARS", enter_after)
        meanwhile = school_calendar(small.school)

    assert (meanwhile.years, meanwhile.terms) == (before.years, before.terms)
    assert [year.code for year in school_calendar(small.school).years] == ["2026-2027", "2027-2028"]


@pytest.mark.parametrize(("day", "reason"), [(TODAY, " "), (date(1970, 1, 1), "停课")])
def test_a_change_of_the_calendar_has_a_reason_and_lies_in_a_year(small, day, reason):
    with pytest.raises(ChangeRefused):
        set_day(small.school, day, is_school_day=False, reason=reason)


@pytest.mark.parametrize(
    ("code", "first", "last", "terms", "refused"),
    [
        ("2027-2028", date(2027, 8, 1), date(2028, 7, 31), [(date(2027, 9, 1), date(2028, 1, 20))], ""),
        ("2027", date(2027, 8, 1), date(2028, 7, 31), [], "bad_code"),
        ("2027-2029", date(2027, 8, 1), date(2028, 7, 31), [], "bad_code"),
        ("2027-2028", date(2027, 8, 1), date(2029, 7, 31), [], "out_of_order"),
        ("2027-2028", date(2027, 7, 31), date(2028, 7, 30), [], "years_overlap"),
        ("2027-2028", date(2027, 8, 1), date(2028, 7, 31), [(date(2026, 9, 1), date(2027, 1, 2))], "terms_out_of_order"),
    ],
)  # fmt: skip
def test_academic_years_are_in_order(small, code, first, last, terms, refused):
    found = ""
    try:
        save_year(small.school, code, first, last, terms)
    except ChangeRefused as refusal:
        found = refusal.code

    assert found == refused
    assert AcademicYear.objects.count() == (1 if refused else 2)


@pytest.mark.parametrize(
    ("name", "stage", "place"),
    [
        ("一年级", "", (Stage.PRIMARY, 1)),
        ("六年级", "", (Stage.PRIMARY, 6)),
        ("七年级", "", (Stage.JUNIOR, 1)),
        ("初三", "", (Stage.JUNIOR, 3)),
        ("高一年级", "", (Stage.SENIOR, 1)),
        ("一年级", Stage.JUNIOR, (Stage.JUNIOR, 1)),
        ("八年级", Stage.JUNIOR, (Stage.JUNIOR, 2)),
        ("３年级", "", (Stage.PRIMARY, 3)),
        ("晨曦", "", None),
        ("0年级", "", None),
    ],
)
def test_a_grade_says_where_it_stands(name, stage, place):
    assert read_grade(name, stage) == place


@pytest.mark.parametrize(
    ("name", "number"), [("三年级2班", 2), ("初一（12）班", 12), ("高二三班", 3), ("晨曦班", None)]
)
def test_a_class_says_its_number(name, number):
    assert class_number(name) == number
