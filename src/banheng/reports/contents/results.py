"""The results of a period as a document reads them: from the form `banheng-score/1`, whoever wrote it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from banheng.assessment.amending import SETTLED
from banheng.assessment.computing import frozen, sheet_of
from banheng.assessment.freezing import standing
from banheng.assessment.live import inputs_of
from banheng.assessment.periods import find_period, period_of
from banheng.core.points import format_units, parse_units
from banheng.core.rounding import divide, round_units
from banheng.ledger.language import request_language
from banheng.policies.in_force import scheme_of
from banheng.rules.rule import Within
from banheng.schools.calendars import current_term
from banheng.scoring.roster import Role
from banheng.spreadsheets.result_report import (
    BETWEEN_MARKS,
    CLASS_LINE,
    CLASS_LINES,
    MARKS,
    NOT_APPLICABLE,
    ROLE_MARKS,
    WHOLE_SCHOOL,
    WITH_CODE,
    veto_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from banheng.assessment.models import ScoreSheet
    from banheng.assessment.periods import ScoredPeriod
    from banheng.core.periods import Period
    from banheng.policies.models import SchemeVersion
    from banheng.schemes.scheme import LongerPeriod, Scheme
    from banheng.spreadsheets.result_report import Cell


@dataclass(frozen=True, slots=True)
class Line:
    """One subject of a result.

    Attributes:
        teacher: code; empty for the line of a class that several teachers had.
        total, items, indicators: in units; None where nothing applies.
        given: the subject as the form has it.
    """

    school_class: str
    class_name: str
    grade: str
    class_type: str
    teacher: str
    total: int | None
    items: Mapping[str, int | None]
    indicators: Mapping[str, int | None]
    given: Mapping[str, Any]

    @property
    def is_class_line(self) -> bool:
        """Tell whether it is of the class and not of a teacher."""
        return self.given["is_class_line"]

    @property
    def rank(self) -> int | None:
        """The place in the group; None if not ranked."""
        return self.given["rank"]


@dataclass(frozen=True)
class Results:
    """What a period came to.

    Attributes:
        sheet: where it is kept; None for results as the ledger stands now.
        edition: the number of the published edition; 0 if it is not published.
    """

    version: SchemeVersion
    period: Period
    data: Mapping[str, Any]
    sheet: ScoreSheet | None = None
    edition: int = 0

    @property
    def scheme(self) -> Scheme:
        """The scheme that was applied."""
        return scheme_of(self.version)

    @property
    def state(self) -> str:
        """How far the result is, in words."""
        return self.sheet.get_state_display() if self.sheet else gettext("未计算，按现有记录")

    @cached_property
    def ends(self) -> Scheme | LongerPeriod:
        """What says how totals of this period are ranked and rated."""
        longer = {longer.to: longer for longer in self.scheme.longer_periods}
        return self.scheme if self.period.kind is self.scheme.period else longer[self.period.kind]

    @cached_property
    def lines(self) -> list[Line]:
        """The subjects, without assistants, whose results are those of their class."""
        types = {row["school_class"]: row["class_type"] for row in self.data["inputs"]["roster"]}
        assistant = Role.ASSISTANT_HOMEROOM_TEACHER.value
        return [
            _line(given, types.get(given["class"], ""))
            for given in self.data["results"]
            if given["role"] != assistant
        ]

    @property
    def people(self) -> list[Line]:
        """The subjects who answer for themselves: without the lines of classes that several teachers had."""
        return [line for line in self.lines if not line.is_class_line]

    @cached_property
    def groups(self) -> list[tuple[str, list[Line]]]:
        """The groups inside which ranks are given, best first; lines of classes stand last."""
        ranking = self.ends.ranking
        within = ranking.within if ranking else Within.SCHOOL
        groups: dict[tuple[bool, str], list[Line]] = defaultdict(list)
        for line in self.lines:
            name = {Within.GRADE: line.grade, Within.CLASS_TYPE: line.class_type}.get(within, "")
            groups[line.is_class_line, name].append(line)
        language = request_language()
        titled = []
        for (is_class_line, name), members in sorted(groups.items(), key=lambda group: group[0][0]):
            members.sort(key=lambda line: (line.rank is None, line.rank or 0))
            suffix = CLASS_LINES.say(language) if is_class_line else ""
            titled.append((" ".join(filter(None, [name, suffix])) or WHOLE_SCHOOL.say(language), members))
        return titled

    def class_name(self, line: Line) -> str:
        """Name the class, and say so if the line is of the class."""
        return (
            CLASS_LINE.say(request_language(), name=line.class_name)
            if line.is_class_line
            else line.class_name
        )

    def teacher_name(self, line: Line) -> str:
        """Name the teacher; the code stands beside a name that several have."""
        if line.is_class_line:
            return ""
        language, name = request_language(), line.given["teacher_name"]
        shown = WITH_CODE.say(language, name=name, code=line.teacher) if self._names[name] > 1 else name
        return (shown or line.teacher) + ROLE_MARKS[Role(line.given["role"])].say(language)

    def figure(self, units: int | None) -> Cell:
        """Give points with the decimals of the scheme; a dash for none."""
        if units is None:
            return NOT_APPLICABLE
        rounding = self.scheme.rounding
        rounded = round_units(units, rounding.places, rounding.mode)
        return Decimal(format_units(rounded, places=rounding.places))

    def mean(self, figures: Iterable[int | None]) -> int | None:
        """Give the mean of what applies, rounded as the scheme rounds."""
        known = [units for units in figures if units is not None]
        rounding = self.scheme.rounding
        return round_units(divide(sum(known), len(known)), rounding.places, rounding.mode) if known else None

    @property
    def rating_counts(self) -> dict[str, int]:
        """Count how many hold each rating, in the order of the scheme; empty if nobody is rated."""
        counts = Counter(line.given["rating_name"] for line in self.people)
        return (
            {rating.name: counts[rating.name] for rating in self.ends.ratings}
            if counts.total() > counts[""]
            else {}
        )

    def marks(self, line: Line) -> str:
        """Say what is worth a remark beside the result: only what the scheme itself names."""
        language = request_language()
        vetoes = {veto.code: veto_text(veto, language) for veto in self.scheme.vetoes}
        marks = [vetoes[code] for code in line.given["vetoes"]]
        marks += [MARKS[flag].say(language) for flag in line.given["flags"]]
        return BETWEEN_MARKS.say(language).join(marks)

    @cached_property
    def _names(self) -> Counter[str]:
        people = {(given["teacher_name"], given["teacher"]) for given in self.data["results"]}
        return Counter(name for name, _ in people if name)


def results_of(scored: ScoredPeriod) -> Results:
    """Give what stands for a period: the published edition, else the computed sheet, else what the ledger says.

    Raises:
        MalformedPeriod, InputRefused, LimitExceeded: as `score`.
    """
    sheet = sheet_of(scored)
    if sheet is None:
        return Results(scored.version, scored.period, frozen(scored, inputs_of(scored)))
    edition = standing(sheet) if sheet.state in SETTLED else None
    if edition is None:
        return Results(sheet.version, scored.period, sheet.results, sheet)
    return Results(edition.version, scored.period, edition.results, sheet, edition.number)


def results_before(scored: ScoredPeriod) -> Results | None:
    """Give what stands for the period before, in the same term; None if there is none.

    Raises:
        MalformedPeriod, InputRefused, LimitExceeded: as `score`.
    """
    school, day = scored.version.school, scored.period.first - timedelta(days=1)
    term = current_term(school, scored.period.last)
    if term is None or day < term.first:
        return None
    before = period_of(school, scored.period.kind, day)
    found = find_period(school, scored.version.code, before.code, day) if before else None
    return results_of(found) if found else None


def items_in_order(scheme: Scheme) -> list[tuple[str, str, int | None]]:
    """List the items of a scheme: code, name and full points."""
    return [(item.code, item.name, item.full_points) for item in scheme.items()]


def _line(given: Mapping[str, Any], class_type: str) -> Line:
    return Line(
        school_class=given["class"],
        class_name=given["class_name"] or given["class"],
        grade=given["grade"],
        class_type=class_type,
        teacher=given["teacher"],
        total=parse_units(given["total"]) if given["applies"] else None,
        items=_points(given["items"]),
        indicators=_points(given["indicators"]),
        given=given,
    )


def _points(parts: Mapping[str, Any]) -> dict[str, int | None]:
    return {code: parse_units(part["points"]) if part["applies"] else None for code, part in parts.items()}
