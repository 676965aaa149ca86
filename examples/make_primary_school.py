# ruff: noqa: INP001 - a script, run by hand
"""Write the example school: roster, calendar and one month of evidence for the scheme `primary-month`.

Everybody in it is invented. The same seed always writes the same files:

    python examples/make_primary_school.py [--seed 20261]
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import xlsxwriter

from banheng.schemes.loading import load_scheme
from banheng.spreadsheets.dictionary import headings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "src" / "banheng"
SCHEME = PACKAGE / "schemes" / "library" / "primary-month" / "scheme.yaml"

DAYS_OFF = [date(2026, 10, day) for day in range(1, 8)]
SWAPPED = date(2026, 10, 10)  # the Saturday on which school is held for one of the days off
MONTH = [date(2026, 10, day) for day in range(1, 32)]
SCHOOL_DAYS = [day for day in MONTH if day == SWAPPED or (day.weekday() < 5 and day not in DAYS_OFF)]
WEEKS = [[day for day in SCHOOL_DAYS if day.isocalendar().week == week] for week in range(41, 45)]

TEACHERS = [
    "李静",
    "赵敏",
    "孙磊",
    "周倩",
    "吴海燕",
    "郑凯",
    "冯丽娟",
    "王芳",
    "陈卫东",
    "褚红",
    "蒋文博",
    "沈秋月",
    "韩冰",
    "杨柳青",
    "朱明",
    "秦岚",
    "许志远",
    "何小满",
    "吕婷",
    "施建国",
    "张雅琴",
    "孔繁荣",
    "曹颖",
    "严冬",
    "魏佳",
    "陶然",
    "王芳",
    "姜禾",
    "谢安琪",
    "邹德明",
    "喻晓",
    "柏松",
    "窦文静",
    "章平",
    "苏婉",
    "潘岳",
    "葛新",
    "范雨晴",
]
"""By code t01, t02, ...: one for each class, then the one who takes over 四年级3班, then the substitute of 二年级5班."""

SUCCESSOR, SUBSTITUTE = "t37", "t38"
HANDED_OVER, NEW_CLASS, ACCIDENT = "p403", "p106", "p604"
HANDOVER = date(2026, 10, 19)  # the first day of the successor, and of the new class
SUBSTITUTED = ("p205", date(2026, 10, 20), date(2026, 10, 27))

DUTY_WEEKS = [("郎咏梅", "戴立新"), ("金秀兰", "俞成"), ("任晓东", "袁莉"), ("柳建平", "鲍芸")]
"""Who is on duty in each week; these teachers have no class of their own."""

GRADES = "一二三四五六"
EVIDENCE_HEADER = {
    "id": "编号",
    "class": "班级",
    "item": "考核项",
    "event": "事件",
    "level": "等级",
    "project": "项目",
    "date": "日期",
    "quantity": "数量",
    "value": "数值",
    "recorder": "记录人",
    "note": "备注",
    "voids": "作废",
}
ROSTER_HEADER = {
    "class": "班级",
    "class_name": "班级名称",
    "teacher": "工号",
    "teacher_name": "姓名",
    "stage": "学段",
    "grade": "年级",
    "role": "角色",
    "from": "起始日期",
    "to": "结束日期",
    "pupils": "学生数",
    "years": "班主任年限",
}


@dataclass(frozen=True)
class SchoolClass:
    """A class and how well it does, 0 to 1."""

    code: str
    name: str
    grade: str
    teacher: str
    pupils: int
    years: int
    diligence: float

    def opened(self) -> date:
        """Give the first day of the class in the month."""
        return HANDOVER if self.code == NEW_CLASS else MONTH[0]


@dataclass(frozen=True)
class Record:
    """One row of evidence; an empty text leaves its cell empty."""

    day: date
    school_class: str
    item: str
    event: str = ""
    level: str = ""
    project: str = ""
    quantity: int = 1
    value: str = ""
    recorder: str = ""
    note: str = ""
    id: str = ""
    voids: str = ""


class Fault(NamedTuple):
    """What inspectors find: how often a day in the worst class, how many at once, what they note."""

    item: str
    event: str
    chance: float
    most: int
    notes: tuple[str, ...]


FAULTS = (
    Fault("hygiene", "untidy", 0.45, 2, ("讲台粉笔未收", "后排课桌没有对齐", "书包柜杂乱")),
    Fault("hygiene", "bin_full", 0.3, 1, ("第二节课后仍未倒", "")),
    Fault("hygiene", "absent_duty", 0.16, 1, ("早上值日", "清洁区无人打扫")),
    Fault("exercises", "late_line", 0.28, 1, ("下楼慢", "最后一个到场")),
    Fault("exercises", "careless", 0.55, 2, ("", "后两排", "动作不到位")),
    Fault("order", "chasing", 0.42, 2, ("走廊奔跑", "楼梯口追逐", "")),
    Fault("order", "noise", 0.36, 1, ("预备铃后仍吵闹", "上午第三节前")),
    Fault("safety", "unlocked", 0.16, 2, ("后窗未关", "前门未锁")),
    Fault("safety", "no_escort", 0.12, 1, ("队伍到校门口无人带",)),
    Fault("safety", "dangerous", 0.14, 1, ("翻越栏杆", "滑楼梯扶手")),
    Fault("presence", "late", 0.12, 1, ("晨检未到", "")),
    Fault("presence", "absent", 0.04, 1, ("课间操未到班",)),
)


def make_classes(chance: random.Random) -> list[SchoolClass]:
    """Make six classes in each of six grades."""
    classes = []
    for number in range(36):
        grade, place = divmod(number, 6)
        code = f"p{grade + 1}0{place + 1}"
        classes.append(
            SchoolClass(
                code=code,
                name=f"{GRADES[grade]}年级{place + 1}班",
                grade=f"{GRADES[grade]}年级",
                teacher=f"t{number + 1:02d}",
                pupils=31 if code == NEW_CLASS else chance.randint(38, 47),
                years=chance.randint(0, 18),
                diligence=0.15 if code == "p305" else round(chance.betavariate(5, 1.9), 3),
            )
        )
    return classes


def roster_rows(classes: Sequence[SchoolClass]) -> Iterator[dict[str, str]]:
    """Give one row for each teacher with a class."""
    for each in classes:
        first = HANDOVER if each.code == NEW_CLASS else date(2026, 9, 1)
        last = HANDOVER - timedelta(days=1) if each.code == HANDED_OVER else None
        yield _posting(each, each.teacher, "班主任", first, last, each.years)
        if each.code == HANDED_OVER:
            yield _posting(each, SUCCESSOR, "班主任", HANDOVER, None, 4)
        if each.code == SUBSTITUTED[0]:
            yield _posting(each, SUBSTITUTE, "代理班主任", SUBSTITUTED[1], SUBSTITUTED[2], 0)


def _posting(
    each: SchoolClass, teacher: str, role: str, first: date, last: date | None, years: int
) -> dict[str, str]:
    return {
        "class": each.code,
        "class_name": each.name,
        "teacher": teacher,
        "teacher_name": TEACHERS[int(teacher[1:]) - 1],
        "stage": "小学",
        "grade": each.grade,
        "role": role,
        "from": first.isoformat(),
        "to": last.isoformat() if last else "",
        "pupils": str(each.pupils),
        "years": str(years),
    }


def on_duty(chance: random.Random, day: date) -> str:
    """Name one of the teachers on duty."""
    week = min(max(day.isocalendar().week - 41, 0), 3)
    return chance.choice(DUTY_WEEKS[week])


def daily_records(chance: random.Random, each: SchoolClass, day: date) -> Iterator[Record]:
    """Give what the inspectors of one day write down about one class; quantity 0 says that nothing was found."""
    inspector = on_duty(chance, day)
    slack = 1 - each.diligence
    unswept = sum(chance.random() < 0.12 + 0.5 * slack for _ in range(3))
    note = chance.choice(["后排有纸屑", "讲台旁有粉笔灰", "走廊有水渍", ""]) if unswept else ""
    yield Record(day, each.code, "hygiene", "unswept", quantity=unswept, recorder=inspector, note=note)
    careless = sum(chance.random() < 0.05 + 0.3 * slack for _ in range(3))
    note = chance.choice(["有人看书", "睁眼", ""]) if careless else ""
    yield Record(day, each.code, "exercises", "eye_careless", quantity=careless, recorder="大队部", note=note)
    for fault in FAULTS:
        if chance.random() < fault.chance * (0.08 + slack):
            quantity = chance.randint(1, fault.most)
            yield Record(
                day,
                each.code,
                fault.item,
                fault.event,
                quantity=quantity,
                recorder=inspector,
                note=chance.choice(fault.notes),
            )
    if day.weekday() == 0 and chance.random() < 0.3 * slack:
        yield Record(day, each.code, "order", "flag_late", recorder="大队部", note="国歌开始后入场")
    if day.weekday() == 0 and chance.random() < 0.35 * slack:
        value = chance.choice(["-0.5", "-1", "-1.5"])
        yield Record(
            day, each.code, "order", "assembly", value=value, recorder="大队部", note="国旗下讲话时讲话"
        )


def weekly_records(chance: random.Random, each: SchoolClass, days: Sequence[date]) -> Iterator[Record]:
    """Give what is registered once a week."""
    last, slack = days[-1], 1 - each.diligence
    rate = min(100.0, 99.4 - 5 * slack * chance.random() + chance.uniform(-0.9, 0.6))
    yield Record(last, each.code, "attendance", value=f"{rate:.1f}", recorder="教导处")
    if chance.random() > 0.25 * slack:
        level = "完整详实" if chance.random() < 0.55 + 0.45 * each.diligence else "不完整"
        note = "" if level == "完整详实" else "没有写小结"
        yield Record(
            days[min(1, len(days) - 1)], each.code, "class_meeting", level=level, recorder="德育处", note=note
        )
    signed = sum(chance.random() > 0.35 * slack for _ in days)
    yield Record(last, each.code, "log", "due", quantity=len(days), recorder="德育处")
    yield Record(last, each.code, "log", "signed", quantity=signed, recorder="德育处")


def contact_records(chance: random.Random, each: SchoolClass, days: Sequence[date]) -> Iterator[Record]:
    """Give visits, talks and calls; homeroom teachers write them down themselves."""
    for day in days:
        if chance.random() < 0.12 + 0.2 * each.diligence:
            event, most = chance.choice([("visit", 2), ("talk", 3), ("phone", 5), ("phone", 5)])
            note = {
                "visit": chance.choice(["了解居家作息", "新转入家庭", "作业习惯"]),
                "talk": chance.choice(["近期课堂表现", "同伴相处", ""]),
                "phone": chance.choice(["请假回访", "作业情况", ""]),
            }[event]
            quantity = chance.randint(1, most)
            yield Record(day, each.code, "contact", event, quantity=quantity, recorder="班主任", note=note)


def monthly_records(chance: random.Random, each: SchoolClass) -> Iterator[Record]:
    """Give what is registered once a month."""
    board = chance.choices(["一等", "二等", "三等"], [each.diligence + 0.1, 0.6, 1 - each.diligence])[0]
    yield Record(
        date(2026, 10, 22), each.code, "board", level=board, recorder="大队部", note="主题：我爱祖国"
    )
    rate = min(100.0, 99 - 22 * (1 - each.diligence) * chance.random())
    yield Record(
        date(2026, 10, 29), each.code, "satisfaction", value=f"{rate:.1f}", recorder="德育处", note="线上问卷"
    )
    handed_in = chance.choices([26, 27, 28, 29, 30, None], [3, 5, 6, 2 - each.diligence, 1, 0.6])[0]
    if handed_in:
        yield Record(date(2026, 10, handed_in), each.code, "month_report", recorder="德育处")


def prizes(chance: random.Random, classes: Sequence[SchoolClass]) -> Iterator[Record]:
    """Give the prizes of the month: a relay in each grade, a choir festival and a science fair."""
    for grade in GRADES:
        runners = chance.sample(
            [each for each in classes if each.grade[0] == grade and each.code != NEW_CLASS], 3
        )
        for each, level in zip(runners, ["一等奖", "二等奖", "三等奖"], strict=True):
            yield _prize(16, each, f"校级/{level}", "秋季运动会接力", "体育组")
    choir = chance.sample([each for each in classes if each.grade[0] in "三四五"], 3)
    for each, level in zip(choir, ["一等奖", "二等奖", "二等奖"], strict=True):
        yield _prize(15, each, f"校级/{level}", "合唱节", "少先队")
    yield _prize(24, choir[0], "区县级/二等奖", "合唱节", "少先队")
    yield _prize(30, chance.choice(classes[30:]), "市级/三等奖", "科技小制作", "少先队")


def _prize(day: int, each: SchoolClass, level: str, project: str, recorder: str) -> Record:
    return Record(date(2026, 10, day), each.code, "prizes", "won", level, project, recorder=recorder)


def banners(classes: Sequence[SchoolClass], records: Iterable[Record]) -> Iterator[Record]:
    """Give the banner of each week to the two classes of a grade with the fewest faults in it."""
    faults: dict[tuple[int, str], int] = defaultdict(int)
    for record in records:
        if record.item in {"hygiene", "exercises", "order", "safety"}:
            faults[record.day.isocalendar().week, record.school_class] += record.quantity
    for days in WEEKS:
        week = days[0].isocalendar().week
        for grade in GRADES:
            members = [each for each in classes if each.grade[0] == grade and each.opened() <= days[0]]
            members.sort(key=lambda each: (faults[week, each.code], each.code))
            for each in members[:2]:
                yield Record(days[-1], each.code, "banner", recorder="大队部", note="本周流动红旗")


def special_records() -> Iterator[Record]:
    """Give what happens once: an accident, a decision, shared experience, approved leave, a handover."""
    yield Record(
        date(2026, 10, 21),
        ACCIDENT,
        "safety_accident",
        recorder="德育处",
        note="自行组织攀爬活动，一名学生骨折，经调查负有管理责任",
    )
    yield Record(
        date(2026, 10, 30),
        "p501",
        "decision",
        "adjust",
        value="1.5",
        recorder="校长办公会",
        note="承办区少先队活动课现场会",
    )
    yield Record(
        HANDOVER - timedelta(days=3),
        HANDED_OVER,
        "month_report",
        recorder="德育处",
        note="交接时提交",
    )
    for code, topic in (("p102", "入学适应"), ("p302", "家访怎样做"), ("p504", "小干部培养")):
        yield Record(
            date(2026, 10, 30), code, "sharing", "talk_given", recorder="德育处", note=f"例会交流：{topic}"
        )
    for code, day in (("p201", 13), ("p206", 20), ("p401", 14), ("p603", 27)):
        yield Record(
            date(2026, 10, day), code, "presence", "excused", recorder="教导处", note="外出教研，已批假"
        )
    yield Record(
        date(2026, 10, 30), "p305", "presence", "meeting_absent", recorder="德育处", note="月末例会缺席"
    )


VOIDED = (
    ("hygiene", "p202", "p203", "值周记录填错班级，应为二年级3班"),
    ("order", "p404", "p405", "认错班级，应为四年级5班"),
    ("exercises", "p503", "", "当天该班参加实践活动，没有做操"),
    ("order", "p302", "", "经核实是三年级1班的学生，两班一起下楼时记错"),
    ("safety", "p603", "", "窗户由后勤维修人员打开，不计"),
)
"""Which records turn out to be wrong: item, class, the class it should have been, why."""


def voids(records: Sequence[Record]) -> Iterator[Record]:
    """Void the first record of each kind that costs points, the next day, and write it down for the right class."""
    for item, code, right, reason in VOIDED:
        wrong = next(
            record
            for record in records
            if (record.item, record.school_class) == (item, code) and record.quantity and record.id
        )
        day = wrong.day + timedelta(days=1)
        yield Record(day, "", "", quantity=1, recorder="德育处", note=reason, voids=wrong.id)
        if right:
            yield replace(wrong, school_class=right, note="更正", id="")


def make_evidence(chance: random.Random, classes: Sequence[SchoolClass]) -> list[Record]:
    """Make the month, in the order in which things were written down."""
    records: list[Record] = []
    for each in classes:
        days = [day for day in SCHOOL_DAYS if day >= each.opened()]
        for day in days:
            records += daily_records(chance, each, day)
        for week in WEEKS:
            held = [day for day in week if day in days]
            records += weekly_records(chance, each, held) if held else []
        records += contact_records(chance, each, [day for day in MONTH[7:] if day >= each.opened()])
        records += monthly_records(chance, each)
    records += prizes(chance, classes)
    records += banners(classes, records)
    records += special_records()
    records = _numbered(sorted(records, key=lambda record: record.day), 1)
    return records + _numbered(list(voids(records)), len(records) + 1)


def _numbered(records: Sequence[Record], first: int) -> list[Record]:
    return [replace(record, id=f"2610-{number:04d}") for number, record in enumerate(records, first)]


def evidence_row(record: Record) -> dict[str, str]:
    """Write a record as cells."""
    return {
        "id": record.id,
        "class": record.school_class,
        "item": record.item,
        "event": record.event,
        "level": record.level,
        "project": record.project,
        "date": record.day.isoformat(),
        "quantity": "" if record.voids else str(record.quantity),
        "value": record.value,
        "recorder": record.recorder,
        "note": record.note,
        "voids": record.voids,
    }


def write_csv(
    path: Path, rows: Iterable[dict[str, str]], header: Iterable[str], encoding: str = "utf-8"
) -> None:
    """Write a CSV file with the header given for the keys of the rows, in their order."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(row.values() for row in rows)


