"""Rosters from files: what they do, what they refuse, and that they can be taken back."""

from datetime import date

import pytest
from django.core import serializers

from banheng.schools.errors import ChangeRefused
from banheng.schools.importing.bulk import carry_out, confirm, drop, hand_in, look, take_back
from banheng.schools.importing.roster import prepare_roster
from banheng.schools.importing.templates import roster_workbook
from banheng.schools.models import (
    BulkChange,
    ClassSize,
    ClassYear,
    Grade,
    Posting,
    SchoolClass,
    Staff,
)
from tests.factories import NOW, TODAY, make_school, make_user, put_one

pytestmark = pytest.mark.django_db
HEAD = "班级,班级名称,教师工号,姓名,学段,年级,起始日期,结束日期,学生数,角色"


@pytest.fixture
def small(time_machine_today):
    return make_school()


def roster_worker(change, path):
    return prepare_roster(
        change.school, path, TODAY, close_vanished=change.options.get("close_vanished", False)
    )


def handed_in(small, content, name="名册.csv", **options):
    content = content if isinstance(content, bytes) else content.encode()
    user = make_user("office")
    change = hand_in(small.school, BulkChange.Kind.ROSTER, name, content, by=user, at=NOW, options=options)
    look(change, roster_worker, NOW)
    return change


def done(small, content, **options):
    change = handed_in(small, content, **options)
    assert change.preview["faults"] == []
    confirm(change, NOW)
    carry_out(change, roster_worker, NOW)
    change.refresh_from_db()
    assert change.status == "done"
    return change


def csv(*rows):
    return "\n".join([HEAD, *rows])


def state():
    """Write down everything that a roster can change."""
    models = (Grade, SchoolClass, ClassYear, ClassSize, Staff, Posting)
    return {model.__name__: serializers.serialize("json", model.objects.order_by("pk")) for model in models}


def lines(change):
    return [(line["kind"], line["what"], line["who"], line["after"]) for line in change.preview["lines"]]


def test_an_export_handed_in_again_changes_nothing(small):
    before = state()

    change = done(small, roster_workbook(small.school, TODAY))

    assert change.preview["lines"] == []
    assert change.preview["unchanged"] == 12  # four classes, their teachers and their postings
    assert state() == before


def test_a_preview_changes_nothing(small):
    before = state()

    change = handed_in(small, csv("301,三年级1班,t9,王丽,小学,三年级,,,41,"))

    assert change.status == "ready"
    assert lines(change) == [
        ("new", "teacher", "王丽（t9）", ""),
        ("new", "grade", "三年级", ""),
        ("new", "class", "三年级1班（301）", "三年级"),
        ("new", "size", "三年级1班（301）", "41人，住宿0人"),
        ("new", "posting", "三年级1班（301）", "班主任 王丽（t9） 2026-10-21–今后"),
        *(
            ("vanished", "class", f"{'一二'[n // 2]}年级{n % 2 + 1}班（{n // 2 + 1}0{n % 2 + 1}）", "")
            for n in range(4)
        ),
    ]
    assert state() == before


def test_an_undone_import_leaves_no_trace(small):
    before = state()
    change = done(
        small,
        csv(
            "101,一年级（1）班,t9,王丽,小学,一年级,2026-10-19,,38,", "301,三年级1班,t8,王丽,小学,三年级,,,41,"
        ),
        close_vanished=True,
    )
    assert state() != before

    take_back(change, by=change.made_by, at=NOW)

    assert state() == before
    change.refresh_from_db()
    assert (change.status, bytes(change.content)) == ("undone", b"")


def test_a_new_teacher_ends_the_days_of_the_one_before(small):
    done(small, csv("101,,t9,王丽,,,2026-10-19,,,"))

    postings = Posting.objects.filter(school_class__code="101").order_by("first")
    assert [(each.staff.code, each.first, each.last) for each in postings] == [
        ("t101", date(2026, 9, 1), date(2026, 10, 18)),
        ("t9", date(2026, 10, 19), None),
    ]


def test_two_teachers_of_one_name_stay_two(small):
    done(small, csv("101,,t8,王丽,,,2026-10-19,,,", "102,,t9,王丽,,,2026-10-19,,,"))

    assert Staff.objects.filter(name="王丽").count() == 2


