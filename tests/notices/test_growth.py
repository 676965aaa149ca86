"""Who is told of certificates and training, and when (today is Wednesday 21 October 2026)."""

from datetime import timedelta

import pytest

from banheng.accounts.roles import Role
from banheng.development.certificates.applying import apply, screen
from banheng.development.certificates.issuing import issue
from banheng.development.certificates.models import CertificateTerms
from banheng.development.training.enrolling import enrol
from banheng.notices.gathering import gather
from banheng.notices.models import Notice
from tests.development.certificates.uses import adopt_rules, honoured
from tests.development.training.uses import make_session, make_training
from tests.factories import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]
DAY = timedelta(days=1)


def told(small, at):
    """Gather; give whom it told what that they were not told before."""
    before = set(Notice.objects.values_list("pk", flat=True))
    gather(small.school, at)
    found = Notice.objects.exclude(pk__in=before)
    growth = [one for one in found if one.kind.startswith(("certificate", "training"))]
    return sorted((one.recipient.username.partition("-")[2], one.kind) for one in growth)


def test_an_application_waits_for_the_office_then_for_the_principal_and_its_end_is_told(small, users):
    adopt_rules(small.school)
    CertificateTerms.objects.create(school=small.school, valid_years=1, alert_days=30)
    office, principal = users[Role.MORAL_EDUCATION_OFFICE], users[Role.PRINCIPAL]
    application = apply(honoured(small.teachers["101"]), by=None, at=NOW)
    assert told(small, NOW) == [("moral_education_office", "certificate_waits")]
    assert told(small, NOW + DAY) == []

    screen(application, direct=True, by=office, at=NOW)
    assert told(small, NOW + 2 * DAY) == [("principal", "certificate_waits")]
    made = issue(application, by=principal, at=NOW)
    assert told(small, NOW + 3 * DAY) == [("homeroom", "certificate_decided")]

    ends = NOW + (made.until - TODAY)
    assert told(small, ends - 31 * DAY) == []
    assert told(small, ends - 30 * DAY) == [
        ("homeroom", "certificate_ends"),
        ("moral_education_office", "certificates_end"),
    ]


def test_a_session_is_told_to_those_enrolled_three_days_before(small, users):
    training = make_training(small)
    session = make_session(training, since=TODAY + 4 * DAY, until=TODAY + 4 * DAY, capacity=1)
    enrol(session, [small.teachers["101"], small.teachers["102"]], by=None, at=NOW)

    assert told(small, NOW) == []
    assert told(small, NOW + DAY) == [("homeroom", "training_ahead")]
    assert told(small, NOW + 2 * DAY) == []


def test_a_recorded_lesson_is_told_before_its_last_day(small, users):
    session = make_session(
        make_training(small), since=TODAY - DAY, until=TODAY + 5 * DAY, video="https://video.example/1"
    )
    enrol(session, [small.teachers["101"]], by=None, at=NOW)

    assert told(small, NOW) == []
    assert told(small, NOW + 2 * DAY) == [("homeroom", "training_ahead")]
