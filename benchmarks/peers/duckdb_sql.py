"""SQL in DuckDB."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

NAME = "DuckDB SQL"
PACKAGE = "duckdb"

QUERY = """
with cells as (
  select case when r.day >= w.day3 then w.subject3 when r.day >= w.day2 then w.subject2 else w.subject1 end as subject,
         r.what,
         sum(cast(r.quantity as bigint)) as quantity,
         sum({whole}) as times,
         sum(cast(r.value as bigint) * ({whole})) as value
  from {evidence} r join {who} w on w.who = r.who
  group by 1, 2
),
priced as (
  select c.subject, p.scheme, p.item,
         sum({off}) as off,
         sum(c.times) as times,
         sum(case when p.kind = 'level' then p.price * c.times else c.value end) as summed
  from cells c join {subjects} s on s.subject = c.subject join {prices} p on p.scheme = s.scheme and p.what = c.what
  group by 1, 2, 3
),
measured as (
  select *, case when times > 0 then {mean} end as mean from priced
),
changes as (
  select m.subject, sum(
    case when i.kind = 'tally' then greatest(0, 100000 - m.off)
         when m.mean is null then i.missing
         when i.kind = 'level' then m.mean
         when m.mean >= i.at_least0 then i.points0
         when m.mean >= i.at_least1 then i.points1
         when m.mean >= i.at_least2 then i.points2
         else 0 end - i.missing) as change
  from measured m join {items} i on i.scheme = m.scheme and i.item = m.item
  group by 1
),
totals as (
  select s.*, (select sum(i.missing) from {items} i where i.scheme = s.scheme) + coalesce(c.change, 0) as exact
  from {subjects} s left join changes c on c.subject = s.subject
),
rounded as (
  select school, school_class, teacher, school_number, {total} as total from totals
)
select school, school_class, teacher, cast(total as bigint) as total,
       cast(rank() over (partition by school_number order by total desc) as bigint) as rank
from rounded
"""


def score(folder: Path) -> pl.DataFrame:
    tables = {name: f"'{folder}/tables/{name}.parquet'" for name in ("who", "subjects", "prices", "items")}
    query = QUERY.format(
        whole="r.quantity // 10000",
        off="p.price * greatest(0, c.quantity - p.free) // 10000",
        mean="(2 * summed + times) // (2 * times)",
        total="(2 * exact + 100) // 200 * 100",
        evidence=f"'{folder}/tables/evidence-*.parquet'",
        **tables,
    )
    return duckdb.sql(query).pl()
