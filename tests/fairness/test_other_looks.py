"""Discrimination, drift, halo, gaps and firmness."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from banheng.fairness.discrimination import discrimination
from banheng.fairness.drift import drift
from banheng.fairness.firmness import firmness, weight_changes
from banheng.fairness.gaps import gaps
from banheng.fairness.halo import halo
from banheng.fairness.quantiles import t_quantile
from banheng.fairness.ranking import lost_by_class, places, rank_correlation
from banheng.fairness.visits import CannotTell, empty_visits
from tests.fairness.making import generator, school, visits

FAIR = dict.fromkeys("甲乙丙丁戊己", 0.0)


def losses(**by_item):
    """Make what classes a, b, c, … lost for each item."""
    rows = [
        ("abcdefgh"[n], item, float(lost))
        for item, all_lost in by_item.items()
        for n, lost in enumerate(all_lost)
    ]
    return pl.DataFrame(rows, schema=["school_class", "item", "loss"], orient="row")


class TestPlaces:
    def test_level_losses_share_a_place(self):
        assert places(np.array([0.3, 0.1 + 0.2, 0.0, 1.0])).tolist() == [2, 2, 1, 4]

    @given(st.lists(st.integers(0, 5), min_size=1, max_size=8))
    def test_as_many_are_before_as_the_place_says(self, lost):
        found = places(np.array(lost, dtype=float))
        assert [sum(other < one for other in lost) + 1 for one in lost] == found.tolist()

    def test_classes_are_ranked_as_if_seen_equally_often(self):
        seen = visits(
            *[("甲", "a", "x", day, 1) for day in range(6)], *[("甲", "b", "x", day, 1) for day in (0, 1)]
        )
        assert lost_by_class(seen)["loss"].to_list() == [4.0, 4.0]

    def test_correlation_of_ranks(self):
        assert rank_correlation(np.array([1.0, 2, 3]), np.array([1.0, 20, 300])) == pytest.approx(1)
        assert rank_correlation(np.array([1.0, 1, 1]), np.array([1.0, 2, 3])) is None


class TestDiscrimination:
    def test_full_level_and_deciding_items_are_told(self):
        found = discrimination(
            losses(full=[0] * 5, level=[2] * 5, one=[0, 10, 20, 30, 40], other=[4, 3, 2, 1, 0])
        )
        by_item = {each.item: each for each in found}

        assert by_item["full"].is_full
        assert by_item["level"].is_level
        assert not by_item["level"].is_full
        assert [each.item for each in found if each.decides] == ["one"]
        assert by_item["one"].without == pytest.approx(-1)

    def test_an_only_item_decides(self):
        assert [each.decides for each in discrimination(losses(one=[1, 2, 3]))] == [True]

    def test_items_that_agree_do_not_decide_alone(self):
        found = discrimination(losses(one=[1, 2, 3, 4], other=[1, 2, 3, 5]))
        assert not any(each.decides for each in found)

    def test_two_classes_are_too_few(self):
        assert discrimination(losses(one=[1, 2])) is CannotTell.TOO_FEW


class TestDrift:
    def test_growing_losses_are_a_trend_of_all(self):
        told = school(generator(), FAIR, weeks=10)
        week = (pl.col("day") - pl.col("day").min()).dt.total_days() // 7
        growing = drift(told.with_columns(pl.col("loss") + 0.1 * week))

        assert growing.overall.points == pytest.approx(0.2, abs=0.05)  # two items a visit
        assert growing.overall.is_alarm
        assert not any(trend.is_alarm for trend in growing.inspectors.values())

    def test_one_who_grows_stricter_is_told_from_the_rest(self):
        told = school(generator(), FAIR, weeks=10)
        week = (pl.col("day") - pl.col("day").min()).dt.total_days() // 7
        stricter = pl.when(pl.col("inspector") == "丙").then(pl.col("loss") + 0.2 * week).otherwise("loss")
        found = drift(told.with_columns(stricter))

        assert [name for name, trend in found.inspectors.items() if trend.is_alarm] == ["丙"]

    def test_level_losses_are_no_trend(self):
        told = school(generator(), FAIR, weeks=10).with_columns(pl.lit(1.0).alias("loss"))
        assert not drift(told).overall.is_alarm

    @pytest.mark.parametrize("weeks", [0, 1, 4])
    def test_few_weeks_tell_nothing(self, weeks):
        assert drift(school(generator(), FAIR, weeks=weeks)) is CannotTell.TOO_FEW

    @pytest.mark.parametrize(("freedom", "quantile"), [(3, 3.182), (4, 2.776), (13, 2.160), (60, 2.000)])
    def test_quantiles_are_those_of_the_tables(self, freedom, quantile):
        assert t_quantile(0.975, freedom) == pytest.approx(quantile, rel=0.002)


class TestHalo:
    def judged(self, impression):
        """Two inspectors judge both items of every class; `impression` is of one inspector on one visit."""
        chance, rows = generator(), []
        for day in range(30):
            for number in range(6):
                state = chance.normal()
                for who in "甲乙":
                    seen = state + impression * chance.normal()
                    rows += [(who, f"c{number}", item, day, seen + chance.normal()) for item in ("x", "y")]
        return visits(*rows)

    def test_an_impression_that_colours_both_items_is_found(self):
        found = halo(self.judged(1.5), generator())
        assert found.is_alarm
        assert found.within > found.between > 0

    def test_what_the_class_was_like_is_no_halo(self):
        assert not halo(self.judged(0), generator()).is_alarm

    def test_without_two_on_one_day_it_cannot_be_told(self):
        assert halo(school(generator(), FAIR), generator()) is CannotTell.NOT_SHARED
        assert halo(empty_visits(), generator()) is CannotTell.ONE_INSPECTOR

    def test_level_judgements_cannot_be_told(self):
        level = self.judged(0).with_columns(pl.lit(1.0).alias("loss"))
        assert halo(level, generator()) is CannotTell.NO_VARIATION


class TestGaps:
    def test_days_and_classes_nobody_saw(self):
        seen = visits(
            ("甲", "101", "x", 0, 0),
            ("甲", "101", "y", 1, 1),
            ("甲", "102", "x", 0, 0),
            ("乙", "102", "x", 0, 0),
        )
        found = gaps(seen, [date(2026, 9, 7), date(2026, 9, 8), date(2026, 9, 9)], ["101", "102", "103"])

        assert list(found.days) == [date(2026, 9, 9)]
        assert list(found.classes) == ["103"]
        assert found.seen == {"101": 2, "102": 1, "103": 0}
        assert (found.most, found.least) == (2, 0)
        assert list(found.by_one) == ["101"]

    def test_nothing_is_left_out_of_nothing(self):
        found = gaps(empty_visits(), [], [])
        assert (found.most, found.least, list(found.days)) == (0, 0, [])


class TestFirmness:
    def clear(self):
        """Two good classes that are alike, and two bad ones."""
        lost = {"a": 0, "b": 0, "c": 5, "d": 5}
        return visits(
            *[
                (who, name, "x", day, base + (day + place + index) % 3)
                for day in range(20)
                for index, who in enumerate("甲乙")
                for place, (name, base) in enumerate(lost.items())
            ]
        )

    def test_what_is_alike_is_one_group(self):
        found = firmness(self.clear(), generator())

        assert [sorted(group) for group in found.groups] == [["a", "b"], ["c", "d"]]
        low_high = {each.school_class: (each.low, each.high) for each in found.places}
        assert low_high["a"][1] <= 2
        assert low_high["d"][0] >= 3

    def test_the_same_chance_gives_the_same_answer(self):
        assert firmness(self.clear(), generator(7)) == firmness(self.clear(), generator(7))

    def test_every_place_lies_in_its_interval(self):
        found = firmness(school(generator(), FAIR), generator())
        assert all(each.low <= each.place <= each.high for each in found.places)
        assert sum(len(group) for group in found.groups) == len(found.places)

    @pytest.mark.parametrize(
        ("rows", "reason"),
        [
            ([], CannotTell.ONE_CLASS),
            ([("甲", "a", "x", 0, 1)], CannotTell.ONE_CLASS),
            ([("甲", "a", "x", 0, 1), ("甲", "b", "x", 0, 2)], CannotTell.TOO_FEW),
            ([("甲", where, "x", day, 1) for where in "ab" for day in (0, 1)], CannotTell.ONE_INSPECTOR),
        ],
    )
    def test_what_cannot_be_told_says_why(self, rows, reason):
        assert firmness(visits(*rows), generator()) is reason

    def test_weights_move_places_only_where_parts_disagree(self):
        agreed = weight_changes(losses(one=[1, 2, 3], other=[1, 2, 3]).rename({"item": "part"}))
        assert [(each.part, each.factor, each.moved) for each in agreed] == [
            ("one", 1.2, 0),
            ("one", 0.8, 0),
            ("other", 1.2, 0),
            ("other", 0.8, 0),
        ]
        close = weight_changes(losses(one=[10, 0], other=[0, 10.5]).rename({"item": "part"}))
        assert [(each.moved, each.furthest) for each in close] == [(2, 1), (0, 0), (0, 0), (2, 1)]
