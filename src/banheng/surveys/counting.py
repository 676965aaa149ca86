"""Where surveys count: the items of the schemes in force that are scored by questionnaire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.policies.in_force import scheme_of, versions_in_force
from banheng.rules.survey import Survey as SurveyRule

if TYPE_CHECKING:
    from datetime import date

    from banheng.schools.models import School


def survey_items(school: School, day: date) -> dict[str, tuple[str, SurveyRule]]:
    """List the items of the schemes in force that are scored by questionnaire: name and rule by code."""
    return {
        item.code: (item.name, item.rule)
        for version in versions_in_force(school, day)
        for item in scheme_of(version).items()
        if isinstance(item.rule, SurveyRule)
    }
