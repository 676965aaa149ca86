"""What honours and follow-ups keep in both languages, and whether something is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from banheng.accounts.roles import Permission
from banheng.core.wording import Language
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from datetime import date

    from banheng.accounts.access import Access
    from banheng.honours.models import FollowUp

register = template.Library()


@register.filter
def in_language(ground: dict[str, str]) -> str:
    """Give a kept sentence in the language of the request."""
    return ground["zh" if request_language() is Language.ZH_HANS else "en"]


@register.filter
def is_overdue(follow_up: FollowUp, day: date) -> bool:
    """Tell whether a follow-up should have been done before a day."""
    return follow_up.is_overdue(day)


@register.filter
def keeps_honours(access: Access) -> bool:
    """Tell whether an account proposes honours or decides on them."""
    return access.may(Permission.KEEP_HONOURS) or access.may(Permission.DECIDE_HONOURS)


@register.filter
def records_decisions(access: Access) -> bool:
    """Tell whether an account takes down decisions of special cases."""
    return access.may(Permission.RUN_PERIODS)
