"""Propose honours and list follow-ups from a published result, as often as one likes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.assessment.freezing import standing
from banheng.assessment.journal import lock_sheets
from banheng.assessment.models import ScoreSheet
from banheng.assessment.publishing import publication_of
from banheng.assessment.settled import frozen_calendar
from banheng.core.wording import Language
from banheng.honours.errors import HonourRefused
from banheng.honours.frozen_lines import SETTLED, earlier_lines, lines_in
from banheng.honours.models import FollowUp, Honour
from banheng.policies.in_force import scheme_of
from banheng.schemes.describing_honours import ACTIONS
from banheng.schools.models import SchoolClass, Staff
from banheng.scoring.consequences import due_day, follow_ups, wait_until
from banheng.scoring.honours import bars_of, propose_honours
from banheng.scoring.use_wordings import say_reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.assessment.models import FrozenSheet
    from banheng.rules.rule import Step
    from banheng.scoring.consequences import FollowUp as Owed
    from banheng.scoring.honours import Proposal


@dataclass(frozen=True, slots=True)
class Proposed:
    """What came of it: how many are new, and how many lost what they rested on."""

    honours: int
    follow_ups: int
    gone: int


def reached(edition: FrozenSheet) -> Sequence[Proposal]:
    """List who reaches an honour by an edition, those who are barred as well."""
    return propose_honours(scheme_of(edition.version), lines_in(edition), earlier_lines(edition))


def propose(sheet: ScoreSheet, *, by: User | None, at: datetime) -> Proposed:
    """Propose honours and make follow-ups from the edition that stands; what is there already stays.

    What the edition no longer speaks for is marked, and whoever decided it decides again.

    Raises:
        HonourRefused: the result is not published.
    """
    with transaction.atomic():
        lock_sheets(sheet.school)
        edition = settled_edition(sheet)
        lines, earlier = lines_in(edition), earlier_lines(edition)
        scheme = scheme_of(edition.version)
        people = _People(edition)
        proposals = [each for each in propose_honours(scheme, lines, earlier) if not each.bars]
        honours = [_propose(edition, each, people, by=by, at=at) for each in proposals]
        owed = [_owe(edition, each, people, at=at) for each in follow_ups(scheme, lines, earlier)]
        nominated = [honour.code for honour in scheme.honours if honour.is_nominated]
        gone = _mark(sheet.honours.exclude(code__in=nominated), honours, at)
        gone += _mark(sheet.follow_ups.all(), owed, at)
    return Proposed(sum(new for _, new in honours), sum(new for _, new in owed), gone)


def settled_edition(sheet: ScoreSheet) -> FrozenSheet:
    """Give the edition that stands.

    Raises:
        HonourRefused: the result is not published.
    """
    now = ScoreSheet.objects.get(pk=sheet.pk)
    edition = standing(now) if now.state in SETTLED else None
    if edition is None:
        raise HonourRefused(
            "not_published", gettext("本期结果还没有公布，不能提名荣誉、列出后续工作。请先公示。")
        )
    return edition


class _People:
    """The classes and the staff of a school by their codes, and what classes were called in an edition."""

    def __init__(self, edition: FrozenSheet) -> None:
        school = edition.sheet.school
        self.classes = {each.code: each for each in SchoolClass.objects.filter(school=school)}
        self.staff = {each.code: each for each in Staff.objects.filter(school=school)}
        self.class_names = class_names(edition)


def _propose(
    edition: FrozenSheet, proposal: Proposal, people: _People, *, by: User | None, at: datetime
) -> tuple[Honour, bool]:
    honour, sheet = proposal.honour, edition.sheet
    school_class = people.classes[proposal.line.school_class]
    is_teacher = honour.who == "teacher"
    found, is_new = Honour.objects.get_or_create(
        school=sheet.school,
        scheme=edition.version.code,
        period=sheet.period,
        code=honour.code,
        staff=people.staff[proposal.who] if is_teacher else None,
        **{} if is_teacher else {"school_class": school_class},
        defaults={
            "name": honour.name,
            "school_class": school_class,
            "class_name": people.class_names[proposal.line.school_class],
            "sheet": sheet,
            "edition": edition,
            "grounds": said(proposal.reasons),
            "reason": honour.reason or "",
            "proposed_by": by,
            "proposed_at": at,
        },
    )
    if not is_new and found.state == Honour.State.PROPOSED and found.edition_id != edition.pk:
        found.edition, found.grounds = edition, said(proposal.reasons)
        found.save(update_fields=["edition", "grounds"])
    return found, is_new


def _owe(edition: FrozenSheet, owed: Owed, people: _People, *, at: datetime) -> tuple[FollowUp, bool]:
    task, consequence = owed.task, owed.consequence
    school_class = people.classes[owed.line.school_class]
    is_teacher = consequence.who == "teacher"
    since = publication_of(edition.sheet).first
    return FollowUp.objects.get_or_create(
        sheet=edition.sheet,
        consequence=consequence.code,
        place=owed.number,
        staff=people.staff[owed.who] if is_teacher else None,
        **{} if is_teacher else {"school_class": school_class},
        defaults={
            "school": edition.sheet.school,
            "edition": edition,
            "school_class": school_class,
            "class_name": people.class_names[owed.line.school_class],
            "title": consequence.name,
            "what": task.name or ACTIONS[task.action].zh,
            "grounds": said(owed.reasons),
            "owner": task.owner.value,
            "due": due_day(task.due, since, frozen_calendar(edition)),
            "wait_until": wait_until(task, since),
            "made_at": at,
        },
    )


def class_names(edition: FrozenSheet) -> dict[str, str]:
    """Give what classes were called, by their codes."""
    return {row["class"]: row["class_name"] for row in edition.results["results"]}


def said(reasons: Iterable[Step]) -> list[dict[str, str]]:
    """Word reasons in both languages, to be kept with what rests on them."""
    return [
        {"zh": say_reason(step, Language.ZH_HANS), "en": say_reason(step, Language.EN)} for step in reasons
    ]


def _mark(
    kept: Iterable[Honour] | Iterable[FollowUp], found: Iterable[tuple[Honour | FollowUp, bool]], at: datetime
) -> int:
    """Mark what no longer rests on anything, and clear the mark of what does again."""
    still = {each.pk for each, _ in found}
    newly = 0
    for each in kept:
        gone = each.pk not in still
        if gone == (each.basis_gone_at is not None):
            continue
        each.basis_gone_at = at if gone else None
        each.save(update_fields=["basis_gone_at"])
        newly += gone
    return newly


def nominate(
    sheet: ScoreSheet, code: str, staff: Staff, *, reason: str, by: User | None, at: datetime
) -> Honour:
    """Put somebody up by name for an honour that no result decides.

    Raises:
        HonourRefused: the result is not published, the honour goes by results, no reason is given, or a veto
            bars the person.
    """
    if not reason.strip():
        raise HonourRefused("no_reason", gettext("请写明推荐理由。"))
    with transaction.atomic():
        lock_sheets(sheet.school)
        edition = settled_edition(sheet)
        scheme = scheme_of(edition.version)
        honour = next((each for each in scheme.honours if each.code == code and each.is_nominated), None)
        if honour is None:
            raise HonourRefused("not_by_name", gettext("这项荣誉不由学校推荐，按考核结果提名。"))
        own = [line for line in lines_in(edition).lines if line.teacher == staff.code]
        names = {veto.code: veto.name for veto in scheme.vetoes}
        for line in own:
            for bar in bars_of(scheme, honour, line):
                raise HonourRefused(
                    "barred",
                    gettext("%(name)s本期有“%(veto)s”，没有评优资格。") % {"name": staff, "veto": names[bar]},
                )
        codes = [line.school_class for line in own][:1]
        found, is_new = Honour.objects.get_or_create(
            school=sheet.school,
            scheme=edition.version.code,
            period=sheet.period,
            code=honour.code,
            staff=staff,
            defaults={
                "name": honour.name,
                "school_class": SchoolClass.objects.filter(school=sheet.school, code__in=codes).first(),
                "class_name": class_names(edition)[codes[0]] if codes else "",
                "sheet": sheet,
                "edition": edition,
                "reason": reason.strip(),
                "proposed_by": by,
                "proposed_at": at,
            },
        )
        if not is_new:
            raise HonourRefused("twice", gettext("%(name)s已经被推荐过这项荣誉。") % {"name": staff})
    return found
