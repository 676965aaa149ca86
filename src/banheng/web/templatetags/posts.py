"""What the pages of posts ask of an account and a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from banheng.accounts.roles import Permission
from banheng.schools.classes import classes_on

if TYPE_CHECKING:
    from datetime import date

    from banheng.accounts.access import Access
    from banheng.schools.models import SchoolClass

register = template.Library()


@register.filter
def sees_team(access: Access) -> bool:
    """Tell whether an account sees the team of homeroom teachers."""
    return access.may(Permission.SEE_TEAM)


@register.filter
def class_name(school_class: SchoolClass, day: date) -> str:
    """Name a class as it is called on a day, by its code if it has no name then; one query."""
    year = classes_on(school_class.school, day).filter(school_class=school_class).first()
    return year.name if year else school_class.code
