"""Every form of the library is opened, filled in and read again by somebody whose form it is."""

import re

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.duties.models import WorkRecord
from banheng.routines.work_form import FieldKind, work_forms
from tests.factories import TODAY

pytestmark = pytest.mark.django_db


SAID = {
    FieldKind.NUMBER: ("40", "40"),
    FieldKind.DAY: ("2026-11-02", "11月2日"),
    FieldKind.CLOCK: ("14:30", "14:30"),
    FieldKind.YES_NO: ("yes", "是"),
}
"""What is filled in, and how it is read again."""


def sample(field, pupils, colleague):
    """What somebody would fill in: for each control of the field its name and what it says."""
    name = f"f-{field.code}"
    if field.kind in {FieldKind.LINE, FieldKind.TEXT}:
        return {name: f"{field.name}写好了"}
    if field.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
        return {name: field.options[-1]}
    if field.kind in SAID:
        return {name: SAID[field.kind][0]}
    return {
        FieldKind.PUPILS: {name: str(pupils[0].pk)},
        FieldKind.STAFF: {name: str(colleague.pk)},
        FieldKind.MARKS: {f"{name}-{pupils[0].pk}": field.options[-1] if field.options else ""},
        FieldKind.TEXTS: {f"{name}-{pupil.pk}": f"{pupil.name}很好" for pupil in pupils},
        FieldKind.SEATS: {f"{name}-{pupil.pk}": f"1-{place}" for place, pupil in enumerate(pupils, 1)},
    }[field.kind]


def expected(field):
    if field.kind in {FieldKind.LINE, FieldKind.TEXT}:
        return f"{field.name}写好了"
    if field.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
        return field.options[-1]
    if field.kind in SAID:
        return SAID[field.kind][1]
    return {FieldKind.STAFF: "教师102", FieldKind.SEATS: "第 1 排第 1 座"}.get(field.kind, "李明")


def writer_of(form, users):
    if form.writers:
        return users[Role(form.writers[0].value)]
    return users[Role.HOMEROOM_TEACHER]


@pytest.mark.parametrize("code", work_forms())
def test_a_form_is_opened_filled_in_and_read_again(client, small, users, pupils, code):
    form = work_forms()[code]
    client.force_login(writer_of(form, users))
    address = reverse("work-new", args=["yucai", code])
    opened = client.get(address).content.decode()
    sent = {"day": TODAY.isoformat(), "id": re.search(r'name="id" value="([^"]+)"', opened).group(1)}
    for field in form.fields:
        said = sample(field, pupils, small.teachers["102"])
        assert all(f'name="{name}"' in opened for name in said), field.code
        sent |= said

    client.post(address, sent)

    record = WorkRecord.objects.get()
    assert str(record.pk) == sent["id"]
    page = client.get(reverse("work-record", args=["yucai", record.pk])).content.decode()
    for field in form.fields:
        assert expected(field) in page, field.code
    again = client.get(reverse("work-correct", args=["yucai", record.pk])).content.decode()
    for field in form.fields:
        if field.kind in {FieldKind.LINE, FieldKind.TEXT}:
            assert f"{field.name}写好了" in again, field.code
