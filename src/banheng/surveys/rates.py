"""How many have answered: of each group about each class, never who."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q

from banheng.questionnaires.instrument import WITHOUT_ACCOUNT, Group
from banheng.surveys.groups import GROUP_NAMES

if TYPE_CHECKING:
    from datetime import date

    from banheng.surveys.models import Survey


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of a group have answered.

    Attributes:
        school_class: the key of the class; none about the school.
        until: the latest last day that any of them was given.
    """

    school_class: int | None
    group: Group
    invited: int
    used: int
    until: date | None

    @property
    def name(self) -> str:
        """What the group is called."""
        return str(GROUP_NAMES[self.group])

    @property
    def has_slips(self) -> bool:
        """Tell whether they answer by slips."""
        return self.group in WITHOUT_ACCOUNT


def last_day_of(survey: Survey, school_class: int | None, group: Group) -> date:
    """Give the last day on which a group may answer about a class."""
    rights = survey.rights.filter(school_class=school_class, group=group)
    return max(survey.last, rights.aggregate(Max("until"))["until__max"] or survey.last)


def rates_of(survey: Survey) -> list[Rate]:
    """Count the answers, in the order of the instrument's groups."""
    counted = (
        survey.rights.order_by()
        .values("school_class", "group")
        .annotate(invited=Count("pk"), answered=Count("pk", filter=Q(used=True)), latest=Max("until"))
    )
    order = list(survey.instrument.groups)
    rates = [
        Rate(line["school_class"], Group(line["group"]), line["invited"], line["answered"], line["latest"])
        for line in counted
    ]
    return sorted(rates, key=lambda rate: order.index(rate.group))
