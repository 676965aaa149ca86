"""How somebody wants to be told, and what holds while they have not said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.notices.kind import Mail, Person
from banheng.notices.kinds import KINDS
from banheng.notices.models import Preference, SchoolHours
from banheng.notices.timing import Hours

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time

    from banheng.accounts.access import Access
    from banheng.accounts.models import User
    from banheng.notices.kind import Kind
    from banheng.schools.models import School


def preference_of(user: User) -> Preference:
    """Give what somebody chose; unsaved if they never did."""
    return Preference.objects.filter(user=user).first() or Preference(user=user)


def preferences_of(users: Sequence[User]) -> dict[int, Preference]:
    """Give what several people chose, by the number of their account."""
    known = Preference.objects.in_bulk([user.pk for user in users])
    return {user.pk: known.get(user.pk) or Preference(user=user) for user in users}


def school_hours(school: School) -> SchoolHours:
    """Give the hours of a school; unsaved if the office never changed them."""
    return SchoolHours.objects.filter(school=school).first() or SchoolHours(school=school)


def mail_choice(preference: Preference, kind: Kind) -> Mail:
    """Say how a kind of notice goes to somebody by e-mail."""
    return Mail(preference.mail.get(kind.code, kind.mail))


def hours_for(school: SchoolHours, preference: Preference | None = None) -> Hours:
    """Put somebody's own hours before the school's."""

    def hour(name: str) -> time:
        own: time | None = getattr(preference, name, None)
        standard: time = getattr(school, name)
        return standard if own is None else own

    return Hours(hour("quiet_from"), hour("quiet_until"), hour("daily_at"))


def prefer(
    user: User,
    *,
    email: str,
    mail: dict[str, str],
    quiet_from: time | None,
    quiet_until: time | None,
    daily_at: time | None,
) -> None:
    """Keep what somebody chose; it holds for what is gathered from now on."""
    user.email = email
    user.save(update_fields=["email"])
    chosen = {code: Mail(choice).value for code, choice in mail.items() if code in KINDS}
    Preference.objects.update_or_create(
        user=user,
        defaults={
            "mail": {**preference_of(user).mail, **chosen},
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
            "daily_at": daily_at,
        },
    )


def offered(access: Access) -> list[Kind]:
    """List the kinds of notice that somebody with this access may ever get."""
    return [
        kind
        for kind in KINDS.values()
        if any(access.may(to.permission if isinstance(to, Person) else to) for to in kind.to)
    ]
