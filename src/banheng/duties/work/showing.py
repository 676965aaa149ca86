"""Open a record of the work: its fields in words, and the look that is noted where it is restricted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from banheng.duties.models import WorkLook
from banheng.duties.sealing import unseal
from banheng.duties.work.access import content_of
from banheng.duties.work.values import pupils_in, staff_in
from banheng.routines.work_form import FieldKind
from banheng.schools.models import Pupil, Staff
from banheng.schools.saying_dates import short_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.duties.models import WorkRecord, WorkStep
    from banheng.routines.work_form import FormField

GONE = "—"


@dataclass(frozen=True, slots=True)
class Shown:
    """A field in words; `lines` where it has something for each of several pupils."""

    field: FormField
    text: str
    lines: Sequence[tuple[str, str]] = ()


def open_record(record: WorkRecord, *, by: User, at: datetime) -> dict[str, Any]:
    """Give the content for somebody who may read it, and note the look of anybody but the author if restricted.

    Raises:
        WorkRefused: it cannot be decrypted.
    """
    content = content_of(record)
    if record.sealed is not None and record.by_id != by.pk:
        WorkLook.objects.create(record=record, by=by, by_name=str(by), at=at)
    return content


def shown(record: WorkRecord, content: Mapping[str, Any]) -> list[Shown]:
    """Put a content into words; a pupil or colleague who is gone is a dash."""
    form = record.work_form
    pupils = dict(Pupil.objects.filter(pk__in=pupils_in(form, content)).values_list("pk", "name"))
    staff = dict(Staff.objects.filter(pk__in=staff_in(form, content)).values_list("pk", "name"))
    return [
        _shown(field, content[field.code], pupils, staff) for field in form.fields if field.code in content
    ]


def remark_of(step: WorkStep) -> str:
    """Give the remark of a step."""
    return "" if step.sealed is None else str(unseal(step.sealed))


def title_of(record: WorkRecord) -> str:
    """Name a record in a list: by its first line or choice; one that is restricted by its form only."""
    title = record.work_form.title
    if record.sealed is not None:
        return title
    wanted = (FieldKind.LINE, FieldKind.CHOICE)
    for kind in wanted:
        for field in record.work_form.fields:
            if field.kind is kind and (said := record.content.get(field.code)):
                return gettext("%(title)s：%(said)s") % {"title": title, "said": said}
    return title


def _shown(field: FormField, value: Any, pupils: Mapping[int, str], staff: Mapping[int, str]) -> Shown:
    comma = gettext("、")
    match field.kind:
        case FieldKind.PUPILS:
            return Shown(field, comma.join(pupils.get(key, GONE) for key in value))
        case FieldKind.STAFF:
            return Shown(field, comma.join(staff.get(key, GONE) for key in value))
        case FieldKind.MARKS | FieldKind.TEXTS:
            return Shown(field, "", [(pupils.get(int(key), GONE), text) for key, text in value.items()])
        case FieldKind.SEATS:
            return Shown(
                field,
                "",
                [
                    (
                        pupils.get(int(key), GONE),
                        gettext("第 %(row)d 排第 %(place)d 座") % {"row": row, "place": place},
                    )
                    for key, (row, place) in sorted(value.items(), key=lambda pair: pair[1])
                ],
            )
        case FieldKind.CHOICES:
            return Shown(field, comma.join(value))
        case FieldKind.YES_NO:
            return Shown(field, gettext("是") if value else gettext("否"))
        case FieldKind.DAY:
            return Shown(field, short_day(date.fromisoformat(value)))
        case _:
            return Shown(field, str(value))
