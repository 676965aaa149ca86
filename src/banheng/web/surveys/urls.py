from __future__ import annotations

from django.urls import path

from banheng.web.surveys import answering, drafts, instruments, running

urlpatterns = [
    path("surveys/", running.surveys, name="surveys"),
    path("surveys/new/", running.new, name="surveys-new"),
    path("surveys/instruments/", instruments.instruments, name="surveys-instruments"),
    path("surveys/instruments/copy/", instruments.copy, name="surveys-instrument-copy"),
    path("surveys/instruments/<int:version>/", instruments.version_page, name="surveys-instrument"),
    path("surveys/drafts/<int:draft>/", drafts.part_page, name="surveys-draft"),
    path("surveys/drafts/<int:draft>/part/<path:part>/", drafts.part_page, name="surveys-part"),
    path("surveys/drafts/<int:draft>/check/<path:part>/", drafts.check_part, name="surveys-part-check"),
    path("surveys/drafts/<int:draft>/text/", drafts.text_page, name="surveys-draft-text"),
    path("surveys/drafts/<int:draft>/text/check/", drafts.check_text, name="surveys-text-check"),
    path("surveys/drafts/<int:draft>/save/", drafts.save, name="surveys-draft-save"),
    path("surveys/drafts/<int:draft>/delete/", drafts.drop, name="surveys-draft-delete"),
    path("surveys/<int:survey>/", running.survey_page, name="surveys-survey"),
    path("surveys/<int:survey>/close/", running.close_survey, name="surveys-close"),
    path("surveys/<int:survey>/extend/", running.extend, name="surveys-extend"),
    path("surveys/<int:survey>/opinions/", running.answer_opinion, name="surveys-opinion"),
    path("surveys/<int:survey>/show/", running.show, name="surveys-show"),
    path("surveys/<int:survey>/slips/<str:school_class>/<str:group>/", running.slips, name="surveys-slips"),
    path("surveys/answer/<int:right>/", answering.own, name="surveys-answer"),
]
