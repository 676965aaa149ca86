"""A target letter: what is agreed, how far it is, its money, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.bureau.targets.models import Signature
from banheng.core.money import format_yuan
from banheng.ledger.language import request_language
from banheng.reports.rendering.document import (
    Align,
    Document,
    Heading,
    Layout,
    Paragraph,
    Signatures,
    Table,
)

if TYPE_CHECKING:
    from banheng.bureau.targets.models import Letter
    from banheng.bureau.targets.standing import Line, Standing
    from banheng.reports.rendering.document import Block

BLANK = "____"


def letter_document(standing: Standing) -> Document:
    """Build a letter with the state of its targets; blanks of the policy stay blank."""
    letter = standing.letter
    blocks: list[Block] = [Paragraph(line, Align.CENTRE) for line in _head(letter)]
    if letter.basis:
        blocks.append(Paragraph(gettext("依据：%(text)s") % {"text": letter.basis}))
    blocks += [Heading(gettext("目标")), _targets(standing)]
    if budget := _budget(standing):
        blocks += [Heading(gettext("资金")), budget]
        if standing.money.blank:
            said = {"number": standing.money.blank}
            blocks.append(Paragraph(gettext("有 %(number)d 项没有金额，合计只是下限。") % said))
    if standing.unanswered:
        blocks.append(Heading(gettext("没有目标来解决的问题")))
        blocks += [Paragraph(problem.text) for problem in standing.unanswered]
    if letter.concluded_at:
        text = f"{letter.get_result_display()}：{letter.conclusion}"
        blocks += [Heading(gettext("总结")), Paragraph(text)]
    blocks.append(Signatures(_signers(letter)))
    return Document(letter.title, blocks, layout=Layout.LANDSCAPE, language=request_language())


def _head(letter: Letter) -> list[str]:
    share = BLANK if letter.appraisal_percent is None else f"{letter.appraisal_percent}%"
    return [
        f"{letter.bureau.name} — {letter.party}　{letter.year or BLANK}",
        f"{letter.first.isoformat()} — {letter.last.isoformat()}",
        gettext("占年度考核的百分比：%(share)s") % {"share": share},
    ]


def _targets(standing: Standing) -> Table:
    header = [
        gettext("序号"),
        gettext("目标"),
        gettext("要求"),
        gettext("责任部门或岗位"),
        gettext("期限"),
        gettext("以何为证"),
        gettext("进展"),
        gettext("状态"),
    ]
    return Table(header, [_row(line) for line in standing.lines])


def _row(line: Line) -> list[str]:
    target = line.target
    if line.is_heading:
        return [line.number, target.name, "", "", "", "", "", ""]
    owner = " ".join(filter(None, [target.owner, target.staff.name if target.staff else ""]))
    return [
        line.number,
        target.name,
        target.wanted,
        owner or BLANK,
        target.due.isoformat() if target.due else BLANK,
        target.proof,
        _progress(line),
        _state(line),
    ]


def _progress(line: Line) -> str:
    if line.data:
        return f"{line.data.shown}（{line.data.source}）"
    last = line.accepted
    return " ".join(filter(None, [last.day.isoformat(), last.figure, last.text, last.proof])) if last else ""


def _state(line: Line) -> str:
    words = {
        "overdue": gettext("逾期"),
        "waiting": gettext("待检查"),
        "open": gettext("进行中"),
        "blank": gettext("缺目标值"),
        "reached": gettext("达到"),
    }
    return words[line.state] if line.state else ""


def _budget(standing: Standing) -> Table | None:
    rows: list[list[str]] = [
        [line.number, line.target.name, each.name, BLANK if each.fen is None else format_yuan(each.fen)]
        for line in standing.lines
        for each in line.target.budget.all()
    ]
    if not rows:
        return None
    rows.append([gettext("合计"), "", "", format_yuan(standing.money.fen)])
    header = [gettext("序号"), gettext("目标"), gettext("用途"), gettext("金额（元）")]
    return Table(header, rows, has_sum=True)


def _signers(letter: Letter) -> list[str]:
    signed = {each.side: each for each in letter.signatures.all()}
    return [_signer(side, signed.get(side)) for side in Signature.Side]


def _signer(side: Signature.Side, signature: Signature | None) -> str:
    if signature is None:
        return str(side.label)
    return f"{side.label}：{signature.post} {signature.name} {signature.day.isoformat()}"
