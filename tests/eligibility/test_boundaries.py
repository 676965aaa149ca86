"""The day, the hour and the month on which an answer turns."""

from datetime import date

import pytest

from banheng.eligibility.spans import Years, add_months, merged, months_between, window_start
from banheng.eligibility.truth import NO, UNKNOWN, YES
from tests.eligibility.people import answer, condition, in_force, person

LEAP_DAY = date(2028, 2, 29)


def truth(when, at, **facts):
    return answer(condition(when), person(**facts), at=at).truth


def trained(*hours, on="2026-08-31"):
    return [{"training": "centralised", "hours": each, "on": on} for each in hours]


HOURS = "{kind: training, training: [centralised], unit: hours, at_least: 20, within_years: 5, name: 集中培训, name_en: training}"


@pytest.mark.parametrize(
    ("hours", "expected"),
    [((20,), YES), (("19.9999",), NO), (("0.1", "19.9"), YES), ((12, 8), YES), ((12, 7), NO), ((), NO)],
)
def test_twenty_hours_are_enough_to_the_last_minute(hours, expected):
    assert truth(HOURS, date(2026, 9, 1), training=trained(*hours)) is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2021-09-01", NO), ("2021-09-02", YES), ("2026-09-01", YES), ("2026-09-02", NO)],
)
def test_hours_count_from_the_day_after_five_years_ago_up_to_the_day_itself(day, expected):
    assert truth(HOURS, date(2026, 9, 1), training=trained(20, on=day)) is expected


@pytest.mark.parametrize(
    ("at", "years", "how", "first"),
    [
        (date(2026, 9, 1), 3, Years.ROLLING, date(2023, 9, 2)),
        (LEAP_DAY, 1, Years.ROLLING, date(2027, 3, 1)),
        (LEAP_DAY, 4, Years.ROLLING, date(2024, 3, 1)),
        (date(2026, 9, 1), 3, Years.CALENDAR, date(2024, 1, 1)),
        (date(2026, 1, 1), 3, Years.CALENDAR, date(2024, 1, 1)),
        (date(2026, 8, 31), 1, Years.SCHOOL, date(2025, 9, 1)),
        (date(2026, 9, 1), 1, Years.SCHOOL, date(2026, 9, 1)),
        (date(2027, 1, 31), 3, Years.SCHOOL, date(2024, 9, 1)),
    ],
)
def test_the_last_years_begin_on_this_day(at, years, how, first):
    assert window_start(at, years, how) == first


@pytest.mark.parametrize(
    ("at", "first"),
    [
        (date(2021, 9, 1), date(2021, 9, 1)),
        (date(2026, 8, 31), date(2021, 9, 1)),
        (date(2026, 9, 1), date(2026, 9, 1)),
    ],
)
def test_a_fixed_round_of_five_years_begins_anew_on_its_day(at, first):
    assert window_start(at, 5, cycle_from=date(2021, 9, 1)) == first


@pytest.mark.parametrize(
    ("option", "day", "expected"),
    [
        ("rolling", "2023-09-02", YES),
        ("rolling", "2023-09-01", NO),
        ("calendar", "2024-01-01", YES),
        ("calendar", "2023-12-31", NO),
        ("school", "2024-09-01", YES),
        ("school", "2024-08-31", NO),
    ],
)
def test_the_last_three_years_of_an_honour_are_counted_as_chosen(option, day, expected):
    honoured = person(
        honours=[{"honour": "excellent_homeroom_teacher", "level": "school", "on": day}], posts=[], titles=[]
    )

    assert answer(in_force("001-X", recent_years=option), honoured, "direct").truth is expected


@pytest.mark.parametrize(
    ("since", "at", "expected"),
    [
        ("2023-09-01", date(2026, 8, 31), NO),
        ("2023-09-01", date(2026, 9, 1), YES),
        ("2024-02-29", date(2027, 2, 27), NO),
        ("2024-02-29", date(2027, 2, 28), YES),
        ("2025-02-28", date(2028, 2, 28), YES),
        ("2025-03-01", LEAP_DAY, NO),
    ],
)
def test_three_years_of_teaching_are_full_on_the_same_day_or_the_last_of_february(since, at, expected):
    assert truth("{kind: teaching_years, years: 3}", at, teaching_since=since) is expected


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        ([("2020-09-01", "2021-08-31"), ("2022-09-01", "2023-08-31")], YES),
        ([("2020-09-01", "2021-08-31"), ("2022-09-01", "2023-08-30")], NO),
        ([("2020-09-01", "2021-08-31"), ("2021-01-01", "2022-08-31")], YES),  # what overlaps counts once
        ([("2020-09-01", "2021-08-31"), ("2021-01-01", "2022-08-30")], NO),
        ([("2024-09-01", None)], YES),
        ([("2024-09-02", None)], NO),
    ],
)
def test_two_years_of_service_in_total(posts, expected):
    held = [{"since": since, **({"until": until} if until else {})} for since, until in posts]

    assert truth("{kind: service_years, years: 2}", date(2026, 9, 1), posts=held) is expected


