"""Issue the certificate, decline it, revoke it."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from banheng.development.certificates.applying import last_certificate, locked, terms_of
from banheng.development.certificates.conditions import conditions_of
from banheng.development.certificates.models import Application, Certificate
from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.recording import record_fact, withdraw_fact
from banheng.eligibility.saying import say_answer
from banheng.eligibility.spans import add_months
from banheng.ledger.language import request_language

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.schools.models import School

DAY = timedelta(days=1)


def issue(application: Application, *, decision: str = "", by: User, at: datetime) -> Certificate:
    """Recognise the qualification: number the certificate and put it into the dossier.

    Raises:
        DevelopmentRefused: it is the own application or not at this step, or the rules in force are not met;
            `faults` says what is missing.
    """
    day = timezone.localdate(at)
    with transaction.atomic():
        type(application.school).objects.select_for_update().get(pk=application.school_id)
        kept = locked(application, Application.State.READY, by=by)
        missing = conditions_of(kept.staff, day).missing
        if missing:
            raise DevelopmentRefused(
                "conditions",
                gettext("还不符合现行规则规定的发证条件。"),
                [say_answer(answer, request_language()) for answer in missing],
            )
        made = Certificate.objects.create(
            school=kept.school,
            staff=kept.staff,
            application=kept,
            number=_next_number(kept.school, day.year),
            code=secrets.token_urlsafe(12),
            name=kept.staff.name,
            issuer=terms_of(kept.school).issuer or kept.school.name,
            since=day,
            until=_end(kept, day),
            issued_by=by,
            issued_at=at,
        )
        made.fact = _record(made, made.until, by=by, at=at)
        made.save(update_fields=["fact"])
        _decide(kept, Application.State.ISSUED, decision, by=by, at=at)
    return made


def decline(application: Application, *, decision: str, by: User, at: datetime) -> Application:
    """Decide that the qualification is not recognised.

    Raises:
        DevelopmentRefused: it is the own application or decided already, or no reason is given.
    """
    if not decision.strip():
        raise DevelopmentRefused("no_reason", gettext("请写明不予认定的理由。"))
    with transaction.atomic():
        kept = locked(application, *Application.OPEN, by=by)
        return _decide(kept, Application.State.DECLINED, decision, by=by, at=at)


def revoke(certificate: Certificate, *, reason: str, by: User, at: datetime) -> None:
    """Revoke a certificate, and with it any other of the same teacher that is still valid.

    In the dossier it holds until the day before.

    Raises:
        DevelopmentRefused: it is the own one or revoked already, no reason is given, or it counts in a scheme.
    """
    if not reason.strip():
        raise DevelopmentRefused("no_reason", gettext("撤销要写明理由。"))
    if by.staff_id == certificate.staff_id:
        raise DevelopmentRefused("own", gettext("自己的证书要由别人办理。"))
    day = timezone.localdate(at)
    with transaction.atomic():
        standing = Certificate.objects.select_for_update().filter(staff=certificate.staff_id, revoked_on=None)
        found = list(standing.filter(Q(pk=certificate.pk) | Q(until=None) | Q(until__gte=day)))
        if certificate.pk not in {each.pk for each in found}:
            raise DevelopmentRefused("revoked", gettext("这份证书已经撤销。"))
        for each in found:
            each.revoked_on, each.revoked_by, each.revoked_for = day, by, reason.strip()
            if each.fact is not None:
                withdraw_fact(each.fact, reason=reason, at=at)
                until = day - DAY if each.until is None else min(each.until, day - DAY)
                each.fact = _record(each, until, by=by, at=at) if until >= each.since else None
            each.save()


def _record(certificate: Certificate, until: date | None, *, by: User, at: datetime) -> Fact:
    return record_fact(
        certificate.staff,
        Fact.Kind.CERTIFICATE,
        gettext("班主任资格证书"),
        since=certificate.since,
        until=until,
        proof=certificate.number,
        source=Fact.Source.PROCESS,
        by=by,
        at=at,
    )


def _decide(
    application: Application, state: Application.State, decision: str, *, by: User, at: datetime
) -> Application:
    application.state, application.decision = state, decision.strip()
    application.decided_by, application.decided_at = by, at
    application.save()
    return application


def _end(application: Application, day: date) -> date | None:
    """Give the last day of a new certificate; a renewal loses nothing of the term before it."""
    years = terms_of(application.school).valid_years
    if years is None:
        return None
    held = last_certificate(application.staff)
    first = max(day, held.until + DAY) if held is not None and held.until is not None else day
    return add_months(first, 12 * years) - DAY


def _next_number(school: School, year: int) -> str:
    prefix = f"{year}-{school.code}-"
    last = Certificate.objects.filter(school=school, number__startswith=prefix).order_by("-pk").first()
    return f"{prefix}{int(last.number.removeprefix(prefix)) + 1 if last else 1:04d}"
