from __future__ import annotations

from django.urls import path

from banheng.web.dossier import entering, importing, moving, reading

urlpatterns = [
    path("dossier/", reading.dossiers, name="dossier"),
    path("dossier/waiting/", reading.waiting, name="dossier-waiting"),
    path("dossier/import/", importing.bring_in, name="dossier-import"),
    path("dossier/import/template.xlsx", importing.template, name="dossier-import-template"),
    path("dossier/receive/", moving.receive, name="dossier-receive"),
    path("dossier/<int:staff>/", reading.dossier, name="dossier-one"),
    path("dossier/<int:staff>/document/<str:form>/", reading.document, name="dossier-document"),
    path("dossier/<int:staff>/dossier.json", moving.give, name="dossier-give"),
    path("dossier/<int:staff>/add/<slug:kind>/", entering.add, name="dossier-add"),
    path("dossier/facts/<int:fact>/confirm/", entering.confirm, name="dossier-confirm"),
    path("dossier/facts/<int:fact>/withdraw/", entering.withdraw, name="dossier-withdraw"),
    path("dossier/facts/<int:fact>/count/", entering.count, name="dossier-count"),
]
