from banheng.accounts.roles import Role
from banheng.schools.models import BulkChange, Enrolment, Pupil
from tests.factories import NOW, TODAY
from tests.web.matrix.row import Row

ROSTER = frozenset({Role.MORAL_EDUCATION_OFFICE, Role.SYSTEM_ADMINISTRATOR})
OFFICE = frozenset({Role.MORAL_EDUCATION_OFFICE})


def class_101(_world):
    return {"code": "101"}


def pupil(world):
    made, _ = Pupil.objects.get_or_create(school=world.own.school, code="1", name="小明")
    Enrolment.objects.get_or_create(pupil=made, school_class=world.own.classes["101"], first=TODAY)
    return {"number": made.pk}


def change(world, kind="roster", **more):
    made = BulkChange.objects.create(
        school=world.own.school, kind=kind, status="ready", made_at=NOW, options={"day": TODAY.isoformat()}
    )
    return {"number": made.pk, **more}


ROWS = [
    Row("office", ROSTER),
    Row("office-class-new", ROSTER),
    Row("office-class-new", ROSTER, "post"),
    Row("office-class", ROSTER, arguments=class_101),
    Row("office-class", ROSTER, "post", class_101, form=lambda _world: {"action": "close"}),
    Row("office-pupils", ROSTER, arguments=class_101),
    Row("office-guardians", frozenset({Role.HOMEROOM_TEACHER}), arguments=class_101),
    Row("office-guardians", frozenset({Role.HOMEROOM_TEACHER}), "post", class_101, lambda _world: {"remove": "1"}, answers=302),
    Row("office-pupil", ROSTER, arguments=pupil),
    Row("office-pupil", ROSTER, "post", pupil),
    Row("office-staff", ROSTER),
    Row("office-staff-edit", ROSTER),
    Row("office-staff-edit", ROSTER, "post"),
    Row("office-calendar", ROSTER),
    Row("office-calendar", ROSTER, "post"),
    Row("office-year", ROSTER),
    Row("office-year", ROSTER, "post"),
    Row("office-imports", ROSTER),
    Row("office-import-new", ROSTER, arguments=lambda _world: {"kind": "roster"}),
    Row("office-import-new", ROSTER, "post", lambda _world: {"kind": "roster"}),
    Row("office-import-new", OFFICE, arguments=lambda _world: {"kind": "evidence"}),
    Row("office-import-new", OFFICE, "post", lambda _world: {"kind": "evidence"}),
    Row("office-template", ROSTER, arguments=lambda _world: {"kind": "roster"}),
    Row("office-template", ROSTER, arguments=lambda _world: {"kind": "pupils"}),
    Row("office-template", OFFICE, arguments=lambda _world: {"kind": "evidence"}),
    Row("office-import", ROSTER, arguments=change),
    Row("office-import", OFFICE, arguments=lambda world: change(world, "evidence")),
    Row("office-import-step", ROSTER, "post", lambda world: change(world, step="drop"), answers=302),
    Row("office-import-step", ROSTER, "post", lambda world: change(world, step="undo"), answers=302),
    Row("office-import-step", OFFICE, "post", lambda world: change(world, "evidence", step="undo"), answers=302),
    Row("office-oneroster", ROSTER),
    Row("office-promotion", ROSTER),
    Row("office-promotion", ROSTER, "post"),
]  # fmt: skip
