"""Accountability: nothing follows by itself, those concerned are heard, nobody judges in their own cause."""

from datetime import timedelta

import pytest
from django.utils import translation

from banheng.bureau.accountability.adopting import adopt_rules, rules_on
from banheng.bureau.accountability.deciding import Vote, decide, report_up, revoke, serve
from banheng.bureau.accountability.effects import in_effect
from banheng.bureau.accountability.errors import RulesRefused
from banheng.bureau.accountability.hearing import hear, inform
from banheng.bureau.accountability.models import Proceeding
from banheng.bureau.accountability.proposing import propose
from banheng.bureau.accountability.rules import NONE, parse_rules, rule_texts
from banheng.bureau.errors import BureauRefused
from banheng.bureau.findings.recording import record_finding
from tests.bureau.county import make_county
from tests.factories import NOW, TODAY, make_user

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def county(time_machine_today):
    county = make_county()
    adopt_rules(county.bureau, text=rule_texts()["004-I"], first=TODAY, by=county.head, at=NOW)
    return county


def proposed(county, **more):
    said = {
        "trigger": "g1_rectify",
        "concerned": county.small.teachers["101"],
        "facts": "逾期二十天没有整改",
        "finding": None,
        "proposed": "circular",
        "opinion": "第二次",
        "by": county.officer,
        **more,
    }
    return propose(county.bureau, at=NOW, **said)


def heard(county, **more):
    proceeding = proposed(county, **more)
    inform(proceeding, day=TODAY, hear_until=TODAY + WEEK)
    hear(proceeding, statement="材料晚到", is_waived=False, day=TODAY)
    return proceeding


def committee(county, *choices):
    people = [Vote(choice, name=name) for choice, name in zip(choices, "甲乙丙丁戊", strict=False)]
    return [Vote(choices[0], user=county.supervisor), *people[1:]]


def decided(county, proceeding, votes, sanction="circular", **more):
    said = {"first": TODAY, "last": TODAY + 26 * WEEK, "by": county.head, **more}
    decide(
        proceeding,
        votes=votes,
        met_on=TODAY,
        minutes="纪要",
        sanction=sanction,
        reason="理由",
        at=NOW,
        **said,
    )


def test_the_library_holds_eleven_triggers_and_five_sanctions_of_the_rule():
    rules = parse_rules(rule_texts()["004-I"], name="004-I")

    assert [len(group.triggers) for group in rules.groups] == [4, 7, 1]
    assert [each.name for each in rules.sanctions][:5] == [
        "责令改正或书面检查",
        "通报批评",
        "诫勉谈话",
        "年度考核定为不合格",
        "调整工作岗位",
    ]
    assert {each.months for each in rules.sanctions} == {None}


def test_rules_are_in_force_from_their_day_and_faults_are_named(county):
    newer = rule_texts()["004-I"].replace("least_votes: 3", "least_votes: 5")
    adopt_rules(county.bureau, text=newer, first=TODAY + WEEK, by=county.head, at=NOW)

    assert rules_on(county.bureau, TODAY).rules.least_votes == 3
    assert rules_on(county.bureau, TODAY + WEEK).rules.least_votes == 5
    with pytest.raises(RulesRefused) as refused:
        adopt_rules(county.bureau, text="rules: x\nvotes: 1", first=TODAY, by=county.head, at=NOW)
    assert refused.value.faults


def test_from_opinion_to_effect_and_expiry(county):
    proceeding = heard(county)
    decided(county, proceeding, committee(county, "circular", "circular", NONE))
    school = county.small.school
    assert in_effect(school, TODAY, TODAY) == []  # nothing has an effect before it is served
    serve(proceeding, day=TODAY, how="当面")
    report_up(proceeding, day=TODAY, to="市督导室")

    assert in_effect(school, TODAY, TODAY) == [proceeding]
    assert proceeding.is_in_effect(proceeding.last)
    assert not proceeding.is_in_effect(proceeding.last + timedelta(days=1))
    assert in_effect(school, TODAY.replace(year=2028), TODAY.replace(year=2028)) == []


def test_a_finding_alone_opens_nothing(county):
    record_finding(
        county.bureau,
        county.small.school,
        what="逾期",
        source="feedback",
        found_on=TODAY - 9 * WEEK,
        due=TODAY - 5 * WEEK,
        by=county.supervisor,
        at=NOW,
    )
    assert not Proceeding.objects.exists()


