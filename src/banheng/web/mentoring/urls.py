from __future__ import annotations

from django.urls import path

from banheng.web.mentoring import views

urlpatterns = [
    path("mentoring/", views.pairs, name="mentoring"),
    path("mentoring/new/", views.new, name="mentoring-new"),
    path("mentoring/<int:pair>/", views.pair_page, name="mentoring-one"),
    path("mentoring/<int:pair>/agreement/<str:form>/", views.agreement_of, name="mentoring-agreement"),
    path("mentoring/<int:pair>/sign/", views.sign_one, name="mentoring-sign"),
    path("mentoring/<int:pair>/ceremony/", views.ceremony_of, name="mentoring-ceremony"),
    path("mentoring/<int:pair>/topic/", views.topic_done, name="mentoring-topic"),
    path("mentoring/<int:pair>/entry/", views.entry_add, name="mentoring-entry"),
    path("mentoring/<int:pair>/reflection/", views.reflection_add, name="mentoring-reflection"),
    path("mentoring/<int:pair>/end/", views.end_one, name="mentoring-end"),
]
