from banheng.accounts.roles import Role
from banheng.duties.adopting import put_in_force
from tests.factories import NOW, PLAIN_PACK, TODAY
from tests.web.matrix.row import OFFICE, STAFF, Row

SEE = OFFICE | {Role.PRINCIPAL, Role.GRADE_LEADER}
TEACHER = frozenset({Role.HOMEROOM_TEACHER})


def version(world):
    made = world.own.school.duty_packs.first() or put_in_force(
        world.own.school, PLAIN_PACK, first=TODAY, by=None, at=NOW
    )
    return {"version": made.pk}


def class_log(world):
    return {**version(world), "duty": "class_log"}


def done_by_the_teacher(world):
    from banheng.duties.doing import do  # noqa: PLC0415 - needs the apps to be loaded

    version(world)
    said = {"day": TODAY, "number": 1, "by": world.users[Role.HOMEROOM_TEACHER], "at": NOW}
    made = world.own.school.duty_packs.get()
    return {"done": do(made, "class_log", world.own.classes["101"], **said).pk}


def the_log_of_101(_world):
    return {"day": TODAY.isoformat(), "number": 1, "school_class": "101"}


ROWS = [
    Row("duties", SEE),
    Row("duties-new", OFFICE),
    Row("duties-ceiling", OFFICE, method="post", form=lambda _world: {"minutes": 300}, answers=302),
    Row("duties-version", STAFF, arguments=version),
    Row("duties-stop", OFFICE, method="post", arguments=version, answers=302),
    Row("duties-do", TEACHER, method="post", arguments=class_log, form=the_log_of_101, answers=302),
    Row("duties-take-back", TEACHER, method="post", arguments=done_by_the_teacher, answers=302),
]
