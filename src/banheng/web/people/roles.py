from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.granting import end_role, grant_role
from banheng.accounts.roles import Permission, Role
from banheng.web.loading import school_page
from banheng.web.people.forms import EndForm, GrantForm
from banheng.web.people.loading import load_person, says_refusal
from banheng.web.people.person import show_person

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.EDIT_ACCOUNTS)
@require_POST
@reauthentication_required
@says_refusal
def grant(request: HttpRequest, access: Access, user: int) -> HttpResponse:
    """Give somebody a role in this school."""
    account = load_person(access, user)
    form = GrantForm(request.POST, school=access.school, day=access.day)
    if not form.is_valid():
        return show_person(request, access, account, form)
    said = form.cleaned_data
    made = grant_role(
        account,
        Role(said["role"]),
        access.school,
        first=said["first"],
        last=said["last"],
        grade=said["grade"],
        school_class=said["school_class"] and said["school_class"].school_class,
        at=timezone.now(),
        by=request.user,
    )
    messages.success(request, gettext("已授予%(role)s。") % {"role": made.get_role_display()})
    return redirect("people-person", school=access.school.code, user=user)


@school_page(Permission.EDIT_ACCOUNTS)
@require_POST
@says_refusal
def end(request: HttpRequest, access: Access, user: int, grant: int) -> HttpResponse:
    """End a role of somebody here: at once, or after a day to come."""
    account = load_person(access, user)
    found = account.role_grants.filter(school=access.school, pk=grant).first()
    if found is None:
        raise Http404
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("日期无法识别。请按 2026-10-21 的格式填写。"))
        return redirect("people-person", school=access.school.code, user=user)
    end_role(found, last=form.cleaned_data["last"] or access.day, at=timezone.now(), by=request.user)
    messages.success(request, gettext("%(role)s已结束。") % {"role": found.get_role_display()})
    return redirect("people-person", school=access.school.code, user=user)
