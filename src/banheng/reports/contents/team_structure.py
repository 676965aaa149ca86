"""How the team of homeroom teachers is made up, with charts: age, service, titles, old and young by grade."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from banheng.core.points import format_units
from banheng.development.posts.structure import AGES, YEARS, YOUNG_BELOW, band, members, mixes
from banheng.eligibility.facts import Rank
from banheng.ledger.language import request_language
from banheng.reports.rendering.document import Chart, ChartKind, Document, Heading, Paragraph, Table
from banheng.spreadsheets.result_report import NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.development.posts.structure import Member
    from banheng.reports.rendering.document import Block
    from banheng.schools.models import School
    from banheng.spreadsheets.result_report import Cell


def team_structure(school: School, day: date) -> Document:
    """Build the report about those who are homeroom teachers on a day; it names nobody."""
    found = members(school, day)
    blocks: list[Block] = [Paragraph(gettext("还没有在任班主任。"))]
    if found:
        blocks = [
            Paragraph(_overview(found)),
            Chart(gettext("年龄结构"), ChartKind.BAR, _ages(found), [1]),
            Chart(gettext("班主任任职年限"), ChartKind.BAR, _service(found), [1]),
            Chart(gettext("职称结构"), ChartKind.BAR, _ranks(found), [1]),
            Heading(gettext("各年级老少搭配")),
            Chart(gettext("各年级青年和其他班主任"), ChartKind.BAR, _by_grade(found), [2, 3]),
            *_remarks(found),
        ]
    return Document(
        gettext("班主任队伍结构报告"),
        blocks,
        subtitle=f"{school.name}　{date_format(day, pgettext('格式', 'Y年n月j日'))}",
        language=request_language(),
    )


def _overview(found: Sequence[Member]) -> str:
    young = sum(each.is_young is True for each in found)
    newcomers = sum(each.months < 12 for each in found)
    return gettext(
        "在任班主任 %(number)d 人，其中 %(age)d 岁以下 %(young)d 人，任职不满一年 %(newcomers)d 人。"
    ) % {"number": len(found), "age": YOUNG_BELOW, "young": young, "newcomers": newcomers}


def _counted(title: str, names: Sequence[str], numbers: Counter[int], unknown: int) -> Table:
    rows: list[list[Cell]] = [[name, numbers[place]] for place, name in enumerate(names)]
    if unknown:
        rows.append([gettext("未登记"), unknown])
    return Table([title, gettext("人数")], rows)


def _ages(found: Sequence[Member]) -> Table:
    counted = Counter(band(each.age, AGES) for each in found if each.age is not None)
    unit = pgettext("年龄", "岁")
    return _counted(gettext("年龄"), _bands(AGES, unit), counted, sum(each.age is None for each in found))


def _service(found: Sequence[Member]) -> Table:
    counted = Counter(band(each.months, [12 * years for years in YEARS]) for each in found)
    return _counted(gettext("任职年限"), _bands(YEARS, pgettext("年限", "年")), counted, 0)


def _bands(edges: Sequence[int], unit: str) -> list[str]:
    """Name the bands between edges; a band does not hold its upper edge."""
    between = [
        gettext("%(low)d 至不满 %(high)d %(unit)s") % {"low": low, "high": high, "unit": unit}
        for low, high in pairwise(edges)
    ]
    return [
        gettext("不满 %(high)d %(unit)s") % {"high": edges[0], "unit": unit},
        *between,
        gettext("%(low)d %(unit)s及以上") % {"low": edges[-1], "unit": unit},
    ]


def _ranks(found: Sequence[Member]) -> Table:
    order = list(Rank)
    names = {
        Rank.THIRD_GRADE: gettext("三级教师"),
        Rank.JUNIOR: gettext("二级教师（初级）"),
        Rank.INTERMEDIATE: gettext("一级教师（中级）"),
        Rank.SENIOR: gettext("高级教师"),
        Rank.FULL_SENIOR: gettext("正高级教师"),
    }
    counted = Counter(order.index(each.rank) for each in found if each.rank is not None)
    unknown = sum(each.rank is None for each in found)
    return _counted(gettext("职称"), [names[rank] for rank in order], counted, unknown)


def _by_grade(found: Sequence[Member]) -> Table:
    header = [
        gettext("年级"),
        gettext("人数"),
        gettext("%(age)d 岁以下") % {"age": YOUNG_BELOW},
        gettext("%(age)d 岁及以上") % {"age": YOUNG_BELOW},
        gettext("任职不满一年"),
        gettext("平均年龄"),
    ]
    rows: list[list[Cell]] = [
        [
            mix.grade,
            mix.number,
            mix.young,
            mix.older,
            mix.newcomers,
            NOT_APPLICABLE if mix.mean_age is None else Decimal(format_units(mix.mean_age // 1000 * 1000)),
        ]
        for mix in mixes(found)
    ]
    return Table(header, rows)


def _remarks(found: Sequence[Member]) -> list[Block]:
    """Name the grades that have only one of old and young, where all ages are known."""
    lacking = [mix.grade for mix in mixes(found) if mix.young + mix.older == mix.number and not mix.is_mixed]
    if not lacking:
        return []
    return [
        Paragraph(
            gettext("老少搭配不齐的年级：%(grades)s。选聘时请考虑老带新、新促老。")
            % {"grades": "、".join(lacking)}
        )
    ]
