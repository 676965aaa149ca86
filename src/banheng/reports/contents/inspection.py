"""The report of an inspection: where one was, what was seen, what was found, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.ledger.language import request_language
from banheng.reports.contents.findings_register import findings_table
from banheng.reports.rendering.document import Align, Document, Heading, Layout, Paragraph, Table

if TYPE_CHECKING:
    from datetime import date

    from banheng.bureau.findings.models import Inspection
    from banheng.reports.rendering.document import Block


def inspection_report(inspection: Inspection, day: date) -> Document:
    """Build the report of an inspection."""
    visits = list(inspection.visits.select_related("school"))
    blocks: list[Block] = [Paragraph(line, Align.CENTRE) for line in _head(inspection)]
    if inspection.seed:
        said = {"seed": inspection.seed, "pool": "、".join(inspection.pool)}
        blocks.append(Paragraph(gettext("随机抽取：种子“%(seed)s”，从 %(pool)s 中抽取。") % said))
    header = [gettext("学校"), gettext("到校日期"), gettext("督导人员"), gettext("总体情况")]
    rows = [
        [each.school.name, each.visited_on.isoformat() if each.visited_on else "", each.team, each.summary]
        for each in visits
    ]
    blocks += [Heading(gettext("到校情况")), Table(header, rows)]
    findings = [
        finding
        for visit in visits
        for finding in visit.findings.select_related("school", "owner").prefetch_related("steps")
    ]
    blocks.append(Heading(gettext("发现的问题和整改")))
    blocks.append(findings_table(findings, day) if findings else Paragraph(gettext("没有发现问题。")))
    if inspection.closed_at:
        blocks += [Heading(gettext("总结")), Paragraph(inspection.conclusion)]
    return Document(
        gettext("%(title)s督导报告") % {"title": inspection.title},
        blocks,
        layout=Layout.LANDSCAPE,
        language=request_language(),
    )


def _head(inspection: Inspection) -> list[str]:
    lines = [
        f"{inspection.bureau.name}　{inspection.get_kind_display()}",
        f"{inspection.first.isoformat()} — {inspection.last.isoformat()}",
    ]
    if inspection.basis:
        lines.append(gettext("依据：%(text)s") % {"text": inspection.basis})
    if inspection.methods:
        lines.append(gettext("方式：%(text)s") % {"text": inspection.methods})
    return lines