def test_two_classes_may_swap_their_names(small):
    done(small, csv("101,一年级2班,t101,,,,,,,", "102,一年级1班,t102,,,,,,,"))

    assert ClassYear.objects.get(school_class__code="101").name == "一年级2班"
    assert ClassYear.objects.get(school_class__code="102").name == "一年级1班"


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ("１０１,,ｔ１０１,,,,,,４２,", "42人"),  # full-width digits are the same class and teacher
        ("101,,t101,王丽😀,,,,,,", "王丽😀"),
        ("101,,t101,𠮷田,,,,,,", "𠮷田"),
    ],
)
def test_unusual_writing_is_understood(small, row, shown):
    change = done(small, csv(row))

    assert [line["kind"] for line in change.preview["lines"] if line["kind"] != "vanished"] == ["changed"]
    assert shown in change.preview["lines"][0]["after"]


def test_a_file_in_gbk_is_read(small):
    change = done(small, csv("101,,t101,王丽,,,,,,").encode("gb18030"))

    assert change.preview["lines"][0]["after"] == "王丽"


@pytest.mark.parametrize(
    ("rows", "row", "words"),
    [
        (["101,,t9,王丽,,,1970-01-01,,,"], 2, "1970-01-01"),
        (["101,,,,,,,,,"], 2, "工号"),
        (["101,,t8,甲,,,2026-10-01,,,", "101,,t9,乙,,,2026-10-19,,,"], 3, "2026-10-19"),
        (["101,,t9,王丽,,,2026-09-20,2026-10-01,,"], 2, "同一天只能有一位"),
        (["999,晨曦班,t9,王丽,,,,,,"], 2, "没有年级"),
        (["999,晨曦班,t9,王丽,,晨曦级,,,,"], 2, "晨曦级"),
        (["101,一年级2班,t101,,,,,,,"], 2, "一年级2班"),
        ([f"101,,t101,{'长' * 51},,,,,,"], 2, "最多 50"),
        (["101,,t101,,,,2026-13-40,,,"], 2, "2026-13-40"),
    ],
)
def test_a_row_that_cannot_be_is_named_with_its_reason(small, rows, row, words):
    before = state()

    change = handed_in(small, csv(*rows))

    assert change.status == "refused"
    assert (change.preview["faults"][0]["row"], words in change.preview["faults"][0]["zh"]) == (row, True)
    assert state() == before


def test_wrong_columns_are_named_with_the_right_ones(small):
    change = handed_in(small, "班级,教师名号\n101,t1")

    assert any("教师名号" in fault["zh"] and "教师工号" in fault["zh"] for fault in change.preview["faults"])


@pytest.mark.parametrize("row", ["101,,,,,,,,,", ",,t1,,,,不是日期,,-3,", "101,,t{number},,,,,,,"])
def test_ten_thousand_bad_rows_get_a_short_answer(small, row):
    change = handed_in(small, csv(*(row.format(number=number) for number in range(10_000))))

    assert change.status == "refused"
    assert len(change.preview["faults"]) <= 300
    assert 1 <= len(change.preview["faults_by_kind"]) <= 4


def test_what_a_record_stands_on_is_not_taken_away(small):
    from tests.factories import adopt  # noqa: PLC0415

    adopt(small.school)
    change = done(small, csv("301,三年级1班,t9,王丽,小学,三年级,,,41,"))
    put_one(small.school, school_class="301")

    with pytest.raises(ChangeRefused, match="已有记录"):
        take_back(change, by=change.made_by, at=NOW)

    assert SchoolClass.objects.filter(code="301").exists()


def test_what_was_changed_again_is_not_taken_back(small):
    change = done(small, csv("101,,t101,王丽,,,,,,"))
    Staff.objects.filter(code="t101").update(name="王莉")

    with pytest.raises(ChangeRefused, match="又改过"):
        take_back(change, by=change.made_by, at=NOW)


def test_a_confirmed_change_is_shown_again_if_the_roster_is_another_by_now(small):
    change = handed_in(small, csv("101,,t101,王丽,,,,,,"))
    Staff.objects.filter(code="t101").update(name="王莉")
    confirm(change, NOW)

    carry_out(change, roster_worker, NOW)

    change.refresh_from_db()
    assert (change.status, change.preview["lines"][0]["before"]) == ("ready", "王莉")
    assert Staff.objects.get(code="t101").name == "王莉"


def test_a_change_is_carried_out_once_however_often_it_is_started(small):
    change = done(small, csv("301,三年级1班,t9,王丽,小学,三年级,,,41,"))

    carry_out(change, roster_worker, NOW)

    assert not confirm(change, NOW)
    assert SchoolClass.objects.filter(code="301").count() == 1


def test_a_dropped_change_keeps_no_file(small):
    change = handed_in(small, csv("101,,t101,王丽,,,,,,"))

    drop(change)

    change.refresh_from_db()
    assert (change.status, bytes(change.content)) == ("dropped", b"")
