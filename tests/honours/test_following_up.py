"""What has to be done has an owner and a day, and every step with it is kept."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from banheng.accounts.access import access
from banheng.accounts.roles import Role
from banheng.honours.errors import HonourRefused
from banheng.honours.following_up import cancel, complete, owned_by, postpone
from banheng.honours.models import FollowUp, FollowUpStep
from banheng.honours.proposing import propose
from tests.assessment.settling import account
from tests.factories import NOW, TODAY, make_one_of_each, make_user
from tests.honours.uses import published, school_with_results

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    small = school_with_results()
    propose(published(small), by=account("office"), at=NOW)
    return small


@pytest.fixture
def talk(small):
    return FollowUp.objects.get(what="约谈")


def test_it_is_done_with_a_note_and_by_whom(talk):
    complete(talk, note="已谈话，订立改进计划", by=account("principal"), at=NOW)

    talk.refresh_from_db()
    (step,) = talk.steps.all()
    assert (talk.state, step.kind, step.by_name) == ("done", "done", "principal")
    assert not talk.is_overdue(TODAY + timedelta(days=90))


def test_it_is_overdue_the_day_after_and_may_be_postponed(talk):
    assert not talk.is_overdue(date(2026, 10, 26))
    assert talk.is_overdue(date(2026, 10, 27))

    later = postpone(talk, date(2026, 11, 2), reason="本人病假", by=account("principal"), at=NOW)

    assert not later.is_overdue(date(2026, 11, 2))
    assert later.steps.get().due == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda talk, said: complete(talk, note="", **said), "no_reason"),
        (lambda talk, said: cancel(talk, reason=" ", **said), "no_reason"),
        (lambda talk, said: postpone(talk, date(2026, 11, 2), reason="", **said), "no_reason"),
        (lambda talk, said: postpone(talk, talk.due, reason="太忙", **said), "not_later"),
    ],
)
def test_nothing_is_done_without_a_word(talk, act, code):
    with pytest.raises(HonourRefused) as refused:
        act(talk, {"by": account("principal"), "at": NOW})

    assert refused.value.code == code
    assert not FollowUpStep.objects.exists()


def test_what_is_over_is_over(talk):
    cancel(talk, reason="已调离", by=account("office"), at=NOW)

    with pytest.raises(HonourRefused) as refused:
        complete(talk, note="已谈", by=account("principal"), at=NOW)

    assert refused.value.code == "not_open"


def test_the_database_keeps_the_steps(talk):
    complete(talk, note="已办", by=account("principal"), at=NOW)

    for change in (FollowUpStep.objects.all().delete, lambda: FollowUpStep.objects.update(note="")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_everybody_sees_what_their_role_has_to_do(small):
    users = make_one_of_each(small)
    teacher = make_user("teacher-102", staff=small.teachers["102"])

    def whats(user):
        return [each.what for each in owned_by(access(user, small.school, TODAY))]

    assert whats(users[Role.PRINCIPAL]) == ["约谈"]
    assert whats(teacher) == ["整改"]
    assert whats(users[Role.HOMEROOM_TEACHER]) == []
    assert whats(users[Role.MORAL_EDUCATION_OFFICE]) == []


def test_a_grade_leader_has_those_of_the_own_grade(small):
    users = make_one_of_each(small)
    FollowUp.objects.filter(what="约谈").update(owner=Role.GRADE_LEADER)
    leader = access(users[Role.GRADE_LEADER], small.school, TODAY)

    assert [each.what for each in owned_by(leader)] == ["约谈"]
    FollowUp.objects.update(school_class=small.classes["201"])
    assert not owned_by(leader).exists()
