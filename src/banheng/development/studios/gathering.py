"""Workshops, forums and contests: who brings what, marks of judges, awards, and what goes into dossiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.core.points import format_units
from banheng.core.rounding import divide
from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.recording import record_fact
from banheng.development.studios.models import Contribution, Gathering, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.schools.models import School, Staff

CONTEST = "teaching_contest"
"""The honour of the rule packs that an award of a contest is."""

PLACES = 2


def announce(
    school: School,
    *,
    kind: str,
    name: str,
    day: date,
    level: str,
    text: str = "",
    judges: Iterable[Staff] = (),
) -> Gathering:
    """Announce a workshop, a forum or a contest.

    Raises:
        DevelopmentRefused: a contest has no judges.
    """
    panel = list(judges)
    if kind == Gathering.Kind.CONTEST and not panel:
        raise DevelopmentRefused("no_judges", gettext("竞赛要有评委。"))
    with transaction.atomic():
        gathering = Gathering.objects.create(
            school=school, kind=kind, name=name.strip(), day=day, level=level, text=text.strip()
        )
        gathering.judges.set(panel)
    return gathering


def contribute(gathering: Gathering, staff: Staff, *, title: str) -> Contribution:
    """Say what one brings; said again it says anew.

    Raises:
        DevelopmentRefused: it is closed, marks were given already, or they are a judge.
    """
    refuse_closed(gathering)
    if gathering.judges.filter(pk=staff.pk).exists():
        raise DevelopmentRefused("judge", gettext("评委不能参赛。"))
    if Mark.objects.filter(contribution__gathering=gathering, contribution__staff=staff).exists():
        raise DevelopmentRefused("marked", gettext("评委已经打分，不能再改。"))
    made, _ = Contribution.objects.update_or_create(
        gathering=gathering, staff=staff, defaults={"title": title.strip()}
    )
    return made


def mark(contribution: Contribution, judge: Staff, units: int) -> Mark:
    """Give marks; given again they replace the judge's own.

    Raises:
        DevelopmentRefused: it is closed, they are no judge of it, or the marks are not between none and the most.
    """
    gathering = contribution.gathering
    refuse_closed(gathering)
    if not gathering.judges.filter(pk=judge.pk).exists():
        raise DevelopmentRefused("no_judge", gettext("只有评委可以打分。"))
    if not 0 <= units <= gathering.full_units:
        raise DevelopmentRefused(
            "marks", gettext("分数要在 0 和 %(most)s 之间。") % {"most": format_units(gathering.full_units)}
        )
    made, _ = Mark.objects.update_or_create(contribution=contribution, judge=judge, defaults={"units": units})
    return made


def ranked(gathering: Gathering) -> list[tuple[Contribution, int | None]]:
    """List what was brought with the mean of the marks, half up to two places, best first; None without marks."""
    found = []
    for each in gathering.contributions.select_related("staff").prefetch_related("marks"):
        marks = [one.units for one in each.marks.all()]
        hundredths = divide(sum(marks), len(marks) * 10 ** (4 - PLACES)) if marks else None
        found.append((each, None if hundredths is None else hundredths * 10 ** (4 - PLACES)))
    return sorted(found, key=lambda pair: (pair[1] is None, -(pair[1] or 0), pair[0].pk))


def conclude(gathering: Gathering, awards: Mapping[int, str], *, by: User | None, at: datetime) -> None:
    """Close with the awards, by key of what was brought; all of it goes into the dossiers.

    Raises:
        DevelopmentRefused: it is closed, still to come, or a judge of a contest has not marked everything.
    """
    refuse_closed(gathering)
    if gathering.day > timezone.localdate(at):
        raise DevelopmentRefused("day", gettext("活动还没有举行，不能结束。"))
    contributions = list(gathering.contributions.select_related("staff"))
    if gathering.kind == Gathering.Kind.CONTEST:
        wanted = gathering.judges.count() * len(contributions)
        if Mark.objects.filter(contribution__gathering=gathering).count() < wanted:
            raise DevelopmentRefused("marks_missing", gettext("还有评委没有打完分。"))
    with transaction.atomic():
        for each in contributions:
            each.award = awards.get(each.pk, "").strip()
            each.save(update_fields=["award"])
            _enter(each, gathering, by=by, at=at)
        gathering.closed_at = at
        gathering.save(update_fields=["closed_at"])


def refuse_closed(gathering: Gathering) -> None:
    """Refuse to change what is closed.

    Raises:
        DevelopmentRefused: it is.
    """
    if gathering.closed_at is not None:
        raise DevelopmentRefused("closed", gettext("这次活动已经结束。"))


def _enter(each: Contribution, gathering: Gathering, *, by: User | None, at: datetime) -> None:
    proof = gettext("%(name)s（第 %(number)s 号）") % {"name": gathering.name, "number": gathering.pk}
    record_fact(
        each.staff,
        Fact.Kind.RESEARCH,
        each.title,
        since=gathering.day,
        content={"form": "contest", "level": gathering.level, "place": each.award},
        proof=proof,
        source=Fact.Source.PROCESS,
        by=by,
        at=at,
    )
    if each.award and gathering.kind == Gathering.Kind.CONTEST:
        record_fact(
            each.staff,
            Fact.Kind.HONOUR,
            f"{gathering.name} {each.award}",
            since=gathering.day,
            content={"honour": CONTEST, "level": gathering.level},
            proof=proof,
            source=Fact.Source.PROCESS,
            by=by,
            at=at,
        )
