"""One record of the work: what stands in it, its steps, its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from banheng.accounts.roles import Permission
from banheng.duties.errors import WorkRefused
from banheng.duties.models import WorkFile
from banheng.duties.work.access import may_correct, may_take
from banheng.duties.work.filing import content_of_file
from banheng.duties.work.keeping import withdraw
from banheng.duties.work.showing import open_record, remark_of, shown
from banheng.duties.work.stepping import step_lines, take_step
from banheng.duties.work.values import alike
from banheng.ledger.errors import RecordRefused
from banheng.ledger.language import request_language
from banheng.ledger.models import Record
from banheng.ledger.naming import Naming
from banheng.schools.models import Pupil
from banheng.web.loading import school_page
from banheng.web.work.loading import class_of, load_record

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from banheng.accounts.access import Access
    from banheng.duties.models import WorkRecord


@require_GET
@school_page(Permission.SEE_SCHOOL)
def record_page(request: HttpRequest, access: Access, record: UUID) -> HttpResponse:
    """Show a record; a look at a restricted one is noted."""
    found = load_record(access, record)
    now = timezone.now()
    is_current = found.withdrawn_at is None and not hasattr(found, "replaced_by")
    content = open_record(found, by=access.user, at=now)
    shown_to_page = {
        "record": found,
        "form": found.work_form,
        "class_year": class_of(access, found),
        "fields": shown(found, content),
        "alike": _alike(found, content),
        "steps": [
            {
                "line": line,
                "remark": remark_of(line.taken) if line.taken else "",
                "is_late": line.is_late(now),
                "may_take": is_current and not line.taken and may_take(access, found, line.step),
            }
            for line in step_lines(found)
        ],
        "is_current": is_current,
        "may_correct": is_current and may_correct(access, found),
        "looks": found.looks.all()[:50] if found.by_id == access.user.pk else (),
        "counted": _counted(access, found),
        "sign_ins": found.sign_ins.select_related("user") if found.work_form.signs_in else (),
    }
    return render(request, "work/record.html", shown_to_page)


@require_POST
@school_page(Permission.SEE_SCHOOL)
def withdraw_record(request: HttpRequest, access: Access, record: UUID) -> HttpResponse:
    """Withdraw a record that was made by mistake."""
    found = load_record(access, record)
    if not may_correct(access, found):
        raise PermissionDenied
    try:
        withdraw(found, by=access.user, at=timezone.now())
        messages.success(request, gettext("已撤回。这条记录不再算数，仍可查看。"))
    except (WorkRefused, RecordRefused) as refused:
        messages.error(request, refused.reason)
    return redirect("work-record", access.school.code, found.pk)


@require_POST
@school_page(Permission.SEE_SCHOOL)
def step(request: HttpRequest, access: Access, record: UUID, step: str) -> HttpResponse:
    """Take a step of a case."""
    found = load_record(access, record)
    wanted = found.work_form.step(step)
    if wanted is None:
        raise Http404
    if not may_take(access, found, wanted):
        raise PermissionDenied
    try:
        take_step(found, wanted, by=access.user, at=timezone.now(), remark=request.POST.get("remark", ""))
    except WorkRefused as refused:
        messages.error(request, refused.reason)
    if request.POST.get("back") == "today":
        return redirect("today", access.school.code)
    return redirect("work-record", access.school.code, found.pk)


@require_GET
@school_page(Permission.SEE_SCHOOL)
def file_of(_request: HttpRequest, access: Access, file: int) -> HttpResponse:
    """Give a photo or voice note to whoever may read the record."""
    found = get_object_or_404(WorkFile, pk=file, record__school=access.school)
    load_record(access, found.record_id)
    try:
        content = content_of_file(found)
    except WorkRefused as refused:
        raise Http404 from refused
    return HttpResponse(
        content,
        content_type=found.content_type,
        headers={"Cache-Control": "private, no-store", "Content-Disposition": "inline"},
    )


def _alike(record: WorkRecord, content: dict[str, Any]) -> list[tuple[str, str]]:
    """List pairs of pupils whose texts are nearly the same, where they ought to differ."""
    pairs = [
        pair
        for field in record.work_form.fields
        if field.differ
        for pair in alike(content.get(field.code, {}))
    ]
    names = dict(
        Pupil.objects.filter(pk__in={int(key) for pair in pairs for key in pair}).values_list("pk", "name")
    )
    return [(names.get(int(one), ""), names.get(int(other), "")) for one, other in pairs]


def _counted(access: Access, record: WorkRecord) -> list[tuple[Record, str]]:
    """List what the record counts as, in words."""
    if not record.feeds:
        return []
    naming = Naming(access.school, request_language())
    records = Record.objects.filter(pk__in=[one["record"] for one in record.feeds])
    return [(each, naming.name(each).item) for each in records]
