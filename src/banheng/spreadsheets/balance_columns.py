"""The columns of files about balance, and what their cells may say."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from banheng.balance.exact import read_exact
from banheng.balance.schools import Area, Level, Runner, SchoolType
from banheng.core.errors import MalformedNumber
from banheng.core.wording import Wording
from banheng.spreadsheets.faults import Check
from banheng.spreadsheets.headers import Column
from banheng.spreadsheets.names import Names

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from banheng.spreadsheets.faults import Fault

NO_FIGURE = Check(
    "input.E101",
    Wording("“{found}”不是数值。请改正。", "'{found}' is no decimal number. Correct it."),
)
NEGATIVE = Check(
    "input.E102",
    Wording("“{found}”是负数。请改正。", "'{found}' is negative. Correct it."),
)
LEFT_EMPTY = Check(
    "input.E103",
    Wording(
        "没有填写。没有的填 0，不详的请查清后再算。",
        "this is empty. Write 0 for none; find out what is not known.",
    ),
)
NO_STUDENT_COUNT = Check(
    "input.E104",
    Wording(
        "学生数“{found}”不是整数（不能为负）。请改正。",
        "'{found}' students is no whole number from 0 on. Correct it.",
    ),
)
BAD_YEAR = Check(
    "input.E111",
    Wording("“{found}”不是年份。请写成 2026。", "'{found}' is no year. Write it as 2026."),
)
UNKNOWN_WORD = Check(
    "input.E105", Wording("不认识的“{found}”，请核对。", "unknown word '{found}'. Check it.")
)

T = TypeVar("T")

PROVINCE = Column("province", ("省份", "省"))
COUNTY = Column("county", ("县区", "县（市、区）", "县"))
YEAR = Column("year", ("年度", "年份"))
SCHOOL = Column("school", ("学校", "学校名称"), required=True)
TYPE = Column("type", ("学校类型", "办学类型", "类型", "school_type"))
LEVEL = Column("level", ("学段",))
RUNNER = Column("runner", ("举办者", "办学性质"))
AREA = Column("area", ("城乡", "城乡类型"))
STAT = Column("stat", ("统计项", "统计量"), required=True)
STUDENTS = Column("students", ("学生数", "在校生数", "在校学生数", "students_derived"))
STUDENTS_OF = {
    Level.PRIMARY: Column("primary_students", ("小学学生数", "小学在校生数")),
    Level.JUNIOR: Column("junior_students", ("初中学生数", "初中在校生数")),
    Level.SENIOR: Column("senior_students", ("高中学生数", "高中在校生数")),
}
SCHOOL_COLUMNS = (PROVINCE, COUNTY, YEAR, SCHOOL, TYPE, LEVEL, RUNNER, AREA, STUDENTS, *STUDENTS_OF.values())

LEVEL_NAMES = {Level.PRIMARY: "小学", Level.JUNIOR: "初中", Level.SENIOR: "高中"}
LEVELS = Names([(level, name, level) for level, name in LEVEL_NAMES.items()])
TYPES = Names(
    [
        ("primary", "小学", SchoolType.PRIMARY),
        ("primary", "完全小学", SchoolType.PRIMARY),
        ("junior", "初级中学", SchoolType.JUNIOR),
        ("junior", "初中", SchoolType.JUNIOR),
        ("nine_year", "九年一贯制学校", SchoolType.NINE_YEAR),
        ("nine_year", "九年一贯制", SchoolType.NINE_YEAR),
        ("complete_secondary", "完全中学", SchoolType.COMPLETE_SECONDARY),
        ("twelve_year", "十二年一贯制学校", SchoolType.TWELVE_YEAR),
        ("twelve_year", "十二年一贯制", SchoolType.TWELVE_YEAR),
        ("teaching_point", "教学点", SchoolType.TEACHING_POINT),
        ("teaching_point", "小学教学点", SchoolType.TEACHING_POINT),
        ("senior", "高级中学", SchoolType.SENIOR),
        ("special", "特殊教育学校", SchoolType.SPECIAL),
        ("vocational", "中等职业学校", SchoolType.VOCATIONAL),
    ]
)
RUNNERS = Names(
    [
        ("county", "县级", Runner.COUNTY),
        ("county", "公办", Runner.COUNTY),
        ("above_county", "省市属", Runner.ABOVE_COUNTY),
        ("private", "民办", Runner.PRIVATE),
    ]
)
AREAS = Names([("urban", "城区", Area.URBAN), ("town", "镇区", Area.TOWN), ("rural", "乡村", Area.RURAL)])
MOST_STUDENT_DIGITS = 9


def word(column: Column, names: Names[T], cells: Mapping[str, str], faults: list[Fault]) -> T | None:
    """Read a word of a fixed list; None if the cell is empty or wrong."""
    text = cells[column.name]
    found = names.find(text)
    if text and not found:
        faults.append(UNKNOWN_WORD.wrong(column.name, text, names.words))
    return found[0] if found else None


def figure(name: str, cells: Mapping[str, str], faults: list[Fault], *, required: bool) -> Fraction | None:
    """Read an exact figure from 0 on; None if the cell is empty or wrong."""
    text = cells[name]
    if not text:
        if required:
            faults.append(LEFT_EMPTY.fault(name))
        return None
    try:
        found = read_exact(text)
    except MalformedNumber:
        faults.append(NO_FIGURE.fault(name, found=text))
        return None
    if found < 0:
        faults.append(NEGATIVE.fault(name, found=text))
        return None
    return found


def students(name: str, cells: Mapping[str, str], faults: list[Fault], *, required: bool) -> int:
    """Read a number of students; 0 if the cell is empty or wrong."""
    found = figure(name, cells, faults, required=required)
    if found is None:
        return 0
    if found.denominator != 1 or found >= 10**MOST_STUDENT_DIGITS:
        faults.append(NO_STUDENT_COUNT.fault(name, found=cells[name]))
        return 0
    return int(found)


def year_of(cells: Mapping[str, str], faults: list[Fault]) -> str:
    """Read a year; empty if there is none."""
    year = cells[YEAR.name].removesuffix("年")
    if year and not (year.isdecimal() and len(year) == 4):
        faults.append(BAD_YEAR.fault(YEAR.name, found=cells[YEAR.name]))
    return year


def decimals(text: str) -> int:
    """Count the decimals that a figure is written with."""
    return len(text.strip().removesuffix("%").partition(".")[2])
