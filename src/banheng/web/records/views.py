"""The list of records, one record, and its photos."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET
from uuid_utils.compat import uuid7

from banheng.accounts.roles import Permission
from banheng.ledger.checklists import checklist
from banheng.ledger.language import request_language
from banheng.ledger.models import Photo, Record
from banheng.ledger.naming import Naming
from banheng.ledger.rectifying import may_be_credited
from banheng.ledger.voiding import may_take_back
from banheng.schools.calendars import current_term
from banheng.schools.classes import classes_on
from banheng.web.loading import school_page
from banheng.web.records.conversation import conversation
from banheng.web.records.forms import FilterForm, ReplyForm
from banheng.web.records.loading import READERS, covers, load_record, visible_records

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from banheng.accounts.access import Access
    from banheng.schools.models import ClassYear

PER_PAGE = 50


@require_GET
@school_page(*READERS)
def record_list(request: HttpRequest, access: Access) -> HttpResponse:
    """List what the account may see, the newest first, filtered."""
    visible = visible_records(access)
    names = {year.school_class_id: year for year in classes_on(access.school, access.day)}
    form = _filter_form(request, access, visible, names)
    found = _filtered(visible, form).select_related("school_class", "staff", "voided_by")
    found = found.prefetch_related("replies").order_by("-day", "-sequence")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    naming = Naming(access.school, request_language())
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "rows": [(record, naming.name(record), about(record, names)) for record in page],
        "term": current_term(access.school, access.day),
        "query": query.urlencode(),
        "is_filtered": any(form.data.values()),
    }
    return render(request, "records/list.html", context)


@require_GET
@school_page(*READERS)
def record_page(request: HttpRequest, access: Access, record: UUID) -> HttpResponse:
    """Show one record with everything that belongs to it."""
    return show_record(request, access, load_record(access, record))


def show_record(
    request: HttpRequest, access: Access, seen: Record, *, form: ReplyForm | None = None, fault: str = ""
) -> HttpResponse:
    """Show a record, and why an action on it was refused."""
    names = {year.school_class_id: year for year in classes_on(access.school, seen.day)}
    naming = Naming(access.school, request_language())
    item = naming.items(seen.day).get(seen.item)
    is_void = hasattr(seen, "voided_by")
    is_office = covers(access, Permission.VOID_RECORDS, seen)
    may_void = not is_void and (is_office or may_take_back(seen, access.user, timezone.now()))
    context = {
        "record": seen,
        "named": naming.name(seen),
        "about": about(seen, names),
        "photos": seen.photo_files.filter(reply__isnull=True).order_by("pk"),
        "conversation": conversation(seen, naming),
        "term": current_term(access.school, seen.day),
        "is_void": is_void,
        "may_void": may_void,
        "void_id": uuid7(),
        "may_handle": not is_void and covers(access, Permission.ANSWER_RECORDS, seen),
        "may_reply": not is_void and (is_office or covers(access, Permission.ANSWER_RECORDS, seen)),
        "may_confirm": is_office and item is not None and item.rectified and may_be_credited(seen),
        "form": form or ReplyForm(),
        "fault": fault,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if fault else HTTPStatus.OK
    return render(request, "records/record.html", context, status=status)


@require_GET
@school_page(*READERS)
def photo(_request: HttpRequest, access: Access, record: UUID, photo: int) -> HttpResponse:
    """Give a photo to those who may see its record."""
    seen = load_record(access, record)
    found = get_object_or_404(Photo, pk=photo, record=seen)
    if found.deleted_at is not None:
        return HttpResponse(
            gettext("照片已按期删除。"), status=HTTPStatus.GONE, content_type="text/plain; charset=utf-8"
        )
    with found.file.open() as file:
        response = HttpResponse(file.read(), content_type="image/jpeg")
    response["Content-Disposition"] = f'inline; filename="{found.digest[:12]}.jpg"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def about(record: Record, names: dict[int, ClassYear]) -> str:
    """Name the class or teacher that a record is about."""
    if record.school_class_id is not None:
        year = names.get(record.school_class_id)
        return year.name if year else record.school_class.code
    return str(record.staff)


def _filter_form(
    request: HttpRequest, access: Access, visible: QuerySet[Record], names: dict[int, ClassYear]
) -> FilterForm:
    form = FilterForm(request.GET)
    visible = visible.order_by()  # the order of the ledger would tell equal rows apart
    has_records = set(visible.values_list("school_class", flat=True).distinct())
    form.offer(
        "school_class",
        [(year.school_class.code, year.name) for pk, year in names.items() if pk in has_records],
    )
    items = [(item.code, item.name) for item in checklist(access.school, access.day, request_language())]
    form.offer("item", [*items, (Record.NEUTRAL, gettext("只记情况"))])
    recorders = visible.exclude(recorder=None).values_list("recorder", "recorder_name").distinct()
    form.offer(
        "recorder", sorted({str(pk): name for pk, name in recorders}.items(), key=lambda pair: pair[1])
    )
    return form


def _filtered(records: QuerySet[Record], form: FilterForm) -> QuerySet[Record]:
    """Apply what the form says; what it does not know (an old link) is shown beside the field."""
    form.is_valid()
    said = form.cleaned_data
    if code := said.get("school_class"):
        records = records.filter(school_class__code=code)
    if item := said.get("item"):
        records = records.filter(item=item)
    if day := said.get("day"):
        records = records.filter(day=day)
    if recorder := said.get("recorder"):
        records = records.filter(recorder=recorder)
    return records
