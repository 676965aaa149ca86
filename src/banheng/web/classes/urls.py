from __future__ import annotations

from django.urls import path

from banheng.web.classes import views

urlpatterns = [
    path("classes/", views.classes, name="classes"),
    path("classes/<str:school_class>/", views.class_page, name="classes-class"),
]
