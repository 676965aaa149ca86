"""The rule packs of the library in a round: what they ask of applicants, and the steps that they ask for."""

from datetime import timedelta

import pytest

from banheng.development.eligible import answered
from banheng.development.models import Fact
from banheng.development.posts.applying import apply, recommend
from banheng.development.posts.appointing import appoint
from banheng.development.posts.deciding import decide
from banheng.development.posts.judging import give_marks, put_result, set_panel
from banheng.development.posts.models import Applicant, Post
from banheng.development.posts.screening import screen, waive
from banheng.development.posts.suitability import suitable
from banheng.development.recording import record_fact
from banheng.eligibility.answer import Outcome
from banheng.eligibility.loading import load_pack, pack_path
from banheng.eligibility.pack import RuleKind
from tests.development.posts.rounds import make_world, put_pack
from tests.factories import NOW, TODAY, make_user

pytestmark = pytest.mark.django_db
STEPS = ["001-M", "001-V", "001-X", "003-A", "003-E", "003-F", "default"]
CONDITIONS = ["001-M", "001-T", "001-V", "001-X", "003-A", "003-B", "003-E", "003-F"]
SERVICE = [("001-X", "grade_leader", 1), ("001-X", "middle_manager", 2), ("003-F", "reserve_cadre", 3)]


@pytest.fixture
def world():
    world = make_world()
    world.school.rule_packs.all().delete()
    return world


def put(world, code):
    """Put a pack in force, with the first option of whatever it leaves open."""
    settings = load_pack(pack_path(code)).pack.settings
    put_pack(world.school, code, {each.code: each.codes[0] for each in settings}, world.office)


def hold(world, staff, kind, **content):
    source = Fact.Source.OFFICE
    record_fact(staff, kind, "证书", since=TODAY, content=content, source=source, by=world.office, at=NOW)


def outcomes(world, staff, kind, day=TODAY):
    (found,) = answered(world.school, [staff], day, (kind,))
    return [answer.outcome for _, answer in found.answers]


@pytest.mark.parametrize("code", STEPS)
def test_a_whole_round_takes_every_step_that_a_policy_asks_for(world, code):
    put(world, code)
    staff, later = world.colleagues[0], NOW + timedelta(days=9)
    hold(world, staff, Fact.Kind.QUALIFICATION, stage="primary")
    hold(world, staff, Fact.Kind.CERTIFICATE)
    assert Outcome.MET not in outcomes(world, staff, RuleKind.APPOINT)
    selection = world.opened()
    applicant = apply(selection, staff, statement="", by=None, at=NOW)
    world.go_on(selection)
    recommend(selection, staff, reason="带班有方", by=world.office, at=NOW)
    world.go_on(selection)
    waive(applicant, reason="材料待补", by=world.principal, at=NOW)
    screen(applicant, passed=True, by=world.office, at=NOW)
    world.go_on(selection)
    world.go_on(selection, at=later)
    judge = make_user("judge")
    set_panel(selection, [judge])
    give_marks(selection, {(applicant.pk, "part2"): "90"}, by=judge, at=later)
    put_result(applicant, "part1", mark="90", by=world.office, at=later)
    put_result(applicant, "part3", votes=(9, 10), by=world.office, at=later)
    world.go_on(selection, at=later)
    appointed = Applicant.Outcome.APPOINTED
    decide(applicant, appointed, school_class=world.small.classes["101"], by=world.office, at=later)
    world.go_on(selection, at=later, minutes="3号")
    for _ in range(3):
        later += timedelta(days=9)
        world.go_on(selection, at=later, by=world.principal)

    assert set(outcomes(world, staff, RuleKind.APPOINT, later.date())) == {Outcome.MET}


@pytest.mark.parametrize("code", CONDITIONS)
def test_the_conditions_of_a_policy_stand_beside_an_applicant(world, code):
    put(world, code)

    (answers,) = suitable(world.school, [world.colleagues[0]], Post.HOMEROOM_TEACHER, TODAY)

    serving = [answer for answer in answers if answer.rule.kind is RuleKind.SERVE]
    assert serving
    assert Outcome.MET not in [answer.outcome for answer in serving]


@pytest.mark.parametrize(("code", "post", "years"), SERVICE)
def test_a_promotion_asks_for_years_as_a_homeroom_teacher(world, code, post, years):
    put(world, code)
    found = []
    for served in (years - 1, years):
        staff = world.small.teachers["101" if served < years else "102"]
        since = TODAY.replace(year=TODAY.year - served) - timedelta(days=50 if served < years else 0)
        staff.homeroom_since = since
        staff.save()
        (answers,) = suitable(world.school, [staff], Post(post), TODAY)
        found.append({answer.outcome for answer in answers if answer.rule.code == post})

    assert found[0] <= {Outcome.BLOCKED, Outcome.WARNED}
    assert found[1] == {Outcome.MET}


def test_who_joins_the_class_leaves_the_reserve(world):
    staff = world.colleagues[0]
    said = {"last": TODAY + timedelta(days=200), "by": world.principal, "at": NOW}
    appoint(staff, Post.RESERVE, first=TODAY, **said)
    first = TODAY + timedelta(days=20)

    appoint(staff, Post.HOMEROOM_TEACHER, first=first, school_class=world.small.classes["101"], **said)

    fact = Fact.objects.get(staff=staff, kind=Fact.Kind.POST, withdrawn_at=None)
    assert fact.until == first - timedelta(days=1)
    assert staff.appointments.get(post=Post.RESERVE).ended_for == "已任班主任"


def test_what_is_confirmed_makes_an_applicant_suitable(world):
    put(world, "001-M")
    staff = world.colleagues[0]
    for code in ("political", "moral", "teaching"):
        record_fact(
            staff,
            Fact.Kind.CONFIRMATION,
            code,
            since=TODAY,
            content={"code": code},
            source=Fact.Source.OFFICE,
            by=world.office,
            at=NOW,
        )

    assert outcomes(world, staff, RuleKind.SERVE) == [Outcome.MET]
