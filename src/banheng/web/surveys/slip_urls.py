from __future__ import annotations

from django.urls import path

from banheng.web.surveys import answering

urlpatterns = [
    path("a/", answering.by_hand, name="slip"),
    path("a/<str:code>/", answering.by_slip, name="slip-answer"),
]
