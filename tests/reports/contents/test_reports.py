"""Bulletin, item tables, statistics and term reports of the worked school."""

import pytest

from banheng.assessment.periods import find_period
from banheng.reports.contents.bulletin import bulletin
from banheng.reports.contents.inspection_statistics import inspection_statistics
from banheng.reports.contents.item_tables import item_tables
from banheng.reports.contents.results import results_of
from banheng.reports.contents.school_report import school_report
from banheng.reports.contents.teacher_report import teacher_report
from banheng.reports.contents.term_results import term_results
from banheng.reports.rendering.document import Layout
from tests.factories import TODAY
from tests.reports.contents.reading import table, texts
from tests.reports.contents.worked import make_worked_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    return make_worked_school()


def scored(small, period):
    return find_period(small.school, "worked", period, TODAY)


def results(small, period):
    return results_of(scored(small, period))


@pytest.fixture
def every_document(small):
    september, october = results(small, "2026-09"), results(small, "2026-10")
    schemes = term_results(small.school, small.term, TODAY)
    return [
        bulletin(october, september, small.school.name),
        item_tables(september, small.school.name),
        inspection_statistics(scored(small, "2026-09"), TODAY),
        teacher_report(small.teachers["101"], small.term, schemes),
        school_report(small.school, small.term, schemes),
    ]


def test_no_document_names_a_pupil_or_repeats_a_note(every_document):
    for document in every_document:
        assert "李小红" not in texts(document)
        assert "张小明" not in texts(document)


def test_the_bulletin_sums_up_and_says_who_moved(small):
    document = bulletin(results(small, "2026-10"), results(small, "2026-09"), small.school.name)
    text = texts(document)

    assert "本期考核 4 位班主任，平均 99.50 分，最高 100.00 分，最低 98.00 分。" in text
    assert "上期平均 87.75 分。" in text
    assert "等次：优秀 4 人，合格 0 人，不合格 0 人。" in text
    ranked = table(document, "一年级")
    assert [row[:3] for row in ranked] == [["1", "＝", "一年级2班"], ["2", "＝", "一年级1班"]]


def test_the_item_that_cost_most_comes_first(small):
    document = bulletin(results(small, "2026-09"), None, small.school.name)

    assert table(document, "") == [
        ["纪律", "40", "28.75", "0.00", "2", "4"],
        ["卫生", "60", "59.00", "56.00", "3", "4"],
    ]


def test_the_bulletin_of_a_term_has_the_means_of_the_months_and_no_items(small):
    document = bulletin(results(small, "2026-2027-1"), None, small.school.name)

    assert [row[:4] for row in table(document, "全校")] == [
        ["1", "一年级2班", "教师102", "100.00"],
        ["1", "二年级1班", "教师201", "100.00"],
        ["3", "一年级1班", "教师101", "94.50"],
        ["4", "二年级2班", "教师202", "80.00"],
    ]
    assert "各考核项情况" not in texts(document)


def test_item_tables_lie_across_with_a_table_for_each_grade(small):
    document = item_tables(results(small, "2026-09"), small.school.name)

    assert document.layout is Layout.LANDSCAPE
    assert table(document, "一年级") == [
        ["卫生", "60", "56.00", "60.00"],
        ["纪律", "40", "35.00", "40.00"],
        ["总分", "", "91.00", "100.00"],
    ]


def test_inspections_are_counted_by_class_and_by_inspector_without_pupils_names(small):
    document = inspection_statistics(scored(small, "2026-09"), TODAY)

    assert table(document, "一年级") == [["卫生", "1", "0", "1"], ["纪律", "1", "0", "1"]]
    assert table(document, "")[0] == ["检查员甲", "3", "1", "3"]
    assert table(document, "")[1] == ["学生检查员", "1", "1", "1"]


def test_a_teacher_sees_each_month_beside_the_group(small):
    schemes = term_results(small.school, small.term, TODAY)
    document = teacher_report(small.teachers["101"], small.term, schemes)

    assert document.subtitle == "育才小学　2026-2027 学年第一学期"
    assert table(document, "各期得分") == [
        ["2026年9月", "一年级1班", "91.00", "95.50", "2/2", "合格", "末位（仅提示）"],
        ["2026年10月", "一年级1班", "98.00", "99.00", "2/2", "优秀", "末位（仅提示）"],
    ]
    assert table(document, "各考核项平均得分") == [
        ["卫生", "60.00", "57.00", "58.50"],
        ["纪律", "40.00", "37.50", "38.75"],
    ]


def test_the_school_sees_grades_ratings_and_classes_over_the_term(small):
    document = school_report(small.school, small.term, term_results(small.school, small.term, TODAY))

    assert table(document, "各年级平均分") == [
        ["2026年9月", "95.50", "80.00"],
        ["2026年10月", "99.00", "100.00"],
    ]
    assert table(document, "各班学期平均分")[0] == ["一年级1班", "一年级", "94.50"]
    assert ["2026年9月", "1", "2", "1"] in table(document, "等次分布")


def test_a_term_without_results_says_so(small):
    document = teacher_report(small.teachers["101"], small.term, [])

    assert "本学期没有考核成绩。" in texts(document)
