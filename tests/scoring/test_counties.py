"""A county: its schools by their own schemes, then what is wider than a school."""

import json
from io import BytesIO

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banheng.schemes.loading import parse_scheme
from banheng.scoring.across_schools import (
    COUNTY_SCHEMA,
    SCHOOL_SCHEMA,
    across_county,
    county_lines,
    school_lines,
)
from banheng.scoring.counties import CountyJob, score_counties, score_county
from banheng.scoring.evidence import EVIDENCE_SCHEMA
from banheng.scoring.many_schools import RESULT_SCHEMA
from banheng.scoring.parts import as_parquet, counties_of, folder_of, scheme_path, write_part
from banheng.scoring.roster_table import ROSTER_SCHEMA
from banheng.scoring.storage import write

FULL = {"a": 1_000_000, "b": 500_000}
"""Full marks of 100 and 50 points."""


def results(*rows):
    """Make results of teachers: scheme, school, class, total in points, and whether the school ranks them."""
    made = [
        (scheme, school, school_class, f"t{school_class}", points * 10_000, 1 if ranked else None, 1, "", 100)
        for scheme, school, school_class, points, ranked in rows
    ]
    return pl.DataFrame(made, schema={"scheme": pl.String, **RESULT_SCHEMA}, orient="row")


def roster(*rows):
    frame = pl.DataFrame(rows, schema=["school", "school_class", "teacher", "role"], orient="row")
    others = [
        pl.lit(None, dtype=kind).alias(name)
        for name, kind in ROSTER_SCHEMA.items()
        if name not in frame.columns
    ]
    return frame.with_columns(others).cast({"role": pl.String}).select(list(ROSTER_SCHEMA))


NOBODY = roster(("none", "", "", "homeroom_teacher"))


def test_schools_of_different_full_marks_are_compared_by_share():
    compared = across_county(
        results(("a", "s1", "1", 90, True), ("b", "s2", "1", 48, True), ("b", "s2", "2", 45, True)),
        NOBODY,
        FULL,
    )

    assert compared.select("school", "school_class", "share", "county_rank", "county_rank_of").rows() == [
        ("s1", "1", 9_000, 2, 3),
        ("s2", "1", 9_600, 1, 3),
        ("s2", "2", 9_000, 2, 3),
    ]


@pytest.mark.parametrize(
    ("row", "people"),
    [
        pytest.param(("a", "s1", "2", 99, False), NOBODY, id="not ranked by the school"),
        pytest.param(
            ("a", "s1", "2", 99, True),
            roster(("s1", "2", "t2", "assistant_homeroom_teacher")),
            id="an assistant",
        ),
    ],
)
def test_who_is_not_compared_takes_no_place_and_no_money(row, people):
    compared = across_county(results(("a", "s1", "1", 50, True), row), people, FULL, pool=10_000)

    assert compared.select("county_rank", "county_rank_of", "county_pool").rows() == [
        (1, 1, 10_000),
        (None, 0, 0),
    ]


def test_the_line_of_a_class_is_nobody():
    line = results(("a", "s1", "1", 99, True)).with_columns(teacher=pl.lit(""))

    assert across_county(line, NOBODY, FULL)["county_rank"].to_list() == [None]


@settings(deadline=None)
@given(
    points=st.lists(st.integers(-20, 100), min_size=1, max_size=20),
    pool=st.integers(min_value=0, max_value=10**9),
)
def test_a_pool_is_paid_out_to_the_last_fen(points, pool):
    rows = [("a", "s1", str(number), each, True) for number, each in enumerate(points)]

    shared = across_county(results(*rows), NOBODY, FULL, pool)

    assert shared["county_pool"].sum() == pool
    paid = dict(shared.select("school_class", "county_pool").rows())
    for better in range(len(points)):
        for worse in range(len(points)):
            if max(0, points[better]) > max(0, points[worse]):
                assert paid[str(better)] >= paid[str(worse)]


def test_lines_of_schools_and_counties_add_up():
    compared = across_county(
        results(("a", "s1", "1", 90, True), ("a", "s1", "2", 80, True), ("b", "s2", "1", 20, False)),
        NOBODY,
        FULL,
        pool=100,
    )

    schools = school_lines(compared, "c")

    assert schools.rows() == [("c", "s1", 2, 17_000, 200, 100), ("c", "s2", 0, 0, 100, 0)]
    assert county_lines(schools).rows(named=True) == [
        {
            "county": "c",
            "schools": 2,
            "teachers": 2,
            "share": 17_000,
            "pay": 300,
            "county_pool": 100,
            "mean": 8_500,
        }
    ]


