"""Honours and follow-ups are made from published results, once, and stay when the result is amended."""

from datetime import date, timedelta

import pytest
from uuid_utils.compat import uuid7

from banheng.assessment.amending import accept_changes
from banheng.assessment.publishing import withdraw
from banheng.honours.deciding import award
from banheng.honours.errors import HonourRefused
from banheng.honours.models import FollowUp, Honour
from banheng.honours.proposing import nominate, propose, reached
from banheng.ledger.voiding import void
from tests.assessment.settling import account, review_september
from tests.factories import NOW, put_one
from tests.honours.uses import final, published, published_on, school_with_results

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=9)


@pytest.fixture
def small():
    return school_with_results()


def proposals():
    return {
        (honour.code, honour.staff.name if honour.staff else honour.school_class.code): honour
        for honour in Honour.objects.all()
    }


def owed():
    return [
        (each.what, each.owner, each.staff and each.staff.name, each.due) for each in FollowUp.objects.all()
    ]


def test_a_published_result_makes_proposals_and_follow_ups(small):
    made = propose(published(small), by=account("office"), at=NOW)

    assert (made.honours, made.follow_ups, made.gone) == (5, 2, 0)
    assert set(proposals()) == {
        ("best", "教师101"),
        ("best", "教师201"),
        ("class", "101"),
        ("class", "201"),
        ("class", "202"),
    }
    best = proposals()["best", "教师201"]
    assert [ground["zh"] for ground in best.grounds][-1] == "全校 3 个参评，居前 2 名"
    assert (best.state, best.reason, best.number) == ("proposed", "九月考核成绩优秀", "")
    assert owed() == [
        ("约谈", "principal", "教师102", date(2026, 10, 26)),
        ("整改", "homeroom_teacher", None, date(2026, 11, 4)),
    ]


def test_asking_twice_changes_nothing(small):
    sheet = published(small)
    propose(sheet, by=account("office"), at=NOW)

    again = propose(sheet, by=account("office"), at=NOW)

    assert (again.honours, again.follow_ups, again.gone) == (0, 0, 0)
    assert (Honour.objects.count(), FollowUp.objects.count()) == (5, 2)


def test_a_result_that_is_not_published_proposes_nobody(small):
    sheet = review_september(small.school)

    with pytest.raises(HonourRefused) as refused:
        propose(sheet, by=account("office"), at=NOW)

    assert refused.value.code == "not_published"
    assert not Honour.objects.exists()


def test_a_result_taken_back_proposes_nobody(small):
    sheet = published(small)
    withdraw(sheet, reason="漏录", by=account("principal"), at=NOW)

    with pytest.raises(HonourRefused):
        propose(sheet, by=account("office"), at=NOW)


def test_what_an_amended_result_no_longer_speaks_for_is_marked_and_stays(small):
    sheet = final(small)
    propose(sheet, by=account("office"), at=NOW)
    award(proposals()["best", "教师101"], by=account("principal"), at=LATER)
    accident = small.school.records.get(item="safety_accident")
    void(
        accident,
        id=uuid7(),
        reason="核实不属实",
        by=account("office"),
        at=LATER,
        may_void_others=True,
        by_ruling=True,
    )
    accept_changes(sheet, reason="更正", by=account("office"), at=LATER)

    made = propose(sheet, by=account("office"), at=LATER)

    now = proposals()
    assert now["best", "教师101"].stands
    assert now["best", "教师101"].basis_gone_at is not None
    assert now["best", "教师102"].basis_gone_at is None
    assert FollowUp.objects.filter(basis_gone_at=None).count() == 0
    assert made.gone >= 3


def test_whoever_is_barred_is_shown_with_the_veto_and_not_proposed(small):
    sheet = published(small)

    (barred,) = [each for each in reached(sheet.editions.get()) if each.bars]

    assert (barred.honour.code, barred.who, barred.bars) == ("class", "102", ("safety_accident",))


def test_an_honour_that_no_result_decides_goes_by_name(small):
    sheet = published(small)
    made = nominate(sheet, "special", small.teachers["202"], reason="抢险救灾", by=account("office"), at=NOW)

    propose(sheet, by=account("office"), at=NOW)

    made.refresh_from_db()
    assert (made.reason, made.school_class.code, made.basis_gone_at) == ("抢险救灾", "202", None)


@pytest.mark.parametrize(
    ("code", "teacher", "reason", "why"),
    [
        ("special", "202", " ", "no_reason"),
        ("special", "102", "好人好事", "barred"),
        ("best", "202", "好人好事", "not_by_name"),
    ],
)
def test_what_cannot_be_nominated_is_refused(small, code, teacher, reason, why):
    sheet = published(small)

    with pytest.raises(HonourRefused) as refused:
        nominate(sheet, code, small.teachers[teacher], reason=reason, by=account("office"), at=NOW)

    assert refused.value.code == why


def test_nobody_is_nominated_twice(small):
    sheet = published(small)
    said = {"reason": "抢险救灾", "by": account("office"), "at": NOW}
    nominate(sheet, "special", small.teachers["202"], **said)

    with pytest.raises(HonourRefused) as refused:
        nominate(sheet, "special", small.teachers["202"], **said)

    assert refused.value.code == "twice"


def test_a_month_looks_back_at_the_published_one_before(small):
    put_one(small.school, school_class="102", item="safety_accident", event="")
    propose(published(small), by=account("office"), at=NOW)

    propose(published_on(small, "2026-10", date(2026, 11, 2)), by=account("office"), at=NOW)

    october = FollowUp.objects.filter(sheet__period="2026-10", owner="moral_education_office").get()
    assert (october.what, october.due, october.wait_until) == ("解聘", date(2027, 1, 22), date(2028, 11, 2))
    assert [ground["zh"] for ground in october.grounds] == ["一票否决：安全责任事故", "第 2 次"]
    steady = Honour.objects.filter(code="steady")
    assert {(each.period, each.school_class.code) for each in steady} == {
        ("2026-10", "101"),
        ("2026-10", "201"),
        ("2026-10", "202"),
    }


def test_a_term_has_honours_of_its_own(small):
    published(small)
    term = published_on(small, "2026-2027-1", date(2027, 1, 25))

    propose(term, by=account("office"), at=NOW)

    found = Honour.objects.get(staff=small.teachers["201"])
    assert (found.code, found.period, found.class_name) == ("term", "2026-2027-1", "二年级1班")
