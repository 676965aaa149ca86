"""A round of selection from application to the posting, and what keeps it from going on."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from banheng.development.eligible import answered
from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.people import person_of
from banheng.development.posts.applying import apply, recommend, withdraw
from banheng.development.posts.deciding import decide
from banheng.development.posts.judging import give_marks, put_result, set_panel, standings, total_of
from banheng.development.posts.models import Applicant, Appointment, Post, Round, RoundStep, Step
from banheng.development.posts.objecting import answer_objection, object_to
from banheng.development.posts.opening import cancel_round
from banheng.development.posts.screening import screen, waive
from banheng.development.posts.terms import next_term, term_years
from banheng.eligibility.answer import Outcome
from banheng.eligibility.pack import RuleKind
from banheng.schools.models import Posting, Staff
from tests.development.posts.rounds import DAY, FIRST, LAST, make_world, taught
from tests.factories import NOW, TODAY, make_user

pytestmark = pytest.mark.django_db
APPOINTED = Applicant.Outcome.APPOINTED


@pytest.fixture
def world():
    return make_world()


def refused(call, *arguments, **named):
    with pytest.raises(DevelopmentRefused) as refusal:
        call(*arguments, **named)
    return refusal.value.code


def compete(world, selection, judges, marks=(("90", "80"), ("95", "85"))):
    """Enter written marks 88 and 92, panel marks by judge and applicant, votes 45 and 30 of 50."""
    set_panel(selection, judges)
    first, second = selection.applicants.all()
    for applicant, mark, votes in ((first, "88", 45), (second, "92", 30)):
        put_result(applicant, "part1", mark=mark, by=world.office, at=NOW)
        put_result(applicant, "part3", votes=(votes, 50), by=world.office, at=NOW)
    for judge, said in zip(judges, marks, strict=True):
        given_marks = {(first.pk, "part2"): said[0], (second.pk, "part2"): said[1]}
        give_marks(selection, given_marks, by=judge, at=NOW)


def test_a_whole_round_ends_in_roster_and_dossier(world):
    selection = world.screened()
    later = NOW + timedelta(days=9)
    judges = [make_user("judge1"), make_user("judge2")]
    assert selection.step == Step.LISTED
    assert selection.notice_until == TODAY + timedelta(days=5)  # three school days, a weekend between

    world.go_on(selection, at=later)
    compete(world, selection, judges)
    world.go_on(selection, at=later)
    first, second = (line.applicant for line in standings(selection))
    decide(first, APPOINTED, school_class=world.small.classes["101"], by=world.office, at=later)
    decide(second, Applicant.Outcome.RESERVE, by=world.office, at=later)
    world.go_on(selection, at=later, minutes="学部办公会〔2026〕3号")
    world.go_on(selection, at=later + timedelta(days=9))
    world.go_on(selection, at=later + timedelta(days=9), by=world.principal)
    done = world.go_on(selection, at=later + timedelta(days=9), by=world.principal)

    assert done.state == Round.State.DONE
    assert [entry.step for entry in selection.log.all()] == list(Step)
    before, after = Posting.objects.filter(school_class=world.small.classes["101"])
    assert (before.last, after.staff, after.first, after.last) == (FIRST - DAY, first.staff, FIRST, LAST)
    appointment = Appointment.objects.get(staff=first.staff)
    assert (appointment.minutes, appointment.posting) == ("学部办公会〔2026〕3号", after)
    reserve = Fact.objects.get(staff=second.staff, kind=Fact.Kind.POST)
    assert reserve.content == {"post": "reserve_homeroom_teacher"}
    day = (later + timedelta(days=20)).date()
    ((_, answer),) = answered(world.school, [first.staff], day, (RuleKind.APPOINT,))[0].answers
    assert answer.outcome is Outcome.MET


def test_steps_prove_nothing_after_the_term_of_office(world):
    selection = world.screened(steps=(Step.APPLIED,))
    applicant = selection.applicants.first()
    for each in selection.applicants.all():
        outcome = APPOINTED if each == applicant else Applicant.Outcome.NOT_APPOINTED
        decide(each, outcome, school_class=world.small.classes["101"], by=world.office, at=NOW)
    world.go_on(selection, minutes="3号")
    world.go_on(selection, by=world.principal)

    assert "applied" in person_of(applicant.staff, LAST).confirmed
    assert "applied" not in person_of(applicant.staff, LAST + DAY).confirmed
    assert "recommended" not in person_of(applicant.staff, LAST).confirmed


def test_totals_are_exact_and_equal_ones_share_a_place(world):
    selection = world.go_on(world.screened(), at=NOW + timedelta(days=9))
    compete(
        world,
        selection,
        [make_user("judge1"), make_user("judge2"), make_user("judge3")],
        (("90", "80"), ("95", "85"), ("95", "85")),
    )

    lines = standings(selection)

    # 3 of 10 at 88, 4 of 10 at 280/3, 3 of 10 at 90: 90.7333…
    assert [(line.total, line.place) for line in lines] == [(907_300, 1), (789_300, 2)]
    assert lines[0].parts == [880_000, 933_333, 900_000]


WEIGHED = st.tuples(st.integers(0, 1_000_000), st.integers(1, 100))


@given(st.lists(WEIGHED, min_size=1, max_size=4))
def test_a_total_lies_between_the_least_and_the_best_part(weighed):
    parts, weights = zip(*weighed, strict=True)

    total = total_of(parts, weights)

    assert min(parts) - 50 <= total <= max(parts) + 50
    assert total_of([*parts, None], [*weights, 1]) is None


def test_nobody_judges_in_a_round_of_their_own(world):
    selection = world.screened()
    own = make_user("own", staff=world.colleagues[0])
    first = selection.applicants.first()

    assert refused(set_panel, selection, [own]) == "conflict"
    assert refused(screen, first, passed=True, by=own, at=NOW) == "own"
    assert refused(waive, first, reason="人手不够", by=own, at=NOW) == "own"
    selection = world.go_on(selection, at=NOW + timedelta(days=9))
    assert refused(give_marks, selection, {}, by=own, at=NOW) == "no_member"
    selection.panel.create(user=own)
    assert refused(give_marks, selection, {}, by=own, at=NOW) == "conflict"
    assert refused(put_result, first, "part1", mark="99", by=own, at=NOW) == "conflict"
    assert refused(decide, first, APPOINTED, by=own, at=NOW) == "own"


@pytest.mark.parametrize("mark", ["101", "-1", "很好", "99.99999"])
def test_a_mark_is_a_figure_from_0_to_100(world, mark):
    selection = world.go_on(world.screened(), at=NOW + timedelta(days=9))

    assert (
        refused(put_result, selection.applicants.first(), "part1", mark=mark, by=world.office, at=NOW)
        == "mark"
    )


@pytest.mark.parametrize("votes", [(51, 50), (0, 0), (-1, 50)])
def test_votes_must_be_possible(world, votes):
    selection = world.go_on(world.screened(), at=NOW + timedelta(days=9))

    code = refused(put_result, selection.applicants.first(), "part3", votes=votes, by=world.office, at=NOW)

    assert code == "votes"


def test_a_rule_that_is_not_met_blocks_until_the_principal_decides_otherwise(world):
    newcomer = Staff.objects.create(school=world.school, code="t89", name="新教师")
    taught(newcomer, TODAY - timedelta(days=90))
    selection = world.opened()
    applicant = apply(selection, newcomer, statement="", by=None, at=NOW)
    for _ in range(2):
        world.go_on(selection)

    assert refused(screen, applicant, passed=True, by=world.office, at=NOW) == "not_suitable"
    assert refused(waive, applicant, reason=" ", by=world.principal, at=NOW) == "no_reason"
    waive(applicant, reason="本年级没有其他人选", by=world.principal, at=NOW)
    kept = screen(applicant, passed=True, by=world.office, at=NOW)

    assert [(answer["hinders"], answer["outcome"]) for answer in kept.answers] == [
        (True, "blocked"),
        (False, "warned"),
        (False, "unknown"),
    ]
    assert "任教满一年" in kept.answers[0]["zh"]
    assert kept.waived_by == world.principal


def test_each_step_asks_for_what_belongs_to_it(world):
    selection = world.opened()
    world.go_on(selection)
    assert refused(world.go_on, selection) == "nobody"  # neither applied nor recommended
    recommend(selection, world.colleagues[0], reason="带班有方", by=world.office, at=NOW)
    world.go_on(selection)
    assert refused(world.go_on, selection) == "unscreened"
    applicant = selection.applicants.get()
    screen(applicant, passed=True, by=world.office, at=NOW)
    world.go_on(selection)
    assert refused(world.go_on, selection) == "notice"
    later = NOW + timedelta(days=9)
    objection = object_to(selection, text="任教年限有误", by=world.principal, at=NOW)
    assert refused(world.go_on, selection, at=later) == "objections"
    assert (
        refused(answer_objection, objection, upheld=False, answer="查实无误", by=world.principal, at=NOW)
        == "own"
    )
    answer_objection(objection, upheld=False, answer="查实无误", by=world.office, at=NOW)
    assert (
        refused(answer_objection, objection, upheld=True, answer="再查", by=world.office, at=NOW)
        == "answered"
    )
    world.go_on(selection, at=later)
    assert refused(world.go_on, selection, at=later) == "marks"


def test_a_decision_needs_a_class_of_its_own_and_minutes(world):
    selection = world.screened(steps=(Step.APPLIED,))
    first, second = selection.applicants.all()

    assert refused(decide, first, APPOINTED, by=world.office, at=NOW) == "no_class"
    decide(first, APPOINTED, school_class=world.small.classes["101"], by=world.office, at=NOW)
    twice = {"school_class": world.small.classes["101"], "by": world.office, "at": NOW}
    assert refused(decide, second, APPOINTED, **twice) == "class_twice"
    assert refused(world.go_on, selection) == "undecided"
    decide(second, Applicant.Outcome.NOT_APPOINTED, by=world.office, at=NOW)
    assert refused(world.go_on, selection) == "no_minutes"


def test_who_withdrew_may_come_back_while_the_step_lasts(world):
    selection = world.opened()
    applicant = apply(selection, world.colleagues[0], statement="", by=None, at=NOW)
    assert refused(apply, selection, world.colleagues[0], statement="", by=None, at=NOW) == "twice"

    withdraw(applicant, at=NOW)
    apply(selection, world.colleagues[0], statement="再次报名", by=None, at=NOW)

    assert selection.applicants.get().withdrawn_at is None


def test_a_round_is_cancelled_with_a_reason_and_goes_no_further(world):
    selection = world.opened()
    assert refused(cancel_round, selection, reason="", by=world.office, at=NOW) == "no_reason"

    cancel_round(selection, reason="报名人数不足", by=world.office, at=NOW)

    assert refused(apply, selection, world.colleagues[0], statement="", by=None, at=NOW) == "over"
    assert RoundStep.objects.get().name == "取消"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"steps": (Step.COMPETED,)}, "no_way_in"),
        ({"parts": ()}, "no_parts"),
        ({"parts": ({"name": "笔试", "way": "mark", "weight": 0},)}, "part"),
        ({"first": LAST, "last": FIRST}, "days"),
        ({"notice_days": 0}, "no_notice"),
    ],
)
def test_a_round_that_cannot_be_run_is_not_opened(world, said, code):
    assert refused(world.opened, **said) == code


def test_a_finished_step_is_never_changed(world):
    selection = world.opened()
    world.go_on(selection)

    with pytest.raises(DatabaseError), transaction.atomic():
        RoundStep.objects.update(remark="改了")


def test_the_term_of_office_is_that_of_the_rules_in_force(world):
    assert term_years(world.school, TODAY) == 3
    assert next_term(world.school, TODAY) == (date(2027, 8, 1), date(2030, 7, 31))
    assert term_years(world.school, date(2020, 1, 1)) == 1


def test_a_round_for_a_promotion_asks_for_the_rule_of_that_post(world):
    selection = world.opened(steps=(Step.APPLIED,), post=Post.GRADE_LEADER)
    applicant = apply(selection, world.colleagues[0], statement="", by=None, at=NOW)
    world.go_on(selection)

    assert refused(screen, applicant, passed=True, by=world.office, at=NOW) == "not_suitable"
