"""A research project from its application to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.recording import record_fact
from banheng.development.research.models import Project

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.schools.models import School, Staff


def propose(
    school: School,
    *,
    title: str,
    level: str,
    question: str,
    leader: Staff,
    members: Iterable[Staff],
    first: date,
    last: date,
) -> Project:
    """Apply for a project.

    Raises:
        DevelopmentRefused: it ends before it begins.
    """
    if last < first:
        raise DevelopmentRefused("days", gettext("结束日期早于开始日期。请核对。"))
    with transaction.atomic():
        project = Project.objects.create(
            school=school,
            title=title.strip(),
            level=level,
            question=question.strip(),
            leader=leader,
            first=first,
            last=last,
        )
        project.members.set([each for each in members if each != leader])
    return project


def start(project: Project, *, number: str) -> None:
    """Note that it is approved, and under which number.

    Raises:
        DevelopmentRefused: it is not applied for any more.
    """
    _refuse_unless(project, Project.State.PROPOSED)
    project.state, project.number = Project.State.RUNNING, number.strip()
    project.save(update_fields=["state", "number"])


def finish(project: Project, *, result: str, by: User | None, at: datetime) -> None:
    """Note what came of it; leader and members have it in their dossiers.

    Raises:
        DevelopmentRefused: it is not running.
    """
    _refuse_unless(project, Project.State.RUNNING)
    with transaction.atomic():
        _end(project, Project.State.FINISHED, result, at)
        for role, people in (("leader", [project.leader]), ("member", project.members.all())):
            for staff in people:
                record_fact(
                    staff,
                    Fact.Kind.RESEARCH,
                    project.title,
                    since=min(project.first, timezone.localdate(at)),
                    until=max(project.first, timezone.localdate(at)),
                    content={"form": "project", "level": project.level, "role": role},
                    proof=project.number or gettext("课题第 %(number)s 号") % {"number": project.pk},
                    source=Fact.Source.PROCESS,
                    by=by,
                    at=at,
                )


def stop(project: Project, *, result: str, at: datetime) -> None:
    """End it without a result, with the reason.

    Raises:
        DevelopmentRefused: it has ended.
    """
    _refuse_unless(project, Project.State.PROPOSED, Project.State.RUNNING)
    _end(project, Project.State.STOPPED, result, at)


def _end(project: Project, state: Project.State, result: str, at: datetime) -> None:
    if not result.strip():
        raise DevelopmentRefused("no_result", gettext("请写明成果，或终止的原因。"))
    project.state, project.result, project.ended_at = state, result.strip(), at
    project.save(update_fields=["state", "result", "ended_at"])


def _refuse_unless(project: Project, *states: Project.State) -> None:
    if project.state not in states:
        raise DevelopmentRefused(
            "state",
            gettext("课题现在是“%(state)s”，不能办理这一步。") % {"state": project.get_state_display()},
        )
