"""What there is to write, what was written, and which pupils it covers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from banheng.accounts.roles import Permission, Role
from banheng.duties.models import WorkRecord
from banheng.duties.work.access import may_read, may_write
from banheng.duties.work.cases import cases_of
from banheng.duties.work.pupils import current_records, pupil_lines
from banheng.duties.work.showing import title_of
from banheng.routines.work_form import FieldKind, form_groups, work_forms
from banheng.schools.calendars import current_term
from banheng.web.loading import load_class, school_page
from banheng.web.work.loading import load_form

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.routines.work_form import WorkForm
    from banheng.schools.models import ClassYear, SchoolClass

PER_PAGE = 50
THEMED = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form with how many records it has this term, and the day of the last."""

    form: WorkForm
    number: int
    last: date | None


@require_GET
@school_page(Permission.SEE_SCHOOL)
def work(request: HttpRequest, access: Access) -> HttpResponse:
    """Show the forms that the account writes, the cases that wait for it, and its last records."""
    classes = list(access.classes(Permission.DO_DUTIES))
    own = {each.pk for each in classes}
    class_year = next((each for each in classes if each.school_class.code == request.GET.get("class")), None)
    class_year = class_year or next(iter(classes), None)
    mine = WorkRecord.objects.current().filter(school=access.school, by=access.user)
    recent = mine.select_related("school_class").order_by("-at")[:12]
    shown = {
        "cases": cases_of(access),
        "classes": classes,
        "class_year": class_year,
        "groups": _groups(access, class_year),
        "recent": [(record, title_of(record)) for record in recent],
        "other_classes": [each for each in access.classes(Permission.SEE_WORK) if each.pk not in own],
    }
    return render(request, "work/work.html", shown)


@require_GET
@school_page(Permission.SEE_WORK)
def class_work(request: HttpRequest, access: Access, school_class: str) -> HttpResponse:
    """List the records of a class; of restricted ones only those that the account may read."""
    class_year = load_class(access, school_class, Permission.SEE_WORK)
    first, last = _term(access)
    records = current_records(class_year.school_class, first, last)
    used = set(records.order_by().values_list("form", flat=True).distinct())
    if form := request.GET.get("form"):
        records = records.filter(form=load_form(form).form)
    readable = {
        form.form
        for form in work_forms().values()
        if not form.restricted or any(access.has(role) for role in _roles(form))
    }
    listed = records.filter(Q(form__in=readable) | Q(by=access.user)).order_by("-day", "-at")
    page = Paginator(listed.select_related("school_class", "by"), PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "class_year": class_year,
        "page": page,
        "lines": [(record, title_of(record), may_read(access, record)) for record in page],
        "form": work_forms().get(form or ""),
        "covering": [
            each for each in work_forms().values() if each.covers and _may_see(access, each, class_year)
        ],
        "used": [] if form else [each for each in work_forms().values() if each.form in used & readable],
        "themes": _themes(form, records),
        "hidden": records.count() - listed.count(),
    }
    return render(request, "work/class.html", shown)


@require_GET
@school_page(Permission.SEE_WORK)
def pupils(request: HttpRequest, access: Access, school_class: str, form: str) -> HttpResponse:
    """List the pupils of a class with how often they stand in records of a form this term."""
    class_year = load_class(access, school_class, Permission.SEE_WORK)
    found = load_form(form)
    if not found.covers:
        raise Http404
    if not _may_see(access, found, class_year):
        raise PermissionDenied
    first, last = _term(access)
    lines = pupil_lines(class_year.school_class, found, first, last, for_user=access.user)
    shown = {
        "class_year": class_year,
        "form": found,
        "lines": lines,
        "lacking": sum(not line.times for line in lines),
        "may_write": may_write(access, found, class_year.school_class),
    }
    return render(request, "work/pupils.html", shown)


def _themes(code: str | None, records: QuerySet[WorkRecord]) -> list[tuple[str, int]]:
    """Count the records of a form by what its first choice offers, so that what nobody took up shows."""
    form = work_forms().get(code or "")
    field = next((each for each in form.fields if each.kind in THEMED), None) if form else None
    if form is None or field is None or form.restricted:
        return []
    numbers: Counter[str] = Counter()
    for said in records.values_list(f"content__{field.code}", flat=True):
        numbers.update(said if isinstance(said, list) else [said])
    return [(option, numbers[option]) for option in field.options]


def _groups(access: Access, class_year: ClassYear | None) -> list[tuple[str, Sequence[FormLine]]]:
    school_class = class_year and class_year.school_class
    numbers = _numbers(access, school_class)
    found = []
    for group in form_groups():
        lines = [
            FormLine(form, *numbers.get(form.form, (0, None)))
            for form in group.forms
            if may_write(access, form, school_class)
        ]
        if lines:
            found.append((group.group, lines))
    return found


def _numbers(access: Access, school_class: SchoolClass | None) -> dict[str, tuple[int, date | None]]:
    """Count the records of this term by form: those of the class, and the account's own."""
    first, last = _term(access)
    current = WorkRecord.objects.current().filter(school=access.school, day__range=(first, last))
    own = current.filter(school_class=None, by=access.user)
    records = current.filter(school_class=school_class) if school_class else current.none()
    return {
        form: (number, latest)
        for found in (records, own)
        for form, number, latest in found.order_by()
        .values("form")
        .annotate(number=Count("pk"), latest=Max("day"))
        .values_list("form", "number", "latest")
    }


def _term(access: Access) -> tuple[date, date]:
    term = current_term(access.school, access.day)
    return (term.first, access.day) if term else (access.day.replace(month=1, day=1), access.day)


def _may_see(access: Access, form: WorkForm, class_year: ClassYear) -> bool:
    """Tell whether the account sees which pupils records of a form are about."""
    return not form.restricted or may_write(access, form, class_year.school_class)


def _roles(form: WorkForm) -> list[Role]:
    return [Role(reader.value) for reader in form.readers]
