"""Pupils of a class; their guardians' contacts, which only the class's homeroom teacher sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from banheng.accounts.roles import Permission
from banheng.schools.errors import ChangeRefused
from banheng.schools.models import Enrolment, GuardianContact, Pupil
from banheng.schools.transferring import transfer
from banheng.web.loading import load_class, school_page
from banheng.web.office.classes import find_class
from banheng.web.office.forms import GuardianForm, TransferForm

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.schools.models import ClassYear


@school_page(Permission.EDIT_ROSTER)
def pupils_of_class(request: HttpRequest, access: Access, code: str) -> HttpResponse:
    """List the pupils of a class today."""
    class_year = find_class(access, code)
    context = {"class_year": class_year, "enrolments": enrolments_on(access, class_year)}
    return render(request, "office/pupils.html", context)


@school_page(Permission.EDIT_ROSTER)
def move_pupil(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Move a pupil to another class, or let them leave; shows where they were."""
    pupil = Pupil.objects.filter(school=access.school, pk=number).first()
    if pupil is None:
        raise Http404
    form = TransferForm(access, request.POST or None, initial={"day": access.day})
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        try:
            transfer(pupil, into and into.school_class, form.cleaned_data["day"])
        except ChangeRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request,
                gettext("%(pupil)s已转入%(name)s。") % {"pupil": pupil, "name": into.name}
                if into
                else gettext("%(pupil)s已登记离校。") % {"pupil": pupil},
            )
            return redirect("office-pupil", school=access.school.code, number=number)
    enrolments = pupil.enrolments.select_related("school_class").order_by("-first")
    current = next((each for each in enrolments if each.last is None or each.last >= access.day), None)
    class_year = find_class(access, current.school_class.code) if current else None
    context = {"pupil": pupil, "form": form, "enrolments": enrolments, "class_year": class_year}
    return render(request, "office/pupil.html", context)


@school_page(Permission.SEE_GUARDIANS)
def guardians(request: HttpRequest, access: Access, code: str) -> HttpResponse:
    """List the pupils of a class with their guardians' contacts; enter one, or remove one."""
    class_year = load_class(access, code, Permission.SEE_GUARDIANS)
    enrolments = enrolments_on(access, class_year).prefetch_related("pupil__guardians")
    chosen = _chosen(request, enrolments)
    form = GuardianForm(request.POST if request.method == "POST" and "remove" not in request.POST else None)
    if request.method == "POST":
        if "remove" in request.POST:
            pupils = [enrolment.pupil_id for enrolment in enrolments]
            GuardianContact.objects.filter(pk=_number(request.POST["remove"]), pupil__in=pupils).delete()
            messages.success(request, gettext("已删去联系方式。"))
            return redirect("office-guardians", school=access.school.code, code=code)
        if chosen is None:
            raise PermissionDenied
        if form.is_valid():
            GuardianContact.objects.create(pupil=chosen, **form.cleaned_data)
            messages.success(request, gettext("已登记%(pupil)s的家长联系方式。") % {"pupil": chosen})
            return redirect("office-guardians", school=access.school.code, code=code)
    context = {"class_year": class_year, "enrolments": enrolments, "form": form, "chosen": chosen}
    return render(request, "office/guardians.html", context)


def enrolments_on(access: Access, class_year: ClassYear) -> QuerySet[Enrolment]:
    """List who is in a class today."""
    running = Q(first__lte=access.day) & (Q(last__isnull=True) | Q(last__gte=access.day))
    enrolments = Enrolment.objects.filter(running, school_class=class_year.school_class)
    return enrolments.select_related("pupil").order_by("pupil__code")


def _chosen(request: HttpRequest, enrolments: QuerySet[Enrolment]) -> Pupil | None:
    """Give the pupil of the class that the request names by id."""
    wanted = _number(request.POST.get("pupil") or request.GET.get("pupil"))
    return next((each.pupil for each in enrolments if each.pupil_id == wanted), None)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 18 else 0