SCHEME = {
    "scheme": "minimal",
    "title": "最小方案",
    "period": "month",
    "full_points": 10,
    "ranking": {},
    "indicators": [
        {
            "code": "routine",
            "name": "常规",
            "items": [
                {
                    "code": "order",
                    "name": "纪律",
                    "full_points": 10,
                    "rule": {
                        "kind": "tally",
                        "events": {"late": {"name": "迟到", "points": -1}},
                        "floor": 0,
                    },
                }
            ],
        }
    ],
}


def make_county(export, county="c1", *, scheme=SCHEME, named="", calendar="", lines=1, evidence=None):
    """Write a county of one school with one class and, unless told, one record."""
    text = json.dumps(scheme).encode()
    fingerprint = named or parse_scheme(text.decode()).fingerprint
    write(scheme_path(str(export), fingerprint), text)
    record = {
        "id": "1",
        "school": "s1",
        "school_class": "1",
        "item": "order",
        "event": "late",
        "day": "2026-10-12",
        "quantity": 10_000,
        "row": 1,
    }
    table = pl.DataFrame([{**dict.fromkeys(EVIDENCE_SCHEMA, ""), "value": None, **record}])
    posting = ("s1", "1", "t1", "primary", "1", "", "homeroom_teacher", None, None, 40, 0, 3, 0)
    files = {
        "evidence.parquet": as_parquet(
            table.with_columns(pl.col("day").str.to_date(), pl.col("value").cast(pl.Int64)).select(
                list(EVIDENCE_SCHEMA)
            )
        )
        if evidence is None
        else evidence,
        "roster.parquet": as_parquet(pl.DataFrame([posting], schema=ROSTER_SCHEMA, orient="row")),
        "schools.parquet": as_parquet(
            pl.DataFrame({"school": ["s1"] * lines, "scheme": fingerprint, "calendar": calendar})
        ),
    }
    write_part(folder_of(str(export), county, "2026-10"), files, {"county": county})
    return CountyJob(str(export), county, "2026-10")


def scored(score):
    return pl.read_parquet(BytesIO(score.results))


def test_a_county_is_scored(tmp_path):
    score = score_county(make_county(tmp_path))

    assert score.findings == ()
    assert score.records == 1
    assert scored(score).select("school_class", "teacher", "total", "rank", "county_rank").rows() == [
        ("1", "t1", 90_000, 1, 1)
    ]


def test_a_school_under_two_schemes_has_two_results(tmp_path):
    assert scored(score_county(make_county(tmp_path, lines=2))).height == 2


def test_a_county_without_records_is_scored_all_the_same(tmp_path):
    nothing = as_parquet(pl.DataFrame(schema=EVIDENCE_SCHEMA))

    score = score_county(make_county(tmp_path, evidence=nothing))

    assert scored(score)["total"].to_list() == [100_000]


@pytest.mark.parametrize(
    ("changes", "finding", "place"),
    [
        ({"evidence": b"no Parquet"}, "parts.E001", "county=c1/month=2026-10/evidence.parquet"),
        (
            {"evidence": as_parquet(pl.DataFrame({"id": ["1"]}))},
            "parts.E001",
            "county=c1/month=2026-10/evidence.parquet",
        ),
        ({"calendar": "no JSON"}, "parts.E001", "county=c1/month=2026-10/schools.parquet"),
        ({"named": "0" * 64}, "parts.E001", f"schemes/{'0' * 64}.yaml"),
        ({"scheme": {**SCHEME, "period": "week"}}, "parts.E003", "county=c1/month=2026-10"),
    ],
    ids=["no Parquet", "another table", "no calendar", "another scheme", "another period"],
)
def test_what_cannot_be_scored_is_named_and_holds_up_nobody(tmp_path, changes, finding, place):
    bad, good = make_county(tmp_path, "c1", **changes), make_county(tmp_path, "c2")

    first, second = score_counties([bad, good], workers=1)

    assert [each.id for each in first.findings] == [finding]
    assert first.findings[0].place.file == f"{tmp_path}/{place}"
    assert pl.read_parquet(BytesIO(first.results)).schema == COUNTY_SCHEMA
    assert pl.read_parquet(BytesIO(first.schools)).schema == SCHOOL_SCHEMA
    assert scored(second).height == 1


def test_counties_are_listed_by_month(tmp_path):
    make_county(tmp_path, "c2")
    make_county(tmp_path, "c1")

    assert counties_of(str(tmp_path), "2026-10") == ["c1", "c2"]
    assert counties_of(str(tmp_path), "2026-11") == []
    assert counties_of(str(tmp_path / "nowhere"), "2026-10") == []
