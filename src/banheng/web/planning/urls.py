from __future__ import annotations

from django.urls import path

from banheng.web.planning import views

urlpatterns = [
    path("planning/", views.plans, name="planning"),
    path("planning/new/", views.new, name="planning-new"),
    path("planning/compare/", views.compare, name="planning-compare"),
    path("planning/<int:plan>/", views.one, name="planning-one"),
]
