"""Apply for the certificate, screen the application, assess, and take it back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.development.certificates.conditions import ASSESSMENT, conditions_of, items_to_confirm
from banheng.development.certificates.models import Application, Assessment, Certificate, CertificateTerms
from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.recording import record_fact

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from decimal import Decimal

    from banheng.accounts.models import User
    from banheng.schools.models import School, Staff


def apply(staff: Staff, *, statement: str = "", by: User | None, at: datetime) -> Application:
    """Apply for the certificate, or near its end for a further term.

    Raises:
        DevelopmentRefused: an application is open, or a certificate is valid for long yet.
    """
    day = timezone.localdate(at)
    with transaction.atomic():
        type(staff).objects.select_for_update().get(pk=staff.pk)
        if staff.certificate_applications.filter(state__in=Application.OPEN).exists():
            raise DevelopmentRefused("twice", gettext("已经有一份申请正在办理。"))
        held = last_certificate(staff)
        alert = timedelta(days=terms_of(staff.school).alert_days)
        if held is not None and (held.until is None or held.until > day + alert):
            raise DevelopmentRefused(
                "holds",
                gettext("证书 %(number)s 仍然有效，还不用申请。") % {"number": held.number},
            )
        return Application.objects.create(
            school=staff.school,
            staff=staff,
            statement=statement.strip(),
            is_renewal=held is not None,
            applied_by=by,
            applied_at=at,
        )


def withdraw(application: Application) -> Application:
    """Take an application back before it is decided.

    Raises:
        DevelopmentRefused: it is decided already.
    """
    with transaction.atomic():
        kept = locked(application, *Application.OPEN)
        kept.state = Application.State.WITHDRAWN
        kept.save(update_fields=["state"])
    return kept


def screen(
    application: Application, *, direct: bool, screening: str = "", by: User, at: datetime
) -> Application:
    """Decide whether a teacher is recognised directly, or after training and assessment.

    Raises:
        DevelopmentRefused: it is the own application or past this step, or no rule opens direct recognition.
    """
    with transaction.atomic():
        kept = locked(application, Application.State.APPLIED, Application.State.TRAINING, by=by)
        conditions = conditions_of(kept.staff, timezone.localdate(at))
        if direct and not conditions.may_be_direct:
            raise DevelopmentRefused(
                "not_direct", gettext("按现行规则，这位教师不具备直接认定的条件。请选择培训考核。")
            )
        kept.direct, kept.grounds = direct, conditions.said()
        kept.state = Application.State.READY if direct else Application.State.TRAINING
        kept.screened_by, kept.screened_at, kept.screening = by, at, screening.strip()
        kept.save()
    return kept


def assess(
    application: Application,
    *,
    day: date,
    passed: bool,
    marks: Decimal | None = None,
    confirmed: Collection[str] = (),
    note: str = "",
    by: User,
    at: datetime,
) -> Assessment:
    """Take down an assessment; once passed, it and the confirmed items stand in the dossier.

    Args:
        confirmed: codes of the items of the rules that the school confirms.

    Raises:
        DevelopmentRefused: it is the own application or not at this step, or the day is still to come.
    """
    if day > timezone.localdate(at):
        raise DevelopmentRefused("day", gettext("考核日期还没有到。请核对。"))
    with transaction.atomic():
        kept = locked(application, Application.State.TRAINING, by=by)
        made = Assessment.objects.create(
            application=kept,
            day=day,
            marks=marks,
            passed=passed,
            note=note.strip(),
            assessed_by=by,
            assessed_at=at,
        )
        if passed:
            items = {code: item.name for code, item in items_to_confirm(kept.school, day).items()}
            names = {code: name for code, name in items.items() if code in confirmed}
            for code, name in (names | {ASSESSMENT: gettext("资格考核通过")}).items():
                record_fact(
                    kept.staff,
                    Fact.Kind.CONFIRMATION,
                    name,
                    since=day,
                    content={"code": code},
                    proof=gettext("资格证书申请 %(number)d") % {"number": kept.pk},
                    source=Fact.Source.PROCESS,
                    by=by,
                    at=at,
                )
            kept.state = Application.State.READY
            kept.save(update_fields=["state"])
    return made


def locked(application: Application, *states: Application.State, by: User | None = None) -> Application:
    """Hold an application that must be in one of these states, in the caller's transaction.

    Raises:
        DevelopmentRefused: it is in another, or it is that of whoever acts.
    """
    found = Application.objects.select_for_update().get(pk=application.pk)
    if found.state not in states:
        raise DevelopmentRefused(
            "wrong_state",
            gettext("这份申请现在是“%(state)s”，不能办理这一步。请刷新页面。")
            % {"state": found.get_state_display()},
        )
    if by is not None and by.staff_id == found.staff_id:
        raise DevelopmentRefused("own", gettext("自己的申请要由别人办理。"))
    return found


def last_certificate(staff: Staff) -> Certificate | None:
    """Give the certificate that ends last, of those that are not revoked."""
    standing = staff.certificates.filter(revoked_on=None)
    without_end = standing.filter(until=None).first()
    return without_end or standing.order_by("-until").first()


def terms_of(school: School) -> CertificateTerms:
    """Give what the school has decided; the usual where it has not."""
    return CertificateTerms.objects.filter(school=school).first() or CertificateTerms(school=school)
