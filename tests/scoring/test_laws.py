"""Laws that hold for every scheme, roster and evidence."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from banheng.schemes.scheme import Scheme
from banheng.scoring.evidence import EVIDENCE_SCHEMA
from banheng.scoring.outcome import ScoreSheet
from banheng.scoring.paying import share_out
from banheng.scoring.reference import score_reference
from banheng.scoring.roster import Posting
from banheng.scoring.run import Engine, score
from tests.scoring.strategies import Situation, evidence_for, rosters, schemes, situations

laws = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
engines = st.sampled_from(list(Engine))


def run(situation: Situation, engine: Engine) -> ScoreSheet:
    """Score a situation."""
    return score(
        situation.scheme,
        situation.evidence,
        situation.postings,
        situation.period,
        situation.calendar,
        engine=engine,
    )


@laws
@given(situations(), engines, st.randoms(use_true_random=False))
def test_the_order_of_rows_in_the_file_does_not_matter(situation, engine, random) -> None:
    order = list(range(len(situation.evidence)))
    random.shuffle(order)
    shuffled = replace(situation, evidence=situation.evidence[order])

    assert run(shuffled, engine) == run(situation, engine)


@laws
@given(situations(), engines)
def test_voiding_a_record_restores_what_was_before_it(situation, engine) -> None:
    assume(len(situation.evidence) > 0)
    added = situation.evidence[-1].with_columns(
        id=pl.lit("new"), voids=pl.lit(""), row=pl.lit(5000, dtype=pl.Int64)
    )
    void = added.with_columns(id=pl.lit("void"), voids=pl.lit("new"), row=pl.lit(5001, dtype=pl.Int64))
    with_both = replace(situation, evidence=pl.concat([situation.evidence, added, void]))

    assert run(with_both, engine) == run(situation, engine)


@laws
@given(schemes(), rosters("甲校"), rosters("乙校"), engines, st.data())
def test_two_schools_score_together_as_they_do_apart(scheme, first, second, engine, data) -> None:
    evidence = [
        data.draw(evidence_for(scheme, postings, prefix))
        for postings, prefix in ((first, "a"), (second, "b"))
    ]
    apart = [
        run(Situation(scheme, own, postings), engine)
        for own, postings in zip(evidence, (first, second), strict=True)
    ]

    together = run(Situation(scheme, pl.concat(evidence), first + second), engine)

    assert together.results == apart[0].results + apart[1].results


@laws
@given(situations())
def test_pay_is_the_sum_of_its_lines(situation) -> None:
    for result in run(situation, Engine.COLUMNAR).results:
        assert result.pay == sum(line.fen for line in result.pay_lines)


@given(st.integers(0, 10**7), st.lists(st.integers(0, 10**9), min_size=1, max_size=40))
def test_a_pool_pays_out_every_fen(total, weights) -> None:
    shares = share_out(total, weights, [str(number) for number in range(len(weights))])

    assert sum(shares) == total
    assert min(shares) >= 0


@given(st.integers(0, 10**7), st.lists(st.integers(1, 10**9), min_size=2, max_size=40))
def test_more_weight_never_gets_a_smaller_share_of_a_pool(total, weights) -> None:
    shares = share_out(total, weights, [f"{number:03}" for number in range(len(weights))])

    by_weight = [share for _, share in sorted(zip(weights, shares, strict=True))]
    assert by_weight == sorted(by_weight)


@laws
@given(situations())
def test_equal_totals_and_tie_breaks_get_equal_ranks_and_better_ones_come_first(situation) -> None:
    ranking = situation.scheme.ranking
    assume(ranking is not None)
    ranked = [result for result in score_reference(*_arguments(situation)).results if result.rank]

    for one in ranked:
        for other in ranked:
            if one.subject.groups[ranking.within] != other.subject.groups[ranking.within]:
                continue
            merit = [_merit(result, ranking.tie_break) for result in (one, other)]
            assert (merit[0] == merit[1]) == (one.rank == other.rank)
            assert (merit[0] > merit[1]) == (one.rank < other.rank)


def _merit(result, tie_break) -> list[int]:
    parts = {**result.items, **result.indicators}
    return [result.total, *(parts[code].points for code in tie_break)]


def _arguments(situation: Situation):
    return (situation.scheme, situation.evidence, situation.postings, situation.period, situation.calendar)


def test_no_evidence_at_all_gives_a_result_for_everyone() -> None:
    situation = schemes_and_roster_example()

    sheet = run(situation, Engine.COLUMNAR)

    assert [result.subject.posting.teacher for result in sheet.results] == ["t1", "t2"]


def schemes_and_roster_example() -> Situation:
    """Two teachers and a scheme with one item, without evidence."""
    scheme = Scheme.model_validate(
        {
            "scheme": "one",
            "title": "一项",
            "period": "month",
            "full_points": 10,
            "indicators": [
                {
                    "code": "all",
                    "name": "常规",
                    "items": [
                        {
                            "code": "hygiene",
                            "name": "卫生",
                            "full_points": 10,
                            "rule": {
                                "kind": "tally",
                                "events": {"dirt": {"name": "不洁", "points": -1}},
                                "when_missing": "start",
                            },
                        }
                    ],
                }
            ],
        }
    )
    postings = (Posting("c1", "t1", row=1), Posting("c2", "t2", row=2))
    return Situation(scheme, pl.DataFrame(schema=EVIDENCE_SCHEMA), postings)
