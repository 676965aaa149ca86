"""Scoring many schools in one pass gives what scoring each apart gives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banheng.core.errors import InputRefused, LimitExceeded, MalformedPeriod, SchoolCutInTwo
from banheng.core.points import UNITS
from banheng.rules.node import Node
from banheng.schemes.scheme import Scheme
from banheng.scoring import many_files, many_schools
from banheng.scoring.alike import form_of
from banheng.scoring.columnar import score_columnar
from banheng.scoring.evidence import EVIDENCE_SCHEMA
from banheng.scoring.many_files import score_files
from banheng.scoring.many_schools import RESULT_SCHEMA, Plan
from banheng.scoring.packed import as_batch, pack, read_batches, write_packed
from banheng.scoring.roster import Posting
from banheng.scoring.roster_table import roster_frame
from tests.scoring.strategies import CALENDAR, PERIOD, evidence_for, rosters, schemes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from banheng.scoring.outcome import SubjectResult


@dataclass(frozen=True)
class School:
    code: str
    scheme: Scheme
    postings: tuple[Posting, ...]
    evidence: pl.DataFrame


@st.composite
def several_schools(draw: st.DrawFn) -> list[School]:
    """Two to four schools, of which two may share a scheme."""
    known = [draw(schemes()), draw(schemes())]
    schools = []
    for number in range(draw(st.integers(2, 4))):
        scheme = draw(st.sampled_from(known))
        postings = draw(rosters(f"s{number}"))
        schools.append(School(f"s{number}", scheme, postings, draw(evidence_for(scheme, postings))))
    return schools


def with_other_figures(part: Any, more: Callable[[], int], *, changes: bool = False) -> Any:
    """Raise the figures in which alike schemes may differ."""
    if isinstance(part, Node):
        fields = type(part).model_fields
        return part.model_copy(
            update={
                name: with_other_figures(getattr(part, name), more, changes=name in part.by_subject)
                for name in fields
            }
        )
    if isinstance(part, tuple):
        return tuple(with_other_figures(each, more, changes=changes) for each in part)
    if isinstance(part, dict):
        return {key: with_other_figures(each, more, changes=changes) for key, each in part.items()}
    return part + more() if changes and part is not None else part


@st.composite
def schools_of_one_shape(draw: st.DrawFn) -> list[School]:
    """Two to four schools, whose schemes differ in figures only."""
    drawn = draw(schemes())
    schools = []
    for number in range(draw(st.integers(2, 4))):
        scheme = with_other_figures(drawn, lambda: draw(st.sampled_from([0, 0, 1, UNITS // 2, 2 * UNITS])))
        postings = draw(rosters(f"s{number}"))
        schools.append(School(f"s{number}", scheme, postings, draw(evidence_for(scheme, postings))))
    return schools


def line_of(result: SubjectResult) -> tuple[object, ...]:
    posting = result.subject.posting
    teacher = "" if result.subject.is_class_line else posting.teacher
    line = (posting.school, posting.school_class, teacher, result.total, result.rank, result.rank_of)
    return (*line, result.rating, result.pay)


def apart(schools: list[School]) -> list[tuple[object, ...]]:
    sheets = [score_columnar(one.scheme, one.evidence, one.postings, PERIOD, CALENDAR) for one in schools]
    return sorted((line_of(result) for sheet in sheets for result in sheet.results), key=str)


def plan_of(schools: list[School]) -> Plan:
    postings = [posting for school in schools for posting in school.postings]
    return Plan({one.code: one.scheme for one in schools}, roster_frame(postings), PERIOD, CALENDAR)


def packed_batch(*schools: School):
    packed = pack(pl.concat([school.evidence for school in schools]))
    return as_batch(packed.records, packed.directory)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(schools=several_schools(), in_one_batch=st.booleans())
def test_many_schools_together_score_as_each_apart(schools: list[School], *, in_one_batch: bool) -> None:
    batches = [packed_batch(*schools)] if in_one_batch else [packed_batch(school) for school in schools]

    together = pl.concat(plan_of(schools).score(batches))

    assert sorted(together.rows(), key=str) == apart(schools)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(schools=schools_of_one_shape())
def test_schemes_that_differ_in_figures_only_score_as_each_apart(schools: list[School]) -> None:
    assert len({form_of(school.scheme).shape for school in schools}) == 1

    together = pl.concat(plan_of(schools).score([packed_batch(*schools)]))

    assert sorted(together.rows(), key=str) == apart(schools)


def minimal_scheme(period: str = "month") -> Scheme:
    rule = {"kind": "tally", "events": {"late": {"name": "迟到", "points": -1}}, "floor": 0}
    item = {"code": "order", "name": "纪律", "full_points": 10, "rule": rule}
    indicator = {"code": "routine", "name": "常规", "items": [item]}
    return Scheme.model_validate(
        {
            "scheme": "minimal",
            "title": "最小方案",
            "period": period,
            "full_points": 10,
            "indicators": [indicator],
            "ranking": {},
        }
    )


def records(school: str, *rows: dict[str, object]) -> pl.DataFrame:
    common = {
        "school": school,
        "school_class": "c1",
        "item": "order",
        "event": "late",
        "day": date(2026, 10, 12),
    }
    empty = {"teacher": "", "level": "", "project": "", "quantity": 10_000, "value": None}
    rest = {"recorder": "", "note": "", "voids": ""}
    return pl.DataFrame(
        [common | empty | rest | {"id": f"{school}{n}", "row": n} | row for n, row in enumerate(rows)],
        schema=EVIDENCE_SCHEMA,
    )


def school_with(code: str, *rows: dict[str, object]) -> School:
    postings = (Posting(school=code, school_class="c1", teacher="t1"),)
    return School(code, minimal_scheme(), postings, records(code, *rows))


def test_a_school_in_two_batches_is_refused():
    school = school_with("s1", {}, {})
    halves = [replace(school, evidence=school.evidence[:1]), replace(school, evidence=school.evidence[1:])]

    with pytest.raises(SchoolCutInTwo, match="records of school s1 stand in two parts"):
        list(plan_of([school]).score([packed_batch(half) for half in halves]))


def test_a_school_without_evidence_is_scored_all_the_same():
    schools = [school_with("s1", {}), school_with("s2")]

    together = pl.concat(plan_of(schools).score([packed_batch(*schools)]))

    assert dict(together.select("school", "total").iter_rows()) == {"s1": 90_000, "s2": 100_000}


def test_records_of_a_school_without_a_scheme_are_nobodys():
    school, stranger = school_with("s1", {}), school_with("s2", {})

    together = pl.concat(plan_of([school]).score([packed_batch(school, stranger)]))

    assert together["school"].to_list() == ["s1"]


def test_voids_and_the_voided_are_not_packed():
    evidence = records("s1", {}, {}, {"voids": "s10"})

    packed = pack(evidence)

    assert packed.directory.records == [1]


def test_packed_records_stand_in_order_of_school_day_and_arrival():
    days = [date(2026, 10, 14), date(2026, 10, 12), date(2026, 10, 12)]
    first = records("s2", *({"day": day, "quantity": n * 10_000} for n, day in enumerate(days)))

    packed = pack(pl.concat([first, records("s1", {})]))

    assert packed.directory.schools == ["s1", "s2"]
    assert packed.records["quantity"].to_list() == [10_000, 10_000, 20_000, 0]


def test_codes_that_would_run_into_each_other_are_refused():
    evidence = records("s1", {"item": "a\x1fb", "event": "c"}, {"item": "a", "event": "b\x1fc"})

    with pytest.raises(InputRefused, match="control character"):
        pack(evidence)


def test_a_file_is_read_in_pieces_that_end_where_a_school_ends(tmp_path: Path):
    schools = [school_with(f"s{number}", *[{}] * number) for number in range(1, 5)]
    write_packed(pack(pl.concat([school.evidence for school in schools])), tmp_path / "evidence.parquet")

    batches = list(read_batches(tmp_path / "evidence.parquet", 3))

    assert [batch.directory.schools for batch in batches] == [["s1", "s2"], ["s3"], ["s4"]]
    assert pl.concat(plan_of(schools).score(batches))["total"].to_list() == [90_000, 80_000, 70_000, 60_000]


@pytest.mark.parametrize("workers", [1, 2])
def test_files_are_scored_one_by_one_or_side_by_side(tmp_path: Path, workers: int):
    schools = [school_with("s1", {}), school_with("s2", {}, {}), school_with("s3")]
    paths = [tmp_path / f"{school.code}.parquet" for school in schools[:2]]
    for path, school in zip(paths, schools, strict=False):
        write_packed(pack(school.evidence), path)
    schemes = {school.code: school.scheme for school in schools}
    roster = roster_frame(posting for school in schools for posting in school.postings)

    scored = pl.concat(score_files(paths, schemes, roster, PERIOD, CALENDAR, workers=workers))

    assert scored["total"].to_list() == [90_000, 80_000, 100_000]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_is_scored_in_pieces_of_whole_schools(monkeypatch, tmp_path: Path, workers: int):
    monkeypatch.setattr(many_files, "RECORDS_AT_ONCE", 3)
    schools = [school_with(f"s{number}", *[{}] * number) for number in range(1, 5)]
    write_packed(pack(pl.concat([school.evidence for school in schools])), tmp_path / "evidence.parquet")
    schemes = {school.code: school.scheme for school in schools}
    lines = [posting for school in reversed(schools) for posting in school.postings]

    scored = list(
        score_files(
            [tmp_path / "evidence.parquet"], schemes, roster_frame(lines), PERIOD, CALENDAR, workers=workers
        )
    )

    assert [piece["total"].to_list() for piece in scored] == [[90_000, 80_000], [70_000], [60_000]]


def test_however_few_records_they_have_only_so_many_schools_are_scored_at_once(monkeypatch):
    monkeypatch.setattr(many_schools, "SCHOOLS_AT_ONCE", 2)
    schools = [school_with(f"s{number}", *[{}] * number) for number in range(1, 6)]
    packed = pack(pl.concat([school.evidence for school in schools]))
    sizes, reduce = [], many_schools.reduce_records
    monkeypatch.setattr(
        many_schools, "reduce_records", lambda *given: sizes.append(len(given[-1])) or reduce(*given)
    )

    scored = pl.concat(plan_of(schools).score([as_batch(packed.records, packed.directory)]))

    assert scored["total"].to_list() == [90_000, 80_000, 70_000, 60_000, 50_000]
    assert sizes == [2, 2, 1]


def test_a_school_in_two_files_is_refused(tmp_path: Path):
    school = school_with("s1", {})
    paths = [tmp_path / "one.parquet", tmp_path / "two.parquet"]
    for path in paths:
        write_packed(pack(school.evidence), path)
    roster = roster_frame(school.postings)

    with pytest.raises(SchoolCutInTwo, match="records of school s1 stand in two parts"):
        list(score_files(paths, {"s1": school.scheme}, roster, PERIOD, CALENDAR))


def test_records_that_do_not_fit_their_directory_are_refused():
    packed = pack(records("s1", {}, {"day": date(2026, 10, 13)}))

    with pytest.raises(InputRefused, match="does not fit its directory"):
        as_batch(packed.records.reverse(), packed.directory)


def test_a_file_that_is_no_packed_evidence_is_refused(tmp_path: Path):
    records("s1", {}).write_parquet(tmp_path / "plain.parquet")

    with pytest.raises(InputRefused, match=r"plain\.parquet is not packed evidence"):
        list(read_batches(tmp_path / "plain.parquet", 10))


def test_a_value_too_large_for_the_format_is_refused():
    with pytest.raises(LimitExceeded, match="beyond 1,000,000,000 units"):
        pack(records("s1", {"value": -(10**10)}))


def test_sums_too_large_to_stay_exact_are_refused():
    school = school_with("s1", *[{"quantity": 10**9}] * 5)

    with pytest.raises(LimitExceeded, match="add up to more than 400,000"):
        list(plan_of([school]).score([packed_batch(school)]))


def test_records_of_no_item_do_not_add_up():
    school = school_with("s1", *[{"item": "elsewhere", "value": 10**9, "quantity": 10_000}] * 5)

    (result,) = plan_of([school]).score([packed_batch(school)])

    assert result["total"].to_list() == [100_000]


def test_a_scheme_of_another_period_is_refused():
    school = replace(school_with("s1"), scheme=minimal_scheme("week"))

    with pytest.raises(MalformedPeriod, match="'2026-10' is a month, but scheme minimal is scored by week"):
        plan_of([school])


def test_two_homeroom_teachers_on_one_day_are_refused():
    school = school_with("s1", {})
    two = (*school.postings, Posting(school="s1", school_class="c1", teacher="t2"))

    with pytest.raises(InputRefused, match="two teachers in post for class c1 on 2026-10-01"):
        list(plan_of([replace(school, postings=two)]).score([packed_batch(school)]))


def test_results_have_the_stated_columns():
    school = school_with("s1", {})

    together = pl.concat(plan_of([school]).score([packed_batch(school)]))

    assert dict(together.schema) == RESULT_SCHEMA
