from banheng.accounts.roles import Role
from banheng.development.care.confiding import confide, name_counsellor
from banheng.development.care.models import CareNote, Counsellor
from tests.factories import NOW, TODAY
from tests.web.matrix.row import OFFICE, STAFF, Row

WITH_STAFF = frozenset({Role.HOMEROOM_TEACHER, Role.STAFF})
OWNER = frozenset({Role.HOMEROOM_TEACHER})


def counsellor_made(world):
    """Somebody without an account."""
    found = Counsellor.objects.filter(school=world.own.school).first()
    return found or name_counsellor(world.own.school, world.own.teachers["102"], about="心理辅导", day=TODAY)


def note(world):
    owner = world.own.teachers["101"]
    kept = CareNote.objects.filter(staff=owner).first() or confide(
        owner, "career", {"now": "新手"}, counsellor=counsellor_made(world), at=NOW
    )
    return {"note": kept.pk}


ROWS = [
    Row("care", STAFF),
    Row("care-new", WITH_STAFF, arguments=lambda _world: {"kind": "pressure"}),
    Row("care-one", OWNER, arguments=note),
    Row("care-delete", OWNER, method="post", arguments=note, answers=302),
    Row("care-counsellor", OFFICE, method="post"),
    Row(
        "care-dismiss",
        OFFICE,
        method="post",
        arguments=lambda world: {"counsellor": counsellor_made(world).pk},
        answers=302,
    ),
]
