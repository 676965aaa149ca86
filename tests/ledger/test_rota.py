from collections import Counter
from datetime import date, timedelta

import pytest

from banheng.accounts.access import access
from banheng.accounts.errors import AccountRefused
from banheng.accounts.models import InspectorPass, RoleGrant
from banheng.accounts.passes import passes_of, revoke_pass
from banheng.accounts.roles import Permission, Role
from banheng.ledger.duties import (
    DutyRefused,
    put_new_pupil_on_duty,
    put_on_duty,
    remove_post,
    staff_for_duty,
    swap_duty,
    take_off_duty,
)
from banheng.ledger.duty_weeks import find_week, weeks_of_term
from banheng.ledger.models import Duty, Post
from banheng.ledger.rota import make_rota, plan_rota
from banheng.schools.calendar_changes import set_day
from tests.factories import NOW, TODAY, grant, make_school, make_user

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 10, 19)
NEXT = timedelta(days=7)


@pytest.fixture
def small():
    return make_school()


@pytest.fixture
def office(small):
    user = make_user("office", name="李主任")
    grant(user, Role.MORAL_EDUCATION_OFFICE, small.school)
    return user


@pytest.fixture
def people(small):
    return [make_user(code, staff=staff, name=staff.name) for code, staff in small.teachers.items()]


@pytest.fixture
def post(small):
    return Post.objects.create(school=small.school, name="卫生")


@pytest.fixture
def week(small):
    return find_week(small.school, MONDAY)


def weeks(small):
    return weeks_of_term(small.school, small.term)


def names(places, *, new=True):
    return [(place.week.number, place.post.name, place.user.name) for place in places if place.is_new == new]


def may_inspect(user, small, day):
    return access(user, small.school, day).may(Permission.INSPECT)


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        (1, date(2026, 9, 1), date(2026, 9, 4)),  # the term begins on a Tuesday
        (8, date(2026, 10, 19), date(2026, 10, 23)),
    ],
)
def test_a_week_of_duty_lasts_from_its_first_to_its_last_school_day(small, number, first, last):
    found = weeks(small)[number - 1]

    assert (found.number, found.first, found.last) == (number, first, last)


def test_a_week_that_the_school_has_off_has_no_days_of_duty(small):
    for day in range(26, 31):
        set_day(small.school, date(2026, 10, day), is_school_day=False, reason="秋假")

    assert list(find_week(small.school, MONDAY + NEXT).days) == []


def test_no_week_is_found_outside_the_terms_or_by_another_day_than_monday(small):
    assert find_week(small.school, date(2027, 8, 2)) is None
    assert find_week(small.school, TODAY) is None


def test_turns_go_round_and_posts_change_hands(small, people, post):
    other = Post.objects.create(school=small.school, name="纪律")

    places = plan_rota(weeks(small)[7:11], people[:3], [post, other], day=TODAY)

    assert names(places) == [
        (8, "卫生", "教师101"),
        (8, "纪律", "教师102"),
        (9, "卫生", "教师201"),
        (9, "纪律", "教师101"),
        (10, "卫生", "教师102"),
        (10, "纪律", "教师201"),
        (11, "卫生", "教师101"),
        (11, "纪律", "教师102"),
    ]


def test_over_a_term_nobody_has_two_turns_more_than_another(small, people, post):
    other = Post.objects.create(school=small.school, name="纪律")

    turns = Counter(
        place.user for place in plan_rota(weeks(small), people, [post, other], day=small.term.first)
    )

    assert max(turns.values()) - min(turns.values()) <= 1
    assert len(turns) == 4


def test_weeks_without_school_and_weeks_that_are_over_are_passed_over(small, people, post):
    for day in range(26, 31):
        set_day(small.school, date(2026, 10, day), is_school_day=False, reason="秋假")

    places = plan_rota(weeks(small)[:10], people, [post], day=TODAY)

    assert [place.week.number for place in places] == [8, 10]


def test_who_is_on_the_rota_stays_and_counts(small, people, post, office, week):
    put_on_duty(week, post, people[0], by=office, at=NOW)

    places = plan_rota(weeks(small)[7:9], people[:2], [post], day=TODAY)

    assert names(places, new=False) == [(8, "卫生", "教师101")]
    assert names(places) == [(9, "卫生", "教师102")]


def test_asked_to_plan_again_weeks_to_come_are_filled_anew_and_this_one_stays(small, people, post, office):
    make_rota(plan_rota(weeks(small)[7:10], people[:1], [post], day=TODAY), by=office, at=NOW)

    again = plan_rota(weeks(small)[7:10], people[1:2], [post], day=TODAY, again=True)
    make_rota(again, by=office, at=NOW)

    assert [duty.user.name for duty in Duty.objects.order_by("week__first")] == [
        "教师101",
        "教师102",
        "教师102",
    ]
    assert not may_inspect(people[0], small, MONDAY + NEXT)


