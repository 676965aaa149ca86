"""What every form of a result shows: league table, pay sheet, names and marks."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from banheng.core.money import format_yuan
from banheng.core.points import format_units
from banheng.core.wording import Language, Wording
from banheng.rules.rule import Within
from banheng.schemes.allowances import Prorate
from banheng.scoring.concluding import CONCLUDING_WORDINGS
from banheng.scoring.roster import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.findings import Finding
    from banheng.schemes.rating import Veto
    from banheng.schemes.scheme import LongerPeriod, Scheme
    from banheng.scoring.explanation import Explanation
    from banheng.scoring.outcome import PartScore, ScoreSheet, SubjectResult
    from banheng.scoring.subjects import Subject

Cell = str | int | Decimal
"""Text, a whole number, or an exact figure with the decimals it is shown with."""

NOT_APPLICABLE = "—"

HEADERS = {
    "rank": Wording("名次", "Rank"),
    "class": Wording("班级", "Class"),
    "teacher": Wording("班主任", "Teacher"),
    "total": Wording("总分", "Total"),
    "rating": Wording("等次", "Rating"),
    "marks": Wording("备注", "Remarks"),
    "pay": Wording("津贴（元）", "Pay (yuan)"),
    "days": Wording("任职天数", "Days in post"),
    "school_days": Wording("任职教学日", "School days in post"),
    "pay_total": Wording("实发（元）", "Paid (yuan)"),
    "signature": Wording("签字", "Signature"),
    "sum": Wording("合计", "Sum"),
}
MARKS = {
    "last_place": Wording("末位（仅提示）", "last place (information only)"),
    "honours_barred": Wording("取消评优资格", "barred from honours"),
    "not_eligible": Wording("任职天数不足，不排名", "too few days in post, not ranked"),
    "not_applicable": Wording("没有适用的考核项", "no item applies"),
    "assistant": Wording("随本班班主任的结果", "with the result of the homeroom teacher"),
}
ADJUSTMENTS = {
    "decision": Wording("研究决定", "Decision"),
    "floor": Wording("补足最低额", "Up to the minimum"),
    "rounding": Wording("取整", "Rounding"),
}
CLASS_LINE = Wording("{name}（班级成绩）", "{name} (class result)")
CLASS_LINES = Wording("班级成绩（期内换过班主任，不排名）", "Classes with several teachers (not ranked)")
WHOLE_SCHOOL = Wording("全校", "Whole school")
BETWEEN_MARKS = Wording("；", "; ")
WITH_CODE = Wording("{name}（{code}）", "{name} ({code})")
ROLE_MARKS = {
    Role.HOMEROOM_TEACHER: Wording("", ""),
    Role.SUBSTITUTE: Wording("（代理）", " (substitute)"),
    Role.ASSISTANT_HOMEROOM_TEACHER: Wording("（副班主任）", " (assistant)"),
}


@dataclass(frozen=True)
class Table:
    """A table with one header row."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    keys: Sequence[str] = ()
    """The subject of each row, if each is about one."""


