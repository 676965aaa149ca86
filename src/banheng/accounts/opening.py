"""Open accounts, with a first password on a slip that is shown once and must be changed."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.accounts.errors import AccountRefused
from banheng.accounts.granting import note
from banheng.accounts.models import AccountEvent, User
from banheng.schools.models import Staff

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.schools.models import School

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is mistaken for another on paper


@dataclass(frozen=True, slots=True)
class Slip:
    """What somebody needs to sign in for the first time; the password is kept nowhere else."""

    user: User
    password: str


def first_password() -> str:
    """Make a password that can be read from paper: twelve letters, about 59 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


@transaction.atomic
def open_account(
    school: School, *, name: str, code: str, at: datetime, by: User | None, staff: Staff | None = None
) -> Slip:
    """Open an account whose user name is the code, with the school's code before it if it is taken.

    Raises:
        AccountRefused: the name or the code is empty, or somebody of the staff has an account already.
    """
    if staff is not None and User.objects.filter(staff=staff).exists():
        raise AccountRefused(gettext("%(name)s已经有账号。忘记密码时请重设密码。") % {"name": staff.name})
    if not name.strip():
        raise AccountRefused(gettext("请填写姓名。"))
    username = _free_username(school, code)
    password = first_password()
    user = User.objects.create_user(
        username, password=password, name=name.strip(), staff=staff, school=school, must_change_password=True
    )
    note(user, AccountEvent.Kind.OPENED, school=school, by=by, at=at)
    return Slip(user, password)


@transaction.atomic
def open_for_all_staff(school: School, *, at: datetime, by: User | None) -> list[Slip]:
    """Open an account for everybody of the staff who works there and has none."""
    missing = Staff.objects.filter(school=school, left__isnull=True, user__isnull=True)
    return [
        open_account(school, name=staff.name, code=staff.code, at=at, by=by, staff=staff) for staff in missing
    ]


def _free_username(school: School, code: str) -> str:
    plain = re.sub(r"[^\w.@+-]", "", code)
    if not plain:
        raise AccountRefused(gettext("请填写用户名：字母、数字或工号。"))
    for name in (plain, f"{school.code}-{plain}"):
        if not User.objects.filter(username__iexact=name).exists():
            return name
    raise AccountRefused(gettext("用户名“%(name)s”已经有人使用。请换一个。") % {"name": plain})
