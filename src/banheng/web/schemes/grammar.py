"""What may stand where in a scheme or a questionnaire, read from the models: what forms are made from."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from banheng.questionnaires.instrument import Instrument
from banheng.schemes.scheme import Scheme

Step = str | int
Path_ = tuple[Step, ...]
"""Keys of the language, and positions in lists and in tables whose keys the school chooses."""

Form = Literal[
    "figure", "start", "whole", "flag", "choice", "text", "date", "words", "figures", "flags", "node", "list", "map"
]  # fmt: skip


LANGUAGES = {"scheme": Scheme, "instrument": Instrument}
"""By the key that every document of a language has at its top. No two have a part of the same name."""


@cache
def _schema(head: str) -> dict[str, Any]:
    return LANGUAGES[head].model_json_schema(mode="validation")


@cache
def _parts() -> dict[str, Any]:
    return {name: part for head in LANGUAGES for name, part in _schema(head)["$defs"].items()}


@dataclass(frozen=True)
class Shape:
    """What a value looks like.

    Attributes:
        schema: of the value, references followed.
        kinds: shapes by `kind`, where it may be one of several.
    """

    schema: dict[str, Any]
    form: Form

    @property
    def title(self) -> str:
        """The name of the model of a node."""
        return str(self.schema.get("title", ""))

    @property
    def kinds(self) -> dict[str, Shape]:
        """Shapes by `kind`, where the value is one of several."""
        mapping = self.schema.get("discriminator", {}).get("mapping", {})
        return {kind: _shape({"$ref": reference}) for kind, reference in mapping.items()}

    def of_kind(self, content: object) -> Shape:
        """Give the shape of what stands there; that of a kind where there are several."""
        kinds = self.kinds
        if kinds:
            kind = content.get("kind") if isinstance(content, dict) else None
            return kinds.get(str(kind)) or next(iter(kinds.values()))
        return self

    def keys(self) -> dict[str, Shape]:
        """Give what a node may hold, its own keys before the remarks that every part can carry."""
        properties = self.schema.get("properties", {})
        own = [key for key in properties if key not in REMARKS]
        leading = [key for key in LEADING if key in own]
        ordered = [*leading, *(key for key in own if key not in leading), *REMARKS]
        return {key: _shape(properties[key]) for key in ordered if key in properties}

    def is_required(self, key: str) -> bool:
        """Tell whether a node cannot do without a key."""
        return key in self.schema.get("required", ())

    def inside(self) -> Shape:
        """Give the shape of an element of a list or table."""
        schema = self.schema
        inner = schema["items"] if self.form == "list" else schema["additionalProperties"]
        return _shape(inner)

    def choices(self) -> list[str]:
        """List the words that may stand there."""
        schema = self.schema.get("items", self.schema)
        schema = _resolved(schema)
        return [str(word) for word in schema.get("enum", [])]


REMARKS = ("clause", "note", "assumption")
LEADING = ("name", "title", "text", "scheme", "instrument", "code", "kind", "full_points")


def root(document: object = None) -> Shape:
    """Give the shape of a whole document; of a scheme, unless it is known to be something else."""
    head = next((each for each in LANGUAGES if isinstance(document, dict) and each in document), "scheme")
    return Shape(_schema(head), "node")


def shape_at(path: Path_, document: object) -> Shape:
    """Give what may stand at a path of a document."""
    shape, content = root(document), document
    for step in path:
        shape = shape.of_kind(content)
        if shape.form == "node" and isinstance(step, str):
            shape = shape.keys()[step]
            content = content.get(step) if isinstance(content, dict) else None
        else:
            shape = shape.inside_of(content) if isinstance(shape, _Either) else shape.inside()
            content = element(content, step)
    return shape.of_kind(content)


def element(content: object, step: Step) -> object:
    """Give an element of a list by position, of a table by position or key.

    Raises:
        LookupError: there is none.
    """
    if isinstance(content, dict):
        return content[key_at(content, step)]
    if isinstance(content, list) and isinstance(step, int):
        return content[step]
    raise LookupError(step)


def key_at(content: dict[Any, Any], step: Step) -> Any:
    """Give the key at a position of a table.

    Raises:
        LookupError: there is none.
    """
    if isinstance(step, int):
        return list(content)[step]
    return step


class _Either(Shape):
    """A figure, or a table of figures: what stands there decides."""

    def inside_of(self, content: object) -> Shape:
        return self.inside() if isinstance(content, dict) else self

    def of_kind(self, content: object) -> Shape:
        choices = [_shape(choice) for choice in self.schema["anyOf"]]
        wanted = "map" if isinstance(content, dict) else "figure"
        return next(choice for choice in choices if choice.form == wanted)


def _shape(schema: dict[str, Any]) -> Shape:
    schema = _resolved(schema)
    choices = [choice for choice in schema.get("anyOf", []) if choice.get("type") != "null"]
    if len(choices) == 1:
        return _shape({**choices[0], **{key: schema[key] for key in ("default",) if key in schema}})
    if choices:
        return _Either(schema, "figure")
    return Shape(schema, _form(schema))


def _form(schema: dict[str, Any]) -> Form:
    kind = schema.get("type")
    if "oneOf" in schema or "properties" in schema:
        return "node"
    if "enum" in schema or "const" in schema:
        return "choice"
    if kind == "object":
        return "map"
    if kind == "array":
        return _form_of_list(schema)
    if isinstance(kind, list):
        return "start" if kind[0] == "string" else "figure" if "number" in kind else "whole"
    if kind == "boolean":
        return "flag"
    if kind == "integer":
        return "whole"
    return "date" if schema.get("format") == "date" else "text"


def _form_of_list(schema: dict[str, Any]) -> Form:
    if "prefixItems" in schema:
        return "figures"
    inner = _resolved(schema["items"])
    if "enum" in inner:
        return "flags"
    form = _form(inner)
    return {"node": "list", "text": "words"}.get(form, "figures")  # type: ignore[return-value]


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        named = _parts()[schema["$ref"].rsplit("/", 1)[-1]]
        schema = {**named, **{key: value for key, value in schema.items() if key != "$ref"}}
    return schema


def is_money(path: Path_) -> bool:
    """Tell whether a whole number is an amount in fen: by the key it stands under."""
    keys = [step for step in path if isinstance(step, str)]
    return bool(keys) and (
        keys[-1] in {"fen", "by_stage"} or keys[-1].endswith("_fen") or "fen_per_class" in keys[-1:]
    )


EXTRA: dict[str, dict[str, Any]] = {
    "Event": {"points": None},
    "Rating": {"by": "points", "at_least": None},
    "Over": {"number": None},
    "Ratio": {"numerator": {"event": "done", "name": "完成数"}},
    "Progress": {"baseline": {"event": "before", "name": "基数"}, "now": {"event": "now", "name": "本期"}},
    "Position": {"first": None},
    "PerPupil": {"fen": None},
    "Pool": {"fen": None},
    "Minimum": {"fen": None},
    "Due": {"days": None},
    "Item": {"full_points": None},
    "Indicator": {"full_points": None},
    "Limit": {"cap": None},
    "Decisions": {"may": ["points"]},
    "Honour": {"top": None},
    "Trigger": {"flags": ["last_place"]},
    "Deadline": {"days": None},
    "Question": {"greatest": 5},
}
"""What a new part needs beside its required keys."""


def begin(shape: Shape, taken: set[str], *, name: str) -> Any:
    """Make a new part with blanks where figures belong.

    Args:
        taken: codes that stand in the scheme already.
        name: what it is called until somebody names it.
    """
    if shape.kinds:
        shape = shape.kinds["tally" if "tally" in shape.kinds else "fixed"]
    if shape.form == "node":
        part = CommentedMap()
        for key, inner in shape.keys().items():
            if shape.is_required(key):
                part[key] = _new_code(shape, taken) if key == "code" else begin(inner, taken, name=name)
        for key, given in EXTRA.get(shape.title, {}).items():
            part[key] = deepcopy(given)
        return part
    if shape.form == "map":
        return CommentedMap({_new_code(shape.inside(), taken): begin(shape.inside(), taken, name=name)})
    if shape.form == "list":
        wanted = shape.schema.get("minItems", 0)
        return CommentedSeq(begin(shape.inside(), taken, name=name) for _ in range(wanted))
    if shape.form == "choice":
        return shape.schema.get("const") or shape.schema["enum"][0]
    if shape.form in {"words", "flags", "figures"}:
        wanted = shape.schema.get("minItems", 0)
        return [None if shape.form == "figures" else name] * wanted
    return {"text": name, "flag": False}.get(shape.form)


def _new_code(shape: Shape, taken: set[str]) -> str:
    stem = (shape.title or "code").lower()
    number = 1
    while f"{stem}_{number}" in taken:
        number += 1
    taken.add(f"{stem}_{number}")
    return f"{stem}_{number}"
