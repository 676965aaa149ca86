"""For whoever watches the server: alive, ready, figures."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

if TYPE_CHECKING:
    from django.http import HttpRequest


def alive(_request: HttpRequest) -> JsonResponse:
    """Say that the process answers."""
    return JsonResponse({"status": "alive"})


def ready(_request: HttpRequest) -> JsonResponse:
    """Say whether the database answers and the data folder can be written; 503 if not."""
    faults = []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        faults.append("database")
    if not os.access(settings.DATA, os.W_OK):
        faults.append("data_folder")
    return JsonResponse(
        {"status": "not_ready" if faults else "ready", "faults": faults}, status=503 if faults else 200
    )


def metrics(request: HttpRequest) -> HttpResponse:
    """Give figures for Prometheus to whoever knows the token of `BANHENG_METRICS_TOKEN`; without one, to nobody."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not secrets.compare_digest(given, token):
        raise Http404
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(settings.METRICS_FOLDER))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
