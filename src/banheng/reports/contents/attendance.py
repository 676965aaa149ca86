"""What the roll calls of a class come to, as tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from banheng.reports.rendering.document import Table
from banheng.routines.work_form import work_forms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.duties.models import WorkRecord
    from banheng.spreadsheets.result_report import Cell

ATTENDANCE = "attendance"
"""The form of a roll call."""


class Attendance:
    """What the roll calls of a class say; who was present is not kept, and so not counted."""

    def __init__(self, calls: Sequence[WorkRecord]) -> None:
        field = work_forms()[ATTENDANCE].field("marks")
        self.marks = field.options[1:] if field else ()
        self.calls = calls

    def by_month(self) -> Table:
        """Count the roll calls of each month and their marks."""
        months: dict[date, list[WorkRecord]] = defaultdict(list)
        for call in self.calls:
            months[call.day.replace(day=1)].append(call)
        rows: list[list[Cell]] = []
        for month, calls in sorted(months.items()):
            counts = Counter(mark for call in calls for mark in call.content.get("marks", {}).values())
            name = date_format(month, pgettext("格式", "Y年n月"))
            rows.append([name, len(calls), *(counts[mark] for mark in self.marks)])
        return Table([gettext("月份"), gettext("点名次数"), *self.marks], rows)

    def table_of(self, pupil: str) -> Table | None:
        """Count how often and on how many days a pupil had each mark; None if nobody called the roll."""
        if not self.calls:
            return None
        days: dict[str, list[date]] = defaultdict(list)
        for call in self.calls:
            days[call.content.get("marks", {}).get(pupil, "")].append(call.day)
        rows: list[list[Cell]] = [
            [gettext("次数"), *(len(days[mark]) for mark in self.marks)],
            [gettext("天数"), *(len(set(days[mark])) for mark in self.marks)],
        ]
        return Table([gettext("出勤"), *self.marks], rows)
