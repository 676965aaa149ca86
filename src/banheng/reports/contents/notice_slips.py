"""The notice slips of the pupils of a class: comment and attendance of a term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.duties.work.keeping import names_of_pupils
from banheng.ledger.language import request_language
from banheng.reports.contents.attendance import ATTENDANCE, Attendance
from banheng.reports.contents.handbook import COMMENT, name_of_class, open_records
from banheng.reports.rendering.document import (
    Align,
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from banheng.schools.models import ClassYear, Term

_LINE_TO_WRITE_ON = "＿" * 40


def notice_slips(class_year: ClassYear, term: Term, until: date) -> Document:
    """Build a page for each pupil of the class: comment and attendance, to be signed by a guardian."""
    records = list(open_records(class_year.school_class, term, until, (ATTENDANCE, COMMENT)))
    comments: dict[str, str] = {}
    for record in records:
        if record.form == COMMENT:
            comments |= record.content.get("comments", {})
    attendance = Attendance([record for record in records if record.form == ATTENDANCE])
    title, subtitle = gettext("学生通知书"), name_of_class(class_year, term)
    blocks: list[Block] = []
    for pk, name in names_of_pupils(class_year.school_class, until).items():
        if blocks:
            blocks += [PageBreak(), Heading(title), Paragraph(subtitle, Align.CENTRE)]
        blocks += _slip(name, comments.get(str(pk), ""), attendance.table_of(str(pk)))
    return Document(
        title,
        blocks or [Paragraph(gettext("班里还没有登记学生。"))],
        subtitle=subtitle,
        language=request_language(),
    )


def _slip(name: str, comment: str, attendance: Table | None) -> Iterator[Block]:
    yield Paragraph(gettext("学生：%(name)s") % {"name": name}, Align.START)
    yield Heading(gettext("操行评语"), 2)
    yield from (Paragraph(line) for line in comment.splitlines() or [gettext("（还没有写）")])
    yield attendance or Paragraph(gettext("本学期没有点名记录。"))
    yield Heading(gettext("家长意见"), 2)
    yield from [Paragraph(_LINE_TO_WRITE_ON, Align.START)] * 3
    yield Signatures([gettext("班主任"), gettext("家长"), gettext("日期")])
