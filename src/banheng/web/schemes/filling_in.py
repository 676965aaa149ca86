"""Take what somebody filled into the form of a part, and what they added, removed or moved."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from banheng.core.wording import Language
from banheng.web.schemes import editing
from banheng.web.schemes.fields import form_of
from banheng.web.schemes.grammar import Path_, Shape, begin, key_at, shape_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

    from banheng.web.schemes.fields import Field

_BETWEEN = re.compile(r"[,，、;；\s]+")
BLANK_WORDS = {"____", "待填", "null"}
NONE_WORDS = {"无", "不设", "none", "-"}
_START_WORDS = {"满分": "full", "0分": "zero", "零": "zero", "full": "full", "zero": "zero"}
ABSENT = object()


def fill_in(document: Any, part: Path_, form: Field, given: Mapping[str, Any]) -> None:
    """Write each field whose value is another one than before into the document.

    Args:
        form: the form of the part as it was shown.
        given: what was posted: texts by name, lists of texts for several choices.
    """
    renamed: list[tuple[Path_, str]] = []
    kinds: list[tuple[Path_, str]] = []
    emptied: list[Path_] = []
    for field in form.walk():
        path = (*part, *path_of(field.name))
        if field.row_key is not None and (key := given.get(f"{field.name}@key")) is not None:
            renamed.append((path, str(key).strip()))
        if field.control == "kind":
            kinds.append((path[:-1], str(given.get(field.name, field.value))))
        elif field.control not in ("node", "list", "map"):
            value = _read(field, given)
            if value is not _SAME and not _write(document, path, value):
                emptied.append(path)
    for path in reversed(emptied):
        editing.remove(document, path)
    for path, key in renamed:
        table = editing.follow(document, path[:-1])
        if isinstance(path[-1], int) and path[-1] < len(table):
            editing.rename(table, path[-1], key)
    for path, kind in kinds:
        change_kind(document, path, kind)


def fill_posted(document: Any, part: Path_, posted: QueryDict) -> None:
    """Write what was posted from the form of a part into the document."""
    form = form_of(document, part, "", Language.EN)
    given: dict[str, Any] = {name: posted.get(name) for name in posted}
    for field in form.walk():
        if field.control == "flags":
            given[field.name] = posted.getlist(field.name)
    if part and part[0] not in document:
        return
    fill_in(document, part, form, given)


def path_of(name: str) -> Path_:
    """Read a path that is written with slashes."""
    return tuple(int(step) if step.isdecimal() else step for step in name.split("/") if step)


_SAME = object()


def _read(field: Field, given: Mapping[str, Any]) -> Any:
    """Give the new value of a field: `ABSENT` where the key should go, `_SAME` where nothing is new."""
    if field.control == "flags":
        chosen = [str(each) for each in given.get(field.name, [])]
        if chosen == [option.value for option in field.options if option.chosen]:
            return _SAME
        return _as_list(chosen) if chosen or field.required else ABSENT
    if field.control == "flag":
        wanted = field.name in given
        return _SAME if wanted == (field.value == "true") else wanted
    if field.name not in given:
        return _SAME
    text = str(given[field.name]).replace("\r\n", "\n").strip()
    if text == field.value.strip():
        return _SAME
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in BLANK_WORDS and field.control in ("figure", "start", "whole", "money"):
        return None
    if not text or (plain in NONE_WORDS and field.blank):
        is_figure = field.control in ("figure", "start", "whole", "money")
        return (None if is_figure else "") if field.required or isinstance(_last(field), int) else ABSENT
    return _READERS.get(field.control, str)(plain if field.control != "text" else text)


def _last(field: Field) -> str | int:
    return path_of(field.name)[-1] if field.name else ""


def _figure(text: str) -> Any:
    """Give a number where it is one; other text stays, and the finding says what is wrong with it."""
    if re.fullmatch(r"[+\-−]?\d+(\.\d+)?", text) is None:
        return text
    number = Decimal(text.replace("−", "-"))
    # YAML has no decimals of its own: a double carries fifteen digits, and the text is written from it as it was
    return int(number) if number == number.to_integral_value() else float(number)


def _money(text: str) -> Any:
    try:
        fen = Decimal(text.replace("−", "-")) * 100
    except InvalidOperation:
        return text
    return int(fen) if fen == fen.to_integral_value() else text


def _date(text: str) -> Any:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _start(text: str) -> Any:
    return _START_WORDS.get(text.replace(" ", "")) or _figure(text)


def _words(text: str) -> Any:
    return _as_list([word for word in _BETWEEN.split(text) if word])


def _figures(text: str) -> Any:
    return _as_list([_figure(word) for word in _BETWEEN.split(text) if word])


def _choice(text: str) -> Any:
    return int(text) if text.isdecimal() else text


def _as_list(values: list[Any]) -> CommentedSeq:
    listed = CommentedSeq(values)
    listed.fa.set_flow_style()
    return listed


_READERS = {
    "figure": _figure,
    "whole": _figure,
    "money": _money,
    "start": _start,
    "date": _date,
    "words": _words,
    "figures": _figures,
    "choice": _choice,
}


def _write(document: Any, path: Path_, value: Any) -> bool:
    """Set a value; False where the key is to be taken out, which waits until all others are set."""
    container = editing.follow(document, path[:-1])
    key = key_at(container, path[-1]) if isinstance(container, dict) else path[-1]
    if value is ABSENT:
        return not (isinstance(container, dict) and key in container)
    if isinstance(container, CommentedMap) and isinstance(path[-1], str):
        editing.put(container, key, value, shape_at(path[:-1], document))
    else:
        container[key] = value
    return True


def change_kind(document: Any, path: Path_, kind: str) -> None:
    """Make a rule or a line of pay one of another kind; what both kinds know stays."""
    container = editing.follow(document, path[:-1])
    key = key_at(container, path[-1]) if isinstance(container, dict) else path[-1]
    old = container[key]
    several = _several(document, path)
    if not isinstance(old, dict) or old.get("kind") == kind or kind not in several.kinds:
        return
    shape = several.kinds[kind]
    new = begin(shape, codes_in(document), name="未命名")
    known = shape.keys()
    for name, value in old.items():
        if (
            name in known
            and name != "kind"
            and _fits(value, known[name], several.of_kind(old).keys().get(name))
        ):
            new[name] = value
    editing.replace(container, key, new)


def _fits(value: Any, shape: Shape, before: Shape | None) -> bool:
    """Tell whether a value may stand under the key of the same name in a part of another kind."""
    if before is None or before.form != shape.form:
        return False
    return shape.form != "choice" or str(value) in shape.choices()


def _several(document: Any, path: Path_) -> Shape:
    """Give the shape at a path before its kind is looked at."""
    above = shape_at(path[:-1], document)
    return above.keys()[path[-1]] if isinstance(path[-1], str) else above.inside()


def codes_in(content: Any) -> set[str]:
    """Gather all codes and keys of a document, so that a new part gets one of its own."""
    found: set[str] = set()
    if isinstance(content, dict):
        found |= {str(key) for key in content} | {str(content.get("code", ""))}
    if isinstance(content, dict | list):
        for inside in content.values() if isinstance(content, dict) else content:
            found |= codes_in(inside)
    return found


def act(document: Any, what: str, path: Path_, *, name: str) -> Path_:
    """Add, remove or move something; give the path that should be seen next.

    Args:
        what: `add` (an element of a list or table, or a group that is not there), `table` (a row that is
            a table itself), `remove`, `up`, `down`.
        name: what a new part is called until somebody names it.

    Raises:
        LookupError: there is no such place.
    """
    if not path:
        raise LookupError(path)
    if what == "remove":
        editing.remove(document, path)
        return path[:-1]
    if what in ("up", "down"):
        editing.move(document, path, -1 if what == "up" else 1)
        return path
    shape = _several(document, path)
    taken = codes_in(document)
    above = editing.follow(document, path[:-1])
    key = key_at(above, path[-1]) if isinstance(above, dict) else path[-1]
    is_there = not isinstance(above, dict) or key in above
    if not is_there:
        fresh = begin(shape, taken, name=name)
        editing.put(above, str(key), fresh, shape_at(path[:-1], document))
        if shape.form not in ("list", "map") or fresh:
            return path
    container = editing.follow(document, path)
    if shape.form not in {"list", "map"} or not isinstance(container, CommentedMap | CommentedSeq):
        raise LookupError(path)
    inner = shape.of_kind(container).inside()
    element = begin(inner.of_kind({}) if what == "table" else inner, taken, name=name)
    code = editing.free_key(container, taken) if isinstance(container, dict) else ""
    return (*path, editing.append(container, element, code))
