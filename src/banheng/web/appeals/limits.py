"""Limit who appeals too often, openly and with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.assessment.appealing import lift_limit, limit_appeals
from banheng.assessment.models import AppealLimit
from banheng.schools.models import Staff
from banheng.web.appeals.forms import LimitForm
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.PUBLISH_RESULTS)
def limit_list(request: HttpRequest, access: Access) -> HttpResponse:
    """List the limits and set another."""
    form = LimitForm(request.POST or None)
    form.fields["staff"].queryset = Staff.objects.filter(school=access.school)
    if request.method == "POST" and form.is_valid():
        limit_appeals(access.school, **form.cleaned_data, by=access.user, at=timezone.now())
        messages.success(request, gettext("已设定。当事人在申诉页面能看到这条限制和原因。"))
        return redirect("appeals-limits", access.school.code)
    limits = AppealLimit.objects.filter(school=access.school).select_related("staff", "by", "lifted_by")
    return render(request, "appeals/limits.html", {"form": form, "limits": limits, "day": access.day})


@require_POST
@school_page(Permission.PUBLISH_RESULTS)
def lift(request: HttpRequest, access: Access, limit: int) -> HttpResponse:
    """End a limit."""
    lift_limit(
        get_object_or_404(AppealLimit, school=access.school, pk=limit), by=access.user, at=timezone.now()
    )
    messages.success(request, gettext("已解除限制。"))
    return redirect("appeals-limits", access.school.code)
