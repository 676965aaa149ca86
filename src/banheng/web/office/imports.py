"""Files brought in: choose, look at the preview, confirm, take back; templates and exports to download."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.policies.in_force import scheme_of, versions_in_force
from banheng.schools.errors import ChangeRefused
from banheng.schools.importing import bulk
from banheng.schools.importing.files import MOST_BYTES
from banheng.schools.importing.templates import current_postings, pupil_workbook, roster_workbook
from banheng.schools.models import BulkChange
from banheng.schools.oneroster.giving_out import oneroster_archive
from banheng.spreadsheets.template import write_template
from banheng.web.loading import school_page
from banheng.web.office.evidence import version_for
from banheng.web.office.forms import UploadForm
from banheng.web.office.kinds import UNDOERS, WORKERS
from banheng.web.office.tasks import start

if TYPE_CHECKING:
    from django.http import HttpRequest

    from banheng.accounts.access import Access

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Kind = BulkChange.Kind
MOST_LISTED = 50


@school_page(Permission.EDIT_ROSTER)
def imports(request: HttpRequest, access: Access) -> HttpResponse:
    """List what was brought in, newest first, and offer the kinds."""
    changes = (
        BulkChange.objects.filter(school=access.school).select_related("made_by").defer("content", "journal")
    )
    kinds = [Kind(kind) for kind in WORKERS if may_bring_in(access, kind)]
    context = {"changes": changes[:MOST_LISTED], "kinds": kinds}
    return render(request, "office/imports.html", context)


@school_page(Permission.EDIT_ROSTER)
def new_import(request: HttpRequest, access: Access, kind: str) -> HttpResponse:
    """Take a file of a kind."""
    check_kind(access, kind)
    versions = versions_in_force(access.school, access.day) if kind == Kind.EVIDENCE else []
    form = UploadForm(
        kind, versions, request.POST or None, request.FILES or None, initial={"day": access.day}
    )
    if request.method == "POST" and form.is_valid():
        try:
            change = _hand_in(access, Kind(kind), form)
        except ChangeRefused as refusal:
            form.refuse(refusal)
        else:
            start(change)
            return redirect("office-import", school=access.school.code, number=change.pk)
    context = {"form": form, "kind": Kind(kind), "versions": versions, "has_template": kind != Kind.ONEROSTER}
    return render(request, "office/new_import.html", context)


@school_page(Permission.EDIT_ROSTER)
def one_import(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Show where a file stands: being looked at, refused, to be confirmed, done, taken back."""
    change = find_change(access, number)
    preview = change.preview
    context = {
        "change": change,
        "preview": preview,
        "groups": _groups(preview),
        "faults_left": preview.get("number_of_faults", 0) - len(preview.get("faults", ())),
        "vanished": sum(
            count["number"] for count in preview.get("counts", ()) if count["kind"] == "vanished"
        ),
    }
    template = "office/import.html#standing" if request.headers.get("HX-Request") else "office/import.html"
    return render(request, template, context)


@require_POST
@school_page(Permission.EDIT_ROSTER)
def move_import(request: HttpRequest, access: Access, number: int, step: str) -> HttpResponse:
    """Confirm a file, take it back, give it up, or look at it again."""
    change = find_change(access, number)
    now = timezone.now()
    try:
        if step == "confirm" and bulk.confirm(change, now):
            start(BulkChange.objects.get(pk=change.pk))
        elif step == "undo":
            bulk.take_back(change, by=access.user, at=now, undoer=UNDOERS.get(change.kind))
            messages.success(request, gettext("已撤销，恢复到导入之前。"))
        elif step == "drop":
            bulk.drop(change)
            return redirect("office-imports", school=access.school.code)
        elif step == "again" and change.status in (
            bulk.Status.READING,
            bulk.Status.READY,
            bulk.Status.WORKING,
        ):
            change.options["end_vanished"] = "end_vanished" in request.POST
            change.save(update_fields=["options"])
            start(change)
    except ChangeRefused as refusal:
        messages.error(request, refusal.reason)
    return redirect("office-import", school=access.school.code, number=number)


