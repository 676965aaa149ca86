"""Figures about teachers that the office enters for many at once: weekly lessons, years of birth."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from banheng.core.errors import MalformedNumber
from banheng.core.points import UNITS, format_units, parse_units
from banheng.core.rounding import divide
from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.people import people_of
from banheng.development.recording import record_fact

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.schools.models import School, Staff

MOST_LESSONS = 60 * UNITS
OLDEST_YEARS, YOUNGEST_YEARS = 80, 18


class Figure(StrEnum):
    """What is entered; the codes are those that rule packs use."""

    WEEKLY_LESSONS = "weekly_lessons"
    BIRTH_YEAR = "birth_year"


AVERAGE_OF_ALL, AVERAGE_OF_TEACHING = "average_lessons_all", "average_lessons_teaching"
NAMES = {
    Figure.WEEKLY_LESSONS.value: gettext_lazy("周课时"),
    Figure.BIRTH_YEAR.value: gettext_lazy("出生年份"),
    AVERAGE_OF_ALL: gettext_lazy("全体教师周平均课时"),
    AVERAGE_OF_TEACHING: gettext_lazy("任课教师周平均课时"),
}


def read_lines(school: School, text: str) -> dict[Staff, str]:
    """Read lines of code and figure, as they are copied from a sheet: tab, comma or blank between.

    Raises:
        DevelopmentRefused: a line cannot be read, or names nobody of the school; with all such lines.
    """
    known = {staff.code: staff for staff in school.staff.filter(left=None)}
    found: dict[Staff, str] = {}
    faults = []
    for number, line in enumerate(text.splitlines(), start=1):
        parts = line.replace(",", " ").replace("，", " ").split()
        if not parts:
            continue
        if len(parts) < 2 or parts[0] not in known:
            faults.append(gettext("第 %(line)d 行：%(said)s") % {"line": number, "said": line.strip()[:40]})
            continue
        found[known[parts[0]]] = parts[-1]
    if faults:
        raise DevelopmentRefused(
            "lines", gettext("下列各行没有本校教师的工号或数字，什么也没有登记：") + "；".join(faults[:10])
        )
    if not found:
        raise DevelopmentRefused("lines", gettext("没有读到内容。请每行写一个工号和一个数字。"))
    return found


def enter_figures(
    school: School, figure: Figure, said: Mapping[Staff, str], *, since: date, by: User, at: datetime
) -> int:
    """Put figures into the dossiers from a day on, those of lessons with the averages; count those that are new.

    Raises:
        DevelopmentRefused: a figure is none, or cannot be.
    """
    if since > timezone.localdate(at):
        raise DevelopmentRefused("day", gettext("起始日期还没有到。"))
    units = {staff: _checked(figure, staff, text, since) for staff, text in said.items()}
    today = timezone.localdate(at)
    with transaction.atomic():
        type(school).objects.select_for_update().get(pk=school.pk)
        everybody = list(school.staff.filter(left=None).order_by("code"))
        known = {
            staff: dict(person.figures)
            for staff, person in zip(everybody, people_of(school, everybody, today), strict=True)
        }
        fresh = {staff: {figure.value: value} for staff, value in units.items()}
        if figure is Figure.WEEKLY_LESSONS:
            fresh = _with_averages(known, fresh)
        number = 0
        for staff, figures in fresh.items():
            for code, value in figures.items():
                if known[staff].get(code) != value:
                    _record(staff, code, value, since, by, at)
                    number += code == figure
    return number


def _checked(figure: Figure, staff: Staff, text: str, since: date) -> int:
    try:
        units = parse_units(text)
    except MalformedNumber as fault:
        raise DevelopmentRefused(
            "figure", gettext("%(name)s：“%(said)s”不是数字。") % {"name": staff, "said": text}
        ) from fault
    if figure is Figure.WEEKLY_LESSONS:
        possible = 0 <= units <= MOST_LESSONS
    else:
        youngest, oldest = since.year - YOUNGEST_YEARS, since.year - OLDEST_YEARS
        possible = units % UNITS == 0 and oldest <= units // UNITS <= youngest
    if not possible:
        raise DevelopmentRefused(
            "figure",
            gettext("%(name)s：%(figure)s %(said)s 不可能。请核对。")
            % {"name": staff, "figure": NAMES[figure.value], "said": text},
        )
    return units


def _with_averages(
    known: Mapping[Staff, Mapping[str, int]], fresh: Mapping[Staff, dict[str, int]]
) -> dict[Staff, dict[str, int]]:
    """Give everybody who has lessons the averages, which the rules of workload compare with."""
    code = Figure.WEEKLY_LESSONS.value
    lessons = {staff: fresh.get(staff, {}).get(code, figures.get(code)) for staff, figures in known.items()}
    given = [units for units in lessons.values() if units is not None]
    teaching = [units for units in given if units > 0]
    averages = {AVERAGE_OF_ALL: divide(sum(given), len(given))}
    if teaching:
        averages[AVERAGE_OF_TEACHING] = divide(sum(teaching), len(teaching))
    return {staff: fresh.get(staff, {}) | averages for staff, units in lessons.items() if units is not None}


def _record(staff: Staff, code: str, units: int, since: date, by: User, at: datetime) -> None:
    record_fact(
        staff,
        Fact.Kind.FIGURE,
        str(NAMES[code]),
        since=since,
        content={"code": code, "value": format_units(units)},
        source=Fact.Source.OFFICE,
        by=by,
        at=at,
    )
