from __future__ import annotations

from django.urls import path

from banheng.web.schemes import (
    checks,
    drafts,
    from_document,
    library,
    minutes,
    repairing,
    screen_preview,
    unscored,
    versions,
)

urlpatterns = [
    path("schemes/", versions.schemes, name="schemes"),
    path("schemes/library/", library.library, name="schemes-library"),
    path("schemes/library/<slug:code>/", library.library_one, name="schemes-library-one"),
    path("schemes/library/<slug:code>/copy/", library.copy_library, name="schemes-library-copy"),
    path("schemes/upload/", library.upload, name="schemes-upload"),
    path("schemes/from-document/", from_document.from_document, name="schemes-from-document"),
    path("schemes/drafts/<int:draft>/source/", from_document.source_page, name="schemes-source"),
    path("schemes/drafts/<int:draft>/unscored/", unscored.unscored_page, name="schemes-unscored"),
    path(
        "schemes/drafts/<int:draft>/unscored/<slug:kind>.yaml",
        unscored.unscored_file,
        name="schemes-unscored-file",
    ),
    path("schemes/drafts/<int:draft>/repair/", repairing.repair_page, name="schemes-repair"),
    path("schemes/drafts/<int:draft>/screen/", screen_preview.screen_preview, name="schemes-screen"),
    path("schemes/drafts/<int:draft>/checks/", checks.checks_page, name="schemes-checks"),
    path("schemes/drafts/<int:draft>/checks/<int:row>/", checks.why_page, name="schemes-check-why"),
    path("schemes/drafts/<int:draft>/minutes/<slug:form>/", minutes.minutes, name="schemes-minutes"),
    path("schemes/versions/<int:version>/", versions.version_page, name="schemes-version"),
    path("schemes/versions/<int:version>/copy/", versions.copy_version, name="schemes-copy"),
    path("schemes/versions/<int:version>/scheme.yaml", versions.version_text, name="schemes-version-text"),
    path("schemes/versions/<int:version>/template.xlsx", versions.version_template, name="schemes-template"),
    path("schemes/versions/<int:version>/adopt/", versions.adopt_page, name="schemes-adopt"),
    path("schemes/compare/<int:before>/<int:after>/", versions.compare_page, name="schemes-compare"),
    path("schemes/adoptions/<int:adoption>/withdraw/", versions.withdraw_page, name="schemes-withdraw"),
    path("schemes/drafts/<int:draft>/", drafts.part_page, name="schemes-draft"),
    path("schemes/drafts/<int:draft>/part/<path:part>/", drafts.part_page, name="schemes-part"),
    path("schemes/drafts/<int:draft>/check/<path:part>/", drafts.check_part, name="schemes-check"),
    path("schemes/drafts/<int:draft>/text/", drafts.text_page, name="schemes-text"),
    path("schemes/drafts/<int:draft>/text/check/", drafts.check_text, name="schemes-text-check"),
    path("schemes/drafts/<int:draft>/scheme.yaml", drafts.download, name="schemes-download"),
    path("schemes/drafts/<int:draft>/delete/", drafts.drop, name="schemes-delete"),
    path("schemes/drafts/<int:draft>/try/", drafts.try_page, name="schemes-try"),
    path("schemes/drafts/<int:draft>/record/", drafts.record_page, name="schemes-record"),
]
