"""Put a fact into the dossier of a teacher, confirm it, withdraw it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext
from pydantic import ValidationError

from banheng.development.errors import DevelopmentRefused
from banheng.development.kinds import read
from banheng.development.models import Fact

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.schools.models import Staff

EARLIEST = 1950
LONGEST_NAME, LONGEST_PROOF = 200, 300


def record_fact(
    staff: Staff,
    kind: Fact.Kind,
    name: str,
    *,
    since: date,
    until: date | None = None,
    content: Mapping[str, Any] | None = None,
    proof: str = "",
    source: Fact.Source,
    by: User | None,
    at: datetime,
) -> Fact:
    """Put a fact into the dossier; what the teacher enters waits until the office has seen the proof.

    Raises:
        DevelopmentRefused: the days are not in order, or the content is not what the kind asks for.
    """
    said = dict(content or {})
    if until is not None and until < since:
        raise DevelopmentRefused("days", gettext("截止日期早于起始日期。请核对。"))
    if since.year < EARLIEST or (since > timezone.localdate(at) and kind in ON_RECORD):
        raise DevelopmentRefused(
            "day", gettext("日期 %(day)s 不可能。请核对年份。") % {"day": since.isoformat()}
        )
    if not name.strip():
        raise DevelopmentRefused("no_name", gettext("没有写名称。请写明是什么。"))
    if len(name) > LONGEST_NAME or len(proof) > LONGEST_PROOF:
        raise DevelopmentRefused(
            "too_long",
            gettext("名称最多 %(name)d 个字，证明最多 %(proof)d 个字。请缩短。")
            % {"name": LONGEST_NAME, "proof": LONGEST_PROOF},
        )
    try:
        read(kind, since, until, said)
    except ValidationError as fault:
        places = "、".join(".".join(map(str, error["loc"])) or "—" for error in fault.errors())
        raise DevelopmentRefused(
            "content", gettext("填写的内容不合要求：%(places)s。请核对。") % {"places": places}
        ) from fault
    own = source is Fact.Source.OWN
    return Fact.objects.create(
        staff=staff,
        kind=kind,
        name=name.strip(),
        since=since,
        until=until,
        content=said,
        proof=proof.strip(),
        source=source,
        entered_by=by,
        entered_at=at,
        confirmed_by=None if own else by,
        confirmed_at=None if own else at,
    )


ON_RECORD = frozenset(
    {Fact.Kind.HONOUR, Fact.Kind.RESULT, Fact.Kind.INCIDENT, Fact.Kind.RESEARCH, Fact.Kind.CONFIRMATION}
)
"""What can only have happened already."""


def confirm_fact(fact: Fact, *, by: User, at: datetime) -> None:
    """Confirm that the proof of a teacher's own entry was seen.

    Raises:
        DevelopmentRefused: it is the own entry of whoever confirms, or is withdrawn.
    """
    if fact.withdrawn_at is not None:
        raise DevelopmentRefused("withdrawn", gettext("这一条已经撤销。"))
    if fact.staff_id == by.staff_id:
        raise DevelopmentRefused("own", gettext("自己的材料要由别人核实。"))
    Fact.objects.filter(pk=fact.pk, confirmed_at=None).update(confirmed_by=by, confirmed_at=at)


def withdraw_fact(fact: Fact, *, reason: str, at: datetime) -> None:
    """Take a fact out of what counts; it stays to be seen with the reason.

    Raises:
        DevelopmentRefused: no reason is given, or it counts in a scheme: the record is to be voided first.
    """
    if not reason.strip():
        raise DevelopmentRefused("no_reason", gettext("撤销要写明理由。"))
    if fact.counted_as is not None and not hasattr(fact.counted_as, "voided_by"):
        raise DevelopmentRefused("counted", gettext("这一条已经计入考核，请先作废台账里的记录。"))
    Fact.objects.filter(pk=fact.pk, withdrawn_at=None).update(
        withdrawn_at=at, withdrawn_reason=reason.strip()
    )
