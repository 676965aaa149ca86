"""What the rules in force say of the teachers of a school, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext

from banheng.ledger.language import request_language
from banheng.reports.rendering.document import Document, Layout, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class AnswerRow(NamedTuple):
    """A teacher and a rule."""

    code: str
    name: str
    rule: str
    clauses: str
    outcome: str
    missing: str


def team_answers(
    school: str,
    day: date,
    groups: Sequence[str],
    counts: Sequence[tuple[str, Sequence[int]]],
    rows: Sequence[AnswerRow],
) -> Document:
    """Build the table of answers, with how many there are of each kind.

    Args:
        groups: what the numbers of `counts` count.
    """
    header = [
        gettext("工号"),
        gettext("姓名"),
        gettext("规则"),
        gettext("依据"),
        gettext("结论"),
        gettext("原因"),
    ]
    return Document(
        gettext("班主任任职条件核对"),
        [
            Table(
                [gettext("规则"), *groups],
                [[name, *numbers] for name, numbers in counts],
                gettext("各条规则"),
            ),
            Table(header, [list(row) for row in rows], gettext("逐人结论"))
            if rows
            else Paragraph(gettext("没有这样的结论。")),
        ],
        subtitle=f"{school}　{day.isoformat()}",
        layout=Layout.LANDSCAPE,
        language=request_language(),
    )
