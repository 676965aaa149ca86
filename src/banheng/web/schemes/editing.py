"""Change single places of a scheme text; comments, order and layout of everything else stay."""

from __future__ import annotations

from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark
from ruamel.yaml.tokens import CommentToken

from banheng.web.schemes.grammar import Path_, Shape, element, key_at

_AFTER_KEY, _AFTER_ELEMENT = 2, 0
"""Where ruamel.yaml keeps the comment behind a value in a table and in a list."""


def follow(document: Any, path: Path_) -> Any:
    """Give what stands at a path.

    Raises:
        LookupError: nothing does.
    """
    for step in path:
        document = element(document, step)
    return document


def put(container: CommentedMap, key: str, value: Any, shape: Shape) -> None:
    """Set a key; a new one comes where the language has it, as far as the order of the others allows."""
    if key in container:
        container[key] = _as_quoted(value, container[key])
        return
    order = list(shape.keys())
    before = order[: order.index(key)] if key in order else order
    position = max((place + 1 for place, known in enumerate(container) if known in before), default=0)
    if position == len(container):
        _append(container, key, value)
    else:
        container.insert(position, key, value)


def append(container: CommentedMap | CommentedSeq, value: Any, key: str = "") -> int:
    """Add an element at the end, laid out like the one before it; give its position."""
    last = next(reversed(list(container.values() if isinstance(container, dict) else container)), None)
    if isinstance(value, CommentedMap) and isinstance(last, CommentedMap) and last.fa.flow_style():
        value.fa.set_flow_style()
    _append(container, key or len(container), value)
    return len(container) - 1


def _append(container: CommentedMap | CommentedSeq, key: Any, value: Any) -> None:
    rest = _cut_trailing(container, _last_key(container)) if len(container) else ""
    if isinstance(container, dict):
        container[key] = value
    else:
        container.append(value)
    _add_trailing(container, key, rest)


def remove(document: Any, path: Path_) -> None:
    """Take out what stands at a path; a comment behind it belongs to what follows, and stays."""
    container = follow(document, path[:-1])
    key = key_at(container, path[-1]) if isinstance(container, dict) else path[-1]
    if isinstance(container, dict) and key not in container:
        raise LookupError(key)
    position = list(container).index(key) if isinstance(container, dict) else key
    rest = _cut_trailing(container, key)
    if isinstance(container, dict):
        container.ca.items.pop(key, None)
    del container[key]
    if not len(container) and len(path) > 1:
        _keep_above(document, path[:-1], rest)
    elif position > 0:
        _add_trailing(container, _key_of(container, position - 1), rest)
    elif "#" in rest:
        text = "\n".join(line.strip().removeprefix("#").strip() for line in rest.splitlines() if line.strip())
        indent = container.lc.col if container.lc.col is not None else 0
        container.yaml_set_comment_before_after_key(_key_of(container, 0), before=text, indent=indent)


def _keep_above(document: Any, path: Path_, rest: str) -> None:
    """Take out a table or list that has become empty; hand on the comment behind it."""
    above = follow(document, path[:-1])
    key = key_at(above, path[-1]) if isinstance(above, dict) else path[-1]
    _add_trailing(above, key, rest)
    remove(document, path)


def move(document: Any, path: Path_, places: int) -> None:
    """Move an element of a list or table up (-1) or down (1) past its neighbour; at the edge it stays.

    Raises:
        LookupError: there is none.
    """
    container = follow(document, path[:-1])
    if not isinstance(path[-1], int) or path[-1] >= len(container):
        raise LookupError(path)
    position = path[-1]
    other = position + places
    if not 0 <= other < len(container):
        return
    first, second = sorted((position, other))
    rests = [_cut_trailing(container, _key_of(container, place)) for place in (first, second)]
    if isinstance(container, dict):
        key = list(container)[second]
        value = container[key]
        behind = container.ca.items.get(key)
        del container[key]
        container.insert(first, key, value)
        if behind is not None:
            container.ca.items[key] = behind
    else:
        container[first], container[second] = container[second], container[first]
        items = container.ca.items
        swapped = {first: items.pop(second, None), second: items.pop(first, None)}
        items.update({place: comment for place, comment in swapped.items() if comment is not None})
    for place, rest in zip((first, second), rests, strict=True):
        _add_trailing(container, _key_of(container, place), rest)


def rename(container: CommentedMap, position: int, key: str) -> None:
    """Give a row of a table another key; one that is taken stays as it is."""
    old = list(container)[position]
    if str(old) == key or key in container or not key:
        return
    value, behind = container[old], container.ca.items.pop(old, None)
    del container[old]
    container.insert(position, key, value)
    if behind is not None:
        container.ca.items[key] = behind


def _as_quoted(value: Any, old: Any) -> Any:
    """Quote a text as the one before it was quoted."""
    if type(value) is str and isinstance(old, str) and type(old) is not str and "\n" not in value:
        return type(old)(value)
    return value


def _key_of(container: Any, position: int) -> Any:
    return list(container)[position] if isinstance(container, dict) else position


def _last_key(container: Any) -> Any:
    return _key_of(container, len(container) - 1)


def _last_leaf(container: Any, key: Any) -> tuple[Any, Any]:
    """Find where the comment behind a value hangs: at its last leaf, unless it is written on one line."""
    while True:
        inside = container[key]
        if not isinstance(inside, CommentedMap | CommentedSeq) or not len(inside) or inside.fa.flow_style():
            return container, key
        container, key = inside, _last_key(inside)


def _cut_trailing(container: Any, key: Any) -> str:
    """Take away the lines of comment behind a value; what stands on its own line stays with it."""
    container, key = _last_leaf(container, key)
    slot = _AFTER_KEY if isinstance(container, dict) else _AFTER_ELEMENT
    behind = container.ca.items.get(key)
    token = behind[slot] if behind and len(behind) > slot else None
    if token is None:
        return ""
    own, _, rest = token.value.partition("\n")
    if own.strip():
        token.value = own + "\n"
    else:
        behind[slot] = None
        if not any(behind):
            del container.ca.items[key]
    return rest


def _add_trailing(container: Any, key: Any, rest: str) -> None:
    if not rest:
        return
    container, key = _last_leaf(container, key)
    slot, length = (_AFTER_KEY, 4) if isinstance(container, dict) else (_AFTER_ELEMENT, 2)
    behind = container.ca.items.setdefault(key, [None] * length)
    token = behind[slot]
    if token is None:
        behind[slot] = CommentToken("\n" + rest, CommentMark(0), None)
    else:
        token.value = token.value.rstrip("\n") + "\n" + rest


def replace(container: Any, key: Any, value: Any) -> None:
    """Put another part in the place of one; the comment behind it stays."""
    rest = _cut_trailing(container, key)
    container[key] = value
    _add_trailing(container, key, rest)


def free_key(container: CommentedMap, taken: set[str]) -> str:
    """Make a key that no other row has."""
    number = len(container) + 1
    while f"new_{number}" in taken or f"new_{number}" in container:
        number += 1
    return f"new_{number}"
