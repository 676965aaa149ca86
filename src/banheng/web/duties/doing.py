"""One tap: a duty is done, or that is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.duties.doing import do, take_back
from banheng.duties.errors import DutyRefused
from banheng.duties.in_force import pack_of
from banheng.duties.models import Done, PackVersion
from banheng.web.duties.forms import DoForm
from banheng.web.duties.own import owners_of
from banheng.web.loading import load_class, school_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.routines.pack import Duty
    from banheng.schools.models import SchoolClass


@require_POST
@school_page(Permission.SEE_SCHOOL)
def do_duty(request: HttpRequest, access: Access, version: int, duty: str) -> HttpResponse:
    """Take a duty as done."""
    found = get_object_or_404(PackVersion.objects.select_related("school"), school=access.school, pk=version)
    wanted = pack_of(found).duty(duty)
    if wanted is None:
        raise Http404
    form = DoForm(request.POST)
    school_class = _class_of(access, wanted, request.POST.get("school_class", ""))
    if not form.is_valid():
        messages.error(request, gettext("没有读懂填写的内容。请核对数量，或刷新页面再试。"))
        return redirect("today", access.school.code)
    said = {name: form.cleaned_data[name] for name in ("day", "number", "note", "count")}
    try:
        do(found, duty, school_class, **said, by=access.user, at=timezone.now())
    except DutyRefused as refused:
        messages.error(request, refused.reason)
    return redirect("today", access.school.code)


@require_POST
@school_page(Permission.SEE_SCHOOL)
def take_back_done(request: HttpRequest, access: Access, done: int) -> HttpResponse:
    """Take back what one has said oneself today."""
    found = get_object_or_404(Done, version__school=access.school, pk=done)
    if found.by_id != access.user.pk:
        raise PermissionDenied
    try:
        take_back(found, by=access.user, at=timezone.now())
    except DutyRefused as refused:
        messages.error(request, refused.reason)
    return redirect("today", access.school.code)


def _class_of(access: Access, duty: Duty, code: str) -> SchoolClass | None:
    """Give the class for which the account may do a duty; None for a duty of a role that it holds.

    Raises:
        Http404: the school has no such class.
        PermissionDenied: the duty is somebody else's.
    """
    if duty.is_of_class:
        return load_class(access, code, Permission.DO_DUTIES).school_class
    if duty.who not in owners_of(access):
        raise PermissionDenied
    return None
