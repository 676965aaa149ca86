"""A plan of the library becomes a plan with owners and days; measures are proved and looked at, phases reviewed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from ruamel.yaml import YAML

from banheng.development.errors import DevelopmentRefused
from banheng.development.plans.carrying_out import close, complete, look_at_effect, review
from banheng.development.plans.drawing_up import add_measure, add_phase, assign, draw_up, drop
from banheng.development.plans.models import Measure
from banheng.development.plans.progress import owed, progress
from banheng.development.plans.template import plan_drafts
from tests.factories import NOW, TODAY, make_school, make_user

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)


@pytest.fixture
def small():
    return make_school()


def plan_of(small, code="001-K", **said):
    draft = plan_drafts()[code] if code else None
    given = {"title": "三年行动", "goal": "队伍强", "first": FIRST, "last": LAST, "by": None, "at": NOW}
    return draw_up(small.school, draft, **given | said)


def refused(do, *arguments, **named):
    with pytest.raises(DevelopmentRefused) as refusal:
        do(*arguments, **named)
    return refusal.value.code


def give(measure, owner, **said):
    kept = {"due": measure.due, "target": measure.target, "evidence": measure.evidence}
    assign(measure, owner=owner, **kept | said)


def finish(measure, owner, verdict="reached"):
    give(measure, owner)
    complete(measure, result="人人参加", proof="纪要 3 号", at=NOW)
    look_at_effect(measure, verdict=verdict, effect="风气好转", by=make_user(f"u{measure.pk}"), at=NOW)


@pytest.mark.parametrize("code", plan_drafts())
def test_each_plan_of_the_library_says_who_to_what_end_and_proved_by_what(small, code):
    plan = plan_of(small, code)

    measures = Measure.objects.filter(phase__plan=plan)
    assert measures.exists()
    assert all(each.duty and each.target and each.evidence and each.clauses for each in measures)
    assert {each.phase.last for each in measures} >= {each.due for each in measures}


def test_what_the_coverage_says_of_plans_stands_in_the_library(project):
    coverage = YAML(typ="safe").load(project / "docs/reference/coverage.yaml")
    said = {
        clause
        for clauses in coverage.values()
        for clause, entry in clauses.items()
        if entry["proof"] == "tests/development/plans/test_plans.py"
    }
    cited = {
        clause
        for draft in plan_drafts().values()
        for part in (draft, *draft.phases, *(each for phase in draft.phases for each in phase.measures))
        for clause in part.clause
    }

    assert said
    assert said <= cited


def test_no_clause_stands_in_two_measures_of_a_plan():
    for draft in plan_drafts().values():
        cited = [clause for phase in draft.phases for each in phase.measures for clause in each.clause]
        assert len(cited) == len(set(cited)), draft.plan


def test_phases_share_the_days_without_a_gap(small):
    phases = list(plan_of(small).phases.all())

    assert [phase.name for phase in phases] == ["全面启动", "重点提高", "普遍提升"]
    assert (phases[0].first, phases[-1].last) == (FIRST, LAST)
    assert all(later.first - earlier.last == timedelta(days=1) for earlier, later in pairwise(phases))


@pytest.mark.parametrize("last", [FIRST - timedelta(days=1), FIRST + timedelta(days=1)])
def test_a_plan_has_a_day_for_each_phase(small, last):
    assert refused(plan_of, small, last=last) == "days"


def test_a_measure_is_assigned_proved_and_looked_at_by_somebody_else(small):
    measure = Measure.objects.filter(phase__plan=plan_of(small)).first()
    owner, user = small.teachers["101"], make_user("own", staff=small.teachers["101"])
    done = {"result": "全员参加", "proof": "签到表", "at": NOW}

    assert refused(complete, measure, **done) == "no_owner"
    give(measure, owner, due=FIRST + timedelta(days=30))
    assert refused(complete, measure, **done | {"proof": " "}) == "no_proof"
    seen = {"verdict": "partly", "effect": "还要加强", "at": NOW}
    assert refused(look_at_effect, measure, by=user, **seen) == "not_done"
    complete(measure, **done)
    assert refused(complete, measure, **done) == "done"
    assert refused(look_at_effect, measure, by=user, **seen) == "own"
    look_at_effect(measure, by=make_user("other"), **seen)
    assert refused(look_at_effect, measure, by=make_user("third"), **seen) == "reviewed"
    assert (measure.verdict, measure.owner) == ("partly", owner)


@pytest.mark.parametrize(
    ("said", "code"),
    [({"due": LAST + timedelta(days=1)}, "outside"), ({"owner": "stranger"}, "stranger")],
)
def test_a_measure_is_due_within_the_plan_and_of_somebody_here(small, said, code):
    measure = Measure.objects.filter(phase__plan=plan_of(small)).first()
    owner = make_school("other").teachers["101"] if said.pop("owner", None) else small.teachers["101"]

    assert refused(give, measure, owner, **said) == code


def test_a_phase_is_reviewed_once_all_is_done_or_given_up_and_the_plan_closed_after_its_phases(small):
    plan = plan_of(small, None)
    phase = add_phase(plan, name="起步", goal="", first=FIRST, last=LAST)
    wanted = {"target": "一份", "evidence": "文本", "due": LAST}
    kept = add_measure(phase, name="定制度", owner=small.teachers["101"], **wanted)
    other = add_measure(phase, name="印手册", owner=None, **wanted)
    said = {
        "before": "没有制度",
        "after": "有制度",
        "conclusion": "再细化",
        "by": make_user("office"),
        "at": NOW,
    }

    assert refused(review, phase, **said) == "open"
    finish(kept, small.teachers["101"])
    assert refused(drop, other, reason="") == "no_reason"
    drop(other, reason="改用电子版")
    assert refused(close, plan, after="", at=NOW) == "open"
    review(phase, **said)
    assert refused(review, phase, **said) == "reviewed"
    assert refused(add_measure, phase, name="再来", owner=None, **wanted) == "reviewed"
    close(plan, after="制度健全", at=NOW)
    assert refused(add_phase, plan, name="二", goal="", first=FIRST, last=LAST) == "closed"


def test_what_is_late_comes_first_and_progress_leaves_out_what_was_given_up(small):
    plan = plan_of(small, "001-G", last=FIRST + timedelta(days=100))
    first, second, third, *_ = Measure.objects.filter(phase__plan=plan).order_by("phase", "position")
    finish(first, small.teachers["101"])
    give(second, small.teachers["102"], due=TODAY - timedelta(days=20))
    drop(third, reason="没有经费")

    counted = progress(Measure.objects.filter(phase__plan=plan), TODAY)

    assert (counted.all, counted.done, counted.reached) == (5, 1, 1)
    assert counted.percent == 20
    assert (counted.late, counted.unassigned) == (1, 3)
    assert owed(small.school)[0] == second
    assert owed(small.school, small.teachers["102"]) == [second]
