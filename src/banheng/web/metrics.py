"""How many requests, how long they took: for `/metrics`."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from prometheus_client import Histogram

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

REQUESTS = Histogram(
    "banheng_request_seconds",
    "Time of requests by page and status",
    ["page", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


class MetricsMiddleware:
    """Observes each request under the name of its address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        page = (match and match.view_name) or "none"
        REQUESTS.labels(page, str(response.status_code)).observe(perf_counter() - began)
        return response
