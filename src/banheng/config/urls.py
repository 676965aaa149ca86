"""All addresses of the site; each screen area lists its own."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("", include("banheng.web.urls")),
]
