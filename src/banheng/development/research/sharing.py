"""Send in a paper, a case, a plan or a resource; the office takes it into the library, where all staff find it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.recording import record_fact
from banheng.development.research.models import Work
from banheng.schools.models import Pupil

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from banheng.accounts.models import User
    from banheng.schools.models import School, Staff

FORMS = {Work.Kind.PAPER: "paper", Work.Kind.CASE: "case", Work.Kind.PLAN: "plan"}
"""What a kind is to the rules; putting a resource into the library is no output of research."""

SHORTEST_NAME = 2


def send(
    author: Staff,
    work: Work | None = None,
    *,
    kind: str,
    title: str,
    category: str,
    level: str,
    place: str,
    text: str,
    link: str,
    day: date,
    at: datetime,
) -> Work:
    """Send something in, or again after it was returned.

    Raises:
        DevelopmentRefused: a case has no category, the day is to come, a pupil of the school is named, or it was
            taken in already.
    """
    if work is not None and work.accepted_at is not None:
        raise DevelopmentRefused("accepted", gettext("已经入库，不能再改。"))
    if kind == Work.Kind.CASE and not category:
        raise DevelopmentRefused("no_category", gettext("案例要选分类。"))
    if day > timezone.localdate(at):
        raise DevelopmentRefused("day", gettext("完成日期不能晚于今天。"))
    if name := _named_pupil(author.school, f"{title} {text}"):
        raise DevelopmentRefused(
            "pupil",
            gettext("文中出现了本校学生的姓名“%(name)s”。请改用化名后再提交。") % {"name": name},
        )
    kept = work or Work(school=author.school, author=author)
    kept.kind, kept.title, kept.text = kind, title.strip(), text.strip()
    kept.category = category if kind == Work.Kind.CASE else ""
    kept.level, kept.place, kept.link, kept.day = level, place.strip(), link, day
    kept.sent_at, kept.returned_for = at, ""
    kept.save()
    return kept


def accept(work: Work, *, by: User, at: datetime) -> None:
    """Take something into the library; papers, cases and plans go into the dossier of the author.

    Raises:
        DevelopmentRefused: it is in the library, went back, or is the own.
    """
    _refuse_settled(work)
    if work.author_id == by.staff_id:
        raise DevelopmentRefused("own", gettext("自己的作品要由别人审核。"))
    with transaction.atomic():
        work.accepted_at, work.accepted_by = at, by
        work.save(update_fields=["accepted_at", "accepted_by"])
        if form := FORMS.get(Work.Kind(work.kind)):
            content = {"form": form, "role": "author", "place": work.place}
            record_fact(
                work.author,
                Fact.Kind.RESEARCH,
                work.title,
                since=work.day,
                content=content | ({"level": work.level} if work.level else {}),
                proof=gettext("资料库第 %(number)s 号") % {"number": work.pk},
                source=Fact.Source.PROCESS,
                by=by,
                at=at,
            )


def give_back(work: Work, *, reason: str) -> None:
    """Send something back to its author, with the reason.

    Raises:
        DevelopmentRefused: it is in the library or went back already, or no reason is given.
    """
    _refuse_settled(work)
    if not reason.strip():
        raise DevelopmentRefused("no_reason", gettext("退回要写明原因。"))
    work.returned_for = reason.strip()
    work.save(update_fields=["returned_for"])


def library(school: School, words: str = "", *, kind: str = "", category: str = "") -> QuerySet[Work]:
    """Find what was taken in: every word must stand in title, text, place or the author's name."""
    found = Work.objects.filter(school=school, accepted_at__isnull=False).select_related("author")
    for word in words.split():
        found = found.filter(
            Q(title__icontains=word)
            | Q(text__icontains=word)
            | Q(place__icontains=word)
            | Q(author__name__icontains=word)
        )
    if kind:
        found = found.filter(kind=kind)
    return found.filter(category=category) if category else found


def _refuse_settled(work: Work) -> None:
    if work.accepted_at is not None or work.returned_for:
        raise DevelopmentRefused("settled", gettext("已经入库或已经退回。"))


def _named_pupil(school: School, text: str) -> str:
    names = Pupil.objects.filter(school=school).values_list("name", flat=True)
    return next((name for name in names if len(name) > SHORTEST_NAME and name in text), "")