@pytest.mark.parametrize(
    ("gap_days", "second", "expected"),
    [(70, "2025-09-01", YES), (60, "2025-09-01", NO), (62, "2025-09-01", YES), (61, "2025-09-01", NO)],
)
def test_the_summer_holidays_do_not_interrupt_service_as_far_as_the_pack_allows(gap_days, second, expected):
    posts = [{"since": "2023-09-01", "until": "2025-06-30"}, {"since": second}]
    when = f"{{kind: continuous_service, years: 3, gap_days: {gap_days}}}"

    assert truth(when, date(2026, 9, 1), posts=posts) is expected


@pytest.mark.parametrize(("at", "expected"), [(date(2026, 8, 31), YES), (date(2026, 9, 1), NO)])
def test_a_certificate_is_in_force_through_its_last_day(at, expected):
    held = [{"since": "2020-01-01", "until": "2026-08-31"}]

    assert truth("{kind: certified}", at, certificates=held) is expected


@pytest.mark.parametrize(
    ("done", "expected"), [("2026-09-01", YES), ("2026-09-02", NO), (True, YES), (None, UNKNOWN)]
)
def test_a_step_is_done_from_its_day_on(done, expected):
    when = "{kind: step, code: filed, name: 备案, name_en: filed}"

    assert truth(when, date(2026, 9, 1), confirmed={"filed": done}) is expected


@pytest.mark.parametrize(("number", "expected"), [(0, UNKNOWN), (1, UNKNOWN), (2, UNKNOWN), (3, NO), (4, NO)])
def test_two_of_four_are_lost_only_when_three_are_missing(number, expected):
    part = "{{kind: item, code: c{0}, name: 甲, name_en: a}}"
    when = f"{{kind: at_least, number: 2, of: [{', '.join(part.format(each) for each in range(4))}]}}"
    confirmed = {f"c{each}": False for each in range(number)}

    assert truth(when, date(2026, 9, 1), confirmed=confirmed) is expected


LESSONS = "{kind: training, training: [post], unit: lessons, at_least: 40, level: county, name: 培训, name_en: training}"


@pytest.mark.parametrize(
    ("training", "expected"),
    [
        ([{"level": "county", "lessons": 40}], YES),
        ([{"level": "school", "lessons": 40}], NO),
        ([{"lessons": 40}], UNKNOWN),
        ([{"lessons": 39}], NO),
        ([{"lessons": 20}, {"level": "city", "lessons": 20}], UNKNOWN),
        ([{"level": "county", "days": 5}], UNKNOWN),
        ([{"level": "school", "days": 5}], NO),
        ([{"level": "county", "days": 5}, {"level": "county", "lessons": 40}], YES),
    ],
)
def test_training_of_unknown_level_or_length_leaves_open_only_what_it_could_turn(training, expected):
    taken = [{"training": "post", "on": "2026-08-31", **each} for each in training]

    assert truth(LESSONS, date(2026, 9, 1), training=taken) is expected


@pytest.mark.parametrize(
    ("training", "expected"),
    [
        ([{"level": "county", "passed": True}], YES),
        ([{"passed": True}], UNKNOWN),
        ([{"level": "school", "passed": True}], NO),
        ([{"level": "county"}], UNKNOWN),
        ([{"passed": False}], NO),
        ([{"level": "county", "passed": False}, {"level": "city", "passed": True}], YES),
    ],
)
def test_a_training_is_passed_at_its_level_or_above(training, expected):
    when = "{kind: training_passed, training: [post], level: county, name: 培训, name_en: training}"
    taken = [{"training": "post", "on": "2026-08-31", **each} for each in training]

    assert truth(when, date(2026, 9, 1), training=taken) is expected


def test_months_are_full_on_the_same_day_and_never_negative():
    assert [months_between(date(2026, 1, 31), end) for end in (date(2026, 2, 27), date(2026, 2, 28))] == [
        0,
        1,
    ]
    assert months_between(date(2026, 9, 1), date(2026, 8, 1)) == 0
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)


def test_spans_are_joined_where_they_touch():
    days = [date(2026, 1, day) for day in range(1, 9)]

    assert merged([(days[3], days[5]), (days[0], days[3]), (days[7], days[7])]) == [(days[0], days[5])]
    assert merged([(days[0], days[1]), (days[3], days[4])], gap_days=2) == [(days[0], days[4])]
    assert len(merged([(days[0], days[1]), (days[3], days[4])], gap_days=1)) == 2
