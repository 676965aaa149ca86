from __future__ import annotations

from django.urls import path

from banheng.web.findings import findings, inspections

urlpatterns = [
    path("findings/", findings.findings, name="findings"),
    path("findings/register/<str:form>/", findings.register, name="findings-register"),
    path("findings/new/", findings.new, name="findings-new"),
    path("findings/<int:finding>/", findings.finding_page, name="findings-one"),
    path("findings/<int:finding>/look/", findings.finding_look, name="findings-look"),
    path("findings/<int:finding>/put-off/", findings.finding_put_off, name="findings-off"),
    path("findings/<int:finding>/urge/", findings.finding_urge, name="findings-urge"),
    path("inspections/", inspections.inspections, name="inspections"),
    path("inspections/new/", inspections.new, name="inspections-new"),
    path("inspections/<int:inspection>/", inspections.inspection_page, name="inspections-one"),
    path(
        "inspections/<int:inspection>/print/<str:form>/",
        inspections.inspection_print,
        name="inspections-print",
    ),
    path(
        "inspections/<int:inspection>/conclude/", inspections.inspection_conclude, name="inspections-conclude"
    ),
    path("inspections/visits/<int:visit>/", inspections.visit_page, name="inspections-visit"),
    path("inspections/visits/<int:visit>/find/", inspections.visit_find, name="inspections-find"),
]
