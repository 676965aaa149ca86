"""The office's side: open, watch how many have answered, print slips, close, open the results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from banheng.accounts.roles import Permission
from banheng.duties.errors import WorkRefused
from banheng.duties.work.access import may_write
from banheng.ledger.language import request_language
from banheng.questionnaires.instrument import WITHOUT_ACCOUNT, Group
from banheng.reports.contents.survey_slips import survey_slips
from banheng.reports.rendering.formats import Format
from banheng.reports.rendering.formats import render as render_document
from banheng.routines.work_form import work_forms
from banheng.schools.classes import classes_on
from banheng.surveys.closing import close, results, show_results
from banheng.surveys.errors import SurveyRefused
from banheng.surveys.extending import extend_account, extend_slips
from banheng.surveys.groups import GROUP_NAMES
from banheng.surveys.models import Survey
from banheng.surveys.opening import make_slips, open_survey
from banheng.surveys.rates import Rate, last_day_of, rates_of
from banheng.surveys.replying import PROBLEM_FORM, register_problem, reply
from banheng.web.loading import load_class, school_page
from banheng.web.reports.answering import as_file
from banheng.web.surveys.forms import ExtendForm, OpenForm
from banheng.web.surveys.saying import opinions, result_lines, total_lines

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@require_GET
@school_page(Permission.RUN_SURVEYS, Permission.SEE_SURVEYS)
def surveys(request: HttpRequest, access: Access) -> HttpResponse:
    """List the surveys of the school; those who run none see the ones with results."""
    may_run = access.may(Permission.RUN_SURVEYS)
    found = Survey.objects.filter(school=access.school)
    if not may_run:
        found = found.exclude(shown_at=None)
    counted = found.annotate(rights_number=Count("rights"), used=Count("rights", filter=Q(rights__used=True)))
    return render(request, "surveys/surveys.html", {"surveys": counted, "may_run": may_run})


@school_page(Permission.RUN_SURVEYS)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Open a survey."""
    initial = {"first": access.day, "library": request.GET.get("from", "")}
    form = OpenForm(access.school, access.day, request.POST or None, initial=initial)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = open_survey(
                access.school,
                said["text"],
                title=said["title"],
                first=said["first"],
                last=said["last"],
                grades=list(said["grades"]),
                item=said["item"],
                events=form.events(),
                version=said["version"],
                by=access.user,
                at=timezone.now(),
            )
        except SurveyRefused as refused:
            refusal = refused.reason
        else:
            begun = gettext("调查已开始。请打印答题单，发给学生和家长。")
            messages.success(request, gettext("调查已开始。") if made.is_about_school else begun)
            return redirect("surveys-survey", access.school.code, made.pk)
    return render(request, "surveys/new.html", {"form": form, "refusal": refusal})


@require_GET
@school_page(Permission.RUN_SURVEYS, Permission.SEE_SURVEYS)
def survey_page(request: HttpRequest, access: Access, survey: int) -> HttpResponse:
    """Show how many have answered, never who; after it is opened, the results of the classes one may see."""
    found = _load(access, survey)
    may_run = access.may(Permission.RUN_SURVEYS)
    if not may_run and found.shown_at is None:
        raise Http404
    classes = {year.school_class_id: year for year in classes_on(access.school, found.first)}
    seen = {year.school_class.code: year.name for year in access.classes(Permission.SEE_SURVEYS)}
    rates: dict[int | None, list[Rate]] = {}
    for rate in rates_of(found) if may_run else ():
        rates.setdefault(rate.school_class, []).append(rate)
    publication = results(found) if found.shown_at else None
    shown = {
        "survey": found,
        "rates": [(classes.get(key), rates[key]) for key in (*classes, None) if key in rates],
        "lines": None,
        "opinions": None,
        "may_run": may_run,
    }
    if publication is not None and found.is_about_school:
        shown["opinions"] = opinions(found, publication, request_language())
    elif publication is not None:
        shown["lines"] = result_lines(found.instrument, publication, seen, request_language())
        shown["totals"] = total_lines(publication, seen)
    return render(request, "surveys/survey.html", shown)


