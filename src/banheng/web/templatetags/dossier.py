"""Days of what stands in a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from banheng.reports.contents.dossier import say_days

if TYPE_CHECKING:
    from banheng.development.dossier.moving import MovedFact
    from banheng.development.dossier.reading import Line
    from banheng.development.models import Fact

register = template.Library()


@register.filter
def days(of: Fact | Line | MovedFact) -> str:
    """Say from when to when it holds, or on which day it was."""
    return say_days(of.since, of.until)
