"""Records of the ledger: read them, append them, void one."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from ninja import Path, Query, Router, Schema
from pydantic import Field

from banheng.accounts.roles import Permission
from banheng.accounts.tokens import Scope
from banheng.ledger.desk import Entry
from banheng.ledger.errors import RecordRefused
from banheng.ledger.limits import Limits
from banheng.ledger.models import Record
from banheng.ledger.recording import record as append_records
from banheng.ledger.voiding import void
from banheng.web.api.first_answers import IdempotencyKey, answered_once
from banheng.web.api.opening import Bearer
from banheng.web.api.paging import page_of
from banheng.web.api.problem import ProblemOut
from banheng.web.api.values import (
    After,
    Code,
    DeviceId,
    Figure,
    Limit,
    Page,
    SchoolCode,
    Sent,
    Text,
    figure,
    refuse_unknown,
)
from banheng.web.records.loading import covers, seen_records

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from banheng.ledger.recording import Outcome

MOST_RECORDS = 200

router = Router(tags=["records"])


class RecordOut(Schema):
    """One record: what was seen, never the points. A void is a record too, and names what it voids."""

    id: UUID = Field(description="Made where it was written down.")
    sequence: int = Field(description="Place in the school's chain, from 1, without gaps.")
    school_class: str | None = Field(description="Code of the class it is about.")
    staff: str | None = Field(description="Staff code of the teacher it is about, if of one.")
    item: str = Field(description="Code of the item of the scheme; `observation` counts nowhere.")
    event: str = Field(description="Code of the event of the item; empty if the item has none.")
    level: str = Field(description="Code of the level, for items that are graded or awarded.")
    project: str = Field(description="Name of the project, for items where the highest award counts.")
    day: date = Field(description="The day on which it was seen.")
    quantity: Figure = Field(description="How often or how many; 0 means looked and found nothing.")
    value: Figure | None = Field(description="Measured value or mark, if any.")
    note: str = Field(description="Note; of a void, the reason.")
    source: str = Field(
        description="`inspection`, `office`, `import`, `ruling`, `work`, `survey` or `interface`."
    )
    recorder: str = Field(description="Name of the recorder as it was then.")
    recorded_at: datetime = Field(description="When it was appended.")
    voids: UUID | None = Field(description="The record that this one voids.")
    voided_by: UUID | None = Field(description="The record that voids this one.")
    beyond_control: bool = Field(
        description="Marked as beyond the control of the homeroom teacher: it counts nowhere."
    )
    photos: list[str] = Field(description="SHA-256 of each photo as it was sent.")
    previous_hash: str = Field(description="Hash of the record before it in the chain.")
    hash: str = Field(description="SHA-256 of the record, hexadecimal.")


class RecordPage(Page):
    """Records in the order of the chain."""

    records: list[RecordOut] = Field(description="At most `limit`.")


class Filter(Sent):
    """Which records of those that the token may see; everything may be left out."""

    first_day: date | None = Field(None, description="Seen on this day or later.")
    last_day: date | None = Field(None, description="Seen on this day or earlier.")
    school_class: Code = Field("", description="Only about the class of this code.")
    item: Code = Field("", description="Only of the item of this code.")
    after: After = 0
    limit: Limit = 100


class RecordIn(Sent):
    """What was seen; codes as in the scheme in force on the day."""

    id: DeviceId = Field(description="UUID of version 7, made by the program: sent again, it is not doubled.")
    day: date = Field(description="The day on which it was seen; not in the future.")
    item: Code = Field(description="Code of the item, or `observation`.")
    school_class: Code = Field("", description="Code of the class it is about; it or `staff` is needed.")
    staff: Code = Field("", description="Staff code of the teacher it is about.")
    event: Code = Field("", description="Code of the event, where the item has events.")
    level: Code = Field("", description="Code of the level, where the item has levels.")
    project: Text = Field("", description="Name of the project, where the highest award counts.")
    quantity: Code = Field("", description="Exact decimal as text; empty is 1.", examples=["2"])
    value: Code = Field(
        "", description="Exact decimal as text, where the item is measured.", examples=["95.5"]
    )
    note: Text = Field("", description="Note, at most 500 characters.")
    beyond_control: bool = Field(
        default=False, description="Beyond the control of the homeroom teacher; the note must say why."
    )


class RecordsIn(Sent):
    """Records to append, in this order."""

    records: Annotated[list[RecordIn], Field(min_length=1, max_length=MOST_RECORDS)] = Field(
        description="A refused one does not hold up the others."
    )


class Answer(Schema):
    """What became of one record."""

    id: UUID = Field(description="As sent.")
    state: Literal["accepted", "repeated", "refused"] = Field(
        description="`repeated`: the ledger had it already, and nothing was appended."
    )
    sequence: int | None = Field(description="Its place in the chain; null if refused.")
    code: str = Field(description="Why it was refused, for programs; empty if it was not.")
    reason: str = Field(description="The same in words, with what to do.")


class Answers(Schema):
    """One answer for each record, in the order in which they were sent."""

    answers: list[Answer] = Field(description="As many as records were sent.")


class VoidIn(Sent):
    """Why a record is voided."""

    id: DeviceId = Field(description="UUID of version 7 of the void; sent again, it is not doubled.")
    reason: Text = Field(description="The reason; it stays beside the record for good.", min_length=1)


RecordId = Annotated[UUID, Path(description="Id of the record.")]


@router.get(
    "/records",
    auth=Bearer(Scope.RECORDS_READ),
    response={200: RecordPage, (401, 403, 404, 422, 429): ProblemOut},
)
def list_records(request: HttpRequest, school: SchoolCode, wanted: Query[Filter]) -> Any:  # noqa: ARG001
    """List records.

    Those of the classes of the token, and what its own account recorded, voids included, in the order of the
    chain. Scope `records:read`.
    """
    refuse_unknown(request, wanted)
    found = _visible(request)
    if wanted.first_day:
        found = found.filter(day__gte=wanted.first_day)
    if wanted.last_day:
        found = found.filter(day__lte=wanted.last_day)
    if wanted.school_class:
        found = found.filter(school_class__code=wanted.school_class)
    if wanted.item:
        found = found.filter(item=wanted.item)
    rows, after, more = page_of(found, "sequence", wanted.after, wanted.limit)
    return {"records": [_said(each) for each in rows], "next": after, "more": more}


@router.get(
    "/records/{record}",
    auth=Bearer(Scope.RECORDS_READ),
    response={200: RecordOut, (401, 403, 404, 422, 429): ProblemOut},
)
def get_record(request: HttpRequest, school: SchoolCode, record: RecordId) -> Any:  # noqa: ARG001
    """Give one record. Scope `records:read`."""
    return _said(_load(request, record))


@router.post(
    "/records",
    auth=Bearer(Scope.RECORDS_WRITE),
    response={200: Answers, (400, 401, 403, 404, 409, 422, 429, 503): ProblemOut},
)
def append(
    request: HttpRequest,
    school: SchoolCode,  # noqa: ARG001
    sent: RecordsIn,
    idempotency_key: IdempotencyKey = "",
) -> Any:
    """Append records.

    Each is checked against roster, calendar, scheme and the duty of the account, as on the inspection screen,
    and answered on its own. Send again what got no answer: by their ids nothing is doubled. Scope `records:write`.
    """
    if not request.access.may(Permission.INSPECT):
        raise PermissionDenied
    at = timezone.now()
    return answered_once(request, idempotency_key, at, lambda: _append(request, sent, at))


@router.post(
    "/records/{record}/void",
    auth=Bearer(Scope.RECORDS_WRITE),
    response={200: RecordOut, (400, 401, 403, 404, 409, 422, 429, 503): ProblemOut},
)
def void_record(
    request: HttpRequest,
    school: SchoolCode,  # noqa: ARG001
    record: RecordId,
    sent: VoidIn,
    idempotency_key: IdempotencyKey = "",
) -> Any:
    """Void a record: its own within ten minutes; the office at any time, until the period is settled.

    Gives the record that voids it. Scope `records:write`.
    """
    seen = _load(request, record)
    may_void_others = covers(request.access, Permission.VOID_RECORDS, seen)
    if not may_void_others and seen.recorder_id != request.access.user.pk:
        raise PermissionDenied
    at = timezone.now()

    def do() -> dict[str, Any]:
        made = void(
            seen,
            id=sent.id,
            reason=sent.reason,
            by=request.access.user,
            at=at,
            may_void_others=may_void_others,
        )
        return RecordOut.model_validate(_said(made)).model_dump(mode="json")

    return answered_once(request, idempotency_key, at, do)


def _visible(request: HttpRequest) -> QuerySet[Record]:
    found = seen_records(request.access).select_related("school_class", "staff", "voided_by")
    if request.covered is not None:
        found = found.filter(school_class__code__in=request.covered)
    return found


def _load(request: HttpRequest, record: UUID) -> Record:
    """Give a record of the school; 404 if it has none, 403 if it is not the token's to see."""
    found = _visible(request).filter(id=record).first()
    if found is not None:
        return found
    if Record.objects.filter(school=request.access.school, id=record).exists():
        raise PermissionDenied
    raise Http404


