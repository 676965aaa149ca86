"""A plan of the school as a timetable: measures with owner and day, and what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.ledger.language import request_language
from banheng.reports.rendering.document import Align, Document, Heading, Layout, Paragraph, Table

if TYPE_CHECKING:
    from banheng.development.plans.models import Measure, Plan


def plan_table(plan: Plan) -> Document:
    """Build the timetable of a plan."""
    header = [
        gettext("措施"),
        gettext("依据"),
        gettext("责任人"),
        gettext("期限"),
        gettext("目标值"),
        gettext("以何为证"),
        gettext("完成情况"),
        gettext("成效"),
    ]
    blocks: list[Paragraph | Heading | Table] = [
        Paragraph(f"{plan.first.isoformat()} — {plan.last.isoformat()}", Align.CENTRE),
        Paragraph(plan.goal),
    ]
    for phase in plan.phases.prefetch_related("measures__owner"):
        blocks.append(Heading(f"{phase.name}（{phase.first.isoformat()} — {phase.last.isoformat()}）"))
        blocks.append(Table(header, [_row(measure) for measure in phase.measures.all()]))
        if phase.reviewed_at:
            blocks += [
                Paragraph(gettext("阶段初：%(text)s") % {"text": phase.before}),
                Paragraph(gettext("阶段末：%(text)s") % {"text": phase.after}),
                Paragraph(gettext("结论和调整：%(text)s") % {"text": phase.conclusion}),
            ]
    if plan.closed_at:
        blocks += [
            Heading(gettext("前后比较")),
            Paragraph(gettext("实施前：%(text)s") % {"text": plan.before or "—"}),
            Paragraph(gettext("实施后：%(text)s") % {"text": plan.after}),
        ]
    return Document(plan.title, blocks, layout=Layout.LANDSCAPE, language=request_language())


def _row(measure: Measure) -> list[str]:
    return [
        measure.name,
        measure.clauses,
        measure.owner.name if measure.owner else measure.duty,
        measure.due.isoformat(),
        measure.target,
        measure.evidence,
        measure.dropped_for or " ".join(filter(None, [measure.result, measure.proof])),
        measure.get_verdict_display() if measure.verdict else "",
    ]
