from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.assessment.displaying import open_display, withdraw
from banheng.assessment.models import HallDisplay
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


class DisplayForm(forms.Form):
    """Where the screen hangs."""

    name = forms.CharField(
        label=_("屏幕的位置"), max_length=50, widget=forms.TextInput(attrs={"class": "form-control"})
    )


@school_page(Permission.RUN_PERIODS)
def displays(request: HttpRequest, access: Access) -> HttpResponse:
    """List the hall displays with their secret addresses."""
    return _page(request, access, DisplayForm())


@require_POST
@school_page(Permission.RUN_PERIODS)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Make the address of another display."""
    form = DisplayForm(request.POST)
    if not form.is_valid():
        return _page(request, access, form)
    open_display(access.school, name=form.cleaned_data["name"], by=access.user, at=timezone.now())
    return redirect("league-displays", access.school.code)


@require_POST
@school_page(Permission.RUN_PERIODS)
def withdraw_display(request: HttpRequest, access: Access, display: int) -> HttpResponse:  # noqa: ARG001
    """Let the address of a display show nothing any more."""
    shown = get_object_or_404(HallDisplay, school=access.school, pk=display)
    withdraw(shown, by=access.user, at=timezone.now())
    return redirect("league-displays", access.school.code)


def _page(request: HttpRequest, access: Access, form: DisplayForm) -> HttpResponse:
    known = HallDisplay.objects.filter(school=access.school, withdrawn_at=None)
    shown = [(display, request.build_absolute_uri(f"/hall/{display.secret}/")) for display in known]
    return render(request, "league/displays.html", {"displays": shown, "form": form})
