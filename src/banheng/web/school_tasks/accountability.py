"""Accountability at a school: the first opinion of its head, the word of those concerned, what has an effect."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.bureau.accountability.adopting import rules_on
from banheng.bureau.accountability.effects import in_effect
from banheng.bureau.accountability.hearing import hear
from banheng.bureau.accountability.models import Proceeding
from banheng.bureau.accountability.proposing import propose
from banheng.bureau.targets.models import Letter
from banheng.web.accountability.forms import ProposeForm
from banheng.web.acting import act
from banheng.web.loading import school_page
from banheng.web.school_tasks.forms import StatementForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.SEE_SCHOOL)
def proceedings(request: HttpRequest, access: Access) -> HttpResponse:
    """List the proceedings: all for the head, otherwise what concerns me."""
    decides = access.may(Permission.SUBMIT_DATA)
    found = _proceedings(access)
    if not decides:
        found = found.filter(concerned=access.user.staff_id or 0, informed_on__isnull=False)
    return render(request, "school_tasks/proceedings.html", {"found": found, "decides": decides})


@school_page(Permission.SUBMIT_DATA)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Give a first opinion."""
    bureau = access.school.bureau
    if bureau is None:
        raise Http404
    version = rules_on(bureau, access.day)
    form = None
    if version is not None:
        form = ProposeForm(version.rules, access.school, request.POST or None)
        if request.method == "POST":
            do = partial(propose, bureau, by=request.user, at=timezone.now())
            if done := act(request, form, do, "task_accountability", access.school.code):
                return done
    return render(request, "school_tasks/new_proceeding.html", {"form": form, "version": version})


@school_page(Permission.SEE_SCHOOL)
def proceeding_page(request: HttpRequest, access: Access, proceeding: int) -> HttpResponse:
    """Show a proceeding to the head and to the one concerned."""
    return _page(request, access, _proceeding(access, proceeding))


@require_POST
@school_page(Permission.SEE_SCHOOL)
def statement(request: HttpRequest, access: Access, proceeding: int) -> HttpResponse:
    """Keep what the one concerned says."""
    kept = _proceeding(access, proceeding)
    if kept.concerned_id != access.user.staff_id:
        raise PermissionDenied
    form = StatementForm(request.POST)
    do = partial(hear, kept, day=access.day)
    done = act(request, form, do, "task_accountability-one", access.school.code, kept.pk)
    return done or _page(request, access, kept, speaking=form)


@school_page(Permission.SUBMIT_DATA)
def appraisal(request: HttpRequest, access: Access) -> HttpResponse:
    """Show what has an effect on the appraisal of a year: sanctions, and how target letters ended."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and 2000 <= int(asked) <= 2100 else access.day.year
    first, last = access.day.replace(year, 1, 1), access.day.replace(year, 12, 31)
    letters = Letter.objects.filter(
        school=access.school, last__range=(first, last), concluded_at__isnull=False
    )
    shown = {
        "year": year,
        "earlier": year - 1,
        "later": year + 1,
        "found": in_effect(access.school, first, last),
        "day": access.day,
        "letters": letters,
    }
    return render(request, "school_tasks/appraisal.html", shown)


def _proceedings(access: Access) -> Any:
    found = Proceeding.objects.filter(school=access.school)
    return found.select_related("concerned", "rules_version", "proposed_by", "finding")


def _proceeding(access: Access, number: int) -> Proceeding:
    """Give a proceeding, or raise Http404; PermissionDenied for those whom it does not concern."""
    proceeding = get_object_or_404(_proceedings(access), pk=number)
    is_own = proceeding.concerned_id == access.user.staff_id and proceeding.informed_on is not None
    if not is_own and not access.may(Permission.SUBMIT_DATA):
        raise PermissionDenied
    return proceeding


def _page(request: HttpRequest, access: Access, proceeding: Proceeding, **forms: Any) -> HttpResponse:
    shown: dict[str, Any] = {"proceeding": proceeding, "day": access.day}
    is_own = proceeding.concerned_id == access.user.staff_id
    if is_own and proceeding.informed_on and not proceeding.heard_on and not proceeding.decided_at:
        shown["speaking"] = StatementForm()
    return render(request, "school_tasks/proceeding.html", shown | forms)
