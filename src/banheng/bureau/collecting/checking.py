"""Check what a school files: errors block, unlikely figures must be explained."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.balance.exact import read_exact, rounded
from banheng.balance.remarks import FEWEST_NEIGHBOURS, TIMES
from banheng.bureau.collecting.columns import FACTS, LEVEL_NAMES, PARTS, STUDENTS
from banheng.bureau.collecting.figures import read_cells, units_in
from banheng.bureau.collecting.filling import fields_of, levels_of
from banheng.bureau.collecting.opening import last_year
from banheng.bureau.naming import called, joined
from banheng.core.errors import MalformedNumber
from banheng.ledger.language import request_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from banheng.balance.schools import Level, Unit
    from banheng.bureau.collecting.models import Collection, Filing

    Value = tuple[int, Fraction]
    """What a school has for each student, with the id of the school."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure that may be wrong.

    Attributes:
        key: what is doubted, and why; the same from visit to visit.
        figure: that is doubted: an explanation of another figure does not hold for it.
        explanation: empty if there is none yet.
    """

    key: str
    figure: str
    sentence: str
    explanation: str


@dataclass(frozen=True)
class Surroundings:
    """What the figures of a school are compared with.

    Attributes:
        before: the cells of last year by school.
        values: what the schools of the county have for each student, sorted, by stock and level.
    """

    collection: Collection
    before: Mapping[int, Mapping[str, str]]
    values: Mapping[tuple[str, Level], list[Value]]


def surroundings_of(collection: Collection) -> Surroundings:
    """Gather last year's figures and those of the neighbours; last year's stand in for who has not filed yet."""
    year_before = last_year(collection)
    before = {
        each.school_id: each.counted_cells or {}
        for each in (year_before.filings.all() if year_before else ())
    }
    values: dict[tuple[str, Level], list[Value]] = defaultdict(list)
    for filing in collection.filings.all():
        cells = filing.counted_cells or before.get(filing.school_id)
        for unit in _units(collection, cells) if cells else ():
            for stock, figure in unit.figures.items():
                insort(values[stock, unit.level], (filing.school_id, figure / unit.students), key=_amount)
    return Surroundings(collection, before, values)


def errors_of(filing: Filing) -> list[str]:
    """List what must be put right before a filing can be handed in."""
    collection, cells = filing.collection, filing.cells
    found = [
        gettext("%(column)s：没有填写。") % {"column": FACTS[fact]}
        for fact in ("type", "area")
        if not cells.get(fact)
    ]
    if not levels_of(cells):
        return found or [gettext("学校类型读不懂。请重新选择。")]
    _, faults = read_cells(cells, collection.stocks, name=filing.school.name, complete=True)
    language = request_language()
    found += [f"{name_of(collection, fault.column)}：{fault.finding('').say(language)}" for fault in faults]
    return found + list(_parts_too_large(filing))


def doubts_of(filing: Filing, around: Surroundings) -> list[Doubt]:
    """List the unlikely figures of a filing, each with its explanation if it has one."""
    found = [*_jumps(filing, around), *_far_from_neighbours(filing, around)]
    return [
        Doubt(key, figure, sentence, _explanation(filing, key, figure)) for key, figure, sentence in found
    ]


def name_of(collection: Collection, column: str) -> str:
    """Name a column for people."""
    if column in FACTS:
        return str(FACTS[column])
    names = {
        STUDENTS[level]: gettext("%(level)s学生数") % {"level": name} for level, name in LEVEL_NAMES.items()
    }
    for stock in collection.stocks:
        names[stock.code] = called(stock.name)
        names |= {
            f"{stock.code}_{level}": joined(name, called(stock.name)) for level, name in LEVEL_NAMES.items()
        }
    return names.get(column, column)


def _amount(value: Value) -> Fraction:
    return value[1]


def _units(collection: Collection, cells: Mapping[str, str]) -> list[Unit]:
    school, _ = read_cells(cells, collection.stocks, name="")
    return [unit for unit in units_in([school], collection.stocks) if unit.students]


def _explanation(filing: Filing, key: str, figure: str) -> str:
    kept = filing.explanations.get(key, {})
    return str(kept.get("text", "")) if kept.get("figure") == figure else ""


def _figure(cells: Mapping[str, str], column: str) -> Fraction | None:
    try:
        return read_exact(cells.get(column, ""))
    except MalformedNumber:
        return None


def _parts_too_large(filing: Filing) -> Iterator[str]:
    cells = filing.cells
    for field in fields_of(filing.collection, cells):
        whole = PARTS.get(field.stock.code)
        other = f"{whole}_{field.level}" if field.level else whole
        if other is None:
            continue
        part, total = _figure(cells, field.column), _figure(cells, other)
        if part is not None and total is not None and part > total:
            yield gettext("%(part)s（%(less)s）多于%(whole)s（%(more)s）。请核对。") % {
                "part": name_of(filing.collection, field.column),
                "less": cells[field.column],
                "whole": name_of(filing.collection, other),
                "more": cells[other],
            }


def _jumps(filing: Filing, around: Surroundings) -> Iterator[tuple[str, str, str]]:
    before, limit = around.before.get(filing.school_id, {}), filing.collection.jump_percent
    students = [STUDENTS[level] for level in levels_of(filing.cells)]
    for column in [*students, *(field.column for field in fields_of(filing.collection, filing.cells))]:
        old, new = _figure(before, column), _figure(filing.cells, column)
        if old is None or new is None or old == new:
            continue
        figures = {
            "column": name_of(filing.collection, column),
            "old": before[column],
            "new": filing.cells[column],
            "percent": limit,
        }
        if not old:
            sentence = gettext("%(column)s 去年为 0，今年为 %(new)s。") % figures
        elif new >= TIMES * old or new * TIMES <= old:
            sentence = (
                gettext("%(column)s 去年 %(old)s，今年 %(new)s，相差十倍，请核对单位和小数点。") % figures
            )
        elif abs(new - old) * 100 > limit * old:
            sentence = gettext("%(column)s 去年 %(old)s，今年 %(new)s，增减超过 %(percent)s%%。") % figures
        else:
            continue
        yield f"jump:{column}", filing.cells[column], sentence


def _far_from_neighbours(filing: Filing, around: Surroundings) -> Iterator[tuple[str, str, str]]:
    names = {stock.code: called(stock.name) for stock in filing.collection.stocks}
    for unit in _units(filing.collection, filing.cells):
        for stock, figure in unit.figures.items():
            value = figure / unit.students
            others = [
                each
                for school, each in around.values.get((stock, unit.level), ())
                if school != filing.school_id
            ]
            if len(others) < FEWEST_NEIGHBOURS or stock not in names:
                continue
            usual = median(others)  # they are sorted already
            if usual and (value >= TIMES * usual or value * TIMES <= usual):
                yield (
                    f"neighbours:{stock}:{unit.level}",
                    str(rounded(value, 4)),
                    gettext("%(level)s%(stock)s 生均 %(value)s，全县同类学校约为 %(usual)s，相差十倍以上。")
                    % {
                        "level": LEVEL_NAMES[unit.level],
                        "stock": names[stock],
                        "value": rounded(value, 2),
                        "usual": rounded(usual, 2),
                    },
                )
