from __future__ import annotations

from django.urls import path

from banheng.web.accountability import views

urlpatterns = [
    path("accountability/", views.proceedings, name="accountability"),
    path("accountability/rules/", views.rules, name="accountability-rules"),
    path("accountability/rules/adopt/", views.adopt, name="accountability-adopt"),
    path("accountability/new/<slug:school>/", views.new, name="accountability-new"),
    path("accountability/<int:proceeding>/", views.proceeding_page, name="accountability-one"),
    path(
        "accountability/<int:proceeding>/print/<str:form>/",
        views.proceeding_print,
        name="accountability-print",
    ),
    path("accountability/<int:proceeding>/inform/", views.proceeding_inform, name="accountability-inform"),
    path("accountability/<int:proceeding>/hear/", views.proceeding_hear, name="accountability-hear"),
    path("accountability/<int:proceeding>/decide/", views.proceeding_decide, name="accountability-decide"),
    path("accountability/<int:proceeding>/serve/", views.proceeding_serve, name="accountability-serve"),
    path("accountability/<int:proceeding>/report/", views.proceeding_report, name="accountability-report"),
    path("accountability/<int:proceeding>/revoke/", views.proceeding_revoke, name="accountability-revoke"),
]
