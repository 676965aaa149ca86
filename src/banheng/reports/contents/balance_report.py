"""The report of a county on balanced development, with tables I to VII of the national reporting form.

Source: standards.md 2. Table I counts teaching points, tables II and III do not, so that their totals differ; each
section of a combined school is a row of its own. No printed form of table IV was found: it holds the coefficients.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from banheng.balance.conditions import check_conditions
from banheng.balance.exact import rounded
from banheng.balance.regime import Group
from banheng.balance.schools import Level, SchoolType
from banheng.bureau.collecting.answering import as_answers, newest_answers
from banheng.bureau.collecting.columns import LEVEL_NAMES, TYPE_NAMES
from banheng.bureau.naming import called, joined, unit_after
from banheng.bureau.standing.county import standing_of
from banheng.bureau.standing.school import influences_on, judged
from banheng.ledger.language import request_language
from banheng.reports.rendering.document import Document, Heading, Layout, Paragraph, Signatures, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from banheng.balance.conditions import Met
    from banheng.balance.regime import Regime
    from banheng.balance.standard import Standard
    from banheng.bureau.collecting.models import Collection
    from banheng.bureau.standing.county import Compared, Standing
    from banheng.reports.rendering.document import Block
    from banheng.spreadsheets.result_report import Cell

NONE = Fraction(0)
FLAG = "1"
"""Table II writes this for a school that passes, and leaves the others blank."""
COUNTED = ("classes", "teachers", "staff")
MONEY_YEARS = 3
MOST_NAMED = 3


def balance_report(collection: Collection, regime: Regime, standard: Standard, day: date) -> Document:
    """Build the report under one regime, with the standard that schools are to meet."""
    standing = standing_of(collection, regime)
    met = list(check_conditions(regime, as_answers(newest_answers(collection, regime))))
    blocks: list[Block] = [
        *_summary(standing, met),
        Heading(gettext("表一　基本情况")),
        _basics(standing),
        Paragraph(gettext("本表含教学点；表二、表三按办法的范围取舍学校，合计数与本表不同。")),
        Heading(gettext("表二　办学标准达标情况")),
        Paragraph(gettext("%(title)s。达标的学校填 1，其余空白。") % {"title": called(standard.title)}),
        _standards(standing, standard),
        Heading(gettext("表三　校际均衡情况")),
        *_balance(standing),
        Heading(gettext("表四　差异系数和判定")),
        _coefficients(standing),
        Heading(gettext("表五　经费投入情况")),
        Paragraph(gettext("由财政和教育部门填写，金额取整数（万元）。")),
        _money(collection.year),
        Heading(gettext("表六　社会认可情况")),
        _conditions([each for each in met if each.condition.group is Group.RECOGNITION], collection, regime),
        Heading(gettext("表七　差距和措施")),
        _measures(standing, standard),
        Heading(gettext("其他条件")),
        _conditions(
            [each for each in met if each.condition.group is not Group.RECOGNITION], collection, regime
        ),
        Signatures([gettext("填表人"), gettext("审核人"), gettext("负责人")]),
    ]
    return Document(
        gettext("义务教育均衡发展报告"),
        blocks,
        subtitle=f"{collection.bureau.name}　{collection.year}　{called(regime.title)}　"
        f"{date_format(day, pgettext('格式', 'Y年n月j日'))}",
        layout=Layout.LANDSCAPE,
        language=request_language(),
    )


def _summary(standing: Standing, met: Sequence[Met]) -> Iterator[Block]:
    collection = standing.collection
    state = (
        gettext("数据已于 %(day)s 锁定。") % {"day": collection.locked_at.date().isoformat()}
        if collection.locked_at
        else gettext("数据尚未锁定，本报告为暂算。")
    )
    yield Paragraph(
        gettext("全县参加采集的学校 %(schools)d 所。%(state)s依据：%(document)s。")
        % {"schools": len(standing.counted), "state": state, "document": standing.regime.document}
    )
    for level, verdict in standing.verdicts.items():
        names = [standing.regime.indicator(code).name for code in verdict.failing]
        limit = rounded(verdict.limit, 2)
        if not verdict.tests_each:
            text = gettext("%(level)s综合差异系数 %(composite)s，限值 %(limit)s，%(result)s。")
        elif names:
            text = gettext("%(level)s有 %(number)d 项差异系数超过 %(limit)s：%(names)s，%(result)s。")
        else:
            text = gettext("%(level)s各项差异系数都不超过 %(limit)s，%(result)s。")
        yield Paragraph(
            text
            % {
                "level": LEVEL_NAMES[level],
                "composite": rounded(verdict.composite, 3),
                "limit": limit,
                "number": len(names),
                "names": "、".join(names),
                "result": _said(verdict.passes),
            }
        )
    unknown = sum(each.met is None for each in met)
    failed = sum(each.met is False for each in met)
    yield Paragraph(
        gettext("其他条件共 %(number)d 条，未达到 %(failed)d 条，未填写 %(unknown)d 条。")
        % {"number": len(met), "failed": failed, "unknown": unknown}
    )


def _basics(standing: Standing) -> Table:
    stocks = [each for each in standing.collection.stocks if each.code in COUNTED]
    by_kind: dict[SchoolType | None, list[Fraction]] = defaultdict(lambda: [Fraction(0)] * (4 + len(stocks)))
    for _, school in standing.counted:
        row = by_kind[school.type]
        students = [school.students.get(level, 0) for level in Level]
        figures = [
            school.figures.get(each.code, Fraction(0))
            + sum((school.figures_of.get((each.code, level), NONE) for level in Level), start=NONE)
            for each in stocks
        ]
        added = [Fraction(1), *map(Fraction, students), *figures]
        by_kind[school.type] = [old + new for old, new in zip(row, added, strict=True)]
    rows: list[list[Cell]] = [
        [str(TYPE_NAMES[kind]), *map(int, by_kind[kind])] for kind in SchoolType if kind in by_kind
    ]
    sums = [int(sum(column, Fraction(0))) for column in zip(*by_kind.values(), strict=True)]
    header = [
        gettext("学校类型"),
        gettext("学校数"),
        *(gettext("%(level)s学生数") % {"level": name} for name in LEVEL_NAMES.values()),
        *(called(each.name) for each in stocks),
    ]
    return Table(header, [*rows, [gettext("合计"), *sums]], has_sum=True)


def _standards(standing: Standing, standard: Standard) -> Table:
    names = {each.code: called(each.name) for each in standard.requirements}
    rows: list[list[Cell]] = [
        [
            each.unit.name,
            str(LEVEL_NAMES[each.unit.level]),
            each.unit.students,
            each.met,
            FLAG if each.passes else "",
            "、".join(names[code] for code in each.missed),
        ]
        for each in judged(standing, standard)
        if each.unit.school.type is not SchoolType.TEACHING_POINT
    ]
    header = [
        gettext("学校"),
        gettext("学段"),
        gettext("学生数"),
        gettext("达标项数"),
        gettext("达标"),
        gettext("未达标项目"),
    ]
    return Table(header, rows)


def _balance(standing: Standing) -> Iterator[Block]:
    for level in standing.units:
        compared = [each for each in standing.compared if each.level is level]
        values = [dict(each.values) for each in compared]
        rows: list[list[Cell]] = [
            [unit.name, unit.students, *(_shown(value.get(unit), 2) for value in values)]
            for unit in standing.units[level]
        ]
        found = [each.variation for each in compared]
        whole = sum(unit.students for unit in standing.units[level])
        rows.append([gettext("县均值"), whole, *(_shown(each.mean, 2) for each in compared)])
        per = [each.indicator.per for each in compared]
        spread = [None if each is None else each.sd * number for each, number in zip(found, per, strict=True)]
        rows.append([gettext("标准差"), "", *(_shown(each, 3) for each in spread)])
        rows.append(
            [gettext("差异系数"), "", *(_shown(None if each is None else each.cv, 3) for each in found)]
        )
        header = [gettext("学校"), gettext("学生数"), *(called(each.indicator.name) for each in compared)]
        yield Table(header, rows, title=str(LEVEL_NAMES[level]))


def _coefficients(standing: Standing) -> Table:
    tests_each = standing.regime.tested == "each"
    rows: list[list[Cell]] = [
        [
            str(LEVEL_NAMES[each.level]),
            called(each.indicator.name),
            _shown(None if each.variation is None else each.variation.cv, 3),
            rounded(each.limit, 2) if tests_each else "",
            _said(each.passes) if tests_each else "",
        ]
        for each in standing.compared
    ]
    if not tests_each:
        rows += [
            [
                str(LEVEL_NAMES[level]),
                gettext("综合差异系数"),
                rounded(verdict.composite, 3),
                rounded(verdict.limit, 2),
                _said(verdict.passes),
            ]
            for level, verdict in standing.verdicts.items()
        ]
    return Table(
        [gettext("学段"), gettext("指标"), gettext("差异系数"), gettext("限值"), gettext("结果")], rows
    )


def _money(year: int) -> Table:
    header = [
        gettext("年度"),
        gettext("财政教育投入"),
        gettext("比上年增长（%）"),
        gettext("小学生均公用经费（元）"),
        gettext("初中生均公用经费（元）"),
        gettext("教育费附加"),
        gettext("薄弱学校改造投入"),
    ]
    years = range(year - MONEY_YEARS + 1, year + 1)
    return Table(header, [[str(each), *[""] * (len(header) - 1)] for each in years])


def _conditions(met: Sequence[Met], collection: Collection, regime: Regime) -> Table:
    kept = newest_answers(collection, regime)
    rows: list[list[Cell]] = [
        [
            called(each.condition.name) + (f"（{LEVEL_NAMES[each.level]}）" if each.level else ""),
            _answered(each),
            ""
            if each.limit is None
            else f"{rounded(each.limit, 2).normalize():f}{unit_after(each.condition.unit)}",
            _said(each.met),
            answer.proof if (answer := kept.get((each.condition.code, each.level))) else "",
        ]
        for each in met
    ]
    return Table([gettext("条件"), gettext("情况"), gettext("要求"), gettext("结果"), gettext("佐证")], rows)


def _measures(standing: Standing, standard: Standard) -> Table:
    """Name the gaps; measure, owner and date are for the county to write."""
    rows: list[list[Cell]] = [
        [joined(LEVEL_NAMES[each.level], called(each.indicator.name)), _most_moving(each), "", "", ""]
        for each in standing.compared
        if each.passes is False
    ]
    failing = [each.unit.name for each in judged(standing, standard) if each.passes is False]
    if failing:
        schools = "、".join(dict.fromkeys(failing))
        rows.append([gettext("未达到办学标准的学校"), schools, "", "", ""])
    return Table(
        [gettext("差距"), gettext("主要学校"), gettext("措施"), gettext("责任人"), gettext("完成期限")],
        rows or [["", "", "", "", ""]],
    )


def _most_moving(compared: Compared) -> str:
    return "、".join(
        f"{each.unit.name}（{rounded((each.share or Fraction(0)) * 100, 1)}%）"
        for each in influences_on(compared)[:MOST_NAMED]
    )


def _answered(met: Met) -> str:
    if met.answer is None:
        return ""
    if isinstance(met.answer, bool):
        return gettext("是") if met.answer else gettext("否")
    return f"{rounded(met.answer, 2).normalize():f}{unit_after(met.condition.unit)}"


def _said(passes: bool | None) -> str:  # noqa: FBT001 - a verdict, not a switch
    return gettext("不详") if passes is None else gettext("达标") if passes else gettext("未达标")


def _shown(number: Fraction | Decimal | None, places: int) -> Cell:
    return "" if number is None else rounded(number, places)
