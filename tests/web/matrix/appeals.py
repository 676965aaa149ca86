from banheng.accounts.roles import Role
from tests.factories import NOW
from tests.web.matrix.board import published
from tests.web.matrix.row import OFFICE, STAFF, Row

HOMEROOM_TEACHER = frozenset({Role.HOMEROOM_TEACHER})
PRINCIPAL = frozenset({Role.PRINCIPAL})
HEARERS = OFFICE | PRINCIPAL


def own_class(world):
    return {**published(world), "school_class": "101"}


def appeal_of_101(world):
    from banheng.assessment.appealing import Objection, appeal  # noqa: PLC0415 - needs the apps to be loaded
    from banheng.assessment.models import Appeal  # noqa: PLC0415

    own_class(world)
    school = world.own.school
    made = Appeal.objects.filter(school=school).first() or appeal(
        school.score_sheets.get(),
        Objection("总分有误"),
        school_class=world.own.classes["101"],
        staff=world.own.teachers["101"],
        by=world.users[Role.HOMEROOM_TEACHER],
        at=NOW,
    )
    return {"number": made.number}


def limit_of_101(world):
    from banheng.assessment.appealing import limit_appeals, limit_of  # noqa: PLC0415

    teacher = world.own.teachers["101"]
    last = world.own.term.last
    limit = limit_of(teacher, last) or limit_appeals(
        world.own.school, teacher, most=1, last=last, reason="反复", by=world.users[Role.PRINCIPAL], at=NOW
    )
    return {"limit": limit.pk}


ROWS = [
    Row("appeals", STAFF),
    Row("appeals-statistics", HEARERS),
    Row("appeals-limits", PRINCIPAL),
    Row("appeals-lift", PRINCIPAL, method="post", arguments=limit_of_101, answers=302),
    Row("appeals-new", HOMEROOM_TEACHER, arguments=own_class),
    Row("appeals-appeal", HOMEROOM_TEACHER | HEARERS, arguments=appeal_of_101),
    Row("appeals-withdraw", HOMEROOM_TEACHER, method="post", arguments=appeal_of_101, answers=302),
    # an empty form is shown again with its faults
    Row("appeals-hear", HEARERS, method="post", arguments=appeal_of_101),
    Row("appeals-rule", HEARERS, method="post", arguments=appeal_of_101),
]
