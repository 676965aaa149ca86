"""The pages of the office: what they show and what they change."""

from datetime import date

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.schools.models import (
    AcademicYear,
    BulkChange,
    CalendarDay,
    ClassYear,
    Enrolment,
    GuardianContact,
    Posting,
    Pupil,
    SchoolClass,
    Staff,
)
from tests.factories import TODAY, grant, make_school, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(time_machine_today):
    return make_school()


@pytest.fixture
def office(client, small):
    user = make_user("office")
    grant(user, Role.MORAL_EDUCATION_OFFICE, small.school)
    client.force_login(user)
    return client


def at(name, **arguments):
    return reverse(name, kwargs={"school": "yucai", **arguments})


def change(client, action, code="101", **said):
    form = {"action": action, **{f"{action}-{name}": value for name, value in said.items()}}
    return client.post(at("office-class", code=code), form, follow=True).content.decode()


def test_the_classes_of_a_day_are_shown_as_they_were_then(office, small):
    change(office, "hand_over", staff=small.teachers["202"].pk, day="2026-10-19", reason="产假")

    assert "t101" in office.get(at("office"), {"day": "2026-10-18"}).content.decode()
    assert "t101" not in office.get(at("office"), {"day": "2026-10-19"}).content.decode()


@pytest.mark.parametrize("day", ["1970-01-01", "9999-12-31", "昨天", "2026-02-30"])
def test_any_day_that_is_asked_for_gets_an_answer(office, day):
    assert office.get(at("office"), {"day": day}).status_code == 200


def test_a_class_without_a_teacher_is_pointed_out(office, small):
    Posting.objects.filter(school_class=small.classes["101"]).delete()

    assert "没有班主任的班" in office.get(at("office")).content.decode()


def test_a_teacher_of_two_classes_is_pointed_out(office, small):
    assert "同时任几个班" not in office.get(at("office")).content.decode()

    change(office, "hand_over", staff=small.teachers["202"].pk, day="2026-10-19", reason="")

    assert (
        "教师202（t202）同时任几个班的班主任：一年级1班、二年级2班"
        in office.get(at("office")).content.decode()
    )


def test_an_empty_school_is_told_where_to_begin(office, small):
    assert "导入班级与任职" in office.get(at("office"), {"day": "2025-10-01"}).content.decode()


def test_a_second_homeroom_teacher_of_a_day_is_refused_on_the_page(office, small):
    page = change(
        office,
        "appoint",
        role="homeroom_teacher",
        staff=small.teachers["202"].pk,
        first="2026-10-01",
        last="",
        reason="",
    )

    assert "同一天只能有一位" in page
    assert Posting.objects.count() == 4


@pytest.mark.parametrize(
    ("action", "said", "words"),
    [
        ("size", {"day": "2026-10-19", "pupils": "45", "boarders": "3"}, "45 人"),
        ("size", {"day": "2026-10-19", "pupils": "4", "boarders": "5"}, "不能多于"),
        ("close", {"last": "2026-10-19"}, "已停办"),
        ("close", {"last": "1970-01-01"}, "2026-09-01 才开班"),
        ("merge", {"into": "{102}", "day": "2026-10-19"}, "已并入一年级2班"),
        ("end", {"posting": "{posting}", "last": "2026-10-19"}, "为止"),
        ("end", {"posting": "{posting}", "last": "2026-08-19"}, "早于开始日期"),
        ("hand_over", {"staff": "", "day": "", "reason": ""}, "这个字段是必填项"),
    ],
)
def test_changes_of_a_class_are_made_or_refused_in_words(office, small, action, said, words):
    numbers = {
        "{102}": ClassYear.objects.get(school_class__code="102").pk,
        "{posting}": Posting.objects.get(school_class__code="101").pk,
    }

    page = change(office, action, **{name: numbers.get(value, value) for name, value in said.items()})

    assert words in page


def test_people_of_another_school_cannot_be_chosen(office, small):
    other = make_school("other", "另一所小学")

    change(office, "hand_over", staff=other.teachers["101"].pk, day="2026-10-19", reason="")

    assert Posting.objects.filter(school_class__school=small.school).count() == 4


def test_a_class_is_opened_and_a_bad_code_refused(office, small):
    form = {
        "code": "１０３",
        "grade": small.grades[0].pk,
        "name": "一年级3班",
        "number": "3",
        "day": "2026-10-19",
    }
    office.post(at("office-class-new"), form)
    page = office.post(at("office-class-new"), {**form, "code": "1/3", "name": "一年级4班"}).content.decode()

    assert SchoolClass.objects.filter(code="103").exists()
    assert "不能用的符号" in page


