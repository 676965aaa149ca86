"""What a row of the permission matrix says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from banheng.accounts.models import User
from banheng.accounts.roles import BUREAU_ROLES, Role
from tests.factories import SmallSchool


@dataclass(frozen=True)
class World:
    """Two schools of the same kind, each with an account for each role, and today's evidence in the first."""

    own: SmallSchool
    other: SmallSchool
    users: dict[Role, User]
    strangers: dict[Role, User]


@dataclass(frozen=True)
class Row:
    """One address with one method, and who of the own school may use it.

    Attributes:
        arguments: of the address beside the school, given the world (made once for each test).
        form: what is posted.
        json: that a script sends the request: JSON in, 401 instead of the sign-in page.
        answers: status for those who may; everybody else of the school gets 403, the other school 404.
    """

    url_name: str
    allowed: frozenset[Role]
    method: str = "get"
    arguments: Callable[[World], dict[str, Any]] = field(default=lambda _world: {})
    form: Callable[[World], Any] = field(default=lambda _world: {})
    json: bool = False
    answers: int = 200


EVERYBODY = frozenset(set(Role) - BUREAU_ROLES)
STAFF = EVERYBODY - {Role.PUPIL_INSPECTOR}
OFFICE = frozenset({Role.MORAL_EDUCATION_OFFICE})
