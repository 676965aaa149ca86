from banheng.accounts.roles import Role
from banheng.development.mentoring.models import Pair
from tests.factories import TODAY
from tests.web.matrix.row import OFFICE, STAFF, Row

SEEING = OFFICE | {Role.GRADE_LEADER, Role.PRINCIPAL}
MENTEE = frozenset({Role.HOMEROOM_TEACHER})


def pair(world):
    """The mentor has no account; the mentee is the homeroom teacher."""
    made, _ = Pair.objects.get_or_create(
        school=world.own.school,
        mentor=world.own.teachers["102"],
        mentee=world.own.teachers["101"],
        kind="homeroom",
        defaults={"first": TODAY, "last": TODAY, "goals": "会开班会"},
    )
    return {"pair": made.pk}


ROWS = [
    Row("mentoring", STAFF),
    Row("mentoring-new", OFFICE),
    Row("mentoring-one", SEEING | MENTEE, arguments=pair),
    Row("mentoring-agreement", SEEING | MENTEE, arguments=lambda world: pair(world) | {"form": "preview"}),
    Row("mentoring-sign", OFFICE, method="post", arguments=pair),
    Row("mentoring-ceremony", OFFICE, method="post", arguments=pair),
    Row("mentoring-topic", MENTEE, method="post", arguments=pair),
    Row("mentoring-entry", MENTEE, method="post", arguments=pair),
    Row("mentoring-reflection", MENTEE, method="post", arguments=pair),
    Row("mentoring-end", OFFICE, method="post", arguments=pair),
]