def test_staff_are_entered_changed_and_found(office, small):
    office.post(at("office-staff-edit"), {"code": "t900", "name": "王丽😀"})
    office.post(at("office-staff-edit"), {"code": "t900", "name": "王莉"})

    assert "王莉" in office.get(at("office-staff"), {"q": "t900"}).content.decode()
    assert Staff.objects.get(code="t900").name == "王莉"


def test_who_still_has_a_class_does_not_leave(office, small):
    page = office.post(at("office-staff-edit"), {"code": "t101", "name": "教师101", "left": "2026-10-01"})

    assert "更换班主任" in page.content.decode()
    assert Staff.objects.get(code="t101").left is None


def test_a_day_is_changed_and_given_back_to_the_public_calendar(office, small):
    office.post(at("office-calendar"), {"day": "2026-10-22", "is_school_day": "no", "reason": "运动会"})
    assert CalendarDay.objects.get().reason == "运动会"
    assert "运动会" in office.get(at("office-calendar"), {"month": "2026-10"}).content.decode()

    office.post(at("office-calendar"), {"day": "2026-10-22", "is_school_day": "public"})

    assert not CalendarDay.objects.exists()


def test_the_month_names_holidays_swaps_and_teaching_weeks(office):
    page = office.get(at("office-calendar"), {"month": "2026-10"}).content.decode()

    assert "国庆节" in page
    assert "调休上课" in page  # 10 October, a Saturday
    assert '<th scope="row">8</th>' in page


def test_an_academic_year_is_added_with_its_terms(office, small):
    form = {
        "code": "2027-2028", "first": "2027-08-01", "last": "2028-07-31",
        "first_1": "2027-09-01", "last_1": "2028-01-20", "first_2": "2028-02-20", "last_2": "2028-07-07",
    }  # fmt: skip
    office.post(at("office-year"), form)

    assert AcademicYear.objects.get(code="2027-2028").terms.count() == 2


def test_all_classes_are_promoted_and_that_can_be_taken_back(office, small):
    page = office.get(at("office-promotion"))
    initial = page.context["form"].initial
    form = {**{name: str(value) for name, value in initial.items()}, "name_101": "二年级（1）班"}

    done = office.post(at("office-promotion"), form, follow=True).content.decode()

    assert "已升级到 2027-2028" in done
    names = ClassYear.objects.filter(academic_year__code="2027-2028").values_list("name", flat=True)
    assert sorted(names) == ["二年级2班", "二年级（1）班"]
    number = BulkChange.objects.get().pk
    office.post(at("office-import-step", number=number, step="undo"))
    assert not AcademicYear.objects.filter(code="2027-2028").exists()


@pytest.fixture
def pupil(small):
    made = Pupil.objects.create(school=small.school, code="p1", name="王小雨")
    Enrolment.objects.create(pupil=made, school_class=small.classes["101"], first=date(2026, 9, 1))
    return made


def test_a_pupil_is_moved_to_another_class(office, small, pupil):
    into = ClassYear.objects.get(school_class__code="102")

    office.post(at("office-pupil", number=pupil.pk), {"into": into.pk, "day": "2026-10-19"})

    assert "王小雨" in office.get(at("office-pupils", code="102")).content.decode()
    assert "王小雨" not in office.get(at("office-pupils", code="101")).content.decode()


def test_only_the_own_homeroom_teacher_sees_and_enters_guardians(client, small, pupil):
    form = {"pupil": pupil.pk, "name": "王芳", "relationship": "母亲", "phone": "13800000000"}
    for code, expected in (("101", 302), ("102", 403), ("201", 403)):
        client.force_login(make_user(f"u{code}", staff=small.teachers[code]))
        assert client.post(at("office-guardians", code="101"), form).status_code == expected

    assert GuardianContact.objects.get().name == "王芳"


def test_guardians_of_pupils_of_other_classes_cannot_be_touched(client, small, pupil):
    contact = GuardianContact.objects.create(
        pupil=pupil, name="王芳", relationship="母亲", phone="13800000000"
    )
    client.force_login(make_user("other", staff=small.teachers["102"]))

    client.post(at("office-guardians", code="102"), {"remove": contact.pk})
    added = client.post(
        at("office-guardians", code="102"),
        {"pupil": pupil.pk, "name": "甲", "relationship": "父亲", "phone": "1"},
    )

    assert added.status_code == 403
    assert GuardianContact.objects.count() == 1


def test_guardians_are_no_longer_seen_by_who_handed_the_class_over(client, small, pupil):
    Posting.objects.filter(school_class=small.classes["101"]).update(last="2026-10-20")
    client.force_login(make_user("former", staff=small.teachers["101"]))

    assert client.get(at("office-guardians", code="101")).status_code == 403


def test_today_is_the_day_of_the_school(office):
    assert f'value="{TODAY.isoformat()}"' in office.get(at("office")).content.decode()
