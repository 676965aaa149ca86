"""From an inspection to a finding that is put right and closed."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banheng.bureau.errors import BureauRefused
from banheng.bureau.findings.drawing import draw
from banheng.bureau.findings.inspecting import (
    conclude_inspection,
    is_drawn_rightly,
    note_visit,
    plan_inspection,
)
from banheng.bureau.findings.models import Finding, Inspection
from banheng.bureau.findings.overdue import open_first, repeated
from banheng.bureau.findings.recording import record_finding
from banheng.bureau.findings.rectifying import answer, look_again, put_off, report_done, urge
from banheng.schools.models import School
from tests.bureau.county import make_county
from tests.factories import NOW, TODAY, make_school

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def county(time_machine_today):
    return make_county()


def found(county, **more):
    said = {"what": "消防栓没有水", "source": "inspection", "found_on": TODAY, "due": TODAY + WEEK, **more}
    return record_finding(county.bureau, county.small.school, by=county.supervisor, at=NOW, **said)


def answered(county, **more):
    finding = found(county, **more)
    owner = county.small.teachers["101"]
    answer(finding, cause="阀门坏", owner=owner, measure="换阀门", by=county.principal, at=NOW)
    return finding


@given(st.sets(st.text(min_size=1, max_size=8)), st.integers(0, 10), st.text(min_size=1))
def test_everybody_draws_the_same_schools_whatever_their_order(pool, number, seed):
    drawn = draw(pool, number, seed)

    assert drawn == draw(sorted(pool, reverse=True), number, seed)
    assert len(set(drawn)) == min(number, len(pool))
    assert set(drawn) <= pool


def test_a_random_inspection_shows_pool_and_seed_and_can_be_drawn_again(county):
    schools = [county.small.school, *(School.objects.create(code=f"s{n}", name=f"学校{n}") for n in range(9))]
    made = plan_inspection(
        county.bureau,
        kind=Inspection.Kind.RANDOM,
        title="抽查",
        first=TODAY,
        last=TODAY + WEEK,
        schools=schools,
        number=3,
        seed="20261021",
        by=county.supervisor,
        at=NOW,
    )
    assert (len(made.pool), made.visits.count(), is_drawn_rightly(made)) == (10, 3, True)
    made.seed = "20261022"
    assert not is_drawn_rightly(made)


@pytest.mark.parametrize(("number", "seed"), [(None, "1"), (2, "1"), (1, " ")])
def test_a_draw_without_number_seed_or_enough_schools_is_refused(county, number, seed):
    said = {"title": "抽查", "first": TODAY, "last": TODAY, "schools": [county.small.school]}
    with pytest.raises(BureauRefused, match="抽取种子"):
        plan_inspection(county.bureau, kind="random", number=number, seed=seed, by=None, at=NOW, **said)


def test_an_inspection_is_concluded_after_every_visit(county):
    said = {"title": "一日驻校", "first": TODAY, "last": TODAY, "schools": [county.small.school]}
    made = plan_inspection(county.bureau, kind="one_day", by=county.supervisor, at=NOW, **said)
    with pytest.raises(BureauRefused, match="育才小学"):
        conclude_inspection(made, conclusion="好", at=NOW)
    visit = made.visits.get()
    with pytest.raises(BureauRefused, match="起止日期之内"):
        note_visit(visit, visited_on=TODAY + WEEK, team="甲", summary="好")
    note_visit(visit, visited_on=TODAY, team="甲", summary="好")
    conclude_inspection(made, conclusion="好", at=NOW)

    assert made.closed_at == NOW


def test_a_finding_is_answered_put_right_looked_at_and_closed(county):
    finding = answered(county)
    report_done(finding, text="已换", proof="验收单", by=county.principal, at=NOW)
    look_again(finding, is_right=True, text="有水了", by=county.supervisor, at=NOW)

    assert (finding.state, finding.closed_on) == (Finding.State.CLOSED, TODAY)
    assert [step.kind for step in finding.steps.all()] == ["answered", "reported", "closed"]
    with pytest.raises(BureauRefused, match="已销号"):
        put_off(finding, due=TODAY + 9 * WEEK, reason="晚", by=county.supervisor, at=NOW)


def test_what_is_not_right_goes_back_with_another_day(county):
    finding = answered(county)
    report_done(finding, text="已换", proof="验收单", by=county.principal, at=NOW)
    with pytest.raises(BureauRefused, match="新期限"):
        look_again(finding, is_right=False, text="还没有水", by=county.supervisor, at=NOW)
    look_again(finding, is_right=False, text="还没有水", due=TODAY + 2 * WEEK, by=county.supervisor, at=NOW)

    assert (finding.state, finding.due) == (Finding.State.UNDER_WAY, TODAY + 2 * WEEK)


def test_who_reported_it_does_not_look_again(county):
    finding = answered(county)
    report_done(finding, text="已换", proof="验收单", by=county.supervisor, at=NOW)
    with pytest.raises(BureauRefused, match="由别人复查"):
        look_again(finding, is_right=True, text="好", by=county.supervisor, at=NOW)


def test_nothing_is_reported_before_it_is_answered(county):
    with pytest.raises(BureauRefused, match="请先答复"):
        report_done(found(county), text="已换", proof="单", by=county.principal, at=NOW)


def test_the_owner_is_of_the_school(county):
    stranger = make_school("other", "别的学校").teachers["101"]
    with pytest.raises(BureauRefused, match="本校教职工"):
        answer(found(county), cause="—", owner=stranger, measure="—", by=county.principal, at=NOW)


def test_only_what_is_overdue_is_urged_and_it_stands_first(county):
    late = found(county, found_on=TODAY - WEEK, due=TODAY - timedelta(days=1))
    later = found(county)
    with pytest.raises(BureauRefused, match="还没有逾期"):
        urge(later, text="快", by=county.head, at=NOW)
    urge(late, text="三天内办结", by=county.head, at=NOW)

    assert (late.days_late(TODAY), late.is_late(TODAY - timedelta(days=1))) == (1, False)
    assert open_first([later, late], TODAY) == [late, later]


def test_the_same_standard_missed_again_is_noticed(county):
    first = answered(county, standard="消防", found_on=TODAY - WEEK)
    report_done(first, text="好", proof="单", by=county.principal, at=NOW)
    look_again(first, is_right=True, text="好", by=county.supervisor, at=NOW)

    assert repeated(found(county, standard="消防")) == [first]
    assert repeated(found(county, standard="卫生")) == []
