"""How fair a period was judged, for who answers for it: what was found in words, then the figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from django.utils.translation import gettext

from banheng.assessment.fairness_of import inspected_period
from banheng.assessment.praising import MANY, praise_balance
from banheng.fairness.agreement import agreement
from banheng.fairness.discrimination import discrimination
from banheng.fairness.drift import drift
from banheng.fairness.firmness import firmness, weight_changes
from banheng.fairness.gaps import gaps
from banheng.fairness.halo import halo
from banheng.fairness.ranking import lost_by_class
from banheng.fairness.severity import severity
from banheng.fairness.visits import CannotTell
from banheng.ledger.language import request_language
from banheng.reports.rendering.document import Chart, ChartKind, Document, Heading, Paragraph, Table
from banheng.rules.rule import Within
from banheng.schools.calendars import school_calendar
from banheng.schools.classes import classes_on
from banheng.schools.saying_dates import period_name
from banheng.spreadsheets.result_report import WHOLE_SCHOOL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from banheng.assessment.periods import ScoredPeriod
    from banheng.assessment.praising import PraiseBalance
    from banheng.fairness.severity import Severity
    from banheng.reports.rendering.document import Block
    from banheng.spreadsheets.result_report import Cell

SEED = 20260901
"""The same records give the same report."""

AGREES, HARDLY_AGREES = 0.7, 0.4


def fairness_report(scored: ScoredPeriod, day: date) -> Document:
    """Build the report of a period, up to a day of it."""
    look = _look(scored, day)
    blocks: list[Block] = [
        Heading(gettext("一、检查员的尺度")),
        *_about_inspectors(look),
        Heading(gettext("二、名次稳不稳")),
        *_about_places(look),
        Heading(gettext("三、考核项")),
        *_about_items(look),
        Heading(gettext("四、时间和漏查")),
        *_about_time(look),
        Heading(gettext("五、表扬和扣分")),
        *_about_praise(look, praise_balance(scored)),
        Paragraph(
            gettext(
                "本报告只供公示前核对，是按检查记录作出的估计，不改动任何得分。每条记录按单独一条计价，班级、考核项和日期的差别已经扣除；查过没有问题的，要登记了才算查过。学生检查员不列姓名。"
            )
        ),
    ]
    school = scored.version.school
    return Document(
        gettext("评判公平性分析"),
        blocks,
        subtitle=f"{school.name}　{period_name(scored.period)}",
        language=request_language(),
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """What is looked at.

    Attributes:
        inspectors, classes, items, parts: names by code; parts are the indicators, or the items if there is
            only one indicator.
        groups: the classes that are ranked together, by the name of the group.
        part_of: the part of each item.
    """

    visits: pl.DataFrame
    inspectors: dict[str, str]
    classes: dict[str, str]
    items: dict[str, str]
    parts: dict[str, str]
    groups: dict[str, list[str]]
    part_of: dict[str, str]
    school_days: Sequence[date]


def _look(scored: ScoredPeriod, day: date) -> _Look:
    school, period, scheme = scored.version.school, scored.period, scored.scheme
    last = min(period.last, day)
    seen = inspected_period(scored)
    classes: dict[str, str] = {}
    groups: dict[str, list[str]] = {}
    whole = scheme.ranking is not None and scheme.ranking.within is Within.SCHOOL
    for year in classes_on(school, last):
        classes[year.school_class.code] = year.name
        group = WHOLE_SCHOOL.say(request_language()) if whole else year.grade.name
        groups.setdefault(group, []).append(year.school_class.code)
    items = {item.code: item.name for item in scheme.items()}
    indicators = {indicator.code: indicator.name for indicator in scheme.indicators}
    part_of = {item.code: indicator.code for indicator in scheme.indicators for item in indicator.all_items()}
    inspected = {part_of[code] for code in set(seen.visits["item"])}
    if len(inspected) < 2:
        indicators, part_of = items, {code: code for code in items}
    return _Look(
        seen.visits.filter(pl.col("school_class").is_in(list(classes))),
        seen.names,
        classes,
        items,
        indicators,
        groups,
        part_of,
        school_calendar(school).school_days(period.first, last),
    )


def _cannot_tell(reason: CannotTell) -> Paragraph:
    return Paragraph(
        {
            CannotTell.ONE_INSPECTOR: gettext("看不出来：检查员不足两位，无从比较。"),
            CannotTell.ONE_CLASS: gettext("看不出来：受检班级不足两个，无从比较。"),
            CannotTell.NOT_SHARED: gettext("看不出来：没有由两位检查员查过的同一个班。"),
            CannotTell.TOO_FEW: gettext("看不出来：检查记录还太少。"),
            CannotTell.NO_VARIATION: gettext("看不出来：各次检查扣分都一样。"),
        }[reason]
    )


def _about_inspectors(look: _Look) -> Iterator[Block]:
    found = severity(look.visits)
    if isinstance(found, CannotTell):
        yield _cannot_tell(found)
    else:
        yield from _severity(found, look)
    coloured = halo(look.visits, np.random.default_rng(SEED))
    if not isinstance(coloured, CannotTell) and coloured.is_alarm:
        yield Paragraph(
            gettext(
                "同一位检查员给的各项扣分比不同检查员的更一致，可能有“一项印象影响各项”的情况，建议分项、分人检查。"
            )
        )


def _severity(found: Severity, look: _Look) -> Iterator[Block]:
    for alarm in found.alarms:
        size = {
            "name": look.inspectors[alarm.inspector],
            "points": _points(abs(alarm.points)),
            "low": _points(min(abs(alarm.low), abs(alarm.high))),
            "high": _points(max(abs(alarm.low), abs(alarm.high))),
        }
        yield Paragraph(
            gettext("%(name)s平均每次比各位检查员的平均多扣 %(points)s 分（%(low)s 到 %(high)s）。") % size
            if alarm.points > 0
            else gettext("%(name)s平均每次比各位检查员的平均少扣 %(points)s 分（%(low)s 到 %(high)s）。")
            % size
        )
    if not found.alarms:
        number = {"number": len(found.estimates)}
        yield Paragraph(
            gettext("%(number)d 位检查员的尺度略有不同，但还不能说是哪一位。") % number
            if found.differ
            else gettext("%(number)d 位检查员的尺度看不出差别。") % number
        )
    if found.not_compared:
        names = gettext("、").join(look.inspectors[name] for name in found.not_compared)
        yield Paragraph(
            gettext("%(names)s检查次数太少，或者查的班没有别人查过，不作比较。") % {"names": names}
        )
    share = agreement(found).single
    percent = {"percent": round(100 * share)}
    yield Paragraph(
        gettext("单独一次检查的结果有 %(percent)d%% 来自班级本身，各次检查比较一致。") % percent
        if share >= AGREES
        else gettext("单独一次检查的结果有 %(percent)d%% 来自班级本身，要看多次检查的平均。") % percent
        if share >= HARDLY_AGREES
        else gettext("单独一次检查的结果只有 %(percent)d%% 来自班级本身，一次检查说明不了什么。") % percent
    )
    rows: list[list[Cell]] = [
        [
            look.inspectors[each.inspector],
            each.visits,
            _points(each.points),
            _points(each.low),
            _points(each.high),
            (gettext("偏严") if each.points > 0 else gettext("偏宽"))
            if each.is_alarm
            else gettext("看不出差别"),
        ]
        for each in found.estimates
    ]
    header = [
        gettext("检查员"),
        gettext("检查次数"),
        gettext("每次多扣（分）"),
        gettext("至少"),
        gettext("至多"),
        gettext("判断"),
    ]
    yield Chart(gettext("各检查员平均每次比平均多扣的分"), ChartKind.BAR, Table(header, rows), [2])
    yield Paragraph(gettext("“至少”和“至多”之间有 95% 的把握包含真实的差别；负数是少扣。"))


def _about_places(look: _Look) -> Iterator[Block]:
    for name, codes in look.groups.items():
        yield Heading(name, 2)
        visits = look.visits.filter(pl.col("school_class").is_in(codes))
        found = firmness(visits, np.random.default_rng(SEED))
        if isinstance(found, CannotTell):
            yield _cannot_tell(found)
            continue
        level = [group for group in found.groups if len(group) > 1]
        for group in level:
            names = gettext("、").join(look.classes[code] for code in group)
            yield Paragraph(gettext("分不出先后：%(names)s。") % {"names": names})
        if not level:
            yield Paragraph(gettext("各班的先后都分得清。"))
        rows: list[list[Cell]] = [
            [look.classes[each.school_class], each.place, each.low, each.high] for each in found.places
        ]
        header = [gettext("班级"), gettext("名次"), gettext("最好"), gettext("最差")]
        yield Table(header, rows, gettext("换一些检查日和检查员，名次会在哪里"))
        yield from _weights(visits, look)
    yield Paragraph(gettext("名次只按检查扣分排列，各班按受检次数相同折算，不是考核结果的名次。"))


def _weights(visits: pl.DataFrame, look: _Look) -> Iterator[Block]:
    lost = lost_by_class(visits).with_columns(pl.col("item").replace(look.part_of).alias("part"))
    changes = [change for change in weight_changes(lost) if change.moved]
    if not changes:
        yield Paragraph(gettext("任何一部分的权重增减 20%，名次都不变。"))
        return
    rows: list[list[Cell]] = [
        [
            look.parts[change.part],
            gettext("增加 20%") if change.factor > 1 else gettext("减少 20%"),
            change.moved,
            change.furthest,
        ]
        for change in changes
    ]
    header = [gettext("部分"), gettext("权重"), gettext("名次有变的班"), gettext("最多变几名")]
    yield Table(header, rows, gettext("权重变一变，名次变多少"))


def _about_items(look: _Look) -> Iterator[Block]:
    found = discrimination(lost_by_class(look.visits))
    if isinstance(found, CannotTell):
        yield _cannot_tell(found)
        return
    between = gettext("、")
    full = between.join(look.items[each.item] for each in found if each.is_full)
    level = between.join(look.items[each.item] for each in found if each.is_level and not each.is_full)
    if full:
        yield Paragraph(gettext("人人满分、分不出班级的考核项：%(names)s。") % {"names": full})
    if level:
        yield Paragraph(gettext("各班扣分都一样的考核项：%(names)s。") % {"names": level})
    for each in found:
        if each.decides and len(found) > 1:
            yield Paragraph(
                gettext("名次几乎只由“%(name)s”一项决定，去掉它名次就会大变。")
                % {"name": look.items[each.item]}
            )
    if not (full or level or any(each.decides for each in found)):
        yield Paragraph(gettext("各考核项都能分出班级，没有一项单独决定名次。"))
    rows: list[list[Cell]] = [
        [look.items[each.item], _points(each.lost), _figure(each.alone), _figure(each.without)]
        for each in found
    ]
    header = [gettext("考核项"), gettext("各班共扣"), gettext("与总名次的相关"), gettext("去掉后的相关")]
    yield Table(header, rows)


def _about_time(look: _Look) -> Iterator[Block]:
    moved = drift(look.visits)
    if isinstance(moved, CannotTell):
        yield Paragraph(gettext("检查不满五周，看不出扣分是不是越来越严或越来越松。"))
    elif moved.overall.is_alarm:
        size = {"points": _points(abs(moved.overall.points))}
        yield Paragraph(
            gettext("全体检查员每过一周平均每次多扣 %(points)s 分：越来越严，或各班越来越差。") % size
            if moved.overall.points > 0
            else gettext("全体检查员每过一周平均每次少扣 %(points)s 分：越来越松，或各班越来越好。") % size
        )
    else:
        yield Paragraph(gettext("看不出扣分随时间变严或变松。"))
    if not isinstance(moved, CannotTell):
        for inspector, trend in moved.inspectors.items():
            if trend.is_alarm:
                each = {"name": look.inspectors[inspector], "points": _points(abs(trend.points))}
                yield Paragraph(
                    gettext("%(name)s比大家变得更严，每过一周平均每次多扣 %(points)s 分。") % each
                    if trend.points > 0
                    else gettext("%(name)s比大家变得更松，每过一周平均每次少扣 %(points)s 分。") % each
                )
    yield from _gaps(look)


def _gaps(look: _Look) -> Iterator[Block]:
    found = gaps(look.visits, look.school_days, list(look.classes))
    between = gettext("、")
    if found.classes:
        names = between.join(look.classes[code] for code in found.classes)
        yield Paragraph(gettext("没有检查过的班：%(names)s。") % {"names": names})
    if found.days:
        yield Paragraph(
            gettext("%(all)d 个教学日里有 %(days)d 天没有任何检查。")
            % {"all": len(look.school_days), "days": len(found.days)}
        )
    if found.by_one:
        names = between.join(look.classes[code] for code in found.by_one)
        yield Paragraph(gettext("只由一位检查员查过的班：%(names)s。") % {"names": names})
    if found.most > found.least:
        yield Paragraph(
            gettext("各班受检天数不一样：最多 %(most)d 天，最少 %(least)d 天。")
            % {"most": found.most, "least": found.least}
        )
    if not (found.classes or found.days or found.by_one or found.most > found.least):
        yield Paragraph(gettext("没有漏查的班和日子，各班受检天数相同。"))


def _about_praise(look: _Look, found: PraiseBalance) -> Iterator[Block]:
    number = {
        "praise": sum(found.praise[code] for code in look.classes),
        "deductions": sum(found.deductions[code] for code in look.classes),
    }
    yield Paragraph(gettext("检查记录里表扬 %(praise)d 条，扣分 %(deductions)d 条。") % number)
    between = gettext("、")
    never = [name for key, name in look.inspectors.items() if key in found.never_praise]
    if never:
        yield Paragraph(
            gettext("扣分 %(many)d 条以上、从没有表扬过的检查员：%(names)s。")
            % {"many": MANY, "names": between.join(never)}
        )
    unpraised = [name for code, name in look.classes.items() if not found.praise[code]]
    if number["praise"] and unpraised:
        yield Paragraph(gettext("没有受过表扬的班：%(names)s。") % {"names": between.join(unpraised)})
    if found.beyond_control:
        yield Paragraph(
            gettext("另有 %(number)d 条标为非班主任可控，不计分；请看看原因是否站得住。")
            % {"number": found.beyond_control}
        )


def _points(points: float) -> Decimal:
    """Show an estimate with two decimals; a minus before nothing is dropped."""
    return round(Decimal(points), 2) + Decimal(0)


def _figure(correlation: float | None) -> Cell:
    return "" if correlation is None else _points(correlation)
