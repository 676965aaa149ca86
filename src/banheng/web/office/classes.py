"""Classes of a day; one class with its history and what may change in it; a new class."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from banheng.accounts.roles import Permission
from banheng.schools.appointing import appoint, end, hand_over
from banheng.schools.calendars import current_term
from banheng.schools.errors import ChangeRefused
from banheng.schools.models import ClassYear, Enrolment, Posting
from banheng.schools.opening import close_class, merge_classes, open_class, state_size
from banheng.schools.overview import class_list
from banheng.spreadsheets.dates import read_day
from banheng.web.loading import school_page
from banheng.web.office.forms import (
    AppointForm,
    CloseForm,
    EndForm,
    HandOverForm,
    MergeForm,
    OfficeForm,
    OpenForm,
    SizeForm,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.schools.models import Staff
    from banheng.schools.overview import ClassOnDay


@school_page(Permission.EDIT_ROSTER)
def overview(request: HttpRequest, access: Access) -> HttpResponse:
    """Show the classes of a day by grade, with teacher and size."""
    day = asked_day(request, access)
    classes = class_list(access.school, day)
    context = {
        "classes": classes,
        "day": day,
        "term": current_term(access.school, day),
        "without_teacher": [each for each in classes if each.homeroom_teacher is None],
        "with_several": _with_several(classes),
        "pupils": sum(each.size.pupils for each in classes if each.size),
    }
    return render(request, "office/classes.html", context)


@school_page(Permission.EDIT_ROSTER)
def one_class(request: HttpRequest, access: Access, code: str) -> HttpResponse:
    """Show a class through the years, and change what is chosen (`action`)."""
    class_year = find_class(access, code)
    posted = request.POST if request.method == "POST" else None
    forms = _forms(access, class_year, posted)
    if posted is not None:
        form = forms.get(posted.get("action", ""))
        if form is None:
            raise Http404
        if form.is_valid():
            try:
                told = _change(class_year, posted["action"], form.cleaned_data)
            except ChangeRefused as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, told)
                return redirect("office-class", school=access.school.code, code=code)
    school_class = class_year.school_class
    context = {
        "class_year": class_year,
        "forms": forms,
        "postings": school_class.postings.select_related("staff").order_by("-first", "role"),
        "years": school_class.years.select_related("academic_year", "grade").order_by(
            "-academic_year__first"
        ),
        "sizes": school_class.sizes.order_by("-first"),
        "number_of_pupils": Enrolment.objects.filter(school_class=school_class, last=None).count(),
        "day": access.day,
        "failed": posted and posted.get("action"),
    }
    return render(request, "office/class.html", context)


@school_page(Permission.EDIT_ROSTER)
def new_class(request: HttpRequest, access: Access) -> HttpResponse:
    """Open a class."""
    form = OpenForm(access, request.POST or None, initial={"day": access.day})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        said["pupils"] = said["pupils"] or 0
        try:
            open_class(access.school, **said)
        except ChangeRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, gettext("已开班：%(name)s。") % {"name": said["name"]})
            return redirect("office-class", school=access.school.code, code=said["code"])
    return render(request, "office/new_class.html", {"form": form})


def find_class(access: Access, code: str) -> ClassYear:
    """Give a class of the school as it is today, or as it was last or will be first.

    Raises:
        Http404: the school never had it.
    """
    class_years = ClassYear.objects.filter(school_class__school=access.school, school_class__code=code)
    class_years = class_years.select_related("grade", "school_class", "academic_year")
    past = class_years.filter(academic_year__first__lte=access.day).order_by("-academic_year__first")
    found = past.first() or class_years.order_by("academic_year__first").first()
    if found is None:
        raise Http404
    return found


def _with_several(classes: Sequence[ClassOnDay]) -> list[tuple[Staff, str]]:
    """List the homeroom teachers of several classes; a substitute stands in and is not one of them."""
    held: defaultdict[Staff, list[str]] = defaultdict(list)
    for each in classes:
        for posting in each.postings:
            if posting.role == Posting.Role.HOMEROOM_TEACHER:
                held[posting.staff].append(each.class_year.name)
    return [(staff, "、".join(names)) for staff, names in held.items() if len(names) > 1]


def asked_day(request: HttpRequest, access: Access) -> date:
    """Give the day that the address asks for; today if it names none that can be read."""
    return read_day(request.GET.get("day", "")) or access.day


def _forms(access: Access, class_year: ClassYear, posted: Any) -> dict[str, OfficeForm]:
    """Make the forms of the page; what was posted goes into the one it is for."""
    made: dict[str, Any] = {
        "hand_over": lambda data: HandOverForm(access, data, initial={"day": access.day}, prefix="hand_over"),
        "appoint": lambda data: AppointForm(access, data, initial={"first": access.day}, prefix="appoint"),
        "end": lambda data: EndForm(class_year, data, initial={"last": access.day}, prefix="end"),
        "size": lambda data: SizeForm(data, initial={"day": access.day}, prefix="size"),
        "merge": lambda data: MergeForm(
            access, class_year, data, initial={"day": access.day}, prefix="merge"
        ),
        "close": lambda data: CloseForm(data, initial={"last": access.day}, prefix="close"),
    }
    action = posted.get("action") if posted is not None else None
    return {name: make(posted if name == action else None) for name, make in made.items()}


def _change(class_year: ClassYear, action: str, said: dict[str, Any]) -> str:
    """Do what was asked for and say so."""
    school_class = class_year.school_class
    if action == "hand_over":
        hand_over(school_class, said["staff"], said["day"], said["reason"])
        return gettext("已更换班主任：%(name)s，自 %(day)s 起。") % {
            "name": said["staff"],
            "day": said["day"],
        }
    if action == "appoint":
        posting = appoint(school_class, **said)
        return gettext("已登记%(role)s：%(name)s。") % {
            "role": posting.get_role_display(),
            "name": posting.staff,
        }
    if action == "end":
        end(said["posting"], said["last"])
        return gettext("%(name)s的任职到 %(day)s 为止。") % {
            "name": said["posting"].staff,
            "day": said["last"],
        }
    if action == "size":
        state_size(school_class, **said)
        return gettext("已登记人数：%(pupils)s 人，自 %(day)s 起。") % said
    if action == "merge":
        merge_classes(school_class, said["into"].school_class, said["day"])
        return gettext("已并入%(name)s，自 %(day)s 起。") % {"name": said["into"].name, "day": said["day"]}
    close_class(school_class, said["last"])
    return gettext("已停办，最后一天是 %(day)s。") % {"day": said["last"]}
