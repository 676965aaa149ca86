from __future__ import annotations

from django.urls import path

from banheng.web.check import views

urlpatterns = [
    path("check/<str:code>/", views.check, name="check"),
    path("check/<str:code>/qr.svg", views.qr_code, name="check-qr"),
]
