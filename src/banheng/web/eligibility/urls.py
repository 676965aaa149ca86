from __future__ import annotations

from django.urls import path

from banheng.web.eligibility import answers, rules

urlpatterns = [
    path("eligibility/", answers.answers, name="eligibility"),
    path("eligibility/answers/<str:form>/", answers.document, name="eligibility-document"),
    path("eligibility/classes/", answers.classes, name="eligibility-classes"),
    path("eligibility/teachers/<int:staff>/", answers.one, name="eligibility-one"),
    path("eligibility/rules/", rules.rules, name="eligibility-rules"),
    path("eligibility/rules/library/<str:code>/", rules.library_one, name="eligibility-library"),
    path("eligibility/rules/new/", rules.new, name="eligibility-new"),
    path("eligibility/rules/check/", rules.check_text, name="eligibility-check"),
    path("eligibility/rules/download/", rules.download, name="eligibility-download"),
    path("eligibility/rules/adopt/", rules.adopt, name="eligibility-adopt"),
    path("eligibility/rules/<int:version>/", rules.version_page, name="eligibility-version"),
    path("eligibility/rules/<int:version>/rules.yaml", rules.version_text, name="eligibility-version-text"),
    path("eligibility/rules/<int:version>/end/", rules.end, name="eligibility-end"),
]
