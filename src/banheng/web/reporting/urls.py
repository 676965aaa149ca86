from __future__ import annotations

from django.urls import path

from banheng.web.reporting import views

urlpatterns = [
    path("reporting/", views.years, name="reporting"),
    path("reporting/<int:year>/", views.one, name="reporting-one"),
    path("reporting/<int:year>/template/", views.template, name="reporting-template"),
    path("reporting/<int:year>/file/", views.upload, name="reporting-file"),
    path("reporting/<int:year>/explain/", views.explain_doubts, name="reporting-explain"),
    path("reporting/<int:year>/submit/", views.hand_in, name="reporting-submit"),
]
