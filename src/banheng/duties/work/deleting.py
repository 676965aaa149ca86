"""Delete records of the work: on schedule, and all that is about one child."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext

from banheng.duties.models import WorkFile, WorkRecord
from banheng.duties.sealing import reseal, seal
from banheng.duties.work.access import content_of
from banheng.duties.work.showing import shown
from banheng.duties.work.values import pupils_in
from banheng.routines.work_form import OF_PUPILS, FieldKind, work_forms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from banheng.routines.work_form import WorkForm
    from banheng.schools.models import Pupil

STRUCK = "■■"


def delete_old(today: date) -> Counter[str]:
    """Delete what is past the months that its form is kept; give how many of each form."""
    deleted: Counter[str] = Counter()
    for form in work_forms().values():
        deleted[form.form] = _delete(
            WorkRecord.objects.filter(form=form.form, day__lt=kept_since(form, today))
        )
    return +deleted


def kept_since(form: WorkForm, today: date) -> date:
    """Give the first day of which records of a form are kept."""
    months = today.year * 12 + today.month - 1 - form.keep_months
    year, month = divmod(months, 12)
    return today.replace(year=year, month=month + 1, day=min(today.day, 28))


def data_of(pupil: Pupil) -> list[dict[str, Any]]:
    """Gather what is kept about a pupil, in words, for a guardian who asks for it: nothing of other pupils."""
    found = []
    for record in pupil.work_records.select_related("school_class").order_by("day"):
        content = _only(record.work_form, content_of(record), pupil)
        found.append(
            {
                "record": record.work_form.title,
                "day": record.day.isoformat(),
                "class": record.school_class.code if record.school_class else "",
                "by": record.by_name,
                "fields": {
                    line.field.name: line.text or gettext("、").join(text for _, text in line.lines)
                    for line in shown(record, content)
                },
            }
        )
    return found


def erase(pupil: Pupil) -> int:
    """Take a pupil out of all records; one about nobody else is deleted. Give how many were touched.

    The name is struck from what was written about several, also where it stands in a text.
    """
    touched = 0
    with transaction.atomic():
        for record in pupil.work_records.select_for_update(of=("self",)):
            touched += 1
            if record.work_form.restricted and record.pupils.count() == 1:
                _delete(WorkRecord.objects.filter(pk=record.pk))
                continue
            _keep(record, _without(record.work_form, content_of(record), pupil))
            record.pupils.remove(pupil)
    return touched


def reseal_all() -> int:
    """Encrypt everything restricted with the first key; afterwards the older ones can go. Give how many."""
    number = 0
    for record in WorkRecord.objects.exclude(sealed=None).prefetch_related("steps"):
        if record.sealed is not None:
            record.sealed = reseal(record.sealed)
        record.save(update_fields=["sealed"])
        for step in record.steps.all():
            if step.sealed is not None:
                step.sealed = reseal(step.sealed)
                step.save(update_fields=["sealed"])
        number += 1
    for file in WorkFile.objects.filter(is_sealed=True):
        with file.file.open() as opened:
            content = reseal(opened.read())
        with file.file.storage.open(str(file.file.name), "wb") as opened:
            opened.write(content)
    return number


def _delete(records: Iterable[WorkRecord]) -> int:
    keys = [record.pk for record in records]
    for file in WorkFile.objects.filter(record__in=keys):
        file.file.delete(save=False)
    WorkRecord.objects.filter(pk__in=keys).delete()
    return len(keys)


def _keep(record: WorkRecord, content: dict[str, Any]) -> None:
    if record.sealed is None:
        record.content = content
    else:
        record.sealed = seal(content)
    record.save(update_fields=["content", "sealed"])


def _only(form: WorkForm, content: dict[str, Any], pupil: Pupil) -> dict[str, Any]:
    """Leave out the other pupils, and texts about several."""
    others = form.restricted and len(pupils_in(form, content)) > 1
    kept = {}
    for field in form.fields:
        value = content.get(field.code)
        if value is None or (others and field.kind in {FieldKind.LINE, FieldKind.TEXT}):
            continue
        if field.kind is FieldKind.PUPILS:
            value = [pupil.pk] if pupil.pk in value else []
        elif field.kind in OF_PUPILS:
            value = {key: one for key, one in value.items() if int(key) == pupil.pk}
        kept[field.code] = value
    return kept


def _without(form: WorkForm, content: dict[str, Any], pupil: Pupil) -> dict[str, Any]:
    kept = dict(content)
    for field in form.fields:
        value = kept.get(field.code)
        if value is None:
            continue
        if field.kind is FieldKind.PUPILS:
            kept[field.code] = [key for key in value if key != pupil.pk]
        elif field.kind in OF_PUPILS:
            kept[field.code] = {
                key: _struck(one, pupil) for key, one in value.items() if int(key) != pupil.pk
            }
        else:
            kept[field.code] = _struck(value, pupil)
    return kept


def _struck(value: Any, pupil: Pupil) -> Any:
    return value.replace(pupil.name, STRUCK) if isinstance(value, str) else value
