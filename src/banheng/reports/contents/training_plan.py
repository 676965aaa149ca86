"""The training plan of a year with its timetable, and the list of who still lacks training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.core.money import format_yuan
from banheng.ledger.language import request_language
from banheng.reports.rendering.document import Document, Heading, Layout, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from banheng.development.training.models import YearPlan
    from banheng.schools.models import Staff


def training_plan(plan: YearPlan, say_themes: Callable[[Iterable[str]], str]) -> Document:
    """Build the plan: goals, trainings, and all sessions in the order of their days."""
    trainings = list(plan.trainings.filter(cancelled_for="").prefetch_related("sessions"))
    table = Table(
        [
            gettext("名称"),
            gettext("类别"),
            gettext("主题"),
            gettext("对象"),
            gettext("级别"),
            gettext("场次"),
            gettext("时间"),
            gettext("计划经费（元）"),
        ],
        [
            [
                each.name,
                each.said_kinds,
                say_themes(each.themes),
                each.get_audience_display(),
                " ".join(filter(None, [each.get_level_display(), each.partner])),
                str(each.times),
                f"{each.since:%m-%d}—{each.until:%m-%d}",
                format_yuan(each.planned_fen),
            ]
            for each in trainings
        ],
    )
    sessions = sorted(
        (session for each in trainings for session in each.sessions.all()), key=lambda session: session.since
    )
    timetable = Table(
        [gettext("日期"), gettext("内容"), gettext("地点"), gettext("主讲"), gettext("学时")],
        [
            [each.since.isoformat(), str(each), each.place, each.speaker, each.said_amounts]
            for each in sessions
        ],
    )
    return Document(
        gettext("班主任培训计划"),
        [
            *(Paragraph(line) for line in plan.goals.splitlines() if line.strip()),
            Heading(gettext("培训项目")),
            table,
            *((Heading(gettext("场次安排")), timetable) if sessions else ()),
        ],
        subtitle=f"{plan.school.name}　{plan.academic_year.code}",
        layout=Layout.LANDSCAPE,
        language=request_language(),
    )


def training_needs(school: str, rows: Sequence[tuple[Staff, Sequence[str]]], day: date) -> Document:
    """Build the list of who lacks what on a day."""
    table = Table(
        [gettext("工号"), gettext("姓名"), gettext("还差")],
        [[staff.code, staff.name, "\n".join(said)] for staff, said in rows],
    )
    return Document(
        gettext("培训还差多少"),
        [table],
        subtitle=f"{school}　{day.isoformat()}",
        layout=Layout.LANDSCAPE,
        language=request_language(),
    )
