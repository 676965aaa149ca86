"""The certificate of a homeroom teacher, and the register of all of a school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from banheng.ledger.language import request_language
from banheng.reports.rendering.document import Align, Block, Document, Layout, Paragraph, QrCode, Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.development.certificates.models import Certificate


def homeroom_certificate(certificate: Certificate, address: str) -> Document:
    """Build the certificate to be printed; `address` checks it."""
    blocks: list[Block] = [
        Paragraph(gettext("%(name)s老师：") % {"name": certificate.name}, Align.START),
        Paragraph(gettext("经审核，认定您具备班主任任职资格。特发此证。")),
        Paragraph(
            gettext("证书编号：%(number)s　有效期：%(until)s")
            % {"number": certificate.number, "until": _until(certificate)},
            Align.START,
        ),
        Paragraph(f"{certificate.issuer}　{_day(certificate.since)}", Align.END),
        QrCode(address, gettext("扫码核验真伪")),
    ]
    return Document(gettext("班主任资格证书"), blocks, layout=Layout.CERTIFICATE, language=request_language())


def certificate_register(school: str, rows: Sequence[tuple[Certificate, str]], day: date) -> Document:
    """Build the register: each certificate with its standing on a day."""
    header = [
        gettext("证书编号"),
        gettext("姓名"),
        gettext("工号"),
        gettext("发证单位"),
        gettext("发证日期"),
        gettext("有效期至"),
        gettext("状态"),
        gettext("撤销原因"),
    ]
    table = Table(
        header,
        [
            [
                each.number,
                each.name,
                each.staff.code,
                each.issuer,
                each.since.isoformat(),
                each.until.isoformat() if each.until else gettext("长期"),
                standing,
                each.revoked_for,
            ]
            for each, standing in rows
        ],
    )
    return Document(
        gettext("班主任资格证书名册"),
        [table],
        subtitle=f"{school}　{_day(day)}",
        layout=Layout.LANDSCAPE,
        language=request_language(),
    )


def _until(certificate: Certificate) -> str:
    if certificate.until is None:
        return gettext("长期")
    return gettext("至%(day)s") % {"day": _day(certificate.until)}


def _day(day: date) -> str:
    return date_format(day, pgettext("格式", "Y年n月j日"))
