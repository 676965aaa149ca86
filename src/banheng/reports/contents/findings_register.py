"""The register of rectification: every finding with cause, owner, day, proof and re-check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.ledger.language import request_language
from banheng.reports.rendering.document import Align, Document, Layout, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.bureau.findings.models import Finding
    from banheng.schools.models import Bureau


def findings_register(bureau: Bureau, findings: Sequence[Finding], day: date) -> Document:
    """Build the register of a bureau."""
    late = sum(each.is_late(day) for each in findings)
    closed = sum(each.is_closed for each in findings)
    said = {"day": day.isoformat(), "all": len(findings), "closed": closed, "late": late}
    sums = gettext("截至 %(day)s：%(all)d 个问题，已销号 %(closed)d 个，逾期 %(late)d 个。") % said
    return Document(
        gettext("%(bureau)s问题整改台账") % {"bureau": bureau.name},
        [Paragraph(sums, Align.CENTRE), findings_table(findings, day)],
        layout=Layout.LANDSCAPE,
        language=request_language(),
    )


def findings_table(findings: Sequence[Finding], day: date) -> Table:
    """List findings; the proof is that of the last report."""
    header = [
        gettext("学校"),
        gettext("问题"),
        gettext("原因"),
        gettext("整改措施"),
        gettext("责任人"),
        gettext("期限"),
        gettext("证明"),
        gettext("状态"),
    ]
    return Table(header, [_row(finding, day) for finding in findings])


def _row(finding: Finding, day: date) -> list[str]:
    proofs = [step.proof for step in finding.steps.all() if step.proof]
    state = str(finding.get_state_display())
    if days := finding.days_late(day):
        state = gettext("%(state)s，逾期 %(days)d 天") % {"state": state, "days": days}
    return [
        finding.school.name,
        finding.what,
        finding.cause,
        finding.measure,
        finding.owner.name if finding.owner else "",
        finding.due.isoformat(),
        proofs[-1] if proofs else "",
        state,
    ]
