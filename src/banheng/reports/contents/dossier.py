"""The dossier of a teacher on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.development.dossier.reading import State
from banheng.ledger.language import request_language
from banheng.reports.rendering.document import Align, Block, Document, Heading, Paragraph, Signatures, Table
from banheng.schools.saying_dates import period_name
from banheng.spreadsheets.result_report import NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.development.dossier.reading import Chapter, Hours, Line
    from banheng.development.results import PeriodResult
    from banheng.schools.models import Staff
    from banheng.spreadsheets.result_report import Cell


def dossier_document(
    staff: Staff,
    day: date,
    *,
    chapters: Sequence[Chapter],
    hours: Sequence[Hours],
    lacking: Sequence[str],
    results: Sequence[PeriodResult],
) -> Document:
    """Build a dossier; what was withdrawn is left out, what waits is marked."""
    blocks: list[Block] = []
    for chapter in chapters:
        lines = [line for line in chapter.lines if line.state is not State.WITHDRAWN]
        if lines:
            blocks += [Heading(str(chapter.title)), _table(lines)]
    if hours:
        header = [gettext("培训"), gettext("近五年"), gettext("合计")]
        blocks += [
            Heading(gettext("学时合计")),
            Table(header, [[each.training, each.recent, each.total] for each in hours]),
        ]
    blocks += [Paragraph(text, Align.START) for text in lacking]
    if results:
        blocks += [Heading(gettext("历次考核")), _results(results)]
    if not blocks:
        blocks.append(Paragraph(gettext("还没有材料。")))
    return Document(
        gettext("%(name)s成长档案") % {"name": staff.name},
        [*blocks, Signatures([gettext("本人"), gettext("德育处"), gettext("校长")])],
        subtitle=f"{staff.school.name}　{day.isoformat()}",
        language=request_language(),
    )


def _table(lines: Sequence[Line]) -> Table:
    header = [gettext("时间"), gettext("内容"), gettext("说明"), gettext("证明"), gettext("来源")]
    rows: list[list[Cell]] = [
        [
            say_days(line.since, line.until),
            line.name,
            line.details,
            line.proof,
            gettext("%(source)s（待核实）") % {"source": line.source}
            if line.state is State.WAITING
            else line.source,
        ]
        for line in lines
    ]
    return Table(header, rows)


def say_days(since: date, until: date | None) -> str:
    """Say from when to when, or on which day."""
    if until is None:
        return gettext("%(since)s 起") % {"since": since.isoformat()}
    if until == since:
        return since.isoformat()
    return gettext("%(since)s 至 %(until)s") % {"since": since.isoformat(), "until": until.isoformat()}


def _results(results: Sequence[PeriodResult]) -> Table:
    header = [
        gettext("周期"),
        gettext("方案"),
        gettext("班级"),
        gettext("总分"),
        gettext("名次"),
        gettext("等次"),
    ]
    rows: list[list[Cell]] = [
        [
            period_name(each.period),
            each.scheme,
            each.line["class_name"],
            str(each.line["total"]) if each.line["total"] is not None else NOT_APPLICABLE,
            f"{each.line['rank']}/{each.line['rank_of']}" if each.line["rank"] else NOT_APPLICABLE,
            each.line["rating_name"] or NOT_APPLICABLE,
        ]
        for each in results
    ]
    return Table(header, rows)
