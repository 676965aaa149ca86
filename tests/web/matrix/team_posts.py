from datetime import date

from banheng.accounts.roles import Role
from banheng.development.posts.changing import ask_change
from banheng.development.posts.models import Applicant, Change, Objection, Post, Round, Step
from banheng.schools.models import Posting, SchoolClass
from tests.factories import NOW
from tests.web.matrix.row import OFFICE, STAFF, Row

PRINCIPAL = frozenset({Role.PRINCIPAL})
RUNNERS = OFFICE | PRINCIPAL
TEAM = RUNNERS | {Role.GRADE_LEADER}
ON_THE_STAFF = frozenset({Role.HOMEROOM_TEACHER, Role.STAFF})


def selection(world):
    made, _ = Round.objects.get_or_create(
        school=world.own.school,
        defaults={
            "title": "2027学年班主任选聘",
            "steps": list(Step),
            "step": Step.APPLIED,
            "first": date(2027, 8, 1),
            "last": date(2028, 7, 31),
            "opened_at": NOW,
        },
    )
    return made


def of_round(world):
    return {"number": selection(world).pk}


def judged(world):
    """One in which the office is on the panel."""
    made = selection(world)
    made.panel.get_or_create(user=world.users[Role.MORAL_EDUCATION_OFFICE])
    return {"number": made.pk}


def applicant(world):
    """Somebody who has no account."""
    made, _ = Applicant.objects.get_or_create(
        round=selection(world), staff=world.own.teachers["201"], defaults={"put_at": NOW}
    )
    return {"number": made.pk}


def objection(world):
    made, _ = Objection.objects.get_or_create(
        round=selection(world),
        defaults={"step": Step.LISTED, "text": "有误", "by": world.users[Role.PRINCIPAL], "at": NOW},
    )
    return {"number": made.pk}


def change(world):
    """One about somebody who has no account."""
    made = Change.objects.filter(school=world.own.school).first() or ask_change(
        world.own.teachers["201"],
        Change.Kind.ADJUST,
        post=Post.HOMEROOM_TEACHER,
        school_class=world.own.classes["201"],
        reason="工作需要",
        by=world.users[Role.MORAL_EDUCATION_OFFICE],
        at=NOW,
    )
    return {"number": made.pk}


def back(world):
    """Somebody who is back from a rest."""
    staff = world.own.teachers["201"]
    earlier, is_new = SchoolClass.objects.get_or_create(
        school=world.own.school, code="old", defaults={"opened": date(2010, 9, 1)}
    )
    if is_new:
        Posting.objects.create(
            school_class=earlier, staff=staff, first=date(2016, 9, 1), last=date(2022, 8, 31)
        )
    return {"staff": staff.pk}


ROWS = [
    Row("posts", STAFF),
    Row("posts-new", OFFICE),
    Row("posts-round", STAFF, arguments=of_round),
    Row("posts-apply", ON_THE_STAFF, method="post", arguments=of_round),
    Row("posts-recommend", TEAM, method="post", arguments=of_round),
    Row("posts-object", STAFF, method="post", arguments=of_round),
    Row("posts-finish", OFFICE, method="post", arguments=of_round),
    Row("posts-cancel", OFFICE, method="post", arguments=of_round),
    Row("posts-panel", OFFICE, method="post", arguments=of_round, answers=302),
    Row("posts-marks", OFFICE, arguments=judged),
    Row("posts-results", OFFICE, method="post", arguments=of_round, answers=302),
    Row("posts-withdraw", OFFICE, method="post", arguments=applicant, answers=302),
    Row("posts-screen", OFFICE, method="post", arguments=applicant),
    Row("posts-waive", PRINCIPAL, method="post", arguments=applicant),
    Row("posts-decide", OFFICE, method="post", arguments=applicant),
    Row("posts-answer", OFFICE, method="post", arguments=objection),
    Row("posts-people", TEAM),
    Row("posts-appoint", PRINCIPAL, method="post"),
    Row("posts-changes", STAFF),
    Row("posts-resign", ON_THE_STAFF, method="post"),
    Row("posts-ask", OFFICE, method="post"),
    Row("posts-change", RUNNERS, arguments=change),
    Row("posts-hear", OFFICE, method="post", arguments=change),
    Row("posts-change-decide", PRINCIPAL, method="post", arguments=change),
    Row("posts-rest", TEAM),
    Row("posts-allowance", PRINCIPAL, method="post", arguments=back),
    Row("posts-workload", TEAM),
    Row("posts-figures", OFFICE, method="post"),
    Row("posts-norm", OFFICE, method="post", answers=302),
    Row("posts-structure", TEAM, arguments=lambda _world: {"form": "preview"}),
]
