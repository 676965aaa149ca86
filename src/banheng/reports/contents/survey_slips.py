"""Slips by which pupils and guardians answer a survey: a code each, nobody's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.reports.rendering.document import Align, Document, Heading, PageBreak, Paragraph, QrCode
from banheng.surveys.groups import GROUP_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from banheng.questionnaires.instrument import Group
    from banheng.reports.rendering.document import Block

A_PAGE = 4


def survey_slips(
    title: str,
    class_name: str,
    group: Group,
    codes: Sequence[str],
    *,
    last: date,
    site: str,
    address_of: Callable[[str], str],
) -> Document:
    """Lay out the slips of a class.

    Args:
        site: where a code can be typed.
        address_of: gives the address that answers by a code.
    """
    blocks: list[Block] = []
    for number, code in enumerate(codes):
        if number and number % A_PAGE == 0:
            blocks.append(PageBreak())
        spaced = f"{code[:5]} {code[5:]}"
        said = {"site": site, "code": spaced, "last": last.isoformat()}
        blocks += [
            Heading(f"{class_name}　{GROUP_NAMES[group]}", 2),
            QrCode(address_of(code), gettext("扫码作答，不用登录，不记名。一张只能答一次。")),
            Paragraph(gettext("不扫码的，打开 %(site)s 输入：%(code)s。%(last)s截止。") % said, Align.CENTRE),
        ]
    return Document(title, blocks)
