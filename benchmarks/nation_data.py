"""A country's month county by county, in any amount, the same for the same seed.

What is drawn, and how near it comes to a real country, is said in `REALISM`; the page of the benchmark prints it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from pydantic import TypeAdapter

from banheng.core.calendar import SchoolCalendar
from banheng.core.points import UNITS
from banheng.schemes.loading import parse_scheme
from banheng.scoring.answering import EPOCH
from banheng.scoring.evidence import EVIDENCE_SCHEMA
from banheng.scoring.packed import PACKED_SCHEMA, Directory, Packed, write_packed
from banheng.scoring.parts import (
    EVIDENCE,
    ROSTER,
    SCHOOLS,
    SCHOOLS_SCHEMA,
    as_parquet,
    folder_of,
    scheme_path,
    write_part,
)
from banheng.scoring.roster import Role
from banheng.scoring.roster_table import ROSTER_SCHEMA
from banheng.scoring.storage import write
from benchmarks.generate import CALENDAR, PERIOD, PROJECTS, SEVERAL, VOIDED, Kind, kinds_of
from benchmarks.schemes import scheme_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

COUNTIES, TEACHERS, PER_TEACHER = 2_844, 3_500_000, 160
SCHEMES, SCHEMES_OF_A_COUNTY = 50, 3
SIZES, SIZE_WEIGHTS = (6, 12, 18, 24, 36, 48), (0.28, 0.24, 0.18, 0.14, 0.11, 0.05)
"""Classes of a school: many small ones in the country, few large ones in towns."""

GRADES = 6
REALISM = f"""\
- {COUNTIES:,} counties, as many as China has; their sizes are drawn log-normally (sigma 0.6) and scaled to
  {TEACHERS:,} homeroom teachers.
- Schools of 6 to 48 classes in six grades, most of them small; a school is as diligent as a log-normal draw
  (sigma 0.35) says, around {PER_TEACHER} records a class and month, the number for each school drawn from Poisson.
- {SCHEMES} schemes of 40 items with all rule kinds, vetoes, a quota, ranks and four pay lines; a county uses
  {SCHEMES_OF_A_COUNTY} of them.
