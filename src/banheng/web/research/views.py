"""The library of cases, papers, plans and resources, and projects."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.development.research.models import Project, Work
from banheng.development.research.projects import finish, propose, start, stop
from banheng.development.research.sharing import accept, give_back, library, send
from banheng.web.acting import act, begin
from banheng.web.inputs import SiteForm
from banheng.web.loading import school_page
from banheng.web.research.forms import (
    ProjectForm,
    ReasonForm,
    ResultForm,
    SearchForm,
    StartForm,
    WorkForm,
)

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access

ON_A_PAGE = 30


@school_page(Permission.SEE_SCHOOL)
def research(request: HttpRequest, access: Access) -> HttpResponse:
    """Search the library; what waits for the office, what is mine, and projects."""
    form = SearchForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    found = library(access.school, asked.pop("words", ""), **asked)
    works = Work.objects.filter(school=access.school).select_related("author")
    sorted_cases = library(access.school, kind=Work.Kind.CASE).order_by().values("category")
    counts = {each["category"]: each["number"] for each in sorted_cases.annotate(number=Count("pk"))}
    shown = {
        "form": form,
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "asked": "&".join(
            f"{key}={value}" for key, value in request.GET.items() if key != "page" and value.isalnum()
        ),
        "waiting": works.filter(accepted_at=None, returned_for="")
        if access.may(Permission.KEEP_TEAM)
        else [],
        "mine": works.filter(author=access.user.staff_id, accepted_at=None) if access.user.staff_id else [],
        "projects": Project.objects.filter(school=access.school).select_related("leader"),
        "cases": [(each, counts[each.value]) for each in Work.Category if each.value in counts],
        "keeps": access.may(Permission.KEEP_TEAM),
    }
    return render(request, "research/research.html", shown)


@school_page(Permission.SEE_SCHOOL)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Send something in."""
    return _write(request, access, None)


@school_page(Permission.SEE_SCHOOL)
def work_page(request: HttpRequest, access: Access, work: int) -> HttpResponse:
    """Show something: to all once it is in the library, before that to its author and the office."""
    return _page(request, access, _load(access, work))


@school_page(Permission.SEE_SCHOOL)
def edit(request: HttpRequest, access: Access, work: int) -> HttpResponse:
    """Send something in again, as its author."""
    kept = _load(access, work)
    if kept.author_id != access.user.staff_id:
        raise PermissionDenied
    return _write(request, access, kept)


@require_POST
@school_page(Permission.KEEP_TEAM)
def accept_one(request: HttpRequest, access: Access, work: int) -> HttpResponse:
    """Take something into the library."""
    kept, form = _load(access, work), SiteForm(request.POST)
    do = partial(accept, kept, by=request.user, at=timezone.now())
    done = act(request, form, do, "research-one", access.school.code, kept.pk)
    return done or _page(request, access, kept, accept_form=form)


@require_POST
@school_page(Permission.KEEP_TEAM)
def return_one(request: HttpRequest, access: Access, work: int) -> HttpResponse:
    """Send something back."""
    kept, form = _load(access, work), ReasonForm(request.POST)
    done = act(request, form, partial(give_back, kept), "research-one", access.school.code, kept.pk)
    return done or _page(request, access, kept, return_form=form)


@school_page(Permission.KEEP_TEAM)
def project_new(request: HttpRequest, access: Access) -> HttpResponse:
    """Apply for a project."""
    form = ProjectForm(access.school, request.POST or None, initial={"first": access.day})
    done = begin(request, form, partial(propose, access.school), "research-project", access.school.code)
    return done or render(request, "research/project_new.html", {"form": form})


@school_page(Permission.SEE_SCHOOL)
def project_page(request: HttpRequest, access: Access, project: int) -> HttpResponse:
    """Show a project; the office starts, finishes and stops it."""
    projects = Project.objects.select_related("leader").prefetch_related("members")
    kept = get_object_or_404(projects, school=access.school, pk=project)
    keeps = access.may(Permission.KEEP_TEAM)
    if request.method == "POST" and not keeps:
        raise PermissionDenied
    steps = {
        "start": (StartForm, partial(start, kept)),
        "finish": (ResultForm, partial(finish, kept, by=request.user, at=timezone.now())),
        "stop": (ResultForm, partial(stop, kept, at=timezone.now())),
    }
    shown: dict[str, object] = {"project": kept, "keeps": keeps}
    if kept.state == Project.State.PROPOSED:
        shown["start_form"] = StartForm(auto_id="start_%s")
    if kept.state in {Project.State.PROPOSED, Project.State.RUNNING}:
        shown["end_form"] = ResultForm(auto_id="end_%s")
    if request.method == "POST":
        step = request.POST.get("do", "")
        if step not in steps:
            raise Http404
        kind, do = steps[step]
        form = kind(request.POST)
        if done := act(request, form, do, "research-project", access.school.code, kept.pk):
            return done
        shown["start_form" if step == "start" else "end_form"] = form
    return render(request, "research/project.html", shown)


def _load(access: Access, number: int) -> Work:
    works = Work.objects.select_related("author", "school")
    work = get_object_or_404(works, school=access.school, pk=number)
    is_own = access.user.staff_id is not None and work.author_id == access.user.staff_id
    if work.accepted_at is None and not is_own and not access.may(Permission.KEEP_TEAM):
        raise PermissionDenied
    return work


def _write(request: HttpRequest, access: Access, work: Work | None) -> HttpResponse:
    if access.user.staff is None:
        raise PermissionDenied
    names = WorkForm.base_fields
    initial = {name: getattr(work, name) for name in names} if work else {"day": access.day}
    form = WorkForm(request.POST or None, initial=initial)
    make = partial(send, access.user.staff, work, at=timezone.now())
    done = begin(request, form, make, "research-one", access.school.code)
    return done or render(request, "research/write.html", {"form": form, "work": work})


def _page(request: HttpRequest, access: Access, work: Work, **forms: Form) -> HttpResponse:
    waits = work.accepted_at is None and not work.returned_for and access.may(Permission.KEEP_TEAM)
    shown = {
        "work": work,
        "is_own": access.user.staff_id is not None and work.author_id == access.user.staff_id,
        **({"accept_form": SiteForm(), "return_form": ReasonForm()} if waits else {}),
        **forms,
    }
    return render(request, "research/work.html", shown)