def write_xlsx(path: Path, rows: Iterable[dict[str, str]], names: dict[str, str]) -> None:
    """Write the evidence as an office would keep it: names instead of codes, real dates and numbers."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": datetime(2026, 10, 31)})  # noqa: DTZ001 - no clock: the same file each time
    day_format = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("考核记录")
    sheet.write_row(0, 0, EVIDENCE_HEADER.values(), book.add_format({"bold": True}))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(EVIDENCE_HEADER) - 1, 12)
    for number, row in enumerate(rows, 1):
        for column, (key, text) in enumerate(row.items()):
            if key == "date":
                sheet.write_datetime(number, column, datetime.fromisoformat(text), day_format)
            elif key == "event":
                sheet.write(number, column, names.get(f"{row['item']}/{text}", text))
            elif key in {"quantity", "value"} and text:
                sheet.write_number(number, column, float(text))
            else:
                sheet.write(number, column, names.get(text, text) if key in {"class", "item"} else text)
    book.close()


def names_of(classes: Sequence[SchoolClass]) -> dict[str, str]:
    """Map class codes, item codes and `item/event` to the names that people use."""
    names = {each.code: each.name for each in classes}
    for heading in headings_of(load_scheme(SCHEME).scheme):
        names[heading.code] = heading.name
        names |= {
            f"{heading.code}/{entry.event}": entry.event_name for entry in heading.entries if entry.event
        }
    return names


def calendar_text() -> str:
    """Write the calendar file."""
    days_off = ", ".join(day.isoformat() for day in DAYS_OFF)
    return (
        "# 2026 年国庆假期：10 月 1—7 日放假，10 月 10 日（周六）上课。\n"
        "terms: [{code: 2026-2027-1, first: 2026-09-01, last: 2027-01-22}]\n"
        f"days_off: [{days_off}]\n"
        f"working_days: [{SWAPPED.isoformat()}]\n"
    )


def make(chance: random.Random, data: Path, office: Path) -> None:
    """Write the school.

    Args:
        chance: where all that is left to chance comes from.
        data: folder of the files that `banheng example` reads.
        office: folder of the same roster and evidence as a school office would keep them.
    """
    classes = make_classes(chance)
    roster = list(roster_rows(classes))
    evidence = [evidence_row(record) for record in make_evidence(chance, classes)]
    data.mkdir(parents=True, exist_ok=True)
    office.mkdir(parents=True, exist_ok=True)
    (data / "calendar.yaml").write_text(calendar_text(), encoding="utf-8")
    write_csv(data / "roster.csv", roster, ROSTER_HEADER)
    write_csv(data / "evidence.csv", evidence, EVIDENCE_HEADER)
    write_csv(office / "班主任名册.csv", roster, ROSTER_HEADER.values(), encoding="gbk")
    write_xlsx(office / "考核记录.xlsx", evidence, names_of(classes))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=20261)
    chance = random.Random(parser.parse_args().seed)  # noqa: S311 - an example, not a secret
    make(chance, PACKAGE / "example" / "data", HERE / "primary-school")
