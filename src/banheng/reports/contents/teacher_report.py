"""The term report of a teacher: how the months went, beside the others of the group, and item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.ledger.language import request_language
from banheng.reports.contents.results import items_in_order
from banheng.reports.contents.term_results import term_name
from banheng.reports.rendering.document import (
    Block,
    Chart,
    ChartKind,
    Document,
    Heading,
    Paragraph,
    Signatures,
    Table,
)
from banheng.spreadsheets.result_report import NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.reports.contents.results import Line, Results
    from banheng.reports.contents.term_results import SchemeTerm
    from banheng.schools.models import Staff, Term
    from banheng.spreadsheets.result_report import Cell


def teacher_report(staff: Staff, term: Term, schemes: Sequence[SchemeTerm]) -> Document:
    """Build the report of one teacher from the results of the term."""
    blocks: list[Block] = []
    for scheme in schemes:
        blocks += _about(scheme, staff.code)
    if not blocks:
        blocks = [Paragraph(gettext("本学期没有考核成绩。"))]
    return Document(
        gettext("%(name)s学期考核报告") % {"name": staff.name},
        [*blocks, Signatures([gettext("本人"), gettext("德育处"), gettext("校长")])],
        subtitle=f"{staff.school.name}　{term_name(term)}",
        language=request_language(),
    )


def _about(scheme: SchemeTerm, teacher: str) -> Iterator[Block]:
    own = [
        (name, results, lines) for name, results in scheme.periods if (lines := _lines_of(results, teacher))
    ]
    if not own:
        return
    yield Heading(scheme.title)
    rows = [_row(name, results, line) for name, results, lines in own for line in lines]
    rows_longer = [
        _row(name, results, line) for name, results in scheme.longer for line in _lines_of(results, teacher)
    ]
    header = [
        gettext("周期"),
        gettext("班级"),
        gettext("总分"),
        gettext("同组平均"),
        gettext("名次"),
        gettext("等次"),
    ]
    yield Chart(gettext("各期得分"), ChartKind.LINE, Table([*header, gettext("备注")], rows), [2, 3])
    if rows_longer:
        yield Table([*header, gettext("备注")], rows_longer, gettext("累计结果"))
    items = _items([(results, line) for _, results, lines in own for line in lines])
    yield Chart(gettext("各考核项平均得分"), ChartKind.BAR, items, [2, 3])


def _lines_of(results: Results, teacher: str) -> list[Line]:
    return [line for line in results.people if line.teacher == teacher]


def _row(name: str, results: Results, line: Line) -> list[Cell]:
    rank, of = line.rank, line.given["rank_of"]
    return [
        name,
        line.class_name,
        results.figure(line.total),
        results.figure(results.mean(other.total for other in _group_of(results, line))),
        f"{rank}/{of}" if rank else NOT_APPLICABLE,
        line.given["rating_name"] or NOT_APPLICABLE,
        results.marks(line),
    ]


def _group_of(results: Results, line: Line) -> list[Line]:
    """Give those whom somebody is ranked with, themselves included."""
    return next(members for _, members in results.groups if line in members)


def _items(own: Sequence[tuple[Results, Line]]) -> Table:
    """Set the mean of each item over the term against that of the group."""
    last = own[-1][0]
    rows: list[list[Cell]] = []
    for code, name, full in items_in_order(last.scheme):
        mine = last.mean(line.items.get(code) for _, line in own)
        if mine is None:
            continue
        others = (other.items.get(code) for results, line in own for other in _group_of(results, line))
        rows.append([name, last.figure(full), last.figure(mine), last.figure(last.mean(others))])
    return Table([gettext("考核项"), gettext("满分"), gettext("本人平均"), gettext("同组平均")], rows)
