"""Applications that wait for somebody or are decided, and certificates whose end is near."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from banheng.accounts.models import User
from banheng.accounts.roles import Permission
from banheng.development.certificates.models import Application
from banheng.development.certificates.register import ending_soon
from banheng.notices.kinds import CERTIFICATE_DECIDED, CERTIFICATE_ENDS, CERTIFICATE_WAITS, CERTIFICATES_END
from banheng.notices.sources.news import News

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.notices.sources.looking import Looking

State = Application.State
LATELY = timedelta(days=7)
"""A decision is told within so long, even if gathering was off meanwhile."""


def certificate_news(look: Looking) -> Iterator[News]:
    """Tell of the applications of a school, and of the ends of its certificates."""
    school, today = look.school, timezone.localdate(look.at)
    applications = Application.objects.filter(school=school)
    for one in applications.filter(state__in=Application.OPEN):
        acts = Permission.DECIDE_TEAM if one.state == State.READY else Permission.KEEP_TEAM
        page = reverse("certificates-application", args=[school.code, one.pk])
        yield News(CERTIFICATE_WAITS, f"waits:{one.pk}:{one.state}", page, look.holders(acts, today))
    decided = applications.filter(state__in=(State.ISSUED, State.DECLINED), decided_at__gt=look.at - LATELY)
    for one in decided:
        page = reverse("certificates-application", args=[school.code, one.pk])
        yield News(CERTIFICATE_DECIDED, f"decided:{one.pk}", page, _accounts(one.staff_id))
    for certificate in ending_soon(school, today):
        said = {"day": certificate.until.isoformat() if certificate.until else ""}
        about = f"ends:{certificate.pk}"
        page = reverse("certificates", args=[school.code])
        yield News(CERTIFICATE_ENDS, about, page, _accounts(certificate.staff_id), said)
        office = look.holders(Permission.KEEP_TEAM, today)
        register = reverse("certificates-register", args=[school.code])
        yield News(CERTIFICATES_END, f"office:{about}", register, office, said)


def _accounts(staff: int) -> list[User]:
    return list(User.objects.filter(is_active=True, staff=staff))
