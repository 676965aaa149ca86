"""An honour is awarded once, with a number, by a final result; what was decided stays in the books."""

from datetime import timedelta

import pytest

from banheng.core.periods import parse_period
from banheng.honours.deciding import award, banners_of, confirm_banners, decline, revoke
from banheng.honours.errors import HonourRefused
from banheng.honours.models import Honour
from banheng.honours.proposing import propose
from banheng.schools.classes import classes_on
from tests.assessment.settling import account
from tests.factories import NOW, TODAY, make_school
from tests.honours.uses import final, published, school_with_results

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=9)
WEEK = parse_period("2026-W42")


@pytest.fixture
def proposed():
    propose(final(school_with_results()), by=account("office"), at=NOW)
    return list(Honour.objects.all())


def test_certificates_are_numbered_through_the_year(proposed):
    numbers = [
        award(honour, minutes="校务会〔2026〕9号", by=account("principal"), at=LATER).number
        for honour in proposed
    ]

    assert numbers == [f"2026-000{number}" for number in range(1, 6)]
    assert all(honour.stands for honour in Honour.objects.all())


def test_an_honour_is_decided_once(proposed):
    award(proposed[0], by=account("principal"), at=LATER)

    with pytest.raises(HonourRefused) as refused:
        decline(proposed[0], remark="重新考虑", by=account("principal"), at=LATER)

    assert refused.value.code == "wrong_state"


def test_what_is_declined_has_a_reason_and_no_number(proposed):
    with pytest.raises(HonourRefused) as refused:
        decline(proposed[0], remark="", by=account("principal"), at=LATER)
    declined = decline(proposed[0], remark="本人放弃", by=account("principal"), at=LATER)

    assert refused.value.code == "no_reason"
    assert (declined.state, declined.number, declined.stands) == ("declined", "", False)


def test_nothing_is_awarded_while_the_result_is_on_notice():
    propose(published(school_with_results()), by=account("office"), at=NOW)

    with pytest.raises(HonourRefused) as refused:
        award(Honour.objects.first(), by=account("principal"), at=NOW)

    assert refused.value.code == "not_final"


def test_without_a_basis_it_is_awarded_only_with_a_reason(proposed):
    honour = proposed[0]
    honour.basis_gone_at = NOW
    honour.save()

    with pytest.raises(HonourRefused) as refused:
        award(honour, by=account("principal"), at=LATER)

    assert refused.value.code == "basis_gone"
    assert award(honour, remark="一贯优秀", by=account("principal"), at=LATER).stands


def test_what_is_revoked_keeps_its_number_and_the_reason(proposed):
    awarded = award(proposed[0], by=account("principal"), at=LATER)
    with pytest.raises(HonourRefused):
        revoke(awarded, reason="", by=account("principal"), at=LATER)

    revoked = revoke(awarded, reason="弄虚作假", by=account("principal"), at=LATER)

    assert (revoked.stands, revoked.number, revoked.revoked_for) == (False, "2026-0001", "弄虚作假")
    assert award(proposed[1], by=account("principal"), at=LATER).number == "2026-0002"
    with pytest.raises(HonourRefused):
        revoke(revoked, reason="再次", by=account("principal"), at=LATER)


def test_a_class_banner_is_confirmed_once_and_given_back_after_it_was_revoked():
    small = make_school()
    classes = list(classes_on(small.school, TODAY).filter(number=1))
    said = {"by": account("office"), "at": NOW}

    confirm_banners(small.school, "primary-month", WEEK, classes, **said)
    (first, second) = confirm_banners(small.school, "primary-month", WEEK, classes, **said)
    revoke(first, reason="补录后落后", **said)

    assert Honour.objects.count() == 2
    assert banners_of(small.school, WEEK) == [second]
    confirm_banners(small.school, "primary-month", WEEK, classes, **said)
    assert len(banners_of(small.school, WEEK)) == 2
    assert {honour.number for honour in Honour.objects.all()} == {""}
