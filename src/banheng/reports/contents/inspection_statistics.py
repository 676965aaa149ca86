"""Statistics of inspections: on how many days each class was looked at for each item, and who looked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.assessment.evidence import evidence_of
from banheng.assessment.visits import visits
from banheng.ledger.language import request_language
from banheng.ledger.models import Record
from banheng.reports.rendering.document import Document, Heading, Paragraph, Table
from banheng.schools.classes import classes_on
from banheng.schools.saying_dates import period_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from banheng.assessment.periods import ScoredPeriod
    from banheng.reports.rendering.document import Block
    from banheng.spreadsheets.result_report import Cell


def inspection_statistics(scored: ScoredPeriod, day: date) -> Document:
    """Build the statistics of a period, up to a day of it."""
    school = scored.version.school
    blocks: list[Block] = [
        Heading(gettext("一、各班受检天数")),
        *_by_class(scored, day),
        Heading(gettext("二、检查员工作量")),
        _by_inspector(scored),
        Paragraph(gettext("登记数不含已作废的记录；学生检查员合并统计，不列姓名。")),
    ]
    return Document(
        gettext("检查情况统计"),
        blocks,
        subtitle=f"{school.name}　{period_name(scored.period)}",
        language=request_language(),
    )


def _by_class(scored: ScoredPeriod, day: date) -> Iterator[Block]:
    """Count grade by grade: items down, classes across."""
    school, period = scored.version.school, scored.period
    evidence = evidence_of(school, period.first, period.last)
    grades: dict[str, dict[str, str]] = defaultdict(dict)
    for year in classes_on(school, min(period.last, day)):
        grades[year.grade.name][year.school_class.code] = year.name
    for grade, names in grades.items():
        seen = visits(scored.scheme, evidence, period, list(names))
        if not seen:
            yield Paragraph(gettext("本方案没有由检查员检查的考核项。"))
            return
        rows: list[list[Cell]] = [
            [item.item.name, *(item.days[code] for code in names), item.most - item.least] for item in seen
        ]
        yield Table([gettext("考核项"), *names.values(), gettext("最多与最少之差")], rows, grade)


@dataclass(slots=True)
class _Work:
    """What one inspector did."""

    records: int = 0
    days: set[date] = field(default_factory=set)
    classes: set[int] = field(default_factory=set)


def _by_inspector(scored: ScoredPeriod) -> Table:
    """Count by inspector, most records first; pupils stand in one line without a name."""
    period = scored.period
    records = Record.objects.filter(
        school=scored.version.school,
        day__range=(period.first, period.last),
        source=Record.Source.INSPECTION,
        voids__isnull=True,
        voided_by__isnull=True,
    ).values_list("recorder__staff", "recorder_name", "day", "school_class")
    found: dict[tuple[int | None, str], _Work] = defaultdict(_Work)
    for staff, name, day, school_class in records:
        work = found[(staff, name) if staff else (None, gettext("学生检查员"))]
        work.records += 1
        work.days.add(day)
        work.classes.add(school_class)
    rows: list[list[Cell]] = [
        [name, work.records, len(work.days), len(work.classes)]
        for (_, name), work in sorted(found.items(), key=lambda each: -each[1].records)
    ]
    return Table([gettext("检查员"), gettext("登记数"), gettext("检查天数"), gettext("检查过的班级")], rows)
