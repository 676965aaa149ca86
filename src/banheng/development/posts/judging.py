"""The competition of a round: its panel, marks, votes and totals."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.core.errors import MalformedNumber
from banheng.core.points import UNITS, format_units, parse_units
from banheng.core.rounding import divide
from banheng.development.errors import DevelopmentRefused
from banheng.development.posts.models import Applicant, Mark, PanelMember, Step, Way
from banheng.development.posts.round_steps import running

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.development.posts.models import Round

FULL = 100 * UNITS
CENT = UNITS // 100


@dataclass(frozen=True, slots=True)
class Standing:
    """How an applicant stands in a competition.

    Attributes:
        parts: score of each part in its order, in units; None where one is missing.
        total: weighted, rounded half up to two places; None while a part is missing.
        place: equal totals share a place; None without a total.
    """

    applicant: Applicant
    parts: Sequence[int | None]
    total: int | None
    place: int | None


def competing(selection: Round) -> list[Applicant]:
    """List who passed the screening and has not withdrawn."""
    applicants = selection.applicants.filter(withdrawn_at=None, passed=True)
    return list(applicants.select_related("staff", "wish", "outcome_class").prefetch_related("marks"))


def set_panel(selection: Round, users: Collection[User]) -> None:
    """Set who marks; marks of whoever leaves the panel are dropped.

    Raises:
        DevelopmentRefused: an applicant would be on the panel.
    """
    with transaction.atomic():
        kept = running(selection)
        applying = set(kept.applicants.filter(withdrawn_at=None).values_list("staff", flat=True))
        for user in users:
            if user.staff_id in applying:
                raise DevelopmentRefused(
                    "conflict",
                    gettext("%(name)s是本轮候选人，应当回避，不能当评委。") % {"name": user},
                )
        kept.panel.exclude(user__in=users).delete()
        for user in users:
            PanelMember.objects.get_or_create(round=kept, user=user)


def give_marks(selection: Round, marks: Mapping[tuple[int, str], str], *, by: User, at: datetime) -> None:
    """Take the marks of a member of the panel, 0 to 100, by applicant and part; an empty one is left open.

    Raises:
        DevelopmentRefused: `by` is not on the panel, competes in the round, or a mark is no figure from 0 to 100.
    """
    with transaction.atomic():
        kept = running(selection, Step.COMPETED)
        member = kept.panel.filter(user=by).first()
        if member is None:
            raise DevelopmentRefused("no_member", gettext("只有本轮评委可以打分。"))
        applicants = {each.pk: each for each in competing(kept)}
        if any(each.staff_id == by.staff_id for each in applicants.values()):
            raise DevelopmentRefused("conflict", gettext("候选人应当回避，不能打分。"))
        ways = {str(part["code"]) for part in kept.parts if part["way"] == Way.PANEL}
        for (number, part), said in marks.items():
            if number in applicants and part in ways and said.strip():
                Mark.objects.update_or_create(
                    applicant=applicants[number],
                    part=part,
                    judge=member,
                    defaults={"units": _mark(said), "by": by, "at": at},
                )


def put_result(
    applicant: Applicant,
    part: str,
    *,
    mark: str = "",
    votes: tuple[int, int] | None = None,
    by: User,
    at: datetime,
) -> Mark:
    """Enter what the office counts: the mark of a paper, or the votes for and cast.

    Raises:
        DevelopmentRefused: somebody enters their own, more voted for than voted, or the mark is no figure from
            0 to 100.
    """
    if by.staff_id == applicant.staff_id:
        raise DevelopmentRefused("conflict", gettext("自己的成绩要由别人登记。"))
    with transaction.atomic():
        kept = running(applicant.round, Step.COMPETED)
        way = next((each["way"] for each in kept.parts if each["code"] == part), None)
        if way not in {Way.MARK, Way.VOTE}:
            raise DevelopmentRefused("part", gettext("这个项目不由学校登记成绩。"))
        said: dict[str, object] = {"by": by, "at": at}
        if way == Way.MARK:
            said["units"] = _mark(mark)
        else:
            votes_for, cast = votes or (0, 0)
            if not 0 <= votes_for <= cast or cast == 0:
                raise DevelopmentRefused(
                    "votes",
                    gettext("赞成票 %(votes)d、有效票 %(cast)d 不可能。请核对。")
                    % {"votes": votes_for, "cast": cast},
                )
            said |= {"units": divide(FULL * votes_for, cast), "votes_for": votes_for, "votes_cast": cast}
        return Mark.objects.update_or_create(applicant=applicant, part=part, judge=None, defaults=said)[0]


def standings(selection: Round) -> list[Standing]:
    """Tell how those who compete stand, best first; who has no total yet comes last."""
    found = [(each, _parts(selection, each.marks.all())) for each in competing(selection)]
    weights = [int(part["weight"]) for part in selection.parts]
    totals = [(each, parts, total_of(parts, weights)) for each, parts in found]
    known = [total for _, _, total in totals if total is not None]
    lines = [
        Standing(
            each,
            [None if part is None else divide(part.numerator, part.denominator) for part in parts],
            total,
            None if total is None else 1 + sum(other > total for other in known),
        )
        for each, parts, total in totals
    ]
    return sorted(lines, key=lambda line: (line.place is None, line.place or 0))


def missing_marks(selection: Round) -> list[str]:
    """Say which results are still missing."""
    applicants, panel = competing(selection), list(selection.panel.select_related("user"))
    missing = []
    for part in selection.parts:
        judges = panel if part["way"] == Way.PANEL else [None]
        if not judges:
            missing.append(gettext("“%(part)s”还没有评委") % {"part": part["name"]})
        given = {
            (mark.applicant_id, mark.judge_id)
            for each in applicants
            for mark in each.marks.all()
            if mark.part == part["code"]
        }
        for judge in judges:
            lacking = [each for each in applicants if (each.pk, judge and judge.pk) not in given]
            if lacking:
                missing.append(
                    gettext("“%(part)s”还差 %(names)s%(judge)s")
                    % {
                        "part": part["name"],
                        "names": "、".join(each.staff.name for each in lacking),
                        "judge": f"（{judge.user}）" if judge else "",
                    }
                )
    return missing


def _mark(said: str) -> int:
    try:
        units = parse_units(said)
    except MalformedNumber as fault:
        raise DevelopmentRefused(
            "mark", gettext("“%(said)s”不是分数。请填 0 到 100。") % {"said": said}
        ) from fault
    if not 0 <= units <= FULL:
        raise DevelopmentRefused(
            "mark", gettext("分数 %(said)s 不在 0 到 100 之间。") % {"said": format_units(units)}
        )
    return units


def _parts(selection: Round, marks: Iterable[Mark]) -> list[Fraction | None]:
    """Give the exact mean of each part."""
    by_part: dict[str, list[int]] = {str(part["code"]): [] for part in selection.parts}
    for mark in marks:
        by_part.setdefault(mark.part, []).append(mark.units)
    return [
        Fraction(sum(units), len(units)) if (units := by_part[str(part["code"])]) else None
        for part in selection.parts
    ]


def total_of(parts: Sequence[Fraction | None], weights: Sequence[int]) -> int | None:
    """Weigh the parts and round half up to two places, once; None while a part is missing."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or not parts:
        return None
    exact = sum((part * weight for part, weight in zip(known, weights, strict=True)), Fraction(0))
    exact /= sum(weights)
    return divide(exact.numerator, exact.denominator * CENT) * CENT
