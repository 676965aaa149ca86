"""Who of a school is told what the bureau wants, and when (today is Wednesday 21 October 2026)."""

from datetime import timedelta

import pytest

from banheng.accounts.roles import Role
from banheng.bureau.accountability.adopting import adopt_rules
from banheng.bureau.accountability.hearing import inform
from banheng.bureau.accountability.proposing import propose
from banheng.bureau.accountability.rules import rule_texts
from banheng.bureau.findings.recording import record_finding
from banheng.bureau.findings.rectifying import answer
from banheng.bureau.targets.drawing_up import add_target, draw_up
from banheng.bureau.targets.models import Letter, Signature
from banheng.bureau.targets.signing import offer, sign
from banheng.notices.gathering import gather
from banheng.notices.models import Notice
from banheng.schools.models import Bureau
from tests.factories import NOW, TODAY, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]
DAY = timedelta(days=1)
KINDS = {"letter_waits", "target_due", "finding_due", "finding_late", "hearing"}


@pytest.fixture
def bureau(small):
    small.school.bureau = Bureau.objects.create(code="county", name="县教育局")
    small.school.save()
    return small.school.bureau


@pytest.fixture
def officer():
    return make_user("officer")


def told(small, at):
    """Gather; give whom it told what that they were not told before."""
    before = set(Notice.objects.values_list("pk", flat=True))
    gather(small.school, at)
    found = [one for one in Notice.objects.exclude(pk__in=before) if one.kind in KINDS]
    return sorted((one.recipient.username.partition("-")[2], one.kind) for one in found)


def test_a_letter_waits_for_the_principal_and_its_targets_are_told_a_week_before(
    small, users, bureau, officer
):
    said = {"first": TODAY, "last": TODAY + 90 * DAY, "school": small.school}
    letter = draw_up(bureau, None, title="责任书", by=officer, at=NOW, **said)
    add_target(letter, name="一项", owner="教导处", due=TODAY + 30 * DAY)
    offer(letter, at=NOW)
    assert told(small, NOW) == [("principal", "letter_waits")]
    assert told(small, NOW + DAY) == []

    for side, user in ((Signature.Side.BUREAU, officer), (Signature.Side.PARTY, users[Role.PRINCIPAL])):
        sign(Letter.objects.get(), side, name="甲", post="—", day=TODAY, by=user, at=NOW)
    assert told(small, NOW + 22 * DAY) == []
    assert told(small, NOW + 23 * DAY) == [
        ("academic_affairs_office", "target_due"),
        ("principal", "target_due"),
    ]


def test_a_finding_is_told_when_it_is_made_before_its_day_and_when_it_is_late(small, users, bureau, officer):
    finding = record_finding(
        bureau,
        small.school,
        what="问题",
        source="inspection",
        found_on=TODAY,
        due=TODAY + 20 * DAY,
        by=officer,
        at=NOW,
    )
    assert told(small, NOW) == [("academic_affairs_office", "finding_due"), ("principal", "finding_due")]
    owner = small.teachers["101"]
    answer(finding, cause="—", owner=owner, measure="—", by=users[Role.PRINCIPAL], at=NOW)

    assert told(small, NOW + DAY) == []
    assert told(small, NOW + 13 * DAY) == [("homeroom", "finding_due")]
    assert told(small, NOW + 21 * DAY) == [("homeroom", "finding_late"), ("principal", "finding_late")]


def test_who_is_concerned_is_told_that_they_may_speak_and_nobody_else(small, users, bureau, officer):
    adopt_rules(bureau, text=rule_texts()["004-I"], first=TODAY, by=officer, at=NOW)
    proceeding = propose(
        bureau,
        trigger="g1_duty",
        concerned=small.teachers["101"],
        facts="—",
        finding=None,
        proposed="talk",
        opinion="—",
        by=officer,
        at=NOW,
    )
    assert told(small, NOW) == []
    inform(proceeding, day=TODAY, hear_until=TODAY + 7 * DAY)

    assert told(small, NOW + DAY) == [("homeroom", "hearing")]
