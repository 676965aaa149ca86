from uuid import UUID

from uuid_utils.compat import uuid7

from banheng.accounts.roles import Role
from tests.factories import TODAY, keep_work, make_pupils
from tests.ledger.pictures import picture
from tests.web.matrix.row import STAFF, Row

TEACHER = frozenset({Role.HOMEROOM_TEACHER})
OFFICE = frozenset({Role.MORAL_EDUCATION_OFFICE})
HEADS = frozenset({Role.MORAL_EDUCATION_OFFICE, Role.PRINCIPAL})
SEE = HEADS | TEACHER | {Role.GRADE_LEADER}


def kept(world, form="property_check", **said):
    said = said or {"result": "完好"}
    return keep_work(world.own, form, said, by=world.users[Role.HOMEROOM_TEACHER])


def a_record(world):
    return {"record": kept(world).pk}


def an_incident(world):
    return {"record": kept(world, "incident", kind="学生受伤").pk}


def a_talk(world):
    (pupil,) = make_pupils(world.own, "李明")
    return {"record": kept(world, "pupil_talk", pupils=[pupil], about=["学习"]).pk}


def a_photo(world):
    from banheng.duties.work.filing import keep_file  # noqa: PLC0415 - needs the apps to be loaded

    return {"file": keep_file(kept(world), picture()).pk}


def a_meeting(world):
    said = {"kind": "班主任例会", "starts": "08:00", "agenda": "布置工作"}
    office = world.users[Role.MORAL_EDUCATION_OFFICE]
    return {"record": keep_work(world.own, "staff_meeting", said, by=office, school_class=None).pk}


def a_check(_world):
    return {"id": UUID(str(uuid7())), "class": "101", "day": TODAY.isoformat(), "f-result": "完好"}


def handbook(_world):
    return {"school_class": "101", "term": "2026-2027-1", "form": "pdf"}


ROWS = [
    Row("work", STAFF),
    Row("work-class", SEE, arguments=lambda _world: {"school_class": "101"}),
    # restricted: whom a teacher has talked to is the teacher's own
    Row("work-pupils", TEACHER, arguments=lambda _world: {"school_class": "101", "form": "pupil_talk"}),
    Row(
        "work-new",
        TEACHER,
        method="post",
        arguments=lambda _world: {"form": "property_check"},
        form=a_check,
        answers=302,
    ),
    Row("work-record", SEE, arguments=a_record),
    Row("work-record", TEACHER, arguments=a_talk),
    Row("work-record", TEACHER | HEADS, arguments=an_incident),
    Row("work-correct", TEACHER, arguments=a_record),
    Row("work-withdraw", TEACHER, method="post", arguments=a_record, answers=302),
    Row(
        "work-step",
        TEACHER,
        method="post",
        arguments=lambda world: an_incident(world) | {"step": "treated"},
        answers=302,
    ),
    Row(
        "work-step",
        HEADS,
        method="post",
        arguments=lambda world: an_incident(world) | {"step": "school"},
        answers=302,
    ),
    Row("work-door", HEADS | {Role.GRADE_LEADER}, arguments=a_meeting),
    Row("work-doorcode", HEADS | {Role.GRADE_LEADER}, arguments=a_meeting),
    Row("work-signin", STAFF, arguments=a_meeting),
    Row("work-file", SEE, arguments=a_photo),
    Row("work-handbooks", SEE),
    Row("work-handbook", SEE, arguments=handbook),
    Row("work-slips", TEACHER, arguments=handbook),
]