@dataclass(frozen=True)
class Report:
    """A score sheet and where it came from.

    Attributes:
        records: how many effective and void records were read.
        bad_rows: how many rows of the evidence were left out.
        findings: what was remarked about the evidence.
        explanations: by subject's key; empty if the engine gave no reasons.
        calendar: tells school days; without it the pay sheet shows calendar days.
    """

    sheet: ScoreSheet
    fingerprint: str
    records: int = 0
    bad_rows: int = 0
    findings: Sequence[Finding] = ()
    explanations: Mapping[str, Explanation] = field(default_factory=dict)
    calendar: SchoolCalendar | None = None

    @property
    def scheme(self) -> Scheme:
        """The scheme that was applied."""
        return self.sheet.scheme

    @cached_property
    def ends(self) -> Scheme | LongerPeriod:
        """What says how totals of this period are ranked, rated and paid."""
        longer = {longer.to: longer for longer in self.scheme.longer_periods}
        kind = self.sheet.period.kind
        return self.scheme if kind is self.scheme.period else longer[kind]

    def groups(self, language: Language) -> list[tuple[str, list[SubjectResult]]]:
        """Give the groups inside which ranks are given, best first; lines of classes stand last.

        Assistants stand on the pay sheet only.
        """
        ranking = self.ends.ranking
        within = ranking.within if ranking else Within.SCHOOL
        groups: dict[tuple[bool, str], list[SubjectResult]] = defaultdict(list)
        for result in (result for result in self.sheet.results if not result.subject.is_assistant):
            groups[result.subject.is_class_line, result.subject.groups[within]].append(result)
        several = len({result.subject.posting.school for result in self.sheet.results}) > 1
        titled = []
        for (is_class_line, _), members in sorted(groups.items(), key=lambda group: group[0][0]):
            place = members[0].subject.posting
            named = {Within.GRADE: place.grade, Within.CLASS_TYPE: place.class_type}.get(within, "")
            title = " ".join(filter(None, [place.school if several else "", named]))
            if is_class_line:
                title = " ".join(filter(None, [title, CLASS_LINES.say(language)]))
            members.sort(key=lambda result: (result.rank is None, result.rank or 0))
            titled.append((title or WHOLE_SCHOOL.say(language), members))
        return titled

    def league(self, language: Language) -> list[Table]:
        """Give one league table for each group."""
        pieces = self._pieces
        shown = [] if pieces else list(self.scheme.indicators)
        named = [indicator.name for indicator in shown] or pieces
        header = [
            *(HEADERS[name].say(language) for name in ("rank", "class", "teacher")),
            *named,
            *(HEADERS[name].say(language) for name in ("total", "rating", "marks")),
            *([HEADERS["pay"].say(language)] if self.pays else []),
        ]
        codes = [indicator.code for indicator in shown]
        return [
            Table(
                title,
                header,
                [self._league_row(result, codes, language) for result in members],
                [result.subject.key for result in members],
            )
            for title, members in self.groups(language)
        ]

    def _league_row(self, result: SubjectResult, codes: Sequence[str], language: Language) -> list[Cell]:
        totals = dict(result.pieces)
        figures: list[Cell] = [points_cell(result.indicators[code]) for code in codes]
        figures += [
            Decimal(format_units(totals[piece])) if piece in totals else NOT_APPLICABLE
            for piece in self._pieces
        ]
        pay: list[Cell] = [NOT_APPLICABLE if result.subject.is_class_line else yuan(result.pay)]
        return [
            result.rank or NOT_APPLICABLE,
            line_name(result.subject, language),
            self.teacher(result.subject, language),
            *figures,
            self.total(result),
            self.rating_name(result) or NOT_APPLICABLE,
            BETWEEN_MARKS.say(language).join(self.marks(result, language)),
            *(pay if self.pays else []),
        ]

    def pay_sheet(self, language: Language) -> Table:
        """Give the pay sheet: a column for each line of pay, in the order of the roster."""
        payees = [result for result in self.sheet.results if not result.subject.is_class_line]
        codes = self.pay_codes
        header = [
            *(HEADERS[name].say(language) for name in ("class", "teacher")),
            HEADERS["days" if self._days_that_pay is None else "school_days"].say(language),
            *(self.pay_name(code, language) for code in codes),
            HEADERS["pay_total"].say(language),
        ]
        rows: list[list[Cell]] = []
        for result in payees:
            lines = self.pay_by_code(result)
            rows.append(
                [
                    class_name(result.subject),
                    self.teacher(result.subject, language),
                    self._days_in_post(result.subject),
                    *(yuan(lines[code]) if code in lines else "" for code in codes),
                    yuan(result.pay),
                ]
            )
        return Table(self.scheme.title, header, rows)

    def _days_in_post(self, subject: Subject) -> str:
        """Set the days in post against those of the period, as pay is pro-rated."""
        if (school_days := self._days_that_pay) is not None:
            return f"{len(school_days.intersection(subject.days))}/{len(school_days)}"
        return f"{len(subject.days)}/{len(self.sheet.period.days())}"

    @cached_property
    def _days_that_pay(self) -> frozenset[date] | None:
        """Give the school days of the period, if pay is pro-rated by them."""
        if self.calendar is None or self.ends.pay.prorate is not Prorate.SCHOOL_DAYS:
            return None
        period = self.sheet.period
        return frozenset(self.calendar.school_days(period.first, period.last))

    @cached_property
    def pays(self) -> bool:
        """Tell whether the scheme pays anything."""
        return bool(self.ends.allowances)

    @cached_property
    def pay_codes(self) -> list[str]:
        """List the codes of pay lines that somebody has: as in the scheme, then adjustments."""
        used = {line.code for result in self.sheet.results for line in result.pay_lines}
        ordered = [allowance.code for allowance in self.ends.allowances]
        ordered += [f"veto:{veto.code}" for veto in self.scheme.vetoes] + list(ADJUSTMENTS)
        return [code for code in ordered if code in used]

    def pay_by_code(self, result: SubjectResult) -> dict[str, int]:
        """Sum up the lines of a pay by code, in fen."""
        sums: dict[str, int] = defaultdict(int)
        for line in result.pay_lines:
            sums[line.code] += line.fen
        return dict(sums)

    def pay_name(self, code: str, language: Language) -> str:
        """Name a line of pay."""
        names = {allowance.code: allowance.name for allowance in self.ends.allowances}
        vetoes = {f"veto:{veto.code}": veto_text(veto, language) for veto in self.scheme.vetoes}
        adjustments = {name: wording.say(language) for name, wording in ADJUSTMENTS.items()}
        return (names | vetoes | adjustments).get(code, code)

    def paid_total(self) -> int:
        """Sum up the whole pay sheet, in fen."""
        return sum(result.pay for result in self.sheet.results)

    def total(self, result: SubjectResult) -> Cell:
        """Give the total with the decimals of the scheme."""
        if "not_applicable" in result.flags:
            return NOT_APPLICABLE
        return Decimal(format_units(result.total, places=self.scheme.rounding.places))

    def rating_name(self, result: SubjectResult) -> str:
        """Name the rating; empty if there is none."""
        names = {rating.code: rating.name for rating in self.ends.ratings}
        return names.get(result.rating, result.rating)

    def marks(self, result: SubjectResult, language: Language) -> list[str]:
        """List what is worth a mark beside the result."""
        vetoes = {veto.code: veto_text(veto, language) for veto in self.scheme.vetoes}
        marks = [vetoes[code] for code in result.vetoes]
        return marks + [MARKS[flag].say(language) for flag in result.flags]

    def teacher(self, subject: Subject, language: Language) -> str:
        """Name the teacher; the code stands beside a name that several have."""
        if subject.is_class_line:
            return ""
        name, code = subject.posting.teacher_name, subject.posting.teacher
        shown = WITH_CODE.say(language, name=name, code=code) if self._names_used[name] > 1 else name or code
        return shown + ROLE_MARKS[subject.posting.role].say(language)

    @cached_property
    def _names_used(self) -> Counter[str]:
        postings = (result.subject.posting for result in self.sheet.results)
        return Counter(name for name, _ in {(each.teacher_name, each.teacher) for each in postings} if name)

    @cached_property
    def _pieces(self) -> list[str]:
        return sorted({code for result in self.sheet.results for code, _ in result.pieces})


def veto_text(veto: Veto, language: Language) -> str:
    """Name a veto by its effect: one that only lowers the result is no 一票否决."""
    what = "limited" if veto.effect.only_limits else "veto"
    return CONCLUDING_WORDINGS[what].say(language, name=veto.name)


def points_cell(part: PartScore) -> Cell:
    """Give the points of a part, or the mark of one that does not apply."""
    return Decimal(format_units(part.points)) if part.applies else NOT_APPLICABLE


def yuan(fen: int) -> Decimal:
    """Give an amount in yuan with two decimals."""
    return Decimal(format_yuan(fen))


def class_name(subject: Subject) -> str:
    """Name the class; its code if it has no name."""
    return subject.posting.class_name or subject.posting.school_class


def line_name(subject: Subject, language: Language) -> str:
    """Name the class, and say so if the line is of the class and not of a teacher."""
    name = class_name(subject)
    return CLASS_LINE.say(language, name=name) if subject.is_class_line else name
