"""What a studio does: activities and whom they reach, its fund, the review of a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext

from banheng.core.money import format_yuan
from banheng.development.errors import DevelopmentRefused
from banheng.development.studios.founding import enter_membership, refuse_closed
from banheng.development.studios.models import Activity, FundEntry, Member, Section, YearReview

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.development.studios.models import Studio
    from banheng.schools.models import AcademicYear, Staff


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a studio reached in a time.

    Attributes:
        others: people who were not members on the day that they came.
    """

    activities: int
    outputs: int
    members: int
    others: int


def hold(
    studio: Studio, *, day: date, kind: str, theme: str, output: str, present: Iterable[Staff], at: datetime
) -> Activity:
    """Note an activity with who was there.

    Raises:
        DevelopmentRefused: the studio is closed, nobody was there, or the day is to come or before its founding.
    """
    refuse_closed(studio)
    people = list(present)
    if not people:
        raise DevelopmentRefused("nobody", gettext("请登记参加的人。"))
    if not studio.first <= day <= timezone.localdate(at):
        raise DevelopmentRefused("day", gettext("日期要在工作室成立之后、今天之前（含今天）。"))
    with transaction.atomic():
        activity = Activity.objects.create(
            studio=studio, day=day, kind=kind, theme=theme.strip(), output=output.strip()
        )
        activity.present.set(people)
    return activity


def reach(studio: Studio, first: date, last: date) -> Reach:
    """Count activities, outputs and people from a day to a day; each person once."""
    spans: dict[int, list[tuple[date, date | None]]] = {}
    for member in studio.members.filter(state=Member.State.ACCEPTED):
        if member.since is not None:
            spans.setdefault(member.staff_id, []).append((member.since, member.until))
    activities = studio.activities.filter(day__range=(first, last))
    members: set[int] = set()
    others: set[int] = set()
    outputs = 0
    for activity in activities.prefetch_related("present"):
        outputs += bool(activity.output)
        for staff in activity.present.all():
            is_member = any(
                since <= activity.day and (until is None or activity.day <= until)
                for since, until in spans.get(staff.pk, ())
            )
            (members if is_member else others).add(staff.pk)
    return Reach(len(activities), outputs, len(members), len(others - members))


def balance(studio: Studio) -> int:
    """Give what is left of the fund, in fen."""
    return studio.fund.aggregate(sum=Sum("fen"))["sum"] or 0


def set_aside(studio: Studio, *, day: date, fen: int, text: str, by: User | None, at: datetime) -> FundEntry:
    """Set money aside for a studio.

    Raises:
        DevelopmentRefused: the studio is closed, or the sum is not above zero.
    """
    return _book(studio, day, FundEntry.Use.RESERVE, fen, fen, text, by, at)


def spend(
    studio: Studio, *, day: date, use: str, fen: int, text: str, by: User | None, at: datetime
) -> FundEntry:
    """Spend from the fund, never more than is there.

    Raises:
        DevelopmentRefused: the studio is closed, the sum is not above zero, or more than is left.
    """
    return _book(studio, day, use, -fen, fen, text, by, at)


def _book(
    studio: Studio, day: date, use: str, signed: int, fen: int, text: str, by: User | None, at: datetime
) -> FundEntry:
    refuse_closed(studio)
    if fen <= 0:
        raise DevelopmentRefused("sum", gettext("金额要大于零。"))
    with transaction.atomic():
        type(studio).objects.select_for_update().get(pk=studio.pk)
        left = balance(studio)
        if left + signed < 0:
            raise DevelopmentRefused(
                "too_much", gettext("余额只有 %(left)s 元，不够支出。") % {"left": format_yuan(left)}
            )
        return FundEntry.objects.create(
            studio=studio, day=day, use=use, fen=signed, text=text.strip(), by=by, at=at
        )


def missing_sections(studio: Studio) -> list[str]:
    """Name the sections of the charter that are still to be written."""
    written = set(studio.sections.values_list("code", flat=True))
    return [str(code.label) for code in Section.Code if code.value not in written]


def review_year(
    studio: Studio, year: AcademicYear, *, result: str, text: str, by: User | None, at: datetime
) -> YearReview:
    """Review a year of a studio; the result goes into the dossiers of all who were members in it.

    Raises:
        DevelopmentRefused: the studio is closed, the year was reviewed, the charter has gaps, or nothing was held.
    """
    refuse_closed(studio)
    if studio.reviews.filter(year=year.last.year).exists():
        raise DevelopmentRefused("reviewed", gettext("这一学年已经考评。"))
    if gaps := missing_sections(studio):
        raise DevelopmentRefused(
            "charter", gettext("工作室方案缺少章节：%(names)s。") % {"names": "、".join(gaps)}
        )
    today = timezone.localdate(at)
    if not studio.activities.filter(day__range=(year.first, year.last)).exists():
        raise DevelopmentRefused("nothing", gettext("这一学年没有登记活动，不能考评。"))
    with transaction.atomic():
        review = YearReview.objects.create(
            studio=studio, year=year.last.year, result=result, text=text.strip(), by=by, at=at
        )
        serving = studio.members.filter(state=Member.State.ACCEPTED, since__lte=year.last).filter(
            Q(until=None) | Q(until__gte=year.first)
        )
        for member in serving.select_related("staff", "studio"):
            if member.since is not None:
                since = max(member.since, year.first)
                until = max(since, min(member.until or year.last, year.last, today))
                said = f"{year.code} {review.get_result_display()}"
                enter_membership(member, since, until, said, by=by, at=at)
    return review
