"""The steps of score sheets: told to those who are scored, to who takes the next step, and to groups."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from banheng.accounts.roles import Permission
from banheng.assessment.changes import changes_between
from banheng.assessment.models import Step
from banheng.notices.kinds import AMENDED, FINALISED, PUBLISHED, RETURNED, REVIEWED, WITHDRAWN
from banheng.notices.recipients import accounts_of, posted_on
from banheng.notices.sources.news import LONGEST_TRANSACTION, News, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from banheng.assessment.models import ScoreSheet
    from banheng.notices.sources.looking import Looking
    from banheng.schools.models import School

_NEXT = {
    Step.Kind.REVIEWED: (REVIEWED, Permission.PUBLISH_RESULTS),
    Step.Kind.RETURNED: (RETURNED, Permission.RUN_PERIODS),
}
_PUBLIC = {
    Step.Kind.PUBLISHED: PUBLISHED,
    Step.Kind.WITHDRAWN: WITHDRAWN,
    Step.Kind.AMENDED: AMENDED,
    Step.Kind.FINALISED: FINALISED,
}


def _rows(school: School) -> QuerySet[Step]:
    steps = Step.objects.filter(sheet__school=school)
    return steps.select_related("sheet__school", "sheet__version", "by").defer("sheet__results")


def _news(step: Step, look: Looking) -> Iterator[News]:
    if step.kind in _NEXT:
        kind, permission = _NEXT[step.kind]
        holding = look.holders(permission, timezone.localdate(step.at))
        to = [user for user in holding if user != step.by]
        link = link_to("desk-period", step.sheet)
        yield News(kind, str(step.pk), link, to, said_of(step.sheet), step.reason)
    elif step.kind in _PUBLIC:
        yield from _public(step)


def _public(step: Step) -> Iterator[News]:
    """Tell everybody who is scored, each with the way to their own score, and groups with the way to the board."""
    kind, about, said = _PUBLIC[step.kind], str(step.pk), said_of(step.sheet)
    school, day = step.sheet.school, timezone.localdate(step.at)
    scored = _concerned(step)
    accounts = accounts_of(school, [teacher for _, teacher in scored])
    in_post = posted_on(school, day)
    board = (
        link_to("board-notice", step.sheet) if kind is not WITHDRAWN else reverse("board", args=[school.code])
    )
    for school_class, teacher in scored:
        if account := accounts.get(teacher):
            # Who has left the class since does not see its scores, but what is on the board.
            link = _score(step.sheet, school_class) if (school_class, teacher) in in_post else board
            yield News(kind, about, link, [account], said, step.reason)
    yield News(kind, about, board, said=said, to_groups=True)


def _concerned(step: Step) -> list[tuple[str, str]]:
    """List class and teacher (codes) of all who are scored, of an amendment those whom it changes.

    Changes of a final result are told as differences.
    """
    edition = step.edition or step.sheet.editions.filter(at__lte=step.at).last()
    if step.kind != Step.Kind.AMENDED:
        rows = [(row["class"], row["teacher"]) for row in edition.results["results"]]
    elif edition.differences.exists():
        rows = []
    else:
        before = step.sheet.editions.get(number=edition.number - 1)
        changes = changes_between(before.results, edition.results)
        rows = [(change.school_class, change.teacher) for change in changes]
    return [(school_class, teacher) for school_class, teacher in rows if teacher]


def _score(sheet: ScoreSheet, school_class: str) -> str:
    query = urlencode({"scheme": sheet.version.code, "period": sheet.period})
    return f"{reverse('scores-class', args=[sheet.school.code, school_class])}?{query}"


def link_to(url_name: str, sheet: ScoreSheet) -> str:
    """Give the address of a page about a sheet."""
    return reverse(url_name, args=[sheet.school.code, sheet.version.code, sheet.period])


def said_of(sheet: ScoreSheet) -> dict[str, str]:
    """Name a sheet as the sentences do."""
    return {"period": sheet.period, "scheme": sheet.version.title}


SHEETS = Source("step", _rows, "pk", "at", LONGEST_TRANSACTION, _news)
