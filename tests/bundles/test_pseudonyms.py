"""Leaving out names changes no result."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banheng.bundles.calendar_json import read_calendar, write_calendar
from banheng.bundles.edition import calendar_data_in, calendar_in, inputs_as_data
from banheng.bundles.evidence_csv import read_evidence, write_evidence
from banheng.bundles.packing import pack
from banheng.bundles.pseudonyms import without_names
from banheng.bundles.roster_csv import COLUMNS, read_roster, write_roster
from banheng.core.calendar import SchoolCalendar, Term
from banheng.scoring.roster import Posting
from banheng.scoring.run import Engine, score
from tests.bundles.packed import KEY, contents
from tests.scoring.builders import record, scheme_with, table
from tests.scoring.strategies import Situation, situations

NAME = "张小明"


@pytest.mark.parametrize("engine", Engine)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(situation=situations())
def test_what_a_bundle_holds_gives_the_same_results(engine: Engine, situation: Situation) -> None:
    scheme, evidence = (
        situation.scheme,
        situation.evidence.with_columns(recorder=pl.lit(NAME), note=pl.lit(NAME)),
    )

    written = write_evidence(without_names(evidence, scheme), {})

    again = replace(
        situation,
        evidence=read_evidence(written),
        postings=tuple(read_roster(write_roster(situation.postings))),
        calendar=read_calendar(write_calendar(inputs_as_data((), situation.calendar, ())))[0],
    )
    one, other = (
        score(each.scheme, each.evidence, each.postings, each.period, each.calendar, engine)
        for each in (situation, again)
    )
    assert one == other
    assert NAME not in written.decode()


SCHEME = scheme_with()


def bundled(*rows, scheme=SCHEME):
    return without_names(table(*rows), scheme)


def test_projects_keep_whether_they_are_equal_and_their_order():
    names = ["作文", NAME, "作文", "", "合唱"]

    projects = bundled(*(record("c1", "mark", "1", project=name) for name in names))["project"].to_list()

    assert projects[0] == projects[2]
    assert projects[3] == ""
    kept = sorted({name for name in names if name})
    assert [projects[names.index(name)] for name in kept] == ["project-1", "project-2", "project-3"]


def test_recorders_notes_ids_and_unknown_levels_are_left_out():
    row = record("c1", "mark", "1", id=NAME, recorder=NAME, note=NAME, level=NAME, project=NAME)

    [kept] = bundled(row).to_dicts()

    assert NAME not in kept.values()
    assert kept["id"] == "0"


def test_what_the_scheme_does_not_read_is_left_out():
    kept = bundled(record("c1", "observation"), record("c1", "mark", "1"))

    assert kept["item"].to_list() == ["mark"]


def test_a_void_keeps_only_what_it_voids_and_one_of_nothing_drops_out():
    kept = bundled(
        record("c1", "mark", "1", id="a"),
        record("c1", "mark", "1", id="b", voids="a", note="误记", project=NAME),
        record("c1", "mark", "1", id="c", voids="elsewhere"),
    ).to_dicts()

    assert [(row["id"], row["item"], row["project"], row["voids"]) for row in kept] == [
        ("0", "mark", "", ""),
        ("1", "", "", "0"),
    ]


def test_a_bundle_holds_no_recorder_no_note_and_no_path():
    named = contents().evidence.with_columns(
        pl.lit(NAME).alias("recorder"), pl.lit(f"{NAME}值日缺岗").alias("note"), pl.lit(NAME).alias("project")
    )
    finding = {"id": "input.W060", "file": f"/home/{NAME}/e.csv", "message": NAME}

    bundle = pack(
        replace(contents(), evidence=named, results=contents().results | {"findings": [finding]}), KEY
    )

    texts = [bundle.manifest.text(), *(content.decode() for content in bundle.members.values())]
    assert not any(NAME in text for text in texts)


text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
days = st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2030, 1, 1)))


@given(
    st.lists(
        st.builds(
            Posting,
            **dict.fromkeys(("school_class", "teacher", "class_name", "teacher_name", "grade"), text),
            first=days, last=days, pupils=st.integers(0, 99), row=st.integers(0, 99),
        )
    )
)  # fmt: skip
def test_any_roster_is_read_as_it_was_written(postings: list[Posting]) -> None:
    assert read_roster(write_roster(postings)) == postings


def test_a_calendar_is_read_as_it_was_written():
    calendar = SchoolCalendar(
        frozenset({date(2026, 10, 1)}),
        frozenset({date(2026, 10, 10)}),
        (Term("2026-2027-1", date(2026, 9, 1), date(2027, 1, 20)),),
    )

    results = {"inputs": inputs_as_data((), calendar, ())}
    assert read_calendar(write_calendar(calendar_data_in(results)))[0] == calendar == calendar_in(results)


def test_records_carry_their_place_and_hash_in_the_ledger():
    lines = write_evidence(bundled(record("c1", "mark", "9.5")), {0: "ab" * 32}).decode().splitlines()

    assert lines[1] == f"0,,c1,,mark,,,,2026-10-14,1,9.5,,{'ab' * 32}"


def test_a_roster_has_a_column_for_all_that_scoring_knows_of_a_posting():
    """A posting that is given another field needs another column, or its bundle computes something else."""
    assert sorted(COLUMNS.values()) == sorted(field.name for field in fields(Posting))
