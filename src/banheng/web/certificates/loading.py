"""Open an application or a certificate of the school: it must exist, and be the account's to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from banheng.accounts.roles import Permission
from banheng.development.certificates.models import Application, Certificate

if TYPE_CHECKING:
    from banheng.accounts.access import Access

RUNNERS = (Permission.KEEP_TEAM, Permission.DECIDE_TEAM)


def runs_certificates(access: Access) -> bool:
    """Tell whether the account runs applications or decides on them."""
    return any(access.may(permission) for permission in RUNNERS)


def load_application(access: Access, number: int) -> Application:
    """Give an application: everybody the own, who runs them any.

    Raises:
        Http404: the school has no such application.
        PermissionDenied: it is somebody else's.
    """
    applications = Application.objects.filter(school=access.school)
    found = applications.select_related("school", "staff__school", "screened_by", "decided_by")
    application = found.filter(pk=number).first()
    if application is None:
        raise Http404
    if application.staff_id != access.user.staff_id and not runs_certificates(access):
        raise PermissionDenied
    return application


def load_certificate(access: Access, number: int) -> Certificate:
    """Give a certificate: everybody the own, who sees the team any.

    Raises:
        Http404: the school has no such certificate.
        PermissionDenied: it is somebody else's.
    """
    found = Certificate.objects.filter(school=access.school, pk=number).select_related("staff", "school")
    certificate = found.first()
    if certificate is None:
        raise Http404
    if certificate.staff_id != access.user.staff_id and not access.may(Permission.SEE_TEAM):
        raise PermissionDenied
    return certificate
