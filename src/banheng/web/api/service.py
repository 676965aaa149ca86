"""The interface as a whole: its description, its parts, and how it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema

from banheng.web.api import about, records, results, roster, schemes
from banheng.web.api.refusing import answer_refusals

if TYPE_CHECKING:
    from ninja.operation import Operation

DESCRIPTION = """\
What programs of a school may read and append, with a token of the school's page 接口 (Interfaces).

A token acts for one account and never may more than the account does at that moment; its scopes, and perhaps a
grade or class, narrow it further. Show it as `Authorization: Bearer banheng_...`.

Exact figures (points, quantities, values) are decimals as text. Days are `2026-10-21`, times have an offset.
A page of a list ends with `next`; give it as `after` for what follows. Refusals are `application/problem+json`
(RFC 9457) with a `code` for programs; words are Chinese, or English with `Accept-Language: en`.
Keys may be added to answers without a new version of the interface.
"""


class Interface(NinjaAPI):
    """The library's interface with its description set right."""

    _described: OpenAPISchema | None = None

    def get_openapi_schema(self, **_named: Any) -> OpenAPISchema:
        """Describe the interface; worked out once in a process."""
        if self._described is None:
            self._described = self._describe()
        return self._described

    def validation_error_from_error_contexts(self, error_contexts: list[Any]) -> ValidationError:
        """Say too what was found, which the library leaves out."""
        error = super().validation_error_from_error_contexts(error_contexts)
        found = [each for context in error_contexts for each in context.pydantic_validation_error.errors()]
        for said, whole in zip(error.errors, found, strict=True):
            said["input"] = whole["input"]
        return error

    def _describe(self) -> OpenAPISchema:
        """Name the problems as what they are, and the public description as public."""
        schema = super().get_openapi_schema()
        for path in schema["paths"].values():
            for operation in path.values():
                for status, response in operation["responses"].items():
                    if int(status) >= 400:
                        response["content"] = {"application/problem+json": response["content"].popitem()[1]}
        return schema

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name an operation as its function: client generators make methods of it."""
        return operation.view_func.__name__


api = Interface(
    title="Banheng 班衡",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url="openapi.json",
    urls_namespace="interface",
)
answer_refusals(api)
for part in (about, records, roster, results, schemes):
    api.add_router("/s/{school}", part.router)
