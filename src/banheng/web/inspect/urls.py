from __future__ import annotations

from django.urls import path

from banheng.web.inspect import sending, views

urlpatterns = [
    path("inspect/", views.screen, name="inspect"),
    path("inspect/records/", sending.records, name="inspect-records"),
    path("inspect/photos/<uuid:record>/", sending.photo, name="inspect-photo"),
    path("inspect/manifest.webmanifest", views.manifest, name="inspect-manifest"),
]
