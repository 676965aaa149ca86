from __future__ import annotations

from django.urls import path

from banheng.web.plans import measures, views

urlpatterns = [
    path("plans/", views.plans, name="plans"),
    path("plans/new/", views.new, name="plans-new"),
    path("plans/<int:plan>/", views.plan_page, name="plans-one"),
    path("plans/<int:plan>/print/<str:form>/", views.plan_print, name="plans-print"),
    path("plans/<int:plan>/phase/", views.phase_add, name="plans-phase"),
    path("plans/<int:plan>/close/", views.plan_close, name="plans-close"),
    path("plans/phases/<int:phase>/measure/", views.measure_add, name="plans-add"),
    path("plans/phases/<int:phase>/review/", views.phase_review, name="plans-review"),
    path("plans/measures/<int:measure>/", measures.measure_page, name="plans-measure"),
    path("plans/measures/<int:measure>/assign/", measures.assign_one, name="plans-assign"),
    path("plans/measures/<int:measure>/complete/", measures.complete_one, name="plans-complete"),
    path("plans/measures/<int:measure>/effect/", measures.effect_of, name="plans-effect"),
    path("plans/measures/<int:measure>/drop/", measures.drop_one, name="plans-drop"),
]
