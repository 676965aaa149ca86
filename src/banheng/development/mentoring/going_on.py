"""What mentor and mentee do together, and how a pair ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.development.errors import DevelopmentRefused
from banheng.development.mentoring.models import Entry, Reflection, Side, Topic
from banheng.development.mentoring.pairing import enter, proof_of, refuse_ended
from banheng.development.models import Fact
from banheng.development.recording import withdraw_fact

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.development.mentoring.models import Pair


def write(pair: Pair, side: str, *, kind: str, day: date, text: str, at: datetime) -> Entry:
    """Write a line of the log.

    Raises:
        DevelopmentRefused: the pair is not signed or has ended, or the day lies outside it or is to come.
    """
    _check(pair, day, at)
    return Entry.objects.create(pair=pair, side=side, kind=kind, day=day, text=text.strip(), at=at)


def work_on(pair: Pair, *, code: str, day: date, note: str, at: datetime) -> Topic:
    """Tick a topic off, with what was done; said again it says anew.

    Raises:
        DevelopmentRefused: as `write`.
    """
    _check(pair, day, at)
    topic, _ = Topic.objects.update_or_create(
        pair=pair, code=code, defaults={"day": day, "note": note.strip()}
    )
    return topic


def reflect(pair: Pair, side: str, *, text: str, at: datetime) -> Reflection:
    """Look back at the end of a term.

    Raises:
        DevelopmentRefused: the pair is not signed or has ended.
    """
    _refuse_unsigned(pair)
    return Reflection.objects.create(pair=pair, side=side, text=text.strip(), at=at)


def end(pair: Pair, *, day: date, reason: str = "", by: User | None, at: datetime) -> None:
    """End a pair; the dossiers of both say from when to when it was.

    Raises:
        DevelopmentRefused: it has ended; it ends before its time without a reason; it ends in its time and
            a reflection or a topic is missing; or the day is to come or before its beginning.
    """
    refuse_ended(pair)
    if not pair.first <= day <= timezone.localdate(at):
        raise DevelopmentRefused("day", gettext("结束日期要在开始日期之后、今天之前（含今天）。"))
    if not reason.strip():
        if day < pair.last:
            raise DevelopmentRefused("early", gettext("比约定的日期提前结束，请写明原因。"))
        _refuse_unfinished(pair)
    with transaction.atomic():
        agreed, pair.last = pair.last, day
        pair.ended_at, pair.ended_for = at, reason.strip()
        pair.save(update_fields=["last", "ended_at", "ended_for"])
        if pair.is_signed and agreed != day:
            for fact in Fact.objects.filter(
                staff__in=[pair.mentor, pair.mentee],
                kind=Fact.Kind.PAIR,
                source=Fact.Source.PROCESS,
                proof=proof_of(pair),
                withdrawn_at=None,
            ):
                withdraw_fact(fact, reason=gettext("结束日期改为 %(day)s") % {"day": day.isoformat()}, at=at)
            enter(pair, by=by, at=at)


def _refuse_unfinished(pair: Pair) -> None:
    said = set(pair.reflections.values_list("side", flat=True))
    if said < set(Side.values):
        raise DevelopmentRefused("no_reflection", gettext("师徒双方都写了反思才能结束。"))
    missing = set(Topic.Code.values) - set(pair.topics.values_list("code", flat=True))
    if missing:
        names = "、".join(str(each.label) for each in Topic.Code if each.value in missing)
        raise DevelopmentRefused("topics", gettext("这些内容还没有做：%(names)s。") % {"names": names})


def _check(pair: Pair, day: date, at: datetime) -> None:
    _refuse_unsigned(pair)
    if not pair.first <= day <= min(pair.last, timezone.localdate(at)):
        raise DevelopmentRefused("day", gettext("日期要在结对期间，且不能晚于今天。"))


def _refuse_unsigned(pair: Pair) -> None:
    refuse_ended(pair)
    if not pair.is_signed:
        raise DevelopmentRefused("unsigned", gettext("协议双方签字以后才开始。请先登记签字日期。"))