@require_POST
@school_page(Permission.RUN_SURVEYS)
def slips(request: HttpRequest, access: Access, survey: int, school_class: str, group: str) -> HttpResponse:
    """Print the slips of a class; those printed before that are not used yet do not work any more."""
    found = _load(access, survey)
    if group not in {each.value for each in WITHOUT_ACCOUNT}:
        raise Http404
    class_year = load_class(access, school_class, Permission.RUN_SURVEYS)
    try:
        codes = make_slips(found, class_year.school_class, Group(group))
    except SurveyRefused as refused:
        messages.error(request, refused.reason)
        return redirect("surveys-survey", access.school.code, found.pk)
    document = survey_slips(
        found.title,
        class_year.name,
        Group(group),
        codes,
        last=last_day_of(found, class_year.school_class_id, Group(group)),
        site=request.build_absolute_uri(reverse("slip")),
        address_of=lambda code: request.build_absolute_uri(reverse("slip-answer", args=[code])),
    )
    name = f"{found.title} {class_year.name} {GROUP_NAMES[Group(group)]}"
    return as_file(render_document(document, Format.PDF), name, Format.PDF)


@school_page(Permission.RUN_SURVEYS)
def extend(request: HttpRequest, access: Access, survey: int) -> HttpResponse:
    """Give the slips of a class, or a colleague, more time; list what was given."""
    found = _load(access, survey)
    classes = {year.school_class_id: year.name for year in classes_on(access.school, found.first)}
    form, refusal = ExtendForm(found, classes, request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        said = {"until": form.cleaned_data["until"], "reason": form.cleaned_data["reason"]}
        school_class, group, user = form.chosen()
        try:
            if user is not None:
                extend_account(found, user, **said, by=access.user, at=timezone.now())
            else:
                extend_slips(found, school_class, group, **said, by=access.user, at=timezone.now())
        except SurveyRefused as refused:
            refusal = refused.reason
        else:
            messages.success(request, gettext("已延期，并已记录。"))
            return redirect("surveys-extend", access.school.code, found.pk)
    given = [
        (
            each.user or f"{classes.get(each.school_class_id, '')} {GROUP_NAMES[Group(each.group)]}",
            each,
        )
        for each in found.extensions.select_related("user", "by")
    ]
    shown = {"survey": found, "form": form, "refusal": refusal, "given": given}
    return render(request, "surveys/extend.html", shown, status=422 if refusal else 200)


@require_POST
@school_page(Permission.RUN_SURVEYS)
def answer_opinion(request: HttpRequest, access: Access, survey: int) -> HttpResponse:
    """Answer an opinion in public, or put it into the school's register of problems."""
    found = _load(access, survey)
    question, opinion = request.POST.get("question", ""), request.POST.get("opinion", "")
    said = {"opinion": opinion, "by": access.user, "at": timezone.now()}
    try:
        if request.POST.get("do") == "problem":
            if not may_write(access, work_forms()[PROBLEM_FORM], None):
                raise PermissionDenied
            made = register_problem(found, question, **said)
            messages.success(request, gettext("已登记到学校问题台账。请补上由谁办理和限期。"))
            return redirect("work-record", access.school.code, made.pk)
        reply(found, question, request.POST.get("words", ""), **said)
    except (SurveyRefused, WorkRefused) as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, gettext("答复已公开。"))
    return redirect("surveys-survey", access.school.code, found.pk)


@require_POST
@school_page(Permission.RUN_SURVEYS)
def close_survey(request: HttpRequest, access: Access, survey: int) -> HttpResponse:
    """Close a survey for good."""
    found = _load(access, survey)
    try:
        refused = close(found, by=access.user, at=timezone.now())
    except SurveyRefused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, gettext("调查已结束，答卷已汇总并删除。"))
        for sentence in refused:
            messages.warning(request, sentence)
    return redirect("surveys-survey", access.school.code, found.pk)


@require_POST
@school_page(Permission.RUN_SURVEYS)
def show(request: HttpRequest, access: Access, survey: int) -> HttpResponse:
    """Open the results to those concerned."""
    found = _load(access, survey)
    try:
        show_results(found, at=timezone.now())
    except SurveyRefused as refused:
        messages.error(request, refused.reason)
    return redirect("surveys-survey", access.school.code, found.pk)


def _load(access: Access, survey: int) -> Survey:
    return get_object_or_404(Survey.objects.select_related("school"), school=access.school, pk=survey)
