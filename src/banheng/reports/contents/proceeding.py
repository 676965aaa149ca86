"""What is told to somebody who is to answer for something, and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.ledger.language import request_language
from banheng.reports.rendering.document import Align, Document, Heading, Paragraph, Signatures, Table

if TYPE_CHECKING:
    from banheng.bureau.accountability.models import Proceeding
    from banheng.reports.rendering.document import Block


def proceeding_document(proceeding: Proceeding) -> Document:
    """Build the decision; before there is one, the letter that tells the one concerned what they may do."""
    is_decided = proceeding.decided_at is not None
    title = gettext("责任追究决定书") if is_decided else gettext("责任追究告知书")
    person = gettext("%(name)s（%(school)s）：") % {
        "name": proceeding.concerned.name,
        "school": proceeding.school.name,
    }
    blocks: list[Block] = [Paragraph(person, Align.START), *_why(proceeding)]
    blocks += _decided(proceeding) if is_decided else _rights(proceeding)
    blocks.append(Signatures([proceeding.bureau.name, gettext("当事人签收")]))
    return Document(title, blocks, language=request_language())


def _why(proceeding: Proceeding) -> list[Block]:
    trigger = proceeding.trigger_rule
    said = {
        "rules": proceeding.rules_version.title,
        "trigger": trigger.name if trigger else proceeding.trigger,
    }
    return [
        Heading(gettext("事实和依据")),
        Paragraph(proceeding.facts),
        Paragraph(gettext("《%(rules)s》规定的情形：%(trigger)s。") % said),
    ]


def _rights(proceeding: Proceeding) -> list[Block]:
    proposed = proceeding.proposed_rule
    until = proceeding.hear_until.isoformat() if proceeding.hear_until else "____"
    name = proposed.name if proposed else proceeding.proposed
    return [
        Heading(gettext("初步意见")),
        Paragraph(gettext("%(name)s。这只是初步意见，还没有决定。") % {"name": name}),
        Heading(gettext("陈述申辩")),
        Paragraph(
            gettext("您可以在 %(day)s 以前书面或口头陈述申辩，也可以放弃。听取以后由委员会表决决定。")
            % {"day": until}
        ),
    ]


def _decided(proceeding: Proceeding) -> list[Block]:
    sanction = proceeding.sanction_rule
    heard = gettext("当事人放弃陈述申辩。") if proceeding.is_waived else proceeding.statement
    blocks: list[Block] = [
        Heading(gettext("陈述申辩")),
        Paragraph(heard or gettext("当事人在期限内没有陈述申辩。")),
        Heading(gettext("决定")),
        Paragraph(
            " ".join(filter(None, [sanction.name if sanction else gettext("不予追究"), proceeding.citation]))
        ),
        Paragraph(proceeding.reason),
    ]
    if sanction and proceeding.first and proceeding.last:
        said = {"first": proceeding.first.isoformat(), "last": proceeding.last.isoformat()}
        blocks.append(Paragraph(gettext("影响期：%(first)s 至 %(last)s，到期以后不再影响考核。") % said))
    rows = [[ballot.name, ballot.choice_name] for ballot in proceeding.ballots.all()]
    blocks.append(Table([gettext("委员"), gettext("意见")], rows, gettext("表决")))
    return blocks