def _append(request: HttpRequest, sent: RecordsIn, at: datetime) -> dict[str, Any]:
    access, covered = request.access, request.covered
    entries = [Entry(**each.model_dump()) for each in sent.records]
    inside = [entry for entry in entries if covered is None or entry.school_class in covered]
    outcomes = append_records(
        access.school,
        inside,
        by=access.user,
        at=at,
        source=Record.Source.INTERFACE,
        limits=Limits(access),
    )
    answers = iter(outcomes)
    outside = RecordRefused("not_for_token", gettext("这个班级不在令牌的范围内。请核对班级，或换一个令牌。"))
    return {
        "answers": [
            _answer(next(answers)) if entry in inside else _refusal(entry.id, outside) for entry in entries
        ]
    }


def _answer(outcome: Outcome) -> dict[str, Any]:
    if outcome.record is None:
        return _refusal(outcome.id, outcome.refusal)
    state = "repeated" if outcome.repeated else "accepted"
    return {
        "id": str(outcome.id),
        "state": state,
        "sequence": outcome.record.sequence,
        "code": "",
        "reason": "",
    }


def _refusal(entry: UUID, refusal: RecordRefused) -> dict[str, Any]:
    said = {"code": refusal.code, "reason": refusal.reason}
    return {"id": str(entry), "state": "refused", "sequence": None, **said}


def _said(record: Record) -> dict[str, Any]:
    return {
        "id": record.id,
        "sequence": record.sequence,
        "school_class": record.school_class and record.school_class.code,
        "staff": record.staff and record.staff.code,
        "item": record.item,
        "event": record.event,
        "level": record.level,
        "project": record.project,
        "day": record.day,
        "quantity": figure(record.quantity),
        "value": figure(record.value),
        "note": record.note,
        "source": record.source,
        "recorder": record.recorder_name,
        "recorded_at": record.recorded_at,
        "voids": record.voids_id,
        "voided_by": record.voided_by.id if hasattr(record, "voided_by") else None,
        "beyond_control": bool(record.beyond_control),
        "photos": record.photos,
        "previous_hash": record.previous_hash,
        "hash": record.hash,
    }
