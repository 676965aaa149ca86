"""What a journal gives: rows in their order, and the news that a row is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

from banheng.accounts.models import User
from banheng.notices.kind import Kind
from banheng.notices.sources.looking import Looking


@dataclass(frozen=True, slots=True)
class News:
    """Something that people, and perhaps groups, are to be told; the fields are those of `Notice`.

    Attributes:
        about: the same for the same news, however often it is gathered.
        to_groups: that the groups are told too, if the kind has a sentence for them.
    """

    kind: Kind
    about: str
    link: str
    to: Iterable[User] = ()
    said: dict[str, str] = field(default_factory=dict)
    text: str = ""
    to_groups: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A journal to which rows are only added.

    Attributes:
        rows: all rows of a school, by a filter alone: inside another query the school is an `OuterRef`.
        place: the field that counts them.
        when: the field that says when a row was made.
        settles: how long a row with a lower number may still appear, because its transaction ends later.
        news: what a row is to whom.
    """

    code: str
    rows: Callable[[Any], QuerySet[Any]]
    place: str
    when: str
    settles: timedelta
    news: Callable[[Any, Looking], Iterable[News]]

    def has_settled(self, row: Any, at: datetime) -> bool:
        """Tell whether nothing can appear before a row any more."""
        made_at: datetime = attrgetter(self.when)(row)
        return made_at <= at - self.settles


LONGEST_TRANSACTION = timedelta(minutes=10)
"""Numbers of most tables are given out before the row can be seen."""