def test_nobody_answers_twice_for_one_finding(county):
    finding = record_finding(
        county.bureau,
        county.small.school,
        what="逾期",
        source="feedback",
        found_on=TODAY,
        due=TODAY,
        by=county.supervisor,
        at=NOW,
    )
    proposed(county, finding=finding)
    with pytest.raises(BureauRefused, match="不能重复追究"):
        proposed(county, finding=finding, trigger="g2_rectify")


def test_nothing_is_decided_before_the_one_concerned_could_speak(county, time_machine):
    proceeding = proposed(county)
    votes = committee(county, "circular", "circular", "circular")
    with pytest.raises(BureauRefused, match="还没有陈述申辩"):
        decided(county, proceeding, votes)
    with pytest.raises(BureauRefused, match="至少 5 天"):
        inform(proceeding, day=TODAY, hear_until=TODAY)
    inform(proceeding, day=TODAY, hear_until=TODAY + WEEK)

    assert not proceeding.may_be_decided(TODAY + WEEK)
    assert proceeding.may_be_decided(TODAY + WEEK + timedelta(days=1))
    hear(proceeding, statement="", is_waived=True, day=TODAY)
    decided(county, proceeding, votes)


def test_to_say_nothing_is_not_to_waive(county):
    proceeding = proposed(county)
    inform(proceeding, day=TODAY, hear_until=TODAY + WEEK)
    with pytest.raises(BureauRefused, match="二者选一"):
        hear(proceeding, statement=" ", is_waived=False, day=TODAY)


def test_nobody_proposes_against_themselves(county):
    with pytest.raises(BureauRefused, match="当事人不能对自己"):
        proposed(county, concerned=county.small.teachers["201"], by=county.principal)


def test_nobody_votes_in_their_own_cause(county):
    concerned = make_user("concerned", staff=county.small.teachers["101"], name="教师101")
    cases = {
        "是当事人": [Vote("circular", user=concerned), Vote("circular", name="教师101")],
        "提出了初步意见": [Vote("circular", user=county.officer)],
        "同校人员": [Vote("circular", user=county.principal)],
    }
    proceeding = heard(county)
    for reason, votes in cases.items():
        for vote in votes:
            with pytest.raises(BureauRefused, match=reason):
                decided(county, proceeding, [vote, *committee(county, "circular", "circular", "circular")])


def test_who_proposed_it_does_not_decide(county):
    proceeding = heard(county, by=county.head)
    with pytest.raises(BureauRefused, match="提出了初步意见"):
        decided(county, proceeding, committee(county, "circular", "circular", "circular"))


@pytest.mark.parametrize(
    ("votes", "sanction", "reason"),
    [
        (["circular", "circular"], "circular", "至少要有 3 名"),
        (["circular", "talk", NONE], "circular", "没有超过"),
        (["circular", "circular", NONE, NONE], "circular", "没有超过"),
        (["by_law", "by_law", "by_law"], "by_law", "法规条款"),
        (["exile", "exile", "exile"], "exile", "没有这种处理方式"),
    ],
)
def test_a_decision_needs_votes_a_majority_and_its_ground(county, votes, sanction, reason):
    with pytest.raises(BureauRefused, match=reason):
        decided(county, heard(county), committee(county, *votes), sanction)


def test_one_member_has_one_vote(county):
    votes = [Vote("talk", name="甲"), Vote("talk", name="甲"), Vote("talk", name="乙")]
    with pytest.raises(BureauRefused, match="两次"):
        decided(county, heard(county), votes, "talk")


def test_a_sanction_has_a_last_day(county):
    with pytest.raises(BureauRefused, match="影响期"):
        decided(county, heard(county), committee(county, "talk", "talk", "talk"), "talk", last=None)


def test_no_sanction_has_no_effect(county):
    proceeding = heard(county)
    decided(county, proceeding, committee(county, NONE, NONE, "talk"), NONE)
    serve(proceeding, day=TODAY, how="当面")

    assert (proceeding.sanction_rule, proceeding.last) == (None, None)
    assert in_effect(county.small.school, TODAY, TODAY) == []


def test_a_revoked_decision_has_no_effect(county):
    proceeding = heard(county)
    decided(county, proceeding, committee(county, "talk", "talk", "talk"), "talk")
    serve(proceeding, day=TODAY, how="当面")
    revoke(proceeding, reason="事实有误", day=TODAY)

    assert in_effect(county.small.school, TODAY, TODAY) == []


def test_what_is_wrong_in_a_policy_is_said_in_the_language_of_the_request(county):
    with translation.override("en"), pytest.raises(RulesRefused) as refused:
        adopt_rules(county.bureau, text="rules: x\nvotes: 1", first=TODAY, by=county.head, at=NOW)

    assert all(fault.isascii() for fault in (each.replace("制度", "") for each in refused.value.faults))
