"""A certificate from application to revocation, by the rules in force."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from banheng.development.certificates.applying import apply, assess, screen, withdraw
from banheng.development.certificates.issuing import decline, issue, revoke
from banheng.development.certificates.models import Application, Certificate, CertificateTerms, Standing
from banheng.development.certificates.register import ending_soon, half_hidden, register_of
from banheng.development.eligible import answered
from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.people import person_of
from banheng.eligibility.answer import Outcome
from banheng.eligibility.pack import RuleKind
from tests.development.certificates.uses import (
    adopt_rules,
    assessed,
    certified,
    direct,
    dossier,
    honoured,
    trained,
)
from tests.factories import NOW, TODAY, make_school, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
YEAR = timedelta(days=365)


@pytest.fixture
def small():
    small = make_school()
    adopt_rules(small.school)
    return small


@pytest.fixture
def teacher(small):
    return small.teachers["101"]


@pytest.fixture
def office():
    return make_user("office")


@pytest.fixture
def principal():
    return make_user("principal")


def refused(act, *arguments, **named):
    with pytest.raises(DevelopmentRefused) as refusal:
        act(*arguments, **named)
    return refusal.value


def test_direct_recognition_leads_to_a_certificate_that_the_rules_see(small, teacher, office, principal):
    made = certified(honoured(teacher), office, principal)

    assert made.number == "2026-yucai-0001"
    assert (made.name, made.issuer, made.until) == ("教师101", "育才小学", None)
    assert [each.certificate for each in person_of(teacher, TODAY).certificates] == ["homeroom_teacher"]
    assert person_of(teacher, TODAY - DAY).certificates is None
    fact = Fact.objects.get(kind="certificate")
    assert (fact.proof, fact.source) == (made.number, "process")


def test_direct_recognition_is_the_schools_to_give_and_needs_a_rule_that_opens_it(teacher, office):
    application = apply(teacher, by=None, at=NOW)

    assert refused(screen, application, direct=True, by=office, at=NOW).code == "not_direct"

    honoured(teacher)
    assert screen(application, direct=False, by=office, at=NOW).state == "training"
    assert screen(application, direct=True, by=office, at=NOW).state == "ready"
    application.refresh_from_db()
    assert any("直接认定" in ground["zh"] for ground in application.grounds)


def test_whoever_is_trained_and_assessed_is_issued_one(small, teacher, office, principal):
    application = assessed(trained(teacher), office)

    made = issue(application, by=principal, at=NOW)

    assert made.standing(TODAY) is Standing.VALID
    assert set(person_of(teacher, TODAY).confirmed) == {"conditions", "qualification_assessment"}


@pytest.mark.parametrize(("has_training", "confirmed"), [(False, ["conditions"]), (True, [])])
def test_without_training_or_conditions_nothing_is_issued_and_the_refusal_says_what_is_missing(
    teacher, office, principal, has_training, confirmed
):
    if has_training:
        trained(teacher)
    application = assessed(teacher, office, confirmed=confirmed)

    refusal = refused(issue, application, by=principal, at=NOW)

    assert refusal.code == "conditions"
    assert ("符合任职条件" if has_training else "全县统一培训") in refusal.faults[0]
    assert not Certificate.objects.exists()


def test_a_failed_assessment_may_be_taken_again(teacher, office):
    application = screen(apply(teacher, by=None, at=NOW), direct=False, by=office, at=NOW)

    assess(application, day=TODAY - DAY, passed=False, marks=40, by=office, at=NOW)
    application.refresh_from_db()
    assert application.state == "training"
    assert person_of(teacher, TODAY).confirmed == {}

    assess(application, day=TODAY, passed=True, marks=70, by=office, at=NOW)
    application.refresh_from_db()
    assert (application.state, application.assessments.count()) == ("ready", 2)


def test_nobody_acts_on_the_own_application_or_certificate(teacher, office, principal):
    own = make_user("own", staff=honoured(teacher))
    application = apply(teacher, by=own, at=NOW)
    assert refused(screen, application, direct=True, by=own, at=NOW).code == "own"
    screen(application, direct=True, by=office, at=NOW)
    assert refused(issue, application, by=own, at=NOW).code == "own"
    made = issue(application, by=principal, at=NOW)
    assert refused(revoke, made, reason="玩笑", by=own, at=NOW).code == "own"


def test_one_application_at_a_time_and_none_while_a_certificate_is_valid_for_long(teacher, office, principal):
    apply(teacher, by=None, at=NOW)
    assert refused(apply, teacher, by=None, at=NOW).code == "twice"
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(school=teacher.school, staff=teacher, applied_at=NOW)

    withdraw(Application.objects.get())
    certified(honoured(teacher), office, principal)
    assert refused(apply, teacher, by=None, at=NOW).code == "holds"


def test_steps_out_of_order_are_refused_with_the_state(teacher, office, principal):
    application = apply(teacher, by=None, at=NOW)

    assert refused(issue, application, by=principal, at=NOW).code == "wrong_state"
    assert refused(assess, application, day=TODAY, passed=True, by=office, at=NOW).code == "wrong_state"
    assert refused(assess, application, day=TODAY + DAY, passed=True, by=office, at=NOW).code == "day"
    assert refused(decline, application, decision=" ", by=principal, at=NOW).code == "no_reason"
    assert decline(application, decision="师德问题", by=principal, at=NOW).state == "declined"
    assert refused(withdraw, application).code == "wrong_state"


def test_numbers_follow_each_other_in_a_year_and_never_meet_those_of_another_school(small, office, principal):
    other = make_school("other", "另一所小学")
    adopt_rules(other.school)

    made = [
        certified(honoured(staff), office, principal).number
        for staff in (small.teachers["101"], small.teachers["102"], other.teachers["101"])
    ]

    assert made == ["2026-yucai-0001", "2026-yucai-0002", "2026-other-0001"]


def test_a_renewal_begins_where_the_old_term_ends(small, teacher, office, principal):
    CertificateTerms.objects.create(school=small.school, valid_years=3)
    first = certified(honoured(teacher), office, principal)
    assert first.until == date(2029, 10, 20)
    honour = date(2029, 9, 1)
    dossier_at = NOW + 3 * YEAR - 10 * DAY
    Fact.objects.filter(kind="honour").update(since=honour, until=None)

    application = direct(teacher, office, at=dossier_at)
    second = issue(application, by=principal, at=dossier_at)

    assert application.is_renewal
    assert second.until == date(2032, 10, 20)
    assert first.standing(date(2029, 10, 21)) is Standing.EXPIRED


def test_what_ends_soon_is_told_until_it_is_renewed(small, teacher, office, principal):
    CertificateTerms.objects.create(school=small.school, valid_years=1, alert_days=30)
    made = certified(honoured(teacher), office, principal)

    assert ending_soon(small.school, made.until - 31 * DAY) == []
    assert ending_soon(small.school, made.until - 30 * DAY) == [made]
    assert ending_soon(small.school, made.until + DAY) == []

    later = NOW + YEAR - 5 * DAY
    issue(direct(teacher, office, at=later), by=principal, at=later)
    assert ending_soon(small.school, made.until) == []


def test_a_revoked_certificate_held_until_the_day_before(small, teacher, office, principal):
    made = certified(honoured(teacher), office, principal)
    later = NOW + 10 * DAY

    assert refused(revoke, made, reason=" ", by=principal, at=later).code == "no_reason"
    revoke(made, reason="严重违反师德", by=principal, at=later)
    made.refresh_from_db()

    assert made.standing(TODAY) is Standing.REVOKED
    assert refused(revoke, made, reason="再次", by=principal, at=later).code == "revoked"
    dossier(teacher, "qualification", stage="primary")
    outcomes = [
        answered(small.school, [teacher], day, {RuleKind.SERVE})[0].answers[0][1].outcome
        for day in (TODAY + 9 * DAY, TODAY + 10 * DAY)
    ]
    assert outcomes == [Outcome.MET, Outcome.BLOCKED]
    assert Fact.objects.filter(kind="certificate", withdrawn_reason="严重违反师德").count() == 1


def test_the_register_is_found_by_standing_name_and_number(small, office, principal):
    CertificateTerms.objects.create(school=small.school, valid_years=1)
    made = {code: certified(honoured(small.teachers[code]), office, principal) for code in ("101", "102")}
    revoke(made["102"], reason="调离", by=principal, at=NOW)

    def numbers(day=TODAY, **asked):
        return [each.number for each in register_of(small.school, day, **asked)]

    assert numbers() == ["2026-yucai-0002", "2026-yucai-0001"]
    assert numbers(standing=Standing.VALID) == ["2026-yucai-0001"]
    assert numbers(standing=Standing.REVOKED) == ["2026-yucai-0002"]
    assert numbers(day=TODAY + YEAR, standing=Standing.EXPIRED) == ["2026-yucai-0001"]
    assert numbers(name="教师101") == numbers(name="0001") == ["2026-yucai-0001"]


@pytest.mark.parametrize(("name", "shown"), [("张敏", "张＊"), ("欧阳明", "欧＊＊"), ("阿", "阿")])
def test_a_check_from_outside_shows_the_first_character_only(name, shown):
    assert half_hidden(name) == shown
