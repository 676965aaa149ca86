"""Draw up a plan from the library or by hand, and change what is still to come."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from banheng.development.errors import DevelopmentRefused
from banheng.development.plans.models import Measure, Phase, Plan

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.development.plans.template import PlanDraft
    from banheng.schools.models import School, Staff


def draw_up(
    school: School,
    draft: PlanDraft | None,
    *,
    title: str,
    goal: str,
    first: date,
    last: date,
    before: str = "",
    by: User | None,
    at: datetime,
) -> Plan:
    """Draw up a plan; the phases of a draft share its days, and its measures are due when their phase ends.

    Raises:
        DevelopmentRefused: the plan ends before it begins, or is shorter than its phases.
    """
    phases = draft.phases if draft else ()
    if last < first or (last - first).days + 1 < len(phases):
        raise DevelopmentRefused("days", gettext("结束日期太早：每个阶段至少要有一天。请把结束日期改晚。"))
    with transaction.atomic():
        plan = Plan.objects.create(
            school=school,
            title=title.strip(),
            template=draft.plan if draft else "",
            goal=goal.strip(),
            first=first,
            last=last,
            before=before.strip(),
            made_by=by,
            made_at=at,
        )
        for number, phase in enumerate(phases):
            begins, ends = _share(first, last, number, len(phases))
            made = Phase.objects.create(
                plan=plan,
                position=number + 1,
                name=phase.name,
                goal=phase.goal,
                clauses=" ".join(phase.clause),
                first=begins,
                last=ends,
            )
            Measure.objects.bulk_create(
                Measure(
                    phase=made,
                    position=place,
                    name=measure.name,
                    clauses=" ".join(measure.clause),
                    duty=measure.owner,
                    target=measure.target,
                    evidence=measure.proof,
                    due=ends,
                )
                for place, measure in enumerate(phase.measures, 1)
            )
    return plan


def add_phase(plan: Plan, *, name: str, goal: str, first: date, last: date) -> Phase:
    """Add a phase at the end.

    Raises:
        DevelopmentRefused: the plan is closed, or the days lie outside it.
    """
    refuse_closed(plan)
    if not plan.first <= first <= last <= plan.last:
        raise DevelopmentRefused(
            "outside", gettext("阶段的日期要在规划起止日期之内，且先后不能颠倒。请核对。")
        )
    position = (plan.phases.aggregate(last=Max("position"))["last"] or 0) + 1
    return Phase.objects.create(
        plan=plan, position=position, name=name.strip(), goal=goal.strip(), first=first, last=last
    )


def add_measure(
    phase: Phase, *, name: str, owner: Staff | None, target: str, evidence: str, due: date
) -> Measure:
    """Add a measure to a phase.

    Raises:
        DevelopmentRefused: the phase was reviewed, or it would be due outside the plan.
    """
    _check(phase, owner, due)
    position = (phase.measures.aggregate(last=Max("position"))["last"] or 0) + 1
    return Measure.objects.create(
        phase=phase,
        position=position,
        name=name.strip(),
        owner=owner,
        target=target.strip(),
        evidence=evidence.strip(),
        due=due,
    )


def assign(measure: Measure, *, owner: Staff | None, due: date, target: str, evidence: str) -> None:
    """Say who answers for a measure, by when, and what is to be reached.

    Raises:
        DevelopmentRefused: it is done or dropped, its phase was reviewed, or it would be due outside the plan.
    """
    refuse_done(measure)
    _check(measure.phase, owner, due)
    measure.owner, measure.due = owner, due
    measure.target, measure.evidence = target.strip(), evidence.strip()
    measure.save(update_fields=["owner", "due", "target", "evidence"])


def drop(measure: Measure, *, reason: str) -> None:
    """Give a measure up, with the reason.

    Raises:
        DevelopmentRefused: it is done or dropped, or no reason is given.
    """
    refuse_done(measure)
    refuse_closed(measure.phase.plan)
    if not reason.strip():
        raise DevelopmentRefused("no_reason", gettext("请写明为什么不再实施。"))
    measure.dropped_for = reason.strip()
    measure.save(update_fields=["dropped_for"])


def refuse_closed(plan: Plan) -> None:
    """Refuse to change a closed plan.

    Raises:
        DevelopmentRefused: it is closed.
    """
    if plan.closed_at is not None:
        raise DevelopmentRefused("closed", gettext("这份规划已经总结结束，不能再改。"))


def refuse_done(measure: Measure) -> None:
    """Refuse to change a measure that is done or dropped.

    Raises:
        DevelopmentRefused: it is.
    """
    if not measure.is_open:
        raise DevelopmentRefused("done", gettext("这项措施已经办结或不再实施，不能再改。"))


def _check(phase: Phase, owner: Staff | None, due: date) -> None:
    refuse_closed(phase.plan)
    if phase.reviewed_at is not None:
        raise DevelopmentRefused("reviewed", gettext("这个阶段已经总结，不能再改措施。"))
    if not phase.plan.first <= due <= phase.plan.last:
        raise DevelopmentRefused("outside", gettext("期限要在规划起止日期之内。请核对。"))
    if owner is not None and owner.school_id != phase.plan.school_id:
        raise DevelopmentRefused("stranger", gettext("责任人要是本校教职工。"))


def _share(first: date, last: date, number: int, of: int) -> tuple[date, date]:
    """Give the days of one of so many equal parts of a time."""
    days = (last - first).days + 1
    return (
        first + timedelta(days=days * number // of),
        first + timedelta(days=days * (number + 1) // of - 1),
    )
