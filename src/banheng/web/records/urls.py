from __future__ import annotations

from django.urls import path

from banheng.web.records import actions, views

urlpatterns = [
    path("records/", views.record_list, name="records"),
    path("records/<uuid:record>/", views.record_page, name="records-record"),
    path("records/<uuid:record>/void/", actions.void_record, name="records-void"),
    path("records/<uuid:record>/reply/", actions.reply_to_record, name="records-reply"),
    path("records/<uuid:record>/rectified/", actions.confirm, name="records-rectified"),
    path("records/<uuid:record>/photos/<int:photo>/", views.photo, name="records-photo"),
]
