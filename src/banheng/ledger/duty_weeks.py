"""The teaching weeks of a term, with the duty week that belongs to each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from banheng.ledger.models import DutyWeek
from banheng.schools.calendars import current_term, school_calendar, teaching_week

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.schools.models import School, Term

_SUNDAY = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class TeachingWeek:
    """A week of a term, Monday to Sunday.

    Attributes:
        number: counted from 1.
        days: its school days in the term; none in a week of holidays.
        duty_week: None as long as nobody was put on duty in it.
    """

    school: School
    number: int
    monday: date
    days: Sequence[date]
    duty_week: DutyWeek | None

    @property
    def first(self) -> date:
        """The first day of duty."""
        return self.duty_week.first if self.duty_week else (self.days[0] if self.days else self.monday)

    @property
    def last(self) -> date:
        """The last day of duty."""
        return self.duty_week.last if self.duty_week else (self.days[-1] if self.days else self.monday)

    def is_over(self, day: date) -> bool:
        """Tell whether all its days of duty are past."""
        return self.last < day


def weeks_of_term(school: School, term: Term) -> list[TeachingWeek]:
    """List the teaching weeks of a term, those of holidays as well."""
    calendar = school_calendar(school)
    monday = _monday(term.first)
    stored = DutyWeek.objects.filter(school=school, first__gte=monday, first__lte=term.last)
    known: dict[date, DutyWeek] = {}
    for duty_week in stored.prefetch_related("duties__post", "duties__user"):
        known.setdefault(_monday(duty_week.first), duty_week)
    weeks = []
    while monday <= term.last:
        days = calendar.school_days(max(monday, term.first), min(monday + _SUNDAY, term.last))
        number = teaching_week(term, monday)
        weeks.append(TeachingWeek(school, number, monday, tuple(days), known.get(monday)))
        monday += timedelta(days=7)
    return weeks


def find_week(school: School, monday: date) -> TeachingWeek | None:
    """Find a teaching week by its Monday; None if no term has it."""
    term = current_term(school, monday + _SUNDAY)
    weeks = weeks_of_term(school, term) if term else []
    return next((week for week in weeks if week.monday == monday), None)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
