from __future__ import annotations

from django.urls import path

from banheng.web.reports import documents, views, workbooks

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/notice/<str:scheme>/<str:period>/<str:form>/", documents.notice, name="reports-notice"),
    path("reports/period/<str:scheme>/<str:period>/", views.of_period, name="reports-period"),
    path(
        "reports/period/<str:scheme>/<str:period>/workbook/<int:number>/",
        workbooks.filled,
        name="reports-filled",
    ),
    path(
        "reports/period/<str:scheme>/<str:period>/fairness/<str:form>/",
        documents.fairness,
        name="reports-fairness",
    ),
    path(
        "reports/period/<str:scheme>/<str:period>/<str:document>/<str:form>/",
        documents.of_period,
        name="reports-document",
    ),
    path("reports/term/<str:term>/", views.of_term, name="reports-term"),
    path("reports/term/<str:term>/school/<str:form>/", documents.of_school, name="reports-school"),
    path(
        "reports/term/<str:term>/teacher/<str:staff>/<str:form>/",
        documents.of_teacher,
        name="reports-teacher",
    ),
    path("reports/workbooks/", workbooks.templates, name="reports-templates"),
    path("reports/workbooks/sample/", workbooks.sample, name="reports-sample"),
    path("reports/workbooks/<int:number>/", workbooks.template, name="reports-template"),
    path("reports/workbooks/<int:number>/delete/", workbooks.delete_template, name="reports-template-delete"),
]
