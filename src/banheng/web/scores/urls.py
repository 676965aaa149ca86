from __future__ import annotations

from django.urls import path

from banheng.web.scores import views

urlpatterns = [
    path("scores/", views.scores, name="scores"),
    path("scores/<str:school_class>/", views.of_class, name="scores-class"),
]
