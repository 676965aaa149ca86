"""Write all forms of a result into a folder, all or none."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import polars as pl

from banheng.core.wording import Language, Wording
from banheng.scoring.run import Engine
from banheng.scoring.run import score as score_period
from banheng.spreadsheets.result_page import page_html
from banheng.spreadsheets.result_report import Report
from banheng.spreadsheets.result_table import as_csv, as_json
from banheng.spreadsheets.result_workbook import write_workbook
from banheng.spreadsheets.writing import replace_when_done

if TYPE_CHECKING:
    from banheng.cli.inputs import Inputs
    from banheng.scoring.explanation import Explanation
    from banheng.scoring.outcome import ScoreSheet
    from banheng.scoring.roster import Posting

WRITTEN = Wording("已写出：{files}", "Written: {files}")


def make_report(inputs: Inputs, engine: Engine, *, with_reasons: bool = False) -> Report:
    """Score the inputs; only the reference engine has reasons to give."""
    sheet = score_period(
        inputs.scheme, inputs.evidence, inputs.postings, inputs.period, inputs.calendar, engine
    )
    has_reasons = with_reasons and engine is Engine.REFERENCE
    return Report(
        sheet,
        inputs.scheme_file.fingerprint,
        calendar=inputs.calendar,
        records=inputs.evidence.height,
        bad_rows=inputs.bad_rows,
        findings=inputs.findings,
        explanations=explain_all(inputs, sheet) if has_reasons else {},
    )


def explain_all(inputs: Inputs, sheet: ScoreSheet) -> dict[str, Explanation]:
    """Explain every subject, each from the records and the neighbours that can concern it."""
    # a result without reasons starts faster without the words for them
    from banheng.scoring.explanation import explain  # noqa: PLC0415

    explanations = {}
    for result in sheet.results:
        place = result.subject.posting
        near = tuple(other for other in sheet.results if _shares(other.subject.posting, place))
        evidence = inputs.evidence.filter(
            (pl.col("voids") != "")
            | (pl.col("school") == place.school)
            & ((pl.col("school_class") == place.school_class) | (pl.col("teacher") == place.teacher))
        )
        key = result.subject.key
        explanations[key] = explain(replace(sheet, results=near), inputs.scheme_file, evidence, key)
    return explanations


def _shares(one: Posting, other: Posting) -> bool:
    """Tell whether a record could be about either: they have the class or the teacher in common."""
    is_near = one.school_class == other.school_class or one.teacher == other.teacher
    return one.school == other.school and is_near


def workbook_bytes(report: Report, language: Language) -> bytes:
    """Give the workbook as it would stand in its file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "results.xlsx"
        write_workbook(report, path, language)
        return path.read_bytes()


def write_results(report: Report, folder: Path, language: Language) -> list[Path]:
    """Write results.xlsx, .html, .csv and .json; if that is broken off, none of them is there."""
    paths = {kind: folder / f"results.{kind}" for kind in ("xlsx", "html", "csv", "json")}
    with ExitStack() as stack:
        partial = {kind: stack.enter_context(replace_when_done(path)) for kind, path in paths.items()}
        write_workbook(report, partial["xlsx"], language)
        partial["html"].write_text(page_html(report, language), encoding="utf-8")
        # with a mark at the beginning, without which spreadsheet programs take UTF-8 for something else
        partial["csv"].write_text(as_csv(report), encoding="utf-8-sig")
        content = json.dumps(as_json(report), ensure_ascii=False, indent=2)
        partial["json"].write_text(f"{content}\n", encoding="utf-8")
    return list(paths.values())
