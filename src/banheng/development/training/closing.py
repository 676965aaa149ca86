"""Close a session, and finish a training: what was attended goes into the dossiers."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.recording import record_fact, withdraw_fact
from banheng.development.training.enrolling import locked
from banheng.development.training.models import Completion, Enrolment, Kind, Session, Training

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.schools.models import Staff

Grade = Completion.Grade
LECTURES = "lectures_studied"
"""The step of a rule that is done once all recorded lessons of a training are watched."""


def close_session(
    session: Session, *, headcount: int | None = None, by: User | None, at: datetime
) -> Session:
    """End a session; unless its training is graded, it goes into the dossiers of those who attended.

    Raises:
        DevelopmentRefused: it is closed already or not over yet.
    """
    if session.until > timezone.localdate(at):
        raise DevelopmentRefused("early", gettext("这一场还没有结束，不能计入。"))
    with transaction.atomic():
        kept = locked(session)
        training = kept.training
        if not training.by_attendance:
            for each in _attended(kept):
                amounts = {unit: f"{amount:f}" for unit, amount in kept.amounts.items()}
                made = _record(
                    each.staff,
                    training,
                    str(kept),
                    kept.since,
                    kept.until,
                    amounts,
                    passed=True,
                    by=by,
                    at=at,
                )
                each.facts.set(made)
        kept.headcount, kept.closed_by, kept.closed_at = headcount, by, at
        kept.save(update_fields=["headcount", "closed_by", "closed_at"])
    return kept


def reopen_session(session: Session, *, reason: str, at: datetime) -> Session:
    """Open a closed session again to correct it; what it put into dossiers is withdrawn with the reason.

    Raises:
        DevelopmentRefused: it is not closed, its training is finished, no reason is given, or some of it counts
            in a scheme.
    """
    if not reason.strip():
        raise DevelopmentRefused("no_reason", gettext("请写明更正的原因。"))
    with transaction.atomic():
        kept = Session.objects.select_for_update(of=("self",)).select_related("training").get(pk=session.pk)
        if kept.closed_at is None or not kept.training.is_open:
            raise DevelopmentRefused("not_closed", gettext("这一场没有结束，或培训已经结业，不能重新打开。"))
        for each in kept.enrolments.prefetch_related("facts"):
            for fact in each.facts.all():
                withdraw_fact(fact, reason=reason, at=at)
            each.facts.clear()
        kept.closed_at = kept.closed_by = None
        kept.save(update_fields=["closed_at", "closed_by"])
    return kept


def finish_training(
    training: Training, extra: Mapping[int, int] | None = None, *, by: User | None, at: datetime
) -> Training:
    """Finish a training; one that is graded by attendance then goes into the dossiers with the grade.

    Who fails is recorded without hours; who never came, not at all.

    Args:
        extra: percentage points for work taken on, papers and reflections, by id of staff. Source: 001-Q-07

    Raises:
        DevelopmentRefused: it is over already, or has no session, or one that is not closed.
    """
    with transaction.atomic():
        kept = Training.objects.select_for_update().get(pk=training.pk)
        sessions = list(kept.sessions.all())
        if not kept.is_open:
            raise DevelopmentRefused("over", gettext("这项培训已经结束或取消。"))
        if not sessions or any(session.closed_at is None for session in sessions):
            raise DevelopmentRefused("sessions", gettext("还有没有结束的场次，或还没有场次。请先结束各场。"))
        for enrolments in _by_staff(sessions):
            attended = [each for each in enrolments if each.attended_at is not None]
            if kept.by_attendance:
                _grade(kept, enrolments, attended, (extra or {}).get(enrolments[0].staff_id, 0), by=by, at=at)
            if Kind.VIDEO in kept.kinds and len(attended) == len(enrolments):
                _confirm_lectures(kept, attended, by=by, at=at)
        kept.finished_by, kept.finished_at = by, at
        kept.save(update_fields=["finished_by", "finished_at"])
    return kept


def grade_of(training: Training, attended: int, sessions: int, extra: int = 0) -> Grade:
    """Tell the grade of somebody who has attended so many of so many sessions.

    Examples:
        80 and 95 per cent: 4 of 5 sessions pass; with 15 points more they are excellent.
    """
    reached = 100 * attended + extra * sessions
    if reached >= training.excellent_percent * sessions:
        return Grade.EXCELLENT
    return Grade.PASS if reached >= training.pass_percent * sessions else Grade.FAIL


def _attended(session: Session) -> list[Enrolment]:
    return list(
        session.enrolments.filter(state=Enrolment.State.ENROLLED, attended_at__isnull=False).select_related(
            "staff__school"
        )
    )


def _by_staff(sessions: Sequence[Session]) -> list[list[Enrolment]]:
    """Give the enrolments of each teacher, in the order of the sessions."""
    found: defaultdict[int, list[Enrolment]] = defaultdict(list)
    for each in (
        Enrolment.objects.filter(session__in=sessions, state=Enrolment.State.ENROLLED)
        .select_related("session", "staff")
        .order_by("session__since", "session")
    ):
        found[each.staff_id].append(each)
    return list(found.values())


def _grade(
    training: Training,
    enrolments: Sequence[Enrolment],
    attended: Sequence[Enrolment],
    extra: int,
    *,
    by: User | None,
    at: datetime,
) -> None:
    grade = grade_of(training, len(attended), len(enrolments), extra)
    staff = enrolments[0].staff
    made = Completion.objects.create(
        training=training,
        staff=staff,
        attended=len(attended),
        sessions=len(enrolments),
        extra=extra,
        grade=grade,
    )
    if attended:
        name = f"{training}（{grade.label}）"
        since, until = attended[0].session.since, max(each.session.until for each in attended)
        passed = grade is not Grade.FAIL
        amounts = _summed(attended) if passed else {}
        facts = _record(staff, training, name, since, until, amounts, passed=passed, by=by, at=at)
        made.facts.set(facts)


def _summed(attended: Sequence[Enrolment]) -> dict[str, str]:
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for each in attended:
        for unit, amount in each.session.amounts.items():
            sums[unit] += amount
    return {unit: f"{amount:f}" for unit, amount in sums.items()}


def _record(
    staff: Staff,
    training: Training,
    name: str,
    since: date,
    until: date,
    amounts: Mapping[str, str],
    *,
    passed: bool,
    by: User | None,
    at: datetime,
) -> list[Fact]:
    """Put a training into a dossier, once for each of its kinds."""
    return [
        record_fact(
            staff,
            Fact.Kind.TRAINING,
            name[:200],
            since=since,
            until=until,
            content={"training": kind, "level": training.level, "passed": passed, **amounts},
            proof=gettext("培训项目 %(number)d") % {"number": training.pk},
            source=Fact.Source.PROCESS,
            by=by,
            at=at,
        )
        for kind in training.kinds
    ]


def _confirm_lectures(
    training: Training, attended: Sequence[Enrolment], *, by: User | None, at: datetime
) -> None:
    record_fact(
        attended[0].staff,
        Fact.Kind.CONFIRMATION,
        gettext("学完录像课：%(training)s") % {"training": training},
        since=max(each.session.until for each in attended),
        content={"code": LECTURES},
        proof=gettext("培训项目 %(number)d") % {"number": training.pk},
        source=Fact.Source.PROCESS,
        by=by,
        at=at,
    )
