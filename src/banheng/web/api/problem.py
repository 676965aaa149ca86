"""Refusals as `application/problem+json` (RFC 9457): a code for programs, sentences for people."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import JsonResponse
from django.utils.translation import get_language
from ninja import Field, Schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


LONGEST_FOUND = 100


class Fault(Schema):
    """One thing that is wrong in what was sent."""

    place: str = Field(description="Where it stands, as in `body.records.0.day` or `query.limit`.")
    found: str = Field(description="What stands there, cut to 100 characters; empty if nothing does.")
    reason: str = Field(description="Why it is refused, in the language of the request.")


class ProblemOut(Schema):
    """Why a request was refused."""

    type: str = Field(description="Always `about:blank`: `code` says which problem it is.")
    title: str = Field(description="The phrase of the HTTP status, in English.")
    status: int = Field(description="The HTTP status again.", ge=400, le=599)
    code: str = Field(description="Stable name of the reason, for programs.")
    detail: str = Field(
        description="What was found, why it is refused and what to do, in the language of the request "
        "(`Accept-Language`: Chinese unless English is preferred)."
    )
    faults: list[Fault] = Field(description="What is wrong in the request, one by one; mostly empty.")


def plain(text: str) -> str:
    """Cut what was found, and leave out half characters, which cannot be sent back."""
    return text[:LONGEST_FOUND].encode(errors="replace").decode()


class Problem(Exception):
    """A request that is refused.

    Attributes:
        detail: in the language of the request.
    """

    def __init__(
        self,
        status: HTTPStatus,
        code: str,
        detail: str,
        *,
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.detail = status, code, detail
        self.faults, self.headers = faults, headers or {}

    def response(self) -> JsonResponse:
        """Write it down."""
        said = ProblemOut(
            type="about:blank",
            title=self.status.phrase,
            status=self.status.value,
            code=self.code,
            detail=self.detail,
            faults=list(self.faults),
        )
        headers = {"Cache-Control": "no-store", "Content-Language": get_language() or "", **self.headers}
        return JsonResponse(
            said.model_dump(), status=self.status, headers=headers, content_type="application/problem+json"
        )
