"""One line of the matrix of a bureau."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from banheng.accounts.models import User
from banheng.accounts.roles import Role
from banheng.schools.models import Bureau
from tests.factories import SmallSchool


@dataclass(frozen=True)
class BureauWorld:
    """A county with one school and a city above, with an account for each role, and another county."""

    bureau: Bureau
    small: SmallSchool
    users: dict[Role, User]
    above: User
    strangers: dict[Role, User]


@dataclass(frozen=True)
class BureauRow:
    """One address with one method, and who of the own bureau may use it.

    Attributes:
        arguments: of the address beside the bureau.
        answers: status for those who may; everybody else of the bureau gets 403, other bureaus 404.
        above: whether an officer of the bureau above may use it too.
    """

    url_name: str
    allowed: frozenset[Role]
    method: str = "get"
    arguments: Callable[[BureauWorld], dict[str, Any]] = field(default=lambda _world: {})
    form: Callable[[BureauWorld], Any] = field(default=lambda _world: {})
    answers: int = 200
    above: bool = False
