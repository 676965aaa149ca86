"""Facts about many teachers from a spreadsheet: looked at first, then taken, all or nothing."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from banheng.accounts.roles import Permission
from banheng.development.dossier.importing import MOST_BYTES, bring_in_facts
from banheng.development.dossier.template import facts_template
from banheng.reports.rendering.formats import Format
from banheng.web.dossier.forms import ImportForm
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.http import HttpRequest

    from banheng.accounts.access import Access

MOST_SHOWN = 200


@school_page(Permission.KEEP_TEAM)
def bring_in(request: HttpRequest, access: Access) -> HttpResponse:
    """Show what a file would bring in; take it when it is sent again from the preview."""
    if request.method != "POST":
        return render(request, "dossier/import.html", {"form": ImportForm()})
    name, content = request.POST.get("name", ""), b""
    keep = "content" in request.POST
    if keep:
        try:
            content = base64.b64decode(request.POST["content"], validate=True)
        except (binascii.Error, ValueError):
            content = b""
    else:
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(request, "dossier/import.html", {"form": form}, status=422)
        name, content = form.cleaned_data["file"].name, form.cleaned_data["file"].read(MOST_BYTES + 1)
    done = bring_in_facts(access.school, name, content, by=access.user, at=timezone.now(), keep=keep)
    if keep and not done.faults:
        messages.success(request, gettext("已登记 %(number)d 条材料。") % {"number": len(done.facts)})
        return redirect("dossier", access.school.code)
    page = {
        "form": ImportForm(),
        "done": done,
        "facts": done.facts[:MOST_SHOWN],
        "faults": done.faults[:MOST_SHOWN],
        "name": name,
        "content": base64.b64encode(content).decode(),
    }
    return render(request, "dossier/import.html", page, status=422 if done.faults else 200)


@school_page(Permission.KEEP_TEAM)
def template(_request: HttpRequest, access: Access) -> HttpResponse:
    """Give the workbook to fill in."""
    response = HttpResponse(facts_template(access.school, access.day), content_type=Format.XLSX.content_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=gettext("成长档案导入模板") + ".xlsx"
    )
    return response
