"""The addresses of all screen areas; those of a school begin with `s/<school code>/`."""

from __future__ import annotations

from django.urls import include, path

SCHOOL_AREAS = (
    "today",
    "inbox",
    "inspect",
    "records",
    "classes",
    "scores",
    "league",
    "board",
    "appeals",
    "desk",
    "pay",
    "honours",
    "reports",
    "schemes",
    "duties",
    "rota",
    "office",
    "people",
)

urlpatterns = [
    path("", include("banheng.web.entry.urls")),
    path("", include("banheng.web.league.hall_urls")),
    path("", include("banheng.web.check.urls")),
    path("", include("banheng.web.inspect.worker_urls")),
    *(path("s/<slug:school>/", include(f"banheng.web.{area}.urls")) for area in SCHOOL_AREAS),
]
