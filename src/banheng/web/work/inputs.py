"""The fields of a work form as controls, and what a sent page says in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from banheng.routines.work_form import FieldKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import QueryDict

    from banheng.routines.work_form import FormField, WorkForm

SEVERAL = frozenset({FieldKind.PUPILS, FieldKind.STAFF, FieldKind.CHOICES})
BY_PUPIL = frozenset({FieldKind.MARKS, FieldKind.TEXTS, FieldKind.SEATS})


@dataclass(frozen=True, slots=True)
class PersonInput:
    """A pupil or colleague in a field, with what is said about them."""

    key: int
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class FieldInput:
    """A field with what stands in it.

    Attributes:
        value: a text, or the chosen options.
    """

    field: FormField
    value: Any
    people: Sequence[PersonInput]
    fault: str

    @property
    def template(self) -> str:
        """The template of its control."""
        return f"work/inputs/{self.field.kind}.html"

    @property
    def name(self) -> str:
        """The name of its control."""
        return f"f-{self.field.code}"

    @property
    def chosen(self) -> int:
        """How many people are chosen."""
        return sum(bool(person.value) for person in self.people)


def read_inputs(form: WorkForm, sent: QueryDict) -> dict[str, Any]:
    """Take what a page says, field by field, as `duties.work.values` reads it."""
    said: dict[str, Any] = {}
    for field in form.fields:
        name = f"f-{field.code}"
        if field.kind in SEVERAL:
            said[field.code] = sent.getlist(name)
        elif field.kind in BY_PUPIL:
            begin = f"{name}-"
            said[field.code] = {key.removeprefix(begin): sent[key] for key in sent if key.startswith(begin)}
        else:
            said[field.code] = sent.get(name, "")
    return said


def said_by(content: Mapping[str, Any], form: WorkForm) -> dict[str, Any]:
    """Give a kept content as a page would send it."""
    said = dict(content)
    for field in form.fields:
        value = said.get(field.code)
        if value is None:
            continue
        match field.kind:
            case FieldKind.YES_NO:
                said[field.code] = "yes" if value else "no"
            case FieldKind.NUMBER:
                said[field.code] = str(value)
            case FieldKind.PUPILS | FieldKind.STAFF:
                said[field.code] = [str(key) for key in value]
            case FieldKind.SEATS:
                said[field.code] = {key: f"{row}-{place}" for key, (row, place) in value.items()}
    return said


def field_inputs(
    form: WorkForm,
    said: Mapping[str, Any],
    *,
    pupils: Mapping[int, str],
    staff: Mapping[int, str],
    faults: Mapping[str, str],
) -> list[FieldInput]:
    """Lay out the fields of a form."""
    return [
        FieldInput(
            field,
            said.get(field.code, ""),
            _people(field, said.get(field.code), staff if field.kind is FieldKind.STAFF else pupils),
            faults.get(field.code, ""),
        )
        for field in form.fields
    ]


def _people(field: FormField, said: Any, names: Mapping[int, str]) -> list[PersonInput]:
    if field.kind in BY_PUPIL:
        said = said or {}
        usual = field.options[0] if field.kind is FieldKind.MARKS else ""
        return [PersonInput(key, name, said.get(str(key), usual)) for key, name in names.items()]
    if field.kind in {FieldKind.PUPILS, FieldKind.STAFF}:
        chosen = set(said or [])
        return [PersonInput(key, name, "yes" if str(key) in chosen else "") for key, name in names.items()]
    return []
