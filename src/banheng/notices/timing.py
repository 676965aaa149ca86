"""When something is sent: at once or with the day's mail, and never in quiet hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from datetime import datetime, time


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of somebody, or of a group, on the clock of the site.

    Quiet hours may run past midnight; if they end when they begin there are none.
    """

    quiet_from: time
    quiet_until: time
    daily_at: time

    def is_quiet(self, clock: time) -> bool:
        """Tell whether nothing is sent at this hour."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= clock < self.quiet_until
        return clock >= self.quiet_from or clock < self.quiet_until


def due(at: datetime, hours: Hours, *, daily: bool = False) -> datetime:
    """Say when something that arises now is sent."""
    moment = timezone.localtime(at)
    if daily:
        moment = _next(moment, hours.daily_at)
    if hours.is_quiet(moment.time()):
        moment = _next(moment, hours.quiet_until)
    return moment


def _next(moment: datetime, clock: time) -> datetime:
    """Give the next time that a clock shows this hour."""
    today = moment.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    return today if today > moment else today + timedelta(days=1)
