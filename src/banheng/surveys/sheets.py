"""What an open survey holds: the sheets that came in, and how many were asked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from banheng.duties.sealing import unseal
from banheng.questionnaires.instrument import Group
from banheng.questionnaires.sheets import Sheet
from banheng.schools.classes import classes_on

if TYPE_CHECKING:
    from banheng.questionnaires.results import Asked
    from banheng.surveys.models import Survey

SCHOOL = ""
"""The receiver of what is said about the school as a whole."""


def sheets_of(survey: Survey) -> list[Sheet]:
    """Read the sheets; none is left once the survey is closed."""
    return [
        Sheet(
            sheet.school_class.code if sheet.school_class else SCHOOL,
            Group(sheet.group),
            unseal(sheet.sealed),
        )
        for sheet in survey.sheets.select_related("school_class")
    ]


def cuts_of(survey: Survey) -> dict[str, list[str]]:
    """Name the classes of each grade, and of the school, for their totals; none where the survey is about the school."""
    if survey.is_about_school:
        return {}
    cuts: dict[str, list[str]] = {}
    for year in classes_on(survey.school, survey.first):
        cuts.setdefault(year.grade.name, []).append(year.school_class.code)
    return cuts | {survey.school.name: [code for codes in cuts.values() for code in codes]}


def invited_to(survey: Survey) -> Counter[Asked]:
    """Count the rights about each class, or the school, by group."""
    rights = survey.rights.values_list("school_class__code", "group")
    return Counter((code or SCHOOL, Group(group)) for code, group in rights)
