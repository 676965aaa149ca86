"""`banheng score FOLDER`: a month of all counties of a ledger export, on this machine or on a cluster."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import click
import polars as pl

from banheng.balance.exact import rounded
from banheng.balance.variation import NothingToCompare, variation
from banheng.cli.leaving import FINE
from banheng.cli.output import WRITTEN
from banheng.cli.printing import give, give_json, say
from banheng.cli.progress import rows_shown
from banheng.cli.refusing import MALFORMED_PERIOD, refuse
from banheng.core.errors import ExtraMissing, FaultsFound, MalformedNumber, MalformedPeriod
from banheng.core.findings import Finding
from banheng.core.money import format_yuan, parse_yuan
from banheng.core.periods import PeriodKind, parse_period
from banheng.core.points import format_units
from banheng.core.wording import Language, Wording
from banheng.scoring.across_schools import SCHOOL_SCHEMA, county_lines
from banheng.scoring.counties import CountyJob, score_counties
from banheng.scoring.parts import counties_of
from banheng.scoring.storage import is_url, remove, write
from banheng.spreadsheets.result_report import Table
from banheng.spreadsheets.result_table import columns_text
from banheng.spreadsheets.text_rows import text_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.scoring.counties import CountyScore

NO_EXTRA = Wording(
    "还缺少组件（{reason}）。请运行 pip install 'banheng[cluster]'，集群的每台机器上也要装。",
    "a component is missing ({reason}). Run pip install 'banheng[cluster]', on each machine of the cluster too.",
)
NO_JAVA = Wording(
    "集群计算要用 Java 17 或更高版本（现有：{found}）。请安装，如 apt-get install openjdk-17-jre-headless。",
    "a cluster needs Java 17 or later (found: {found}). Install it, as in apt-get install openjdk-17-jre-headless.",
)
NO_CLUSTER = Wording(
    "集群没有完成计算（{reason}）。请核对地址和集群日志；不写 --cluster 则在本机计算。",
    "the cluster did not do it ({reason}). Check the address and its logs; without --cluster this machine computes.",
)
NO_COUNTY = Wording(
    "“{export}”里没有 {month} 的数据。请用 banheng ledger export 导出，或核对月份。",
    "'{export}' has nothing of {month}. Export it by `banheng ledger export`, or check the month.",
)
ONLY_MONTHS = Wording(
    "导出的记录按月计算，“{found}”不是月份。请写成 2026-10。",
    "an export is scored by the month, and '{found}' is none. Write it as 2026-10.",
)
BAD_POOLS = Wording(
    "第 {line} 行无法读取。每行是县的代码和金额（元），用逗号隔开，如 330110,20000，每个县一行。",
    "line {line} cannot be read. A line has the code of a county and yuan, as in 330110,20000; one line a county.",
)

HEADERS = {
    "county": Wording("县区", "County"),
    "schools": Wording("学校", "Schools"),
    "teachers": Wording("班主任", "Teachers"),
    "mean_percent": Wording("平均得分率 %", "Mean share %"),
    "pay_yuan": Wording("津贴合计 元", "Pay yuan"),
    "pool_yuan": Wording("县级奖金 元", "Pool yuan"),
    "cv_points": Wording("校间差异系数：得分", "Variation of points"),
    "cv_pay": Wording("校间差异系数：津贴", "Variation of pay"),
}
VERSION = "banheng-counties/1"
TOTAL = Wording("合计", "Total")
PLACES = 4


def score_export(
    language: Language,
    export: str,
    period: str,
    *,
    output: Path | None,
    form: str,
    cluster: str | None,
    pools: Path | None,
) -> int:
    """Score a month of an export; counties that cannot be scored are named, and do not hold up the others."""
    month = _month(period)
    sums = _read_pools(pools) if pools else {}
    export = export if is_url(export) else str(Path(export).resolve())
    try:
        counties = counties_of(export, month)
    except ExtraMissing as error:
        raise refuse("E040", "SCHEME", NO_EXTRA, reason=str(error)) from error
    if not counties:
        raise refuse("E043", "SCHEME", NO_COUNTY, export=export, month=month)
    jobs = [CountyJob(export, county, month, sums.get(county, 0)) for county in counties]
    lines, findings = [pl.DataFrame(schema=SCHOOL_SCHEMA)], list[Finding]()
    records = 0
    with rows_shown(language) as tell:
        for score in score_counties(jobs) if cluster is None else _on_cluster(cluster, jobs):
            lines.append(pl.read_parquet(BytesIO(score.schools)))
            findings += score.findings
            if output is not None:
                _write(score, output)
            records += score.records
            tell(records)
    schools = pl.concat(lines)
    rows = rolled_up(schools)
    if output is not None:
        write(str(output / "schools.csv"), schools.write_csv().encode())
        write(str(output / "counties.csv"), _csv(rows).encode())
        say(WRITTEN.say(language, files=str(output)))
    if form == "json":
        refused = [finding.as_json() for finding in findings]
        give_json({"version": VERSION, "period": month, "counties": rows, "refused": refused})
    elif form == "csv":
        click.echo(_csv(rows), nl=False)
    else:
        give(_text(rows, language))
    if findings:
        raise FaultsFound(f"{len(findings)} county or counties were not scored", findings)
    return FINE


def _month(period: str) -> str:
    try:
        parsed = parse_period(period)
    except MalformedPeriod:
        raise refuse("E002", "--period", MALFORMED_PERIOD, found=period) from None
    if parsed.kind is not PeriodKind.MONTH:
        raise refuse("E044", "--period", ONLY_MONTHS, found=period)
    return parsed.code


def _read_pools(path: Path) -> dict[str, int]:
    """Read the sum of each county, in fen."""
    sums: dict[str, int] = {}
    for line, row in enumerate(text_rows(path), start=1):
        if line == 1 and len(row) == 2 and not any(each.isdigit() for each in row[1]):
            continue  # a header
        try:
            county, yuan = (cell.strip() for cell in row)
            fen = parse_yuan(yuan)
        except (ValueError, MalformedNumber):
            raise refuse("E045", str(path), BAD_POOLS, line=str(line)) from None
        if county in sums or fen < 0:
            raise refuse("E045", str(path), BAD_POOLS, line=str(line))
        sums[county] = fen
    return sums


def _on_cluster(cluster: str, jobs: Sequence[CountyJob]) -> Sequence[CountyScore]:
    from banheng.scoring.distributed import NoCluster, NoJava, score_on_cluster  # noqa: PLC0415 - seldom wanted

    try:
        return score_on_cluster(cluster, jobs)
    except ExtraMissing as error:
        raise refuse("E040", "--cluster", NO_EXTRA, reason=str(error)) from error
    except NoJava as error:
        raise refuse("E041", "--cluster", NO_JAVA, found=str(error) or "-") from error
    except NoCluster as error:
        raise refuse("E042", "--cluster", NO_CLUSTER, reason=str(error)) from error


def _write(score: CountyScore, output: Path) -> None:
    """Write the results of a county; what stood there of one that is refused now goes."""
    path = str(output / f"county={score.county}" / "results.parquet")
    if score.findings:
        remove(path)
    else:
        write(path, score.results)


def rolled_up(schools: pl.DataFrame) -> list[dict[str, str | int | None]]:
    """Give a line for each county and one for all: sums, and how far its schools are apart.

    The coefficients of variation weigh a school by its homeroom teachers, as those of balanced development weigh it
    by its pupils; None where there is nothing to compare.
    """
    whole = schools.with_columns(county=pl.lit(""))
    return [
        {
            "county": line["county"],
            "schools": line["schools"],
            "teachers": line["teachers"],
            "mean_percent": format_units(line["mean"] * 100),
            "pay_yuan": format_yuan(line["pay"]),
            "pool_yuan": format_yuan(line["county_pool"]),
            "cv_points": _coefficient(own, "share"),
            "cv_pay": _coefficient(own, "pay"),
        }
        for part in (schools, whole)
        for line, own in zip(
            county_lines(part).rows(named=True),
            part.sort("county", maintain_order=True).partition_by("county", maintain_order=True),
            strict=True,
        )
    ]


def _coefficient(schools: pl.DataFrame, stock: str) -> str | None:
    pairs = ((teachers, Fraction(amount)) for teachers, amount in schools.select("teachers", stock).rows())
    try:
        return str(rounded(variation(pairs).cv, PLACES))
    except NothingToCompare:
        return None


def _csv(rows: Sequence[Mapping[str, str | int | None]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(HEADERS), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _text(rows: Sequence[Mapping[str, str | int | None]], language: Language) -> str:
    header = [wording.say(language) for wording in HEADERS.values()]
    cells = [
        [row["county"] or TOTAL.say(language), *(_cell(row[name]) for name in list(HEADERS)[1:])]
        for row in rows
    ]
    return columns_text(Table("", header, cells))


def _cell(figure: str | int | None) -> Decimal | str:
    return "-" if figure is None else Decimal(figure)
