"""Read a roster: who had which class, from when to when."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from banheng.core.wording import Wording
from banheng.scoring.roster import Posting, Role
from banheng.scoring.subjects import TWO_IN_POST
from banheng.spreadsheets.dates import read_day
from banheng.spreadsheets.faults import Check, Fault, refused
from banheng.spreadsheets.headers import ROSTER_COLUMNS
from banheng.spreadsheets.names import Names, key
from banheng.spreadsheets.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.core.findings import Finding

CLASS_MISSING = Check(
    "input.E071", Wording("没有填班级。请填班级代码。", "the class is missing. Fill in its code.")
)
TEACHER_MISSING = Check(
    "input.E072",
    Wording(
        "没有填教师工号。工号决定谁是谁，同名的人靠它区分。",
        "the teacher's code is missing. It decides who is who; names may be shared.",
    ),
)
UNKNOWN_STAGE = Check(
    "input.E073", Wording("不认识的学段“{found}”，请核对。", "unknown stage '{found}'. Check it.")
)
UNKNOWN_ROLE = Check(
    "input.E074", Wording("不认识的角色“{found}”，请核对。", "unknown role '{found}'. Check it.")
)
ROSTER_DATE = Check(
    "input.E075",
    Wording(
        "“{found}”不是带年份的日期。请写成 2026-09-01。",
        "'{found}' is no date with a year. Write it as 2026-09-01.",
    ),
)
ENDS_BEFORE_IT_BEGINS = Check(
    "input.E076",
    Wording(
        "起始日期 {first} 晚于结束日期 {last}。请改正。",
        "the posting begins on {first}, after its end on {last}. Correct the dates.",
    ),
)
NOT_A_COUNT = Check(
    "input.E077",
    Wording("“{found}”不是整数（不能为负）。请改正。", "'{found}' is no whole number from 0 on. Correct it."),
)
MORE_BOARDERS = Check(
    "input.E078",
    Wording(
        "住宿生 {boarders} 人，多于学生总数 {pupils} 人。请改正。",
        "{boarders} boarders are more than all {pupils} pupils. Correct the numbers.",
    ),
)
TWO_NAMES = Check(
    "input.E079",
    Wording(
        "代码 {code} 在第 {row} 行叫“{other}”，这里叫“{found}”。一个代码只能有一个名称，请核对。",
        "the code {code} is called '{other}' in row {row}, but '{found}' here. A code has one name.",
    ),
)
NO_POSTINGS = Check(
    "input.E080", Wording("花名册里只有表头，没有人。请填写。", "the roster has a header but nobody in it.")
)
NAME_AS_CODE = Check(
    "input.W087",
    Wording(
        "“{code}”像是姓名，却在第 {rows} 行带不同的班，被当作同一位教师。若是同名的几个人，请在“教师工号”填各自的工号；"
        "姓名填在“姓名”。",
        "'{code}' looks like a name, and has different classes in rows {rows}: these count as one teacher. If they are "
        "several people, give each a code of their own in 'teacher'; names stand in 'teacher_name'.",
    ),
)
TWO_AT_ONCE = Check("input.E020", TWO_IN_POST)

STAGES = Names(
    [
        ("primary", "小学", "primary"),
        ("junior", "初中", "junior"),
        ("senior", "高中", "senior"),
        ("vocational", "中职", "vocational"),
    ]
)
ROLES = Names(
    [
        ("homeroom_teacher", "班主任", Role.HOMEROOM_TEACHER),
        ("substitute", "代理班主任", Role.SUBSTITUTE),
        ("assistant_homeroom_teacher", "副班主任", Role.ASSISTANT_HOMEROOM_TEACHER),
        ("substitute", "代理", Role.SUBSTITUTE),
        ("assistant_homeroom_teacher", "助理班主任", Role.ASSISTANT_HOMEROOM_TEACHER),
        ("assistant_homeroom_teacher", "见习班主任", Role.ASSISTANT_HOMEROOM_TEACHER),
    ]
)
MOST_COUNT_DIGITS = 6
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def read_roster(path: Path | str) -> list[Posting]:
    """Read a roster from CSV or XLSX.

    Raises:
        InputRefused: a file that cannot be read, or bad rows; carries all findings.
    """
    table = read_table(Path(path), ROSTER_COLUMNS)
    postings: list[Posting] = []
    findings: list[Finding] = []
    for batch in table.batches:
        findings += batch.findings
        for cells in batch.frame.iter_rows(named=True):
            faults: list[Fault] = []
            postings.append(_posting(cells, faults))
            findings += [fault.finding(table.file, cells["row"], table.header.texts) for fault in faults]
    if not postings:
        findings.append(NO_POSTINGS.fault().finding(table.file, table.header.row))
    for row, fault in [*_two_names(postings), *_two_at_once(postings)]:
        findings.append(fault.finding(table.file, row, table.header.texts))
    if findings:
        raise refused(table.file, sorted(findings, key=lambda finding: finding.place.line))
    return postings


def names_as_codes(postings: Sequence[Posting]) -> Iterator[Fault]:
    """Find teacher codes of several classes that are names: people of one name would be taken for one."""
    of_code: dict[tuple[str, str], list[Posting]] = defaultdict(list)
    for posting in postings:
        if posting.teacher and (posting.teacher == posting.teacher_name or CHINESE.search(posting.teacher)):
            of_code[posting.school, posting.teacher].append(posting)
    for (_, code), members in of_code.items():
        if len({posting.school_class for posting in members}) > 1:
            rows = ", ".join(str(posting.row) for posting in members)
            yield NAME_AS_CODE.fault("teacher", code=code, rows=rows)


def _posting(cells: dict[str, Any], faults: list[Fault]) -> Posting:
    if not cells["class"]:
        faults.append(CLASS_MISSING.fault("class"))
    if not cells["teacher"]:
        faults.append(TEACHER_MISSING.fault("teacher"))
    first, last = (_day(name, cells[name], faults) for name in ("from", "to"))
    if first and last and first > last:
        faults.append(ENDS_BEFORE_IT_BEGINS.fault("from", first=first.isoformat(), last=last.isoformat()))
    pupils, boarders, years = (_count(name, cells[name], faults) for name in ("pupils", "boarders", "years"))
    if cells["pupils"] and boarders > pupils:
        faults.append(MORE_BOARDERS.fault("boarders", boarders=boarders, pupils=pupils))
    stages, roles = STAGES.find(cells["stage"]), ROLES.find(cells["role"])
    if cells["stage"] and not stages:
        faults.append(UNKNOWN_STAGE.wrong("stage", cells["stage"], STAGES.words))
    if cells["role"] and not roles:
        faults.append(UNKNOWN_ROLE.wrong("role", cells["role"], ROLES.words))
    return Posting(
        school_class=cells["class"],
        teacher=cells["teacher"],
        class_name=cells["class_name"],
        teacher_name=cells["teacher_name"],
        school=cells["school"],
        stage=stages[0] if stages else "",
        grade=cells["grade"],
        class_type=cells["class_type"],
        role=roles[0] if roles else Role.HOMEROOM_TEACHER,
        first=first,
        last=last,
        pupils=pupils,
        boarders=boarders,
        years=years,
        row=cells["row"],
    )


def _day(column: str, text: str, faults: list[Fault]) -> date | None:
    day = read_day(text)
    if text and day is None:
        faults.append(ROSTER_DATE.fault(column, found=text))
    return day


def _count(column: str, text: str, faults: list[Fault]) -> int:
    if not text:
        return 0
    if not text.isdecimal() or len(text) > MOST_COUNT_DIGITS:
        faults.append(NOT_A_COUNT.fault(column, found=text))
        return 0
    return int(text)


def _two_names(postings: Sequence[Posting]) -> Iterator[tuple[int, Fault]]:
    """Find codes that go by two names; they are most likely two people, or two classes, under one code."""
    named: dict[tuple[str, str, str], Posting] = {}
    for posting in postings:
        for column, code in (("teacher_name", posting.teacher), ("class_name", posting.school_class)):
            name = getattr(posting, column)
            if not (code and name):
                continue
            first = named.setdefault((posting.school, column, code), posting)
            other = getattr(first, column)
            if key(other) != key(name):
                yield posting.row, TWO_NAMES.fault(column, code=code, row=first.row, other=other, found=name)


def _two_at_once(postings: Sequence[Posting]) -> Iterator[tuple[int, Fault]]:
    """Find classes that two teachers have in the same role on the same day."""
    of_class: dict[tuple[str, str, Role], list[Posting]] = defaultdict(list)
    for posting in postings:
        # there may be several assistants
        if posting.school_class and posting.teacher and posting.role is not Role.ASSISTANT_HOMEROOM_TEACHER:
            of_class[posting.school, posting.school_class, posting.role].append(posting)
    for members in of_class.values():
        for number, posting in enumerate(members):
            for other in members[:number]:
                begin = max(other.first or date.min, posting.first or date.min)
                end = min(other.last or date.max, posting.last or date.max)
                if begin <= end and other.teacher != posting.teacher:
                    day = begin if begin > date.min else end
                    yield (
                        posting.row,
                        TWO_AT_ONCE.fault(
                            "from",
                            day="" if day == date.max else day.isoformat(),
                            school_class=posting.school_class,
                            first=other.teacher,
                            second=posting.teacher,
                        ),
                    )
