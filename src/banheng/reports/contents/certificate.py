"""The certificate of an honour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from banheng.ledger.language import request_language
from banheng.reports.rendering.document import Align, Document, Layout, Paragraph

if TYPE_CHECKING:
    from datetime import date


def certificate(*, to: str, honour: str, reason: str, number: str, day: date, school: str) -> Document:
    """Build the certificate that somebody gets for an honour.

    Args:
        to: how it addresses them, such as "张敏老师" or the name of a class.
        reason: in what time and for what, without a stop at its end, such as "在2026年度工作中成绩突出".
    """
    text = gettext("%(reason)s，被评为“%(honour)s”。特发此证，以资鼓励。") % {
        "reason": reason,
        "honour": honour,
    }
    return Document(
        gettext("荣誉证书"),
        [
            Paragraph(gettext("%(to)s：") % {"to": to}, Align.START),
            Paragraph(text),
            Paragraph(school, Align.END),
            Paragraph(date_format(day, pgettext("格式", "Y年n月j日")), Align.END),
            Paragraph(gettext("证书编号：%(number)s") % {"number": number}, Align.START),
        ],
        layout=Layout.CERTIFICATE,
        language=request_language(),
    )
