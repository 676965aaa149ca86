"""What may stand between double braces in a school's workbook, and what takes its place."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import pgettext

from banheng.core.money import format_yuan
from banheng.schools.saying_dates import period_name
from banheng.spreadsheets.result_report import NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from banheng.reports.contents.results import Line, Results
    from banheng.schemes.scheme import Indicator, Item, Scheme
    from banheng.spreadsheets.result_report import Cell

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")

ONCE: dict[str, Callable[[Results, str, date], Cell]] = {
    "学校": lambda _, school, __: school,
    "周期": lambda results, _, __: period_name(results.period),
    "方案": lambda results, _, __: results.scheme.title,
    "方案版次": lambda results, _, __: results.version.number,
    "结果状态": lambda results, _, __: results.state,
    "人数": lambda results, _, __: len(results.people),
    "平均分": lambda results, _, __: results.figure(results.mean(line.total for line in results.people)),
    "津贴合计": lambda results, _, __: Decimal(format_yuan(results.data["pay_fen"])),
    "打印日期": lambda _, __, day: date_format(day, pgettext("格式", "Y年n月j日")),
}
"""What is the same everywhere in the workbook."""

EACH: dict[str, Callable[[Results, Line, int], Cell]] = {
    "序号": lambda _, __, number: number,
    "班级": lambda _, line, __: line.class_name,
    "年级": lambda _, line, __: line.grade,
    "班主任": lambda results, line, _: results.teacher_name(line),
    "总分": lambda results, line, _: results.figure(line.total),
    "名次": lambda _, line, __: line.rank or NOT_APPLICABLE,
    "等次": lambda _, line, __: line.given["rating_name"] or NOT_APPLICABLE,
    "津贴": lambda _, line, __: Decimal(format_yuan(line.given["pay_fen"])),
    "任职天数": lambda _, line, __: line.given["days"],
    "备注": lambda results, line, _: results.marks(line),
}
"""What a row says of one homeroom teacher; a row with one of them is repeated for each."""


def parts_by_name(schemes: Iterable[Scheme]) -> dict[str, str]:
    """Give the code of each indicator and item of schemes by code and by name; of equal names the first counts."""
    found: dict[str, str] = {}
    for scheme in schemes:
        parts: list[Indicator | Item] = [*scheme.all_indicators(), *scheme.items()]
        for part in parts:
            found.setdefault(part.code, part.code)
            found.setdefault(part.name, part.code)
    return found


def named_in(value: object) -> list[str]:
    """List the placeholders of a cell; a formula has none."""
    if not isinstance(value, str) or value.startswith("="):
        return []
    return PLACEHOLDER.findall(value)


def values_once(results: Results, school: str, day: date) -> dict[str, Cell]:
    """Give what stands for the placeholders that are the same everywhere."""
    return {name: say(results, school, day) for name, say in ONCE.items()}


def values_of(results: Results, line: Line, number: int) -> dict[str, Cell]:
    """Give what stands for the placeholders in the row of one homeroom teacher; own words win over names of items."""
    points = {**line.indicators, **line.items}
    parts = {name: results.figure(points.get(code)) for name, code in parts_by_name([results.scheme]).items()}
    return parts | {name: say(results, line, number) for name, say in EACH.items()}
