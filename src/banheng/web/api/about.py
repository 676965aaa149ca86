"""What a token is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from banheng import __version__
from banheng.web.api.limiting import MOST_A_MINUTE
from banheng.web.api.opening import Bearer
from banheng.web.api.problem import ProblemOut
from banheng.web.api.values import SchoolCode

router = Router(tags=["token"])


class TokenOut(Schema):
    """What the token that asks may do."""

    school: str = Field(description="Code of its school.")
    name: str = Field(description="What it was made for.")
    prefix: str = Field(description="Its first characters, as the page of tokens shows them.")
    scopes: list[str] = Field(description="What it may be used for.")
    classes: list[str] | None = Field(description="Codes of the classes it is for today; null: no limit.")
    last: date = Field(description="The last day on which it is taken.")
    most_a_minute: int = Field(description="Requests that are answered in a minute.")
    version: str = Field(description="Version of the site.")


@router.get("/token", auth=Bearer(), response={200: TokenOut, (401, 403, 404, 422, 429): ProblemOut})
def get_token(request: HttpRequest, school: SchoolCode) -> Any:  # noqa: ARG001
    """Say what the token may do; for a first try. Any scope."""
    token = request.token
    return {
        "school": token.school.code,
        "name": token.name,
        "prefix": token.prefix,
        "scopes": token.scopes,
        "classes": None if request.covered is None else sorted(request.covered),
        "last": token.last,
        "most_a_minute": MOST_A_MINUTE,
        "version": __version__,
    }
