"""The handbook of a class for a term, made of its work records.

Of restricted records only figures stand here: what is sealed is neither loaded nor opened.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext, pgettext

from banheng.duties.models import WorkRecord
from banheng.duties.work.keeping import names_of_pupils
from banheng.duties.work.pupils import current_records
from banheng.duties.work.showing import shown, title_of
from banheng.honours.models import Honour
from banheng.ledger.language import request_language
from banheng.reports.contents.attendance import ATTENDANCE, Attendance
from banheng.reports.contents.term_results import term_name
from banheng.reports.rendering.document import (
    Align,
    Block,
    Document,
    Heading,
    Paragraph,
    Signatures,
    Table,
)
from banheng.routines.work_form import FieldKind, work_forms
from banheng.schools.models import Posting, Pupil
from banheng.schools.saying_dates import short_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from banheng.duties.work.showing import Shown
    from banheng.routines.work_form import WorkForm
    from banheng.schools.models import ClassYear, SchoolClass, Term
    from banheng.spreadsheets.result_report import Cell

COMMENT = "conduct_comment"
IN_FULL = (
    "class_posts",
    "seating",
    "class_rules",
    "work_plan",
    "study_ethos",
    "class_meeting",
    "committee_meeting",
    "theme_education",
    "activity",
    "guardian_meeting",
    "guardian_notice",
    "subject_meeting",
    "coordination",
    "homework_load",
    "safety_education",
    "safety_check",
    "drill",
    "problem",
    ATTENDANCE,
    "study_analysis",
    "property_check",
    "internship_education",
    "internship_contact",
    "internship_visit",
    "internship_summary",
    "hand_over",
)
AT_THE_END = ("month_summary", "term_summary", "self_evaluation", "evaluation_meeting")
ABOUT_PUPILS = ("pupil_talk", "tutoring", "pupil_file", "home_visit", "guardian_contact", COMMENT)
COUNTED = (
    "class_log",
    "daily_check",
    "morning_check",
    "pupil_leave",
    "absence",
    "praise",
    "pupil_case",
    "incident",
)
LATEST = frozenset({"class_posts", "seating", "class_rules"})
"""Forms of which the last record says how things are."""
OPTIONAL = frozenset(
    {
        "study_ethos",
        "committee_meeting",
        "theme_education",
        "guardian_notice",
        "coordination",
        "homework_load",
        "problem",
        "internship_education",
        "internship_contact",
        "internship_visit",
        "internship_summary",
        "hand_over",
        "tutoring",
        "self_evaluation",
        "evaluation_meeting",
    }
)
REQUIRED = tuple(form for form in (*IN_FULL, *ABOUT_PUPILS, *AT_THE_END) if form not in OPTIONAL)
"""Forms without which the handbook of a term is not complete."""
LONG = frozenset({FieldKind.TEXT, FieldKind.TEXTS, FieldKind.MARKS, FieldKind.SEATS})


@dataclass(frozen=True, slots=True)
class HandbookLine:
    """How complete the handbook of a class is.

    Attributes:
        missing: titles of the forms that have no record yet.
    """

    class_year: ClassYear
    missing: Sequence[str]

    @property
    def filled(self) -> int:
        """How many parts have records."""
        return self.of - len(self.missing)

    @property
    def of(self) -> int:
        """How many parts there are."""
        return len(REQUIRED)


def handbook(class_year: ClassYear, term: Term, until: date) -> Document:
    """Build the handbook from the records from the first day of the term on."""
    book = _Handbook(class_year, term, until)
    return Document(
        gettext("班主任工作手册"),
        list(book.blocks()),
        subtitle=name_of_class(class_year, term),
        language=request_language(),
    )


def completeness(class_years: Iterable[ClassYear], term: Term, until: date) -> list[HandbookLine]:
    """Tell for each class which parts of its handbook have no records."""
    class_years = list(class_years)
    there = set(
        WorkRecord.objects.current()
        .filter(
            school_class__in=[each.school_class_id for each in class_years],
            day__range=(term.first, until),
        )
        .order_by()
        .values_list("school_class", "form")
        .distinct()
    )
    return [
        HandbookLine(each, _titles(form for form in REQUIRED if (each.school_class_id, form) not in there))
        for each in class_years
    ]


class _Handbook:
    """The handbook while it is built."""

    def __init__(self, class_year: ClassYear, term: Term, until: date) -> None:
        self.class_year, self.term, self.until = class_year, term, until
        self.school_class = class_year.school_class
        self.names = names_of_pupils(self.school_class, until)
        self.postings = list(
            Posting.objects.filter(school_class=self.school_class, first__lte=until)
            .filter(Q(last=None) | Q(last__gte=term.first))
            .select_related("staff")
        )
        self.numbers: dict[str, tuple[int, int]] = {
            form: (number, closed)
            for form, number, closed in current_records(self.school_class, term.first, until)
            .order_by()
            .values("form")
            .annotate(number=Count("pk"), closed=Count("closed_at"))
            .values_list("form", "number", "closed")
        }
        self.records: dict[str, list[WorkRecord]] = defaultdict(list)
        for record in open_records(self.school_class, term, until, (*IN_FULL, *AT_THE_END)):
            self.records[record.form].append(record)

    def blocks(self) -> Iterator[Block]:
        yield from self._cover()
        yield from self._roster()
        yield from self._chapters(IN_FULL)
        yield from self._figures()
        yield from self._honours()
        yield from self._chapters(AT_THE_END)
        if missing := _titles(form for form in REQUIRED if form not in self.numbers):
            yield Heading(gettext("尚未填写"))
            yield Paragraph(gettext("、").join(missing))
        yield Signatures([gettext("班主任"), gettext("德育处"), gettext("校长")])

    def _cover(self) -> Iterator[Block]:
        for posting in self.postings:
            said = {
                "role": posting.get_role_display(),
                "name": posting.staff.name,
                "first": _full_day(posting.first),
                "last": _full_day(posting.last) if posting.last else "",
            }
            text = gettext("%(role)s：%(name)s（%(first)s至%(last)s）")
            yield Paragraph(
                (text if posting.last else gettext("%(role)s：%(name)s（%(first)s起）")) % said, Align.CENTRE
            )
        yield Paragraph(gettext("记录截至%(day)s") % {"day": _full_day(self.until)}, Align.CENTRE)

    def _roster(self) -> Iterator[Block]:
        pupils = Pupil.objects.filter(pk__in=self.names).values_list("code", "name", "boarder")
        yield Heading(gettext("学生名册"))
        yield Paragraph(gettext("全班 %(number)d 人。") % {"number": len(self.names)})
        if self.names:
            rows = [[code, name, gettext("是") if boarder else ""] for code, name, boarder in pupils]
            yield Table([gettext("学号"), gettext("姓名"), gettext("住宿")], rows)

    def _chapters(self, forms: Iterable[str]) -> Iterator[Block]:
        for form in forms:
            records = self.records[form][-1:] if form in LATEST else self.records[form]
            if not records:
                continue
            yield Heading(work_forms()[form].title)
            if form == ATTENDANCE:
                yield Attendance(records).by_month()
            else:
                yield from _chapter(work_forms()[form], records)

    def _figures(self) -> Iterator[Block]:
        """Count the records about single pupils; nothing of what they say is given."""
        about = [form for form in ABOUT_PUPILS if form in self.numbers]
        counted = [form for form in COUNTED if form in self.numbers]
        if not about and not counted:
            return
        yield Heading(gettext("工作统计"))
        if about:
            covered = self._covered(about)
            rows: list[list[Cell]] = [
                [work_forms()[form].title, self.numbers[form][0], covered.get(form, 0), len(self.names)]
                for form in about
            ]
            yield Table([gettext("记录"), gettext("次数"), gettext("覆盖学生"), gettext("全班学生")], rows)
        if counted:
            numbers = [(work_forms()[form].title, *self.numbers[form]) for form in counted]
            rows = [[title, number, closed, number - closed] for title, number, closed in numbers]
            yield Table([gettext("记录"), gettext("次数"), gettext("已了结"), gettext("未了结")], rows)
        yield Paragraph(gettext("涉及学生个人情况的记录，手册只列数字。"))

    def _covered(self, forms: Sequence[str]) -> Mapping[str, int]:
        records = current_records(self.school_class, self.term.first, self.until).filter(form__in=forms)
        return dict(
            records.filter(pupils__in=self.names)
            .order_by()
            .values("form")
            .annotate(number=Count("pupils", distinct=True))
            .values_list("form", "number")
        )

    def _honours(self) -> Iterator[Block]:
        staff = [posting.staff_id for posting in self.postings]
        honours = Honour.objects.filter(
            Q(school_class=self.school_class) | Q(school_class=None, staff__in=staff),
            state=Honour.State.AWARDED,
            revoked_at=None,
            decided_at__date__range=(self.term.first, self.until),
        )
        rows = [
            [short_day(localdate(each.decided_at)), each.name, each.whom, each.reason, each.number]
            for each in honours.select_related("staff").order_by("decided_at", "pk")
            if each.decided_at
        ]
        if rows:
            yield Heading(gettext("荣誉"))
            titles = [gettext("日期"), gettext("荣誉"), gettext("授予"), gettext("事由"), gettext("证书编号")]
            yield Table(titles, rows)


def open_records(
    school_class: SchoolClass, term: Term, until: date, forms: Iterable[str]
) -> Iterable[WorkRecord]:
    """List the records of some forms, oldest first, but none that is sealed."""
    records = current_records(school_class, term.first, until).filter(form__in=list(forms), sealed=None)
    return records.order_by("day", "at", "pk")


def _chapter(form: WorkForm, records: Sequence[WorkRecord]) -> Iterator[Block]:
    """Give what is short of all records as one table, then what is long of each."""
    said = [(record, {one.field.code: one for one in shown(record, record.content)}) for record in records]
    short = [field for field in form.fields if field.kind not in LONG]
    if short:
        state = [gettext("状态")] if form.steps else []
        rows: list[list[Cell]] = []
        for record, by_code in said:
            row = [_cell(by_code.get(field.code), record) for field in short]
            closed = [gettext("已了结") if record.closed_at else gettext("未了结")] if form.steps else []
            rows.append([short_day(record.day), *row, *closed])
        yield Table([gettext("日期"), *(field.name for field in short), *state], rows)
    for record, by_code in said:
        long = [one for one in by_code.values() if one.field.kind in LONG]
        if long and (len(said) > 1 or not short):
            yield Heading(f"{short_day(record.day)}　{title_of(record)}", 2)
        for one in long:
            yield from _in_full(one, record)


def _cell(one: Shown | None, record: WorkRecord) -> Cell:
    if one is None:
        return ""
    return int(record.content[one.field.code]) if one.field.kind is FieldKind.NUMBER else one.text


def _in_full(one: Shown, record: WorkRecord) -> Iterator[Block]:
    if one.field.kind is FieldKind.SEATS:
        yield _seats(one, record.content[one.field.code])
    elif one.lines:
        yield Table([gettext("学生"), one.field.name], one.lines)
    else:
        first, *others = one.text.splitlines()
        yield Paragraph(gettext("%(title)s：%(said)s") % {"title": one.field.name, "said": first})
        yield from (Paragraph(line) for line in others if line.strip())


def _seats(one: Shown, seats: Mapping[str, Sequence[int]]) -> Table:
    """Lay the class out as it sits, the row next to the teacher's desk first."""
    places = sorted((row, place) for row, place in seats.values())
    names = {seat: name for seat, (name, _) in zip(places, one.lines, strict=True)}
    across = range(1, max(place for _, place in places) + 1)
    rows = [
        [str(row), *(names.get((row, place), "") for place in across)] for row in range(1, places[-1][0] + 1)
    ]
    return Table([gettext("排"), *(str(place) for place in across)], rows, gettext("讲台"))


def name_of_class(class_year: ClassYear, term: Term) -> str:
    """Name school, class and term, as they stand under a title."""
    return f"{class_year.school_class.school.name}　{class_year.name}　{term_name(term)}"


def _titles(forms: Iterable[str]) -> list[str]:
    return [work_forms()[form].title for form in forms]


def _full_day(day: date) -> str:
    return date_format(day, pgettext("格式", "Y年n月j日"))
