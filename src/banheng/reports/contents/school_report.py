"""The term report of the school: how each grade went, who was rated how, and which items cost most."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.ledger.language import request_language
from banheng.reports.contents.bulletin import items_table
from banheng.reports.contents.ranking import rank_tables
from banheng.reports.contents.term_results import term_name
from banheng.reports.rendering.document import (
    Align,
    Block,
    Chart,
    ChartKind,
    Document,
    Heading,
    Paragraph,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.reports.contents.results import Results
    from banheng.reports.contents.term_results import SchemeTerm
    from banheng.schools.models import School, Term
    from banheng.spreadsheets.result_report import Cell

MOST_LINES = 4
"""So many lines of a chart can be told apart; the table has all."""


def school_report(school: School, term: Term, schemes: Sequence[SchemeTerm]) -> Document:
    """Build the report from the results of the term."""
    blocks: list[Block] = []
    for scheme in schemes:
        blocks += _about(scheme)
    if not blocks:
        blocks = [Paragraph(gettext("本学期没有考核成绩。"))]
    return Document(
        gettext("班主任工作学期报告"),
        [*blocks, Paragraph(school.name, Align.END)],
        subtitle=f"{school.name}　{term_name(term)}",
        language=request_language(),
    )


def _about(scheme: SchemeTerm) -> Iterator[Block]:
    if not scheme.periods:
        return
    yield Heading(scheme.title)
    grades = _grades(scheme.periods)
    plotted = range(1, min(len(grades.header), MOST_LINES + 1))
    yield Chart(gettext("各年级平均分"), ChartKind.LINE, grades, list(plotted))
    if (ratings := _ratings([*scheme.periods, *scheme.longer])) is not None:
        yield ratings
    yield Chart(gettext("各班学期平均分"), ChartKind.BAR, _classes(scheme.periods), [2])
    for name, results in scheme.longer:
        yield Heading(gettext("%(period)s结果") % {"period": name}, 2)
        yield from rank_tables(results)
    name, last = scheme.periods[-1]
    yield Heading(gettext("各考核项情况（%(period)s）") % {"period": name}, 2)
    yield items_table(last)


def _grades(periods: Sequence[tuple[str, Results]]) -> Table:
    grades = list(dict.fromkeys(line.grade for _, results in periods for line in results.people))
    rows = [
        [
            name,
            *(
                results.figure(results.mean(line.total for line in results.people if line.grade == grade))
                for grade in grades
            ),
        ]
        for name, results in periods
    ]
    return Table([gettext("周期"), *grades], rows)


def _ratings(periods: Sequence[tuple[str, Results]]) -> Table | None:
    """Count who got which rating in each period; None if nobody was rated."""
    counted = [(name, results.rating_counts) for name, results in periods]
    ratings = list(dict.fromkeys(rating for _, counts in counted for rating in counts))
    if not ratings:
        return None
    rows: list[list[Cell]] = [
        [name, *(counts.get(rating, 0) for rating in ratings)] for name, counts in counted
    ]
    return Table([gettext("周期"), *ratings], rows, gettext("等次分布"))


def _classes(periods: Sequence[tuple[str, Results]]) -> Table:
    """Give the mean of each class over the term, in the order of the roster."""
    totals: dict[str, list[int | None]] = defaultdict(list)
    places: dict[str, tuple[str, str]] = {}
    for _, results in periods:
        several = {line.school_class for line in results.lines if line.is_class_line}
        for line in results.lines:
            if line.is_class_line or line.school_class not in several:
                totals[line.school_class].append(line.total)
                places[line.school_class] = (line.class_name, line.grade)
    last = periods[-1][1]
    rows: list[list[Cell]] = [
        [*places[code], last.figure(last.mean(figures))] for code, figures in totals.items()
    ]
    return Table([gettext("班级"), gettext("年级"), gettext("平均分")], rows)
