"""Fields that a form does not ask for do nothing, whatever they are called (mass assignment)."""

import pytest
from django.apps import apps
from django.db import models

from tests.attacks.rows import AREAS, IDS, address_of, make_world, roles_of, rows_of, send, signed_in, undone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]

EXTRA = {
    **dict.fromkeys(("is_superuser", "is_staff", "must_change_password"), "on"),
    **dict.fromkeys(("school_id", "recorder", "recorder_id", "by_id", "user_id", "owner_id", "pk"), "1"),
    **dict.fromkeys(("by_name", "recorder_name", "hash", "previous_hash", "digest", "sequence"), "9"),
    **dict.fromkeys(("recorded_at", "created_at", "decided_at", "confirmed_at", "at"), "2020-01-01T00:00"),
    **dict.fromkeys(("fen", "total", "points", "confirmed_by", "decided_by", "is_active", "password"), "1"),
}
"""What columns are called that only the site itself fills in."""
MADE_ANEW = frozenset(
    [
        "password",
        "secret",
        "digest",
        "hash",
        "previous_hash",
        "prefix",
        "code",
        "number",
        "username",
        "about",
        "message",
        "body",
    ]
)
"""Columns of text that hold something random each time."""
VOLATILE = (models.UUIDField, models.DateTimeField, models.BinaryField, models.FileField)


def own_models():
    return [model for model in apps.get_models() if model.__module__.startswith("banheng")]


def keys():
    """Give the primary keys of all rows, by model."""
    return {model: set(model._base_manager.values_list("pk", flat=True)) for model in own_models()}


def written(known):
    """Give what the database holds, without what differs at every writing: ids, times, keys and secrets.

    A reference to a row that was not known before counts as one to something new: PostgreSQL numbers on.
    """
    found = {}
    for model in own_models():
        fields = [
            field
            for field in model._meta.concrete_fields
            if not isinstance(field, VOLATILE)
            and not field.primary_key
            and field.name not in MADE_ANEW
            and not (field.is_relation and isinstance(field.target_field, models.UUIDField))
        ]
        names = [field.attname for field in fields]
        rows = model._base_manager.values_list(*names) if names else []
        found[model._meta.label] = sorted(
            repr([_told(*pair, known) for pair in zip(fields, row, strict=True)]) for row in rows
        )
    return found


def _told(field, value, known):
    if not field.is_relation or value is None or value in known.get(field.related_model, {value}):
        return value
    return "new"


@pytest.mark.parametrize(("package", "area"), AREAS, ids=IDS)
def test_fields_that_nobody_asked_for_change_nothing(package, area):
    world = make_world(package)
    found = []
    for row in [
        row for row in rows_of(package, area) if row.method == "post" and not getattr(row, "json", False)
    ]:
        results = []
        with undone(world):
            address, content = address_of(world, row), row.form(world)
            known = keys()
            for extra in ({}, EXTRA):
                with undone(world):
                    client = signed_in(world.users[roles_of(row)[0]])
                    answer = send(client, row, address, {**extra, **content})
                    results.append((answer.status_code, written(known)))
        (plain, without), (extended, with_extra) = results
        changed = [label for label in without if without[label] != with_extra[label]]
        if changed or plain != extended:
            found.append((row.url_name, plain, extended, changed))
    assert found == []
