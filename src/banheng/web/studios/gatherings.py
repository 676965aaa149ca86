"""Workshops, forums and contests."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.development.studios.gathering import announce, conclude, contribute, mark, ranked
from banheng.development.studios.models import Contribution, Gathering, Mark
from banheng.web.acting import act, begin
from banheng.web.inputs import SiteForm
from banheng.web.loading import school_page
from banheng.web.studios.forms import ContributeForm, GatheringForm, MarkForm

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access

AWARD = "award-"


@school_page(Permission.KEEP_TEAM)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Announce a gathering."""
    form = GatheringForm(access.school, request.POST or None, initial={"day": access.day})
    done = begin(request, form, partial(announce, access.school), "studios-gathering", access.school.code)
    return done or render(request, "studios/new_gathering.html", {"form": form})


@school_page(Permission.SEE_SCHOOL)
def gathering_page(request: HttpRequest, access: Access, gathering: int) -> HttpResponse:
    """Show a gathering."""
    return _page(request, access, _load(access, gathering))


@require_POST
@school_page(Permission.SEE_SCHOOL)
def contribute_to(request: HttpRequest, access: Access, gathering: int) -> HttpResponse:
    """Say what one brings."""
    if access.user.staff is None:
        raise PermissionDenied
    kept, form = _load(access, gathering), ContributeForm(request.POST)
    do = partial(contribute, kept, access.user.staff)
    done = act(request, form, do, "studios-gathering", access.school.code, kept.pk)
    return done or _page(request, access, kept, contribute_form=form)


@school_page(Permission.SEE_SCHOOL)
def mark_one(request: HttpRequest, access: Access, contribution: int) -> HttpResponse:
    """Give marks, as a judge."""
    found = Contribution.objects.select_related("gathering", "staff")
    kept = get_object_or_404(found, gathering__school=access.school, pk=contribution)
    judge = access.user.staff
    if judge is None or not kept.gathering.judges.filter(pk=judge.pk).exists():
        raise PermissionDenied
    form = MarkForm(request.POST or None)
    if request.method == "POST":
        back = ("studios-gathering", access.school.code, kept.gathering_id)
        if done := act(request, form, partial(mark, kept, judge), *back):
            return done
    return render(request, "studios/mark.html", {"contribution": kept, "form": form})


@require_POST
@school_page(Permission.KEEP_TEAM)
def conclude_one(request: HttpRequest, access: Access, gathering: int) -> HttpResponse:
    """Decide the awards and close."""
    kept = _load(access, gathering)
    awards = {
        int(name.removeprefix(AWARD)): text[:60]
        for name, text in request.POST.items()
        if name.startswith(AWARD) and name.removeprefix(AWARD).isdecimal()
    }
    form = SiteForm(request.POST)
    do = partial(conclude, kept, awards, by=request.user, at=timezone.now())
    done = act(request, form, do, "studios-gathering", access.school.code, kept.pk)
    return done or _page(request, access, kept, conclude_form=form)


def _load(access: Access, number: int) -> Gathering:
    return get_object_or_404(Gathering, school=access.school, pk=number)


def _page(request: HttpRequest, access: Access, gathering: Gathering, **forms: Form) -> HttpResponse:
    judges = list(gathering.judges.all())
    is_judge = any(each.pk == access.user.staff_id for each in judges)
    is_open = gathering.closed_at is None
    marked = Mark.objects.filter(contribution__gathering=gathering, judge=access.user.staff_id)
    offered: dict[str, Form] = {}
    if is_open and access.user.staff_id and not is_judge:
        offered["contribute_form"] = ContributeForm()
    if is_open and access.may(Permission.KEEP_TEAM):
        offered["conclude_form"] = SiteForm()
    shown = {
        "gathering": gathering,
        "judges": judges,
        "rows": ranked(gathering),
        "shows_marks": not is_open or access.may(Permission.KEEP_TEAM),
        "is_judge": is_judge and is_open,
        "marked": set(marked.values_list("contribution", flat=True)),
        **offered,
        **forms,
    }
    return render(request, "studios/gathering.html", shown)
