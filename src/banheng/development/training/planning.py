"""Plan the trainings of a year and their sessions."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.core.money import format_yuan
from banheng.development.errors import DevelopmentRefused
from banheng.development.rule_packs import rules_in_force
from banheng.development.training.models import Kind, Training, YearPlan
from banheng.development.training.spending import figures_of
from banheng.eligibility.pack import conditions_in
from banheng.eligibility.records import HasTrained

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.development.training.models import Session
    from banheng.schools.models import AcademicYear, School

GRADED = frozenset({Kind.PRE_SERVICE, Kind.COUNTY_UNIFIED})
"""Kinds that rules ask to be passed as a whole: one session of several is not enough."""


def plan_of(year: AcademicYear) -> YearPlan:
    """Give the plan of a year, an empty one if there is none yet."""
    return YearPlan.objects.get_or_create(academic_year=year, defaults={"school": year.school})[0]


def save_training(training: Training, *, by: User | None, at: datetime) -> Training:
    """Put a training into the plan, or change it while none of it is in the dossiers.

    Raises:
        DevelopmentRefused: it is over or held in part, its days or kinds cannot be, or its budget line lacks
            the money.
    """
    if training.since > training.until:
        raise DevelopmentRefused("days", gettext("计划结束早于计划开始。请核对。"))
    if training.pass_percent > training.excellent_percent:
        raise DevelopmentRefused("grades", gettext("合格出勤率高于优秀出勤率。请核对。"))
    _check_kinds(training, timezone.localdate(at))
    with transaction.atomic():
        if training.pk:
            before = Training.objects.select_for_update().get(pk=training.pk)
            if not before.is_open or before.sessions.exclude(closed_at=None).exists():
                raise DevelopmentRefused("held", gettext("已有场次结束并计入档案，不能再改。可以增加场次。"))
        _check_money(training)
        training.planned_by, training.planned_at = by, at
        training.save()
    return training


def add_session(session: Session) -> Session:
    """Add a session to a training.

    Raises:
        DevelopmentRefused: the training is over, or the days or the check cannot be.
    """
    if not session.training.is_open:
        raise DevelopmentRefused("over", gettext("这项培训已经结束或取消，不能再加场次。"))
    if session.until < session.since:
        raise DevelopmentRefused("days", gettext("结束日期早于日期。请核对。"))
    if session.question and len(set(session.options)) < 2:
        raise DevelopmentRefused("options", gettext("检查题至少要有两个不同的选项，正确的写在第一行。"))
    session.save()
    return session


def cancel_training(training: Training, *, reason: str) -> None:
    """Take a training out of the plan; it stays to be seen with the reason.

    Raises:
        DevelopmentRefused: no reason is given, it is over, or a session of it was held.
    """
    if not reason.strip():
        raise DevelopmentRefused("no_reason", gettext("取消要写明原因。"))
    with transaction.atomic():
        kept = Training.objects.select_for_update().get(pk=training.pk)
        if not kept.is_open or kept.sessions.exclude(closed_at=None).exists():
            raise DevelopmentRefused("held", gettext("已有场次结束，不能取消。可以直接结业。"))
        kept.cancelled_for = reason.strip()
        kept.save(update_fields=["cancelled_for"])


def _check_kinds(training: Training, day: date) -> None:
    if not training.kinds or not set(training.kinds) <= set(Kind.values):
        raise DevelopmentRefused("kinds", gettext("请至少选一个培训类别。"))
    graded = GRADED & set(training.kinds)
    if graded and not training.by_attendance:
        raise DevelopmentRefused(
            "graded",
            gettext("%(kinds)s要求整体合格。请选“结业时按出勤评定等次”。")
            % {"kinds": "、".join(sorted(str(Kind(kind).label) for kind in graded))},
        )
    twice = _counted_twice(training.plan.school, training.kinds, day)
    if twice:
        raise DevelopmentRefused(
            "twice",
            gettext("现行规则把“%(one)s”和“%(other)s”加在一起算，同一项培训不能既算这个又算那个。")
            % {"one": Kind(twice[0]).label, "other": Kind(twice[1]).label},
        )


def _counted_twice(school: School, kinds: Collection[str], day: date) -> tuple[str, str] | None:
    """Find two kinds that one rule in force adds up."""
    added = [
        set(condition.training)
        for version in rules_in_force(school, day)
        for rule in version.rules.rules
        for condition in conditions_in(rule.when)
        if isinstance(condition, HasTrained)
    ]
    pairs = combinations(kinds, 2)
    return next((pair for pair in pairs if any(set(pair) <= together for together in added)), None)


def _check_money(training: Training) -> None:
    if training.line is None:
        if training.planned_fen:
            raise DevelopmentRefused("no_line", gettext("填了计划经费，请选从哪一项经费列支。"))
        return
    type(training.line).objects.select_for_update().get(pk=training.line.pk)
    left = figures_of(training.line, without=training).left
    if training.planned_fen > left:
        raise DevelopmentRefused(
            "money",
            gettext("“%(line)s”还可安排 %(left)s 元，不够 %(planned)s 元。")
            % {
                "line": training.line,
                "left": format_yuan(left),
                "planned": format_yuan(training.planned_fen),
            },
        )
