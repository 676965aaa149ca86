"""Queries that are asked at every request, in SQL: Django takes longer to build them than the database to answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.db.backends.utils import CursorWrapper

Found = TypeVar("Found", bound=Model)


def ready_cursor() -> CursorWrapper:
    """Open a cursor for statements that come again and again: PostgreSQL keeps their plans.

    Django's own cursor puts the values into the text, so that no statement is like another.
    """
    database = connections[DEFAULT_DB_ALIAS]  # looked up once: `connection` looks it up at every use
    if database.vendor != "postgresql":
        return database.cursor()
    database.close_if_health_check_failed()
    database.ensure_connection()
    return database.make_cursor(_binding()(database.connection))


@cache
def _binding() -> Any:
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415 - needs psycopg

    return ServerBindingCursor


@dataclass(frozen=True, slots=True)
class _Shape:
    """Which column is which field of the model, in the order of its fields; the other columns are `besides`."""

    names: Sequence[str]
    places: Sequence[int]
    converters: Sequence[tuple[int, Callable[[Any], Any]]]
    besides: Sequence[tuple[str, int]]


class Query(Generic[Found]):
    """A query with `%s` for its values, whose lines are objects of a model.

    It gives what `Model.objects.raw` gives, and works out only once which column is what. Fields that the query
    leaves out are fetched when they are asked for; a column of no field becomes an attribute.
    """

    def __init__(self, model: type[Found], sql: str) -> None:
        self.model, self.sql = model, sql
        self._shape: _Shape | None = None

    def __call__(self, *values: object) -> list[Found]:
        adapt = connection.ops.adapt_unknown_value
        with ready_cursor() as cursor:
            cursor.execute(self.sql, [adapt(value) for value in values])
            rows = cursor.fetchall()
            if self._shape is None:
                self._shape = _shape(self.model, [column[0] for column in cursor.description])
        return [self._object(list(row), self._shape) for row in rows]

    def first(self, *values: object) -> Found | None:
        """Give the first line, None if there is none."""
        return next(iter(self(*values)), None)

    def _object(self, row: list[Any], shape: _Shape) -> Found:
        for place, convert in shape.converters:
            row[place] = convert(row[place])
        made = self.model.from_db(DEFAULT_DB_ALIAS, shape.names, [row[place] for place in shape.places])
        for name, place in shape.besides:
            setattr(made, name, row[place])
        return made


def _shape(model: type[Model], columns: Sequence[str]) -> _Shape:
    known_fields = model._meta.concrete_fields  # noqa: SLF001 - Django documents it
    fields = [field for field in known_fields if field.column in columns]
    known = {field.column for field in fields}
    return _Shape(
        [field.attname for field in fields],
        [columns.index(field.column) for field in fields],
        [(columns.index(field.column), convert) for field in fields for convert in _converters(field)],
        [(name, place) for place, name in enumerate(columns) if name not in known],
    )


def _converters(field: Any) -> Iterable[Callable[[Any], Any]]:
    column = field.cached_col
    for convert in [*connection.ops.get_db_converters(column), *field.get_db_converters(connection)]:
        yield partial(_converted, convert, column)


def _converted(convert: Callable[..., Any], column: Any, value: Any) -> Any:
    return convert(value, column, connection)
