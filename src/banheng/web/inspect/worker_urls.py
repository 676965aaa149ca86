"""The service worker stands at the root, so that its scope is the whole site."""

from __future__ import annotations

from django.urls import path

from banheng.web.inspect import views

urlpatterns = [
    path("service-worker.js", views.service_worker, name="service-worker"),
    path("signed-in/", views.signed_in, name="signed-in"),
]
