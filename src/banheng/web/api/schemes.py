"""Schemes: which version is in force, and each version as it was put on record."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Query, Router, Schema
from pydantic import Field

from banheng.accounts.tokens import Scope
from banheng.policies.in_force import scheme_of, versions_in_force
from banheng.policies.models import SchemeVersion
from banheng.web.api.opening import Bearer
from banheng.web.api.problem import ProblemOut
from banheng.web.api.values import Code, SchoolCode, Sent, refuse_unknown

REFUSALS = (401, 403, 404, 409, 422, 429)

router = Router(tags=["schemes"])


class VersionOut(Schema):
    """A version of a scheme; it never changes."""

    code: str = Field(description="Code of the scheme.", examples=["primary-month"])
    number: int = Field(description="Number of the version, from 1.")
    title: str = Field(description="Title.")
    digest: str = Field(
        description="SHA-256 of its meaning, hexadecimal: layout and comments do not change it."
    )
    note: str = Field(description="What was said when it was put on record.")


class Versions(Schema):
    """The versions in force on a day."""

    day: date = Field(description="The day asked about.")
    versions: list[VersionOut] = Field(description="One for each scheme code.")


class VersionText(VersionOut):
    """A version with its text."""

    yaml: str = Field(description="The scheme as it was written, in the scheme language.")
    scheme: dict[str, Any] = Field(
        description="The same as data, keys as in the scheme language, figures as exact decimals in text. "
        "`digest` is the SHA-256 of this object as JSON with sorted keys."
    )


class Wanted(Sent):
    """Of which day."""

    day: date | None = Field(None, description="Today if left out.")


@router.get("/schemes", auth=Bearer(Scope.SCHEMES_READ), response={200: Versions, REFUSALS: ProblemOut})
def list_schemes(request: HttpRequest, school: SchoolCode, wanted: Query[Wanted]) -> Any:  # noqa: ARG001
    """List the versions that are in force on a day. Scope `schemes:read`."""
    refuse_unknown(request, wanted)
    day = wanted.day or request.access.day
    return {"day": day, "versions": [_said(each) for each in versions_in_force(request.access.school, day)]}


@router.get(
    "/schemes/{code}/{number}",
    auth=Bearer(Scope.SCHEMES_READ),
    response={200: VersionText, REFUSALS: ProblemOut},
)
def get_scheme(
    request: HttpRequest,
    school: SchoolCode,  # noqa: ARG001
    code: Annotated[Code, Path(description="Code of the scheme.")],
    number: Annotated[int, Path(description="Number of the version.", ge=1, le=2**31 - 1)],
) -> Any:
    """Give a version as YAML and as data. Scope `schemes:read`."""
    found = get_object_or_404(SchemeVersion, school=request.access.school, code=code, number=number)
    data = scheme_of(found).model_dump(mode="json", by_alias=True, exclude_unset=True)
    return {**_said(found), "yaml": found.text, "scheme": data}


def _said(version: SchemeVersion) -> dict[str, Any]:
    return {
        "code": version.code,
        "number": version.number,
        "title": version.title,
        "digest": version.digest,
        "note": version.note,
    }
