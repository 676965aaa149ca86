"""How long a term of office is, unless the round says otherwise."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from banheng.development.rule_packs import rules_in_force
from banheng.eligibility.pack import RuleKind
from banheng.eligibility.service import TermOfOffice
from banheng.eligibility.spans import add_months, months_between
from banheng.schools.calendars import current_year

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from banheng.eligibility.condition import Condition
    from banheng.schools.models import School

DAY = timedelta(days=1)


def term_years(school: School, day: date) -> int:
    """Give the years that the rules in force ask a term of office to last; one where they say nothing."""
    asked = [
        condition.years
        for version in rules_in_force(school, day)
        for rule in version.rules.rules
        if rule.kind is RuleKind.TERM
        for condition in _all_within(rule.when)
        if isinstance(condition, TermOfOffice)
    ]
    return max((int(years) for years in asked), default=1)


def next_term(school: School, day: date) -> tuple[date, date]:
    """Propose the next term of office: from the day after this academic year."""
    year = current_year(school, day)
    first = year.last + DAY if year is not None else day
    return first, add_months(first, 12 * term_years(school, day)) - DAY


def is_short(school: School, first: date, last: date, day: date) -> bool:
    """Tell whether a term of office is shorter than the rules in force on a day ask for."""
    return months_between(first, last + DAY) < 12 * term_years(school, day)


def _all_within(condition: Condition) -> Iterator[Condition]:
    yield condition
    for part in condition.children():
        yield from _all_within(part)
