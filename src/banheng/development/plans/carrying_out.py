"""Carry a plan out: a measure is done and its effect looked at, a phase is reviewed, the plan is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.development.errors import DevelopmentRefused
from banheng.development.plans.drawing_up import refuse_closed, refuse_done
from banheng.development.plans.models import Measure

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.development.plans.models import Phase, Plan


def complete(measure: Measure, *, result: str, proof: str, at: datetime) -> None:
    """Note that a measure is done, what was reached and where that is proved.

    Raises:
        DevelopmentRefused: it is done or dropped, nobody answers for it, or the proof is missing.
    """
    refuse_closed(measure.phase.plan)
    refuse_done(measure)
    if measure.owner_id is None:
        raise DevelopmentRefused("no_owner", gettext("这项措施还没有责任人。请先落实到人。"))
    if not result.strip() or not proof.strip():
        raise DevelopmentRefused("no_proof", gettext("请写明完成情况和证明（文件、纪要、照片编号等）。"))
    measure.result, measure.proof, measure.done_at = result.strip(), proof.strip(), at
    measure.save(update_fields=["result", "proof", "done_at"])


def look_at_effect(measure: Measure, *, verdict: str, effect: str, by: User, at: datetime) -> None:
    """Say whether a measure had the effect it was meant to have; somebody else than its owner does.

    Raises:
        DevelopmentRefused: it is not done, was looked at already, or is the own.
    """
    refuse_closed(measure.phase.plan)
    if measure.done_at is None:
        raise DevelopmentRefused("not_done", gettext("措施还没有办结，不能评成效。"))
    if measure.reviewed_at is not None:
        raise DevelopmentRefused("reviewed", gettext("这项措施已经评过成效。"))
    if measure.owner_id == by.staff_id:
        raise DevelopmentRefused("own", gettext("自己负责的措施要由别人评成效。"))
    measure.verdict, measure.effect = Measure.Verdict(verdict), effect.strip()
    measure.reviewed_by, measure.reviewed_at = by, at
    measure.save(update_fields=["verdict", "effect", "reviewed_by", "reviewed_at"])


def review(phase: Phase, *, before: str, after: str, conclusion: str, by: User, at: datetime) -> None:
    """Review a phase: how it was, how it is, and what changes.

    Raises:
        DevelopmentRefused: it was reviewed, or measures are open or their effect was not looked at.
    """
    refuse_closed(phase.plan)
    if phase.reviewed_at is not None:
        raise DevelopmentRefused("reviewed", gettext("这个阶段已经总结。"))
    waiting = [each.name for each in phase.measures.filter(dropped_for="", reviewed_at=None)]
    if waiting:
        raise DevelopmentRefused(
            "open",
            gettext("还有措施没有办结或没有评成效：%(names)s。请先办结并评成效，或写明原因不再实施。")
            % {"names": "、".join(waiting[:3])},
        )
    phase.before, phase.after, phase.conclusion = before.strip(), after.strip(), conclusion.strip()
    phase.reviewed_by, phase.reviewed_at = by, at
    phase.save(update_fields=["before", "after", "conclusion", "reviewed_by", "reviewed_at"])


def close(plan: Plan, *, after: str, at: datetime) -> None:
    """Close a plan with what came of it.

    Raises:
        DevelopmentRefused: it is closed, or a phase was not reviewed.
    """
    refuse_closed(plan)
    waiting = plan.phases.filter(reviewed_at=None).first()
    if waiting is not None:
        raise DevelopmentRefused(
            "open", gettext("阶段“%(name)s”还没有总结。请先总结各阶段。") % {"name": waiting.name}
        )
    plan.after, plan.closed_at = after.strip(), at
    plan.save(update_fields=["after", "closed_at"])
