"""Notes in confidence: only their owner and the counsellor they name ever see one; for others there is none."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.core.errors import Refused
from banheng.development.care.confiding import (
    answer,
    confide,
    counsellors,
    dismiss_counsellor,
    may_read,
    name_counsellor,
    open_note,
)
from banheng.development.care.models import CareNote, Counsellor
from banheng.development.care.pressure import say_pressure
from banheng.development.errors import DevelopmentRefused
from banheng.web.acting import act
from banheng.web.care.forms import FORMS, AnswerForm, CounsellorForm
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from typing import Any

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@never_cache
@school_page(Permission.SEE_SCHOOL)
def care(request: HttpRequest, access: Access) -> HttpResponse:
    """List what I wrote and what was confided to me; the office sees who counsels, and no notes."""
    return _page(request, access)


@never_cache
@school_page(Permission.SEE_SCHOOL)
def new(request: HttpRequest, access: Access, kind: str) -> HttpResponse:
    """Write something down."""
    if kind not in CareNote.Kind.values:
        raise Http404
    if access.user.staff is None:
        raise PermissionDenied
    form = FORMS[CareNote.Kind(kind)](access, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = confide(
                access.user.staff,
                kind,
                form.content(),
                counsellor=form.cleaned_data["counsellor"],
                at=timezone.now(),
            )
        except DevelopmentRefused as refusal:
            form.add_error(None, refusal.reason)
        else:
            return redirect("care-one", access.school.code, made.pk)
    return render(request, "care/new.html", {"form": form, "kind": CareNote.Kind(kind)})


@never_cache
@school_page(Permission.SEE_SCHOOL)
def note_page(request: HttpRequest, access: Access, note: int) -> HttpResponse:
    """Open a note; its counsellor answers it here."""
    kept = _load(access, note)
    is_own = kept.staff_id == access.user.staff_id
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and not is_own:
        do = partial(answer, kept, request.user, at=timezone.now())
        if done := act(request, form, do, "care-one", access.school.code, kept.pk):
            return done
    try:
        content, answered = open_note(kept, request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.reason)
        return redirect("care", access.school.code)
    shown = {
        "note": kept,
        "lines": _lines(access, kept, content),
        "said": say_pressure(content) if kept.kind == CareNote.Kind.PRESSURE else "",
        "answered": answered,
        "is_own": is_own,
        "looks": kept.looks.all() if is_own else [],
        "months": CareNote.KEPT_MONTHS[kept.kind],
        "form": None if is_own else form,
    }
    return render(request, "care/note.html", shown)


@require_POST
@school_page(Permission.SEE_SCHOOL)
def delete(request: HttpRequest, access: Access, note: int) -> HttpResponse:
    """Delete a note, as its owner."""
    kept = _load(access, note)
    if kept.staff_id != access.user.staff_id:
        raise PermissionDenied
    kept.delete()
    messages.success(request, gettext("已删除，不能恢复。"))
    return redirect("care", access.school.code)


@require_POST
@school_page(Permission.KEEP_TEAM)
def counsellor_add(request: HttpRequest, access: Access) -> HttpResponse:
    """Name a counsellor."""
    form = CounsellorForm(access, request.POST)
    do = partial(name_counsellor, access.school, day=access.day)
    return act(request, form, do, "care", access.school.code) or _page(request, access, form)


@require_POST
@school_page(Permission.KEEP_TEAM)
def counsellor_end(request: HttpRequest, access: Access, counsellor: int) -> HttpResponse:
    """End that somebody is a counsellor: from today on they open nothing."""
    kept = get_object_or_404(Counsellor, school=access.school, pk=counsellor)
    dismiss_counsellor(kept, day=access.day)
    messages.success(request, gettext("已记下。"))
    return redirect("care", access.school.code)


def _load(access: Access, number: int) -> CareNote:
    """Give a note to whom it belongs or is confided; for everybody else it does not exist."""
    notes = CareNote.objects.select_related("school", "staff", "counsellor")
    note = get_object_or_404(notes, school=access.school, pk=number)
    if not may_read(note, access.user, access.day):
        raise PermissionDenied
    return note


def _lines(access: Access, note: CareNote, content: dict[str, Any]) -> list[tuple[str, str]]:
    """Put what was written beside what was asked."""
    fields = FORMS[CareNote.Kind(note.kind)](access).fields
    return [
        (fields[name].label, dict(getattr(fields[name], "choices", ())).get(value, value))
        for name, value in content.items()
        if name in fields
    ]


def _page(request: HttpRequest, access: Access, form: Form | None = None) -> HttpResponse:
    own = access.user.staff_id
    notes = CareNote.objects.filter(school=access.school).select_related("staff", "counsellor")
    serving = counsellors(access.school, access.day)
    counsels = own is not None and serving.filter(staff=own).exists()
    keeps = access.may(Permission.KEEP_TEAM)
    shown = {
        "mine": notes.filter(staff=own) if own else [],
        "confided": notes.filter(counsellor=own) if counsels else [],
        "counsellors": serving,
        "kinds": CareNote.Kind,
        "form": (form or CounsellorForm(access)) if keeps else None,
    }
    return render(request, "care/care.html", shown)
