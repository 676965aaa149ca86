"""The addresses of all screen areas; those of a school begin with `s/<school code>/`, of a bureau with `b/<code>/`."""

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
    "posts",
    "eligibility",
    "dossier",
    "plans",
    "mentoring",
    "studios",
    "research",
    "care",
    "certificates",
    "training",
    "duties",
    "work",
    "reporting",
    "surveys",
    "rota",
    "office",
    "people",
    "interfaces",
    "school_tasks",
)

BUREAU_AREAS = (
    "bureau",
    "bureau_inbox",
    "collecting",
    "indicators",
    "planning",
    "targets",
    "findings",
    "cases",
    "accountability",
)

urlpatterns = [
    path("", include("banheng.web.entry.urls")),
    path("", include("banheng.web.league.hall_urls")),
    path("", include("banheng.web.check.urls")),
    path("", include("banheng.web.certificates.check_urls")),
    path("", include("banheng.web.surveys.slip_urls")),
    path("", include("banheng.web.inspect.worker_urls")),
    path("api/v1/", include("banheng.web.api.urls", namespace="interface")),
    *(path("s/<slug:school>/", include(f"banheng.web.{area}.urls")) for area in SCHOOL_AREAS),
    *(path("b/<slug:bureau>/", include(f"banheng.web.{area}.urls")) for area in BUREAU_AREAS),
]
