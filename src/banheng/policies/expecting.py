"""Whether a scheme gives what a school expects of it: a few records of one class, and the total they come to.

Pure: the same scheme and records give the same total on every day and in every school. The class has 40
pupils and its homeroom teacher all the time; the period begins on a Monday of June 2026, or is the first
term of 2026-2027, so that weeks and days fall the same way each time.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from banheng.core.calendar import SchoolCalendar
from banheng.core.errors import BanhengError
from banheng.core.periods import PeriodKind, parse_period
from banheng.core.wording import Wording
from banheng.scoring.evidence import EVIDENCE_SCHEMA
from banheng.scoring.explanation import explain
from banheng.scoring.roster import Posting
from banheng.scoring.run import Engine, score
from banheng.spreadsheets.dictionary import headings_of
from banheng.spreadsheets.records import NO_EVENTS, Records, Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.core.periods import Period
    from banheng.core.wording import Language
    from banheng.schemes.loading import SchemeFile
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.explanation import Explanation
    from banheng.spreadsheets.records import Record

MOST_RECORDS = 200
MOST_WORDS = 3
"""Item, event and level."""
PUPILS = 40
SCHOOL_CLASS, TEACHER = "1", "1"
CLASS_NAME = Wording("示例班", "Sample class")
PERIODS = {
    PeriodKind.DAY: "2026-06-01",
    PeriodKind.WEEK: "2026-W23",
    PeriodKind.MONTH: "2026-06",
    PeriodKind.TERM: "2026-2027-1",
    PeriodKind.HALF_YEAR: "2026-H1",
    PeriodKind.YEAR: "2026-2027",
}
_DAY = re.compile(r"第(\d{1,3})天|day (\d{1,3})", re.IGNORECASE)
_PROJECT = re.compile(r"(?:项目|project)[:：](.+)", re.IGNORECASE)
_NUMBER = re.compile(r"[+\-−]?\d+(?:\.\d+)?")

AT_LINE = Wording("第 {line} 行：{reason}", "line {line}: {reason}")
TOO_MANY = Wording("最多写 {most} 条记录。", "no more than {most} records.")
NO_PLACE = Wording("这里多写了“{extra}”，没有地方用。", "'{extra}' is too much, nothing looks at it.")
TOO_LATE = Wording("这个周期没有第 {day} 天。", "the period has no day {day}.")
BLANKS = Wording(
    "方案还有 {number} 处待填，填好才能算。",
    "{number} figures of the scheme are still open; fill them in first.",
)


class Expected(NamedTuple):
    """What is expected: the records, one a line, and the total in units."""

    name: str
    records: str
    total: int


class Outcome(NamedTuple):
    """What came out.

    Attributes:
        total: in units; None if it cannot be computed, and `faults` say why.
    """

    expected: Expected
    total: int | None
    faults: tuple[str, ...] = ()
    explanation: Explanation | None = None

    @property
    def passed(self) -> bool:
        """Tell whether the scheme gives what was expected."""
        return self.total == self.expected.total


def compare_with_expected(
    file: SchemeFile, expected: Sequence[Expected], language: Language
) -> list[Outcome]:
    """Score the records of each expectation by itself; what cannot be read is told, never left out."""
    if blanks := len(file.blanks()):
        return [Outcome(each, None, (BLANKS.say(language, number=blanks),)) for each in expected]
    return [_outcome(file, each, language) for each in expected]


def _outcome(file: SchemeFile, expected: Expected, language: Language) -> Outcome:
    scheme = file.scheme
    period = parse_period(PERIODS[scheme.period])
    evidence, faults = read_lines(scheme, expected.records, period, language)
    if faults:
        return Outcome(expected, None, tuple(faults))
    stage = str(scheme.stages[0]) if scheme.stages else ""
    posting = Posting(SCHOOL_CLASS, TEACHER, CLASS_NAME.say(language), stage=stage, pupils=PUPILS)
    try:
        sheet = score(scheme, evidence, [posting], period, SchoolCalendar(), Engine.REFERENCE)
        (result,) = sheet.results
        explanation = explain(sheet, file, evidence, result.subject.key)
    except BanhengError as error:
        return Outcome(expected, None, (str(error),))
    return Outcome(expected, result.total, (), explanation)


def read_lines(
    scheme: Scheme, text: str, period: Period, language: Language
) -> tuple[pl.DataFrame, list[str]]:
    """Read records: item, event, level and figure, with commas between; `第3天` and `项目：书法` where needed.

    Names are those of the scheme, or its codes. The figure is the value where the scheme asks for one (a second
    one is then the quantity), else the quantity, 1 unless given. Gives the records and what is wrong with them.
    """
    known = Records(scheme)
    first = period.whole_weeks(scheme.weeks).first
    rows: list[dict[str, object]] = []
    faults: list[str] = []
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_RECORDS:
        return pl.DataFrame(schema=EVIDENCE_SCHEMA), [TOO_MANY.say(language, most=MOST_RECORDS)]
    for number, line in lines:
        words, figures, day, project = _parts(line)
        record = _read(known, words, figures, has_project=bool(project))
        said = [fault.finding("").say(language).removeprefix(":").strip() for fault in record.faults]
        if extra := [*words[MOST_WORDS:], *figures[2:], *(figures[:2][-1:] if record.is_idle_value else ())]:
            said.append(NO_PLACE.say(language, extra="、".join(extra)))
        on = first + timedelta(days=day - 1)
        if on > period.last or day < 1:
            said.append(TOO_LATE.say(language, day=day))
        faults += [AT_LINE.say(language, line=number, reason=reason) for reason in said]
        rows.append(
            {name: "" for name, kind in EVIDENCE_SCHEMA.items() if kind == pl.String}
            | {
                "id": str(number),
                "school_class": SCHOOL_CLASS,
                "item": record.item,
                "event": record.event,
                "level": record.level,
                "project": project,
                "day": on,
                "quantity": record.quantity,
                "value": record.value,
                "row": number,
            }
        )
    return pl.DataFrame([] if faults else rows, schema=EVIDENCE_SCHEMA), faults


def _parts(line: str) -> tuple[list[str], list[str], int, str]:
    """Part a line into words, figures, day and project."""
    words: list[str] = []
    figures: list[str] = []
    day, project = 1, ""
    for part in filter(None, (part.strip() for part in re.split(r"[,，\t]", line))):
        if found := _DAY.fullmatch(part):
            day = int(found[1] or found[2])
        elif found := _PROJECT.fullmatch(part):
            project = found[1].strip()
        elif words and _NUMBER.fullmatch(part):
            figures.append(part.replace("−", "-"))
        else:
            words.append(part)
    return words, figures, day, project


def _read(known: Records, words: list[str], figures: list[str], *, has_project: bool) -> Record:
    """Read a line in the way that the scheme understands, or understands best: the rest is what is wrong with it."""
    readings = [known.read(said) for said in _ways(words, figures, has_project=has_project)]
    return min(readings, key=_how_bad)


def _how_bad(reading: Record) -> tuple[bool, int]:
    """Rank readings: a word that has no place at all is worse than one that is wrong in its place."""
    no_place = any(fault.check is NO_EVENTS for fault in reading.faults)
    return no_place, len(reading.faults) + reading.is_idle_value


def _ways(words: list[str], figures: list[str], *, has_project: bool) -> Iterator[Said]:
    item, one, two = [*words, "", "", ""][:MOST_WORDS]
    first, second = [*figures, "", ""][:2]
    for quantity, value in ((first, second), (second, first)):
        for event, level in ((one, two), ("", one)) if not two else ((one, two),):
            yield Said(
                item,
                event,
                level,
                quantity,
                value,
                has_project=has_project,
                has_recorder=True,
                has_note=True,
                is_void=False,
            )


def example_of(scheme: Scheme) -> str:
    """Write one line as an example, with the first event that takes a quantity."""
    for heading in headings_of(scheme):
        for entry in heading.entries:
            if not entry.needs_value and not entry.needs_project:
                words = [heading.name, entry.event_name, entry.level_name]
                return "，".join([*filter(None, words), "2"])
    return ""
