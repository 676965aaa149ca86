from banheng.accounts.roles import Role
from banheng.development.studios.founding import apply, found
from banheng.development.studios.gathering import announce, contribute
from banheng.development.studios.models import Contribution, Gathering, Goal, Member, Studio
from tests.factories import TODAY
from tests.web.matrix.row import OFFICE, STAFF, Row

DECIDING = OFFICE | {Role.PRINCIPAL}
WITH_STAFF = frozenset({Role.HOMEROOM_TEACHER, Role.STAFF})
"""The accounts of the world that belong to somebody of the staff."""


def made(world):
    """One whose leader has no account."""
    teachers = world.own.teachers
    return Studio.objects.filter(school=world.own.school).first() or found(
        world.own.school, name="育英", leader=teachers["102"], first=TODAY
    )


def studio(world):
    return {"studio": made(world).pk}


def member(world):
    kept = made(world)
    asked = kept.members.filter(state=Member.State.APPLIED).first()
    return {"member": (asked or apply(kept, world.own.teachers["201"], statement="想学")).pk}


def goal(world):
    kept = made(world)
    first = Goal.objects.filter(studio=kept).first()
    return {"goal": (first or Goal.objects.create(studio=kept, horizon="short", text="开课", due=TODAY)).pk}


def gathering_made(world):
    return Gathering.objects.filter(school=world.own.school).first() or announce(
        world.own.school,
        kind="contest",
        name="班会竞赛",
        day=TODAY,
        level="school",
        judges=[world.own.teachers["101"]],
    )


def gathering(world):
    return {"gathering": gathering_made(world).pk}


def contribution(world):
    kept = gathering_made(world)
    first = Contribution.objects.filter(gathering=kept).first()
    return {"contribution": (first or contribute(kept, world.own.teachers["202"], title="感恩")).pk}


ROWS = [
    Row("studios", STAFF),
    Row("studios-new", OFFICE),
    Row("studios-one", STAFF, arguments=studio),
    Row("studios-charter", OFFICE, arguments=studio),
    Row("studios-apply", WITH_STAFF, method="post", arguments=studio),
    Row("studios-goal", OFFICE, method="post", arguments=studio),
    Row("studios-activity", OFFICE, arguments=studio),
    Row("studios-fund", OFFICE, method="post", arguments=studio),
    Row("studios-review", DECIDING, method="post", arguments=studio),
    Row("studios-close", OFFICE, method="post", arguments=studio),
    Row("studios-member", DECIDING, arguments=member),
    Row("studios-reached", OFFICE, arguments=goal),
    Row("studios-announce", OFFICE),
    Row("studios-gathering", STAFF, arguments=gathering),
    Row("studios-contribute", WITH_STAFF, method="post", arguments=gathering),
    Row("studios-conclude", OFFICE, method="post", arguments=gathering, answers=302),
    Row("studios-mark", {Role.HOMEROOM_TEACHER}, arguments=contribution),
]
