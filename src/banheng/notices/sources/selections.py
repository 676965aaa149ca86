"""Steps of selection rounds: told to those who take part in them, and to the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from banheng.accounts.models import User
from banheng.development.posts.models import RoundStep
from banheng.notices.kinds import ROUND_MOVES
from banheng.notices.sources.news import LONGEST_TRANSACTION, News, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from banheng.notices.sources.looking import Looking
    from banheng.schools.models import School


def _rows(school: School) -> QuerySet[RoundStep]:
    return RoundStep.objects.filter(round__school=school).select_related("round__school")


def _news(step: RoundStep, _look: Looking) -> Iterator[News]:
    selection = step.round
    applicants = selection.applicants.filter(withdrawn_at=None)
    told = User.objects.filter(is_active=True, staff__in=applicants.values("staff"))
    judges = User.objects.filter(is_active=True, pk__in=selection.panel.values("user"))
    link = reverse("posts-round", args=[selection.school.code, selection.pk])
    yield News(ROUND_MOVES, str(step.pk), link, [*told, *judges], {"round": selection.title}, step.name)


SELECTIONS = Source("selection", _rows, "pk", "at", LONGEST_TRANSACTION, _news)
