"""Equal visits: on how many days each class was looked at for each item, in a week or a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from banheng.accounts.roles import Permission
from banheng.assessment.evidence import evidence_of
from banheng.assessment.visits import visits
from banheng.core.errors import MalformedPeriod
from banheng.core.periods import PeriodKind, code_of, parse_period
from banheng.policies.in_force import scheme_of, versions_in_force
from banheng.rules.rule import Within
from banheng.schools.calendars import current_term, school_calendar
from banheng.schools.classes import classes_on
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.assessment.visits import ItemVisits
    from banheng.core.periods import Period
    from banheng.schemes.scheme import Item, Scheme
    from banheng.schools.models import ClassYear


@dataclass(frozen=True, slots=True)
class Visited:
    """How often a class was looked at for an item.

    Attributes:
        fewer: on so many days less than the class that was looked at most.
    """

    days: int
    fewer: int


@dataclass(frozen=True, slots=True)
class Group:
    """Classes that are compared with each other: those of a grade, or all.

    Attributes:
        lines: of each class, what was seen of each item.
        unseen: the items that were looked at in no class.
        gaps: the items that were looked at in some classes and not in others, with the latter.
        unequal: the items that were looked at in all classes, with those behind and the most days.
    """

    name: str
    lines: Sequence[tuple[ClassYear, Sequence[Visited]]]
    unseen: Sequence[Item]
    gaps: Sequence[tuple[Item, Sequence[str]]]
    unequal: Sequence[tuple[Item, Sequence[str], int]]


@school_page(Permission.EDIT_ROTA)
@require_GET
def equal_visits(request: HttpRequest, access: Access) -> HttpResponse:
    """Show where a class was looked at less often than others, before a result is computed."""
    period = _period(request, access)
    until = min(period.last, access.day)
    schemes = [scheme_of(version) for version in versions_in_force(access.school, until)]
    groups = _groups(access, schemes, period)
    before, after = period.first - timedelta(days=1), period.last + timedelta(days=1)
    content: dict[str, Any] = {
        "tab": "visits",
        "period": period,
        "term": current_term(access.school, until),
        "earlier": parse_period(code_of(period.kind, before)),
        "later": parse_period(code_of(period.kind, after)) if after <= access.day else None,
        "week": code_of(PeriodKind.WEEK, until),
        "month": code_of(PeriodKind.MONTH, until),
        "school_days": len(school_calendar(access.school).school_days(period.first, until)),
        "so_far": period.last >= access.day,
        "schemes": schemes,
        "items": _items(groups),
        "groups": [group for group, _ in groups],
        "is_whole_school": _is_whole_school(schemes),
    }
    return render(request, "rota/visits.html", content)


def _period(request: HttpRequest, access: Access) -> Period:
    """Read a week or month that has begun, this week by default.

    Raises:
        Http404: it is something else.
    """
    try:
        period = parse_period(request.GET.get("period") or code_of(PeriodKind.WEEK, access.day))
    except MalformedPeriod as malformed:
        raise Http404 from malformed
    if period.kind not in {PeriodKind.WEEK, PeriodKind.MONTH} or period.first > access.day:
        raise Http404
    return period


def _groups(
    access: Access, schemes: Sequence[Scheme], period: Period
) -> list[tuple[Group, list[ItemVisits]]]:
    evidence = evidence_of(access.school, period.first, period.last)
    classes = list(classes_on(access.school, min(period.last, access.day)))
    groups = []
    for name, found in groupby(
        classes, key=lambda year: "" if _is_whole_school(schemes) else year.grade.name
    ):
        members = list(found)
        codes = [year.school_class.code for year in members]
        seen: dict[str, ItemVisits] = {}
        for scheme in schemes:
            for item in visits(scheme, evidence, period, codes):
                seen.setdefault(item.item.code, item)
        groups.append((_group(name, members, list(seen.values())), list(seen.values())))
    return groups


def _group(name: str, members: Sequence[ClassYear], seen: Sequence[ItemVisits]) -> Group:
    names = {year.school_class.code: year.name for year in members}
    lines = []
    for year in members:
        numbers = [(item.days[year.school_class.code], item.most) for item in seen]
        lines.append((year, [Visited(days, most - days) for days, most in numbers]))
    unseen = [item.item for item in seen if not item.most]
    behind = [(item, [names[code] for code in item.behind]) for item in seen if item.behind]
    gaps = [
        (item.item, [names[code] for code in item.behind if not item.days[code]])
        for item, _ in behind
        if not item.least
    ]
    unequal = [(item.item, classes, item.most) for item, classes in behind if item.least]
    return Group(name, lines, unseen, gaps, unequal)


def _items(groups: Sequence[tuple[Group, Sequence[ItemVisits]]]) -> list[Item]:
    return [item.item for item in groups[0][1]] if groups else []


def _is_whole_school(schemes: Sequence[Scheme]) -> bool:
    """Tell whether classes are ranked across grades, so that they must be looked at equally often."""
    return any(scheme.ranking is not None and scheme.ranking.within is Within.SCHOOL for scheme in schemes)
