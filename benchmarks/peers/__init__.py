"""The same common rules in other tools; each answers with a table of RESULT columns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Peer:
    """How a peer is named on the page, and what is to be known of its figures."""

    title: str
    remark: str


ONE_SCHOOL = "spreadsheet"
"""The peer that takes one school only."""

PEERS = {
    "polars_group_by": Peer("Polars, plain group-by", "reads Parquet; streaming engine"),
    "duckdb_sql": Peer("DuckDB, SQL", "reads Parquet"),
    "pandas_group_by": Peer("pandas, group-by", "reads Parquet"),
    "postgres": Peer("PostgreSQL, SQL", "unlogged tables loaded beforehand, loading not counted"),
    "openfisca": Peer(
        "OpenFisca-core", "knows no records: a Polars group-by counts them first, which is counted in"
    ),
    "zen": Peer("GoRules zen-engine", "as above; one decision a scheme, asked once a class"),
    ONE_SCHOOL: Peer(
        "LibreOffice spreadsheet", "one school; SUMIFS; the start of the program is counted on both sides"
    ),
}
