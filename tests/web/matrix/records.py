from uuid import UUID

from uuid_utils.compat import uuid7

from banheng.accounts.roles import Role
from banheng.ledger.photographing import keep_photo
from tests.factories import NOW, put_one
from tests.ledger.pictures import digest_of, picture
from tests.web.matrix.row import OFFICE, Row

READERS = frozenset({Role.HOMEROOM_TEACHER, Role.GRADE_LEADER, Role.MORAL_EDUCATION_OFFICE, Role.PRINCIPAL})
"""Of a record about class 101 which none of them made; inspectors see their own only."""
INSPECTORS = frozenset({Role.DUTY_INSPECTOR, Role.PUPIL_INSPECTOR})


def a_record(world):
    return {"record": put_one(world.own.school).id}


def a_photo(world):
    content = picture()
    record = put_one(world.own.school, photos=(digest_of(content),))
    return {"record": record.id, "photo": keep_photo(record, content, at=NOW).pk}


def a_void(world):
    return {"id": UUID(str(uuid7())), "reason": "看错了"}


ROWS = [
    Row("records", READERS | INSPECTORS),
    Row("records-record", READERS, arguments=a_record),
    Row("records-photo", READERS, arguments=a_photo),
    Row("records-void", OFFICE, method="post", arguments=a_record, form=a_void, answers=302),
    Row(
        "records-reply",
        frozenset({Role.HOMEROOM_TEACHER, Role.MORAL_EDUCATION_OFFICE}),
        method="post",
        arguments=a_record,
        form=lambda _world: {"kind": "comment", "text": "已了解"},
        answers=302,
    ),
    # nobody has marked the record as handled, which is what the office is told
    Row("records-rectified", OFFICE, method="post", arguments=a_record, answers=422),
]
