"""A finished record of the work counts in the scheme by itself; what is restricted never does."""

import pytest

from banheng.duties.adopting import put_in_force
from banheng.duties.doing import do, take_back
from banheng.duties.errors import DutyRefused
from banheng.duties.work.keeping import withdraw
from banheng.duties.work.stepping import take_step
from banheng.ledger.models import Record
from tests.factories import NOW, TODAY, adopt, keep_work

pytestmark = pytest.mark.django_db

SCHEME = """\
scheme: work
title: 常规考核
period: term
full_points: 20
indicators:
  - code: routine
    name: 常规
    full_points: 20
    items:
      - code: meetings
        name: 班会
        full_points: 10
        from: duty
        rule: {kind: target, target: 20, short: -0.5, every: 1, floor: 0, when_missing: zero}
      - code: plan
        name: 计划
        full_points: 10
        from: duty
        rule: {kind: timely, due: {days: 14}, on_time: 10, late: 5, when_missing: zero}
"""
PACK = """\
pack: feeding
title: 常规
duties:
  - {code: meeting, name: 开好班会, when: {kind: weekly}, proof: form, form_of: {form: class_meeting}, feeds: {item: meetings}}
  - {code: plan, name: 交计划, when: {kind: termly}, proof: form, form_of: {form: work_plan, step: handed_in}, feeds: {item: plan}}
  - {code: tidy, name: 整理, when: {kind: daily}, feeds: {item: meetings}}
"""
MEETING = {"theme": "安全", "title": "防溺水"}


@pytest.fixture
def version(small):
    adopt(small.school, text=SCHEME)
    return put_in_force(small.school, PACK, first=TODAY, by=None, at=NOW)


def counted():
    return [(record.item, record.source) for record in Record.objects.filter(voids=None, voided_by=None)]


def test_a_class_meeting_counts_when_it_is_written_down(small, teacher, version):
    kept = keep_work(small, "class_meeting", MEETING, by=teacher)

    assert counted() == [("meetings", "work")]
    assert kept.feeds == [{"duty": "feeding:meeting", "record": str(Record.objects.get().pk)}]


def test_a_plan_counts_once_on_the_day_it_is_handed_in(small, teacher, version):
    plan = keep_work(small, "work_plan", {"situation": "一", "goals": "二", "measures": "三"}, by=teacher)
    assert counted() == []

    handed_in = plan.work_form.step("handed_in")
    take_step(plan, handed_in, by=teacher, at=NOW)
    take_step(plan, handed_in, by=teacher, at=NOW)

    assert counted() == [("plan", "work")]


def test_a_correction_counts_no_second_time_and_a_withdrawal_takes_it_back(small, teacher, version):
    first = keep_work(small, "class_meeting", MEETING, by=teacher)
    second = keep_work(small, "class_meeting", {**MEETING, "title": "防火"}, by=teacher, replaces=first)
    assert counted() == [("meetings", "work")]

    withdraw(second, by=teacher, at=NOW)

    assert counted() == []


def test_a_tick_counts_and_taking_it_back_voids_it(small, teacher, version):
    done = do(version, "tidy", small.classes["101"], day=TODAY, number=1, by=teacher, at=NOW)
    assert counted() == [("meetings", "work")]

    take_back(done, by=teacher, at=NOW)

    assert counted() == []


def test_without_a_scheme_in_force_the_record_stands_and_counts_nowhere(small, teacher):
    put_in_force(small.school, PACK, first=TODAY, by=None, at=NOW)

    assert keep_work(small, "class_meeting", MEETING, by=teacher).feeds == []
    assert counted() == []


@pytest.mark.parametrize(
    "duty",
    [
        "{code: talk, name: 谈话, when: {kind: weekly}, proof: form, form_of: {form: pupil_talk}, feeds: {item: meetings}}",
        "{code: talk, name: 谈话, when: {kind: weekly}, restricted: true, feeds: {item: meetings}}",
    ],
)
def test_what_is_restricted_is_never_bound_to_a_scheme_and_the_refusal_says_why(small, duty):
    with pytest.raises(DutyRefused) as refused:
        put_in_force(small.school, f"pack: p\ntitle: t\nduties:\n  - {duty}\n", first=TODAY, by=None, at=NOW)

    assert "受限记录（谈话、健康、家庭）不得计入考核，请去掉 feeds" in "".join(refused.value.faults)


JUDGED = """\
scheme: judged
title: 考核
period: term
full_points: 20
indicators:
  - code: all
    name: 常规
    full_points: 20
    items:
      - code: meeting
        name: 座谈评议
        full_points: 10
        from: judged
        rule: {kind: level, levels: {优秀: 10, 良好: 8}, when_missing: not_applicable}
      - code: mark
        name: 座谈打分
        full_points: 10
        from: judged
        rule: {kind: judged, when_missing: not_applicable}
"""
AGREED = """\
pack: agreed
title: 评议
duties:
  - {code: level, name: 座谈评议, when: {kind: as_needed}, proof: form, form_of: {form: evaluation_meeting, step: confirmed}, feeds: {item: meeting, level_of: level}}
  - {code: mark, name: 座谈打分, when: {kind: as_needed}, proof: form, form_of: {form: evaluation_meeting, step: confirmed}, feeds: {item: mark, value_of: mark}}
"""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"level": "优秀", "mark": "9"}, [("mark", "", 90_000), ("meeting", "优秀", None)]),
        ({"level": "良好"}, [("meeting", "良好", None)]),
        ({"level": "不合格"}, []),  # a level that the scheme does not have is for the office to record
        ({}, []),
    ],
)
def test_what_a_meeting_agreed_counts_when_the_chair_has_confirmed_it(small, teacher, said, expected):
    adopt(small.school, text=JUDGED)
    put_in_force(small.school, AGREED, first=TODAY, by=None, at=NOW)
    chair = [str(small.teachers["102"].pk)]
    written = {"starts": "15:00", "chair": chair, "present": chair, "minutes": "大家认为班风好。", **said}
    meeting = keep_work(small, "evaluation_meeting", written, by=teacher)
    assert not Record.objects.exists()

    take_step(meeting, meeting.work_form.step("confirmed"), by=teacher, at=NOW)

    records = Record.objects.order_by("item").values_list("item", "level", "value")
    assert [(item, level, value) for item, level, value in records] == expected


@pytest.mark.parametrize("feeds", ["level_of: mark", "value_of: level", "value_of: nothing"])
def test_a_level_comes_from_a_choice_and_a_mark_from_a_number(small, feeds):
    text = AGREED.replace("level_of: level", feeds)

    with pytest.raises(DutyRefused) as refused:
        put_in_force(small.school, text, first=TODAY, by=None, at=NOW)

    assert "level_of 应为" in refused.value.faults[0]
