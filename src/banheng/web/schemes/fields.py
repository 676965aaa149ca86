"""The form of one part of a scheme: its fields as they stand in the text, made from the models."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from banheng.core.points import format_units
from banheng.web.schemes.editing import follow
from banheng.web.schemes.grammar import Path_, Shape, is_money, shape_at
from banheng.web.schemes.labels import key_label, word_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.core.findings import Finding
    from banheng.core.wording import Language

OWN_PAGE = {"indicators", "items", "longer_periods", "limits", "coefficients", "vetoes", "questions"}
ROOT_OWN_PAGE = OWN_PAGE | {"ratings", "allowances", "honours", "consequences"}
"""Keys whose elements have pages of their own, so that no form is longer than it must be."""

SHOWN: dict[str, set[str]] = {
    "Event": {"points", "per", "name"},
    "Item": {"full_points", "from", "name"},
    "Indicator": {"full_points", "name"},
    "Rating": {"by", "at_least"},
    "BandPoints": {"at_least", "below", "points"},
    "PaidBand": {"at_least", "below", "fen"},
    "Ranking": {"within", "ties", "tie_break"},
    "Scheme": {"stages", "floor", "cap", "eligible", "decisions", "ranking", "pay"},
    "Tally": {"start", "floor", "cap", "when_missing"},
    "Pool": {"fen", "by"},
    "Honour": {"who", "period", "ratings", "top", "within", "ties", "not_below", "reason"},
    "Consequence": {"period", "times", "counted", "ladder"},
    "Trigger": {"ratings", "vetoes", "flags"},
    "Task": {"name", "due"},
    "Deadline": {"days", "school_days"},
    "Instrument": {"about", "groups", "least", "scale", "introduction"},
    "Question": {"greatest", "options", "required", "groups", "text_en"},
    "Option": {"mark", "name_en"},
}
"""Fields that stand open although nothing is filled in; the others wait under "more"."""

START_WORDS = {"full": "满分", "zero": "0 分"}

LONG = ("note", "assumption", "introduction", "introduction_en", "text", "text_en")

SIMPLE = ("figure", "start", "whole", "flag", "choice", "text", "date", "words", "figures", "flags")


@dataclass
class Option:
    """One word that may be chosen."""

    value: str
    label: str
    chosen: bool


@dataclass
class Field:
    """One field, or a group, list or table of fields.

    Attributes:
        name: the path from the part on, steps joined by `/`; positions in lists and tables are numbers.
        place: the path from the top as findings name it.
        control: the form of the value; `money` is a whole number of fen, written in yuan.
        value: as people write it.
        given: the key stands in the text.
        blank: a figure that is left open.
        row_key: the key of a row in a table, which can be changed.
        shown, more: what stands open and what waits, of a group; `shown` also holds elements of a list.
    """

    name: str
    place: str
    label: str
    control: str
    value: str = ""
    default: str = ""
    given: bool = False
    blank: bool = False
    required: bool = False
    fixed_length: bool = False
    row_key: str | None = None
    can_be_table: bool = False
    options: list[Option] = field(default_factory=list)
    shown: list[Field] = field(default_factory=list)
    more: list[Field] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def id(self) -> str:
        """Name the field inside the page."""
        return "f-" + self.name.replace("/", "-")

    @property
    def is_long(self) -> bool:
        """Tell whether a text needs more than a line."""
        return self.control == "text" and (self.name.endswith(LONG) or "\n" in self.value)

    @property
    def is_figure(self) -> bool:
        """Tell whether digits are expected."""
        return self.control in ("figure", "whole", "money")

    @property
    def given_more(self) -> int:
        """Count what is filled in under "more"."""
        return sum(each.given for each in self.more)

    @property
    def more_needs_a_look(self) -> bool:
        """Tell whether something under "more" is left open or wrong."""
        return any(each.blank or each.findings for inner in self.more for each in inner.walk())

    def walk(self) -> Iterator[Field]:
        """Walk through this field and all inside it."""
        yield self
        for inner in (*self.shown, *self.more):
            yield from inner.walk()


@dataclass(frozen=True)
class _Maker:
    language: Language
    part: Path_

    def node(self, shape: Shape, content: Any, made: Field, path: Path_, *, keep_kind: bool = False) -> None:
        """Fill a group with the keys of a node."""
        content = content if isinstance(content, dict) else {}
        skipped = ROOT_OWN_PAGE if not path else OWN_PAGE
        for key, inner in shape.keys().items():
            if (key in skipped and inner.form == "list") or (
                key == "kind" and "const" in inner.schema and not keep_kind
            ):
                continue
            child = self.field(
                inner,
                content,
                key,
                (*path, key),
                made.place,
                key_label(shape.title, key, self.language),
                shape,
            )
            child.required = shape.is_required(key)
            is_remark = key in ("clause", "note", "assumption")
            open_ = (child.given or child.required or key in SHOWN.get(shape.title, ())) and not is_remark
            (made.shown if open_ else made.more).append(child)

    def field(
        self, shape: Shape, above: Any, key: Any, path: Path_, place: str, label: str, owner: Shape
    ) -> Field:
        """Make the field of a key of a node, or of an element."""
        given = key in above if isinstance(above, dict) else True
        content = above[key] if given else None
        many = shape.kinds
        shape = shape.of_kind(content)
        made = Field(
            name="/".join(map(str, path[len(self.part) :])),
            place=f"{place}/{_step(key, content)}".lstrip("/"),
            label=label,
            control="money" if shape.form == "whole" and is_money(path) else shape.form,
            given=given,
            default=self._default(shape, path),
        )
        if shape.form == "node":
            self._group(shape, content, made, path, list(many))
        elif shape.form in ("list", "map"):
            self._elements(shape, content, made, path)
        elif given and isinstance(content, dict | list) and shape.form not in ("words", "figures", "flags"):
            made.value = str(content)
        else:
            self._value(shape, content, made, path, owner)
        return made

    def _group(self, shape: Shape, content: Any, made: Field, path: Path_, kinds: list[str]) -> None:
        if not made.given:
            return
        self.node(shape, content, made, path)
        if kinds:
            kind = str(content.get("kind", "")) if isinstance(content, dict) else ""
            label = "Allowance" if "fixed" in kinds else "Rule"
            options = [
                Option(each, word_label("", "kind", each, self.language), each == kind) for each in kinds
            ]
            kind_field = Field(
                name=f"{made.name}/kind".lstrip("/"),
                place=f"{made.place}/kind",
                label=key_label(label, "kind", self.language),
                control="kind",
                value=kind,
                given=True,
                required=True,
                options=options,
            )
            made.shown.insert(0, kind_field)

    def _elements(self, shape: Shape, content: Any, made: Field, path: Path_) -> None:
        made.can_be_table = shape.form == "map" and bool(shape.inside().schema.get("anyOf"))
        if not isinstance(content, dict | list):
            return
        keys = list(content) if isinstance(content, dict) else range(len(content))
        for number, key in enumerate(keys):
            named = str(key) if isinstance(content, dict) else None
            label = _name(content[key]) or named or f"{number + 1}"
            element = self.field(
                shape.inside(),
                content if isinstance(content, dict) else dict(enumerate(content)),
                key,
                (*path, number),
                made.place,
                label,
                shape,
            )
            element.row_key = named
            made.shown.append(element)

    def _value(self, shape: Shape, content: Any, made: Field, path: Path_, owner: Shape) -> None:
        key = next(step for step in reversed(path) if isinstance(step, str))
        made.value = written(content, made.control)
        made.blank = made.given and content is None
        if shape.form in ("choice", "flags"):
            stands = content if made.given else shape.schema.get("default", ())
            chosen = [str(each) for each in stands or ()] if shape.form == "flags" else [made.value]
            words = shape.choices() or [str(shape.schema.get("const", ""))]
            if made.value and shape.form == "choice" and made.value not in words:
                words = [made.value, *words]
            made.options = [
                Option(word, self._word(owner.title, key, word), word in chosen) for word in words
            ]
        if shape.form == "start":
            made.value = START_WORDS.get(made.value, made.value)
        if shape.form == "flag":
            made.value = made.value or str(bool(shape.schema.get("default"))).lower()

    def _word(self, owner: str, key: str, word: str) -> str:
        try:
            return word_label(owner, key, word, self.language)
        except KeyError:
            return word  # what stands there is no word of the language; the finding says so

    def _default(self, shape: Shape, path: Path_) -> str:
        default = shape.schema.get("default")
        if default in (None, [], {}, "") or isinstance(default, dict | bool):
            return ""
        if shape.form == "figure":
            return format_units(int(default))
        if shape.form in ("choice", "start"):
            key = next(step for step in reversed(path) if isinstance(step, str))
            return self._word("", key, str(default))
        return "" if isinstance(default, list) else str(default)


def form_of(document: Any, part: Path_, place: str, language: Language) -> Field:
    """Make the form of a part.

    Args:
        place: of the part as findings name it.

    Raises:
        LookupError: the document has no such part.
    """
    if part in {(key,) for key in ROOT_OWN_PAGE} and part[0] not in document:
        content: Any = []
    else:
        content = follow(document, part)
    if part == ():
        shape = shape_at((), document)
        made = Field(name="", place="", label="", control="node", given=True)
        _Maker(language, part).node(shape, content, made, ())
        return made
    maker = _Maker(language, part)
    above = shape_at(part[:-1], document)
    shape = above.keys()[part[-1]] if isinstance(part[-1], str) else above.inside()
    holder = {part[-1]: content}
    parent = place.rpartition("/")[0]
    made = maker.field(shape, holder, part[-1], part, parent, _name(content), above)
    made.place = place
    return made


def attach(form: Field, findings: list[Finding]) -> None:
    """Put each finding at the field where it stands, or at the nearest one above."""
    fields = {each.place: each for each in form.walk()}
    for finding in findings:
        place = finding.place.path
        while place not in fields and place:
            place = place.rpartition("/")[0]
        if place in fields and (place == form.place or place.startswith(form.place)):
            fields[place].findings.append(finding)


def written(content: Any, control: str) -> str:
    """Write a value of the text as people do; amounts of money in yuan."""
    if content is None:
        return ""
    if control == "money" and isinstance(content, int) and not isinstance(content, bool):
        return _plain(Decimal(content) / 100)
    if isinstance(content, bool):
        return str(content).lower()
    if isinstance(content, float):
        return _plain(Decimal(repr(float(content))))
    if isinstance(content, list):
        return "、".join(written(each, control) for each in content)
    return str(content)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _step(key: Any, content: Any) -> str:
    if isinstance(key, int) and isinstance(content, dict) and "code" in content:
        return str(content["code"])
    return str(key)


def _name(content: Any) -> str:
    return str(content.get("name") or content.get("title") or "") if isinstance(content, dict) else ""
