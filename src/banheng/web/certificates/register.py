"""The register, a certificate of it, what the school has decided about certificates."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.development.certificates.applying import terms_of
from banheng.development.certificates.issuing import revoke
from banheng.development.certificates.models import Standing
from banheng.development.certificates.register import ending_soon, register_of
from banheng.development.models import Fact
from banheng.reports.contents.homeroom_certificate import certificate_register, homeroom_certificate
from banheng.web.acting import act
from banheng.web.certificates.forms import STANDINGS, FilterForm, RevokeForm, TermsForm
from banheng.web.certificates.loading import load_certificate, runs_certificates
from banheng.web.loading import school_page
from banheng.web.qr_codes import qr_code_of
from banheng.web.reports.answering import answer

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.development.certificates.models import Certificate

PER_PAGE = 50


@school_page(Permission.SEE_TEAM)
def register(request: HttpRequest, access: Access) -> HttpResponse:
    """List the certificates, and those whose end is near."""
    form, found = _asked(request, access)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    elsewhere = Fact.objects.filter(
        staff__school=access.school, kind=Fact.Kind.CERTIFICATE, withdrawn_at=None
    ).exclude(source=Fact.Source.PROCESS)
    asked = request.GET.copy()
    asked.pop("page", None)
    shown = {
        "form": form,
        "page": page,
        "rows": [(each, STANDINGS[each.standing(access.day)]) for each in page],
        "ending": ending_soon(access.school, access.day),
        "elsewhere": elsewhere.select_related("staff"),
        "asked": asked.urlencode(),
        "may_decide": access.may(Permission.DECIDE_TEAM),
        "runs": runs_certificates(access),
        "sees": True,
        "tab": "register",
    }
    return render(request, "certificates/register.html", shown)


@school_page(Permission.SEE_TEAM)
def register_file(request: HttpRequest, access: Access, form: str) -> HttpResponse:
    """Give the register as a file."""
    _, found = _asked(request, access)
    rows = [(each, str(STANDINGS[each.standing(access.day)])) for each in found]
    return answer(request, certificate_register(access.school.name, rows, access.day), form)


@school_page(Permission.SEE_SCHOOL)
def certificate_page(request: HttpRequest, access: Access, certificate: int) -> HttpResponse:
    """Show a certificate."""
    return _page(request, access, load_certificate(access, certificate))


@school_page(Permission.SEE_SCHOOL)
def printed(request: HttpRequest, access: Access, certificate: int, form: str) -> HttpResponse:
    """Give the certificate to be printed, to its holder and to who runs certificates."""
    found = load_certificate(access, certificate)
    if found.staff_id != access.user.staff_id and not runs_certificates(access):
        raise PermissionDenied
    address = request.build_absolute_uri(reverse("certificate-check", args=[found.code]))
    return answer(request, homeroom_certificate(found, address), form)


@school_page(Permission.SEE_SCHOOL)
def qr_code(request: HttpRequest, access: Access, certificate: int) -> HttpResponse:
    """Draw the address of the check."""
    found = load_certificate(access, certificate)
    return qr_code_of(request, reverse("certificate-check", args=[found.code]))


@require_POST
@school_page(Permission.DECIDE_TEAM)
def revoke_one(request: HttpRequest, access: Access, certificate: int) -> HttpResponse:
    """Revoke a certificate."""
    found, form = load_certificate(access, certificate), RevokeForm(request.POST)
    do = partial(revoke, found, by=request.user, at=timezone.now())
    return act(request, form, do, "certificates-one", access.school.code, found.pk) or _page(
        request, access, found, form
    )


@school_page(Permission.DECIDE_TEAM)
def settings(request: HttpRequest, access: Access) -> HttpResponse:
    """Decide how long certificates are valid, when their end is told, and who issues them."""
    form = TermsForm(request.POST or None, instance=terms_of(access.school))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("已记下。已发的证书不变。"))
        return redirect("certificates-register", access.school.code)
    shown = {"form": form, "runs": True, "sees": True, "tab": "register"}
    return render(request, "certificates/settings.html", shown)


def _asked(request: HttpRequest, access: Access) -> tuple[Form, QuerySet[Certificate]]:
    form = FilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    standing = Standing(asked["standing"]) if asked.get("standing") else None
    return form, register_of(access.school, access.day, standing=standing, name=asked.get("name", ""))


def _page(request: HttpRequest, access: Access, found: Certificate, form: Form | None = None) -> HttpResponse:
    decides = access.may(Permission.DECIDE_TEAM) and found.staff_id != access.user.staff_id
    shown = {
        "certificate": found,
        "standing": STANDINGS[found.standing(access.day)],
        "may_print": found.staff_id == access.user.staff_id or runs_certificates(access),
        "revocation": (form or RevokeForm()) if decides and found.revoked_on is None else None,
        "runs": runs_certificates(access),
        "sees": access.may(Permission.SEE_TEAM),
        "tab": "register",
    }
    return render(request, "certificates/certificate.html", shown)
