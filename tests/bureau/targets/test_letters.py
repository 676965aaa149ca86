"""Target letters: what is missing stands in the way of signing, blanks are never nought, reports are checked."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banheng.bureau.errors import BureauRefused
from banheng.bureau.targets.drawing_up import add_target, change_target, draw_up
from banheng.bureau.targets.models import Report, Signature, Target
from banheng.bureau.targets.reporting import check, report
from banheng.bureau.targets.signing import conclude, offer, send_back, sign
from banheng.bureau.targets.standing import State, Sum, reaches, standing
from banheng.bureau.targets.template import letter_drafts
from tests.bureau.county import make_county
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(time_machine_today):
    return make_county()


def make_letter(county, template=None, *, school=True, **more):
    said = {"title": "责任书", "first": date(2026, 1, 1), "last": date(2026, 12, 31), **more}
    draft = letter_drafts()[template] if template else None
    place = county.small.school if school else None
    return draw_up(county.bureau, draft, school=place, party="农业局", by=county.officer, at=NOW, **said)


def signed(county, letter):
    offer(letter, at=NOW)
    for side, user in ((Signature.Side.BUREAU, county.head), (Signature.Side.PARTY, county.principal)):
        sign(letter, side, name=str(user), post="负责人", day=TODAY, by=user, at=NOW)
    letter.refresh_from_db()
    return letter


def simple(county, **said):
    letter = make_letter(county)
    target = add_target(letter, name="配齐率", owner="教导处", due=TODAY, **said)
    return signed(county, letter), target


@pytest.mark.parametrize("code", letter_drafts())
def test_every_letter_of_the_library_loads_as_it_is(county, code):
    letter = make_letter(county, code)
    found = standing(letter, TODAY)

    def leaves(drafts):
        return sum(leaves(each.parts) if each.parts else 1 for each in drafts)

    assert len(found.leaves) == leaves(letter_drafts()[code].targets)
    assert all(line.target.clauses for line in found.leaves)


def test_targets_of_forestry_and_insurance_need_nothing_of_their_own(county):
    forestry = standing(make_letter(county, "003-C", school=False), TODAY)
    share = next(line for line in forestry.leaves if line.target.kind == "share")
    insurance = standing(make_letter(county, "003-D", school=False), TODAY)

    assert (share.target.wanted, share.target.due, share.state) == (
        "不低于 75%",
        date(2020, 12, 31),
        "overdue",
    )
    assert {line.target.owner for line in insurance.leaves} >= {"董事会", "高级管理层", "监事会"}


def test_money_adds_up_by_branch_and_blanks_are_counted_not_summed(county):
    found = standing(make_letter(county, "004-A"), TODAY)
    by_name = {line.target.name: line.money for line in found.tree}

    assert found.money == Sum(90_000_000, 2, 0)
    assert by_name["彻底消危"] == Sum(15_000_000, 0, 0)
    assert by_name["添置设施"] == Sum(15_000_000, 2, 0)


def test_problems_that_no_target_answers_are_shown(county):
    found = standing(make_letter(county, "004-A"), TODAY)

    assert [each.text[:4] for each in found.unanswered] == ["部分功能", "教学楼门", "运动场周", "草坪和校"]


def test_a_letter_with_gaps_is_not_laid_before_anybody(county):
    letter = make_letter(county, "004-D")
    with pytest.raises(BureauRefused, match="缺责任部门、期限或目标值") as refused:
        offer(letter, at=NOW)

    assert refused.value.code == "unfinished"


def test_both_sides_sign_and_nothing_changes_afterwards(county):
    letter, target = simple(county)
    assert letter.is_in_force
    said = {
        "owner": "",
        "co_owners": "",
        "kind": "yes_no",
        "direction": "at_least",
        "value": None,
        "unit": "",
    }
    with pytest.raises(BureauRefused, match="不能再改"):
        change_target(target, name="别的", due=None, proof="", indicator="", **said)
    with pytest.raises(BureauRefused, match="已经生效"):
        send_back(letter, reason="再想想")


def test_nobody_signs_for_both_sides(county):
    letter = make_letter(county)
    add_target(letter, name="一项", owner="教导处", due=TODAY)
    offer(letter, at=NOW)
    sign(letter, Signature.Side.BUREAU, name="甲", post="局长", day=TODAY, by=county.head, at=NOW)

    with pytest.raises(BureauRefused, match="同一个人"):
        sign(letter, Signature.Side.PARTY, name="甲", post="校长", day=TODAY, by=county.head, at=NOW)


def test_sent_back_it_can_be_changed_and_signatures_are_void(county):
    letter = make_letter(county)
    target = add_target(letter, name="一项", owner="教导处", due=TODAY)
    offer(letter, at=NOW)
    sign(letter, Signature.Side.BUREAU, name="甲", post="局长", day=TODAY, by=county.head, at=NOW)
    send_back(letter, reason="期限太紧")

    assert (letter.returned_for, letter.signatures.count()) == ("期限太紧", 0)
    add_target(letter, name="又一项", parent=target)


@pytest.mark.parametrize(
    ("said", "reported", "state"),
    [
        ({"kind": "share", "value": Decimal(80)}, {"value": Decimal(80)}, State.REACHED),
        ({"kind": "share", "value": Decimal(80)}, {"value": Decimal("79.9")}, State.OPEN),
        (
            {"kind": "number", "value": Decimal(45), "direction": "at_most"},
            {"value": Decimal(46)},
            State.OPEN,
        ),
        (
            {"kind": "number", "value": Decimal(0), "direction": "at_most"},
            {"value": Decimal(0)},
            State.REACHED,
        ),
        ({"kind": "date"}, {"is_reached": True}, State.REACHED),
        ({"kind": "words"}, {"is_reached": False}, State.OPEN),
    ],
)
def test_an_accepted_report_says_where_a_target_stands(county, said, reported, state):
    letter, target = simple(county, **said)
    made = report(target, day=TODAY, text="进展", proof="台账", by=county.principal, at=NOW, **reported)
    assert standing(letter, TODAY).leaves[0].state is State.WAITING
    check(made, verdict=Report.Verdict.ACCEPTED, by=county.supervisor, at=NOW)

    assert standing(letter, TODAY).leaves[0].state is state
    late = State.REACHED if state is State.REACHED else State.OVERDUE
    assert standing(letter, TODAY + timedelta(days=1)).leaves[0].state is late


def test_a_report_needs_proof_and_is_checked_by_somebody_else(county):
    _, target = simple(county, kind="yes_no")
    with pytest.raises(BureauRefused, match="写明证明"):
        report(target, day=TODAY, is_reached=True, text="做到了", by=county.principal, at=NOW)
    made = report(target, day=TODAY, is_reached=True, text="做到了", proof="照片", by=county.officer, at=NOW)
    with pytest.raises(BureauRefused, match="由别人检查"):
        check(made, verdict=Report.Verdict.ACCEPTED, by=county.officer, at=NOW)
    with pytest.raises(BureauRefused, match="写明理由"):
        check(made, verdict=Report.Verdict.RETURNED, by=county.supervisor, at=NOW)


def test_a_letter_is_concluded_once_and_only_when_signed(county):
    letter = make_letter(county)
    with pytest.raises(BureauRefused, match="没有双方签字"):
        conclude(letter, result="reached", conclusion="完成", by=county.head, at=NOW)
    letter, _ = simple(county)
    conclude(letter, result="partly", conclusion="大部分完成", by=county.head, at=NOW)
    with pytest.raises(BureauRefused, match="不能再改"):
        conclude(letter, result="reached", conclusion="完成", by=county.head, at=NOW)


@given(
    st.decimals(0, 1000, places=4), st.decimals(0, 1000, places=4), st.sampled_from(list(Target.Direction))
)
def test_at_least_and_at_most_are_opposite_except_where_equal(wanted, value, direction):
    other = Target.Direction.AT_MOST if direction == Target.Direction.AT_LEAST else Target.Direction.AT_LEAST
    both = [reaches(Target(value=wanted, direction=each), value) for each in (direction, other)]

    assert all(both) if value == wanted else sum(both) == 1
