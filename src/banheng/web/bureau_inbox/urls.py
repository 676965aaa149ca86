from __future__ import annotations

from django.urls import path

from banheng.web.bureau_inbox import views

urlpatterns = [
    path("inbox/", views.inbox, name="bureau_inbox"),
    path("inbox/read/", views.read_everything, name="bureau_inbox-read"),
    path("inbox/<int:notice>/", views.open_notice, name="bureau_inbox-open"),
]