def test_on_duty_staff_may_record_on_the_days_of_the_week_alone(small, people, post, office, week):
    put_on_duty(week, post, people[0], by=office, at=NOW)
    put_on_duty(week, post, people[0], by=office, at=NOW)  # asked twice

    days = [MONDAY - timedelta(days=1), MONDAY, date(2026, 10, 23), date(2026, 10, 24)]
    assert [may_inspect(people[0], small, day) for day in days] == [False, True, True, False]
    assert RoleGrant.objects.filter(role=Role.DUTY_INSPECTOR).count() == 1


def test_the_role_ends_with_the_last_post_of_the_week(small, people, post, office, week):
    other = Post.objects.create(school=small.school, name="纪律")
    duties = [put_on_duty(week, one, people[0], by=office, at=NOW) for one in (post, other)]

    take_off_duty(duties[0], by=office, at=NOW)
    assert may_inspect(people[0], small, TODAY)

    take_off_duty(duties[1], by=office, at=NOW)
    assert not may_inspect(people[0], small, TODAY)


def test_a_swap_passes_on_the_place_and_the_right(small, people, post, office, week):
    duty = put_on_duty(week, post, people[0], by=office, at=NOW)

    swap_duty(duty, find_week(small.school, MONDAY), people[1], by=office, at=NOW)

    assert [one.user for one in Duty.objects.all()] == [people[1]]
    assert (may_inspect(people[0], small, TODAY), may_inspect(people[1], small, TODAY)) == (False, True)


def test_a_swap_with_somebody_on_the_same_post_is_refused(small, people, post, office, week):
    duty, _ = [put_on_duty(week, post, user, by=office, at=NOW) for user in people[:2]]

    with pytest.raises(DutyRefused, match="已经在"):
        swap_duty(duty, find_week(small.school, MONDAY), people[1], by=office, at=NOW)


def test_who_makes_the_rota_may_take_a_turn_and_gives_no_role_to_themselves(small, post, office, week):
    duty = put_on_duty(week, post, office, by=office, at=NOW)
    assert not RoleGrant.objects.filter(role=Role.DUTY_INSPECTOR).exists()

    take_off_duty(duty, by=office, at=NOW)

    assert not Duty.objects.exists()


def test_a_pupil_gets_a_pass_that_is_taken_back_with_the_post(small, office, week):
    post = Post.objects.create(school=small.school, name="红领巾岗", for_pupils=True)
    duty = put_new_pupil_on_duty(week, post, "李小明", by=office, at=NOW)
    (given,) = passes_of(small.school)
    assert (given.grant.user.name, given.grant.first, given.grant.last) == ("李小明", week.first, week.last)

    remove_post(find_week(small.school, MONDAY), post, by=office, at=NOW)

    assert not Duty.objects.filter(pk=duty.pk).exists()
    assert InspectorPass.objects.get().revoked_at == NOW


def test_a_pupil_whose_pass_was_lost_gets_another_by_being_put_on_the_post_again(small, office, week):
    post = Post.objects.create(school=small.school, name="红领巾岗", for_pupils=True)
    duty = put_new_pupil_on_duty(week, post, "李小明", by=office, at=NOW)
    lost = passes_of(small.school).get()
    revoke_pass(lost, NOW, by=office)

    assert put_on_duty(week, post, duty.user, by=office, at=NOW) == duty

    assert passes_of(small.school).get() != lost


def test_pupils_and_staff_keep_to_posts_of_their_own(small, people, post, office, week):
    with pytest.raises(DutyRefused):
        put_new_pupil_on_duty(week, post, "李小明", by=office, at=NOW)
    pupils = Post.objects.create(school=small.school, name="红领巾岗", for_pupils=True)
    with pytest.raises(AccountRefused):
        put_on_duty(week, pupils, people[0], by=office, at=NOW)


def test_a_week_that_is_over_stays_as_it_was(small, people, post, office, week):
    duty = put_on_duty(week, post, people[0], by=office, at=NOW)
    later = NOW + NEXT

    with pytest.raises(DutyRefused, match="已经结束"):
        take_off_duty(duty, by=office, at=later)
    with pytest.raises(DutyRefused, match="已经结束"):
        put_on_duty(week, post, people[1], by=office, at=later)


def test_turns_are_for_accounts_of_the_school_that_are_in_use(small, people, office):
    make_user("stranger", staff=make_school("other", "另一所").teachers["101"])
    people[0].is_active = False
    people[0].save()
    small.teachers["102"].left = TODAY - timedelta(days=1)
    small.teachers["102"].save()

    assert set(staff_for_duty(small.school, TODAY)) == {*people[2:], office}
