from __future__ import annotations

from django.urls import path

from banheng.web.targets import letters, targets

urlpatterns = [
    path("targets/", letters.letters, name="targets"),
    path("targets/new/", letters.new, name="targets-new"),
    path("targets/<int:letter>/", letters.letter_page, name="targets-one"),
    path("targets/<int:letter>/print/<str:form>/", letters.letter_print, name="targets-print"),
    path("targets/<int:letter>/add/", letters.target_add, name="targets-add"),
    path("targets/<int:letter>/offer/", letters.letter_offer, name="targets-offer"),
    path("targets/<int:letter>/return/", letters.letter_return, name="targets-return"),
    path("targets/<int:letter>/sign/", letters.letter_sign, name="targets-sign"),
    path("targets/<int:letter>/paper/", letters.letter_paper, name="targets-paper"),
    path("targets/<int:letter>/conclude/", letters.letter_conclude, name="targets-conclude"),
    path("targets/lines/<int:target>/", targets.target_page, name="targets-target"),
    path("targets/lines/<int:target>/change/", targets.target_change, name="targets-change"),
    path("targets/lines/<int:target>/remove/", targets.target_remove, name="targets-remove"),
    path("targets/lines/<int:target>/budget/", targets.target_budget, name="targets-budget"),
    path("targets/lines/<int:target>/report/", targets.target_report, name="targets-report"),
    path("targets/lines/<int:target>/check/", targets.target_check, name="targets-check"),
]
