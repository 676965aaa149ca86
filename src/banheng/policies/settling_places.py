"""Say of a marked place how it was dealt with, or take that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.policies.errors import PolicyRefused
from banheng.policies.models import SettledPlace

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.policies.marked_places import MarkedPlace
    from banheng.policies.models import SchemeSource

MOST_WORD = 300


def settle_place(
    source: SchemeSource, place: MarkedPlace, word: str, *, by: User | None, at: datetime
) -> SettledPlace:
    """Settle a place with a word of why; a later word takes the place of an earlier one.

    Raises:
        PolicyRefused: without a word, or about a figure that is still open: that one is filled in.
    """
    if not place.may_be_settled:
        raise PolicyRefused("still_open", gettext("这个数值还空着。请在表单里填上，或去掉这一条。"))
    word = word.replace("\x00", "").strip()  # NUL, which no database keeps
    if not word:
        raise PolicyRefused("no_word", gettext("请写一句怎样处理、为什么，会议纪要里要用。"))
    settled, _ = SettledPlace.objects.update_or_create(
        source=source, key=place.key, defaults={"word": word[:MOST_WORD], "by": by, "at": at}
    )
    return settled


def reopen_place(source: SchemeSource, place: MarkedPlace) -> None:
    """Take back that a place was settled."""
    SettledPlace.objects.filter(source=source, key=place.key).delete()
