from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from banheng.accounts.errors import AccountRefused
from banheng.accounts.opening import Slip, open_account, open_for_all_staff
from banheng.accounts.roles import Permission
from banheng.schools.models import Staff
from banheng.web.loading import school_page
from banheng.web.people.forms import NewAccountForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.EDIT_ACCOUNTS)
@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Open one account: for somebody of the staff, or for somebody else by name."""
    missing = Staff.objects.filter(school=access.school, left__isnull=True, user__isnull=True)
    form = NewAccountForm(request.POST or None, staff=missing)
    if request.method == "POST" and form.is_valid():
        staff = form.cleaned_data["staff"]
        try:
            slip = open_account(
                access.school,
                name=staff.name if staff else form.cleaned_data["name"],
                code=staff.code if staff else form.cleaned_data["code"],
                staff=staff,
                at=timezone.now(),
                by=request.user,
            )
        except AccountRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return show_slips(request, [slip])
    return render(request, "people/new.html", {"form": form})


@school_page(Permission.EDIT_ACCOUNTS)
@require_POST
@reauthentication_required
def open_all(request: HttpRequest, access: Access) -> HttpResponse:
    """Open an account for everybody of the staff who has none; asked again, nothing is left to open."""
    slips = open_for_all_staff(access.school, at=timezone.now(), by=request.user)
    if not slips:
        messages.info(request, gettext("在职教职工都已经有账号。"))
        return redirect("people", school=access.school.code)
    return show_slips(request, slips)


@never_cache
def show_slips(request: HttpRequest, slips: list[Slip]) -> HttpResponse:
    """Show first passwords to be printed: the only time that they are seen."""
    address = request.build_absolute_uri("/")
    return render(request, "people/slips.html", {"slips": slips, "address": address})