- {VOIDED:.0%} of the records are voided, 5 % are about a teacher, {SEVERAL:.0%} count more than one or none.
- 3 % of the classes change hands in mid-month, 2 % have a substitute for some days, 1 % open late.
- What is drawn evenly and would not be: days, events and classes. Real evidence has quiet and busy ones; the
  work to score it does not depend on that. Names and ids are short codes, and notes are empty: on
  disk the UUIDs of a ledger take some 7 bytes a record more."""


@dataclass(frozen=True)
class Drawn:
    """Records of a county in order of school, day and arrival, and the sizes of its schools."""

    county: str
    schools: list[str]
    sizes: NDArray[np.int64]
    school: NDArray[np.int64]
    whom: NDArray[np.int64]
    """Number of the class in its school; of its teacher, if it is beyond the classes."""
    what: NDArray[np.int64]
    day: NDArray[np.int64]
    quantity: NDArray[np.int64]
    value: NDArray[np.int64]
    project: NDArray[np.int64]
    voided: NDArray[np.bool_]


def county_code(number: int) -> str:
    return f"{110_000 + number}"


def county_sizes(counties: int, teachers: int, seed: int) -> list[int]:
    """Draw how many classes each county has."""
    drawn = np.random.default_rng([seed, 1]).lognormal(0, 0.6, counties)
    return np.maximum(6, np.round(drawn / drawn.sum() * teachers)).astype(int).tolist()


def write_schemes(export: str) -> list[str]:
    """Write the schemes of the country; their fingerprints in order."""
    fingerprints = []
    for number in range(SCHEMES):
        text = json.dumps(scheme_data(number), ensure_ascii=False)
        fingerprints.append(parse_scheme(text).fingerprint)
        write(scheme_path(export, fingerprints[-1]), text.encode())
    return fingerprints


def write_county(
    export: str,
    number: int,
    classes: int,
    schemes: Sequence[str],
    *,
    seed: int,
    per_teacher: int = PER_TEACHER,
    packed: bool = True,
    sizes: Sequence[int] = SIZES,
) -> int:
    """Write the month of one county and tell how many records count; with voids if they are not packed."""
    kinds = _kinds()
    drawn = _draw(number, classes, kinds, seed, per_teacher, sizes)
    if packed:
        content = BytesIO()
        write_packed(_packed(drawn, kinds), content)
        evidence = content.getvalue()
    else:
        evidence = as_parquet(_canonical(drawn, kinds))
    chance = np.random.default_rng([seed, 3, number])
    own = chance.choice(len(schemes), SCHEMES_OF_A_COUNTY, replace=False)
    calendar = TypeAdapter(SchoolCalendar).dump_json(CALENDAR).decode()
    schools = {
        "school": drawn.schools,
        "scheme": [schemes[own[place]] for place in chance.integers(0, len(own), len(drawn.schools))],
        "calendar": [calendar] * len(drawn.schools),
    }
    files = {
        EVIDENCE: evidence,
        ROSTER: as_parquet(_roster(drawn, seed, number)),
        SCHOOLS: as_parquet(pl.DataFrame(schools, schema=SCHOOLS_SCHEMA)),
    }
    write_part(folder_of(export, drawn.county, PERIOD.code), files, {"county": drawn.county})
    return int((~drawn.voided).sum())


def _kinds() -> list[Kind]:
    return kinds_of(parse_scheme(json.dumps(scheme_data(0))).scheme)


def _draw(
    number: int, classes: int, kinds: list[Kind], seed: int, per_teacher: int, choice: Sequence[int]
) -> Drawn:
    chance = np.random.default_rng([seed, 2, number])
    sizes = np.array(list(_school_sizes(chance, classes, choice)))
    diligence = chance.lognormal(-(0.35**2) / 2, 0.35, len(sizes))
    counts = np.maximum(1, chance.poisson(sizes * per_teacher * diligence))
    rows = int(counts.sum())
    school = np.repeat(np.arange(len(sizes)), counts)
    day = np.sort(school * 64 + chance.integers(0, len(PERIOD.days()), rows)) % 64
    own = sizes[school]
    whom = (chance.random(rows) * own).astype(np.int64) + own * (chance.random(rows) < 0.05)
    weights = np.array([kind.weight for kind in kinds])
    what = np.searchsorted(np.cumsum(weights / weights.sum()), chance.random(rows)).clip(0, len(kinds) - 1)
    quantity = _between(chance, [kind.quantity for kind in kinds], what)
    several = np.array([kind.quantity == (1, 1) and kind.value is None for kind in kinds])[what]
    several &= chance.random(rows) < SEVERAL
    quantity[several] = chance.integers(0, 6, int(several.sum())) * UNITS
    prize = np.array([kind.event == "prize" for kind in kinds])[what]
    return Drawn(
        county=county_code(number),
        schools=[f"{county_code(number)}{place:03d}" for place in range(len(sizes))],
        sizes=sizes,
        school=school,
        whom=whom,
        what=what,
        day=day,
        quantity=quantity,
        value=_between(chance, [kind.value or (0, 0) for kind in kinds], what),
        project=np.where(prize, chance.integers(0, len(PROJECTS), rows), 0),
        voided=chance.random(rows) < VOIDED,
    )


def _school_sizes(chance: np.random.Generator, classes: int, choice: Sequence[int]) -> Iterator[int]:
    weights = np.array(SIZE_WEIGHTS[: len(choice)])
    left = classes
    while left > 0:
        size = min(left, int(chance.choice(choice, p=weights / weights.sum())))
        yield size
        left -= size


def _between(
    chance: np.random.Generator, bounds: list[tuple[int, int]], what: NDArray[np.int64]
) -> NDArray[np.int64]:
    least, most = np.array(bounds).T
    return chance.integers(least[what], most[what] + 1) * UNITS


def _class_codes(size: int) -> list[str]:
    return [f"c{place * GRADES // size + 1}{place:02d}" for place in range(size)]


def _packed(drawn: Drawn, kinds: list[Kind]) -> Packed:
    members = 2 * drawn.sizes
    first = np.cumsum([0, *members])[:-1]
    stands = ~drawn.voided
    school = drawn.school[stands]
    records = pl.DataFrame(
        {
            "who": first[school] + drawn.whom[stands],
            "what": drawn.what[stands],
            "project": drawn.project[stands],
            "day": drawn.day[stands] + (PERIOD.first - EPOCH).days,
            "quantity": drawn.quantity[stands],
            "value": drawn.value[stands],
        }
    ).cast({"day": pl.Int32}).cast(PACKED_SCHEMA)  # fmt: skip
    names = [(_class_codes(size), [f"t{place:02d}" for place in range(size)]) for size in drawn.sizes]
    codes = ["", *sorted({code for both in names for own in both for code in own})]
    place = {code: number for number, code in enumerate(codes)}
    school_class = [place[code] for classes, teachers in names for code in classes + [""] * len(teachers)]
    teacher = [place[code] for classes, teachers in names for code in [""] * len(classes) + teachers]
    counted = np.bincount(school, minlength=len(drawn.schools))
    return Packed(
        records,
        Directory(
            schools=drawn.schools,
            records=counted.tolist(),
            members=members.tolist(),
            school_class=np.array(school_class),
            teacher=np.array(teacher),
            codes=codes,
            what=[(kind.item, kind.event, kind.level) for kind in kinds],
            project=PROJECTS,
        ),
    )


def _canonical(drawn: Drawn, kinds: list[Kind]) -> pl.DataFrame:
    """Give the table of a ledger: also what is voided, and the voids behind it."""
    names = [
        name
        for size in drawn.sizes
        for name in [(code, "") for code in _class_codes(size)] + [("", f"t{at:02d}") for at in range(size)]
    ]
    who = pl.DataFrame(names, schema=["school_class", "teacher"], orient="row")
    what = pl.DataFrame(
        [(kind.item, kind.event, kind.level, kind.value is not None) for kind in kinds],
        schema=["item", "event", "level", "has_value"],
        orient="row",
    )
    first = np.cumsum([0, *2 * drawn.sizes])[:-1]
    rows = np.arange(len(drawn.school))
    kind = what[drawn.what]
    said = pl.DataFrame(
        {
            "row": rows,
            "school": pl.Series(drawn.schools)[drawn.school],
            "project": pl.Series(PROJECTS)[drawn.project],
            "day": pl.Series(PERIOD.days())[drawn.day],
            "quantity": drawn.quantity,
            "value": drawn.value,
            "voided": drawn.voided,
        }
    )
    table = pl.concat([said, who[first[drawn.school] + drawn.whom], kind], how="horizontal").with_columns(
        id=pl.format("r{}", "row"),
        value=pl.when("has_value").then("value"),
        recorder=pl.lit(""),
        note=pl.lit(""),
        voids=pl.lit(""),
    )
    voids = table.filter("voided").with_columns(
        voids=pl.col("id"), id=pl.format("v{}", "row"), row=pl.col("row") + len(table)
    )
    return pl.concat([table, voids]).select(list(EVIDENCE_SCHEMA)).cast(dict(EVIDENCE_SCHEMA))


def _roster(drawn: Drawn, seed: int, number: int) -> pl.DataFrame:
    """Draw who has which class; a class that changes hands or has a substitute has two lines."""
    chance = np.random.default_rng([seed, 7, number])
    classes = int(drawn.sizes.sum())
    event, day = chance.random(classes), chance.integers(5, 26, classes)
    days = pl.Series(PERIOD.days())
    codes = [code for size in drawn.sizes for code in _class_codes(size)]
    teachers = [f"{place:02d}" for size in drawn.sizes for place in range(size)]
    table = pl.DataFrame(
        {
            "school": np.repeat(drawn.schools, drawn.sizes),
            "school_class": codes,
            "number": teachers,
            "event": event,
            "day": days[day],
            "after": days[day + 1],
            "pupils": chance.integers(30, 55, classes),
            "years": chance.integers(0, 30, classes),
        }
    ).with_columns(
        teacher=pl.format("t{}", "number"),
        stage=pl.lit("primary"),
        grade=pl.col("school_class").str.slice(1, 1),
        class_type=pl.lit(""),
        boarders=pl.lit(0),
        role=pl.lit(Role.HOMEROOM_TEACHER.value),
        first=pl.when(pl.col("event").is_between(0.05, 0.06)).then("day"),
        last=pl.when(pl.col("event") < 0.03).then("day"),
        row=2 * pl.int_range(pl.len()),
    )
    others = table.filter(pl.col("event") < 0.05).with_columns(
        teacher=pl.format("u{}", "number"),
        role=pl.when(pl.col("event") < 0.03).then("role").otherwise(pl.lit(Role.SUBSTITUTE.value)),
        first=pl.when(pl.col("event") < 0.03).then("after").otherwise("day"),
        last=pl.when(pl.col("event") >= 0.03).then("after"),
        row=pl.col("row") + 1,
    )
    both = pl.concat([table, others]).sort("row")
    return both.select(list(ROSTER_SCHEMA)).cast(dict(ROSTER_SCHEMA))
