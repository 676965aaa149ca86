"""Who works at the school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from banheng.accounts.roles import Permission
from banheng.schools.classes import classes_on
from banheng.schools.errors import ChangeRefused
from banheng.schools.models import Posting, Staff
from banheng.schools.staffing import save_staff
from banheng.web.loading import school_page
from banheng.web.office.forms import StaffForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.EDIT_ROSTER)
def staff_list(request: HttpRequest, access: Access) -> HttpResponse:
    """List the staff with the classes they have today."""
    wanted = request.GET.get("q", "").strip()
    running = Posting.objects.filter(Q(last__isnull=True) | Q(last__gte=access.day), first__lte=access.day)
    staff = (
        Staff.objects.filter(school=access.school)
        .filter(Q(name__icontains=wanted) | Q(code__icontains=wanted))
        .prefetch_related(Prefetch("postings", running.select_related("school_class"), to_attr="running"))
        .order_by("left", "code")
    )
    names = {
        class_year.school_class_id: class_year.name for class_year in classes_on(access.school, access.day)
    }
    rows = [
        (each, [(names.get(p.school_class_id, p.school_class.code), p) for p in each.running])
        for each in staff
    ]
    return render(request, "office/staff.html", {"rows": rows, "wanted": wanted, "day": access.day})


@school_page(Permission.EDIT_ROSTER)
def edit_staff(request: HttpRequest, access: Access) -> HttpResponse:
    """Enter somebody, or change them; `?staff=` names by id who is to be changed."""
    staff = Staff.objects.filter(school=access.school, pk=_number(request.GET.get("staff"))).first()
    initial = (
        {field: getattr(staff, field) for field in ("code", "name", "homeroom_since", "left")}
        if staff
        else {}
    )
    form = StaffForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_staff(access.school, **form.cleaned_data)
        except ChangeRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, gettext("已保存：%(name)s。") % {"name": saved})
            return redirect("office-staff", school=access.school.code)
    if staff is not None:
        form.fields["code"].widget.attrs["readonly"] = True
    return render(request, "office/edit_staff.html", {"form": form, "staff": staff})


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 18 else 0
