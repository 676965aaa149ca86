"""The bulletin of a period 通报: how it went, who stands where, and where points were lost."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.core.points import format_units
from banheng.ledger.language import request_language
from banheng.reports.contents.ranking import rank_tables
from banheng.reports.contents.results import items_in_order
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
from banheng.schools.saying_dates import period_name
from banheng.spreadsheets.result_report import NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.reports.contents.results import Results
    from banheng.spreadsheets.result_report import Cell


def bulletin(results: Results, before: Results | None, school: str) -> Document:
    """Build the bulletin; `before` are the results of the period before."""
    blocks: list[Block] = [
        Heading(gettext("一、总体情况")),
        *_overview(results, before),
        Heading(gettext("二、各班成绩")),
        *_standings(results, before),
    ]
    if any(line.items for line in results.people):  # a longer period has totals of the shorter ones only
        blocks += [Heading(gettext("三、各考核项情况")), items_table(results)]
    blocks.append(Paragraph(school, Align.END))
    return Document(
        gettext("考核情况通报"),
        blocks,
        subtitle=f"{school}　{period_name(results.period)}",
        language=request_language(),
    )


def _overview(results: Results, before: Results | None) -> Iterator[Paragraph]:
    totals = [line.total for line in results.people if line.total is not None]
    yield Paragraph(
        gettext("考核依据：《%(scheme)s》第 %(version)d 版。结果状态：%(state)s。")
        % {"scheme": results.scheme.title, "version": results.version.number, "state": results.state}
    )
    if not totals:
        yield Paragraph(gettext("本期没有可以统计的成绩。"))
        return
    yield Paragraph(
        gettext("本期考核 %(number)d 位班主任，平均 %(mean)s 分，最高 %(most)s 分，最低 %(least)s 分。")
        % {
            "number": len(totals),
            "mean": results.figure(results.mean(totals)),
            "most": results.figure(max(totals)),
            "least": results.figure(min(totals)),
        }
    )
    if before and (mean_before := before.mean(line.total for line in before.people)) is not None:
        yield Paragraph(gettext("上期平均 %(mean)s 分。") % {"mean": before.figure(mean_before)})
    counted = [
        gettext("%(rating)s %(number)d 人") % {"rating": name, "number": number}
        for name, number in results.rating_counts.items()
    ]
    if counted:
        yield Paragraph(gettext("等次：%(ratings)s。") % {"ratings": gettext("，").join(counted)})


def _standings(results: Results, before: Results | None) -> Iterator[Block]:
    """Draw the totals of each group beside its rank table."""
    for table in rank_tables(results, before):
        name, total = table.header.index(gettext("班级")), table.header.index(gettext("总分"))
        if sum(not isinstance(row[total], str) for row in table.rows) > 1:
            title = gettext("%(group)s总分") % {"group": table.title}
            yield Chart(title, ChartKind.BAR, table, [total], named_by=name)
        else:
            yield table


def items_table(results: Results) -> Table:
    """Tell of each item what classes got on the average, and how many got all of it; what lost most comes first."""
    rows: list[tuple[int, list[Cell]]] = []
    for code, name, full in items_in_order(results.scheme):
        given = (line.items.get(code) for line in results.people)
        points = [units for units in given if units is not None]
        mean = results.mean(points)
        lost = (full - mean) if full is not None and mean is not None else 0
        rows.append(
            (
                -lost,
                [
                    name,
                    NOT_APPLICABLE if full is None else Decimal(format_units(full)),
                    results.figure(mean),
                    results.figure(min(points, default=None)),
                    NOT_APPLICABLE if full is None else sum(each >= full for each in points),
                    len(points),
                ],
            )
        )
    header = [
        gettext("考核项"),
        gettext("满分"),
        gettext("平均得分"),
        gettext("最低得分"),
        gettext("满分人数"),
    ]
    return Table([*header, gettext("适用人数")], [row for _, row in sorted(rows, key=lambda row: row[0])])
