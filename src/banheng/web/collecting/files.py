"""One table with all schools: hand it in, say which column is which, take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from banheng.accounts.roles import Permission
from banheng.bureau.collecting.importing import hand_in, take, targets
from banheng.bureau.errors import BureauRefused
from banheng.web.bureau_loading import bureau_page
from banheng.web.collecting.forms import FileForm
from banheng.web.collecting.loading import load_collection, with_file

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.bureau_access import BureauAccess
    from banheng.bureau.collecting.models import StatisticsFile

SAMPLE_ROWS = 3
MOST_SAID = 20


@bureau_page(Permission.COLLECT_DATA)
def upload(request: HttpRequest, access: BureauAccess, year: int) -> HttpResponse:
    """Take a file, and go on to its columns."""
    collection = load_collection(access, year)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            made = with_file(
                sent, lambda path: hand_in(collection, path, sent.name, by=request.user, at=timezone.now())
            )
        except BureauRefused as refusal:
            form.add_error("file", refusal.reason)
        else:
            return redirect("collecting-mapping", access.bureau.code, year, made.pk)
    shown = {
        "collection": collection,
        "form": form,
        "files": collection.files.defer("rows").select_related("by"),
    }
    return render(request, "collecting/file.html", shown)


@bureau_page(Permission.COLLECT_DATA)
def mapping(request: HttpRequest, access: BureauAccess, year: int, file: int) -> HttpResponse:
    """Say which column is which, and take the rows."""
    collection = load_collection(access, year)
    found = collection.files.filter(pk=file).first()
    if found is None:
        raise Http404
    chosen = dict(found.mapping)
    if request.method == "POST":
        chosen = {
            text: request.POST[f"column-{place}"]
            for place, text in enumerate(found.header)
            if text and request.POST.get(f"column-{place}")
        }
        try:
            _take(request, found, chosen)
        except BureauRefused as refusal:
            messages.error(request, refusal.reason)
        else:
            return redirect("collecting-one", access.bureau.code, year)
    columns = [
        (
            place,
            text,
            chosen.get(text, ""),
            [row[place] for row in found.rows[:SAMPLE_ROWS] if place < len(row)],
        )
        for place, text in enumerate(found.header)
        if text
    ]
    shown = {
        "collection": collection,
        "file": found,
        "columns": columns,
        "targets": targets(collection).items(),
        "number": len(found.rows),
    }
    return render(request, "collecting/mapping.html", shown)


def _take(request: HttpRequest, file: StatisticsFile, chosen: dict[str, str]) -> None:
    taken = take(
        file,
        chosen,
        adds_schools="adds_schools" in request.POST,
        submits="submits" in request.POST,
        by=request.user,
        at=timezone.now(),
    )
    messages.success(
        request,
        gettext("已填入 %(filled)s 所学校，其中 %(submitted)s 所没有错误和疑点，已经报送。")
        % {"filled": taken.filled, "submitted": taken.submitted},
    )
    for line in taken.skipped[:MOST_SAID]:
        messages.warning(request, line)
    if len(taken.skipped) > MOST_SAID:
        messages.warning(
            request, gettext("还有 %(number)s 行没有导入。") % {"number": len(taken.skipped) - MOST_SAID}
        )
