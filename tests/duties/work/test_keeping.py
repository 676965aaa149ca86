"""Records of the work: kept once, as the form asks, corrected by another, withdrawn."""

from datetime import timedelta
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from banheng.accounts.roles import Role
from banheng.duties.errors import WorkRefused
from banheng.duties.models import WorkRecord
from banheng.duties.work.keeping import withdraw
from banheng.duties.work.showing import open_record, shown, title_of
from tests.factories import NOW, TODAY, keep_work, make_pupils

pytestmark = pytest.mark.django_db

TALK = {"about": ["学习"], "words": "父母离异，最近情绪低落。"}


def words(record, by):
    return {
        line.field.code: line.text or dict(line.lines)
        for line in shown(record, open_record(record, by=by, at=NOW))
    }


def test_a_record_holds_what_its_form_asks_for(small, teacher, pupils):
    marks = {pupils[0]: "病假", pupils[1]: "到", pupils[2]: "迟到"}

    kept = keep_work(small, "attendance", {"session": "上午", "marks": marks}, by=teacher)

    assert words(kept, teacher) == {"session": "上午", "marks": {"李明": "病假", "赵强": "迟到"}}
    assert title_of(kept) == "点名：上午"
    assert set(kept.pupils.all()) == {pupils[0], pupils[2]}
    assert kept.closed_at == NOW


@pytest.mark.parametrize(
    ("form", "said", "fields"),
    [
        ("attendance", {}, {"session": "请填写“时段”。"}),
        (
            "attendance",
            {"session": "中午"},
            {"session": "没有“中午”这个选项。可选：上午、下午、晚自习、就寝。"},
        ),
        ("drill", {"kind": "消防", "number": "四十"}, {"number": "请填 0 以上的整数，例如 40。"}),
        ("drill", {"kind": "消防", "number": "-1"}, {"number": "请填 0 以上的整数，例如 40。"}),
        (
            "property_check",
            {"result": "完好", "damage": "凳" * 201},
            {"damage": "最多 200 个字，现在有 201 个。请缩短。"},
        ),
        (
            "pupil_talk",
            {"about": ["学习"], "pupils": ["999999"]},
            {"pupils": "选了不在这个班的学生。请刷新页面再选。"},
        ),
        (
            "pupil_leave",
            {"kind": "病假", "until": "明天"},
            {"pupils": "请填写“学生”。", "until": "请填日期，例如 2026-10-21。"},
        ),
    ],
)
def test_what_cannot_be_taken_is_said_field_by_field_and_nothing_is_kept(
    small, teacher, pupils, form, said, fields
):
    with pytest.raises(WorkRefused) as refused:
        keep_work(small, form, said, by=teacher)

    assert refused.value.fields == fields
    assert not WorkRecord.objects.exists()


def test_two_pupils_cannot_have_the_same_comment_or_seat(small, teacher, pupils):
    one, other, _ = pupils
    with pytest.raises(WorkRefused) as refused:
        keep_work(
            small, "conduct_comment", {"comments": {one: "勤奋好学。", other: "勤奋好学。"}}, by=teacher
        )
    assert refused.value.fields["comments"] == "李明、王芳的内容完全相同。请写出各自的特点。"

    with pytest.raises(WorkRefused) as refused:
        keep_work(small, "seating", {"seats": {one: "3-2", other: "3-2"}}, by=teacher)
    assert refused.value.fields["seats"] == "李明、王芳的座位相同。"


@pytest.mark.parametrize(
    ("day", "said"), [(TODAY + timedelta(days=1), "日期还没有到"), (TODAY - timedelta(days=401), "日期太早")]
)
def test_a_day_to_come_or_long_gone_is_refused(small, teacher, day, said):
    with pytest.raises(WorkRefused) as refused:
        keep_work(small, "property_check", {"result": "完好"}, by=teacher, day=day)

    assert said in refused.value.fields["day"]


def test_sent_twice_a_record_is_kept_once(small, teacher):
    key = UUID(str(uuid7()))
    first = keep_work(small, "property_check", {"result": "完好"}, by=teacher, id=key)
    again = keep_work(small, "property_check", {"result": "完好"}, by=teacher, id=key)

    assert first == again
    assert WorkRecord.objects.count() == 1


def test_nobody_takes_the_id_of_somebody_elses_record(small, users, teacher):
    kept = keep_work(small, "property_check", {"result": "完好"}, by=teacher)

    with pytest.raises(WorkRefused, match="已被占用"):
        keep_work(small, "property_check", {"result": "完好"}, by=users[Role.PRINCIPAL], id=kept.pk)


def test_pupils_of_another_class_cannot_be_named(small, teacher):
    (stranger,) = make_pupils(small, "孙丽", school_class="102")

    with pytest.raises(WorkRefused):
        keep_work(small, "pupil_talk", {"pupils": [stranger], "about": ["学习"]}, by=teacher)


def test_a_correction_takes_the_place_of_a_record_and_the_old_one_stays(small, teacher):
    old = keep_work(small, "property_check", {"result": "完好"}, by=teacher)
    new = keep_work(
        small, "property_check", {"result": "有损坏", "damage": "窗玻璃"}, by=teacher, replaces=old
    )

    assert list(WorkRecord.objects.filter(replaced_by=None)) == [new]
    assert words(old, teacher) == {"result": "完好"}
    with pytest.raises(WorkRefused, match="已经更正或撤回"):
        keep_work(small, "property_check", {"result": "完好"}, by=teacher, replaces=old)
    with pytest.raises(WorkRefused, match="已经更正或撤回"):
        withdraw(old, by=teacher, at=NOW)


def test_a_withdrawn_record_stays_and_holds_no_more(small, teacher):
    kept = keep_work(small, "property_check", {"result": "完好"}, by=teacher)

    withdraw(kept, by=teacher, at=NOW)

    assert WorkRecord.objects.get().withdrawn_at == NOW


def test_what_is_restricted_stands_in_the_database_encrypted(small, teacher, pupils):
    kept = keep_work(small, "pupil_talk", {"pupils": [pupils[0]], **TALK}, by=teacher)

    assert kept.content == {}
    assert "离异".encode() not in bytes(kept.sealed)
    assert words(kept, teacher)["words"] == TALK["words"]
    assert title_of(kept) == "谈心谈话"
    assert not kept.looks.exists()


def test_each_look_of_another_at_what_is_restricted_is_noted(small, users, teacher):
    office = users[Role.MORAL_EDUCATION_OFFICE]
    kept = keep_work(small, "incident", {"kind": "学生受伤"}, by=teacher)

    open_record(kept, by=office, at=NOW)

    assert [(look.by, look.at) for look in kept.looks.all()] == [(office, NOW)]
