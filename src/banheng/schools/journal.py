"""Change rows and keep what is needed to take the change back as a whole."""

# ruff: noqa: SLF001 - Django documents _meta and _default_manager for use from outside
from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext

from banheng.schools.errors import ChangeRefused

if TYPE_CHECKING:
    from django.db.models import Field, Model

    Step = dict[str, Any]


@dataclass
class Journal:
    """Rows created, changed and deleted, in order; `steps` is plain JSON."""

    steps: list[Step] = field(default_factory=list)

    def create(self, model: type[Model], **fields: object) -> Any:
        """Create a row."""
        made = model._default_manager.create(**fields)
        self.steps.append({"made": _name(model), "row": made.pk})
        return made

    def change(self, row: Model, **fields: object) -> bool:
        """Set fields of a row; False if they are so already."""
        before = {name: getattr(row, name) for name in fields}
        if before == fields:
            return False
        for name, value in fields.items():
            setattr(row, name, value)
        row.save(update_fields=list(fields))
        self.steps.append(
            {
                "changed": _name(type(row)),
                "row": row.pk,
                "before": {name: _plain(value) for name, value in before.items()},
                "after": {name: _plain(value) for name, value in fields.items()},
            }
        )
        return True

    def delete(self, row: Model) -> None:
        """Delete a row on which nothing stands."""
        _refuse_if_needed(row)
        before = {each.attname: _plain(getattr(row, each.attname)) for each in _stored(row)}
        self.steps.append({"deleted": _name(type(row)), "row": row.pk, "before": before})
        row.delete()


def take_back(steps: list[Step]) -> None:
    """Undo the steps of a journal, all of them or none.

    Raises:
        ChangeRefused: something stands on a row that was made, or a changed row was changed again since.
    """
    with transaction.atomic():
        for step in reversed(steps):
            if "made" in step:
                _unmake(apps.get_model(step["made"]), step["row"])
            elif "deleted" in step:
                apps.get_model(step["deleted"])._default_manager.create(**step["before"])
            else:
                _change_back(apps.get_model(step["changed"]), step)


def _unmake(model: type[Model], key: int) -> None:
    row = model._default_manager.filter(pk=key).first()
    if row is None:
        return
    _refuse_if_needed(row)
    row.delete()


def _change_back(model: type[Model], step: Step) -> None:
    row = model._default_manager.filter(pk=step["row"]).first()
    if row is None or any(_plain(getattr(row, name)) != to for name, to in step["after"].items()):
        raise ChangeRefused(
            "changed_since",
            gettext("“%(row)s”在此之后又改过，不能撤销。请改用单项更正。")
            % {"row": row or model._meta.verbose_name},
        )
    for name, value in step["before"].items():
        setattr(row, _attribute(model, name), value)
    row.save(update_fields=list(step["before"]))


def _refuse_if_needed(row: Model) -> None:
    """Refuse to remove a row to which another one refers, even where the database would remove that too."""
    for relation in row._meta.related_objects:
        if relation.related_model._default_manager.filter(**{relation.field.name: row}).exists():
            raise ChangeRefused(
                "in_use",
                gettext("“%(row)s”之后已有记录或任职，不能删去。请改用停办、结束任职等单项更正。")
                % {"row": row},
            )


def _stored(row: Model) -> list[Any]:
    return [each for each in row._meta.concrete_fields if not getattr(each, "generated", False)]


def _attribute(model: type[Model], name: str) -> str:
    return cast("Field[Any, Any]", model._meta.get_field(name)).attname


def _plain(value: object) -> Any:
    if hasattr(value, "pk"):
        value = value.pk
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def _name(model: type[Model]) -> str:
    return model._meta.label
