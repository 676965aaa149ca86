"""The report on fairness, as somebody without statistics reads it."""

from datetime import date, timedelta

import numpy as np
import pytest

from banheng.assessment.fairness_of import inspected_period
from banheng.assessment.periods import find_period
from banheng.reports.contents.fairness_report import fairness_report
from banheng.reports.rendering.document import Chart
from banheng.reports.rendering.formats import Format, render
from tests.factories import NOW, TODAY, entry, make_user, put
from tests.reports.contents.reading import table, texts
from tests.reports.contents.worked import SEPTEMBER, make_worked_school

pytestmark = pytest.mark.django_db
CLASSES = ("101", "102", "201", "202")


@pytest.fixture
def small():
    return make_worked_school()


def september(small):
    return find_period(small.school, "worked", "2026-09", TODAY)


def judge(small, *, stricter):
    """Let three inspectors look at all classes on each school day of three weeks."""
    chance = np.random.default_rng(1)
    people = [
        make_user(f"t{name}", staff=small.teachers[name], name=f"{name}老师")
        for name in ("101", "102", "201")
    ]
    for number in range(15):
        day = date(2026, 9, 7) + timedelta(number // 5 * 7 + number % 5)
        for person, more in zip(people, (stricter, 0, 0), strict=True):
            said = [
                entry(day=day, school_class=code, quantity=str(chance.integers(0, 3) + more))
                for code in CLASSES
            ]
            put(small.school, *said, by=person, at=NOW)


def test_records_are_priced_one_by_one_and_pupils_have_no_name(small):
    seen = inspected_period(september(small))
    rows = seen.visits.select("inspector", "school_class", "item", "day", "loss").rows()
    named = sorted((seen.names[inspector], *what) for inspector, *what in rows)

    assert named == [
        ("学生检查员1", "101", "order", SEPTEMBER, 5.0),
        ("检查员甲", "101", "hygiene", SEPTEMBER, 4.0),
        ("检查员甲", "101", "order", SEPTEMBER, 0.0),  # looked at, since written about in the same week
        ("检查员甲", "202", "hygiene", SEPTEMBER, 0.0),
        ("检查员甲", "202", "order", SEPTEMBER, 45.0),
    ]


def test_few_records_are_said_to_tell_nothing(small):
    text = texts(fairness_report(september(small), TODAY))

    assert "看不出来" in text
    assert "检查不满五周" in text
    assert "没有检查过的班：一年级2班、二年级1班" in text
    assert "李小红" not in text


def test_a_strict_inspector_is_told_in_plain_words_with_a_chart(small):
    judge(small, stricter=2)
    document = fairness_report(september(small), TODAY)
    text = texts(document)

    assert "101老师平均每次比各位检查员的平均多扣 " in text
    assert sum(isinstance(block, Chart) for block in document.blocks) == 1
    assert table(document, "各检查员平均每次比平均多扣的分")[0][::5] == ["101老师", "偏严"]
    assert render(document, Format.PDF).startswith(b"%PDF")


def test_inspectors_who_are_alike_are_said_to_be(small):
    judge(small, stricter=0)
    text = texts(fairness_report(september(small), TODAY))

    assert "位检查员的尺度看不出差别。" in text
    assert "偏严" not in text


def test_a_period_without_records_is_no_error(small):
    november = find_period(small.school, "worked", "2026-11", date(2026, 11, 2))

    assert "看不出来" in texts(fairness_report(november, date(2026, 11, 2)))


def test_praise_is_held_against_deductions(small):
    judge(small, stricter=1)
    praising = make_user("praising", name="周老师")
    put(
        small.school,
        entry(day=SEPTEMBER, item="observation", event="praise", note="午休很静"),
        entry(day=SEPTEMBER, quantity="3", beyond_control=True, note="停水"),
        by=praising,
        at=NOW,
    )

    text = texts(fairness_report(september(small), TODAY))

    assert "检查记录里表扬 1 条，扣分 " in text
    assert "从没有表扬过的检查员：101老师、102老师、201老师" in text
    assert "没有受过表扬的班：一年级2班、二年级1班、二年级2班" in text
    assert "另有 1 条标为非班主任可控" in text
