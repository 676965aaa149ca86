"""The certificate of an honour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from banheng.core.periods import parse_period
from banheng.ledger.language import request_language
from banheng.reports.rendering.document import Align, Document, Layout, Paragraph
from banheng.schools.calendars import school_calendar
from banheng.schools.saying_dates import period_name

if TYPE_CHECKING:
    from datetime import date

    from banheng.honours.models import Honour


def certificate_of(honour: Honour) -> Document:
    """Build the certificate of an awarded honour."""
    school = honour.school
    period = period_name(parse_period(honour.period, school_calendar(school)))
    reason = honour.reason or gettext("在%(period)s班主任工作中成绩突出") % {"period": period}
    whom = gettext("%(name)s老师") % {"name": honour.staff.name} if honour.staff else honour.class_name
    day = timezone.localdate(honour.decided_at)
    return certificate(
        whom=whom, honour=honour.name, reason=reason, number=honour.number, day=day, school=school.name
    )


def certificate(*, whom: str, honour: str, reason: str, number: str, day: date, school: str) -> Document:
    """Build a certificate.

    Args:
        whom: as it is addressed: a teacher, or a class.
        reason: in what time and for what, without a stop at its end, such as "在2026年度工作中成绩突出".
    """
    text = gettext("%(reason)s，被评为“%(honour)s”。特发此证，以资鼓励。") % {
        "reason": reason,
        "honour": honour,
    }
    return Document(
        gettext("荣誉证书"),
        [
            Paragraph(gettext("%(whom)s：") % {"whom": whom}, Align.START),
            Paragraph(text),
            Paragraph(school, Align.END),
            Paragraph(date_format(day, pgettext("格式", "Y年n月j日")), Align.END),
            Paragraph(gettext("证书编号：%(number)s") % {"number": number}, Align.START),
        ],
        layout=Layout.CERTIFICATE,
        language=request_language(),
    )
