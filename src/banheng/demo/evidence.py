"""What was recorded in the demo school: drawn by chance, class by class and day by day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.utils import timezone
from uuid_utils.compat import uuid7

from banheng.ledger.desk import Entry
from banheng.ledger.models import Record
from banheng.ledger.recording import record
from banheng.schools.calendars import school_calendar
from banheng.schools.classes import classes_on

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from datetime import date

    from banheng.accounts.models import User
    from banheng.schools.models import School, Term


class Fault(NamedTuple):
    """What inspectors find: how often a day in the worst class, how many at once, what they note."""

    item: str
    event: str
    chance: float
    most: int
    notes: tuple[str, ...]


FAULTS = (
    Fault("hygiene", "untidy", 0.4, 2, ("讲台粉笔未收", "后排课桌没有对齐", "书包柜杂乱", "")),
    Fault("hygiene", "bin_full", 0.25, 1, ("第二节课后仍未倒", "")),
    Fault("hygiene", "absent_duty", 0.1, 1, ("清洁区无人打扫", "")),
    Fault("exercises", "late_line", 0.25, 1, ("下楼慢", "最后一个到场", "")),
    Fault("exercises", "careless", 0.4, 3, ("后两排", "动作不到位", "")),
    Fault("exercises", "eye_careless", 0.3, 2, ("有人看书", "睁眼", "")),
    Fault("order", "chasing", 0.35, 2, ("走廊奔跑", "楼梯口追逐", "")),
    Fault("order", "noise", 0.3, 1, ("预备铃后仍吵闹", "")),
    Fault("safety", "unlocked", 0.14, 2, ("后窗未关", "前门未锁")),
    Fault("safety", "no_escort", 0.1, 1, ("队伍到校门口无人带",)),
    Fault("presence", "late", 0.08, 1, ("晨检未到", "")),
)
PRAISE = ("主动帮一年级打扫连廊", "课间操整齐，全校示范", "礼让楼梯，秩序很好")
PRIZES = ("校级", "校级", "区县级")


@dataclass(frozen=True, slots=True)
class Seen:
    """A record before it has an id."""

    day: date
    school_class: str
    item: str
    event: str = ""
    level: str = ""
    project: str = ""
    quantity: str = ""
    value: str = ""
    note: str = ""


def make_evidence(
    school: School, term: Term, now: datetime, chance: random.Random, *, inspectors: list[User], office: User
) -> int:
    """Append the records of all school days of the term up to now; gives their number."""
    calendar = school_calendar(school)
    today = timezone.localdate(now)
    days = calendar.school_days(term.first, today)
    classes = [year.school_class.code for year in classes_on(school, today)]
    diligence = {code: 0.35 + 0.63 * chance.betavariate(4, 1.8) for code in classes}
    by_day: defaultdict[date, list[Seen]] = defaultdict(list)
    # each day every inspector has a quarter of the classes, another one than the day before
    turn = {
        (day, code): (number + place * len(inspectors) // len(classes)) % len(inspectors)
        for number, day in enumerate(days)
        for place, code in enumerate(classes)
    }
    for number, day in enumerate(days):
        for code in classes:
            # classes drift a little over the term, so that trends have a shape
            slack = min(1.0, max(0.02, 1 - diligence[code] + 0.12 * chance.uniform(-1, 1) - 0.001 * number))
            by_day[day] += _daily(
                chance, code, day, min(1.0, slack * SEVERITY[turn[day, code] % len(SEVERITY)])
            )
            is_last_of_week = day == days[-1] or days[number + 1].isocalendar().week != day.isocalendar().week
            if is_last_of_week and day < today:
                by_day[day] += _weekly(chance, code, day, slack, days)
            is_last_of_month = day != days[-1] and days[number + 1].month != day.month
            if is_last_of_month:
                by_day[day] += _monthly(chance, code, day, slack)
    number = 0
    for day in days:
        at = min(now, timezone.make_aware(datetime.combine(day, time(16, 20))))
        sendings = [
            (
                Record.Source.INSPECTION,
                inspector,
                [
                    one
                    for one in by_day[day]
                    if one.item in INSPECTED and turn[day, one.school_class] == place
                ],
            )
            for place, inspector in enumerate(inspectors)
        ]
        sendings.append(
            (Record.Source.OFFICE, office, [one for one in by_day[day] if one.item not in INSPECTED])
        )
        for source, by, seen in sendings:
            entries = [_entry(one, at) for one in seen]
            refused = [o for o in record(school, entries, by=by, at=at, source=source) if o.refusal]
            if refused:
                raise ValueError(refused[0].refusal)
            number += len(entries)
    return number


SEVERITY = (1.0, 2.2, 0.6, 1.0)
"""How much more or less than others each inspector finds in the same class."""

INSPECTED = {"hygiene", "exercises", "order", "safety", Record.NEUTRAL}


def _entry(seen: Seen, at: datetime) -> Entry:
    return Entry(
        id=UUID(bytes=uuid7().bytes),
        day=seen.day,
        item=seen.item,
        school_class=seen.school_class,
        event=seen.event,
        level=seen.level,
        project=seen.project,
        quantity=seen.quantity,
        value=seen.value,
        note=seen.note,
        noted_at=at,
    )


def _daily(chance: random.Random, code: str, day: date, slack: float) -> Iterator[Seen]:
    """Give what the inspectors write down about one class; quantity 0 says looked and found nothing."""
    unswept = sum(chance.random() < 0.05 + 0.5 * slack for _ in range(2))
    note = chance.choice(["后排有纸屑", "讲台旁有粉笔灰", "走廊有水渍", ""]) if unswept else ""
    yield Seen(day, code, "hygiene", "unswept", quantity=str(unswept), note=note)
    for fault in FAULTS:
        if chance.random() < fault.chance * slack:
            quantity = str(chance.randint(1, fault.most))
            yield Seen(day, code, fault.item, fault.event, quantity=quantity, note=chance.choice(fault.notes))
    if chance.random() < 0.01:
        yield Seen(day, code, Record.NEUTRAL, note=chance.choice(PRAISE))


def _weekly(chance: random.Random, code: str, day: date, slack: float, days: list[date]) -> Iterator[Seen]:
    week = [one for one in days if one.isocalendar()[:2] == day.isocalendar()[:2]]
    rate = min(100.0, chance.gauss(99.4 - 3 * slack, 0.8))
    yield Seen(day, code, "attendance", value=f"{rate:.1f}")
    yield Seen(day, code, "class_meeting", level="完整详实" if chance.random() > 0.5 * slack else "不完整")
    signed = sum(chance.random() > 0.3 * slack for _ in week)
    yield Seen(day, code, "log", "due", quantity=str(len(week)))
    yield Seen(day, code, "log", "signed", quantity=str(signed))
    for event, often in (("visit", 0.35), ("talk", 0.5), ("phone", 0.8)):
        if chance.random() < often * (1.2 - slack):
            yield Seen(day, code, "contact", event, quantity=str(chance.randint(1, 2)))


def _monthly(chance: random.Random, code: str, day: date, slack: float) -> Iterator[Seen]:
    yield Seen(day, code, "board", level=chance.choices(["一等", "二等", "三等"], [1 - slack, 0.6, slack])[0])
    if chance.random() > 0.25 * slack:
        yield Seen(day - timedelta(days=3), code, "month_report")
    if chance.random() < 0.15:
        yield Seen(
            day,
            code,
            "prizes",
            "won",
            level=f"{chance.choice(PRIZES)}/{chance.choice(['一等奖', '二等奖', '三等奖'])}",
            project=chance.choice(["合唱比赛", "科技节", "跳绳比赛", "诵读比赛"]),
        )
