"""Tokens of programs: what is kept of one, and when it is taken."""

from datetime import timedelta

import pytest

from banheng.accounts.errors import AccountRefused
from banheng.accounts.models import AccountEvent, Token
from banheng.accounts.roles import Permission, Role
from banheng.accounts.tokens import Scope, access_of, covered_classes, find_token, make_token, revoke_token
from tests.factories import NOW, TODAY, grant, make_school, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    return make_school()


@pytest.fixture
def office(small):
    user = make_user("office")
    grant(user, Role.MORAL_EDUCATION_OFFICE, small.school)
    return user


def make(small, user, **more):
    said = {"name": "教务系统", "scopes": [Scope.RECORDS_READ], "last": TODAY + timedelta(days=30), **more}
    return make_token(small.school, user, at=NOW, **said)


def test_a_token_is_found_by_its_text_and_not_kept(small, office):
    made, text = make(small, office)

    assert find_token(text, NOW) == made
    assert text.startswith(made.prefix)
    row = str(Token.objects.values().get())
    assert text not in row
    assert text[len(made.prefix) + 1 :] not in row


def test_making_and_revoking_stand_among_the_events_of_the_account(small, office):
    made, _ = make(small, office)
    other = make_user("guanli")
    revoke_token(made, by=other, at=NOW)
    revoke_token(made, by=other, at=NOW)

    events = AccountEvent.objects.order_by("pk").values_list("kind", "user", "by", "school")
    assert list(events) == [
        ("token_made", office.pk, office.pk, small.school.pk),
        ("token_revoked", office.pk, other.pk, small.school.pk),
    ]


def revoked(made, text):
    revoke_token(made, by=made.user, at=NOW)
    return text, NOW


def shut_account(made, text):
    made.user.is_active = False
    made.user.save()
    return text, NOW


def first_password(made, text):
    made.user.must_change_password = True
    made.user.save()
    return text, NOW


@pytest.mark.parametrize(
    "spoil",
    [
        revoked,
        shut_account,
        first_password,
        lambda _made, text: (text, NOW + timedelta(days=31)),
        lambda _made, text: (text[:-1] + ("A" if text[-1] != "A" else "B"), NOW),
        lambda made, _text: (made.prefix, NOW),
        lambda made, _text: (made.digest, NOW),
        lambda _made, _text: ("", NOW),
        lambda _made, _text: ("令牌", NOW),
    ],
)
def test_what_is_no_token_that_holds_is_not_taken(small, office, spoil):
    text, at = spoil(*make(small, office))

    assert find_token(text, at) is None


def test_the_last_day_is_a_day_of_use(small, office):
    _, text = make(small, office, last=TODAY)

    assert find_token(text, NOW) is not None


def test_use_is_noted_to_the_minute_and_not_at_every_request(small, office):
    _, text = make(small, office)
    find_token(text, NOW)
    find_token(text, NOW + timedelta(seconds=20))

    assert Token.objects.get().last_used_at == NOW

    find_token(text, NOW + timedelta(seconds=90))

    assert Token.objects.get().last_used_at == NOW + timedelta(seconds=60)


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"scopes": []}, "至少选一项"),
        ({"name": " "}, "写明用途"),
        ({"last": TODAY - timedelta(days=1)}, "最多用一年"),
        ({"last": TODAY + timedelta(days=367)}, "最多用一年"),
    ],
)
def test_what_makes_no_good_token_is_refused(small, office, said, complaint):
    with pytest.raises(AccountRefused, match=complaint):
        make(small, office, **said)


def test_a_token_is_for_a_grade_or_for_a_class(small, office):
    with pytest.raises(AccountRefused, match="只选年级或班级"):
        make(small, office, grade=small.grades[0], school_class=small.classes["101"])


def seen(token, permission=Permission.SEE_CLASS):
    classes = access_of(token, TODAY).classes(permission)
    return [year.school_class.code for year in classes]


@pytest.mark.parametrize(
    ("role", "extent", "limit", "classes"),
    [
        (Role.MORAL_EDUCATION_OFFICE, None, None, ["101", "102", "201", "202"]),
        (Role.MORAL_EDUCATION_OFFICE, None, "grade 1", ["101", "102"]),
        (Role.MORAL_EDUCATION_OFFICE, None, "202", ["202"]),
        (Role.GRADE_LEADER, "grade 1", None, ["101", "102"]),
        (Role.GRADE_LEADER, "grade 1", "grade 1", ["101", "102"]),
        (Role.GRADE_LEADER, "grade 1", "grade 2", []),
        (Role.GRADE_LEADER, "grade 1", "102", ["102"]),
        (Role.GRADE_LEADER, "grade 1", "201", []),
        (Role.SUBJECT_TEACHER, "101", "grade 1", ["101"]),
        (Role.SUBJECT_TEACHER, "101", "grade 2", []),
        (Role.SUBJECT_TEACHER, "101", "101", ["101"]),
        (Role.SUBJECT_TEACHER, "101", "102", []),
    ],
)
def test_a_limit_cuts_the_access_of_the_account_and_never_widens_it(small, role, extent, limit, classes):
    def chosen(name):
        if name is None:
            return {}
        if name.startswith("grade"):
            return {"grade": small.grades[int(name[-1]) - 1]}
        return {"school_class": small.classes[name]}

    user = make_user("somebody")
    grant(user, role, small.school, **chosen(extent))

    token, _ = make(small, user, **chosen(limit))

    assert seen(token) == classes
    covered = covered_classes(token, TODAY)
    assert covered is None or set(classes) <= covered


def test_what_the_account_loses_the_token_loses_at_once(small, office):
    token, _ = make(small, office)
    assert access_of(token, TODAY).may(Permission.SEE_RECORDS)

    office.role_grants.update(withdrawn_at=NOW)

    assert access_of(token, TODAY).roles == ()
