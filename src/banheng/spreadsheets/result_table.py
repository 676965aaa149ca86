"""Results as text in columns, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from banheng.core.money import format_yuan
from banheng.core.points import format_units
from banheng.core.wording import Language, Wording
from banheng.spreadsheets.result_report import class_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.scoring.outcome import PartScore, SubjectResult
    from banheng.spreadsheets.result_report import Report, Table

SCORE_VERSION = "banheng-score/1"

PAY_TOTAL = Wording("津贴合计 {yuan} 元，共 {number} 人", "Pay: {yuan} yuan for {number} teacher(s)")
FORMULA_STARTS = (*"=+-@", *"＝＋－＠", "\t", "\r", "\n")
"""Spreadsheet programs of Chinese take the full-width signs for the narrow ones."""


def league_text(report: Report, language: Language) -> str:
    """Write the league tables in columns."""
    scheme, period = report.scheme, report.sheet.period
    blocks = [f"{scheme.title}　{period.code}"]
    blocks += [f"【{table.title}】\n{columns_text(table)}" for table in report.league(language)]
    if report.pays:
        number = sum(not result.subject.is_class_line for result in report.sheet.results)
        blocks.append(PAY_TOTAL.say(language, yuan=format_yuan(report.paid_total()), number=number))
    return "\n\n".join(blocks)


def columns_text(table: Table) -> str:
    """Write a table in columns; figures stand at the right."""
    rows = [[str(cell) for cell in row] for row in table.rows]
    widths = [max(map(display_width, column)) for column in zip(table.header, *rows, strict=True)]
    figures = [
        any(isinstance(cell, int | Decimal) for cell in column) for column in zip(*table.rows, strict=True)
    ]
    lines = [table.header, *rows]
    return "\n".join(_line(line, widths, figures or [False] * len(widths)) for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int], figures: Sequence[bool]) -> str:
    padded = []
    for cell, width, is_figure in zip(cells, widths, figures, strict=True):
        blank = " " * (width - display_width(cell))
        padded.append(blank + cell if is_figure else cell + blank)
    return "  ".join(padded).rstrip()


def display_width(text: str) -> int:
    """Count the columns that a text takes on a terminal; a Chinese character takes two.

    Examples:
        >>> display_width("3年级")
        5
    """
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )


def as_csv(report: Report) -> str:
    """Write one line a subject, under stable names: the codes of the scheme."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    pieces = sorted({code for result in report.sheet.results for code, _ in result.pieces})
    codes = [] if pieces else report.scheme.part_codes()
    writer.writerow(
        [
            *("period", "school", "class", "class_name", "grade", "teacher", "teacher_name", "role", "days"),
            *("total", "rank", "rank_of", "rating", "vetoes", "flags"),
            *(f"points:{code}" for code in codes),
            *(f"total:{piece}" for piece in pieces),
            *(f"pay:{code}" for code in report.pay_codes),
            "pay_yuan",
        ]
    )
    for result in report.sheet.results:
        writer.writerow(_csv_row(report, result, codes, pieces))
    return out.getvalue()


def _csv_row(
    report: Report, result: SubjectResult, codes: Sequence[str], pieces: Sequence[str]
) -> list[object]:
    subject, place = result.subject, result.subject.posting
    people = [place.school, place.school_class, class_name(subject), place.grade]
    people += (
        ["", "", "class"] if subject.is_class_line else [place.teacher, place.teacher_name, place.role.value]
    )
    scores = {**result.indicators, **result.items}
    totals, lines = dict(result.pieces), report.pay_by_code(result)
    return [
        report.sheet.period.code,
        *map(no_formula, people),
        len(subject.days),
        _figure(result.total, applies="not_applicable" not in result.flags),
        "" if result.rank is None else result.rank,
        result.rank_of or "",
        result.rating,
        " ".join(result.vetoes),
        " ".join(result.flags),
        *(_figure(scores[code].points, applies=scores[code].applies) for code in codes),
        *(_figure(totals.get(piece, 0), applies=piece in totals) for piece in pieces),
        *(format_yuan(lines[code]) if code in lines else "" for code in report.pay_codes),
        "" if subject.is_class_line else format_yuan(result.pay),
    ]


def _figure(units: int, *, applies: bool) -> str:
    return format_units(units) if applies else ""


def no_formula(text: str) -> str:
    """Keep a spreadsheet program from running a name as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def formula_text(cell: str) -> str:
    """Take back what `no_formula` did."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def as_json(report: Report) -> dict[str, Any]:
    """Give the results as plain data, in the form of docs/reference/score-format.md."""
    scheme, period = report.scheme, report.sheet.period
    return {
        "version": SCORE_VERSION,
        "scheme": {"code": scheme.scheme, "title": scheme.title, "fingerprint": report.fingerprint},
        "period": {
            "code": period.code,
            "kind": period.kind.value,
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
        },
        "evidence": {"records": report.records, "bad_rows": report.bad_rows},
        "results": [_result_json(report, result) for result in report.sheet.results],
        "pay_fen": report.paid_total(),
        "findings": [finding.as_json() for finding in report.findings],
    }


def _result_json(report: Report, result: SubjectResult) -> dict[str, Any]:
    subject, place = result.subject, result.subject.posting
    return {
        "key": subject.key,
        "school": place.school,
        "class": place.school_class,
        "class_name": place.class_name,
        "grade": place.grade,
        "teacher": "" if subject.is_class_line else place.teacher,
        "teacher_name": subject.teacher_name,
        "role": place.role.value,
        "is_class_line": subject.is_class_line,
        "days": len(subject.days),
        "applies": "not_applicable" not in result.flags,
        "total": format_units(result.total, places=report.scheme.rounding.places),
        "rank": result.rank,
        "rank_of": result.rank_of,
        "rating": result.rating,
        "rating_name": report.rating_name(result),
        "vetoes": list(result.vetoes),
        "flags": list(result.flags),
        "indicators": {code: _part_json(part) for code, part in result.indicators.items()},
        "items": {code: _part_json(part) for code, part in result.items.items()},
        "pieces": [{"period": code, "total": format_units(total)} for code, total in result.pieces],
        "pay_lines": [
            {"code": line.code, "name": report.pay_name(line.code, Language.ZH_HANS), "fen": line.fen}
            for line in result.pay_lines
        ],
        "pay_fen": result.pay,
    }


def _part_json(part: PartScore) -> dict[str, Any]:
    return {"points": format_units(part.points), "applies": part.applies}
