from __future__ import annotations

from django.urls import path

from banheng.web.certificates.check import check

urlpatterns = [path("check/certificate/<str:code>/", check, name="certificate-check")]
