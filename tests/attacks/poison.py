"""Names and texts as an attacker would choose them, written over everything that people can name."""

from __future__ import annotations

from html.parser import HTMLParser

from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.db.models import CharField, F, TextField, Value
from django.db.models.functions import Cast, Concat, Substr

POISON = """=1+1"onprobe="1'onprobe='2<probe>"""
"""Becomes an element or attribute `probe` where it is not escaped, and a formula where a sheet takes it for one."""

NAMED = frozenset(
    [
        "name",
        "title",
        "note",
        "reason",
        "text",
        "label",
        "remark",
        "by_name",
        "recorder_name",
        "class_name",
        "statement",
        "what",
        "about",
        "place",
        "goals",
        "goal",
        "topic",
        "speaker",
        "question",
        "conclusion",
        "contact",
        "minutes",
        "proof",
        "basis",
        "summary",
        "cause",
        "measure",
        "opinion",
        "facts",
        "proposed",
        "citation",
        "task",
        "result",
        "evidence",
        "effect",
        "theme",
        "output",
        "award",
        "issuer",
        "partner",
        "goals",
        "fund",
        "voucher",
        "explanation",
        "relationship",
        "team",
        "methods",
        "party",
        "unit",
        "owner",
        "file_name",
        "left",
        "fault",
        "words",
    ]
)
NOT_POISONED = frozenset(
    {
        "policies",
        "duties.PackVersion",
        "surveys.InstrumentDraft",
        "surveys.InstrumentVersion",
        "surveys.Survey",
        "development.RulesVersion",
        "accountability.RulesVersion",
    }
)
"""Policy documents: their text is read as YAML; what they name is poisoned in the document instead."""


def poison() -> int:
    """Overwrite all names and free texts; tables that the database keeps as they are stay. Returns how many columns."""
    poisoned = 0
    for model in apps.get_models():
        label = model._meta.label
        if not model.__module__.startswith("banheng") or NOT_POISONED & {label, label.partition(".")[0]}:
            continue
        for field in model._meta.concrete_fields:
            if field.name in NAMED and isinstance(field, CharField | TextField) and not field.choices:
                poisoned += _overwrite(model, field)
    return poisoned


def _overwrite(model, field) -> bool:
    text = Concat(Value(POISON), Cast(F(model._meta.pk.attname), CharField()), output_field=CharField())
    rows = model._base_manager.exclude(**{field.name: ""})
    try:
        with transaction.atomic():
            return bool(rows.update(**{field.name: Substr(text, 1, field.max_length or 1000)}))
    except (DatabaseError, models.ProtectedError):
        return False


class Probes(HTMLParser):
    """Finds what of a page would run."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag.startswith("probe"):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if "onprobe" in name or name.startswith("on"):
                self.found.append(f"{tag} {name}")
            if name in {"href", "src", "action", "formaction"} and (value or "").strip().lower().startswith(
                ("javascript:", "vbscript:", "data:text")
            ):
                self.found.append(f"{tag} {name}={value}")


def probes_in(page: str) -> list[str]:
    """List the elements and attributes of a page that came from poisoned text."""
    parser = Probes()
    parser.feed(page)
    parser.close()
    return parser.found
