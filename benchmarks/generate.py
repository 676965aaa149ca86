"""Schools, rosters and evidence in any amount, the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from banheng.core.calendar import SchoolCalendar
from banheng.core.periods import parse_period
from banheng.core.points import UNITS
from banheng.rules.tally import Tally
from banheng.scoring.answering import EPOCH
from banheng.scoring.evidence import EVIDENCE_SCHEMA
from banheng.scoring.packed import PACKED_SCHEMA, Directory, Packed, write_packed
from banheng.scoring.roster import Posting, Role
from banheng.scoring.roster_table import roster_frame

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from banheng.schemes.scheme import Scheme

PERIOD = parse_period("2026-10")
CALENDAR = SchoolCalendar(days_off=frozenset(date(2026, 10, day) for day in range(1, 8)))
CLASSES, GRADES = 36, 6
ROWS_PER_SCHOOL = 3_000
VOIDED = 0.01
"""Share of the records that are voided; the packed form leaves them out."""


SEVERAL = 0.15
"""Share of the counted records that note another quantity than one, nothing found among them."""


@dataclass(frozen=True)
class Kind:
    """What a record can be about, how often it comes, and what its quantity and value look like."""

    item: str
    event: str
    level: str
    weight: float
    quantity: tuple[int, int] = (1, 1)
    value: tuple[int, int] | None = None


@dataclass
class Columns:
    """Records of whole schools in order of school, day and arrival; `who` is 36 classes, then 36 teachers a school."""

    who: NDArray[np.int64]
    what: NDArray[np.int64]
    day: NDArray[np.int64]
    quantity: NDArray[np.int64]
    value: NDArray[np.int64]
    project: NDArray[np.int64]
    voided: NDArray[np.bool_]
    records: list[int]


PROJECTS = ["", "运动会", "合唱", "科技节"]


@cache
def school_code(number: int) -> str:
    return f"s{number:06d}"


def kinds_of(scheme: Scheme) -> list[Kind]:
    """List what records of a scheme can be about; all benchmark schemes share the codes."""
    kinds = []
    for item in scheme.items():
        codes = item.rule.codes()
        for event, level in codes:
            shape: dict = {}
            if item.rule.kind in ("band", "judged", "survey", "position"):
                shape = {"value": (40, 100)}
            elif item.rule.kind == "ratio":
                shape = {"quantity": (30, 40) if event == "present" else (38, 45)}
            elif item.rule.kind == "progress":
                shape = {"value": (60, 75)}
            elif item.rule.kind == "target":
                shape = {"value": (1, 15)}
            elif isinstance(item.rule, Tally) and item.rule.events[event].range:
                shape = {"value": (-3, 0)}
            rare = 0.02 if event == "grave" else 1.0
            kinds.append(Kind(item.code, event, level, rare / len(codes), **shape))
    kinds += [Kind(veto.code, "", "", 0.01) for veto in scheme.vetoes]
    return [*kinds, Kind("late", "absent", "", 0.4)]


def _between(
    chance: np.random.Generator, bounds: list[tuple[int, int]], what: NDArray[np.int64]
) -> NDArray[np.int64]:
    least, most = np.array(bounds).T
    return chance.integers(least[what], most[what] + 1) * UNITS


def columns_of(schools: range, kinds: list[Kind], seed: int) -> Columns:
    """Draw the records of some schools."""
    chance = np.random.default_rng([seed, schools.start, schools.stop])
    counts = chance.integers(ROWS_PER_SCHOOL * 9 // 10, ROWS_PER_SCHOOL * 11 // 10, len(schools))
    rows = int(counts.sum())
    school = np.repeat(np.arange(len(schools)), counts)
    day = np.sort(school * 64 + chance.integers(0, len(PERIOD.days()), rows)) % 64
    whom = chance.integers(0, CLASSES, rows) + CLASSES * (chance.random(rows) < 0.05)
    weights = np.array([kind.weight for kind in kinds])
    what = chance.choice(len(kinds), rows, p=weights / weights.sum())
    quantity = _between(chance, [kind.quantity for kind in kinds], what)
    several = np.array([kind.quantity == (1, 1) and kind.value is None for kind in kinds])[what]
    several &= chance.random(rows) < SEVERAL
    quantity[several] = chance.integers(0, 6, int(several.sum())) * UNITS
    value = _between(chance, [kind.value or (0, 0) for kind in kinds], what)
    prize = np.array([kind.event == "prize" for kind in kinds])[what]
    return Columns(
        who=school * 2 * CLASSES + whom,
        what=what,
        day=day,
        quantity=quantity,
        value=value,
        project=np.where(prize, chance.integers(0, len(PROJECTS), rows), 0),
        voided=chance.random(rows) < VOIDED,
        records=counts.tolist(),
    )


def who_of(schools: range) -> list[tuple[str, str, str]]:
    """Name school, class and teacher for each number of `who`."""
    return [
        entry
        for school in schools
        for entry in (
            *((school_code(school), _class_code(number), "") for number in range(CLASSES)),
            *((school_code(school), "", f"t{number:02d}") for number in range(CLASSES)),
        )
    ]


def _class_code(number: int) -> str:
    return f"c{number // (CLASSES // GRADES) + 1}{number % (CLASSES // GRADES) + 1:02d}"


def evidence_of(school: int, kinds: list[Kind], seed: int) -> pl.DataFrame:
    """Draw the records of one school as a canonical table, voids among them."""
    columns, who = columns_of(range(school, school + 1), kinds, seed), who_of(range(school, school + 1))
    rows = [
        {
            "id": f"r{number}",
            "school": who[whom][0],
            "school_class": who[whom][1],
            "teacher": who[whom][2],
            "item": kinds[what].item,
            "event": kinds[what].event,
            "level": kinds[what].level,
            "project": PROJECTS[project],
            "day": PERIOD.days()[day],
            "quantity": quantity,
            "value": value if kinds[what].value else None,
            "recorder": "i01",
            "note": "",
            "voids": "",
            "row": number,
        }
        for number, (whom, what, day, quantity, value, project) in enumerate(
            zip(
                *(
                    column.tolist()
                    for column in (
                        columns.who,
                        columns.what,
                        columns.day,
                        columns.quantity,
                        columns.value,
                        columns.project,
                    )
                ),
                strict=True,
            )
        )
    ]
    voided = [row for row, void in zip(rows, columns.voided, strict=True) if void]
    voids = [
        {**row, "id": f"v{row['id']}", "voids": row["id"], "note": "误记", "row": len(rows) + place}
        for place, row in enumerate(voided)
    ]
    return pl.DataFrame(rows + voids, schema=EVIDENCE_SCHEMA)


def postings_of(school: int, seed: int) -> list[Posting]:
    """Draw the roster of one school: some classes change hands, are stood in for, or open in mid-month."""
    chance = np.random.default_rng([seed, 7, school])
    postings: list[Posting] = []
    for number in range(CLASSES):
        day = PERIOD.days()[int(chance.integers(5, 26))]
        posting = Posting(
            school=school_code(school),
            school_class=_class_code(number),
            teacher=f"t{number:02d}",
            stage="primary",
            grade=f"{number // (CLASSES // GRADES) + 1}",
            pupils=int(chance.integers(30, 55)),
            years=int(chance.integers(0, 30)),
            row=2 * number,
        )
        other = replace(posting, teacher=f"u{number:02d}", row=2 * number + 1)
        event = chance.random()
        if event < 0.03:
            postings += [
                replace(posting, last=day),
                replace(other, first=date.fromordinal(day.toordinal() + 1)),
            ]
        elif event < 0.05:
            postings += [posting, replace(other, role=Role.SUBSTITUTE, first=day, last=day)]
        elif event < 0.06:
            postings.append(replace(posting, first=day))
        else:
            postings.append(posting)
    return postings


SCHOOLS_IN_A_PART = 2_700  # about 8 million records


def write_country(folder: Path, records: int, schemes: list[Scheme], seed: int) -> None:
    """Write a roster and packed evidence of about so many records, part by part, never more than one in memory."""
    kinds = kinds_of(schemes[0])
    schools = max(1, round(records / (ROWS_PER_SCHOOL * (1 - VOIDED))))
    folder.mkdir(parents=True, exist_ok=True)
    for number, first in enumerate(range(0, schools, SCHOOLS_IN_A_PART)):
        part = range(first, min(first + SCHOOLS_IN_A_PART, schools))
        write_packed(_packed(part, kinds, seed), folder / f"evidence-{number:03d}.parquet")
        postings = (posting for school in part for posting in postings_of(school, seed))
        roster_frame(postings).write_parquet(folder / f"roster-{number:03d}.parquet")


def schemes_by_school(roster: pl.DataFrame, schemes: list[Scheme]) -> dict[str, Scheme]:
    """Give each school one of the schemes, in turn."""
    codes = roster["school"].unique(maintain_order=True)
    return {code: schemes[number % len(schemes)] for number, code in enumerate(codes)}


def _packed(schools: range, kinds: list[Kind], seed: int) -> Packed:
    columns = columns_of(schools, kinds, seed)
    codes = [
        "",
        *(_class_code(number) for number in range(CLASSES)),
        *(f"t{number:02d}" for number in range(CLASSES)),
    ]
    stands = ~columns.voided
    school = np.repeat(np.arange(len(schools)), columns.records)[stands]
    records = pl.DataFrame(
        {
            "who": columns.who[stands],
            "what": columns.what[stands],
            "project": columns.project[stands],
            "day": columns.day[stands] + (PERIOD.first - EPOCH).days,
            "quantity": columns.quantity[stands],
            "value": columns.value[stands],
        }
    ).cast({"day": pl.Int32}).cast(PACKED_SCHEMA)  # fmt: skip
    directory = Directory(
        schools=[school_code(number) for number in schools],
        records=np.bincount(school, minlength=len(schools)).tolist(),
        members=[2 * CLASSES] * len(schools),
        school_class=np.tile([*range(1, CLASSES + 1), *[0] * CLASSES], len(schools)),
        teacher=np.tile([*[0] * CLASSES, *range(CLASSES + 1, 2 * CLASSES + 1)], len(schools)),
        codes=codes,
        what=[(kind.item, kind.event, kind.level) for kind in kinds],
        project=PROJECTS,
    )
    return Packed(records, directory)


def read_roster(folder: Path) -> pl.DataFrame:
    """Read the roster of all schools."""
    return pl.concat([pl.read_parquet(part) for part in sorted(folder.glob("roster-*.parquet"))])
