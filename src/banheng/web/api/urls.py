from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from banheng.web.api.refusing import not_found, says_problems
from banheng.web.api.service import api

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@csrf_exempt
@says_problems
def nothing_here(_request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001 - a view
    """Answer an address that does not exist."""
    return not_found().response()


_parts, _name, _namespace = api.urls
for _part in _parts:
    _part.callback = says_problems(_part.callback)
app_name = _name
urlpatterns = [*_parts, path("<path:rest>", nothing_here)]
