"""Pair a mentor with a mentee: agreement, signatures, ceremony; from the second signature on it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.development.errors import DevelopmentRefused
from banheng.development.mentoring.bands import bands
from banheng.development.mentoring.models import Pair, Side
from banheng.development.models import Fact
from banheng.development.people import people_of
from banheng.development.recording import record_fact

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.eligibility.facts import Person
    from banheng.schools.models import School, Staff


def pair_up(
    school: School,
    *,
    mentor: Staff,
    mentee: Staff,
    kind: str,
    first: date,
    last: date,
    goals: str,
    mentee_post: str = "",
    is_young: bool = False,
    remark: str = "",
) -> Pair:
    """Pair two of the staff.

    Raises:
        DevelopmentRefused: they are one person, or a pair of this kind already; the days are not in order; or
            they serve in different grade bands and nothing says why. Source: 001-H-01.
    """
    if mentor == mentee:
        raise DevelopmentRefused("same", gettext("师父和徒弟不能是同一个人。"))
    if last < first:
        raise DevelopmentRefused("days", gettext("结束日期早于开始日期。请核对。"))
    with transaction.atomic():
        type(school).objects.select_for_update().get(pk=school.pk)
        if school.mentor_pairs.filter(mentor=mentor, mentee=mentee, kind=kind, ended_at=None).exists():
            raise DevelopmentRefused("paired", gettext("两人已经有这一类结对，还没有结束。"))
        if kind == Pair.Kind.HOMEROOM and not remark.strip() and not _same_band(mentor, mentee, first):
            raise DevelopmentRefused(
                "band", gettext("两人不在同一年级段。仍要结对的，请在“说明”里写明原因。")
            )
        return Pair.objects.create(
            school=school,
            mentor=mentor,
            mentee=mentee,
            kind=kind,
            first=first,
            last=last,
            goals=goals.strip(),
            mentee_post=mentee_post,
            is_young=is_young,
            remark=remark.strip(),
        )


def sign(pair: Pair, side: str, day: date, *, by: User | None, at: datetime) -> None:
    """Note that one of the two signed; with the second signature the pair stands in both dossiers.

    Raises:
        DevelopmentRefused: it ended, was signed by them already, or the day is still to come.
    """
    refuse_ended(pair)
    if day > timezone.localdate(at):
        raise DevelopmentRefused("day", gettext("签字日期不能晚于今天。"))
    field = f"{Side(side)}_signed"
    if getattr(pair, field) is not None:
        raise DevelopmentRefused("signed", gettext("这一方已经签过字。"))
    with transaction.atomic():
        setattr(pair, field, day)
        pair.save(update_fields=[field])
        if pair.is_signed:
            enter(pair, by=by, at=at)


def hold_ceremony(pair: Pair, day: date) -> None:
    """Note the day of the ceremony."""
    refuse_ended(pair)
    pair.ceremony = day
    pair.save(update_fields=["ceremony"])


def enter(pair: Pair, *, by: User | None, at: datetime) -> None:
    """Put the pair into both dossiers, each with the post of the other."""
    mentor, mentee = people_of(pair.school, [pair.mentor, pair.mentee], pair.first)
    for staff, other, other_post, side in (
        (pair.mentor, pair.mentee, pair.mentee_post or _post(pair.mentee, mentee, pair.first), Side.MENTOR),
        (pair.mentee, pair.mentor, _post(pair.mentor, mentor, pair.first), Side.MENTEE),
    ):
        content: dict[str, object] = {"side": side.value, "pairing": pair.kind}
        if other_post:
            content["other_post"] = other_post
        if side is Side.MENTOR:
            content["other_is_young"] = pair.is_young
        record_fact(
            staff,
            Fact.Kind.PAIR,
            f"{pair.get_kind_display()}：{other.name}",
            since=pair.first,
            until=pair.last,
            content=content,
            proof=proof_of(pair),
            source=Fact.Source.PROCESS,
            by=by,
            at=at,
        )


def _post(staff: Staff, person: Person, day: date) -> str:
    """Tell as what somebody serves: by the roster, or else by the dossier."""
    posting = staff.postings.filter(first__lte=day).exclude(last__lt=day).order_by("first").last()
    if posting is not None:
        return posting.role
    return next((post.post for post in reversed(person.posts or ()) if post.holds(day)), "")


def proof_of(pair: Pair) -> str:
    """Name the agreement, which proves the pair."""
    return gettext("师徒结对协议第 %(number)s 号") % {"number": pair.pk}


def refuse_ended(pair: Pair) -> None:
    """Refuse to change a pair that has ended.

    Raises:
        DevelopmentRefused: it has.
    """
    if pair.ended_at is not None:
        raise DevelopmentRefused("ended", gettext("这对师徒已经结束，不能再改。"))


def _same_band(mentor: Staff, mentee: Staff, day: date) -> bool:
    """Tell whether nothing speaks against it: of somebody without a class the band is not known."""
    known = bands(mentor.school, [mentor.pk, mentee.pk], day)
    return mentor.pk not in known or known[mentor.pk] == known.get(mentee.pk, known[mentor.pk])
