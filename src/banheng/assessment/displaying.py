"""Open and withdraw the screens in the hall."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from banheng.assessment.models import HallDisplay

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.schools.models import School


def open_display(school: School, *, name: str, by: User, at: datetime) -> HallDisplay:
    """Make a screen with an address that nobody can guess (192 bits)."""
    return HallDisplay.objects.create(
        school=school, name=name, secret=secrets.token_urlsafe(24), made_by=by, made_at=at
    )


def withdraw(display: HallDisplay, *, by: User, at: datetime) -> None:
    """Let the address show nothing any more; the screen goes dark at its next refresh."""
    if display.withdrawn_at is None:
        display.withdrawn_by, display.withdrawn_at = by, at
        display.save(update_fields=["withdrawn_by", "withdrawn_at"])


def shown_display(secret: str) -> HallDisplay | None:
    """Find the screen of an address; None if there is none or it was withdrawn."""
    return HallDisplay.objects.filter(secret=secret, withdrawn_at=None).select_related("school").first()