@school_page(Permission.EDIT_ROSTER)
def template(_request: HttpRequest, access: Access, kind: str) -> HttpResponse:
    """Give the workbook to fill in, with what is known already."""
    check_kind(access, kind)
    try:
        if kind == Kind.ROSTER:
            content = roster_workbook(access.school, access.day)
        elif kind == Kind.PUPILS:
            content = pupil_workbook(access.school, access.day)
        elif kind == Kind.EVIDENCE:
            content = _evidence_template(access)
        else:
            raise Http404
    except ChangeRefused as refusal:
        messages.error(_request, refusal.reason)
        return redirect("office-import-new", school=access.school.code, kind=kind)
    name = f"{access.school.name}-{Kind(kind).label}-{access.day:%Y%m%d}.xlsx"
    return download(content, name, XLSX)


@school_page(Permission.EDIT_ROSTER)
def oneroster(request: HttpRequest, access: Access) -> HttpResponse:
    """Give the roster as OneRoster 1.2 CSV."""
    try:
        content = oneroster_archive(access.school, access.day)
    except ChangeRefused as refusal:
        messages.error(request, refusal.reason)
        return redirect("office-imports", school=access.school.code)
    return download(content, f"{access.school.code}-oneroster-{access.day:%Y%m%d}.zip", "application/zip")


def download(content: bytes, name: str, kind: str) -> HttpResponse:
    """Answer with a file to be saved."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def may_bring_in(access: Access, kind: str) -> bool:
    """Tell whether the account may bring in files of a kind; evidence is the moral education office's."""
    return kind != Kind.EVIDENCE or access.may(Permission.VOID_RECORDS)


def check_kind(access: Access, kind: str) -> None:
    """Refuse a kind that there is not, or that is not the account's.

    Raises:
        Http404, PermissionDenied: as said.
    """
    if kind not in WORKERS:
        raise Http404
    if not may_bring_in(access, kind):
        raise PermissionDenied


def find_change(access: Access, number: int) -> BulkChange:
    """Give a bulk change of the school.

    Raises:
        Http404, PermissionDenied: there is none, or its kind is not the account's.
    """
    change = (
        BulkChange.objects.filter(school=access.school, pk=number).select_related("made_by", "school").first()
    )
    if change is None:
        raise Http404
    if not may_bring_in(access, change.kind):
        raise PermissionDenied
    return change


def _hand_in(access: Access, kind: Kind, form: UploadForm) -> BulkChange:
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        raise ChangeRefused(
            "file_too_large",
            gettext("文件有 %(size)s MB，最多 5 MB。请删去图片和无关的工作表，或分成几个文件。")
            % {"size": file.size // 1024 // 1024},
        )
    options = {
        "day": form.cleaned_data["day"].isoformat(),
        "scheme": form.cleaned_data.get("scheme", ""),
        "language": get_language(),
    }
    return bulk.hand_in(
        access.school, kind, file.name, file.read(), by=access.user, at=timezone.now(), options=options
    )


def _evidence_template(access: Access) -> bytes:
    version = version_for(access.school, access.day, "")
    with tempfile.TemporaryDirectory(prefix="banheng-template-") as folder:
        file = Path(folder) / "template.xlsx"
        write_template(scheme_of(version), current_postings(access.school, access.day), file)
        return file.read_bytes()


def _groups(preview: dict[str, Any]) -> list[dict[str, Any]]:
    """Gather the lines of a preview by kind and thing, with what is left out of each."""
    groups: dict[tuple[str, str], dict[str, Any]] = {
        (count["kind"], count["what"]): {**count, "lines": []} for count in preview.get("counts", ())
    }
    for line in preview.get("lines", ()):
        groups[line["kind"], line["what"]]["lines"].append(line)
    for group in groups.values():
        group["left"] = group["number"] - len(group["lines"])
    order = ("new", "changed", "vanished")
    return sorted(groups.values(), key=lambda group: order.index(group["kind"]))
