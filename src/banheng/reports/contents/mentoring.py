"""The agreement between a mentor and a mentee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.development.mentoring.models import Topic
from banheng.ledger.language import request_language
from banheng.reports.rendering.document import Align, Document, Paragraph, Signatures, Table

if TYPE_CHECKING:
    from banheng.development.mentoring.models import Pair


def agreement(pair: Pair) -> Document:
    """Build the agreement for both to sign."""
    rows = [
        (gettext("师父"), pair.mentor.name),
        (gettext("徒弟"), pair.mentee.name),
        (gettext("类别"), str(pair.get_kind_display())),
        (gettext("起止日期"), f"{pair.first.isoformat()} — {pair.last.isoformat()}"),
        (gettext("约定的目标"), pair.goals),
    ]
    topics = [
        (str(number), str(topic.label), gettext("本学期内共同完成"))
        for number, topic in enumerate(Topic.Code, 1)
    ]
    return Document(
        gettext("师徒结对协议"),
        [
            Paragraph(gettext("编号：%(number)s") % {"number": pair.pk}, Align.END),
            Table((gettext("项目"), gettext("内容")), rows),
            Table((gettext("序号"), gettext("结对内容"), gettext("要求")), topics),
            Paragraph(
                gettext("师父按时指导，徒弟虚心学习；双方都记录每次活动，期末各写一份反思。"), Align.TEXT
            ),
            Signatures(
                [gettext("师父签字"), gettext("徒弟签字"), gettext("日期")],
            ),
            Paragraph(pair.school.name, Align.END),
        ],
        language=request_language(),
    )
