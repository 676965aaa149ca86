"""My certificate: what I have, what I have applied for, and what the rules say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.development.certificates.applying import apply, terms_of, withdraw
from banheng.development.certificates.conditions import conditions_of
from banheng.development.certificates.register import ending_soon
from banheng.web.acting import act
from banheng.web.certificates.forms import STANDINGS, ApplyForm, ScreenForm
from banheng.web.certificates.loading import load_application, runs_certificates
from banheng.web.certificates.saying import say_answers
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.schools.models import Staff


@school_page(Permission.SEE_SCHOOL)
def certificates(request: HttpRequest, access: Access) -> HttpResponse:
    """Show the own certificates and applications."""
    return _page(request, access, ApplyForm())


@require_POST
@school_page(Permission.SEE_SCHOOL)
def apply_for_own(request: HttpRequest, access: Access) -> HttpResponse:
    """Apply for the certificate."""
    staff = own_staff(access)
    if staff is None:
        raise PermissionDenied
    form = ApplyForm(request.POST)

    def do(statement: str) -> None:
        apply(staff, statement=statement, by=request.user, at=timezone.now())

    return act(request, form, do, "certificates", access.school.code) or _page(request, access, form)


@require_POST
@school_page(Permission.SEE_SCHOOL)
def withdraw_own(request: HttpRequest, access: Access, application: int) -> HttpResponse:
    """Take the own application back; the office does it for those without an account."""
    found = load_application(access, application)
    form = ScreenForm(request.POST)

    def do(screening: str) -> None:  # noqa: ARG001 - a form without a question
        withdraw(found)

    return act(request, form, do, "certificates", access.school.code) or _page(request, access, form)


def own_staff(access: Access) -> Staff | None:
    """Give who the account is at the school."""
    staff = access.user.staff
    return staff if staff is not None and staff.school_id == access.school.pk else None


def _page(request: HttpRequest, access: Access, form: Form) -> HttpResponse:
    staff = own_staff(access)
    shown = {
        "staff": staff,
        "form": form,
        "runs": runs_certificates(access),
        "sees": access.may(Permission.SEE_TEAM),
        "tab": "own",
    }
    if staff is not None:
        found = list(staff.certificates.select_related("application"))
        conditions = conditions_of(staff, access.day)
        shown |= {
            "certificates": [(each, STANDINGS[each.standing(access.day)]) for each in found],
            "ending": [each for each in ending_soon(access.school, access.day) if each.staff_id == staff.pk],
            "applications": list(staff.certificate_applications.all()),
            "says": say_answers([*conditions.direct, *conditions.certificate]),
            "terms": terms_of(access.school),
        }
        shown["is_open"] = any(each.is_open for each in shown["applications"])
    return render(request, "certificates/own.html", shown)
