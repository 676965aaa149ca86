"""Appeals: told to those who may hear them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from banheng.accounts.roles import Permission
from banheng.assessment.errors import SheetRefused
from banheng.assessment.models import Appeal
from banheng.assessment.ruling import refuse_concerned
from banheng.notices.kinds import APPEAL
from banheng.notices.sources.news import LONGEST_TRANSACTION, News, Source
from banheng.notices.sources.sheets import said_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

    from banheng.accounts.models import User
    from banheng.notices.sources.looking import Looking
    from banheng.schools.models import School


def _rows(school: School) -> QuerySet[Appeal]:
    appeals = Appeal.objects.filter(school=school)
    return appeals.select_related("school", "sheet__school", "sheet__version").defer("sheet__results")


def _news(appeal: Appeal, look: Looking) -> Iterator[News]:
    to = hearers(appeal, timezone.localdate(appeal.at), look)
    yield News(APPEAL, str(appeal.pk), link_to(appeal), to, said_of(appeal.sheet), appeal.number)


def hearers(appeal: Appeal, day: date, look: Looking) -> list[User]:
    """List who may hear an appeal; where all are concerned in it, all but the appellant, who must find somebody."""
    holding = [user for user in look.holders(Permission.HEAR_APPEALS, day) if user.pk != appeal.by_id]
    return [user for user in holding if _may_decide(appeal, user)] or holding


def _may_decide(appeal: Appeal, user: User) -> bool:
    try:
        refuse_concerned(appeal, user)
    except SheetRefused:
        return False
    return True


def link_to(appeal: Appeal) -> str:
    """Give the address of an appeal's page."""
    return reverse("appeals-appeal", args=[appeal.school.code, appeal.number])


APPEALS = Source("appeal", _rows, "pk", "at", LONGEST_TRANSACTION, _news)
