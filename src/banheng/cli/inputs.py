"""The inputs that scoring commands share: how they are named on the command line, and how they are read."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from banheng.cli.command import argument, option
from banheng.cli.progress import rows_shown
from banheng.cli.refusing import MALFORMED_PERIOD, OTHER_PERIOD, UNKNOWN_SCHEME, refuse
from banheng.core.calendar import SchoolCalendar
from banheng.core.errors import MalformedPeriod
from banheng.core.periods import Period, PeriodKind, parse_period
from banheng.core.wording import Wording
from banheng.schemes.library import library_path, list_library
from banheng.schemes.loading import SchemeFile, load_scheme
from banheng.spreadsheets.calendar_file import read_calendar
from banheng.spreadsheets.evidence_file import read_evidence
from banheng.spreadsheets.roster_file import read_roster

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import polars as pl

    from banheng.core.findings import Finding
    from banheng.core.wording import Language
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.roster import Posting

PERIOD_NAMES = {
    PeriodKind.DAY: Wording("日", "day"),
    PeriodKind.WEEK: Wording("周", "week"),
    PeriodKind.MONTH: Wording("月", "month"),
    PeriodKind.TERM: Wording("学期", "term"),
    PeriodKind.HALF_YEAR: Wording("半年", "half year"),
    PeriodKind.YEAR: Wording("学年", "year"),
}

scheme_argument = argument(
    "scheme",
    "方案文件，或方案库里的代码",
    "a scheme file, or the code of a scheme of the library",
    metavar="SCHEME",
)


def input_options(function: Callable[..., int], *, files: bool = True) -> Callable[..., int]:
    """Add the options that name evidence, roster, period and calendar; without `files` the first two may be missing."""
    for each in reversed([*_file_options(required=files), *_INPUT_OPTIONS]):
        function = each(function)
    return function


def _file_options(*, required: bool) -> list[Callable[[Any], Any]]:
    return [
        option(
            "--evidence",
            zh="考核记录，CSV 或 XLSX；可以写几次。",
            en="Evidence, CSV or XLSX; may be given several times.",
            metavar="FILE",
            required=required,
            multiple=True,
            type=click.Path(path_type=Path),
        ),
        option(
            "--roster",
            zh="班主任名册，CSV 或 XLSX。",
            en="Who has which class, CSV or XLSX.",
            metavar="FILE",
            required=required,
            type=click.Path(path_type=Path),
        ),
    ]


_INPUT_OPTIONS = (
    option(
        "--period",
        zh="考核周期，如 2026-10。",
        en="The period, as in 2026-10.",
        metavar="PERIOD",
        required=True,
    ),
    option(
        "--calendar",
        zh="校历（YAML）：放假、调休、学期。",
        en="School calendar (YAML): days off, working days, terms.",
        metavar="FILE",
        type=click.Path(path_type=Path),
    ),
    option(
        "--skip-bad-rows",
        zh="跳过有错的行；不写则一行有错就不计算。",
        en="Leave bad rows out instead of refusing everything.",
        is_flag=True,
    ),
)


@dataclass(frozen=True)
class Inputs:
    """All that a period is scored from.

    Attributes:
        findings: what was remarked about the evidence, bad rows that were skipped among it.
        bad_rows: how many rows were skipped.
    """

    scheme_file: SchemeFile
    scheme: Scheme
    postings: Sequence[Posting]
    period: Period
    calendar: SchoolCalendar
    evidence: pl.DataFrame
    findings: Sequence[Finding]

    @property
    def bad_rows(self) -> int:
        """Count the rows that were left out."""
        bad = [finding for finding in self.findings if finding.severity.value == "error"]
        return len({(finding.place.file, finding.place.line) for finding in bad})


def read_inputs(
    language: Language,
    scheme: str,
    evidence: Sequence[Path],
    roster: Path,
    period: str,
    calendar: Path | None,
    *,
    skip_bad_rows: bool,
    argument_name: str = "SCHEME",
) -> Inputs:
    """Read everything; raises what reading raises. A scheme that is not found is refused under the argument's name."""
    scheme_file = read_scheme(scheme, argument_name)
    in_force = scheme_file.in_force()
    school_calendar = read_calendar(calendar) if calendar else SchoolCalendar()
    span = read_period(period, in_force, school_calendar, language)
    postings = read_roster(roster)
    with rows_shown(language) as progress:
        read = read_evidence(
            evidence,
            in_force,
            postings,
            span,
            school_calendar,
            skip_bad_rows=skip_bad_rows,
            progress=progress,
        )
    return Inputs(scheme_file, in_force, postings, span, school_calendar, read.evidence, read.findings)


def find_scheme(scheme: str, argument_name: str = "SCHEME") -> Path:
    """Find a scheme by its file or by its code in the library; a file goes before a code."""
    path = Path(scheme)
    if path.is_file():
        return path
    codes = list_library()
    if scheme in codes:
        return library_path(scheme) / "scheme.yaml"
    near = difflib.get_close_matches(scheme, codes, n=1)
    raise refuse("E001", argument_name, UNKNOWN_SCHEME, near=near, found=scheme)


def read_scheme(scheme: str, argument_name: str = "SCHEME") -> SchemeFile:
    """Load a scheme by its file or by its code in the library."""
    return load_scheme(find_scheme(scheme, argument_name))


def read_period(text: str, scheme: Scheme, calendar: SchoolCalendar, language: Language) -> Period:
    """Read the period and see that the scheme can be scored by it."""
    try:
        period = parse_period(text, calendar)
    except MalformedPeriod:
        raise refuse("E002", "--period", MALFORMED_PERIOD, found=text) from None
    kinds = [scheme.period, *(longer.to for longer in scheme.longer_periods)]
    if period.kind not in kinds:
        figures: dict[str, Any] = {
            "scheme": scheme.scheme,
            "kinds": "、".join(PERIOD_NAMES[kind].say(language) for kind in kinds),
            "found": text,
            "kind": PERIOD_NAMES[period.kind].say(language),
        }
        raise refuse("E003", "--period", OTHER_PERIOD, **figures)
    return period
