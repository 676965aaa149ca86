"""Certificates of the demo school: one that is issued, one that waits for training and assessment."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from banheng.accounts.roles import Role
from banheng.development.certificates.applying import apply, screen
from banheng.development.certificates.issuing import issue
from banheng.development.certificates.models import CertificateTerms
from banheng.schools.models import Staff

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.schools.models import School

DIRECT, IN_TRAINING = "t01", "t04"
"""The first has an honour of the last three years, the other none."""


def make_certificates(school: School, users: dict[Role, User], now: datetime) -> None:
    """Let two teachers apply."""
    CertificateTerms.objects.create(school=school, valid_years=5, issuer="衡山区教育局")
    office, then = users[Role.MORAL_EDUCATION_OFFICE], now - timedelta(days=10)
    found = Staff.objects.filter(school=school, code__in=(DIRECT, IN_TRAINING))
    staff = {each.code: each for each in found}
    application = apply(staff[DIRECT], statement="任班主任多年，申请直接认定。", by=None, at=then)
    screen(application, direct=True, screening="近三年校优秀班主任", by=office, at=then)
    issue(application, decision="同意", by=users[Role.PRINCIPAL], at=then)
    waiting = apply(staff[IN_TRAINING], statement="申请认定班主任资格。", by=None, at=then)
    screen(waiting, direct=False, by=office, at=then)
