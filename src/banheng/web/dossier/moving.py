"""A dossier given to a teacher who leaves, and one taken in with a teacher who comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext

from banheng.accounts.roles import Permission
from banheng.core.errors import KeyUnreadable
from banheng.development.dossier.moving import MOST_BYTES, give_out, new_facts, read_moved, take_in
from banheng.development.errors import DevelopmentRefused
from banheng.schools.models import Staff
from banheng.web.dossier.forms import ReceiveForm
from banheng.web.dossier.loading import load_staff
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.http import HttpRequest

    from banheng.accounts.access import Access


@school_page(Permission.SEE_SCHOOL)
def give(request: HttpRequest, access: Access, staff: int) -> HttpResponse:
    """Give a dossier as a signed file, to the teacher and the office."""
    found = load_staff(access, staff, Permission.KEEP_TEAM, Permission.DECIDE_TEAM)
    try:
        content = give_out(found, timezone.now())
    except KeyUnreadable:
        messages.error(request, gettext("签名密钥无法读取，暂时不能导出。请联系管理员。"))
        return redirect("dossier-one", access.school.code, found.pk)
    response = HttpResponse(content, content_type="application/json")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=gettext("%(name)s成长档案") % {"name": found.name} + ".json"
    )
    return response


@school_page(Permission.KEEP_TEAM)
def receive(request: HttpRequest, access: Access) -> HttpResponse:
    """Show whose dossier a file is and what it would add; take it when it is sent again from the preview."""
    if request.method == "POST" and "content" in request.POST:
        return _take(request, access)
    form = ReceiveForm(access, request.POST or None, request.FILES or None)
    page = {"form": form}
    if request.method == "POST" and form.is_valid():
        content, staff = form.cleaned_data["file"].read(MOST_BYTES + 1), form.cleaned_data["staff"]
        try:
            received = read_moved(content)
        except DevelopmentRefused as refused:
            form.add_error(None, refused.reason)
        else:
            page |= {
                "received": received,
                "staff": staff,
                "new": new_facts(received, staff),
                "content": content.decode(),
            }
    return render(request, "dossier/receive.html", page, status=422 if form.errors else 200)


def _take(request: HttpRequest, access: Access) -> HttpResponse:
    number = request.POST.get("staff", "")
    staff = get_object_or_404(Staff, school=access.school, pk=int(number) if number.isdecimal() else 0)
    try:
        taken = take_in(
            read_moved(request.POST["content"].encode()), staff, by=access.user, at=timezone.now()
        )
    except DevelopmentRefused as refused:
        messages.error(request, refused.reason)
        return redirect("dossier-receive", access.school.code)
    messages.success(request, gettext("已转入 %(number)d 条材料。") % {"number": len(taken)})
    return redirect("dossier-one", access.school.code, staff.pk)
