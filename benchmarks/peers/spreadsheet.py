"""A LibreOffice spreadsheet for one school: records on one sheet, SUMIFS and formulas on the other."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from benchmarks.tables import RESULT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.worksheet import Worksheet

NAME = "LibreOffice spreadsheet"
ONE_SCHOOL = True

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""


def program() -> str:
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def missing() -> str:
    return "" if program() else "LibreOffice is not installed"


def version() -> str:
    return subprocess.run(
        [program(), "--version"], capture_output=True, text=True, check=True
    ).stdout.split()[1]


@contextlib.contextmanager
def prepared(folder: Path) -> Iterator[Path]:
    """Write the workbook of the first school, and settings that make LibreOffice compute it."""
    with tempfile.TemporaryDirectory(prefix="banheng-spreadsheet-") as name:
        place = Path(name)
        settings = place / "profile/user/registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(ALWAYS_RECALCULATE, encoding="utf-8")
        _write(folder, place / "school.xlsx")
        yield place


def score(place: Path) -> pl.DataFrame:
    command = [
        program(),
        "--headless",
        f"-env:UserInstallation=file://{place}/profile",
        "--convert-to",
        "csv",
    ]
    subprocess.run([*command, "--outdir", place, place / "school.xlsx"], check=True, capture_output=True)
    return pl.read_csv(
        place / "school.csv", columns=RESULT, schema_overrides=dict.fromkeys(RESULT[:3], pl.String)
    )


def _write(folder: Path, path: Path) -> None:
    tables = {
        name: pl.read_parquet(folder / f"tables/{name}.parquet")
        for name in ("who", "subjects", "prices", "items")
    }
    subjects = tables["subjects"].filter(school_number=1)
    prices, items = (tables[name].filter(scheme=subjects["scheme"][0]) for name in ("prices", "items"))
    records = _records(folder, tables["who"], subjects)
    with xlsxwriter.Workbook(path) as workbook:
        points, evidence = workbook.add_worksheet("points"), workbook.add_worksheet("evidence")
        for column, name in enumerate(records.columns):
            evidence.write_column(0, column, [name, *records[name].to_list()])
        columns = _columns(prices, items, len(records), len(subjects))
        points.write_row(0, 0, columns)
        for row, subject in enumerate(subjects.iter_rows(named=True), start=1):
            _write_subject(points, row, subject, columns)


def _records(folder: Path, who: pl.DataFrame, subjects: pl.DataFrame) -> pl.DataFrame:
    subject = (
        pl.when(pl.col("day") >= pl.col("day3"))
        .then("subject3")
        .when(pl.col("day") >= pl.col("day2"))
        .then("subject2")
        .otherwise("subject1")
    )
    times = pl.col("quantity").cast(pl.Int64) // 10_000
    whom = who.filter(
        pl.col("subject1").is_in(subjects["subject"].implode())
        | pl.col("subject2").is_in(subjects["subject"].implode())
    )
    return (
        pl.read_parquet(folder / "tables/evidence-000.parquet")
        .join(whom, on="who")
        .select(subject.alias("subject"), "what", "quantity", times=times, value=pl.col("value") * times)
        .filter(pl.col("subject").is_not_null())
    )


def _columns(prices: pl.DataFrame, items: pl.DataFrame, records: int, subjects: int) -> dict[str, str]:
    """Write the formula of each column; {row} stands for the row and {NAME} for another column."""
    columns = {"school": "", "school_class": "", "teacher": "", "total": "", "rank": "", "subject": ""}
    places = {
        name: f"evidence!${letter}$2:${letter}${records + 1}"
        for name, letter in zip(("subject", "what", "quantity", "times", "value"), "ABCDE", strict=True)
    }
    for row in prices.iter_rows(named=True):
        for name in ("quantity",) if row["kind"] == "tally" else ("times", "value"):
            columns[f"{name}{row['what']}"] = (
                f"=SUMIFS({places[name]},{places['subject']},{{subject}},{places['what']},{row['what']})"
            )
    for item in items.iter_rows(named=True):
        columns[f"item{item['item']}"] = "=" + _points(item, prices.filter(item=item["item"]).to_dicts())
    exact = "+".join(f"{{item{number}}}" for number in items["item"])
    columns["total"] = f"=INT((2*({exact})+100)/200)*100"
    column = xl_col_to_name(list(columns).index("total"))
    columns["rank"] = f"=RANK({{total}},${column}$2:${column}${subjects + 1})"
    return columns


def _points(item: dict[str, Any], prices: list[dict[str, Any]]) -> str:
    if item["kind"] == "tally":
        off = "+".join(
            f"{row['price']}*MAX(0,{{quantity{row['what']}}}-{row['free']})/10000" for row in prices
        )
        return f"MAX(0,100000-({off}))"
    times = "+".join(f"{{times{row['what']}}}" for row in prices)
    if item["kind"] == "level":
        summed = "+".join(f"{row['price']}*{{times{row['what']}}}" for row in prices)
    else:
        summed = "+".join(f"{{value{row['what']}}}" for row in prices)
    mean = f"INT((2*({summed})+({times}))/(2*({times})))"
    points = mean
    if item["kind"] == "band":
        points = "0"
        for place in (2, 1, 0):
            points = f"IF({mean}>={item[f'at_least{place}']},{item[f'points{place}']},{points})"
    return f"IF(({times})=0,{item['missing']},{points})"


def _write_subject(sheet: Worksheet, row: int, subject: dict[str, Any], columns: dict[str, str]) -> None:
    cells = {name: f"${xl_col_to_name(column)}{row + 1}" for column, name in enumerate(columns)}
    for column, (name, formula) in enumerate(columns.items()):
        if formula:
            sheet.write_formula(row, column, formula.format_map(cells))
        else:
            sheet.write(row, column, subject[name])
