"""Workbooks to fill in: the roster as it is, and the list of pupils, with choices in drop-down lists."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import xlsxwriter
import xlsxwriter.utility
from django.db.models import Q

from banheng.schools.classes import classes_on
from banheng.schools.importing.pupils import PUPIL_COLUMNS
from banheng.schools.models import Enrolment, Grade, SchoolClass, Staff
from banheng.schools.opening import academic_year_of, size_on
from banheng.schools.rosters import full_years, roster
from banheng.spreadsheets.headers import ROSTER_COLUMNS
from banheng.spreadsheets.roster_file import STAGES
from banheng.spreadsheets.template import ROLE_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from banheng.schools.models import School
    from banheng.scoring.roster import Posting
    from banheng.spreadsheets.headers import Column

LAST_ROW = 5_000
"""So many rows have drop-down lists."""

ROSTER_HINTS = (
    "一行是一位教师任一个班。同一个班中途换人，写两行，各填起止日期。",
    "班级填代码（例如 302），每年不变；班级名称（例如 三年级2班）可以每年不同。",
    "教师工号决定谁是谁。同名的教师靠工号区分，不能用姓名代替。",
    "起始日期不填，就从导入时选定的日期算起；还在任的，结束日期不填。",
    "带 * 的列必须填。没有变化的行不用改，留着即可。",
)
PUPIL_HINTS = (
    "一行是一名学生。学号决定谁是谁，同名的学生靠学号区分。",
    "班级填班级代码或全名。住宿填“是”或“否”，不填就不改。",
    "这里不收身份证号、家庭住址等信息。",
)


def current_postings(school: School, day: date) -> list[Posting]:
    """List the postings of a day's academic year, with sizes and years as on the day.

    Raises:
        ChangeRefused: the day lies in no academic year.
    """
    year = academic_year_of(school, day)
    staff = {each.code: each for each in Staff.objects.filter(school=school)}
    classes = {each.code: each for each in SchoolClass.objects.filter(school=school)}
    found = []
    for posting in roster(school, year.first, year.last):
        pupils, boarders = size_on(classes[posting.school_class], day)
        years = full_years(staff[posting.teacher].homeroom_since, day)
        found.append(replace(posting, pupils=pupils, boarders=boarders, years=years))
    return found


def roster_workbook(school: School, day: date) -> bytes:
    """Write the roster of a day's academic year as a workbook to be changed and handed in again."""
    stages = {stage: name for name in STAGES.words for stage in STAGES.find(name)}
    rows = [
        {
            "class": posting.school_class,
            "class_name": posting.class_name,
            "teacher": posting.teacher,
            "teacher_name": posting.teacher_name,
            "stage": stages.get(posting.stage, posting.stage),
            "grade": posting.grade,
            "class_type": posting.class_type,
            "role": ROLE_NAMES[posting.role],
            "from": posting.first,
            "to": posting.last,
            "pupils": posting.pupils or None,
            "boarders": posting.boarders or None,
            "years": posting.years or None,
        }
        for posting in current_postings(school, day)
    ]
    choices = {
        "stage": STAGES.words,
        "grade": [grade.name for grade in Grade.objects.filter(school=school)],
        "role": list(ROLE_NAMES.values()),
    }
    columns = [column for column in ROSTER_COLUMNS if column.name != "school"]
    return _workbook("花名册", columns, rows, choices, ROSTER_HINTS)


def pupil_workbook(school: School, day: date) -> bytes:
    """Write the pupils of a day as a workbook to be changed and handed in again."""
    running = Enrolment.objects.filter(
        Q(last__isnull=True) | Q(last__gte=day), pupil__school=school, first__lte=day
    )
    rows = [
        {
            "code": enrolment.pupil.code,
            "name": enrolment.pupil.name,
            "class": enrolment.school_class.code,
            "boarding": "是" if enrolment.pupil.boarder else "否",
        }
        for enrolment in running.select_related("pupil", "school_class").order_by(
            "school_class__code", "pupil__code"
        )
    ]
    classes = [class_year.school_class.code for class_year in classes_on(school, day)]
    columns = [column for column in PUPIL_COLUMNS if column.name != "school"]
    return _workbook("学生", columns, rows, {"class": classes, "boarding": ["是", "否"]}, PUPIL_HINTS)


def _workbook(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, object]],
    choices: Mapping[str, Sequence[str]],
    hints: Sequence[str],
) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        lists = book.add_worksheet("可选内容")
        for position, column in enumerate(columns):
            is_required = column.required or column.name == "class"
            sheet.write_string(0, position, column.zh[0] + "*" * is_required, head)
            is_day, is_count = column.name in ("from", "to"), column.name in ("pupils", "boarders", "years")
            sheet.set_column(position, position, 13, day if is_day else None if is_count else text)
            words = choices.get(column.name, ())
            for number, word in enumerate(words):
                lists.write_string(number, position, word)
            if words:
                letter = xlsxwriter.utility.xl_col_to_name(position)
                source = f"='可选内容'!${letter}$1:${letter}${len(words)}"
                sheet.data_validation(
                    1,
                    position,
                    LAST_ROW,
                    position,
                    {"validate": "list", "source": source, "error_type": "warning"},
                )
        for number, row in enumerate(rows, start=1):
            for position, column in enumerate(columns):
                cell = row[column.name]
                if isinstance(cell, date):
                    sheet.write_datetime(number, position, cell, day)
                elif isinstance(cell, int):
                    sheet.write_number(number, position, cell)
                elif cell:
                    sheet.write_string(number, position, str(cell))
        explained = book.add_worksheet("填写说明")
        explained.set_column(0, 0, 90)
        for number, hint in enumerate(hints):
            explained.write_string(number, 0, hint)
    return file.getvalue()
