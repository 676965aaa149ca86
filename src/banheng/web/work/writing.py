"""Write a record of the work, or correct one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from uuid_utils.compat import uuid7

from banheng.accounts.roles import Permission
from banheng.duties.errors import WorkRefused
from banheng.duties.work.access import may_correct, may_write
from banheng.duties.work.filing import keep_file
from banheng.duties.work.keeping import keep, names_of_pupils, names_of_staff
from banheng.duties.work.showing import open_record
from banheng.ledger.errors import PhotoRefused, RecordRefused
from banheng.ledger.photographing import refuse_too_large
from banheng.routines.work_form import About
from banheng.web.loading import load_class, school_page
from banheng.web.work.inputs import field_inputs, read_inputs, said_by
from banheng.web.work.loading import class_of, load_form, load_record

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.duties.models import WorkRecord
    from banheng.routines.work_form import WorkForm
    from banheng.schools.models import ClassYear


@school_page(Permission.SEE_SCHOOL)
def new(request: HttpRequest, access: Access, form: str) -> HttpResponse:
    """Write a record."""
    found = load_form(form)
    class_year = _chosen_class(request, access, found)
    if not may_write(access, found, class_year and class_year.school_class):
        raise PermissionDenied
    said = read_inputs(found, request.POST) if request.method == "POST" else {}
    return _write(request, access, found, class_year, said, None)


@school_page(Permission.SEE_SCHOOL)
def correct(request: HttpRequest, access: Access, record: UUID) -> HttpResponse:
    """Correct a record: a new one takes its place, and the old one is kept."""
    old = load_record(access, record)
    if not may_correct(access, old):
        raise PermissionDenied
    form = old.work_form
    if request.method == "POST":
        said = read_inputs(form, request.POST)
    else:
        said = said_by(open_record(old, by=access.user, at=timezone.now()), form)
    return _write(request, access, form, class_of(access, old), said, old)


def _write(
    request: HttpRequest,
    access: Access,
    form: WorkForm,
    class_year: ClassYear | None,
    said: dict[str, Any],
    old: WorkRecord | None,
) -> HttpResponse:
    refusal, faults = "", {}
    day = _day(request, old.day if old else access.day)
    key = _key(request.POST.get("id", ""))
    if request.method == "POST":
        try:
            with transaction.atomic():
                made = keep(
                    access.school,
                    form,
                    said,
                    id=key,
                    school_class=class_year and class_year.school_class,
                    day=day,
                    by=access.user,
                    at=timezone.now(),
                    replaces=old,
                )
                for sent in request.FILES.getlist("files"):
                    refuse_too_large(sent.size)
                    keep_file(made, sent.read())
        except WorkRefused as refused:
            refusal, faults = refused.reason, refused.fields
        except (PhotoRefused, RecordRefused) as refused:
            refusal = refused.reason
        else:
            messages.success(request, gettext("已保存“%(title)s”。") % {"title": form.title})
            if made.work_form.steps or old:
                return redirect("work-record", access.school.code, made.pk)
            return redirect((request.POST.get("back") == "today" and "today") or "work", access.school.code)
    shown = {
        "form": form,
        "class_year": class_year,
        "classes": [] if old else _classes(access, form),
        "day": day,
        "id": key,
        "old": old,
        "back": request.POST.get("back") or request.GET.get("back", ""),
        "inputs": field_inputs(
            form,
            said,
            pupils=names_of_pupils(class_year.school_class, day) if class_year else {},
            staff=names_of_staff(access.school, day),
            faults=faults,
        ),
        "refusal": refusal,
        "day_fault": faults.get("day", ""),
    }
    return render(request, "work/write.html", shown)


def _chosen_class(request: HttpRequest, access: Access, form: WorkForm) -> ClassYear | None:
    """Give the class that a form is written for: the one that is named, or the only one there is."""
    if form.about is not About.CLASS:
        return None
    if code := request.POST.get("class") or request.GET.get("class"):
        return load_class(access, code, _permission(form))
    return next(iter(_classes(access, form)), None)


def _classes(access: Access, form: WorkForm) -> list[ClassYear]:
    return list(access.classes(_permission(form))) if form.about is About.CLASS else []


def _permission(form: WorkForm) -> Permission:
    """Say what one holds for the classes that one writes the form about."""
    return Permission.SEE_WORK if form.writers else Permission.DO_DUTIES


def _day(request: HttpRequest, usual: date) -> date:
    text = request.POST.get("day") or request.GET.get("day", "")
    try:
        return date.fromisoformat(text)
    except ValueError:
        return usual


def _key(text: str) -> UUID:
    """Take the id that the page was given, so that sending it twice keeps one record."""
    if not text:
        return uuid7()
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
