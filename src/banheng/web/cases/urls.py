from __future__ import annotations

from django.urls import path

from banheng.web.cases import views

urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path("cases/limit/", views.limit, name="cases-limit"),
    path("cases/<int:case>/", views.case_page, name="cases-one"),
    path("cases/<int:case>/holder/", views.holder, name="cases-holder"),
]
