"""Tokens of programs: made for the own account, shown once, and never more than the account may do itself."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import replace
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banheng.accounts.access import access
from banheng.accounts.errors import AccountRefused
from banheng.accounts.granting import note
from banheng.accounts.models import AccountEvent, Token
from banheng.accounts.roles import Permission
from banheng.schools.classes import classes_on

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.utils.functional import _StrPromise

    from banheng.accounts.access import Access, HeldRole
    from banheng.accounts.models import User
    from banheng.schools.models import Grade, School, SchoolClass

LONGEST_DAYS = 366
MARK = "banheng_"
"""Every token begins with it, so that one that stands where it should not is found by a search."""
_TOUCH = timedelta(minutes=1)


class Scope(Enum):
    """What a token may be used for; the account must besides hold one of the permissions at that moment."""

    RECORDS_READ = "records:read"
    RECORDS_WRITE = "records:write"
    ROSTER_READ = "roster:read"
    RESULTS_READ = "results:read"
    SCHEMES_READ = "schemes:read"

    @property
    def label(self) -> _StrPromise:
        """What people choose."""
        return _LABELS[self]

    @property
    def permissions(self) -> tuple[Permission, ...]:
        """One of these the account must hold."""
        return _PERMISSIONS[self]


_LABELS = {
    Scope.RECORDS_READ: _("读取检查记录"),
    Scope.RECORDS_WRITE: _("登记和作废检查记录"),
    Scope.ROSTER_READ: _("读取学期、班级和教职工（没有学生信息）"),
    Scope.RESULTS_READ: _("读取考核结果和计分说明（没有津贴）"),
    Scope.SCHEMES_READ: _("读取考核方案"),
}
_PERMISSIONS = {
    Scope.RECORDS_READ: (Permission.SEE_RECORDS, Permission.INSPECT),
    Scope.RECORDS_WRITE: (Permission.INSPECT, Permission.VOID_RECORDS),
    Scope.ROSTER_READ: (Permission.SEE_SCHOOL,),
    Scope.RESULTS_READ: (Permission.SEE_SCHOOL,),
    Scope.SCHEMES_READ: (Permission.SEE_SCHOOL,),
}


@transaction.atomic
def make_token(
    school: School,
    user: User,
    *,
    name: str,
    scopes: Iterable[Scope],
    last: date,
    at: datetime,
    grade: Grade | None = None,
    school_class: SchoolClass | None = None,
) -> tuple[Token, str]:
    """Make a token for the own account.

    Returns:
        The token, and the text of it, which cannot be had again.

    Raises:
        AccountRefused: it has no scope or no name, ends too late or has ended, or is for both a grade and a class.
    """
    today = timezone.localdate(at)
    chosen = sorted({scope.value for scope in scopes})
    if not chosen or not name.strip():
        raise AccountRefused(gettext("请写明用途，并至少选一项令牌可以做的事。"))
    if not today <= last <= today + timedelta(days=LONGEST_DAYS):
        raise AccountRefused(gettext("令牌最多用一年。请把最后一天定在今天到一年之内。"))
    if grade is not None and school_class is not None:
        raise AccountRefused(gettext("范围请只选年级或班级中的一项。"))
    prefix = f"{MARK}{secrets.token_hex(4)}"
    text = f"{prefix}_{secrets.token_urlsafe(32)}"
    made = Token.objects.create(
        user=user,
        school=school,
        name=name.strip(),
        prefix=prefix,
        digest=_digest(text),
        scopes=chosen,
        grade=grade,
        school_class=school_class,
        made_at=at,
        last=last,
    )
    note(user, AccountEvent.Kind.TOKEN_MADE, school=school, by=user, at=at)
    return made, text


@transaction.atomic
def revoke_token(token: Token, *, by: User, at: datetime) -> None:
    """Take a token back; it is refused from now on. Taking it back twice changes nothing."""
    if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        note(token.user, AccountEvent.Kind.TOKEN_REVOKED, school=token.school, by=by, at=at)


def find_token(text: str, at: datetime) -> Token | None:
    """Give the token of a text if it is taken now: known, not revoked, not ended, its account in use."""
    prefix = text[: len(MARK) + 8]
    found = Token.objects.filter(prefix=prefix).select_related("user", "school", "school_class").first()
    digest = found.digest if found else ""
    if not hmac.compare_digest(digest, _digest(text)) or found is None:
        return None
    is_shut = found.revoked_at is not None or found.last < timezone.localdate(at)
    if is_shut or not found.user.is_active or found.user.must_change_password:
        return None
    if found.last_used_at is None or at - found.last_used_at >= _TOUCH:
        Token.objects.filter(pk=found.pk).update(last_used_at=at.replace(second=0, microsecond=0))
    return found


def access_of(token: Token, day: date) -> Access:
    """Give what the account may do on a day, within the grade or class of the token."""
    whole = access(token.user, token.school, day)
    if token.grade_id is None and token.school_class_id is None:
        return whole
    narrowed = (_narrowed(held, token, whole) for held in whole.roles)
    return replace(whole, roles=tuple(held for held in narrowed if held is not None))


def covered_classes(token: Token, day: date) -> frozenset[str] | None:
    """List the codes of the classes that a token is for; None if it is for all of the account's."""
    if token.school_class is not None:
        return frozenset({token.school_class.code})
    if token.grade_id is None:
        return None
    found = classes_on(token.school, day).filter(grade=token.grade_id)
    return frozenset(found.values_list("school_class__code", flat=True))


def _narrowed(held: HeldRole, token: Token, whole: Access) -> HeldRole | None:
    """Cut a role to the token's grade or class; None if nothing is left of it."""
    if token.school_class_id is not None:
        fits = held.school_class in {None, token.school_class_id} and (
            held.grade is None or _is_in(token.school_class_id, held.grade, whole)
        )
        return replace(held, grade=None, school_class=token.school_class_id) if fits else None
    if held.school_class is not None:
        return held if token.grade_id and _is_in(held.school_class, token.grade_id, whole) else None
    return replace(held, grade=token.grade_id) if held.grade in {None, token.grade_id} else None


def _is_in(school_class: int, grade: int, whole: Access) -> bool:
    return classes_on(whole.school, whole.day).filter(school_class=school_class, grade=grade).exists()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
