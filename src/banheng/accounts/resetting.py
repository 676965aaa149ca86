"""Help somebody who lost the password or the phone, and shut out who left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F

from banheng.accounts.granting import note, refuse_oneself
from banheng.accounts.models import AccountEvent
from banheng.accounts.opening import Slip, first_password

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User


@transaction.atomic
def reset_password(user: User, *, at: datetime, by: User | None) -> Slip:
    """Replace the password by a new first one; all sessions end.

    Raises:
        AccountRefused: it is their own.
    """
    refuse_oneself(user, by)
    password = first_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    end_sessions(user)
    note(user, AccountEvent.Kind.PASSWORD_RESET, at=at, by=by)
    return Slip(user, password)


@transaction.atomic
def reset_second_factor(user: User, *, at: datetime, by: User | None) -> None:
    """Take away authenticator app, passkeys and recovery codes; all sessions end.

    Raises:
        AccountRefused: it is their own.
    """
    refuse_oneself(user, by)
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    note(user, AccountEvent.Kind.SECOND_FACTOR_RESET, at=at, by=by)


@transaction.atomic
def sign_out_everywhere(user: User, *, at: datetime, by: User | None) -> None:
    """End all sessions of an account, on whatever device."""
    end_sessions(user)
    note(user, AccountEvent.Kind.SIGNED_OUT, at=at, by=by)


@transaction.atomic
def deactivate(user: User, *, at: datetime, by: User | None) -> None:
    """Shut an account; its sessions end at once, its records and history stay.

    Raises:
        AccountRefused: it is their own.
    """
    refuse_oneself(user, by)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)
    note(user, AccountEvent.Kind.DEACTIVATED, at=at, by=by)


@transaction.atomic
def activate(user: User, *, at: datetime, by: User | None) -> None:
    """Open a shut account again, with its old password."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    note(user, AccountEvent.Kind.ACTIVATED, at=at, by=by)


def end_sessions(user: User) -> None:
    """Begin a new series of sessions, which ends those of the old one."""
    user.session_series = F("session_series") + 1
    user.save(update_fields=["session_series"])
    user.refresh_from_db(fields=["session_series"])


def forget_ended_sessions() -> None:
    """Delete what is known of the devices of sessions that are no more."""
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
