from datetime import UTC, datetime
from uuid import UUID

from banheng.accounts.roles import Role
from tests.web.matrix.row import Row

INSPECTORS = frozenset(
    {Role.DUTY_INSPECTOR, Role.PUPIL_INSPECTOR, Role.GRADE_LEADER, Role.MORAL_EDUCATION_OFFICE}
)


def nothing_to_send(world):
    return {"sent_at": datetime.now(UTC).isoformat(), "entries": []}


ROWS = [
    Row("inspect", INSPECTORS),
    Row("inspect-manifest", INSPECTORS),
    Row("inspect-records", INSPECTORS, method="post", form=nothing_to_send, json=True),
    # a record that is not theirs does not exist for them
    Row(
        "inspect-photo",
        INSPECTORS,
        method="post",
        arguments=lambda _world: {"record": UUID(int=0)},
        json=True,
        answers=404,
    ),
]
